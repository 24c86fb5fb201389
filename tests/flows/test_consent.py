"""What was agreed to, and whether it holds: before a yes, nothing is kept but ids.

Also of `table_consent`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import Conversation, advance, consent
from flows.conversation import Consent
from flows.effects import Text
from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Event,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.understand import ANYWHERE, COMMANDS
from flows.words import draw
from tests.flows.people import CONTENT
from tests.flows.situations import MONDAY_AT_NINE as NOW
from tests.flows.situations import at, greeted, in_program, then
from tests.flows.walker import Walker

CURRENT = str(CONTENT.policy.current.version)
IDS_ONLY = {
    "state", "language", "language_chosen", "content_version", "clinic", "opens", "next_ask",
    "next_screen", "last_tap", "missed", "blocked", "retention",
    "exported_at",
}  # fmt: skip
"""All that a snapshot may hold before a yes: no word of the person, and nothing that follows."""
CANARY = "Zwerchfell-7261"
SAID = (
    "my leg hurts, pain 7", "numb between my legs", "I want to die", "I felt a pop", "done 2", "no",
    "under 18", "yes", "delete my data", "I moved to Tokyo", "language", "español", "stop", "help",
)  # fmt: skip
CODES = ("privacy", "decline", "o.u18", "n.7", "yes", "no", "l.es", "close", *ANYWHERE)


def events() -> st.SearchStrategy[Event]:
    """All but the tap of "I agree"; buttons are those of what is open."""
    words = st.sampled_from(SAID).map(lambda text: f"{text} {CANARY}") | st.sampled_from(SAID)
    return st.one_of(
        words.map(lambda text: Said(at=NOW, text=text)),
        words.map(lambda text: Sent(at=NOW, what="photo", text=text)),
        st.sampled_from(["", "clinic-oak", CANARY]).map(
            lambda word: Started(at=NOW, language="en", argument=word)
        ),
        st.tuples(st.sampled_from([*COMMANDS, "nothing"]), words).map(
            lambda said: Commanded(at=NOW, name=said[0], argument=said[1])
        ),
        st.sampled_from(CODES).map(lambda code: Chose(at=NOW, ask=0, code=code)),
        st.sampled_from(["Asia/Kolkata", None]).map(lambda zone: Located(at=NOW, zone=zone)),
        st.sampled_from([Blocked(at=NOW), Unblocked(at=NOW), MomentDue(at=NOW)]),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(events(), max_size=12))
def test_before_a_yes_a_snapshot_holds_ids_and_no_word(happened: list[Event]) -> None:
    """P2: whatever is written, sent or tapped; words of danger are answered and not kept."""
    talk, fresh = Conversation(), Conversation()
    for event in happened:
        ask = talk.opens[-1].ask if talk.opens else 0
        tapped = {"ask": ask} if isinstance(event, Chose) else {}
        outcome = advance(talk, event.model_copy(update=tapped), CONTENT)
        talk = outcome.conversation
        assert talk.consent is None
        assert talk.answers == {}
        assert not any(effect.kind == "record" for effect in outcome.effects)
        held = {n for n in Conversation.model_fields if getattr(talk, n) != getattr(fresh, n)}
        assert held <= IDS_ONLY
        stored = talk.model_dump_json()
        assert CANARY not in stored
        assert not any(word in stored for word in ("hurts", "numb", "saddle", "Kolkata"))


def test_the_log_of_consent_names_version_words_language_and_time() -> None:
    """P3."""
    walker = then(greeted, "=agree")
    (record,) = walker.records
    words = draw(Text(key="consent"), CONTENT, "en")
    assert record.what == "consent"
    assert record.data == {
        "version": CURRENT,
        "sha256": hashlib.sha256(words.encode()).hexdigest(),
        "language": "en",
        "at": json.loads(walker.conversation.model_dump_json())["consent"]["at"],
    }


def test_other_words_have_another_hash() -> None:
    one, other = ((Text(key=key),) for key in ("consent", "privacy-what"))
    assert consent.words_hash(one, CONTENT, "en") != consent.words_hash(other, CONTENT, "en")
    assert consent.words_hash(one, CONTENT, "en") != consent.words_hash(one, CONTENT, "es")


def given_to(version: str | None, **fields: object) -> Conversation:
    yes = version and Consent(version=version, sha256="00", language="en", at=NOW)
    return Conversation(consent=yes or None, **fields)  # type: ignore[arg-type] # any field


@pytest.mark.parametrize(
    ("talk", "holds"),
    [
        (given_to(None), False),
        (given_to("1"), False),
        (given_to("draft"), False),
        (given_to(CURRENT), True),
        (given_to("99"), True),
        (given_to(CURRENT, withdrawn_at=NOW), False),
    ],
    ids=["never", "older", "unreadable", "today's", "of a newer program", "taken back"],
)
def test_a_consent_holds_that_was_given_to_these_words(talk: Conversation, *, holds: bool) -> None:
    """P3."""
    assert consent.holds(talk, CONTENT) == holds


def test_words_that_stay_the_same_ask_nobody_again() -> None:
    first = CONTENT.policy.versions[:1]
    content = replace(CONTENT, policy=CONTENT.policy.model_copy(update={"versions": first}))
    assert consent.holds(given_to("1"), content)


# Under 18.


def aged(walker: Walker, *, by: str = "press") -> Walker:
    walker.press("o.u18") if by == "press" else walker.say("17")
    return walker


def first_asked() -> Walker:
    return then(greeted, "=agree")


def much_later() -> Walker:
    return then(in_program, "done 2", "=n.5", "/answers", "=e.q_age")


def looking_through() -> Walker:
    return then(lambda: at("review"), "=s.safety", "=e.q_age")


@pytest.mark.parametrize("start", [first_asked, much_later, looking_through])
def test_under_18_only_the_closed_door_is_kept(start) -> None:
    """P14, P2: consent, answers, plan and history go, whenever the age is said."""
    walker = aged(start())
    (forget,) = (effect for effect in walker.last if effect.kind == "forget")
    assert forget.keep_talk
    assert not walker.records
    talk = walker.conversation
    assert talk.state == "not_offered"
    held = {n for n in Conversation.model_fields if getattr(talk, n) != getattr(Conversation(), n)}
    assert held <= IDS_ONLY | {"details"}  # walkers want details from the start
    assert "adults only" in walker.said()


def test_who_tapped_the_wrong_age_agrees_anew() -> None:
    walker = then(lambda: aged(much_later()), "=!start")
    assert walker.open_topic() == "welcome"
    walker.now += dt.timedelta(minutes=1)
    walker.press("agree")
    assert walker.open_topic() == "q.q_age"
    assert [record.what for record in walker.records] == ["consent"]
