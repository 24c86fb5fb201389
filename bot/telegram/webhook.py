"""Updates that Telegram brings: each is answered when it is stored, and not before.

Rule: as many at once as have come, in the order of their numbers; what cannot be stored is refused,
so that Telegram brings it again, to this worker or another.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.metrics import SILENT, Metrics
from bot.model import Answered, Api, Handled
from bot.outage import Outage
from bot.store import StoreError
from bot.store.unit import finish
from bot.telegram.door import Door, open_door, served
from bot.telegram.hearing import SILENCE_SECONDS, Hearing
from bot.telegram.hook import Hook, trouble_in, waiting_in
from bot.telegram.intake import Intake
from bot.telegram.letters import Call
from bot.telegram.verdicts import pause_seconds
from bot.telegram.waiting import ELSEWHERE, TAKEN, Answer, Queue, Waiting

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Between two looks whether Telegram still brings updates here."""
END_SECONDS = 2.0
"""For answers to be written, when the process ends."""
TROUBLE_SECONDS = 60.0
"""So long after the last update that could not be stored, this worker counts as not ready: nothing
may come any more that could tell otherwise."""


class Webhook(Hearing):
    """`answer_call`: what stops the spinner of a tap, as a call that may ride in an answer."""

    work = "webhook"
    good = "good answer of Telegram"

    def __init__(  # noqa: PLR0913 - the parts of a whole
        self,
        api: Api,
        clock: Clock,
        intake: Intake,
        hook: Hook,
        answer_call: Callable[[Answered], Call],
        *,
        outage: Outage | None = None,
        silence_seconds: float = SILENCE_SECONDS,
        look_seconds: float = LOOK_SECONDS,
        metrics: Metrics = SILENT,
    ) -> None:
        super().__init__(api, outage, silence_seconds)
        self._intake = intake
        self._hook = hook
        self._answer_call = answer_call
        self._metrics = metrics
        self._look_seconds = min(look_seconds, silence_seconds / 4)
        self._queue = Queue()
        self._refusals = 0
        """Batches in a row that could not be stored."""
        self._refused_at = -TROUBLE_SECONDS
        self._why_refused = ""
        self._errors_from = clock.now().timestamp()
        """Of deliveries; what was before is old."""
        self._error = ""

    @property
    def trouble(self) -> str:
        is_fresh = _time() - self._refused_at < TROUBLE_SECONDS
        return self._waits_for or (self._why_refused if is_fresh else "")

    async def run(self) -> None:
        """Until cancelled, or TokenError or SettingsError; a batch under way is still answered."""
        self._queue = Queue()
        door = self._metrics.guarded(Door(self._hook.secret, self._queue))
        runner = web.ServerRunner(served(door), shutdown_timeout=END_SECONDS)
        with self._awake():
            await runner.setup()
            try:
                log.info("listening for updates at %s", await open_door(runner, self._hook.listen))
                await self._work()
            finally:
                await runner.cleanup()

    async def _work(self) -> None:
        tasks = [asyncio.create_task(work) for work in (self._announce(), self._take_in())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self._queue.close()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    # What Telegram is told

    async def _announce(self) -> None:
        """Told at each start, as the secret may be another one; then looked at."""
        while not await self._set():
            pass
        log.info("Telegram brings updates to %s", self._hook.host)
        while True:
            info = await self._ask("getWebhookInfo", {}, dict)
            if info is None:
                continue
            if not self._hook.is_known(info):
                log.warning("somebody has changed or deleted the webhook; it is set again")
                if not await self._set():
                    continue
            self._heard()
            self._recovered()
            self._look_at(info)
            await asyncio.sleep(self._look_seconds)

    async def _set(self) -> bool:
        if await self._ask("setWebhook", self._hook.wanted(), bool) is None:
            return False
        self._heard()
        self._recovered()
        return True

    def _look_at(self, info: Mapping[str, Any]) -> None:
        """One line for each kind of trouble that Telegram has with us."""
        trouble, waits = trouble_in(info), waiting_in(info)
        if trouble and trouble.at > self._errors_from:
            if trouble.words != self._error:
                log.warning("Telegram could not bring updates: %s; %s wait", trouble.words, waits)
            self._errors_from, self._error = trouble.at, trouble.words
        elif not waits:
            self._error = ""

    # What Telegram brings

    async def _take_in(self) -> None:
        while True:
            await finish(self._bring(await self._queue.batch()))

    async def _bring(self, batch: Collection[Waiting]) -> None:
        updates = [waiting.update for waiting in batch]
        try:
            await self._intake.handle(updates, None, ride=partial(self._ride, batch))
        except StoreError as error:
            self._refuse(batch, error)
            return
        except BaseException:
            _tell(batch, ELSEWHERE)
            raise
        self._outage.passed("intake")
        self._heard()
        self._refusals, self._why_refused = 0, ""
        for waiting in batch:
            waiting.tell(TAKEN._replace(body=waiting.body))

    def _refuse(self, batch: Collection[Waiting], error: StoreError) -> None:
        """Also those behind it, which must not get before it."""
        self._outage.met("intake", error)
        self._refused_at, self._why_refused = _time(), str(error)
        answer = Answer(503, retry_seconds=math.ceil(pause_seconds(self._refusals)))
        self._refusals += 1
        _tell(batch, answer)
        self._queue.refuse(answer)

    def _ride(self, batch: Collection[Waiting], handled: Handled) -> Handled:
        """A tap's spinner is stopped by the answer that its update gets.

        Telegram does not tell how that went, and nothing depends on it. Who hung up reads none.
        """
        taps = {_tap(waiting): waiting for waiting in batch if waiting.is_heard()}
        left = [one for one in handled.callbacks if not self._rides(taps, one)]
        return replace(handled, callbacks=tuple(left))

    def _rides(self, taps: dict[str | None, Waiting], answered: Answered) -> bool:
        waiting = taps.pop(answered.callback_id, None)
        if waiting is None:
            return False
        call = self._answer_call(answered)
        waiting.body = json.dumps({"method": call.method, **call.params}).encode()
        return True


def _tell(batch: Collection[Waiting], answer: Answer) -> None:
    for waiting in batch:
        waiting.tell(answer)


def _tap(waiting: Waiting) -> str | None:
    query = waiting.update.get("callback_query")
    number = query.get("id") if isinstance(query, Mapping) else None
    return number if isinstance(number, str) else None


def _time() -> float:
    return asyncio.get_running_loop().time()
