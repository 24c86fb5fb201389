"""Whether Telegram is heard: pauses after failures, and the end after too long a silence.

Rule: asks and waits; what is asked and what is done with it is the matter of `polling` and
`webhook`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.model import Api
from bot.outage import Outage
from bot.store import StoreError
from bot.telegram.verdicts import pause_seconds, retry_after

log = logging.getLogger(__name__)
T = TypeVar("T")

SILENCE_SECONDS = 600.0
"""Without one good answer, the process ends, so that its supervisor starts it anew (R19)."""
NOTHING = "nothing came back"
UNKNOWN_BOT = (
    "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
    " (or check TELEGRAM_API_URL)"
)


class TokenError(Exception):
    """The token does not work; the sentence is for the operator."""


class SilenceError(Exception):
    """Telegram did not answer for too long; the sentence is for the operator."""


class Hearing:
    """What polling and the webhook have in common; `bot.vitals.Ear` is how others see it."""

    work: ClassVar[str] = "polling"
    """As lines for the operator call it."""
    good: ClassVar[str] = "good poll"
    """What there was none of, in a silence."""

    def __init__(self, api: Api, outage: Outage | None, silence_seconds: float) -> None:
        self._api = api
        self._outage = outage or Outage()
        self._silence_seconds = silence_seconds
        self._failures = 0
        self._good_at = _time()
        self._waits_for = ""
        self._in_doubt = True
        """Whether Telegram can be reached."""
        self.has_polled = False
        self.resting = True
        """It does not run; on several machines another worker does this."""

    async def run(self) -> None:
        """Until cancelled; raises TokenError when Telegram does not know the token."""
        raise NotImplementedError

    @property
    def trouble(self) -> str:
        """Why it waits; empty while all is well."""
        return self._waits_for

    def silence(self) -> float:
        """Seconds since Telegram's last good answer, or since the start; 0 while it rests."""
        return 0.0 if self.resting else _time() - self._good_at

    async def guard(self) -> None:
        """Raises SilenceError after too long a silence, whatever it is that holds up the work."""
        while (left := self._silence_seconds - self.silence()) > 0:  # noqa: ASYNC110 - a good answer moves the end
            await asyncio.sleep(left)
        reason = self.trouble or NOTHING
        raise SilenceError(
            f"no {self.good} for {self._silence_seconds:.0f} s: {reason}; this process ends, to be"
            " started anew"
        )

    @contextlib.contextmanager
    def _awake(self) -> Iterator[None]:
        """While it runs; it may rest and run again, and a silence counts from then."""
        self._good_at, self._in_doubt, self.resting = _time(), True, False
        self._failures, self._waits_for = 0, ""
        try:
            yield
        finally:
            self.resting, self._waits_for = True, ""

    def _heard(self) -> None:
        self._good_at, self.has_polled, self._in_doubt = _time(), True, False

    async def _ask(self, method: str, params: dict[str, Any], kind: type[T]) -> T | None:
        """None when it failed; the pause is over then."""
        try:
            answer = await self._api.call(method, params)
        except InvalidToken as error:
            raise TokenError(UNKNOWN_BOT) from error
        except RetryAfter as error:
            await self._doubt("Telegram asks to wait", retry_after(error).total_seconds())
        except Conflict as error:
            await self._contend(error)
        except BadRequest as error:
            await self._doubt(f"Telegram refuses {method} ({error.message})")
        except TelegramError as error:
            await self._doubt(f"Telegram cannot be reached ({error.message})")
        else:
            if isinstance(answer, kind):
                return answer
            await self._doubt("Telegram's answer makes no sense")
        return None

    async def _contend(self, error: Conflict) -> None:
        """Another program is in the way."""
        await self._doubt(f"Telegram cannot be reached ({error.message})")

    async def _doubt(self, reason: str, seconds: float | None = None) -> None:
        self._in_doubt = True
        await self._pause(reason, seconds)

    async def _stall(self, error: StoreError) -> None:
        self._outage.met("intake", error)
        await self._wait(str(error))

    async def _pause(self, reason: str, seconds: float | None = None) -> None:
        if self._failures == 0:
            log.warning("%s waits: %s", self.work, reason)
        await self._wait(reason, seconds)

    async def _wait(self, reason: str, seconds: float | None = None) -> None:
        self._waits_for = reason
        jitter = random.uniform(1.0, 1.2)  # noqa: S311 - spreads retries, guards nothing
        await asyncio.sleep(jitter * (seconds or pause_seconds(self._failures)))
        self._failures += 1

    def _recovered(self) -> None:
        if self._failures:
            log.info("%s goes on", self.work)
        self._failures, self._waits_for = 0, ""


def _time() -> float:
    return asyncio.get_running_loop().time()
