"""A number typed by mistake that paused the moves: told anew the same day, once."""

from __future__ import annotations

import pytest

from flows.report import last_report
from tests.flows.corrections import told as reported
from tests.flows.days import at, lines, person, session
from tests.flows.situations import in_program, then
from tests.flows.walker import Walker


def codes(walker: Walker) -> list[str]:
    says = [e for e in walker.last if e.kind == "say"]
    return [b.code for say in says for row in say.buttons for b in row]


def told(*steps: str) -> Walker:
    return then(person, *steps)


def pain(walker: Walker) -> int | None:
    report = last_report(walker.conversation)
    assert report
    return report.pain


@pytest.mark.parametrize("steps", [("done 8",), ("=done", "=n.9"), ("=done", "8")])
def test_the_stop_offers_it_whether_typed_or_tapped(steps: tuple[str, ...]) -> None:
    walker = told(*steps)
    assert walker.conversation.state == "referred"
    assert "mistyped" in codes(walker)


@pytest.mark.parametrize("way", ["=mistyped", "I mistyped"])
def test_the_moves_stay_paused_until_the_number_is_there(way: str) -> None:
    walker = told("done 8", way)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("pause-pain",)
    assert walker.open_topic() == "mistyped"
    assert "You said 8." in walker.said()


@pytest.mark.parametrize("number", ["=n.2", "2", "it was a 2"])
def test_a_number_that_would_not_have_paused_lifts_it(number: str) -> None:
    walker = told("done 8", "=mistyped", number)
    talk = walker.conversation
    assert talk.state == "program.active"
    assert (talk.stops, talk.stopped_at, talk.mistyped) == ((), {}, None)
    assert pain(walker) == 2
    assert {m.kind for m in talk.agenda} >= {"prompt"}
    assert "follow_up" not in {m.kind for m in talk.agenda}


def test_what_the_pause_left_unasked_is_asked_then() -> None:
    walker = told("done 8, some tingling", "=mistyped", "=n.2")
    assert walker.open_topic() == "fix.tingling"
    walker.press("o.none")
    assert walker.open_topic() == "fix.effort"
    walker.press("n.5")
    assert not walker.conversation.opens


def test_it_ends_as_if_it_had_been_told_so_at_once() -> None:
    """Decision 0009: the programme is the same, and so is the next session."""
    mended = told("done 8", "=mistyped", "=n.2", "=n.5")
    right = told("done 2, no tingling", "=n.5")
    for walker in (mended, right):
        walker.pass_until(at(1, "08:10"))
        walker.close_morning()
        walker.pass_until(at(1, "18:10"))
    assert session(mended) == session(right)
    assert mended.conversation.safety == right.conversation.safety


@pytest.mark.parametrize("number", [8, 10])
def test_a_number_that_pauses_too_leaves_it_and_is_kept(number: int) -> None:
    walker = told("done 9", "=mistyped", f"=n.{number}")
    assert walker.conversation.state == "referred"
    assert "mistyped-stays" in lines(walker)
    assert pain(walker) == number
    assert "mistyped" not in codes(walker)


def test_a_high_number_opens_the_safety_cards_first() -> None:
    walker = told("done 8", "=mistyped", "=n.6")
    assert walker.conversation.state == "program.active"
    assert walker.open_topic() == "new.q_rf_a"
    assert walker.conversation.cards_owed


def test_the_pause_for_two_high_pains_can_be_a_slip_too() -> None:
    walker = reported("done 6", "done 6")
    assert walker.conversation.stops == ("pause-two-red",)
    walker.press("mistyped")
    walker.press("n.1")
    assert walker.conversation.state == "program.active"
    assert pain(walker) == 1


@pytest.mark.parametrize("words", ["done 8, my foot drags", "done 8, numb between my legs"])
def test_a_sign_of_danger_in_the_same_words_excludes_it(words: str) -> None:
    walker = told(words)
    walker.press("no")
    for _ in range(4):
        if walker.conversation.state == "referred":
            break
        walker.press("o.none" if "o.none" in codes(walker) else "n.5")
    assert walker.conversation.state == "referred"
    assert "mistyped" not in codes(walker)


def test_a_sign_that_comes_later_excludes_it() -> None:
    walker = told("done 8", "my foot drags")
    ask = next(o.ask for o in walker.conversation.opens if o.topic == "stopped")
    walker.chose(ask, "mistyped")
    assert walker.toasts() == ["That question is closed."]


def test_the_next_day_it_is_too_late() -> None:
    walker = told("done 8")
    ask = walker.conversation.opens[-1].ask
    walker.now = at(1)
    walker.chose(ask, "mistyped")
    assert walker.toasts() == ["That question is closed."]
    walker.start()
    assert "mistyped" not in codes(walker)


@pytest.mark.parametrize("answer", ["=n.2", "2"])
def test_at_midnight_the_question_ends_and_the_stop_stands(answer: str) -> None:
    walker = told("done 8", "=mistyped")
    walker.now = at(1, "00:01")
    then(lambda: walker, answer)
    assert walker.conversation.state == "referred"
    assert lines(walker)[-1] == "stop-pause"


def test_back_shows_the_stop_again() -> None:
    walker = told("done 8", "=mistyped", "=back")
    assert walker.open_topic() == "stopped"
    assert "mistyped" in codes(walker)


@pytest.mark.parametrize(("answer", "says"), [("a lot", "hint-pain"), ("o.done", None)])
def test_other_answers_are_no_number(answer: str, says: str | None) -> None:
    walker = told("done 8", "=mistyped")
    if says:
        walker.say(answer)
        assert says in lines(walker)
    else:
        walker.tap_forged(answer)
        assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.state == "referred"


def test_in_a_pause_of_ones_own_it_is_not_offered() -> None:
    """The way back would lead out of that pause too."""
    walker = told("/pause", "=d.7", "done 8")
    assert walker.conversation.state == "referred"
    assert "mistyped" not in codes(walker)


def test_after_that_a_correction_that_pauses_stands() -> None:
    walker = told("done 8", "=mistyped", "=n.2", "=n.5", "/correct", "=fix.pain", "=n.9")
    assert walker.conversation.state == "referred"
    assert "mistyped" not in codes(walker)


def test_after_start_the_stop_stands_beside_the_question() -> None:
    walker = then(in_program, "done 8", "I mistyped", "/start")
    assert {o.topic for o in walker.conversation.opens} >= {"mistyped", "stopped"}
    walker.press("mistyped")
    walker.press("n.1")
    assert walker.conversation.state == "program.active"
    assert not {o.topic for o in walker.conversation.opens} & {"mistyped", "stopped"}
