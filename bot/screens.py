"""Telegram's messages of logical screens.

What this process has sent is remembered here, unless others send as well; anything else is asked of
the store, and questions of one moment are asked together.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from bot.model import ChatId, Standing
from bot.store import Store

Key = tuple[ChatId, int]
KEPT_CHATS = 10_000
KEPT_SCREENS = 8
"""Of one chat: nobody answers screens further back in one sitting."""


class Screens:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembers = not store.is_shared
        self._chats: OrderedDict[ChatId, dict[int, Standing | None]] = OrderedDict()
        """None: it has no message, as nobody but this process makes any."""
        self._wanted: list[Key] = []
        self._asking: asyncio.Task[dict[Key, Standing]] | None = None

    async def find(self, chat: ChatId, screen: int) -> Standing | None:
        """None: there is no such message, as far as anybody knows."""
        known = self._chats.get(chat, {})
        if screen in known:
            return known[screen]
        self._wanted.append((chat, screen))
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        found = await asyncio.shield(self._asking)
        return found.get((chat, screen))

    async def learn(self, keys: Sequence[Key]) -> None:
        """One question for many; then each is found without asking."""
        if not self._remembers:
            return
        chats = {chat: self._of(chat) for chat, _ in keys}
        unknown = [(chat, screen) for chat, screen in keys if screen not in chats[chat]]
        found = await self._store.standing(unknown) if unknown else {}
        for chat, screen in unknown:
            # A chat forgotten meanwhile has another dict now; what was sent meanwhile is newer.
            if screen not in chats[chat]:
                _keep(chats[chat], screen, found.get((chat, screen)))

    def put(self, chat: ChatId, screen: int, standing: Standing) -> None:
        if self._remembers:
            _keep(self._of(chat), screen, standing)

    def forget(self, chat: ChatId) -> None:
        self._chats.pop(chat, None)

    def _of(self, chat: ChatId) -> dict[int, Standing | None]:
        screens = self._chats.setdefault(chat, {})
        self._chats.move_to_end(chat)
        if len(self._chats) > KEPT_CHATS:
            self._chats.popitem(last=False)
        return screens

    async def _ask(self) -> dict[Key, Standing]:
        await asyncio.sleep(0)
        wanted, self._wanted, self._asking = self._wanted, [], None
        return await self._store.standing(wanted)


def _keep(screens: dict[int, Standing | None], screen: int, standing: Standing | None) -> None:
    screens[screen] = standing
    if len(screens) > KEPT_SCREENS:
        del screens[next(iter(screens))]
