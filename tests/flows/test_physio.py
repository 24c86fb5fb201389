"""/report: a page for a physio is asked for, named or not, and comes as a document."""

from __future__ import annotations

import pytest

from flows.effects import PhysioPage, Say
from flows.physio import LONGEST_NAME, usual_paper
from tests.flows.days import LISBON, p1, person
from tests.flows.situations import SITUATIONS, greeted, in_program, p10, p11, situation, then
from tests.flows.situations import at as intake_at
from tests.flows.walker import Walker


def asking(*before: str) -> Walker:
    return then(in_program, *before, "/report")


def ordered(walker: Walker) -> list[PhysioPage]:
    says = [effect for effect in walker.last if isinstance(effect, Say)]
    return [say.picture for say in says if isinstance(say.picture, PhysioPage)]


def order(walker: Walker) -> PhysioPage:
    (found,) = ordered(walker)
    return found


def topics(walker: Walker) -> list[str]:
    return [topic.topic for topic in walker.conversation.opens]


# Asking.


def test_it_says_what_it_is_and_asks_for_a_name() -> None:
    walker = asking()
    assert "A page for your physio" in walker.said()
    assert "Type a name to put on it, or leave it off" in walker.said()
    assert walker.said_buttons()[:4] == ["Without a name", "✓ A4", "US letter", "Close"]


@pytest.mark.parametrize("words", ["report for my physio", "pdf", "informe para mi fisio"])
def test_plain_words_ask_for_it_too(words: str) -> None:
    walker = p1()
    walker.say(words)
    assert walker.open_topic() == "page"


@pytest.mark.parametrize(
    ("language", "zone", "paper"),
    [
        ("en", LISBON, "a4"),
        ("en", "America/New_York", "us-letter"),
        ("en-US", "America/Chicago", "us-letter"),
        ("es", "America/Mexico_City", "a4"),
        ("es", "Europe/Madrid", "a4"),
        ("en", None, "a4"),
    ],
)
def test_the_paper_is_the_one_of_the_place(language: str, zone: str | None, paper: str) -> None:
    talk = p1().conversation
    assert usual_paper(talk.model_copy(update={"language": language, "zone": zone})) == paper


def test_another_paper_is_one_tap_away_on_the_same_screen() -> None:
    walker = asking()
    screen = walker.conversation.opens[-1].screen
    walker.press("p.us-letter")
    assert walker.conversation.opens[-1].screen == screen
    assert walker.said_buttons()[1:3] == ["A4", "✓ US letter"]
    walker.press("skip")
    assert order(walker).paper == "us-letter"


# What comes.


def test_without_a_name_the_page_comes_in_the_place_of_the_question() -> None:
    walker = asking()
    walker.press("skip")
    assert order(walker) == PhysioPage(paper="a4", name="", made_at=walker.now)
    assert "share it only with people you trust" in walker.said()
    assert "page" not in topics(walker)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana María", "Ana María"),
        ("  Ana \n  López ", "Ana López"),
        ("#import <b>*x*</b> $y$ \\ @ref", "#import <b>*x*</b> $y$ \\ @ref"),
        ("X" * LONGEST_NAME, "X" * LONGEST_NAME),
        ("skip", ""),
    ],
)
def test_a_typed_name_goes_on_the_page(typed: str, name: str) -> None:
    walker = asking()
    walker.say(typed)
    assert order(walker).name == name


def test_a_name_is_kept_nowhere_but_in_the_letter() -> None:
    walker = asking()
    walker.say("Rumpelstilzchen")
    assert order(walker).name == "Rumpelstilzchen"
    assert "Rumpelstilzchen" not in walker.conversation.model_dump_json()
    assert "Rumpelstilzchen" not in "".join(r.model_dump_json() for r in walker.records)
    assert "Rumpelstilzchen" not in walker.said()


def test_a_name_that_is_too_long_is_asked_for_again() -> None:
    walker = asking()
    walker.say("X" * (LONGEST_NAME + 1))
    assert not ordered(walker)
    assert f"{LONGEST_NAME} letters at most" in walker.said()
    assert walker.open_topic() == "page"


def test_who_wants_words_only_gets_the_page_all_the_same() -> None:
    walker = then(in_program, "/settings", "=text_only", "/report")
    walker.press("skip")
    assert order(walker)


def test_no_page_leaves_the_next_session_in_sight() -> None:
    walker = asking()
    walker.press("close")
    assert walker.said().startswith("No page then.")
    assert "page" not in topics(walker)


def test_a_button_that_the_page_has_not_is_stale() -> None:
    walker = asking()
    walker.tap_forged("p.a3")
    assert not ordered(walker)
    assert walker.toasts()


# What is no name.


@pytest.mark.parametrize("words", ["done 2", "skipped today", "pain 3"])
def test_a_report_is_no_name(words: str) -> None:
    walker = asking()
    walker.say(words)
    assert not ordered(walker)
    assert "page" in topics(walker)


