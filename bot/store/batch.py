"""A batch of events: what it reads, and one save of all that came of them.

Rule: a handful of statements however many people are in the batch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bot.model import ChatId, Letter, LetterId, Offset
from bot.store import Broken, Loaded, Saved, locks, quarantine, queries, sealed
from bot.store.counts import ADD as COUNT
from bot.store.counts import rows as counted
from bot.store.crypto import KeyRing, PersonKey, SealError
from bot.store.unit import Unit
from flows.effects import Say

_MEET = locks.CHATS.where(sa.text("(SELECT 1 FROM people WHERE chat_id = chat) IS NULL"))
_NEVER_SEEN = Loaded(conversation=None, version=0)


class SqlBatch:
    """Implements bot.store.Batch."""

    def __init__(self, unit: Unit, ring: KeyRing, letters: list[Letter], worker: int) -> None:
        """`letters` begins with those that were in doubt; what is saved here follows.

        `worker`: in whose hand replies are; 0 for an operator's command.
        """
        self._unit = unit
        self._ring = ring
        self._letters = letters
        self._worker = worker
        self._keys: dict[ChatId, tuple[PersonKey, bytes]] = {}
        """Of the loaded chats: the key, and its wrapped form as stored."""
        self._keyless: set[ChatId] = set()
        self.forgets_at: dt.datetime | None = None
        """Somebody is forgotten in this batch."""
        self.erased: dict[ChatId, dt.datetime] = {}
        """Who has to be on the list of erasures, and since when."""

    async def due(self, now: dt.datetime, limit: int) -> list[ChatId]:
        rows = await self._unit.rows(queries.DUE, {"now": now, "limit": limit})
        return [ChatId(row.chat_id) for row in rows]

    async def unseen(self, keys: Sequence[str]) -> set[str]:
        if not keys:
            return set()
        rows = await self._unit.rows(queries.SEEN, {"keys": list(keys)})
        return set(keys) - {row.key for row in rows}

    async def load(self, chats: Sequence[ChatId]) -> dict[ChatId, Loaded]:
        if not chats:
            return {}
        rows = await self._rows_of(chats)
        loaded = dict.fromkeys(chats, _NEVER_SEEN)
        loaded.update((ChatId(row.chat_id), self._open(row)) for row in rows)
        for chat in loaded.keys() - self._keys.keys() - self._keyless:
            self._keys[chat] = self._ring.new_person_key(chat)
        return loaded

    async def _rows_of(self, chats: Sequence[ChatId]) -> list[sa.Row[Any]]:
        """Locked, also against a worker that meets the same chat for the first time.

        Nobody who has rows locked waits for such a one, but where a row has just gone.
        """
        if not self._unit.is_shared:
            return list(await self._unit.rows(queries.LOAD, {"chats": list(chats)}))
        met = {row.chat for row in await self._unit.rows(_MEET, {"chats": sorted(chats)})}
        rows = list(await self._unit.rows(queries.LOAD, {"chats": list(chats)}))
        gone = set(chats).difference(met, (row.chat_id for row in rows))
        if gone:
            await self._unit.rows(locks.CHATS, {"chats": sorted(gone)})
            rows += await self._unit.rows(queries.LOAD, {"chats": list(gone)})
        return rows

    def _open(self, row: sa.Row[Any]) -> Loaded:
        """A row that does not open is that person's trouble alone."""
        try:
            key = self._ring.person_key(row.chat_id, row.wrapped_key)
        except SealError as error:
            self._keyless.add(row.chat_id)
            return Loaded(None, row.version, fault=error)
        self._keys[row.chat_id] = key, row.wrapped_key
        if row.snapshot is None:
            return Loaded(None, row.version)
        try:
            return Loaded(sealed.open_conversation(row.snapshot, key), row.version)
        except (SealError, ValidationError) as error:
            return Loaded(None, row.version, fault=error)

    async def still_wished(self, rows: Sequence[int]) -> set[int]:
        return await quarantine.still_wished(self._unit, rows)

    async def sent_since(
        self, chats: Sequence[ChatId], since: dt.datetime
    ) -> dict[ChatId, tuple[int, ...]]:
        rows = await self._unit.rows(queries.SENT_SINCE, {"chats": list(chats), "since": since})
        sent: dict[ChatId, set[int]] = {chat: set() for chat in chats}
        for row in rows:
            sent[row.chat_id].update(range(row.message_id, row.message_id + self._messages(row)))
        return {chat: tuple(sorted(ids)) for chat, ids in sent.items()}

    def _messages(self, row: sa.Row[Any]) -> int:
        """The pictures of an album follow each other; of what does not open, the first is known."""
        if row.chat_id in self._keyless:
            return 1
        try:
            say, _ = sealed.open_say(row.blob, self._keys[row.chat_id][0])
        except (SealError, ValidationError):
            return 1
        return max(len(say.album), 1)

    async def save(  # noqa: PLR0913 - what a batch may lead to
        self,
        saved: Sequence[Saved],
        *,
        keys: Sequence[str],
        broken: Sequence[Broken] = (),
        mended: Sequence[int] = (),
        moments: Sequence[ChatId] = (),
        counts: Mapping[str, int] = MappingProxyType({}),
        offset: Offset | None = None,
        now: dt.datetime,
    ) -> tuple[Letter, ...]:
        self.erased = {one.chat: one.erased_at for one in saved if one.erased_at is not None}
        await self._forget([one for one in saved if one.forget], now)
        people = [row for one in saved for row in self._person(one, now)]
        await self._unit.run(queries.SAVE, people)
        await self._hush([one.chat for one in saved if one.hush], now)
        self._letters += await self._add_letters(saved, now)
        await self._unit.run(queries.ADD_HISTORY, list(self._history(saved, now)))
        await quarantine.remove(self._unit, mended, moments)
        await self._set_aside(broken, now)
        await self._unit.run(queries.TAKE, [{"key": key, "taken_at": now} for key in keys])
        await self._unit.run(COUNT, counted(counts, now, self._worker))
        if offset is not None:
            row = {"bot": offset.bot, "next_update": offset.next_update, "stored_at": now}
            await self._unit.run(queries.SAVE_OFFSET, row)
        return tuple(self._letters)

    async def _forget(self, saved: list[Saved], now: dt.datetime) -> None:
        if not saved:
            return
        chats = [one.chat for one in saved]
        self.forgets_at = now
        if self._unit.is_shared:  # who is writing verdicts down needs the person's row for it
            await self._unit.rows(queries.LOCK_LETTERS, {"chats": chats})
        await self._unit.run(queries.FORGET, {"chats": chats})
        self._keyless.difference_update(chats)
        self._keys.update((chat, self._ring.new_person_key(chat)) for chat in chats)

    async def _hush(self, chats: list[ChatId], now: dt.datetime) -> None:
        if chats:
            before = now - dt.timedelta(seconds=1)
            await self._unit.run(queries.HUSH, {"chats": chats, "before": before})

    def _person(self, one: Saved, now: dt.datetime) -> Iterator[dict[str, Any]]:
        """The row to write, if any; a forgotten chat keeps one only while letters need it."""
        if one.conversation is None and not (one.forget and one.letters):
            return
        key, wrapped = self._keys[one.chat]
        talk = one.conversation
        yield {
            "chat_id": one.chat,
            "wrapped_key": wrapped,
            "snapshot": talk and sealed.seal_conversation(talk, key),
            "version": one.version + 1,
            "due_at": talk and talk.due_at,
            "updated_at": now,
        }

    async def _add_letters(self, saved: Sequence[Saved], now: dt.datetime) -> tuple[Letter, ...]:
        told = [
            (one.chat, say, one.language)
            for one in saved
            if one.chat not in self._keyless
            for say in one.letters
        ]
        if not told:
            return ()
        rows = [self._letter_row(*each, now) for each in told]
        return tuple(
            Letter(id_, chat, say, language, tries=row["tries"], created_at=now)
            for id_, (chat, say, language), row in zip(
                await self._numbers_of(rows), told, rows, strict=True
            )
        )

    async def _numbers_of(self, rows: list[dict[str, Any]]) -> list[LetterId]:
        """Stores them; the numbers that they were given, in their order."""
        if self._unit.is_shared:
            numbered = await self._unit.rows(queries.ADD_AND_NUMBER, rows)
        else:  # it would return numbers one by one only; these are the newest, as no one else adds
            await self._unit.run(queries.ADD_LETTERS, rows)
            numbered = (await self._unit.rows(queries.NEWEST_LETTERS, {"limit": len(rows)}))[::-1]
        return [LetterId(row.id) for row in numbered]

    def _letter_row(
        self, chat: ChatId, say: Say, language: str, now: dt.datetime
    ) -> dict[str, Any]:
        tried = say.lane == "reply"
        return {
            "chat_id": chat,
            "lane": queries.LANES.index(say.lane),
            "state": "tried" if tried else "waiting",
            "tries": int(tried),
            "refused": 0,
            "screen": say.screen,
            "blob": sealed.seal_say(say, language, self._keys[chat][0]),
            "created_at": now,
            "useless_after": say.useless_after,
            "worker": self._worker or None if tried else None,
        }

    def _history(self, saved: Sequence[Saved], now: dt.datetime) -> Iterator[dict[str, Any]]:
        for one in saved:
            for record in one.records:
                blob = sealed.seal_record(record, self._keys[one.chat][0])
                yield {"chat_id": one.chat, "recorded_at": now, "blob": blob}

    async def _set_aside(self, broken: Sequence[Broken], now: dt.datetime) -> None:
        keys = {one.chat: self._keys[one.chat][0] for one in broken if one.chat in self._keys}
        await quarantine.set_aside(self._unit, broken, keys, now)
        retries = [{"chat": one.chat, "retry_at": one.retry_at} for one in broken if one.retry_at]
        await self._unit.run(queries.RETRY_DUE, retries)
