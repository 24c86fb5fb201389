"""A policy that has changed: agreed to before anything else, and nothing is kept till then."""

from __future__ import annotations

import datetime as dt

import pytest

from flows import consent, renewal
from flows.effects import Say
from flows.events import Chose
from flows.parts import t
from tests.flows.days import lived
from tests.flows.lock_screen import tells
from tests.flows.people import CONTENT
from tests.flows.situations import at, in_program, morning_after, outdated, p11, then
from tests.flows.walker import Walker

ASKED = ["renew-title", "renew-change", "renew-ask"]
SECRET = "Zwerchfell"


def today() -> Walker:
    """In the programme, with today's session on the screen."""
    return outdated(in_program)


def keys(walker: Walker) -> list[list[str]]:
    return [
        [line.key for line in e.lines if line.key != "plain"]
        for e in walker.last
        if isinstance(e, Say) and not e.edit_only
    ]


def asks(walker: Walker) -> bool:
    return walker.open_topic() == renewal.TOPIC and keys(walker)[-1][-3:] == ASKED


# Asked before anything else.


@pytest.mark.parametrize(
    "step",
    ["hello", "done 2", "/today", "/plan", "/settings", "/start", "/pause 3", "/nothing", "/learn",
     "/report", "/progress", "=done", "=card.1", "thanks", "what is wrong with me?"],
)  # fmt: skip
def test_the_next_thing_somebody_does_brings_it(step: str) -> None:
    """P3: a changed policy asks again, before the next question."""
    walker = then(today, step)
    assert asks(walker)


@pytest.mark.parametrize("what", ["sticker", "voice", "edited", "late"])
def test_so_does_what_cannot_be_read(what: str) -> None:
    walker = today()
    walker.sends(what)
    assert asks(walker)


@pytest.mark.parametrize(
    "start",
    [today, lambda: outdated(lambda: at("q.q_goal")), lambda: outdated(lambda: at("review")),
     lambda: outdated(lambda: at("zone")), lambda: outdated(p11), lambda: outdated(morning_after)],
)  # fmt: skip
@pytest.mark.parametrize("text", [f"done 2 {SECRET}", f"{SECRET} Lisbon", "yes", "3"])
def test_nothing_said_meanwhile_is_kept(start, text: str) -> None:
    """P3: neither as an answer nor as a report, nor in any other field."""
    walker = start()
    told = {"answers", "program", "draft", "guided", "zone", "stops", "paused_until", "agenda"}
    before = walker.conversation.model_dump(include=told)
    for words in (text, text):
        walker.records.clear()
        walker.say(words)
        assert walker.conversation.model_dump(include=told) == before
        assert not walker.records
        assert SECRET not in walker.conversation.model_dump_json()
    walker.locate("Asia/Tokyo")
    assert walker.conversation.model_dump(include=told) == before
    assert asks(walker)


def test_a_link_is_not_noted_meanwhile() -> None:
    """P3."""
    walker = today()
    walker.command("/start clinic-oak")
    assert walker.conversation.clinic is None
    assert asks(walker)


def test_who_writes_on_hears_why_in_other_words_each_time() -> None:
    """R25: and the third time, where else to go."""
    hints = ["hint-renew", "again-renew", "stuck"]
    walker = then(today, "hello", "/privacy")
    for hint in hints:
        then(lambda: walker, "done 2")
        assert keys(walker)[-1][0] == hint
        assert asks(walker)
    assert "Help" in walker.said_buttons()


def test_a_run_of_taps_shows_it_once() -> None:
    walker = then(today, "=done", "=done")
    assert walker.toasts() == ["Please answer this first."]
    assert keys(walker) == []


def test_old_buttons_grow_no_younger() -> None:
    walker = then(today, "hello")
    walker.send(Chose(at=walker.now, ask=1, code="o.x"))
    assert walker.toasts() == ["That question is closed."]
    walker = today()
    walker.send(Chose(at=walker.now, ask=1, code="o.x"))
    assert asks(walker)


@pytest.mark.parametrize(
    ("step", "key"),
    [("/help", "help-commands"), ("/privacy", "privacy"), ("/export", "export-here"),
     ("/erase", "erase-ask"), ("/language", "language.en.ask"), ("/withdraw", "withdraw-ask"),
     ("/stop", "stopped"), ("delete my data", "erase-ask"), ("export my data", "export-here"),
     ("I take back my consent", "withdraw-ask"), ("stop", "stopped")],
)  # fmt: skip
def test_what_one_may_do_with_ones_own_data_goes_on(step: str, key: str) -> None:
    walker = then(today, "hello", step)
    assert key in [each for says in keys(walker) for each in says]


@pytest.mark.parametrize("step", ["/help", "/privacy", "/export"])
def test_after_an_aside_it_comes_back_once(step: str) -> None:
    walker = then(today, "hello", step)
    assert asks(walker)
    assert sum(says[-3:] == ASKED for says in keys(walker)) == 1


