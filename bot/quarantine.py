"""What an operator sees of events that were set aside, and what is done with them.

Rule: shows ids, times, pseudonyms as in the log, and places of the program; never what a person
said, and not in which chat.
"""

# ruff: noqa: T201 - a command line prints

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Sequence
from typing import Literal

from bot.discretion import Alias
from bot.keys import ring_of
from bot.settings import Settings
from bot.store import SetAside
from bot.store.sql import SqlStore

Action = Literal["list", "retry", "drop"]
Ids = Sequence[int] | None
"""None: all of them."""

EMPTY = "Nothing is set aside."
OURS = ("bot.", "flows.", "content.")
HEAD = ("id", "when (UTC)", "person", "event", "error", "where", "")
HOW = (
    "Once the program is mended: `python -m bot quarantine retry ID...` tries them again, `drop"
    " ID...` gives them up."
)


def quarantine(settings: Settings, action: Action, ids: Ids) -> int:
    """The exit code. Raises StoreError with a sentence for the operator."""
    return asyncio.run(_act(settings, action, ids))


async def _act(settings: Settings, action: Action, ids: Ids) -> int:
    ring = ring_of(settings)
    store = await SqlStore.beside(settings.database_url, ring)
    try:
        found = await store.set_aside()
        if action == "list":
            print(*(table(found, ring.alias) if found else [EMPTY]), sep="\n")
            return 0
        chosen = [one for one in found if ids is None or one.id in ids]
        if action == "retry":
            await store.wish([one.id for one in chosen if one.whole])
        else:
            await store.drop([one.id for one in chosen])
    finally:
        await store.close()
    said = _retried(chosen) if action == "retry" else _dropped(chosen)
    return _tell(said, set(ids or ()) - {one.id for one in found})


def _retried(chosen: Sequence[SetAside]) -> list[str]:
    whole = [one.id for one in chosen if one.whole]
    bare = [one.id for one in chosen if not one.whole]
    said = []
    if whole:
        said.append(
            f"To be tried again: {_named(whole)}. A bot that runs does so within half a minute,"
            " or in the morning where it is night; else the next start does."
        )
    if bare:
        said.append(
            f"Cannot be tried again: {_named(bare)}. Only kind and time were kept, as it was before"
            " consent or could not be stored."
        )
    return said or [EMPTY]


def _dropped(chosen: Sequence[SetAside]) -> list[str]:
    return [f"Dropped: {_named([one.id for one in chosen])}."] if chosen else [EMPTY]


def _tell(said: Sequence[str], unknown: Collection[int]) -> int:
    if unknown:
        named = _named(sorted(unknown))
        print(f"There is no {named}; `list` shows what there is.", file=sys.stderr)
        said = [line for line in said if line != EMPTY]
    for line in said:
        print(line)
    return 1 if unknown else 0


def _named(ids: Sequence[int]) -> str:
    return ", ".join(str(id_) for id_ in ids)


def table(found: Sequence[SetAside], alias: Alias) -> list[str]:
    rows = [HEAD, *(_cells(one, alias(one.chat)) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(n) for cell, n in zip(row, widths, strict=True)) for row in rows]
    return [*(line.rstrip() for line in lines), "", HOW]


def _cells(one: SetAside, person: str) -> tuple[str, ...]:
    *places, error = one.traceback.splitlines() or ["unknown"]
    own = (place for place in reversed(places) if place.startswith(OURS))
    if one.wished:
        note = "to be tried again"
    elif one.kind == "moment_due":
        note = "comes again by itself within the hour"
    else:
        note = "" if one.whole else "only kind and time kept"
    when = f"{one.at:%Y-%m-%d %H:%M}"
    return str(one.id), when, person, one.kind, error, next(own, ""), note
