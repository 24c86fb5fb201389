"""Something new: the cards again, from anywhere, by ticks or line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.flows.days import at, lines, p1, pass_days, person, reports, session
from tests.flows.people import CONTENT, days
from tests.flows.situations import p10, then
from tests.flows.walker import Walker


def reported() -> Walker:
    return p1()


def prompted() -> Walker:
    return person()


def asked() -> Walker:
    walker = person()
    walker.press("done")
    walker.press("n.2")
    return walker


def paused() -> Walker:
    walker = p1()
    walker.command("/pause")
    walker.press("d.7")
    return walker


@pytest.mark.rule("safety.something_new")
@pytest.mark.parametrize(
    ("start", "then"),
    [(prompted, "prompt"), (reported, ""), (asked, "checkin.effort"), (paused, "")],
)
def test_nothing_new_goes_on_where_it_was(start, then: str) -> None:
    walker = start()
    walker.press("!new")
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    assert walker.open_topic() == "new.q_rf_b"
    walker.press("none")
    assert "nothing-new" in lines(walker)
    assert walker.open_topic() == then
    shown = [s for s in walker.screens.values() if s.ask == walker.conversation.next_ask - 1]
    assert len(shown) <= 1


@pytest.mark.rule("safety.something_new")
def test_nothing_new_ends_no_stop_that_came_before_there_was_a_programme() -> None:
    walker = then(p10, "=!new", "=none", "=none")
    assert lines(walker)[0] == "nothing-new"
    assert (walker.open_topic(), walker.conversation.state) == ("stopped", "referred")
    assert walker.conversation.last_fired == {}


def test_a_question_is_brought_back_once() -> None:
    walker = asked()
    walker.press("!new")
    walker.press("none")
    walker.press("none")
    assert lines(walker).count("checkin-effort") == 1


def test_card_a_is_not_followed_by_card_b_when_it_stops() -> None:
    walker = prompted()
    walker.press("!new")
    walker.press("t.weak")
    walker.press("go")
    assert walker.conversation.state == "referred"


def test_while_a_card_is_open_no_report_is_taken() -> None:
    walker = prompted()
    walker.press("!new")
    walker.press("done")
    assert "card-first" in lines(walker)
    walker.say("done 2")
    assert reports(walker) == ()
    walker.command("/today")
    assert "card-first" in lines(walker)


@pytest.mark.parametrize(
    ("words", "topic"), [("none", "new.q_rf_b"), ("5", "stopped"), ("what?", "new.q_rf_a")]
)
def test_a_card_can_be_answered_by_words(words: str, topic: str) -> None:
    walker = prompted()
    walker.press("!new")
    walker.say(words)
    assert walker.open_topic() == topic


def test_not_sure_asks_line_by_line() -> None:
    walker = prompted()
    walker.press("!new")
    walker.press("unsure")
    for _ in range(10):
        assert walker.open_topic() == "single.new.q_rf_a"
        walker.press("no")
    assert walker.open_topic() == "new.q_rf_b"


@pytest.mark.parametrize("answer", ["yes", "maybe"])
def test_not_sure_again_counts_as_yes(answer: str) -> None:
    walker = prompted()
    walker.press("!new")
    walker.press("unsure")
    for n in range(10):
        walker.press(answer if n == 4 else "no")
    assert walker.conversation.stops == ("weak",)


def test_a_double_tap_answers_one_line() -> None:
    """R7."""
    walker = prompted()
    walker.press("!new")
    walker.press("unsure")
    ask = walker.conversation.opens[-1].ask
    walker.press("no")
    walker.chose(ask, "no")
    assert "2 of 10" in walker.drawn(walker.screens[walker.conversation.opens[-1].screen])


def test_a_line_that_is_not_understood_is_asked_again() -> None:
    walker = prompted()
    walker.press("!new")
    walker.press("unsure")
    walker.say("perhaps")
    assert "hint-yes-no" in lines(walker)
    assert walker.open_topic() == "single.new.q_rf_a"


# What was cleared before.


def cleared(*flags: str) -> Walker:
    walker = p1()
    walker.press("!new")
    walker.press("none")
    for flag in flags:
        walker.press(f"t.{flag}")
    walker.press("go")
    walker.now = at(7)
    walker.press("seen")
    for _ in flags:
        for code in ("yes", "yes", "same"):
            walker.press(code)
    return walker


def tick(walker: Walker, *flags: str) -> None:
    walker.press("!new")
    walker.press("none")
    for flag in flags:
        walker.press(f"t.{flag}")
    walker.press("go")


LASTING = [f.id for f in CONTENT.red_flags.values() if f.new_or_worse]


def test_what_lasts_is_as_the_clinical_spec_lists_it() -> None:
    assert set(LASTING) == {"heart", "cancer", "numb_fixed", "surgery", "neuro", "pregnancy"}


@pytest.mark.parametrize("flag", LASTING)
def test_what_lasts_counts_again_only_if_it_is_worse(flag: str) -> None:
    walker = cleared(flag)
    tick(walker, flag)
    assert walker.open_topic() == f"item.{flag}"
    assert "item-worse" in lines(walker)
    walker.press("no")
    assert walker.conversation.state == "program.active"
    assert flag in walker.conversation.answers["q_rf_b"]  # its restrictions stay
    tick(walker, flag)
    walker.press("yes")
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == (flag,)


def test_each_lasting_thing_is_asked_of() -> None:
    walker = cleared("surgery", "neuro")
    tick(walker, "surgery", "neuro")
    walker.press("no")
    assert walker.open_topic() == "item.neuro"
    walker.press("no")
    assert walker.conversation.state == "program.active"


def test_words_of_what_lasts_ask_the_same() -> None:
    walker = cleared("numb_fixed")
    walker.say("the tingling won't go")
    assert "item-worse" in lines(walker)
    walker.press("no")
    assert walker.conversation.answers["q_rf_b"] == ["numb_fixed"]


def test_what_does_not_last_counts_again_at_once() -> None:
    walker = cleared("tear")
    tick(walker, "tear")
    assert walker.conversation.stops == ("tear",)


@pytest.mark.rule("safety.something_new")
def test_a_new_sign_stops_though_another_was_cleared() -> None:
    walker = cleared("surgery")
    tick(walker, "surgery", "groin")
    assert walker.conversation.stops == ("groin",)


def test_a_card_has_no_way_past_it() -> None:
    walker = prompted()
    walker.press("!new")
    for code in ("skip", "back", "why", "o.x", "t.tear"):
        walker.tap_forged(code)
        assert walker.toasts() == ["That question is closed."]
    assert walker.open_topic() == "new.q_rf_a"
    assert session(walker)
    assert pass_days(walker, at(0, "23:00")) == []


def test_a_card_that_a_stop_came_between_is_asked_before_the_next_session() -> None:
    """Card B was never shown: a stop on card A that is taken back leaves it owed."""
    walker = p1(done=None)
    walker.say("done 7")
    walker.press("o.unsure")
    walker.press("n.5")
    walker.press("t.saddle")
    walker.press("go")
    walker.press("mistake")
    walker.press("no")
    walker.now = at(1, "17:00")
    walker.pass_until(at(1, "18:10"))
    assert walker.open_topic() == "new.q_rf_a"
    walker.press("none")
    walker.press("none")
    walker.close_morning()
    assert walker.open_topic() == "prompt"


def test_a_lasting_thing_that_is_no_worse_closes_the_cards() -> None:
    walker = p1()
    changes = {"cleared": {"pregnancy": days(0)}}
    walker.conversation = walker.conversation.model_copy(update=changes)
    walker.pass_until(at(7, "18:10"))
    settle_until(walker, "weekly")
    walker.press("yes")
    walker.press("none")
    walker.press("t.pregnancy")
    walker.press("go")
    assert walker.open_topic() == "item.pregnancy"
    walker.press("no")
    assert not walker.conversation.cards_owed
    assert walker.conversation.last_fired["cards"] == days(7)


def settle_until(walker: Walker, topic: str) -> None:
    walker.command("/today")
    assert any(o.topic == topic for o in walker.conversation.opens)


def test_a_lasting_thing_on_card_a_leaves_card_b_to_be_asked() -> None:
    """As a clinician could set it in safety.yaml."""
    fever = CONTENT.red_flags["fever"].model_copy(update={"new_or_worse": True})
    walker = p1()
    walker.content = replace(CONTENT, red_flags={**CONTENT.red_flags, "fever": fever})
    changes = {"cleared": {"fever": days(0)}}
    walker.conversation = walker.conversation.model_copy(update=changes)
    walker.press("!new")
    walker.press("t.fever")
    walker.press("go")
    walker.press("no")
    assert walker.conversation.cards_owed
    walker.pass_until(at(1, "18:10"))
    assert walker.open_topic() == "new.q_rf_a"
