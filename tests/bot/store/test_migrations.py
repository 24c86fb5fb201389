"""R17: what any program on the main branch has ever stored comes up to today's schema, whole."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Incoming, Letter
from bot.store import StoreError, migrations
from bot.store.postgres import PostgresEngine
from bot.store.sql import SqlStore
from bot.store.sqlite import SqliteEngine
from bot.store.tables import metadata
from content.load import Content, load_content
from flows.events import Said
from tests.bot.store.kit import NOW, RING, Place, conversation, open_store, put, say, talk
from tests.postgres import Server

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]
DUMPS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
"""What each of those programs left behind, written by itself; `remember.py` says how."""
ANNA, BERT, CARLA = ChatId(1001), ChatId(1002), ChatId(1003)
LATER_TABLES = {"files", "counters"}
"""Not in the first schema."""
LATER = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


def asked(database: Path, statement: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(database)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


def loaded(dump: Path, folder: Path) -> Path:
    database = folder / "bot.db"
    connection = sqlite3.connect(database)
    connection.executescript(dump.read_text())
    connection.close()
    return database


async def start(database: Path) -> None:
    engine = SqliteEngine(database).writer()
    try:
        await migrations.migrate(engine)
    finally:
        await engine.dispose()


def schema(database: Path) -> set[tuple[str, ...]]:
    """Every table and index; blanks, quotes and the order of constraints do not count."""
    found = asked(
        database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    )
    alike = (" ".join(sql.replace('"', "").split()) for (sql,) in found)
    return {tuple(sorted(part.strip(" )") for part in sql.split(", CONSTRAINT"))) for sql in alike}


def schema_of_the_tables(folder: Path) -> set[tuple[str, ...]]:
    engine = sa.create_engine(f"sqlite:///{folder}/tables.db")
    metadata.create_all(engine)
    engine.dispose()
    return schema(folder / "tables.db")


def contents(database: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of the tables of the first schema, of the columns that each begins with."""
    first = {
        "quarantine": "id, chat_id, key, at, blob, traceback",
        "screens": "chat_id, screen, message_id",
        "letters": "id, chat_id, lane, state, tries, refused, screen, message_id, blob, created_at,"
        " not_before, useless_after, settled_at",
    }
    later = f"name = '{migrations.SINCE}'"
    return {
        table: set(
            asked(
                database,
                f"SELECT {first.get(table, '*')} FROM {table}"
                f"{f' WHERE NOT {later}' if table == 'meta' else ''}",
            )
        )
        for table in metadata.tables
        if table not in LATER_TABLES
    }


def test_head_is_the_newest_revision_and_each_has_a_dump() -> None:
    assert SCRIPTS.get_current_head() == migrations.HEAD
    assert {dump.stem.partition("-")[0] for dump in DUMPS} == set(REVISIONS)


async def test_the_migrated_schema_is_the_one_of_the_tables(tmp_path: Path) -> None:
    await start(tmp_path / "bot.db")
    assert schema(tmp_path / "bot.db") == schema_of_the_tables(tmp_path)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_every_schema_comes_up_with_each_of_its_rows(dump: Path, tmp_path: Path) -> None:
    """R17: the schema is today's, no row is lost or changed, and the file is sound."""
    database = loaded(dump, tmp_path)
    before = contents(database)
    assert all(before.values())
    await start(database)
    assert schema(database) == schema_of_the_tables(tmp_path)
    assert contents(database) == before
    assert asked(database, "PRAGMA integrity_check") == [("ok",)]
    assert asked(database, "PRAGMA foreign_key_check") == []
    assert asked(database, "SELECT DISTINCT retry FROM quarantine") == [(0,)]
    assert asked(database, "SELECT DISTINCT pictured FROM screens") == [(0,)]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_people_of_every_schema_go_on(dump: Path, content: Content, tmp_path: Path) -> None:
    """R17: their snapshots open and take the next event, their letters can be sent."""
    database = loaded(dump, tmp_path)
    store = await open_store(tmp_path)
    desk = Desk(store, content, VirtualClock(LATER))
    incoming = [Incoming(f"new:{chat}", chat, Said(at=LATER, text="hi")) for chat in (ANNA, BERT)]
    set_aside = asked(database, "SELECT count(*) FROM quarantine")
    handled = await desk.handle(incoming)
    assert {letter.chat for letter in handled.letters} == {ANNA, BERT}
    assert asked(database, "SELECT count(*) FROM quarantine") == set_aside
    doubtful = await store.recover(LATER)
    assert CARLA in chats(doubtful), "the last word to somebody who was forgotten"
    assert BERT in chats(await store.claim(LATER, 100))
    async with store.batch() as batch:
        people = await batch.load([ANNA, BERT, CARLA])
    await store.close()
    assert [found.fault for found in people.values()] == [None, None, None]
    anna, bert, carla = (people[chat].conversation for chat in (ANNA, BERT, CARLA))
    assert carla is None
    assert anna is not None
    assert bert is not None
    assert anna.state == "program.active"
    asks_again = [topic.topic for topic in bert.opens][1:] == ["renew"]
    assert asks_again == (dump.stem < "0004"), "agreed to an older policy"


