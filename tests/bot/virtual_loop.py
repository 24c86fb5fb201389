"""An event loop whose time jumps to the next timer when nothing else is to do.

Rule: for work without sockets; an hour of pauses then costs a moment. Threads are waited for where
somebody says that they are at work.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import selectors
from asyncio import Future
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

T = TypeVar("T")
STEP_SECONDS = 1e-6
"""What each turn of the loop costs, so that nothing waits for ever for a moment all but come."""
THREAD_SECONDS = 60.0


class _NeverWaits(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.slept = 0.0
        self.in_threads = 0
        """Calls that a thread works on: time stands still until they are back."""

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout != 0 and self.in_threads:
            ready = super().select(THREAD_SECONDS)
            assert ready, "a thread was waited for in vain"
        assert ready or timeout is not None, "everybody waits for something that never comes"
        self.slept += STEP_SECONDS if ready else max(timeout or 0.0, STEP_SECONDS)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._naps = _NeverWaits()
        super().__init__(self._naps)

    def time(self) -> float:
        """Begins late enough for spans of time before it."""
        return 100_000.0 + self._naps.slept

    @contextlib.contextmanager
    def in_threads(self) -> Iterator[None]:
        """What is awaited in here takes no time of this loop."""
        self._naps.in_threads += 1
        try:
            yield
        finally:
            self._naps.in_threads -= 1

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> Future[T]:
        """A picture that is drawn takes no time of this loop either."""
        self._naps.in_threads += 1
        work = super().run_in_executor(executor, func, *args)
        work.add_done_callback(self._is_back)
        return work

    async def shutdown_default_executor(self) -> None:
        """A thread does that, too."""
        with self.in_threads():
            await super().shutdown_default_executor()

    def _is_back(self, _: Future[Any]) -> None:
        self._naps.in_threads -= 1


class LoopClock:
    """The bot's clock, in step with the loop."""

    def __init__(self, start: dt.datetime) -> None:
        self._start = start
        self._started_at = asyncio.get_running_loop().time()

    def now(self) -> dt.datetime:
        passed = asyncio.get_running_loop().time() - self._started_at
        return self._start + dt.timedelta(seconds=passed)


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
