"""`copy`: every row of one database in another, of either kind, proved alike."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import StoreError
from bot.store.alike import Sum
from bot.store.copying import Copied, Step, copy
from bot.store.crypto import KeyRing
from bot.store.engines import engine_for
from bot.store.noted import UNFINISHED_COPY
from bot.store.side import TABLES
from bot.store.sql import SqlStore
from bot.store.tables import metadata
from tests.bot.store import remember
from tests.bot.store.kit import ANNA, NOW, Place, PostgresPlace, SqlitePlace, hours, put, say, talk
from tests.postgres import Server

RING = KeyRing.parse(remember.RING)
FEW = 7
"""Rows at once, so that each table takes several turns."""
UNSEEN = 100
"""Letters, the newest ones, that were purged before the copy."""


class BrokenOffError(Exception):
    pass


def nothing(step: Step) -> None:
    del step


async def live(url: str) -> None:
    """Rows in every table, and numbers that were given to letters that are gone."""
    store = await SqlStore.open(url, RING)
    try:
        await remember.Town(store).live()
        await store.keep_files("1@there", {"bridge": "file-1", "fold": "file-2"}, NOW)
        await store.hold_all(NOW + hours(1), NOW)
        await put(store, talk(NOW), *[say()] * UNSEEN, chat=ANNA)
    finally:
        await store.close()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to be copied by each test that wants it."""
    folder = tmp_path_factory.mktemp("lived")
    place = SqlitePlace(folder)
    asyncio.run(live(place.url))
    with closing(sqlite3.connect(folder / "bot.db")) as connection, connection:
        connection.execute(
            f"DELETE FROM letters WHERE id > (SELECT max(id) FROM letters) - {UNSEEN}"
        )
        counts = {
            table.name: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in TABLES
        }
    assert all(counts.values()), counts
    return folder / "bot.db"


@pytest.fixture
def source(lived_in: Path, tmp_path: Path) -> SqlitePlace:
    folder = tmp_path / "source"
    folder.mkdir()
    shutil.copy(lived_in, folder / "bot.db")
    return SqlitePlace(folder)


@pytest.fixture
async def target(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Place]:
    """Without a table."""
    if engine_name == "sqlite":
        yield SqlitePlace(tmp_path / "target")
        return
    server: Server = request.getfixturevalue("server")
    async with server.database() as name:
        yield PostgresPlace(server, name)


async def copied(
    source: Place, target: Place, tell: Callable[[Step], None] = nothing, at_once: int = FEW
) -> Copied:
    return await copy(engine_for(source.url), engine_for(target.url), tell, at_once)


def dump(place: SqlitePlace) -> dict[str, list[tuple[Any, ...]]]:
    """The file's own rows, as the driver gives them."""
    with closing(sqlite3.connect(place.folder / "bot.db")) as connection:
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall())
            for name in [*metadata.tables, "sqlite_sequence", "alembic_version"]
        }


async def test_what_another_worker_had_in_hand_is_sent_from_a_file_too(source: SqlitePlace) -> None:
    """R1: it came from a database with several workers."""
    store = await SqlStore.open(source.url, RING)
    (letter,) = await put(store, talk(NOW), say(), chat=ANNA)
    await store.close()
    with closing(sqlite3.connect(source.folder / "bot.db")) as connection, connection:
        connection.execute("UPDATE letters SET worker = 2 WHERE id = ?", (letter.id,))
    store = await SqlStore.open(source.url, RING)
    try:
        assert letter.id in {one.id for one in await store.recover(NOW)}
    finally:
        await store.close()


async def test_there_and_back_every_byte_is_the_same(
    source: SqlitePlace, target: Place, tmp_path: Path
) -> None:
    """Also through PostgreSQL; the keys of people stay wrapped, and what they said sealed."""
    before = dump(source)
    there = await copied(source, target)
    back = SqlitePlace(tmp_path / "back")
    again = await copied(target, back)
    assert dump(back) == dump(source) == before
    assert there.rows == again.rows == {table.name: len(before[table.name]) for table in TABLES}
    assert (there.went_on, again.went_on) == (False, False)
    assert there.ring is not None
    assert RING.fits(there.ring)


