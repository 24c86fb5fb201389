"""A look into the bot's database from outside: read-only, and only while the bot has it open.

Whoever closes a database last tidies it up; that must be the bot's own next start.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.store import sealed
from bot.store.crypto import KeyRing, PersonKey
from flows import Conversation


class Stored:
    def __init__(self, database: Path, key_file: Path) -> None:
        self._database = database
        self._key_file = key_file

    def is_calm(self, now: dt.datetime) -> bool:
        """Nobody is due, and no letter waits for an end."""
        due = "SELECT count(*) FROM people WHERE due_at <= ?"
        waiting = "SELECT count(*) FROM letters WHERE settled_at IS NULL"
        at = now.strftime("%Y-%m-%d %H:%M:%S.%f")
        with self._open() as rows:
            return rows(due, at) == rows(waiting) == [(0,)]

    def unknown_calls(self) -> int:
        """Of the letter that has had the most, among those without an end."""
        most = "SELECT coalesce(max(tries - refused), 0) FROM letters WHERE state = 'tried'"
        with self._open() as rows:
            return int(rows(most)[0][0])

    def taken(self, bot: str, updates: list[int]) -> set[int]:
        """Those of the updates that are stored."""
        with self._open() as rows:
            keys = {key for (key,) in rows("SELECT key FROM taken")}
        return {update for update in updates if f"u:{bot}:{update}" in keys}

    def conversations(self, chats: list[int]) -> dict[int, Conversation]:
        with self._open() as rows:
            found = rows("SELECT chat_id, wrapped_key, snapshot FROM people")
        return {
            chat: sealed.open_conversation(snapshot, self._key(chat, wrapped))
            for chat, wrapped, snapshot in found
            if chat in chats
        }

    def history(self, chat: int) -> list[Any]:
        with self._open() as rows:
            ((wrapped,),) = rows("SELECT wrapped_key FROM people WHERE chat_id = ?", chat)
            blobs = rows("SELECT blob FROM history WHERE chat_id = ? ORDER BY id", chat)
        key = self._key(chat, wrapped)
        return [json.loads(key.open("history", blob)) for (blob,) in blobs]

    def count(self, what: str) -> int:
        with self._open() as rows:
            return int(rows(f"SELECT count(*) FROM {what}")[0][0])

    def next_update(self) -> int:
        with self._open() as rows:
            return int(rows("SELECT max(next_update) FROM offsets")[0][0])

    def is_sound(self) -> bool:
        with self._open() as rows:
            return rows("PRAGMA integrity_check") == [("ok",)] and not rows(
                "PRAGMA foreign_key_check"
            )

    def _key(self, chat: int, wrapped: bytes) -> PersonKey:
        return KeyRing.parse(self._key_file.read_text()).person_key(chat, wrapped)

    @contextlib.contextmanager
    def _open(self) -> Iterator[Any]:
        file = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)
        try:
            yield lambda statement, *values: file.execute(statement, values).fetchall()
        finally:
            file.close()