def chats(letters: tuple[Letter, ...]) -> set[ChatId]:
    return {letter.chat for letter in letters}


def test_dumps_are_sealed_with_the_key_of_the_tests(tmp_path: Path) -> None:
    for number, dump in enumerate(DUMPS):
        folder = tmp_path / str(number)
        folder.mkdir()
        ((check,),) = asked(loaded(dump, folder), "SELECT value FROM meta WHERE name = 'key_ring'")
        assert RING.fits(check)


@pytest.mark.parametrize("dump", DUMPS[:2], ids=lambda dump: dump.stem)
async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    dump: Path, tmp_path: Path
) -> None:
    """R17: here a row lost its person, so that the check at the end refuses the whole."""
    database = loaded(dump, tmp_path)
    asked(database, "UPDATE history SET chat_id = 9 WHERE id = 1")
    before = contents(database), schema(database)
    with pytest.raises(StoreError, match="rows without their person"):
        await start(database)
    assert (contents(database), schema(database)) == before
    assert asked(database, "SELECT version_num FROM alembic_version") == [("0001",)]
    asked(database, "UPDATE history SET chat_id = 1001 WHERE id = 1")
    await start(database)
    assert schema(database) == schema_of_the_tables(tmp_path)


async def test_a_disk_that_fills_up_undoes_the_migration(tmp_path: Path) -> None:
    """R26; a limit on the file's pages stands for the disk."""
    database = loaded(DUMPS[0], tmp_path)
    before = contents(database), schema(database)
    engine = SqliteEngine(database).writer()
    async with engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(sa.exc.DatabaseError, match="full"):
        await migrations.migrate(engine)
    await engine.dispose()
    assert (contents(database), schema(database)) == before


async def test_foreign_keys_are_on_after_a_migration(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "bot.db").writer()
    await migrations.migrate(engine)
    async with engine.connect() as connection:
        assert await connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
    await engine.dispose()


EXPANDED = (
    "ALTER TABLE letters ADD COLUMN colour INTEGER",
    "CREATE TABLE colours (name VARCHAR(32) PRIMARY KEY)",
    "UPDATE alembic_version SET version_num = '9999'",
)
"""By a newer program, next to this one."""
CONTRACTED = "UPDATE meta SET value = x'39393939' WHERE name = 'schema_since'"


async def test_a_newer_schema_that_has_only_grown_is_worked_with(
    place: Place, store: SqlStore
) -> None:
    """By whoever works already, whoever starts, and an operator's command."""
    await put(store, talk())
    for statement in EXPANDED:
        await place.rows(statement)
    await put(store, talk(NOW), say(), keys=["u:1:1"])
    await store.close()
    again = await open_store(place)
    assert await conversation(again) == talk(NOW)
    assert len(await again.recover(NOW)) == 1
    await put(again, talk(), say(lane="prompt"))
    assert len(await again.claim(NOW, 9)) == 1
    command = await SqlStore.beside(place.url, RING)
    await command.close()
    await again.close()
    assert await place.rows("SELECT version_num FROM alembic_version") == [("9999",)]


async def test_a_newer_schema_that_this_program_cannot_work_with_is_left_alone(
    place: Place, store: SqlStore
) -> None:
    await store.close()
    for statement in (*EXPANDED, CONTRACTED):
        await place.rows(statement)
    with pytest.raises(StoreError, match=r"9999.*newer program"):
        await open_store(place)
    with pytest.raises(StoreError, match=r"9999, this program at"):
        await SqlStore.beside(place.url, RING)


