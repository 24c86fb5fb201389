"""The door: who we are, what this is not, and consent before anything is kept.

Rule: nothing here reads or stores an answer.
"""

from __future__ import annotations

import hashlib

from content.load import Content
from flows.conversation import Consent, Conversation, Open
from flows.effects import Record, Text
from flows.parts import GAP, button, t
from flows.turn import Rows, Screen, Turn
from flows.words import draw
from flows.yes_no import NO, read_yes_no

CONSENT_VERSION = "1"
CONSENT = t("consent")
WRONG_AGE: Rows = ((button("button-wrong-age", "!start"),),)


def greet(turn: Turn) -> None:
    turn.show("welcome")


def draw_welcome(turn: Turn, topic: Open) -> Screen:
    """In full when greeting; shown again, only what is asked."""
    del topic
    lines = greeting() if turn.event.kind == "started" else (CONSENT,)
    rows = (
        (button("button-agree", "agree", "success"),),
        (button("button-privacy", "privacy"), button("button-not-now", "decline")),
    )
    return Screen(lines=lines, rows=rows)


def greeting() -> tuple[Text, ...]:
    return (t("welcome"), GAP, t("disclaimer"), GAP, CONSENT)


def take_welcome(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None and read_yes_no(None, text) == NO:
        return "decline"
    if text is not None:
        turn.value = t("hint-consent")
        return "unclear"
    return code if code in ("agree", "decline", "privacy") else "stale"


def keep_consent(turn: Turn) -> None:
    """What was agreed to stays on the screen."""
    conversation = turn.conversation
    consent = Consent(
        version=CONSENT_VERSION,
        sha256=consent_hash(turn.content, conversation.language),
        language=conversation.language,
        at=turn.at,
    )
    turn.put(consent=consent, content_version=turn.content.version)
    turn.record(Record(what="consent", day=turn.at.date(), data=consent.model_dump(mode="json")))
    turn.finish(*greeting(), GAP, t("answered", answer=t("button-agree")))
    turn.lead += [t("consent-thanks"), GAP]


def consent_hash(content: Content, language: str) -> str:
    """Of the very words that the person saw."""
    return hashlib.sha256(draw(CONSENT, content, language).encode()).hexdigest()


def decline(turn: Turn) -> None:
    """Nothing is kept, nor the link they came by."""
    turn.put(clinic=None)
    turn.finish(t("consent-declined"), rows=((button("button-start", "!start"),),))


def turn_away(turn: Turn) -> None:
    """Under 18: say so, keep nothing of what was said."""
    fresh = Conversation(
        language=turn.conversation.language,
        language_chosen=turn.conversation.language_chosen,
        next_ask=turn.conversation.next_ask,
        next_screen=turn.conversation.next_screen,
        last_tap=turn.conversation.last_tap,
        opens=tuple(o for o in turn.conversation.opens if o == turn.opened),
    )
    turn.put(**{name: getattr(fresh, name) for name in Conversation.model_fields})
    turn.lead.clear()
    turn.finish(t("not-offered"), rows=WRONG_AGE)


def say_adults_only(turn: Turn) -> None:
    turn.say(t("not-offered"), rows=WRONG_AGE)


def help_text(conversation: Conversation) -> tuple[Text, ...]:
    commands = t("help-commands") if conversation.program else t("help-intake")
    last = (t("help-data"), GAP, t("disclaimer"))
    looks = (t("help-progress"),) if conversation.program else ()
    return (commands, *looks, t("help-learn"), t("help-page"), t("help-language"), *last)
