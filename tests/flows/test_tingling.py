"""Tingling on the screen of the pain: a tick first, and the number settles both."""

from __future__ import annotations

from typing import Any

import pytest

from flows import replies, tingling
from flows.report import Draft
from tests.flows.cards import codes, press, shown, started
from tests.flows.days import at, p1, person, reports
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

NUMBERS = [[f"n.{n}" for n in range(6)], [f"n.{n}" for n in range(6, 11)]]
TICKS = ["g.better", "g.same", "g.worse"]


def asked(*codes_: str) -> Walker:
    """Done, on a load day; pain is asked."""
    return press(p1(done=None), "done", *codes_)


def draft(walker: Walker) -> Draft:
    return walker.conversation.draft


def reply(text: str) -> replies.Reply:
    return replies.read(text, 5, CONTENT.reply_words)


# The screen.


def test_one_row_of_ticks_stands_below_the_numbers() -> None:
    walker = asked()
    assert codes(walker) == [*NUMBERS, TICKS, ["back", "!new"]]
    labels = walker.said_buttons()
    assert labels[-5:-2] == ["Less tingling", "Same tingling", "More tingling"]


def test_it_says_plainly_that_the_tick_comes_first() -> None:
    assert "Any tingling? Tap first if it is less" in asked().said()
    assert "Tingling is noted. Now tap your pain." in asked("g.same").said()


def test_labels_tell_apart_by_their_first_word() -> None:
    """Three in a row: a phone cuts the end of each."""
    firsts = [label.split()[0] for label in asked().said_buttons()[-5:-2]]
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize(
    ("taps", "ticked"),
    [
        (["g.worse"], "worse"),
        (["g.worse", "g.better"], "better"),
        (["g.worse", "g.none"], None),
        (["g.none"], None),
    ],
)
def test_at_most_one_is_ticked_and_a_second_tap_takes_it_off(
    taps: list[str], ticked: str | None
) -> None:
    walker = asked()
    screen, ask = walker.conversation.opens[-1].screen, walker.conversation.opens[-1].ask
    for code in taps:
        walker.chose(ask, code)
    assert draft(walker).get("tingling") == ticked
    marked = [label for label in walker.said_buttons() if label.startswith("☑")]
    assert len(marked) == (ticked is not None)
    topic = walker.conversation.opens[-1]
    assert (topic.topic, topic.screen, topic.ask) == ("checkin.pain", screen, ask)


def test_a_double_tap_never_takes_back_a_tick() -> None:
    walker = asked()
    ask = walker.conversation.opens[-1].ask
    walker.chose(ask, "g.worse")
    walker.chose(ask, "g.worse")
    assert draft(walker)["tingling"] == "worse"


def test_what_is_ticked_is_shown_as_it_was_understood() -> None:
    assert asked("g.worse").said().startswith("✓ Done, tingling worse\n")


@pytest.mark.parametrize("code", ["g.", "g.more", "g.worse.1", "g"])
def test_a_forged_tick_is_closed(code: str) -> None:
    walker = asked()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert "tingling" not in draft(walker)


def test_ticks_stand_beside_no_other_number() -> None:
    walker = asked("n.2")
    walker.tap_forged("g.worse")
    assert walker.toasts() == ["That question is closed."]
    assert draft(walker)["tingling"] == "none"


# What settles it.


@pytest.mark.parametrize(
    ("steps", "pain", "change"),
    [
        (["=n.3"], 3, "none"),
        (["=g.worse", "=n.3"], 3, "worse"),
        (["=g.worse", "=g.none", "=n.3"], 3, "none"),
        (["3"], 3, "none"),
        (["no pain or tingling"], 0, "none"),
        (["=g.better", "3"], 3, "better"),
        (["=g.better", "done 3"], 3, "better"),
        (["3, tingling worse"], 3, "worse"),
        (["=g.better", "3, tingling worse"], 3, "worse"),
        (["=g.better", "3, no tingling"], 3, "none"),
        (["=g.better", "3, some tingling"], 3, "better"),
        (["más hormigueo", "3"], 3, "worse"),
        (["menos hormigueo", "3"], 3, "better"),
        (["more tingling", "=n.3"], 3, "worse"),
        (["tingling is the same", "3"], 3, "same"),
        (["no tingling", "=n.3"], 3, "none"),
        (["3, some tingling", "=o.same"], 3, "same"),
        (["5/5"], None, None),
    ],
)
def test_the_number_settles_both(steps: list[str], pain: int | None, change: str | None) -> None:
    walker = asked()
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    known = draft(walker)
    assert (known.get("pain"), known.get("tingling")) == (pain, change)
    assert walker.open_topic() == ("checkin.pain" if pain is None else "checkin.effort")


