"""What lies inside the sealed columns: models as JSON, straight to bytes and back.

Rule: no statement here, and no key is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.model import ChatId, Letter, LetterId
from bot.store import Past
from bot.store.crypto import KeyRing, PersonKey, SealError
from flows.conversation import Conversation
from flows.effects import Record, Say
from flows.events import Event


class _Page(BaseModel):
    """A letter without what the outbox row says of it."""

    model_config = ConfigDict(frozen=True)
    language: str
    say: Say


class _Aside(BaseModel):
    """An event that was set aside."""

    model_config = ConfigDict(frozen=True)
    event: Event
    stood: str | None


_CONVERSATION = TypeAdapter(Conversation)
_PAGE = TypeAdapter(_Page)
_RECORD = TypeAdapter(Record)
_ASIDE: TypeAdapter[_Aside | Event] = TypeAdapter(_Aside | Event)


def seal_conversation(conversation: Conversation, key: PersonKey) -> bytes:
    return key.seal("snapshot", _CONVERSATION.dump_json(conversation))


def open_conversation(blob: bytes, key: PersonKey) -> Conversation:
    return _CONVERSATION.validate_json(key.open("snapshot", blob))


def seal_say(say: Say, language: str, key: PersonKey) -> bytes:
    page = _Page.model_construct(language=language, say=say)
    return key.seal("letter", _PAGE.dump_json(page))


def open_say(blob: bytes, key: PersonKey) -> tuple[Say, str]:
    """With the language that it is drawn in."""
    page = _PAGE.validate_json(key.open("letter", blob))
    return page.say, page.language


def seal_record(record: Record, key: PersonKey) -> bytes:
    return key.seal("history", _RECORD.dump_json(record))


def open_record(blob: bytes, key: PersonKey) -> Record:
    return _RECORD.validate_json(key.open("history", blob))


def seal_event(event: Event, stood: str | None, key: PersonKey) -> bytes:
    return key.seal("event", _ASIDE.dump_json(_Aside(event=event, stood=stood)))


def open_event(blob: bytes, key: PersonKey) -> tuple[Event, str | None]:
    """With where the talk stood; the first programs kept the event alone."""
    kept = _ASIDE.validate_json(key.open("event", blob))
    return (kept.event, kept.stood) if isinstance(kept, _Aside) else (kept, None)


def to_letter(row: sa.Row[Any], ring: KeyRing) -> Letter | None:
    """From a row of the letter queries, about to be tried once more; None when unreadable."""
    try:
        key = ring.person_key(row.chat_id, row.wrapped_key)
        say, language = open_say(row.blob, key)
    except (SealError, ValidationError):
        return None
    return Letter(
        id=LetterId(row.id),
        chat=ChatId(row.chat_id),
        say=say,
        language=language,
        tries=row.tries + 1,
        created_at=row.created_at,
    )


def to_past(people: Sequence[sa.Row[Any]], rows: Sequence[sa.Row[Any]], ring: KeyRing) -> Past:
    """From the row of one person, if there is any, and those of the history."""
    try:
        (person,) = people
        key = ring.person_key(person.chat_id, person.wrapped_key)
        conversation = person.snapshot and open_conversation(person.snapshot, key)
    except (ValueError, SealError):
        return Past(None, ())
    return Past(conversation, tuple(_records(rows, key)))


def _records(rows: Sequence[sa.Row[Any]], key: PersonKey) -> Iterator[Record]:
    for row in rows:
        try:
            yield open_record(row.blob, key)
        except (SealError, ValidationError):
            continue
