"""P9: what a database says of its key ring, and that asking changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.keys import ring_to_start_with
from bot.store import StoreError
from bot.store.engines import engine_for
from bot.store.noted import noted_ring
from bot.store.sql import SqlStore
from tests.bot.store.kit import (
    NOW,
    OTHER_RING,
    RING,
    Place,
    SqlitePlace,
    conversation,
    open_store,
    put,
    talk,
    url,
)
from tests.bot.store.test_migrations import DUMPS, loaded
from tests.bot.store.test_rotation import K1, given


async def test_a_new_database_notes_no_ring(place: Place) -> None:
    assert await noted_ring(engine_for(place.url)) is None


async def test_a_database_notes_the_ring_it_was_made_with(store: SqlStore, place: Place) -> None:
    """Also while a bot works with it."""
    noted = await noted_ring(engine_for(place.url))
    assert noted is not None
    assert RING.fits(noted)
    assert not OTHER_RING.fits(noted)


async def test_a_missing_file_is_not_made_by_asking(tmp_path: Path) -> None:
    place = SqlitePlace(tmp_path / "data")
    assert await noted_ring(engine_for(place.url)) is None
    assert not place.folder.exists()


async def test_no_key_file_is_made_beside_a_database_that_had_one(
    store: SqlStore, place: Place, tmp_path: Path
) -> None:
    """P9: a new key would open nothing, and hide that the old one is missing."""
    await put(store, talk(NOW))
    await store.close()
    key = tmp_path / "keys" / "bot.key"
    with pytest.raises(StoreError, match=r"There is no key file .* was made with one; put it back"):
        await ring_to_start_with(given(place, data_key_file=key))
    assert not key.parent.exists()


async def test_the_first_run_makes_one(place: Place, tmp_path: Path) -> None:
    """P9."""
    key = tmp_path / "keys" / "bot.key"
    ring = await ring_to_start_with(given(place, data_key_file=key))
    assert key.exists()
    store = await SqlStore.open(place.url, ring)
    await store.close()


async def test_with_data_key_no_file_is_made(place: Place, tmp_path: Path) -> None:
    """P9."""
    key = tmp_path / "keys" / "bot.key"
    ring = await ring_to_start_with(given(place, data_key=K1, data_key_file=key))
    assert ring.names == ("k1",)
    assert not key.parent.exists()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_a_wrong_key_changes_no_database_of_an_older_program(
    tmp_path: Path, dump: Path
) -> None:
    """P9: nor its schema, so that the older program with the right key can go on."""
    database = loaded(dump, tmp_path)
    before = database.read_bytes()
    with pytest.raises(StoreError, match="The key does not fit the database"):
        await SqlStore.open(url(tmp_path), OTHER_RING)
    assert database.read_bytes() == before


async def test_a_wrong_key_leaves_what_a_killed_bot_had_in_its_log(tmp_path: Path) -> None:
    """P9."""
    alive, killed = tmp_path / "alive", tmp_path / "killed"
    store = await open_store(alive)
    await put(store, talk(NOW))
    killed.mkdir()
    for name in ("bot.db", "bot.db-wal"):
        shutil.copy(alive / name, killed / name)
    await store.close()
    before = (killed / "bot.db").read_bytes(), (killed / "bot.db-wal").read_bytes()
    with pytest.raises(StoreError, match="The key does not fit the database"):
        await open_store(killed, OTHER_RING)
    assert before == ((killed / "bot.db").read_bytes(), (killed / "bot.db-wal").read_bytes())
    store = await open_store(killed)
    assert await conversation(store) == talk(NOW)
    await store.close()
