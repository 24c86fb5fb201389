"""Long polling with the stored offset.

The offset moves in the desk's transaction only, so that whatever is not stored comes again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.model import Answered, Api, ChatId, Incoming, Offset
from bot.outage import Outage
from bot.request import of_batch, request
from bot.store import Store, StoreError
from bot.store.unit import finish
from bot.telegram.updates import (
    ALLOWED_UPDATES,
    TROUBLE_LINE,
    Aside,
    Read,
    decode,
    in_order,
    next_update,
)
from bot.telegram.verdicts import pause_seconds, retry_after

log = logging.getLogger(__name__)
T = TypeVar("T")

BATCH = 100
POLL_SECONDS = 50
IDLE = dt.timedelta(days=6)
"""After a week without updates Telegram numbers them anew, and an old offset could confirm unseen
ones; then the (bot, update id) keys alone tell what was taken (trust spec 6, "Offset")."""
SILENCE_SECONDS = 600.0
"""So long without one good poll, the process ends, so that its supervisor starts it anew (R19)."""
NOTHING = "nothing came back"
CONFLICT_SECONDS = 5.0
SHORTEST_POLL_SECONDS = 0.05
"""A server that has nothing and says so at once is not asked without end."""
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
    aside: Callable[[Aside | Answered], None]
    """Has a line said, or a tap answered, that no conversation is stored for; waits for nothing."""
    sift: Callable[[Iterable[Read]], list[Read]] = list
    """Leaves out what is too much of one chat."""


class Poller:
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
        self._api = api
        self._store = store
        self._clock = clock
        self._intake = intake
        self._bot = bot
        self._outage = outage or Outage()
        self._silence_seconds = silence_seconds
        self._failures = 0
        self._told: set[ChatId] = set()
        self._good_at = _time()
        self._in_doubt = True
        """Whether it can poll: the next poll is a short one, so that this is soon known."""
        self.has_polled = False
        self.trouble = ""
        """Why it waits; empty while all is well."""

    def silence(self) -> float:
        """Seconds since the last good poll, or since the start."""
        return _time() - self._good_at

    async def guard(self) -> None:
        """Raises SilenceError after too long a silence, whatever it is that holds up the poller."""
        while (left := self._silence_seconds - self.silence()) > 0:  # noqa: ASYNC110 - a good poll moves the end
            await asyncio.sleep(left)
        reason = self.trouble or NOTHING
        raise SilenceError(
            f"no good poll for {self._silence_seconds:.0f} s: {reason}; this process ends, to be"
            " started anew"
        )

    async def run(self) -> None:
        """Until cancelled or TokenError; a batch under way is finished first."""
        while await self._ask("deleteWebhook", {"drop_pending_updates": False}, bool) is None:
            pass
        self._recovered()
        log.info("polling for bot %s at %s", self._bot.id, self._bot.address)
        offset, moved_at = await self._resume()
        while True:
            question, asked_at = self._question(offset, moved_at), _time()
            updates = await self._ask("getUpdates", question, list)
            if updates is None:
                continue
            self._good_at, self.has_polled, self._in_doubt = _time(), True, False
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
            if await finish(self._handle(updates, moved)):
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

    async def _ask(self, method: str, params: dict[str, Any], kind: type[T]) -> T | None:
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
            self._in_doubt = True
            await self._pause("Telegram asks to wait", retry_after(error).total_seconds())
        except TelegramError as error:
            self._in_doubt = True
            await self._pause(f"Telegram cannot be reached ({error.message})")
        else:
            if isinstance(answer, kind):
                return answer
            self._in_doubt = True
            await self._pause("Telegram's answer makes no sense")
        return None

    async def _handle(self, updates: list[Any], offset: Offset) -> bool:
        ordered = in_order(updates)
        numbers = [following - 1 for one in ordered if (following := next_update([one]))]
        with request(of_batch([f"u{number}" for number in numbers])):
            return await self._take(ordered, offset)

    async def _take(self, updates: list[Any], offset: Offset) -> bool:
        at = self._clock.now()
        read = self._intake.sift(decode(update, self._bot.id, at) for update in updates)
        incoming = [one for one in read if isinstance(one, Incoming)]
        try:
            await self._intake.take(incoming, offset)
        except StoreError as error:
            self._apologize({one.chat: one.language for one in incoming})
            await self._stall(error)
            return False
        self._outage.passed("intake")
        self._told.clear()
        for one in read:
            if isinstance(one, Aside | Answered):
                self._intake.aside(one)
        return True

    def _apologize(self, chats: Mapping[ChatId, str]) -> None:
        """Each writing chat is told once in an outage; nothing can be stored about that."""
        for chat in sorted(chats.keys() - self._told):
            self._intake.aside(Aside(chat, TROUBLE_LINE, chats[chat]))
        self._told |= chats.keys()

    async def _stall(self, error: StoreError) -> None:
        self._outage.met("intake", error)
        await self._wait(str(error))

    async def _pause(self, reason: str, seconds: float | None = None) -> None:
        if self._failures == 0:
            log.warning("polling waits: %s", reason)
        await self._wait(reason, seconds)

    async def _wait(self, reason: str, seconds: float | None = None) -> None:
        self.trouble = reason
        jitter = random.uniform(1.0, 1.2)  # noqa: S311 - spreads retries, guards nothing
        await asyncio.sleep(jitter * (seconds or pause_seconds(self._failures)))
        self._failures += 1

    def _recovered(self) -> None:
        if self._failures:
            log.info("polling goes on")
        self._failures, self.trouble = 0, ""


def _time() -> float:
    return asyncio.get_running_loop().time()
