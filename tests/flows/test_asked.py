"""Short answers to questions and kind words."""

from __future__ import annotations

import pytest

from tests.flows.days import lines, p1, person
from tests.flows.situations import at as come_to
from tests.flows.situations import at_start, greeted, in_program, then
from tests.flows.walker import Walker


def codes(walker: Walker) -> list[str]:
    says = [e for e in walker.last if e.kind == "say"]
    return [b.code for say in says for row in say.buttons for b in row]


def topics(walker: Walker) -> list[str]:
    return [o.topic for o in walker.conversation.opens]


# Kind words.


def test_hello_before_anything_greets_in_full() -> None:
    walker = at_start()
    walker.say("hi")
    assert lines(walker)[0] == "welcome"
    assert walker.open_topic() == "welcome"


def test_hello_at_the_door_asks_for_consent_once() -> None:
    walker = greeted()
    walker.say("hi")
    assert "asks-hello" in lines(walker)
    assert topics(walker) == ["welcome"]


@pytest.mark.parametrize(
    ("words", "says"), [("hi", "asks-hello"), ("thanks", "asks-thanks"), ("bye", "asks-bye")]
)
def test_kind_words_stand_in_one_message_with_the_open_question(words: str, says: str) -> None:
    """R23: it comes again once, and nothing is asked twice."""
    walker = come_to("q.q_side")
    walker.say(words)
    new = [e for e in walker.last if e.kind == "say" and e.ask]
    assert len(new) == 1
    assert new[0].lines[0].key == says
    assert topics(walker) == ["q.q_side"]


def test_kind_words_say_that_the_moves_are_ready() -> None:
    walker = then(in_program, "hello")
    assert lines(walker) == ["asks-hello", "asks-waits"]
    walker.press("!today")
    assert "session-item" in lines(walker)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (("=skipped",), "next-session"),
        (("/pause", "=d.7"), "next-session"),
        (("/pause", "=d.0"), "way-on-resume"),
        (("/stop",), "way-on-start"),
    ],
)
def test_kind_words_say_what_comes(steps: tuple[str, ...], says: str) -> None:
    walker = then(in_program, *steps)
    for topic in topics(walker):
        assert topic == "prompt"
    walker.say("thanks")
    assert lines(walker)[0] == "asks-thanks"
    if "prompt" not in topics(walker):
        assert lines(walker)[-1] == says


def test_who_is_ill_is_wished_well_and_asked_for_how_long() -> None:
    walker = then(in_program, "I'm ill")
    assert lines(walker)[:2] == ["asks-ill", "pause-ask"]
    walker.press("d.3")
    assert walker.conversation.state == "program.paused"


# About the bot, and what to expect.


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("are you a human?", "asks-about"),
        ("is it normal to be sore?", "asks-sore"),
        ("does this work?", "asks-results"),
    ],
)
def test_a_question_is_answered_and_the_open_one_comes_again_once(asked: str, says: str) -> None:
    """R23."""
    walker = come_to("q.q_side")
    walker.say(asked)
    assert lines(walker)[0] == says
    assert topics(walker) == ["q.q_side"]
    assert [e.ask for e in walker.last if e.kind == "say"].count(0) == 2  # told, and tidied up


# About the plan.


def test_when_says_the_next_time_with_a_way_to_change_it() -> None:
    walker = p1()
    walker.say("when is my next session?")
    assert lines(walker) == ["next-session"]
    walker.press("!time")
    assert walker.open_topic() == "set.q_time"


def test_when_says_that_the_moves_are_ready() -> None:
    walker = then(in_program, "what time?")
    assert lines(walker) == ["asks-when-now", "next-session"]


def test_how_many_brings_the_moves_with_their_doses() -> None:
    walker = then(in_program, "=why", "how many?")
    assert "asks-often" in lines(walker)
    assert "session-item" in lines(walker)
    assert topics(walker) == ["prompt"]
    assert walker.conversation.opens[0].picks == ()


