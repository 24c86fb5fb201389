"""The door: nothing is kept before a yes, and nothing of a minor."""

from __future__ import annotations

import hashlib

import pytest

from flows.conversation import Conversation
from flows.welcome import CONSENT
from flows.words import draw
from tests.flows.people import CONTENT
from tests.flows.situations import at, at_start, greeted, in_program, then
from tests.flows.walker import Walker

IDS_ONLY = {
    "opens", "next_ask", "next_screen", "last_tap", "content_version", "language", "state",
    "language_chosen", "missed", "retention",
}  # fmt: skip
"""All that may change in a snapshot before consent: ids, and how often nothing was understood."""


def changed(walker: Walker) -> set[str]:
    fresh = Conversation()
    names = Conversation.model_fields.keys() - {"details"}  # which walkers want from the start
    return {n for n in names if getattr(walker.conversation, n) != getattr(fresh, n)}


@pytest.mark.parametrize(
    "step",
    ["hello", "my leg hurts, pain 7", "numb between my legs", "I want to die", "/help", "/privacy",
     "/today", "/stop", "/erase", "/nothing", "=privacy", "=decline"],
)  # fmt: skip
def test_nothing_but_ids_is_kept_before_consent(step: str) -> None:
    walker = then(greeted, step)
    assert changed(walker) <= IDS_ONLY
    assert "pain 7" not in walker.conversation.model_dump_json()
    assert not walker.records


def test_words_of_danger_are_answered_before_consent_too() -> None:
    assert "Get help now" in then(greeted, "numb between my legs").said()
    assert "checked by a clinician" in then(greeted, "I felt a pop").said()
    assert "face it alone" in then(at_start, "I want to die").said()


def test_the_greeting_names_the_facts_once() -> None:
    """P11, P14: before a yes, that the chat is not end-to-end encrypted, and for adults only."""
    walker = greeted()
    for fact in ("adults", "not a medical device", "No human watches", "not for emergencies",
                 "Their authors have no part", "/erase", "not end-to-end encrypted"):  # fmt: skip
        assert fact in walker.said()
    walker.say("hello")
    assert "May I store your answers?" in walker.said()
    assert "not a medical device" not in walker.said()


def test_consent_keeps_version_hash_language_and_time_of_the_very_words() -> None:
    walker = then(greeted, "=agree")
    consent = walker.conversation.consent
    assert consent
    words = draw(CONSENT, CONTENT, "en")
    assert consent.sha256 == hashlib.sha256(words.encode()).hexdigest()
    version = str(CONTENT.policy.current.version)
    assert (consent.version, consent.language, consent.at) == (version, "en", walker.now)
    assert [record.what for record in walker.records] == ["consent"]


def test_what_was_agreed_to_stays_on_the_screen() -> None:
    walker = then(greeted, "=agree")
    assert "✓ I agree" in walker.said()
    assert "May I store your answers?" in walker.said()


def test_no_is_taken_and_the_way_back_stays() -> None:
    walker = then(greeted, "=decline")
    assert "stored none of your answers" in walker.said()
    walker.press("!start")
    assert walker.open_topic() == "welcome"


@pytest.mark.parametrize("answer", ["=o.u18", "under 18"])
def test_a_minor_is_turned_away_and_nothing_is_kept(answer: str) -> None:
    walker = then(greeted, "=agree", answer)
    assert walker.conversation.state == "not_offered"
    assert "a parent and to a clinician" in walker.said()
    assert changed(walker) <= IDS_ONLY


def test_a_minor_who_first_said_otherwise_leaves_nothing_either() -> None:
    walker = at("q.q_sleep")
    while walker.open_topic() != "q.q_age":
        walker.press("back")
    walker.press("o.u18")
    assert changed(walker) <= IDS_ONLY


@pytest.mark.parametrize("step", ["hello", "/today", "/plan", "/settings", "done 2"])
def test_a_minor_hears_why_whatever_is_asked_for(step: str) -> None:
    assert "adults only" in then(greeted, "=agree", "=o.u18", step).said()


def test_a_wrong_tap_on_the_age_can_be_mended() -> None:
    walker = then(greeted, "=agree", "=o.u18", "=!start", "=agree")
    assert walker.open_topic() == "q.q_age"


def test_help_says_what_fits() -> None:
    assert "You can leave and come back" in then(greeted, "/help").said()
    assert "/today shows" in then(in_program, "/help").said()


def test_no_in_words_is_heard_and_yes_takes_a_tap() -> None:
    assert "That is fine. I have stored none" in then(greeted, "no").said()
    assert 'tap "I agree" first' in then(greeted, "yes").said()


@pytest.mark.parametrize(("start", "own"), [(greeted, []), (in_program, ["help-progress"])])
def test_help_ends_with_what_is_stored(start, own: list[str]) -> None:
    keys = [line.key for line in then(start, "/help").last[0].lines]
    assert keys[1:-2] == [
        *own, "help-learn", "help-page", "help-export", "help-language", "help-data"
    ]  # fmt: skip
