"""/withdraw: all ends at once, nothing is kept from then on, and the door stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from flows import consent, withdrawal
from flows.conversation import Conversation
from flows.effects import Say
from flows.events import Blocked, Chose, MomentDue, Unblocked
from tests.flows.days import lived
from tests.flows.people import CONTENT
from tests.flows.situations import (
    at,
    at_start,
    elsewhere,
    greeted,
    in_program,
    morning_after,
    p10,
    p11,
    then,
)
from tests.flows.walker import Walker

GIVEN: dict[str, Callable[[], Walker]] = {
    "at the age": lambda: then(greeted, "=agree"),
    "at the goal": lambda: at("q.q_goal"),
    "checks put off": lambda: then(lambda: at("fork"), "=in2"),
    "looking through": lambda: at("review"),
    "at the proposal": lambda: at("proposal"),
    "first session": in_program,
    "half way through a session": lambda: then(in_program, "=card.1", "=did.1"),
    "half way through a report": lambda: then(in_program, "=done"),
    "the morning after": morning_after,
    "a card is open": lambda: then(in_program, "=!new"),
    "paused": lambda: then(in_program, "/pause", "=d.0"),
    "stopped": lambda: then(in_program, "/stop"),
    "an emergency": p11,
    "a pause for pain": lambda: then(in_program, "done 8"),
    "a place was shared": elsewhere,
}
SECRET = "Zwerchfell"
WAYS = [["Start again"], ["Send me a copy", "Delete my data"]]


def withdrawn(start: Callable[[], Walker] = in_program) -> Walker:
    return then(start, "/withdraw", "=yes")


def keys(walker: Walker) -> list[str]:
    says = [e for e in walker.last if isinstance(e, Say) and not e.edit_only]
    return [line.key for say in says for line in say.lines if line.key != "plain"]


def labels(walker: Walker) -> list[list[str]]:
    (say,) = (e for e in walker.last if isinstance(e, Say) and not e.edit_only)
    return [[walker.text(b.label) for b in row] for row in say.buttons]


# One command, one confirmation.


@pytest.mark.parametrize("name", GIVEN)
def test_one_command_and_one_confirmation_from_anywhere(name: str) -> None:
    """P4: nothing is planned, nothing comes, and the log of consent says so."""
    walker = then(GIVEN[name], "/withdraw")
    assert keys(walker) == ["withdraw-ask"]
    walker.records.clear()
    walker.press("yes")
    talk = walker.conversation
    assert (talk.state, talk.withdrawn_at, talk.agenda) == (withdrawal.STATE, walker.now, ())
    assert (talk.draft, talk.guided) == ({}, None)
    assert not consent.holds(talk, CONTENT)
    assert walker.records[-1].what == "consent"
    assert walker.records[-1].data == {"withdrawn": True, "at": walker.now.isoformat()}
    assert "hush" in {effect.kind for effect in walker.last}


@pytest.mark.parametrize("name", GIVEN)
def test_nothing_comes_any_more(name: str) -> None:
    """P4."""
    walker = withdrawn(GIVEN[name])
    effects = walker.pass_until(walker.now + dt.timedelta(days=29))
    assert not effects


def test_it_says_until_when_the_data_stays() -> None:
    """P4: 30 days, and then it is deleted, as the retention has it planned."""
    walker = withdrawn()
    assert "until Wednesday, 4 February." in walker.said()
    assert walker.conversation.retention
    assert walker.conversation.retention.at == walker.now + dt.timedelta(days=30)
    assert labels(walker) == WAYS


def test_before_a_zone_is_known_the_day_is_that_of_the_server() -> None:
    assert "until Wednesday, 4 February." in withdrawn(GIVEN["at the goal"]).said()


@pytest.mark.parametrize("step", ["=no", "/withdraw"])
def test_it_can_be_thought_better_of(step: str) -> None:
    walker = then(in_program, "/withdraw", step)
    if step == "=no":
        assert keys(walker)[0] == "withdraw-kept"
    assert walker.conversation.state == "program.active"
    assert walker.conversation.agenda


def test_the_question_that_was_open_comes_back_after_a_no() -> None:
    assert then(GIVEN["at the goal"], "/withdraw", "=no").open_topic() == "q.q_goal"


def test_words_do_not_answer_it() -> None:
    walker = then(in_program, "/withdraw", "done 2", "=n.5")
    assert "report" in [record.what for record in walker.records]


def test_a_code_that_it_did_not_offer_is_stale() -> None:
    walker = then(in_program, "/withdraw")
    walker.tap_forged("o.x")
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize(
    "words",
    ["I take back my consent", "withdraw my consent", "please revoke my consent",
     "retiro mi consentimiento", "quiero retirar mi permiso", "ich widerrufe meine Einwilligung",
     "отзываю согласие"],
)  # fmt: skip
@pytest.mark.parametrize("start", [in_program, GIVEN["at the goal"], GIVEN["a card is open"]])
def test_plain_words_ask_too(start: Callable[[], Walker], words: str) -> None:
    assert keys(then(start, words)) == ["withdraw-ask"]


def test_among_other_words_it_is_found_where_no_words_are_asked_for() -> None:
    words = "I want to withdraw my consent to all of this"
    assert keys(then(in_program, words)) == ["withdraw-ask"]
    assert GIVEN["at the goal"]().open_topic() == "q.q_goal"
    walker = then(GIVEN["at the goal"], words)
    assert walker.conversation.answers["q_goal"] == words


def test_below_stop_there_is_a_button() -> None:
    """P4, beside going on and deleting."""
    walker = then(in_program, "/stop")
    assert labels(walker) == [["Go on again"], ["Take back my yes"], ["Delete my data"]]
    walker.press("!withdraw")
    assert keys(walker) == ["withdraw-ask"]


def test_words_of_self_harm_do_not_stand_before_it() -> None:
    walker = then(in_program, "/stop", "I want to die")
    walker.chose(0, "!withdraw")
    walker.press("yes")
    assert walker.conversation.state == withdrawal.STATE
    assert not walker.conversation.held


@pytest.mark.parametrize("start", [at_start, greeted, lambda: then(greeted, "=agree", "=o.u18")])
def test_where_nothing_was_agreed_to_there_is_nothing_to_take_back(start) -> None:
    walker = then(start, "/withdraw")
    assert keys(walker)[0] == "withdraw-none"
    assert walker.conversation.withdrawn_at is None


# At rest.


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize(
    "step",
    [f"done 2 {SECRET}", SECRET, "yes", "3", "/today", "/plan", "/answers", "/settings", "/stop",
     "/withdraw", "/learn", "/report", "/progress", "thanks", "what is wrong with me?",
     "I moved to Tokyo", "withdraw"],
)  # fmt: skip
def test_nothing_said_is_an_answer_or_kept(name: str, step: str) -> None:
    """P4: one kind line, with the three ways from here."""
    walker = withdrawn(GIVEN[name])
    before = walker.conversation
    walker.records.clear()
    then(lambda: walker, step)
    after = walker.conversation
    told = ("answers", "program", "draft", "stops", "zone", "opens", "cards_owed", "held")
    assert [n for n in told if getattr(before, n) != getattr(after, n)] == []
    assert SECRET not in after.model_dump_json()
    assert not walker.records
    assert after.agenda == ()
    assert keys(walker) == ["withdrawn-rest"]
    assert labels(walker) == WAYS


@pytest.mark.parametrize("name", GIVEN)
def test_taps_of_what_stood_there_before_change_nothing(name: str) -> None:
    walker = withdrawn(GIVEN[name])
    before = walker.conversation.model_dump(include={"answers", "program", "stops", "state"})
    for say in list(walker.screens.values()):
        for row in say.buttons:
            for button in row:
                if button.code not in ("!start", "!export", "!erase", "!resume"):
                    walker.send(Chose(at=walker.now, ask=say.ask, code=button.code))
                    assert walker.last
    assert (
        walker.conversation.model_dump(include={"answers", "program", "stops", "state"}) == before
    )


def test_who_writes_on_hears_it_in_other_words_each_time() -> None:
    """R25."""
    walker = withdrawn()
    for key in ("withdrawn-rest", "again-withdrawn", "stuck"):
        then(lambda: walker, "done 2")
        assert keys(walker) == [key]
        assert labels(walker)[:2] == WAYS
    assert labels(walker)[2:] == [["Help"]]


def test_what_cannot_be_read_gets_the_line_too() -> None:
    walker = withdrawn()
    walker.sends("voice")
    assert keys(walker) == ["withdrawn-rest"]


def test_nothing_is_worked_out_from_what_is_stored() -> None:
    """P4: what was done on which days is not counted up any more, whatever the person does."""
    walker = withdrawn()
    before = walker.conversation.model_dump(include={"rhythm", "last_fired"})
    for _ in range(20):
        walker.now += dt.timedelta(days=1)
        then(lambda: walker, "hello")
        assert walker.conversation.model_dump(include={"rhythm", "last_fired"}) == before


def test_a_link_is_not_noted_any_more() -> None:
    walker = withdrawn()
    walker.send(Chose(at=walker.now, ask=0, code="!start"))
    walker.command("/start clinic-oak")
    assert walker.conversation.clinic is None


@pytest.mark.parametrize(
    ("step", "key"),
    [("/help", "help-data"), ("/privacy", "privacy"), ("/export", "export-here"),
     ("/erase", "erase-ask"), ("/language", "language.en.ask"), ("delete my data", "erase-ask"),
     ("export my data", "export-here"), ("privacy", "privacy")],
)  # fmt: skip
@pytest.mark.parametrize("start", [in_program, GIVEN["a card is open"], GIVEN["an emergency"]])
def test_what_one_may_do_with_ones_own_data_goes_on(start, step: str, key: str) -> None:
    """P1, P5, P6: and no question comes back below it."""
    walker = then(lambda: withdrawn(start), step)
    assert key in keys(walker)
    assert not {"card-first", "stop-emergency"} & set(keys(walker))


def test_everything_can_be_deleted_from_here() -> None:
    walker = then(withdrawn, "/erase", "=yes")
    assert walker.conversation == Conversation()


@pytest.mark.parametrize(
    ("words", "key"),
    [("numb between my legs", "stop-emergency-words"), ("I felt a pop", "stop-clinician-words"),
     ("I want to die", "crisis-alone")],
)  # fmt: skip
def test_words_of_danger_are_answered_and_not_kept(words: str, key: str) -> None:
    """P14."""
    walker = withdrawn()
    before = walker.conversation
    then(lambda: walker, words)
    assert keys(walker) == [key]
    same = ("answers", "opens", "held", "stops", "cards_owed", "safety")
    assert [n for n in same if getattr(walker.conversation, n) != getattr(before, n)] == []


def test_a_block_and_its_end_plan_nothing() -> None:
    walker = withdrawn()
    walker.send(Blocked(at=walker.now))
    walker.send(Unblocked(at=walker.now))
    walker.send(MomentDue(at=walker.now))
    assert walker.conversation.agenda == ()
    assert walker.conversation.state == withdrawal.STATE


# Agreed anew.


@pytest.mark.parametrize("step", ["=!start", "/start", "/resume", "let's go"])
def test_to_start_again_the_whole_text_is_agreed_to(step: str) -> None:
    """P3: consent is asked for anew, in full."""
    walker = then(withdrawn, step)
    for words in ("I am Unhamstrung", "not a medical device", "May I store your answers?"):
        assert words in walker.said()
    assert walker.conversation.state == withdrawal.STATE
    walker.records.clear()
    walker.now += dt.timedelta(hours=1)
    walker.press("agree")
    talk = walker.conversation
    assert talk.withdrawn_at is None
    assert talk.consent
    assert talk.consent.at == walker.now
    assert [record.what for record in walker.records] == ["consent"]
    assert consent.holds(talk, CONTENT)


@pytest.mark.parametrize("step", ["=decline", "no"])
def test_who_does_not_agree_stays_at_rest(step: str) -> None:
    walker = then(withdrawn, "=!start", step)
    assert keys(walker) == ["withdrawn-rest"]
    assert walker.conversation.withdrawn_at
    assert walker.conversation.answers


def test_at_the_question_of_consent_words_get_a_hint() -> None:
    walker = then(withdrawn, "=!start", "hello there, what now then")
    assert "hint-consent" in keys(walker)
    assert walker.open_topic() == "welcome"
    then(lambda: walker, "/privacy")
    assert walker.open_topic() == "welcome"


def test_another_language_shows_it_whole_once() -> None:
    walker = then(withdrawn, "=!start", "/language", "=l.es")
    assert keys(walker).count("disclaimer") == 1


@pytest.mark.parametrize(
    ("name", "state", "topic"),
    [
        ("at the age", "intake.safety", "q.q_age"),
        ("at the goal", "intake.talk", "q.q_goal"),
        ("checks put off", "intake.later", "fork"),
        ("looking through", "intake.review", "review"),
        ("at the proposal", "program.proposed", "proposal"),
        ("first session", "program.active", ""),
        ("paused", "program.active", ""),
        ("stopped", "program.active", ""),
        ("a card is open", "program.active", "new.q_rf_a"),
        ("an emergency", "referred", "stopped"),
        ("a pause for pain", "referred", "stopped"),
    ],
)
def test_it_goes_on_where_it_was(name: str, state: str, topic: str) -> None:
    """A stop stands, and a safety card that was open comes first."""
    walker = then(lambda: withdrawn(GIVEN[name]), "=!start", "=agree")
    assert (walker.conversation.state, walker.open_topic()) == (state, topic)
    assert "welcome-back" in keys(walker)


def test_before_the_next_moves_the_safety_cards_are_asked() -> None:
    """Of what was said meanwhile nothing is known."""
    walker = then(withdrawn, "numb between my legs", "=!start", "=agree", "/today")
    assert walker.open_topic() == "new.q_rf_a"


def test_days_at_rest_are_no_missed_days() -> None:
    walker = withdrawn(lambda: lived("p1_desk", 3))
    walker.pass_until(walker.now + dt.timedelta(days=20))
    then(lambda: walker, "=!start", "=agree")
    assert walker.conversation.state == "program.active"
    assert [m.kind for m in walker.conversation.agenda].count("prompt") == 1


def test_a_stop_with_a_sign_that_is_still_asked_of_holds_both() -> None:
    walker = withdrawn(lambda: then(p10, "numb between my legs"))
    then(lambda: walker, "=!start", "=agree")
    assert walker.conversation.state == "referred"
    assert walker.open_topic().startswith(("item.", "stopped"))
    assert any(o.topic.startswith("item.") for o in walker.conversation.opens)