async def test_a_bot_works_on_and_no_number_comes_again(source: SqlitePlace, target: Place) -> None:
    """Not even those of letters that were purged before the copy."""
    ((given,),) = await source.rows("SELECT seq FROM sqlite_sequence WHERE name = 'letters'")
    ((newest,),) = await source.rows("SELECT max(id) FROM letters")
    assert given > newest
    await copied(source, target)
    store = await SqlStore.open(target.url, RING)
    try:
        (letter,) = await put(store, None, say(), chat=remember.BERT)
        assert letter.id == given + 1
        past = await store.past(remember.ANNA)
        assert past.conversation is not None
        assert past.records
        assert await store.offset("1") is not None
        assert await store.recover(NOW)
    finally:
        await store.close()


async def test_what_is_broken_off_goes_on_where_it_stopped(
    source: SqlitePlace, target: Place, tmp_path: Path
) -> None:
    """At any row, in the middle of the comparison too."""
    moments = random.Random(5)
    steps: list[Step] = []
    for _ in range(12):
        left = moments.randrange(1, 12)

        def tell(step: Step) -> None:
            nonlocal left
            left -= 1
            steps.append(step)
            if not left:
                raise BrokenOffError

        with pytest.raises(BrokenOffError):
            await copied(source, target, tell)
        with pytest.raises(StoreError, match="is not finished; call"):
            await SqlStore.open(target.url, RING)
    assert (await copied(source, target)).went_on
    seen = [step.rows for step in steps if step.doing == "copied"]
    assert len(set(seen)) > 12, "it began anew each time"
    back = SqlitePlace(tmp_path / "back")
    await copied(target, back)
    assert dump(back) == dump(source)


async def test_nobody_works_with_a_copy_that_is_not_finished(
    source: SqlitePlace, target: Place
) -> None:
    """Nor with another key, nor beside: all who open it are told what to do."""
    with pytest.raises(BrokenOffError):
        await copied(source, target, broken_off)
    for opening in (SqlStore.open, SqlStore.beside):
        with pytest.raises(StoreError, match=r"copy into the database .* is not finished"):
            await opening(target.url, RING)
    with pytest.raises(StoreError, match="is itself an unfinished copy"):
        await copied(target, source)


def broken_off(step: Step) -> None:
    del step
    raise BrokenOffError


async def test_an_unfinished_copy_of_something_else_is_left_alone(
    source: SqlitePlace, target: Place
) -> None:
    """Something else is the same database too, once a bot has worked with it."""
    with pytest.raises(BrokenOffError):
        await copied(source, target, broken_off)
    store = await SqlStore.open(source.url, RING)
    await store.close()
    with pytest.raises(StoreError, match="or a bot has worked with"):
        await copied(source, target)


async def test_nothing_is_copied_over_somebodys_data(source: SqlitePlace, target: Place) -> None:
    store = await SqlStore.open(target.url, RING)
    await put(store, talk(NOW))
    await store.close()
    with pytest.raises(StoreError, match="is not empty: there are rows in people"):
        await copied(source, target)
    assert await target.rows("SELECT count(*) FROM people") == [(1,)]


async def test_a_database_that_a_bot_was_started_on_once_is_empty(
    source: SqlitePlace, target: Place
) -> None:
    """Its notes give way, also that of another key."""
    store = await SqlStore.open(target.url, KeyRing.parse("k9:" + "T" * 43 + "="))
    await store.close()
    await copied(source, target)
    store = await SqlStore.open(target.url, RING)
    await store.close()


async def test_a_bot_that_runs_is_not_copied_and_not_copied_into(
    source: SqlitePlace, target: Place
) -> None:
    for place in (source, target):
        store = await SqlStore.open(place.url, RING)
        try:
            with pytest.raises(StoreError, match=r"stop (it|that one) first"):
                await copied(source, target)
        finally:
            await store.close()


