"""Every row of one database into another, of either kind; it counts once both proved alike.

Rule: the source is only read, and sealed columns are copied as they are, so no key is needed. Each
transaction takes the next rows in the order of their keys: what is there says how far it has come.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import StoreError
from bot.store.alike import compare, compare_notes, differs
from bot.store.engines import Engine
from bot.store.migrations import HEAD, current, migrate
from bot.store.noted import KEY_RING, UNFINISHED_COPY
from bot.store.numbering import go_on_behind, last_ids
from bot.store.side import NOTES, TABLES, Rows, Side, count, key_of, pages
from bot.store.sqlite import SqliteEngine
from bot.store.tables import meta
from bot.store.unit import finish

ROWS_AT_ONCE = 2_000
_UNFINISHED = sa.select(meta.c.value).where(meta.c.name == UNFINISHED_COPY)


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is."""

    doing: Literal["copied", "compared"]
    rows: int
    of: int


Tell = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Copied:
    rows: Mapping[str, int]
    """Of each table."""
    ring: bytes | None
    """What a key ring has to fit."""
    went_on: bool
    """It was begun by an earlier call."""


async def copy(source: Engine, target: Engine, tell: Tell, at_once: int = ROWS_AT_ONCE) -> Copied:
    """Raises StoreError; called again, it goes on where it stopped.

    Until it has ended well no bot starts on the target, by a note that goes last.
    """
    source.find()
    if _file(source) is not None and _file(source) == _file(target):
        raise StoreError(f"Both addresses lead to the database {source.name}.")
    async with Side(source).held() as here, Side(target).held() as there:
        await _check_ready(here)
        went_on = await _begin(here, there)
        rows = {table.name: await count(here, table) for table in TABLES}
        await _copy_all(here, there, _Meter("copied", sum(rows.values()), tell), at_once)
        ids = await here.look(last_ids)
        await there.write(lambda connection: go_on_behind(connection, ids))
        await compare(here, there, _Meter("compared", sum(rows.values()), tell).add, at_once)
        await here.hold_again()
        notes = await _notes(here)
        if _sign(notes) != await there.look(_begun):
            raise StoreError(_other(here, there))
        await compare_notes(here, there)
        await there.write(_end)
    rings = [note["value"] for note in notes if note["name"] == KEY_RING]
    return Copied(rows, next(iter(rings), None), went_on)


def _file(engine: Engine) -> Path | None:
    return engine.path.resolve() if isinstance(engine, SqliteEngine) else None


async def _check_ready(here: Side) -> None:
    revision = await here.look(current)
    if revision != HEAD:
        newer = "call the newer program for it"
        older = "start the bot once, it brings the database up to date"
        raise StoreError(
            f"The database {here.engine.name} is at schema {revision or 'none'}, this program at"
            f" {HEAD}; {newer if revision and revision > HEAD else older}."
        )
    if await here.rows(_UNFINISHED):
        raise StoreError(f"{here.engine.name} is itself an unfinished copy; finish that one first.")


async def _begin(here: Side, there: Side) -> bool:
    """Whether it was begun before. A bot's start leaves a note of its own in the source."""
    notes = await _notes(here)
    sign, begun = _sign(notes), await there.look(_begun)
    if begun == sign:
        return True
    if begun is not None:
        raise StoreError(_other(here, there))
    if filled := await there.look(_filled):
        name = there.engine.name
        raise StoreError(f"The database {name} is not empty: there are rows in {filled}.")
    await _migrate(there.engine)
    unfinished = {"name": UNFINISHED_COPY, "value": sign}
    await there.write(lambda connection: _set_notes(connection, [*notes, unfinished]))
    return False


async def _notes(here: Side) -> list[dict[str, Any]]:
    rows = await here.rows(NOTES)
    return [{"name": row.name, "value": row.value} for row in rows]


def _other(here: Side, there: Side) -> str:
    name = there.engine.name
    return (
        f"The database {name} holds the unfinished copy of another database, or a bot has worked"
        f" with {here.engine.name} since; make {name} anew, and copy again."
    )


async def _migrate(engine: Engine) -> None:
    patient = engine.writer(patient=True)
    try:
        with engine.readable_errors():
            await finish(migrate(patient))
    finally:
        await patient.dispose()


def _sign(notes: Sequence[Mapping[str, Any]]) -> bytes:
    """It tells this source at this time from every other."""
    known = sorted((note["name"], bytes(note["value"])) for note in notes)
    return hashlib.sha256(repr(known).encode()).digest()


def _begun(connection: sa.Connection) -> bytes | None:
    if not sa.inspect(connection).has_table(meta.name):
        return None
    value: bytes | None = connection.scalar(_UNFINISHED)
    return value


def _filled(connection: sa.Connection) -> str | None:
    """The name of a table that has rows; notes alone are those of a first start."""
    there = set(sa.inspect(connection).get_table_names())
    for table in TABLES:
        one = sa.select(sa.literal(1)).select_from(table).limit(1)
        if table.name in there and connection.execute(one).first():
            return table.name
    return None


def _set_notes(connection: sa.Connection, notes: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(sa.delete(meta))
    connection.execute(sa.insert(meta), notes)


def _end(connection: sa.Connection) -> None:
    connection.execute(sa.delete(meta).where(meta.c.name == UNFINISHED_COPY))


class _Meter:
    """Counts rows of all tables together."""

    def __init__(self, doing: Literal["copied", "compared"], of: int, tell: Tell) -> None:
        self._doing, self._of, self._tell = doing, of, tell
        self._rows = 0

    def add(self, rows: int) -> None:
        self._rows += rows
        self._tell(Step(self._doing, self._rows, self._of))


async def _copy_all(here: Side, there: Side, meter: _Meter, at_once: int) -> None:
    for table in TABLES:
        done = await count(there, table)
        meter.add(done)
        after = await key_of(here, table, done) if done else None
        async for rows in pages(here, table, at_once, after):
            with _told_by_its_name(table, there):
                await there.write(_putting(table, rows))
            meter.add(len(rows))


def _putting(table: sa.Table, rows: Rows) -> Callable[[sa.Connection], object]:
    values = [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
    return lambda connection: connection.execute(sa.insert(table), values)


@contextlib.contextmanager
def _told_by_its_name(table: sa.Table, there: Side) -> Iterator[None]:
    """What a database does not take, as a text with a zero byte in PostgreSQL."""
    try:
        yield
    except sa.exc.IntegrityError as error:  # such as a row that is there already
        raise StoreError(differs(table, there)) from error
    except sa.exc.DBAPIError as error:
        raise StoreError(
            f"The target does not take a row of the table {table.name}; copy into one of the"
            " source's kind."
        ) from error