def start_elsewhere(database: Path, *, loads_alembic: bool = False) -> subprocess.Popen[bytes]:
    """In a process of its own, which fails when Alembic was loaded unasked."""
    program = (
        "import asyncio, sys; from bot.store import migrations, sqlite;"
        "from pathlib import Path; engine = sqlite.SqliteEngine(Path(sys.argv[1])).writer();"
        "asyncio.run(migrations.migrate(engine)); asyncio.run(engine.dispose());"
        f"assert 'alembic' not in sys.modules or {loads_alembic}"
    )
    return subprocess.Popen([sys.executable, "-c", program, database])


async def test_a_start_at_head_does_not_load_alembic(tmp_path: Path) -> None:
    """It would cost a tenth of the two seconds to the first poll."""
    await start(tmp_path / "bot.db")
    assert start_elsewhere(tmp_path / "bot.db").wait() == 0


async def test_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    database = loaded(DUMPS[0], tmp_path)
    before = contents(database)
    processes = [start_elsewhere(database, loads_alembic=True) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert schema(database) == schema_of_the_tables(tmp_path)
    assert contents(database) == before


# PostgreSQL, with the same people


@pytest.fixture
async def database(server: Server) -> AsyncIterator[AsyncEngine]:
    async with server.database() as name:
        engine = PostgresEngine(server.at(name)).writer(patient=True)
        yield engine
        await engine.dispose()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_every_schema_comes_up_on_postgresql_too(
    dump: Path, database: AsyncEngine, tmp_path: Path
) -> None:
    """R17: the same revisions, with the same rows in them, end in the same tables."""
    source = sa.create_engine(f"sqlite:///{loaded(dump, tmp_path)}")
    async with database.begin() as connection:
        await connection.run_sync(migrations.upgrade, dump.stem.partition("-")[0])
        before = await connection.run_sync(fill, source)
    source.dispose()
    assert all(before.values())
    await migrations.migrate(database)
    async with database.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(counts) == before


async def test_a_new_postgresql_database_is_the_one_of_the_tables(database: AsyncEngine) -> None:
    await migrations.migrate(database)
    async with database.connect() as connection:
        assert await connection.run_sync(differences) == []
        ((index,),) = await connection.execute(
            sa.text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_people_forgotten'")
        )
    assert str(index).endswith("WHERE (snapshot IS NULL)")


async def test_instances_that_start_at_once_on_postgresql_migrate_once(server: Server) -> None:
    async with server.database() as name:
        engines = [PostgresEngine(server.at(name)).writer(patient=True) for _ in range(4)]
        await asyncio.gather(*map(migrations.migrate, engines))
        async with engines[0].connect() as connection:
            assert await connection.run_sync(differences) == []
        for engine in engines:
            await engine.dispose()


async def test_a_migration_that_fails_on_postgresql_leaves_nothing(
    database: AsyncEngine,
) -> None:
    """R17: a table in the way of the last one stands for whatever fails."""
    async with database.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE meta (name TEXT)"))
    with pytest.raises(sa.exc.ProgrammingError, match="already exists"):
        await migrations.migrate(database)
    async with database.connect() as connection:
        tables = await connection.run_sync(lambda found: sa.inspect(found).get_table_names())
    assert tables == ["meta"]


def fill(connection: sa.Connection, source: sa.Engine) -> dict[str, int]:
    """Copies each row, and counts them."""
    tables = sa.MetaData()
    tables.reflect(connection)
    with source.connect() as old:
        connection.execute(sa.delete(tables.tables["meta"]))
        for table in tables.sorted_tables:
            if table.name in {"alembic_version", *LATER_TABLES}:
                continue
            found = old.execute(sa.select(sa.Table(table.name, sa.MetaData(), autoload_with=old)))
            connection.execute(table.insert(), [in_utc(row) for row in found.mappings()])
    return counts(connection)


def in_utc(row: sa.RowMapping) -> dict[str, Any]:
    """SQLite keeps no zone."""
    return {
        name: value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value
        for name, value in row.items()
    }


def counts(connection: sa.Connection) -> dict[str, int]:
    """Without the note that a later schema brings."""
    count = sa.select(sa.func.count())
    noted = connection.scalar(count.where(metadata.tables["meta"].c.name == migrations.SINCE)) or 0
    return {
        name: connection.execute(count.select_from(table)).scalar_one() - noted * (name == "meta")
        for name, table in metadata.tables.items()
        if name not in LATER_TABLES
    }


def differences(connection: sa.Connection) -> list[Any]:
    """Between the database and the tables of the program."""
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
