"""What a person agreed to: the version of the policy, the very words, their language, the time.

Rule: keeps a consent with its record, and says whether one holds today; asks nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from content.load import Content
from flows.conversation import Consent, Conversation
from flows.effects import Record, Text
from flows.turn import Turn
from flows.words import draw


def keep(turn: Turn, words: Sequence[Text]) -> None:
    """Agreed to just now; `words`: what stood above the button."""
    consent = Consent(
        version=str(turn.content.policy.current.version),
        sha256=words_hash(words, turn.content, turn.conversation.language),
        language=turn.conversation.language,
        at=turn.at,
    )
    turn.put(consent=consent, content_version=turn.content.version, withdrawn_at=None)
    turn.record(Record(what="consent", day=turn.at.date(), data=consent.model_dump(mode="json")))


def words_hash(words: Sequence[Text], content: Content, language: str) -> str:
    """Of the very words that the person saw."""
    said = "\n".join(draw(text, content, language) for text in words)
    return hashlib.sha256(said.encode()).hexdigest()


def holds(conversation: Conversation, content: Content) -> bool:
    """Given, not taken back, and to the policy of today: what is said may be kept."""
    return (
        conversation.consent is not None
        and conversation.withdrawn_at is None
        and not is_outdated(conversation, content)
    )


def is_outdated(conversation: Conversation, content: Content) -> bool:
    """The policy has changed since."""
    consent = conversation.consent
    return consent is not None and version_of(consent) < content.policy.current.version


def version_of(consent: Consent) -> int:
    """One that nobody can read counts as the oldest."""
    return int(consent.version) if consent.version.isdecimal() else 0
