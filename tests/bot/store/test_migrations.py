from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from bot.store import StoreError, migrations
from bot.store.engines import writer
from bot.store.tables import metadata
from tests.bot.store.kit import rows

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]

PEOPLE = {
    "0001": (
        "INSERT INTO people VALUES (7, x'01', x'02', 3, NULL, '2026-03-02 08:00:00.000000');"
        "INSERT INTO history VALUES (1, 7, '2026-03-02 08:00:00.000000', x'03')"
    )
}
"""A person with a child row, as each released schema would hold them."""


async def migrated(folder: Path, revision: str = migrations.HEAD) -> None:
    engine = writer(folder / "bot.db")
    async with engine.begin() as connection:
        await connection.run_sync(migrations.upgrade, revision)
    await engine.dispose()


async def start(folder: Path) -> None:
    engine = writer(folder / "bot.db")
    try:
        await migrations.migrate(engine)
    finally:
        await engine.dispose()


def schema(folder: Path) -> set[tuple[str, ...]]:
    """Every table and index; blanks, quotes and the order of constraints do not count."""
    found = rows(
        folder, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    )
    alike = (" ".join(sql.replace('"', "").split()) for (sql,) in found)
    return {tuple(sorted(part.strip(" )") for part in sql.split(", CONSTRAINT"))) for sql in alike}


def test_head_is_the_newest_revision() -> None:
    assert SCRIPTS.get_current_head() == migrations.HEAD


async def test_the_migrated_schema_is_the_one_of_the_tables(tmp_path: Path) -> None:
    one, two = tmp_path / "migrated", tmp_path / "created"
    one.mkdir()
    two.mkdir()
    await start(one)
    engine = sa.create_engine(f"sqlite:///{two}/bot.db")
    metadata.create_all(engine)
    engine.dispose()
    assert schema(one) == schema(two)


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_released_schema_comes_up_with_its_people(
    tmp_path: Path, revision: str
) -> None:
    await migrated(tmp_path, revision)
    for statement in PEOPLE[revision].split(";"):
        rows(tmp_path, statement)
    await start(tmp_path)
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]
    assert rows(tmp_path, "SELECT chat_id FROM people JOIN history USING (chat_id)") == [(7,)]


async def test_a_row_without_its_person_undoes_the_migration(tmp_path: Path) -> None:
    await migrated(tmp_path)
    rows(tmp_path, PEOPLE["0001"].split(";")[1])
    rows(tmp_path, "UPDATE alembic_version SET version_num = ''")
    rows(tmp_path, "DELETE FROM alembic_version")
    for table in metadata.tables:
        if table != "history":
            rows(tmp_path, f"DROP TABLE {table}")
    rows(tmp_path, "ALTER TABLE history RENAME TO history_before")
    rows(tmp_path, "DROP INDEX ix_history_chat_id_id")
    with pytest.raises(StoreError, match="rows without their person"):
        await start(tmp_path)
    assert rows(tmp_path, "SELECT name FROM sqlite_master WHERE name = 'people'") == []


async def test_foreign_keys_are_on_after_a_migration(tmp_path: Path) -> None:
    engine = writer(tmp_path / "bot.db")
    await migrations.migrate(engine)
    async with engine.connect() as connection:
        assert await connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
    await engine.dispose()


async def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    await start(tmp_path)
    rows(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"9999.*newer program"):
        await start(tmp_path)


def start_elsewhere(folder: Path) -> None:
    """In a process of its own, which fails when Alembic was loaded."""
    program = (
        "import asyncio, sys; from bot.store import engines, migrations;"
        "from pathlib import Path; engine = engines.writer(Path(sys.argv[1]));"
        "asyncio.run(migrations.migrate(engine)); asyncio.run(engine.dispose());"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, folder / "bot.db"], check=True)


async def test_a_start_at_head_does_not_load_alembic(tmp_path: Path) -> None:
    """It would cost a tenth of the two seconds to the first poll."""
    await start(tmp_path)
    start_elsewhere(tmp_path)
