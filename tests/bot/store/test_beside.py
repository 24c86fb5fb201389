"""A store that an operator's command opens next to a running bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.migrations import HEAD
from bot.store.sql import SqlStore
from tests.bot.store.kit import (
    NOW,
    OTHER_RING,
    RING,
    Place,
    PostgresPlace,
    SqlitePlace,
    conversation,
    open_store,
    put,
    talk,
)


@pytest.fixture
async def bare(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Place]:
    """Where no bot has run yet."""
    if engine_name == "sqlite":
        yield SqlitePlace(tmp_path)
        return
    server = request.getfixturevalue("server")
    async with server.database() as name:
        yield PostgresPlace(server, name)


async def test_it_reads_and_writes_beside_the_bot(store: SqlStore, place: Place) -> None:
    await put(store, talk())
    command = await SqlStore.beside(place.url, RING)
    assert await conversation(command) == talk()
    await put(command, talk(NOW))
    await command.close()
    assert await conversation(store) == talk(NOW)


async def test_it_makes_nothing(bare: Place, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="start the bot once"):
        await SqlStore.beside(bare.url, RING)
    assert list(tmp_path.iterdir()) == []


async def test_it_migrates_nothing(store: SqlStore, place: Place) -> None:
    await place.rows("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreError, match=f"at schema 0000, this program at {HEAD}; start the bot"):
        await SqlStore.beside(place.url, RING)


@pytest.mark.parametrize("keyless", [True, False])
async def test_it_never_brings_a_key_of_its_own(
    store: SqlStore, place: Place, *, keyless: bool
) -> None:
    if keyless:
        await place.rows("DELETE FROM meta")
    with pytest.raises(StoreError, match="put back the key file"):
        await SqlStore.beside(place.url, OTHER_RING)


async def test_a_new_database_is_made_ready_by_the_bot(bare: Place) -> None:
    """R17: the same tables on both engines, from nothing."""
    store = await open_store(bare)
    await put(store, talk(NOW), keys=["u:1:1"])
    await store.close()
    assert await bare.rows("SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert await bare.rows("SELECT version FROM people") == [(1,)]


async def test_a_wrong_key_is_refused(store: SqlStore, place: Place) -> None:
    await put(store, talk())
    await store.close()
    with pytest.raises(StoreError, match="put back the key file"):
        await open_store(place, OTHER_RING)
    again = await open_store(place)
    assert await conversation(again) == talk()
    await again.close()
