"""All rows of one chat, opened for a copy to whom it belongs.

Rule: a blob that does not open is counted, and the rest of its row is told all the same.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.model import ChatId
from bot.store import Everything, KeptEvent, KeptLetter, KeptRecord, KeptScreen, sealed
from bot.store.crypto import KeyRing, PersonKey, SealError
from bot.store.queries import LANES

Rows = Mapping[str, Sequence[sa.Row[Any]]]
"""By table; of people there is one."""
OPENED: Mapping[str, Callable[[bytes, PersonKey], Any]] = {
    "people": sealed.open_conversation,
    "history": sealed.open_record,
    "letters": sealed.open_say,
    "quarantine": sealed.open_event,
}
"""What lies in the sealed column of each table."""


class _Opener:
    """The key of one person, and how much of theirs it does not open."""

    def __init__(self, person: sa.Row[Any], ring: KeyRing) -> None:
        self.unreadable = Counter[str]()
        self._key: PersonKey | None
        try:
            self._key = ring.person_key(person.chat_id, person.wrapped_key)
        except SealError:
            self._key = None

    def open(self, table: str, blob: bytes | None) -> Any:
        """None where there is nothing, and for what does not open."""
        if blob is None:
            return None
        with contextlib.suppress(SealError, ValidationError):
            if self._key is not None:
                return OPENED[table](blob, self._key)
        self.unreadable[table] += 1
        return None


def to_everything(rows: Rows, ring: KeyRing) -> Everything:
    (person,) = rows["people"]
    opener = _Opener(person, ring)
    return Everything(
        chat=ChatId(person.chat_id),
        version=person.version,
        due_at=person.due_at,
        updated_at=person.updated_at,
        conversation=opener.open("people", person.snapshot),
        records=tuple(
            KeptRecord(row.recorded_at, record)
            for row in rows["history"]
            if (record := opener.open("history", row.blob)) is not None
        ),
        letters=tuple(_letter(row, opener) for row in rows["letters"]),
        screens=tuple(KeptScreen(r.screen, r.message_id, r.pictured) for r in rows["screens"]),
        set_aside=tuple(_event(row, opener) for row in rows["quarantine"]),
        unreadable=dict(opener.unreadable),
    )


def _letter(row: sa.Row[Any], opener: _Opener) -> KeptLetter:
    say, language = opener.open("letters", row.blob) or (None, None)
    return KeptLetter(
        created_at=row.created_at,
        lane=LANES[row.lane],
        state=row.state,
        tries=row.tries,
        refused=row.refused,
        screen=row.screen,
        message_id=row.message_id,
        not_before=row.not_before,
        useless_after=row.useless_after,
        settled_at=row.settled_at,
        language=language,
        say=say,
    )


def _event(row: sa.Row[Any], opener: _Opener) -> KeptEvent:
    event, stood = opener.open("quarantine", row.blob) or (None, None)
    return KeptEvent(at=row.at, key=row.key, wished=row.retry, event=event, stood=stood)