def test_another_language_asks_in_it() -> None:
    walker = then(today, "hello", "/language", "=l.es")
    assert walker.conversation.language == "es"
    assert ASKED in keys(walker)


def test_after_stop_it_is_asked_when_somebody_comes_back() -> None:
    walker = then(today, "hello", "/stop")
    assert walker.conversation.due_at is None or not walker.conversation.agenda
    then(lambda: walker, "/start")
    assert asks(walker)
    walker.press("agree")
    assert walker.conversation.state == "stopped"
    then(lambda: walker, "/start")
    assert walker.conversation.state == "program.active"


# Answered.


def test_what_is_agreed_to_stays_on_the_screen_and_in_the_log() -> None:
    """P3: version, words, language and time of the new yes."""
    walker = then(today, "hello")
    words = [line for e in walker.last if isinstance(e, Say) for line in e.lines]
    walker.records.clear()
    walker.press("agree")
    given = walker.conversation.consent
    assert given
    assert consent.holds(walker.conversation, CONTENT)
    assert given.sha256 == consent.words_hash(words, CONTENT, "en")
    assert [record.data["sha256"] for record in walker.records] == [given.sha256]
    assert {*ASKED, "answered", "renew-thanks"} <= {key for says in keys(walker) for key in says}


@pytest.mark.parametrize(
    ("start", "topic"),
    [
        (lambda: outdated(lambda: at("q.q_goal")), "q.q_goal"),
        (lambda: outdated(lambda: at("fork")), "fork"),
        (lambda: outdated(lambda: at("review")), "review"),
        (lambda: outdated(lambda: at("proposal")), "proposal"),
        (lambda: outdated(p11), "stopped"),
        (lambda: outdated(lambda: then(in_program, "=!new")), "new.q_rf_a"),
        (lambda: outdated(lambda: then(in_program, "=done")), "checkin.pain"),
        (today, "prompt"),
    ],
)
def test_the_question_that_was_open_comes_back_once(start, topic: str) -> None:
    walker = then(start, "hello", "=agree")
    assert walker.open_topic() == topic
    assert [o.topic for o in walker.conversation.opens].count(topic) == 1


def test_read_it_shows_the_policy_and_asks_again() -> None:
    walker = then(today, "hello", "=privacy")
    assert "Your rights" in walker.said()
    assert asks(walker)


@pytest.mark.parametrize("step", ["=no", "no"])
def test_no_leads_to_taking_back_the_yes(step: str) -> None:
    walker = then(today, "hello", step)
    assert walker.open_topic() == "withdraw"
    then(lambda: walker, "=no")
    assert asks(walker)
    then(lambda: walker, step, "=yes")
    assert walker.conversation.state == "withdrawn"


def test_a_code_that_it_did_not_offer_is_stale() -> None:
    walker = then(today, "hello")
    walker.tap_forged("o.x")
    assert walker.toasts() == ["That question is closed."]


def test_who_agreed_to_it_is_not_asked_again() -> None:
    walker = then(today, "hello", "=agree", "done 2", "=n.5")
    assert walker.open_topic() != renewal.TOPIC
    assert "report" in [record.what for record in walker.records]


# Danger comes first.


@pytest.mark.parametrize(
    ("words", "key", "sign"),
    [("numb between my legs", "stop-emergency-words", "item.saddle"),
     ("I felt a pop", "stop-clinician-words", "item.tear")],
)  # fmt: skip
@pytest.mark.parametrize("start", [today, lambda: then(today, "hello")])
def test_words_of_danger_are_answered_first(start, words: str, key: str, sign: str) -> None:
    """P14: and nothing else is said; the sign is asked of once it may be kept."""
    walker = then(start, words)
    assert keys(walker) == [[key]]
    then(lambda: walker, words, "yes")
    assert asks(walker)
    walker.press("agree")
    assert walker.open_topic() == sign
    assert keys(walker)[-1][0] == "card-first"


def test_what_stopped_the_moves_already_is_not_asked_of_again() -> None:
    walker = then(lambda: outdated(p11), "numb between my legs")
    assert keys(walker) == [["stop-emergency-words"]]
    assert not [o for o in walker.conversation.opens if o.topic.startswith("item.")]


def test_words_of_self_harm_are_answered_and_words_after_them_too() -> None:
    walker = then(today, "hello", "I want to die")
    assert keys(walker) == [["crisis"]]
    then(lambda: walker, "=agree")
    assert keys(walker) == [["wait-for-words"]]
    then(lambda: walker, "I am here")
    assert keys(walker) == [["wrote-again"]]
    then(lambda: walker, "ok")
    assert asks(walker)


