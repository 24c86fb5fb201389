"""How the process fares: its stage, its pulse, and whether each part of it still works.

Rule: known without asking anybody; what it costs a query to know is `health`'s matter.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot import systemd
from bot.store import Store, StoreError
from bot.watchdog import Watchdog

Stage = Literal["starting", "standing by", "running", "ending"]
PULSE_SECONDS = 5.0
PULSES = 10
"""At least so many within the watchdog's limit."""


class Ear(Protocol):
    """How updates come in: by polling, or by a webhook."""

    @property
    def good(self) -> str:
        """What it hears by, as an operator reads it: a good poll, say."""

    @property
    def has_polled(self) -> bool:
        """Telegram has answered once, at least."""

    @property
    def resting(self) -> bool:
        """Another worker listens in its place."""

    @property
    def trouble(self) -> str:
        """Why it waits; empty while all is well."""

    def silence(self) -> float:
        """Seconds since Telegram's last good answer, or since the start; 0 while it rests."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a running bot is made of."""

    store: Store
    ear: Ear
    tasks: Mapping[str, asyncio.Task[None]]
    """By the name that an operator reads."""


class Vitals:
    """`limit`: seconds without a good poll, or a pulse, after which the process is no use."""

    def __init__(self, limit: float, watchdog: Watchdog | None = None) -> None:
        self.limit = limit
        self.stage: Stage = "starting"
        self.parts: Parts | None = None
        self._watchdog = watchdog
        self._status = ""
        self.heart: asyncio.Task[None] | None = None
        """Ends by an exception only: when the database is lost to another instance."""

    def start(self) -> None:
        self.heart = asyncio.create_task(self._beat_on())

    def stand_by(self) -> None:
        """Another instance has the database; to a supervisor that is as good as started."""
        self.stage = "standing by"
        systemd.tell(READY="1", STATUS="standing by: another instance works")

    def run(self, parts: Parts) -> None:
        self.parts, self.stage = parts, "running"
        systemd.tell(READY="1")

    def ending(self) -> None:
        """Beats count no more: the end has a time limit of its own."""
        self.stage = "ending"
        if self._watchdog:
            self._watchdog.end_soon()
        systemd.tell(STOPPING="1", STATUS="ending")

    async def end(self) -> None:
        """Nothing of this touches the store after it."""
        self.ending()
        if self.heart:
            self.heart.cancel()
            await asyncio.wait({self.heart})

    async def _beat_on(self) -> None:
        """While the event loop turns and the store comes back."""
        while True:
            if self.parts:
                with contextlib.suppress(StoreError):  # it has come back, if only to complain
                    await _reach(self.parts.store)
            if self._watchdog:
                self._watchdog.beat()
            systemd.tell(WATCHDOG="1")
            self._tell_status()
            await asyncio.sleep(min(PULSE_SECONDS, self.limit / PULSES, _supervisors_patience()))

    def _tell_status(self) -> None:
        """Only a new one."""
        if self.parts is None or self.stage != "running":
            return
        ear = self.parts.ear
        well = "standing by: another worker leads" if ear.resting else "at work"
        status = "; ".join(self.faults()) or ear.trouble or well
        if status != self._status:
            systemd.tell(STATUS=status)
            self._status = status

    def faults(self) -> list[str]:
        """Why a supervisor should start it anew; its end, which is watched, is no reason to."""
        if self.parts is None or self.stage == "ending":
            return []
        ended = [f"the {name} has ended" for name, task in self.parts.tasks.items() if task.done()]
        silence = self.parts.ear.silence()
        silent = [f"no {self.parts.ear.good} for {silence:.0f} s"] if silence > self.limit else []
        return [*ended, *silent]


async def _reach(store: Store) -> None:
    """Both its connections: the turn to write comes, though nothing is written; reads end."""
    async with store.batch():
        pass
    await store.next_due()


def _supervisors_patience() -> float:
    """A third of what it allows between two signs of life; see sd_watchdog_enabled(3)."""
    allowed = os.environ.get("WATCHDOG_USEC", "")
    return int(allowed) / 3e6 if allowed.isdecimal() and int(allowed) else PULSE_SECONDS
