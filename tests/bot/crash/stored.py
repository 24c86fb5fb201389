"""What the bot has stored, read from outside while it works; the database may be of either engine.

Rule: read-only; what is sealed is opened by the key of the bot.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.store import sealed
from bot.store.crypto import KeyRing, PersonKey
from bot.store.tables import history, letters, metadata, offsets, people, taken
from flows import Conversation
from tests.bot.reading import SQLITE, Statement, reader_of


class Stored:
    def __init__(self, url: str, key_file: Path) -> None:
        self._reader = reader_of(url)
        self._is_file = url.startswith(SQLITE)
        self._key_file = key_file

    def close(self) -> None:
        self._reader.close()

    def is_calm(self, now: dt.datetime) -> bool:
        """Nobody is due, and no letter waits for an end."""
        due = _number_of(people).where(people.c.due_at <= now)
        waiting = _number_of(letters).where(letters.c.settled_at.is_(None))
        return self._value(due) == self._value(waiting) == 0

    def unknown_calls(self) -> int:
        """Of the letter that has had the most, among those without an end."""
        calls = sa.func.max(letters.c.tries - letters.c.refused)
        return self._value(sa.select(calls).where(letters.c.state == "tried")) or 0

    def taken(self, bot: str, updates: list[int]) -> set[int]:
        """Those of the updates that are stored."""
        keys = {key for (key,) in self._reader.rows(sa.select(taken.c.key))}
        return {update for update in updates if f"u:{bot}:{update}" in keys}

    def conversations(self, chats: list[int]) -> dict[int, Conversation]:
        found = self._reader.rows(
            sa.select(people.c.chat_id, people.c.wrapped_key, people.c.snapshot)
        )
        return {
            chat: sealed.open_conversation(snapshot, self._key(chat, wrapped))
            for chat, wrapped, snapshot in found
            if chat in chats
        }

    def history(self, chat: int) -> list[Any]:
        wrapped = self._value(sa.select(people.c.wrapped_key).where(people.c.chat_id == chat))
        of_chat = sa.select(history.c.blob).where(history.c.chat_id == chat)
        key = self._key(chat, wrapped)
        rows = self._reader.rows(of_chat.order_by(history.c.id))
        return [json.loads(key.open("history", blob)) for (blob,) in rows]

    def count(self, what: str) -> int:
        return int(self._value(f"SELECT count(*) FROM {what}"))

    def next_update(self) -> int:
        return int(self._value(sa.select(sa.func.max(offsets.c.next_update))))

    def is_sound(self) -> bool:
        """A file is looked through; a server, which nobody kills here, for rows without owner."""
        if self._is_file:
            found = [tuple(row) for row in self._reader.rows("PRAGMA integrity_check")]
            return found == [("ok",)] and not self._reader.rows("PRAGMA foreign_key_check")
        owned = [table for table in metadata.sorted_tables if "chat_id" in table.c]
        return not any(
            self._value(
                _number_of(table).where(table.c.chat_id.not_in(sa.select(people.c.chat_id)))
            )
            for table in owned
        )

    def _value(self, statement: Statement) -> Any:
        return self._reader.rows(statement)[0][0]

    def _key(self, chat: int, wrapped: bytes) -> PersonKey:
        return KeyRing.parse(self._key_file.read_text()).person_key(chat, wrapped)


def _number_of(table: sa.Table) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(table)
