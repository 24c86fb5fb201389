"""The outbox half of a store, in memory: what the pump and the poller need of it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence

from bot.model import ChatId, Letter, LetterId, Offset, Sent, Standing, Verdict
from bot.store import Clear, Company, Everything, Held, Past, StoreError


class MemoryStore:
    def __init__(self) -> None:
        self.doubtful: list[Letter] = []
        self.waiting: list[Letter] = []
        self.verdicts: dict[LetterId, Verdict] = {}
        self.screens: dict[tuple[ChatId, int], int | Standing] = {}
        self.files: dict[tuple[str, str], str] = {}
        self.pasts: dict[ChatId, Past] = {}
        self.everythings: dict[ChatId, Everything] = {}
        self.saved_offset: tuple[Offset, dt.datetime] | None = None
        self.broken = False
        """The disk is full."""
        self.busy = asyncio.Event()
        """Writes have to wait for somebody else, for ever."""
        self.holds = Held({})
        """What earlier processes were told."""
        self.settles = 0
        self.lookups = 0
        self.clearings = 0
        self.shared = False
        self.company = Company()

    @property
    def is_shared(self) -> bool:
        return self.shared

    async def look_around(self, now: dt.datetime) -> Company:
        del now
        self._work()
        return self.company

    async def clear_to_go(
        self, letters: Sequence[LetterId], now: dt.datetime
    ) -> Mapping[LetterId, Clear]:
        del now
        self._work()
        return dict.fromkeys(letters, "go")

    async def offset(self, bot: str) -> tuple[Offset, dt.datetime] | None:
        self._work()
        saved = self.saved_offset
        return saved if saved and saved[0].bot == bot else None

    async def recover(self, now: dt.datetime) -> tuple[Letter, ...]:
        del now
        self._work()
        taken, self.doubtful = tuple(self.doubtful), []
        return taken

    async def held(self, now: dt.datetime) -> Held:
        del now
        self._work()
        return self.holds

    async def hold_all(self, until: dt.datetime, now: dt.datetime) -> None:
        del now
        self._work()
        self.holds = Held(self.holds.chats, until)

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        del now
        self._work()
        taken, self.waiting = tuple(self.waiting[:limit]), self.waiting[limit:]
        return taken

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        del now
        self._work()
        self.settles += 1
        if self.busy.is_set():
            await asyncio.Event().wait()
        self.verdicts |= verdicts

    async def standing(
        self, screens: Sequence[tuple[ChatId, int]]
    ) -> dict[tuple[ChatId, int], Standing]:
        self._work()
        self.lookups += 1
        found = {key: self.screens[key] for key in screens if key in self.screens}
        return {key: Standing(of) if isinstance(of, int) else of for key, of in found.items()}

    async def past(self, chat: ChatId) -> Past:
        self._work()
        return self.pasts.get(chat, Past(None, ()))

    async def everything(self, chat: ChatId) -> Everything | None:
        self._work()
        return self.everythings.get(chat)

    async def file_ids(self, bot: str, keys: Sequence[str]) -> dict[str, str]:
        self._work()
        return {key: self.files[bot, key] for key in keys if (bot, key) in self.files}

    async def keep_files(self, bot: str, file_ids: Mapping[str, str], now: dt.datetime) -> None:
        del now
        self._work()
        self.files |= {(bot, key): file_id for key, file_id in file_ids.items()}

    async def forget_files(self, bot: str, keys: Sequence[str]) -> None:
        self._work()
        for key in keys:
            self.files.pop((bot, key), None)

    async def clear_away(self, now: dt.datetime) -> bool:
        del now
        self._work()
        self.clearings += 1
        return True

    def sent(self) -> list[int]:
        return [id_ for id_, verdict in self.verdicts.items() if isinstance(verdict, Sent)]

    def _work(self) -> None:
        if self.broken:
            raise StoreError("the disk is full; free some space")
