"""Long polling with the stored offset.

The offset moves in the desk's transaction only, so that whatever is not stored comes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import Conflict

from bot.clock import Clock
from bot.model import Api, Offset
from bot.outage import Outage
from bot.store import Store, StoreError
from bot.store.unit import finish
from bot.telegram.hearing import SILENCE_SECONDS, Hearing
from bot.telegram.intake import Intake
from bot.telegram.updates import ALLOWED_UPDATES, next_update

log = logging.getLogger(__name__)

BATCH = 100
POLL_SECONDS = 50
IDLE = dt.timedelta(days=6)
"""After a week without updates Telegram numbers them anew, and an old offset could confirm unseen
ones; then the (bot, update id) keys alone tell what was taken (trust spec 6, "Offset")."""
CONFLICT_SECONDS = 5.0
SHORTEST_POLL_SECONDS = 0.05
"""A server that has nothing and says so at once is not asked without end."""
SOMEBODY_POLLS = (
    "another program is polling with the same token; stop it, or get a token of its own from"
    " @BotFather"
)
SOMEBODY_HOOKS = (
    "a webhook was set with the same token, and is deleted again; is there a worker with a"
    " WEBHOOK_URL?"
)


@dataclass(frozen=True, slots=True)
class Bot:
    """An offset belongs to one bot on one Bot API server."""

    id: str
    """The numeric id, which is the first part of the token."""
    address: str

    @property
    def name(self) -> str:
        return f"{self.id}@{self.address}"


class Poller(Hearing):
    def __init__(  # noqa: PLR0913 - the parts of a whole
        self,
        api: Api,
        store: Store,
        clock: Clock,
        intake: Intake,
        bot: Bot,
        *,
        outage: Outage | None = None,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        super().__init__(api, outage, silence_seconds)
        self._store = store
        self._clock = clock
        self._intake = intake
        self._bot = bot
        self._is_hooked = False
        """Telegram was told to bring updates somewhere: then it answers no poll."""

    async def run(self) -> None:
        """Until cancelled or TokenError; a batch under way is finished first."""
        with self._awake():
            await self._unhook()
            self._recovered()
            log.info("polling for bot %s at %s", self._bot.id, self._bot.address)
            await self._poll(*await self._resume())

    async def _unhook(self) -> None:
        """What waits at Telegram stays, and comes by the next poll (R3)."""
        while await self._ask("deleteWebhook", {"drop_pending_updates": False}, bool) is None:
            pass
        self._is_hooked = False

    async def _poll(self, offset: int | None, moved_at: dt.datetime) -> None:
        while True:
            if self._is_hooked:
                await self._unhook()
            question, asked_at = self._question(offset, moved_at), _time()
            updates = await self._ask("getUpdates", question, list)
            if updates is None:
                continue
            self._heard()
            if not updates:
                self._recovered()
                await asyncio.sleep(max(0.0, asked_at + SHORTEST_POLL_SECONDS - _time()))
                continue
            following = next_update(updates)
            if following is None:
                await self._pause("updates came without numbers")
                continue
            confirmed = question.get("offset", following)
            moved = Offset(self._bot.name, max(following, confirmed))
            if await finish(self._take(updates, moved)):
                offset, moved_at = moved.next_update, self._clock.now()
                if following > question.get("offset", 0):
                    self._recovered()
                else:
                    await self._pause("updates came that were confirmed before")

    async def _resume(self) -> tuple[int | None, dt.datetime]:
        while True:
            try:
                stored = await self._store.offset(self._bot.name)
            except StoreError as error:
                await self._stall(error)
            else:
                self._outage.passed("intake")
                return (stored[0].next_update, stored[1]) if stored else (None, self._clock.now())

    def _question(self, offset: int | None, moved_at: dt.datetime) -> dict[str, Any]:
        question: dict[str, Any] = {
            "limit": BATCH,
            "timeout": 0 if self._in_doubt else int(min(POLL_SECONDS, self._silence_seconds / 2)),
            "allowed_updates": ALLOWED_UPDATES,
        }
        if offset is not None and self._clock.now() - moved_at < IDLE:
            question["offset"] = offset
        return question

    async def _contend(self, error: Conflict) -> None:
        """Only one program can poll, and none while there is a webhook."""
        self._is_hooked = "webhook" in error.message.lower()
        reason = SOMEBODY_HOOKS if self._is_hooked else SOMEBODY_POLLS
        await self._pause(reason, CONFLICT_SECONDS)

    async def _take(self, updates: Sequence[Any], offset: Offset) -> bool:
        try:
            await self._intake.handle(updates, offset)
        except StoreError as error:
            await self._stall(error)
            return False
        self._outage.passed("intake")
        return True


def _time() -> float:
    return asyncio.get_running_loop().time()