@pytest.mark.parametrize("start", [today, lambda: then(today, "hello")])
def test_something_new_waits_for_the_yes_and_then_comes_first(start) -> None:
    """And who cannot wait reads where to call."""
    walker = then(start, "=!new")
    assert "local emergency number" in walker.said()
    assert asks(walker)
    walker.press("agree")
    assert walker.open_topic() == "new.q_rf_a"
    assert walker.conversation.cards_owed


def test_something_new_in_the_intake_is_only_the_next_thing() -> None:
    walker = then(lambda: outdated(lambda: at("q.q_goal")), "/start")
    walker.send(Chose(at=walker.now, ask=0, code="!new"))
    assert walker.toasts() == ["Please answer this first."]


# Instead of a prompt.


def test_it_comes_in_the_place_of_the_next_prompt_and_the_moves_follow_the_yes() -> None:
    """P3: once; nudges and all else that comes unasked are silent."""
    walker = today()
    walker.pass_until(walker.now + dt.timedelta(hours=12))
    assert walker.open_topic() == "prompt"
    effects = walker.pass_until(walker.now + dt.timedelta(hours=24))
    (say,) = (e for e in effects if isinstance(e, Say) and not e.edit_only)
    assert [line.key for line in say.lines] == ASKED
    assert (say.lane, say.picture) == ("prompt", None)
    walker.press("agree")
    assert walker.open_topic() == "prompt"
    assert "session-item" in [key for says in keys(walker) for key in says]


def test_until_it_is_answered_nothing_comes_unasked() -> None:
    walker = then(today, "hello")
    effects = walker.pass_until(walker.now + dt.timedelta(days=9))
    assert not [e for e in effects if isinstance(e, Say)]
    assert [m.kind for m in walker.conversation.agenda if m.kind == "prompt"] == ["prompt"]


def test_on_a_locked_screen_it_is_said_as_it_is() -> None:
    """P11: it names nothing of health, so that no cover is needed."""
    walker = today()
    walker.conversation = walker.conversation.model_copy(update={"details": False})
    effects = walker.pass_until(walker.now + dt.timedelta(hours=36))
    (say,) = (e for e in effects if isinstance(e, Say) and not e.edit_only)
    assert [line.key for line in say.lines] == ASKED
    assert tells(say, CONTENT) == {}, "its buttons too"


def test_what_a_version_has_changed_may_stand_on_a_locked_screen() -> None:
    """P11: whoever writes the next one finds out here."""
    newer = CONTENT.policy.later_than(1)
    assert newer
    for version in newer:
        change = t(f"policy-change-{version.version}", months=12)
        assert tells(Say(lines=(t("renew-title"), change, t("renew-ask"))), CONTENT) == {}


def test_after_words_of_self_harm_it_waits_too() -> None:
    walker = then(today, "I want to die")
    effects = walker.pass_until(walker.now + dt.timedelta(days=2))
    assert not [e for e in effects if isinstance(e, Say)]


def test_it_keeps_to_the_silence_of_a_lapse() -> None:
    walker = outdated(lambda: lived("p4_shared", 8, lambda day: day < 3))
    late = walker.now + dt.timedelta(days=30)
    effects = walker.pass_until(late)
    assert sum(isinstance(e, Say) and not e.edit_only for e in effects) <= 1


def test_a_late_prompt_in_the_night_leaves_it_for_the_next_day() -> None:
    walker = today()
    due = next(m.at for m in walker.conversation.agenda if m.kind == "prompt")
    walker.now = due + dt.timedelta(hours=5)
    effects = walker.pass_until(walker.now)
    assert not [e for e in effects if isinstance(e, Say)]
    walker.pass_until(walker.now + dt.timedelta(days=3))
    assert walker.open_topic() == renewal.TOPIC


def test_a_pause_that_is_over_brings_it_and_the_plan_goes_on_after_the_yes() -> None:
    walker = outdated(lambda: then(in_program, "/pause", "=d.3"))
    walker.pass_until(walker.now + dt.timedelta(days=4))
    assert walker.open_topic() == renewal.TOPIC
    walker.press("agree")
    walker.pass_until(walker.now + dt.timedelta(days=7))
    assert walker.conversation.state == "program.active"


def test_it_comes_in_the_place_of_checks_that_were_put_off() -> None:
    walker = outdated(lambda: then(lambda: at("fork"), "=in2"))
    walker.wait()
    assert asks(walker)
    walker.press("agree")
    assert walker.open_topic() == "fork"


def test_a_question_about_a_stop_waits_for_the_morning() -> None:
    """Quiet hours hold it, where it is known when they are."""
    walker = outdated(lambda: then(in_program, "done 8"))
    due = walker.conversation.agenda[0].at
    walker.now = due.replace(hour=23)
    walker.pass_until(walker.now)
    assert walker.open_topic() != renewal.TOPIC
    walker.pass_until(walker.now + dt.timedelta(hours=12))
    assert asks(walker)
    walker.press("agree")
    assert walker.open_topic() == "stopped"