async def test_an_older_schema_has_to_be_brought_up_first(
    source: SqlitePlace, target: Place
) -> None:
    await source.rows("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StoreError, match=r"at schema 0001, .* start the bot once"):
        await copied(source, target)


async def test_a_source_that_is_not_there_is_not_made(target: Place, tmp_path: Path) -> None:
    nowhere = SqlitePlace(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="There is no database"):
        await copied(nowhere, target)
    assert not nowhere.folder.exists()


async def test_a_file_is_not_copied_into_itself(source: SqlitePlace) -> None:
    with pytest.raises(StoreError, match="Both addresses lead to"):
        await copied(source, SqlitePlace(source.folder / ".." / source.folder.name))


CHANGES = [
    ("people", "UPDATE people SET version = version + 1 WHERE chat_id = 1001"),
    ("history", "DELETE FROM history WHERE id = (SELECT min(id) FROM history)"),
    ("letters", "UPDATE letters SET tries = tries + 1 WHERE id = (SELECT max(id) FROM letters)"),
    ("screens", "UPDATE screens SET pictured = NOT pictured"),
    ("meta", "DELETE FROM meta WHERE name = 'not_before'"),
]


@pytest.mark.parametrize(("table", "change"), CHANGES, ids=[table for table, _ in CHANGES])
async def test_a_difference_names_its_table_and_the_copy_does_not_count(
    source: SqlitePlace, target: Place, table: str, change: str
) -> None:
    """As if a disk had forgotten something between writing and reading."""
    with pytest.raises(BrokenOffError):
        await copied(source, target, at_first("compared"))
    await target.rows(change)
    with pytest.raises(StoreError, match=f"The table {table} in .* is not the same"):
        await copied(source, target)
    with pytest.raises(StoreError, match="is not finished"):
        await SqlStore.open(target.url, RING)
    assert len(await target.rows(f"SELECT 1 FROM meta WHERE name = '{UNFINISHED_COPY}'")) == 1


def at_first(doing: str) -> Callable[[Step], None]:
    def tell(step: Step) -> None:
        if step.doing == doing:
            raise BrokenOffError

    return tell


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_a_source_that_was_let_go_of_is_held_again_unless_a_bot_came(
    source: SqlitePlace, target: Place, tmp_path: Path
) -> None:
    """Its server ended the session; a file is never let go of."""
    await copied(source, target)
    ended: list[asyncio.Task[object]] = []

    async def end() -> None:
        await target.rows(END_HOLDERS)

    async def end_and_start() -> None:
        await end()
        await (await SqlStore.open(target.url, RING)).close()

    def doing(work: Callable[[], Coroutine[object, object, None]]) -> Callable[[Step], None]:
        ended.clear()
        return lambda _: None if ended else ended.append(asyncio.create_task(work()))

    await copied(target, SqlitePlace(tmp_path / "back"), doing(end))
    back = SqlitePlace(tmp_path / "later")
    with pytest.raises(StoreError, match="or a bot has worked with"):
        await copied(target, back, doing(end_and_start), at_once=1)
    await asyncio.gather(*ended)
    with pytest.raises(StoreError, match="is not finished"):
        await SqlStore.open(back.url, RING)


END_HOLDERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database"
    " WHERE locktype = 'advisory' AND granted AND datname = current_database()"
)


async def test_progress_ends_at_all_rows_twice(source: SqlitePlace, target: Place) -> None:
    steps: list[Step] = []
    done = await copied(source, target, steps.append)
    total = sum(done.rows.values())
    for doing in ("copied", "compared"):
        mine = [step.rows for step in steps if step.doing == doing]
        assert mine == sorted(mine)
        assert mine[-1] == total
    assert {step.of for step in steps} == {total}


def some_rows() -> Iterator[list[sa.Row[Any]]]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        rows = connection.execute(sa.text("VALUES (1, 'a'), (2, 'b'), (3, x'00'), (3, x'00')"))
        yield list(rows.all())
    engine.dispose()


def test_a_sum_knows_rows_and_not_their_order() -> None:
    """A row that is there twice counts twice."""
    for one, two, three, again in some_rows():
        whole = Sum().plus([one, two, three])
        assert whole == Sum().plus([three]).plus([one, two])
        assert whole != Sum().plus([one, two])
        assert whole != Sum().plus([one, two, two])
        assert Sum().plus([three]) != Sum().plus([three, again])
