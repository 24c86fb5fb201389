"""Work that another worker was in the way of is done again, at once.

Rule: only for what is one transaction, or may be repeated whole; a batch is asked for again by the
desk, which has to think anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import random
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from bot.store import BusyError

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 5
LONGEST_PAUSE_SECONDS = 0.05


def again(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A few times; then BusyError goes on, as any StoreError does."""

    @functools.wraps(work)
    async def insist(*args: P.args, **named: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            with contextlib.suppress(BusyError):
                return await work(*args, **named)
            await asyncio.sleep(LONGEST_PAUSE_SECONDS * random.random())  # noqa: S311 - guards nothing
        return await work(*args, **named)

    return insist
