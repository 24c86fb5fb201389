"""Updates brought to a webhook as Telegram does it: in queues, again and again until it is taken.

Rule: a chat's messages go one after another, its taps apart from them, and no more at once than
were asked for. What is answered by anything but 2xx comes again after a pause that grows.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

import aiohttp

from bot.telegram.door import SECRET_HEADER

FIRST_PAUSE, LONGEST_PAUSE = 0.02, 1.0
"""Seconds; Telegram's own are longer."""
PATIENCE = 10.0
TAKEN = 2
"""Hundred."""


class Bringing:
    """`pending`: what waits, in order. `brought` is told of each try, and a call in the answer."""

    def __init__(
        self,
        pending: deque[dict[str, Any]],
        brought: Callable[[dict[str, Any] | None], None],
    ) -> None:
        self.hook: dict[str, Any] | None = None
        self.statuses: list[int] = []
        """Of all answers; 0 when none came."""
        self.patience = PATIENCE
        """So long it waits for an answer; then it hangs up."""
        self.deaf = False
        """It reads no answer: each update comes again, as if the answer had been lost."""
        self.queue_of: Callable[[dict[str, Any]], str] = _queue
        """In which one an update waits."""
        self._pending = pending
        self._brought = brought
        self._under_way: dict[str, asyncio.Task[None]] = {}
        """By queue."""
        self._tries: dict[int, int] = defaultdict(int)
        self._error: tuple[int, str] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def look(self) -> None:
        """There is something new."""
        self._something.set()

    async def start(self, hook: dict[str, Any]) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        if self._task is not None:
            self._task.cancel()
        self.hook, self._error = hook, None
        self._task = asyncio.create_task(self._bring_on(hook))

    async def stop(self) -> None:
        """What is under way is broken off, and nobody knows whether it was taken."""
        self.hook = None
        tasks = [*self._under_way.values(), *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._task = None
        if self._session is not None:
            await self._session.close()
            self._session = None

    def told(self) -> dict[str, Any]:
        """As getWebhookInfo tells it."""
        hook = self.hook or {"url": ""}
        info = {
            "url": hook["url"],
            "has_custom_certificate": False,
            "pending_update_count": len(self._pending),
            **{n: hook[n] for n in ("max_connections", "allowed_updates") if n in hook},
        }
        if self._error:
            info |= dict(zip(("last_error_date", "last_error_message"), self._error, strict=True))
        return info

    async def _bring_on(self, hook: dict[str, Any]) -> None:
        limit = hook.get("max_connections", 40)
        while True:
            self._something.clear()
            for update in list(self._pending):
                queue = self.queue_of(update)
                if len(self._under_way) < limit and queue not in self._under_way:
                    task = asyncio.create_task(self._bring(queue, update))
                    self._under_way[queue] = task
            await self._something.wait()

    async def _bring(self, queue: str, update: dict[str, Any]) -> None:
        try:
            status, body, retry = await self._post(update)
            self.statuses.append(status)
            if status // 100 == TAKEN and not self.deaf:
                with contextlib.suppress(ValueError):
                    self._pending.remove(update)
                self._brought(_call(body))
                return
            self._note(status)
            self._brought(None)
            await asyncio.sleep(self._pause(update["update_id"], retry))
        finally:
            if self._under_way.get(queue) is asyncio.current_task():
                del self._under_way[queue]
            self.look()

    async def _post(self, update: dict[str, Any]) -> tuple[int, bytes, float]:
        assert self._session
        hook = self.hook
        if hook is None:
            return 0, b"", 0.0
        headers = {SECRET_HEADER: hook["secret_token"]} if "secret_token" in hook else {}
        timeout = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._session.post(
                hook["url"], json=update, headers=headers, timeout=timeout
            ) as answer:
                body = await answer.read()
                return answer.status, body, float(answer.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, b"", 0.0

    def _pause(self, number: int, retry: float) -> float:
        self._tries[number] += 1
        return min(LONGEST_PAUSE, retry or FIRST_PAUSE * 2 ** self._tries[number])

    def _note(self, status: int) -> None:
        words = f"Wrong response from the webhook: {status}" if status else "Connection refused"
        self._error = int(time.time()) + 1, words  # noqa: TID251 - Telegram has a clock of its own


def _queue(update: dict[str, Any]) -> str:
    """Telegram keeps the order within a queue, and only there."""
    kind, body = next((kind, body) for kind, body in update.items() if kind != "update_id")
    person = body.get("from", {}).get("id") if kind == "callback_query" else None
    return f"{kind} {person or body.get('chat', {}).get('id')}"


def _call(body: bytes) -> dict[str, Any] | None:
    try:
        call = json.loads(body)
    except ValueError:
        return None
    return call if isinstance(call, dict) else None
