"""Long polling with the stored offset.

The offset moves in the desk's transaction only, so that whatever is not stored comes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.model import Api, ChatId, Incoming, Offset
from bot.store import Store, StoreError
from bot.store.unit import finish
from bot.telegram.updates import ALLOWED_UPDATES, TROUBLE_LINE, Aside, decode, next_update
from bot.telegram.verdicts import pause_seconds, retry_after

log = logging.getLogger(__name__)

BATCH = 100
POLL_SECONDS = 50
IDLE = dt.timedelta(days=6)
"""After a week without updates Telegram numbers them anew, and an old offset could confirm unseen
ones; then the (bot, update id) keys alone tell what was taken (trust spec 6, "Offset")."""
SILENCE_SECONDS = 600.0
"""So long without one good poll, the process ends, so that its supervisor starts it anew (R19)."""
CONFLICT_SECONDS = 5.0
UNKNOWN_BOT = (
    "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
    " (or check TELEGRAM_API_URL)"
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


class TokenError(Exception):
    """The token does not work; the sentence is for the operator."""


class SilenceError(Exception):
    """Telegram did not answer for too long; the sentence is for the operator."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where a batch goes."""

    take: Callable[[Sequence[Incoming], Offset], Awaitable[None]]
    """Stores it with its offset in one transaction, or raises StoreError and stores nothing."""
    aside: Callable[[Aside], Awaitable[None]]
    """Says a line that is not stored; never raises."""


class Poller:
    def __init__(self, api: Api, store: Store, clock: Clock, intake: Intake, bot: Bot) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._intake = intake
        self._bot = bot
        self._failures = 0
        self._told: set[ChatId] = set()
        self._good_at = 0.0

    async def run(self) -> None:
        """Until cancelled, or TokenError or SilenceError; a batch under way is finished first."""
        self._good_at = _time()
        while await self._ask("deleteWebhook", {"drop_pending_updates": False}) is None:
            pass
        log.info("polling for bot %s at %s", self._bot.id, self._bot.address)
        offset, moved_at = await self._resume()
        while True:
            updates = await self._ask("getUpdates", self._question(offset, moved_at))
            if not updates:
                continue
            following = next_update(updates)
            if following is None:
                await self._pause("updates came without numbers")
            elif await finish(self._handle(updates, Offset(self._bot.name, following))):
                offset, moved_at = following, self._clock.now()

    async def _resume(self) -> tuple[int | None, dt.datetime]:
        while True:
            try:
                stored = await self._store.offset(self._bot.name)
            except StoreError as error:
                await self._pause(str(error))
            else:
                return (stored[0].next_update, stored[1]) if stored else (None, self._clock.now())

    def _question(self, offset: int | None, moved_at: dt.datetime) -> dict[str, Any]:
        question: dict[str, Any] = {
            "limit": BATCH,
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if offset is not None and self._clock.now() - moved_at < IDLE:
            question["offset"] = offset
        return question

    async def _ask(self, method: str, params: dict[str, Any]) -> Any:
        """None when it failed; the pause is over then."""
        try:
            answer = await self._api.call(method, params)
        except InvalidToken as error:
            raise TokenError(UNKNOWN_BOT) from error
        except Conflict:
            await self._pause(
                "another program is polling with the same token; stop it, or get a token of"
                " its own from @BotFather",
                CONFLICT_SECONDS,
            )
        except RetryAfter as error:
            await self._pause("Telegram asks to wait", retry_after(error).total_seconds())
        except TelegramError as error:
            await self._pause(f"Telegram cannot be reached ({error.message})")
        else:
            self._recovered()
            return answer

    async def _handle(self, updates: Sequence[Any], offset: Offset) -> bool:
        at = self._clock.now()
        decoded = [decode(update, self._bot.id, at) for update in updates]
        incoming = [one for one in decoded if isinstance(one, Incoming)]
        try:
            await self._intake.take(incoming, offset)
        except StoreError as error:
            await self._apologize({one.chat for one in incoming})
            await self._pause(str(error))
            return False
        self._told.clear()
        for one in decoded:
            if isinstance(one, Aside):
                await self._intake.aside(one)
        return True

    async def _apologize(self, chats: set[ChatId]) -> None:
        """Each writing chat is told once in an outage; nothing can be stored about that."""
        for chat in sorted(chats - self._told):
            await self._intake.aside(Aside(chat, TROUBLE_LINE, "en"))
        self._told |= chats

    async def _pause(self, reason: str, seconds: float | None = None) -> None:
        if self._failures == 0:
            log.warning("polling waits: %s", reason)
        silence = _time() - self._good_at
        if silence > SILENCE_SECONDS:
            raise SilenceError(f"no good poll for {silence:.0f} s: {reason}")
        jitter = random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, guards nothing
        await asyncio.sleep(jitter * (seconds or pause_seconds(self._failures)))
        self._failures += 1

    def _recovered(self) -> None:
        if self._failures:
            log.info("polling goes on")
        self._failures = 0
        self._good_at = _time()


def _time() -> float:
    return asyncio.get_running_loop().time()
