"""What the database says: whether it can be reached, who works with it, its schema and its key.

Rule: reads only, and makes no file; also beside a bot that runs.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from bot.doctor.lines import Line, mend, note, of_bytes, ok
from bot.doctor.postgres import postgres
from bot.doctor.seen import Found, Seen, see
from bot.store.engines import Engine, engine_for
from bot.store.migrations import HEAD
from bot.store.noted import unfinished
from bot.store.sqlite import SqliteEngine, holder_of


async def database(url: str, found: Found) -> AsyncIterator[Line]:
    """Fills in `found` on the way. Raises StoreError."""
    engine = engine_for(url)
    with engine.readable_errors():
        if isinstance(engine, SqliteEngine):
            async for line in _sqlite(engine, found):
                yield line
        else:
            async for line in postgres(engine, found):
                yield line
    if found.seen is not None:
        for line in schema_lines(engine, found.seen):
            yield line


async def _sqlite(engine: SqliteEngine, found: Found) -> AsyncIterator[Line]:
    path = engine.path
    if not path.exists():
        found.seen = Seen()
        yield _none_yet(path)
        return
    begun = time.perf_counter()
    found.seen = await asyncio.to_thread(_see_file, path)
    seconds = time.perf_counter() - begun
    size = of_bytes(path.stat().st_size)
    yield ok("database", f"SQLite, {engine.name}, {size}, read in {seconds * 1000:.0f} ms")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        yield mend(
            "database",
            f"{path} or its folder is not writable by this user; call this as the bot's user, or"
            " give it the right",
        )
    holder = holder_of(path)
    works = f"process {holder} works with it" if holder else "no bot works with it now"
    yield ok("workers", works)


def _none_yet(path: Path) -> Line:
    folder = next(each for each in path.absolute().parents if each.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return mend("database", f"{path} cannot be made, as {folder} is not writable by this user")
    return note("database", f"there is no {path} yet; the first start makes it")


def _see_file(path: Path) -> Seen:
    """Of a file that nobody has open, nothing but itself is touched: no log, no index of one."""
    query = {"mode": "ro", "uri": "true"}
    if not path.with_name(f"{path.name}-wal").exists():
        query["immutable"] = "1"
    file = f"file:{quote(str(path.absolute()))}"
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=file, query=query),
        poolclass=sa.NullPool,
        hide_parameters=True,
    )
    with engine.connect() as connection:
        return see(connection)


def schema_lines(engine: Engine, seen: Seen) -> Iterator[Line]:
    if seen.is_unfinished:
        yield mend("schema", unfinished(engine.name))
    elif seen.revision == HEAD:
        yield ok("schema", HEAD)
    elif seen.revision is None:
        yield note("schema", f"none yet; the first start brings it to {HEAD}")
    elif seen.revision < HEAD:
        said = f"{seen.revision}; the next start brings it to {HEAD}. Make a backup before"
        yield note("schema", said)
    elif seen.is_fit:
        said = f"{seen.revision}, of a newer program; this one ({HEAD}) may work with it meanwhile"
        yield ok("schema", said)
    else:
        yield mend(
            "schema",
            f"{seen.revision} is of a newer program than this one ({HEAD}); run the newer program",
        )