@pytest.mark.parametrize(
    ("words", "topic"),
    [("settings", "settings"), ("delete my data", "erase"), ("teach me", "learn")],
)
def test_a_wish_is_no_name(words: str, topic: str) -> None:
    walker = asking()
    walker.say(words)
    assert not ordered(walker)
    assert walker.open_topic() == topic


@pytest.mark.parametrize("words", ["Without a name", "no", "No, thanks", "skip", "sin nombre"])
def test_no_name_can_be_said_in_words(words: str) -> None:
    walker = asking()
    if words == "sin nombre":
        walker.conversation = walker.conversation.model_copy(update={"language": "es"})
    walker.say(words)
    assert order(walker).name == ""


@pytest.mark.parametrize("words", ["US letter", "us-letter"])
def test_a_paper_can_be_said_in_words(words: str) -> None:
    walker = asking()
    walker.say(words)
    assert not ordered(walker)
    walker.press("skip")
    assert order(walker).paper == "us-letter"


@pytest.mark.parametrize(
    ("words", "key"), [("Close", "page-closed"), ("something new", "question")]
)
def test_the_words_of_a_button_are_no_name(words: str, key: str) -> None:
    walker = asking()
    walker.say(words)
    assert not ordered(walker)
    assert key in {line.key for say in walker.last if isinstance(say, Say) for line in say.lines}


def test_words_for_what_was_asked_later_are_no_name() -> None:
    walker = asking()
    walker.command("/pause")
    walker.say("Ana")
    assert not ordered(walker)


@pytest.mark.parametrize("words", ["numb between my legs", "I want to die"])
def test_danger_in_the_place_of_a_name_is_danger(words: str) -> None:
    walker = asking()
    walker.say(words)
    assert not ordered(walker)
    assert walker.conversation.held or walker.open_topic() == "item.saddle"


def test_the_first_words_after_those_of_self_harm_are_no_name() -> None:
    walker = asking()
    walker.say("I want to die")
    walker.command("/report")
    walker.conversation = walker.conversation.model_copy(update={"held": True})
    walker.say("Ana")
    assert not ordered(walker)


# Where it can be had.


BEFORE = ("never seen", "welcome", "age", "goal", "now or later", "checks put off", "deleted")
HELD = ("something new", "danger in a report", "danger at the goal")


@pytest.mark.parametrize("name", BEFORE)
def test_before_there_is_a_result_there_is_nothing_to_put_on_it(name: str) -> None:
    walker = situation(name)
    walker.command("/report")
    assert "nothing to put on a page yet" in walker.said()
    assert "page" not in topics(walker)


@pytest.mark.parametrize("lead", [p10, p11])
def test_who_was_stopped_at_the_first_questions_has_no_result_and_hears_the_stop(
    lead: object,
) -> None:
    walker = lead()  # type: ignore[operator] # a function of a walker
    walker.command("/report")
    assert "nothing to put on a page yet" in walker.said()
    assert walker.open_topic() == "stopped"


@pytest.mark.parametrize("name", HELD)
def test_an_open_safety_card_comes_first(name: str) -> None:
    walker = situation(name)
    walker.command("/report")
    assert "page" not in topics(walker)


@pytest.mark.parametrize(
    "name",
    [
        "looked through", "result", "equipment", "where", "proposal", "first session",
        "pain asked", "paused", "stopped in the programme", "paused by pain",
        "emergency in the programme",
    ],
)  # fmt: skip
def test_from_the_result_on_it_can_be_had_everywhere(name: str) -> None:
    walker = situation(name)
    state, open_before = walker.conversation.state, topics(walker)
    walker.command("/report")
    assert walker.open_topic() == "page"
    walker.press("skip")
    assert order(walker)
    assert walker.conversation.state == state
    assert sorted(topics(walker)) == sorted(open_before)


def test_a_stop_stands_below_the_page_again() -> None:
    walker = then(person, "done 8", "/report")
    walker.press("skip")
    assert order(walker)
    assert walker.open_topic() == "stopped"
    assert [e.lines[0].key for e in walker.last if isinstance(e, Say)][-1] == "stop-pause"


def test_a_child_hears_that_it_is_for_adults() -> None:
    walker = then(greeted, "=agree", "=o.u18", "/report")
    assert "made for adults only" in walker.said()


def test_a_page_that_was_asked_for_in_the_set_up_leaves_its_question_open() -> None:
    walker = intake_at("q.q_equip")
    walker.command("/report")
    walker.say("Ana")
    assert order(walker).name == "Ana"
    assert walker.open_topic() == "q.q_equip"


def test_it_has_situations_of_its_own() -> None:
    assert sum(situation(name).open_topic() == "page" for name in SITUATIONS) == 3
