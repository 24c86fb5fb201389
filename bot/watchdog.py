"""Ends a process that does not do its work any more, so that its supervisor starts it anew (R19).

Rule: a thread of its own that counts beats and touches nothing else, as all else may stand still.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

from bot.logs import last_words

LOOK_SECONDS = 1.0
LOOKS = 10
"""At least so many within the limit."""
END_SECONDS = 30.0
"""How long the last letters, the last commit and the end of all threads may take together."""
ASLEEP = "the program stands still"
UNENDING = "the program was to end and does not"


class Watchdog:
    """Looks are counted instead of seconds: a process that was suspended has missed none of them.

    A library that never lets go of the interpreter would stop this thread too; then Python's own
    faulthandler, which needs no interpreter, ends the process a little later.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._look = min(LOOK_SECONDS, seconds / LOOKS)
        self._beats = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ends = False

    def start(self) -> None:
        """Until the process is gone: its end is watched as well."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def beat(self) -> None:
        """The event loop turns, and whoever calls this has just seen the store answer."""
        self._loop = asyncio.get_running_loop()
        self._beats += 1

    def end_soon(self) -> None:
        """The process is about to end: beats count no more."""
        self._ends = True

    def _watch(self) -> None:
        seen, looks, ending = self._beats, 0, 0
        nap = threading.Event()
        while True:
            faulthandler.dump_traceback_later(self._seconds + END_SECONDS, exit=True)
            nap.wait(self._look)
            ending += self._ends
            looks = looks + 1 if self._beats == seen else 0
            seen = self._beats
            if ending * self._look > END_SECONDS:
                self._end(f"{UNENDING}, {END_SECONDS:.0f} s long")
            if not self._ends and looks * self._look > self._seconds:
                self._end(f"{ASLEEP}, {self._seconds:.0f} s long")

    def _end(self, why: str) -> None:
        """Past the log, whose lock may be held by what stands still."""
        sentence = f"{why}; this process ends, to be started anew. It stood at:"
        os.write(2, f"{last_words(sentence, sorted(_places(self._loop)))}\n".encode())
        os._exit(1)


def _places(loop: asyncio.AbstractEventLoop | None) -> Iterator[str]:
    """Where each thread and each task stands: files, lines and names, never a value."""
    me = threading.get_ident()
    for thread, frame in sys._current_frames().items():  # noqa: SLF001 - the only way to ask it
        if thread != me:
            yield f"thread {_path(_stack(frame))}"
    for task in asyncio.all_tasks(loop) if loop else ():
        yield f"task {_path(_waiting(task.get_coro()))}"


def _stack(frame: FrameType) -> Iterator[tuple[FrameType, int]]:
    return reversed(list(traceback.walk_stack(frame)))


def _waiting(work: Any) -> Iterator[tuple[FrameType, int]]:
    """From a coroutine down to what it waits for."""
    while work is not None:
        frame = getattr(work, "cr_frame", None) or getattr(work, "ag_frame", None)
        if frame is not None:
            yield frame, frame.f_lineno
        work = getattr(work, "cr_await", None) or getattr(work, "ag_await", None)


def _path(frames: Iterator[tuple[FrameType, int]]) -> str:
    """The innermost places, outermost first."""
    named = [f"{f.f_globals.get('__name__')}:{line} {f.f_code.co_name}" for f, line in frames]
    return " > ".join(named[-6:])