def test_how_many_during_the_report_tells_and_asks_on() -> None:
    walker = then(in_program, "=done", "how many sets?")
    assert "session-item" in lines(walker)
    assert topics(walker) == ["checkin.pain"]


def test_how_often_after_the_report_says_when_the_next_comes() -> None:
    walker = p1()
    walker.say("how often?")
    assert lines(walker) == ["asks-often", "next-session"]


def test_why_shows_the_reasons_below_the_question() -> None:
    walker = then(in_program, "why these?")
    assert "why-items" in lines(walker)
    assert topics(walker) == ["prompt"]


def test_why_after_the_report_tells_of_the_last_decision() -> None:
    walker = p1()
    walker.say("why?")
    assert "why-title" in lines(walker)


@pytest.mark.parametrize(
    ("topic", "says"), [("q.q_side", "question-why"), ("proposal", "why-items")]
)
def test_why_in_the_intake_gives_the_reason_of_what_is_asked(topic: str, says: str) -> None:
    walker = come_to(topic)
    for _ in range(2):
        walker.say("why?")
        assert lines(walker).count(says) == 1
        assert topics(walker) == [topic]


def test_why_where_there_is_no_reason_to_give() -> None:
    walker = come_to("zone")
    walker.say("why?")
    assert lines(walker)[0] == "not-yet"
    assert walker.open_topic() == "zone"


# How a move is done.


def test_a_move_of_today_is_shown_on_its_card() -> None:
    walker = then(in_program, "how do I do the pelvic rock?")
    assert walker.conversation.opens[0].picks == ("card", "2")
    assert walker.conversation.looked_at == walker.now


def test_how_at_a_card_shows_that_card_again() -> None:
    walker = then(in_program, "=card.1", "=did.1", "how do I do this?")
    assert walker.conversation.opens[0].picks == ("card", "2")


def test_a_move_during_the_report_is_told_and_the_question_comes_again() -> None:
    walker = then(in_program, "=done", "show me the pelvic rock")
    assert lines(walker)[0] == "asks-move"
    assert topics(walker) == ["checkin.pain"]


def test_another_move_is_told_with_a_word_to_wait() -> None:
    walker = then(in_program, "show me the bridge and walk out")
    assert lines(walker)[0] == "asks-move"
    assert lines(walker)[-1] == "asks-not-today"


def test_a_move_that_the_answers_rule_out_is_not_told() -> None:
    walker = person("p6_older")
    walker.say("show me the walking rdl death march")
    assert lines(walker) == ["asks-not-yours"]


def test_without_moves_how_says_when_they_come() -> None:
    walker = p1()
    walker.say("show me how")
    assert lines(walker) == ["asks-no-moves", "next-session"]


@pytest.mark.parametrize("words", ["show me the bridge", "why these?", "how many?"])
def test_a_safety_card_comes_before_any_of_it(words: str) -> None:
    walker = then(in_program, "=!new", words)
    assert lines(walker)[1] == "card-first"
    assert walker.open_topic() == "new.q_rf_a"


@pytest.mark.parametrize("words", ["show me the bridge", "why these?", "when?", "how many?"])
def test_nothing_of_it_leads_round_a_stop(words: str) -> None:
    walker = then(in_program, "done 8", words)
    assert lines(walker)[-1] == "stop-pause"
    assert walker.conversation.state == "referred"


@pytest.mark.parametrize(
    "words", ["show me the bridge", "show me move 1", "how many?", "why these?"]
)
def test_safety_cards_that_are_owed_come_before_any_move(words: str) -> None:
    """A stop that was a mistake came between them."""
    walker = then(in_program, "=!new", "I felt a pop", "=yes", "=mistake", "=no")
    assert walker.conversation.cards_owed
    walker.say(words)
    assert walker.open_topic() == "new.q_rf_a"
    assert not {"asks-move", "card-title", "session-item"}.intersection(lines(walker))
    walker.press("none")
    walker.press("none")
    assert "session-item" in lines(walker)
