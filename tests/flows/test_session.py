"""Today's session on the screen: the list, a card for each move, and why."""

from __future__ import annotations

import pytest

from flows.conversation import Item
from flows.session import dose_text
from tests.flows.cards import put
from tests.flows.days import at, lines, p1, person, reports, session, settle
from tests.flows.people import CONTENT
from tests.flows.test_stops import ticked
from tests.flows.walker import Walker


def drawn(walker: Walker) -> str:
    return walker.drawn(walker.screens[walker.conversation.opens[-1].screen])


def test_the_list_names_each_move_with_its_dose() -> None:
    walker = person()
    items = session(walker).items
    text = drawn(walker)
    for n, item in enumerate(items, 1):
        assert f"{n}. {CONTENT.exercises[item.exercise].name}: " in text
    assert "Load day, about 5 minutes" in text


@pytest.mark.parametrize(
    ("name", "cue"),
    [("p1_desk", "Let the belly do less."), ("p3_lifter", "Let the thighs do less."),
     ("p6_older", "Hold a chair for standing moves. Stop short of the end.")],
)  # fmt: skip
def test_cues_follow_the_person(name: str, cue: str) -> None:
    assert cue in drawn(person(name))


def test_no_cue_is_shown_without_a_reason() -> None:
    text = drawn(person("p2_runner"))
    assert "do less" not in text
    assert "Hold a chair" not in text


def test_start_comes_first_and_a_report_of_one_s_own_below_it() -> None:
    walker = person()
    prompt = walker.screens[walker.conversation.opens[-1].screen]
    assert [[b.code for b in row] for row in prompt.buttons] == [
        ["card.1", "album"],
        ["done", "partial", "skipped"],
        ["later", "why"],
        ["!new"],
    ]
    assert prompt.buttons[0][0].style == "primary"


def test_rare_buttons_have_rows_of_their_own() -> None:
    """The short version next to Start, so that it is seen on the days it is for."""
    assert rows(person("p8_skipper"))[3] == ["checks"]
    walker = person(q_days=7)
    walker.pass_until(at(4, "12:00"))
    walker.command("/today")
    settle(walker)
    assert rows(walker)[:2] == [["card.1", "album"], ["short"]]


def rows(walker: Walker) -> list[list[str]]:
    prompt = walker.screens[walker.conversation.opens[-1].screen]
    return [[b.code for b in row] for row in prompt.buttons]


def test_going_through_the_moves_keeps_the_buttons_valid_and_writes_no_new_message() -> None:
    """6-guided."""
    walker = person()
    topic = walker.conversation.opens[-1]
    for code in ("card.1", "did.1", "did.2", "card.2", "card.1", "list", "why", "list"):
        walker.press(code)
        assert walker.conversation.opens[-1].ask == topic.ask
        assert walker.conversation.opens[-1].screen == topic.screen
        assert len(walker.last) == 1


def test_why_names_a_reason_for_each_move() -> None:
    walker = person()
    walker.press("why")
    text = drawn(walker)
    for item in session(walker).items:
        assert f"{CONTENT.exercises[item.exercise].name}: for " in text


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item(exercise="n_lying", dose=1, slot="nerve"), "10 slow reps each leg"),
        (Item(exercise="n_lying", dose=2, slot="nerve"), "2 sets of 10 slow reps each leg"),
        (Item(exercise="n_lying", dose=1, slot="nerve", halved=True), "5 slow reps each leg"),
        (Item(exercise="n_lying", dose=2, slot="nerve", extra_set="left"),
         "2 sets of 10 slow reps each leg, 1 more set left"),
        (Item(exercise="p_straight_sit", dose=1, slot="posture"), "60 seconds"),
        (Item(exercise="a_bow", dose=1, slot="anchor"), "5 slow reps"),
    ],
)  # fmt: skip
def test_the_dose_in_words(item: Item, words: str) -> None:
    assert person().text(dose_text(item, CONTENT)) == words


@pytest.mark.parametrize(
    "code", ["card.0", "card.9", "card.x", "card.", "n.3", "", "accept", "did.1"]
)
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = person()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize("code", ["done", "partial", "skipped", "card.1", "later", "why"])
def test_taps_on_an_old_prompt_are_harmless(code: str) -> None:
    walker = p1()
    walker.pass_until(at(1, "18:10"))
    old = walker.conversation.opens[-1].ask
    walker.pass_until(at(1, "21:10"))
    before = walker.conversation
    walker.chose(old, code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.program == before.program
    assert walker.conversation.draft == before.draft


@pytest.mark.parametrize("code", ["card.1", "done"])
def test_a_prompt_whose_session_is_gone_is_harmless(code: str) -> None:
    walker = put(person(), today=None)
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_an_old_prompt_of_a_person_who_is_stopped_is_harmless() -> None:
    walker = ticked("tear")
    walker.chose(1, "done")
    assert walker.toasts() == ["That question is closed."]


def test_a_reported_session_has_no_buttons_left() -> None:
    walker = p1()
    walker.press("!new")  # the only thing that is left to tap
    assert len(reports(walker)) == 1


@pytest.mark.parametrize("words", ["all good", "ok", "what a day", "🙂"])
def test_words_that_say_nothing_are_asked_about_and_the_moves_stay(words: str) -> None:
    walker = person()
    walker.say(words)
    assert walker.open_topic() == "checkin.completion"
    walker.press("card.1")
    assert "card-title" in lines(walker)


@pytest.mark.parametrize(("past", "told"), [(0, 1), (2, 1), (3, 0), (40, 0)])
def test_what_the_buttons_do_is_told_to_who_is_new_to_them(past: int, told: int) -> None:
    walker = put(person(), past_sessions=past)
    walker.command("/today")
    assert lines(walker).count("guided-how") == told
