"""/healthz, /readyz and /metrics for whoever watches the process: a supervisor, a monitor.

Rule: counts and ages only, never a chat; it answers while the store is opened, and when the store
does not answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.metrics import SILENT, Metrics, Now
from bot.settings import SettingsError
from bot.store import Backlog, StoreError
from bot.vitals import Vitals
from flows.agenda import LATE

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
KEPT_SECONDS = 1.0
"""However often it is asked, the store is asked once in so long."""
STORE_SECONDS = 2.0
"""An answer without the store's numbers is better than none."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Look:
    """What the store said, and when, on the event loop's clock."""

    at: float
    backlog: Backlog | None
    trouble: str = ""


class Health:
    def __init__(self, vitals: Vitals, clock: Clock, metrics: Metrics = SILENT) -> None:
        self.vitals = vitals
        self.metrics = metrics
        self._clock = clock
        self._last = Look(at=-KEPT_SECONDS, backlog=None)
        self._looking: asyncio.Task[Look] | None = None

    async def alive(self) -> dict[str, Any]:
        """Not ok: only a new start can help."""
        reasons = self.vitals.faults()
        return self._body(reasons, await self._look())

    async def ready(self) -> dict[str, Any]:
        """Not ok: people wait, or would wait if they wrote now."""
        look = await self._look()
        return self._body(self._reasons(look), look)

    async def page(self) -> bytes:
        """For Prometheus; without what the store does not tell."""
        look, parts = await self._look(), self.vitals.parts
        now = Now(
            self._clock.now(),
            alive=not self.vitals.faults(),
            ready=not self._reasons(look),
            silence_seconds=parts.ear.silence() if parts else None,
            is_database_up=look.backlog is not None if look.backlog or look.trouble else None,
            backlog=look.backlog,
        )
        return self.metrics.page(now)

    def _reasons(self, look: Look) -> list[str]:
        reasons = [*self.vitals.faults(), *self._unready(), *self._late(look)]
        return list(dict.fromkeys(reasons))

    def _unready(self) -> list[str]:
        parts = self.vitals.parts
        if parts is None or self.vitals.stage != "running":
            return [self.vitals.stage]
        if parts.ear.resting:
            return ["standing by"]
        first = [] if parts.ear.has_polled else [f"no {parts.ear.good} yet"]
        return [*first, *([parts.ear.trouble] if parts.ear.trouble else [])]

    def _late(self, look: Look) -> list[str]:
        """Later than this, a prompt counts as missed and caught up with (clinical spec 6)."""
        found = look.backlog
        if found is None:
            return [look.trouble] if look.trouble else []
        ages = {"a due moment": self._age(found.due_at), "a letter": self._age(found.waiting_since)}
        limit = LATE.total_seconds()
        return [f"{what} waits for {age:.0f} s" for what, age in ages.items() if age > limit]

    def _body(self, reasons: list[str], look: Look) -> dict[str, Any]:
        parts, found = self.vitals.parts, look.backlog
        return {
            "ok": not reasons,
            "reasons": reasons,
            "stage": self.vitals.stage,
            "seconds_since_good_poll": round(parts.ear.silence(), 1) if parts else None,
            "outbox": dict(found.letters) if found else None,
            "oldest_letter_seconds": round(self._age(found.unsettled_since), 1) if found else None,
            "oldest_due_seconds": round(self._age(found.due_at), 1) if found else None,
        }

    def _age(self, since: dt.datetime | None) -> float:
        return max(0.0, (self._clock.now() - since).total_seconds()) if since else 0.0

    async def _look(self) -> Look:
        """Never broken off, as a query that is cancelled is waited for all the same."""
        if self.vitals.parts is None or self.vitals.stage != "running":
            return self._last
        if self._looking is None and _time() - self._last.at >= KEPT_SECONDS:
            self._looking = asyncio.create_task(self._ask())
        if self._looking is None:
            return self._last
        done, _ = await asyncio.wait({self._looking}, timeout=STORE_SECONDS)
        return self._last if done else Look(_time(), None, "the database does not answer")

    async def _ask(self) -> Look:
        assert self.vitals.parts
        try:
            self._last = Look(_time(), await self.vitals.parts.store.backlog())
        except StoreError as error:
            self._last = Look(_time(), None, str(error))
        finally:
            self._looking = None
        return self._last

    async def end(self) -> None:
        """Nothing of this touches the store after it."""
        await self.vitals.end()
        if self._looking is not None:
            await asyncio.wait({self._looking})


@contextlib.asynccontextmanager
async def served(health: Health, port: int | None) -> AsyncIterator[None]:
    """Nowhere when there is no port; on this machine only, as nobody else has to know."""
    if port is None:
        yield
        return
    runner = web.AppRunner(application(health), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


def application(health: Health) -> web.Application:
    app = web.Application()
    app.router.add_get("/healthz", _answer(health.alive))
    app.router.add_get("/readyz", _answer(health.ready))
    app.router.add_get("/metrics", _pages(health))
    return app


def _answer(ask: Callable[[], Awaitable[dict[str, Any]]]) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        del request
        body = await ask()
        headers = {"Cache-Control": "no-store"}
        return web.json_response(body, status=200 if body["ok"] else 503, headers=headers)

    return answer


def _pages(health: Health) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        del request
        headers = {"Cache-Control": "no-store", "Content-Type": health.metrics.content_type}
        return web.Response(body=await health.page(), headers=headers)

    return answer


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        raise SettingsError(
            f"HEALTH_PORT: {port} cannot be used ({why}); does the bot run already? Else set"
            " another number, or 0 for any"
        ) from None
    where = runner.addresses[0][:2]
    log.info("health at http://%s:%s/healthz and /readyz, metrics at /metrics", *where)


def _time() -> float:
    return asyncio.get_running_loop().time()