@pytest.mark.parametrize("words", ["some tingling", "hm", "5/6"])
def test_words_that_settle_neither_are_asked_again(words: str) -> None:
    walker = asked("g.worse")
    walker.say(words)
    assert walker.open_topic() == "checkin.pain"
    assert draft(walker) == {"completion": "done", "tingling": "worse"}
    assert "☑ More tingling" in walker.said_buttons()


def test_a_tick_that_is_left_is_known_at_midnight() -> None:
    walker = asked("g.worse")
    walker.pass_until(at(1, "23:00"))
    assert (reports(walker)[0].pain, reports(walker)[0].tingling) == (None, "worse")


def test_a_tick_alone_stops_nothing_and_the_number_does() -> None:
    """Clinical spec 7, D2: worse three times running."""
    walker = person(q_days=7)
    for day in range(2):
        walker.pass_until(at(day, "18:10"))
        while walker.open_topic() != "prompt":
            walker.press("skip" if walker.open_topic().startswith("morning.") else "no")
        walker.say("done 1, tingling worse")
        if walker.open_topic() == "checkin.effort":
            walker.press("n.3")
    walker.pass_until(at(2, "18:10"))
    walker.close_morning()
    press(walker, "done", "g.worse")
    assert walker.conversation.state == "program.active"
    walker.press("n.1")
    assert walker.conversation.stops == ("pause-tingling",)


# Where it is asked by itself, or not at all.


@pytest.mark.parametrize(
    ("words", "ticks"),
    [
        ("done", True),
        ("half", True),
        ("done, tingling worse", True),
        ("done, no tingling", False),
        ("done, some tingling", False),
        ("skipped, too sore", False),
    ],
)
def test_what_was_written_decides_whether_it_is_asked(words: str, ticks: bool) -> None:  # noqa: FBT001 - a column of the table
    walker = p1(done=None)
    walker.say(words)
    assert walker.open_topic() == "checkin.pain"
    assert any(row[0].startswith("g.") for row in codes(walker)) == ticks


def test_a_change_that_was_written_is_ticked() -> None:
    walker = p1(done=None)
    walker.say("done, tingling worse")
    assert "☑ More tingling" in walker.said_buttons()


def test_pain_from_a_card_leaves_it_to_be_asked_by_itself() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.2", "did.1", "did.2", "did.3", "did.4")
    assert walker.open_topic() == "checkin.tingling"
    assert "No tingling" in shown(walker)


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("done 2, I felt a pop", ["tingling", "effort"]),
        ("done, I felt a pop", ["pain", "effort"]),
        ("done, both feet are tingling", ["pain", "tingling", "effort"]),
        ("done, both feet tingling, worse", ["pain", "tingling", "effort"]),
    ],
)
def test_after_danger_was_denied_it_is_asked_unless_a_screen_asks_both(
    words: str, then: list[str]
) -> None:
    walker = p1(done=None)
    walker.say(words)
    walker.press("no")
    answers = {"pain": "n.2", "tingling": "o.same", "effort": "n.4"}
    for step in then:
        assert walker.open_topic() == f"checkin.{step}"
        walker.press(answers[step])
    assert len(reports(walker)) == 1


def test_a_later_report_in_words_does_not_undo_what_was_ticked() -> None:
    walker = asked("g.worse", "n.2")
    walker.say("done 3")
    assert draft(walker)["tingling"] == "worse"


# By the draft alone.


@pytest.mark.parametrize(
    ("known", "both", "beside"),
    [
        ({"completion": "done"}, True, {"tingling": "none"}),
        ({"completion": "done", "tingling": "worse"}, True, {"tingling": "worse"}),
        ({"completion": "done", "tingling": "none"}, False, {"tingling": "none"}),
        ({"completion": "done", "tingles": "yes"}, False, {}),
        ({"completion": "skipped", "hurt": "yes"}, False, {"tingling": "none"}),
    ],
)
def test_what_a_draft_leaves_to_ask(known: Draft, both: bool, beside: Draft) -> None:  # noqa: FBT001 - a column of the table
    assert tingling.asks_both(known) == both
    assert tingling.beside_pain(known) == beside


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("done 2", {}, {"tingling": "none"}),
        ("done", {}, {}),
        ("skipped", {}, {"tingling": "none"}),
        ("done, no tingling", {}, {"tingling": "none"}),
        ("done 2, tingling better", {"tingling": "worse"}, {"tingling": "better"}),
        ("done 2, some tingling", {}, {"tingles": "yes"}),
        ("done 2, some tingling", {"tingling": "worse"}, {"tingling": "worse"}),
        ("done 2", {"tingles": "yes"}, {}),
    ],
)
def test_what_words_say_of_it(text: str, known: Draft, said: dict[str, Any]) -> None:
    assert tingling.from_reply(reply(text), known) == said
