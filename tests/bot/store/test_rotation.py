"""P9: `python -m bot rotate-key`, whatever the engine, and whenever it is killed."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.rotate import rotate_command
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.store.backup import back_up
from bot.store.crypto import KeyRing, wrapper
from bot.store.key_file import add_key, load_key_file
from bot.store.restore import restore
from bot.store.sql import SqlStore
from tests.bot.running import ROOT
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    Place,
    SqlitePlace,
    conversation,
    put,
    record,
    say,
    talk,
)
from tests.bot.store.stopped import stopped_at_each_step

K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()
TALK = talk(NOW)
CROWD = 7
"""So many people that two at a time take some transactions."""


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "keys" / "bot.key"
    file.parent.mkdir()
    file.write_text(K1)
    return file


@pytest.fixture
async def settings(place: Place, key: Path) -> Settings:
    """Of a bot with Anna and Bert in its database, which does not run."""
    store = await SqlStore.open(place.url, load_key_file(key))
    for chat in (ANNA, BERT):
        await put(store, TALK, say(), chat=chat, records=[record(n=chat)])
    await store.close()
    return given(place, data_key_file=key)


def given(place: Place, **more: Any) -> Settings:
    return Settings(_env_file=None, database_url=place.url, **more)  # type: ignore[call-arg] # the library's own switch


async def rotate(settings: Settings, *, forget_old: bool = False) -> str:
    """The command has an event loop of its own."""
    return await asyncio.to_thread(rotate_command, settings, forget_old=forget_old)


async def wrappers(place: Place) -> set[str]:
    """Which keys the database needs, as whoever looks into it sees."""
    people = await place.rows("SELECT wrapped_key FROM people")
    notes = await place.rows("SELECT value FROM meta WHERE name = 'key_ring'")
    return {wrapper(bytes(value)) for (value,) in [*people, *notes]}


async def opens_whole(place: Place, ring: KeyRing, *chats: int) -> None:
    store = await SqlStore.open(place.url, ring)
    try:
        for chat in chats:
            found = await store.everything(chat)  # type: ignore[arg-type] # a plain number
            assert found
            assert (found.conversation, found.unreadable) == (TALK, {})
            assert found.records[0].record == record(n=chat)
    finally:
        await store.close()


async def test_everything_opens_with_the_new_key_alone(
    place: Place, settings: Settings, key: Path
) -> None:
    """P9, 6-sealing."""
    said = await rotate(settings)
    assert "2 people and all they said are under the key k2 now." in said
    assert f"{key} holds it first" in said
    assert "Kept behind it for older backups: k1" in said
    assert await wrappers(place) == {"k2"}
    alone = KeyRing.parse(key.read_text().splitlines()[0])
    assert alone.names == ("k2",)
    await opens_whole(place, alone, ANNA, BERT)


async def test_no_key_is_said(settings: Settings, key: Path) -> None:
    """S1."""
    said = await rotate(settings) + await rotate(settings, forget_old=True)
    assert not re.search(r"[A-Za-z0-9+/]{40}", said)


async def test_older_keys_are_kept_until_told_otherwise(
    place: Place, settings: Settings, key: Path
) -> None:
    for _ in range(2):
        await rotate(settings)
    assert load_key_file(key).names == ("k3", "k2", "k1")
    said = await rotate(settings, forget_old=True)
    assert "holds k3 alone. Forgotten: k1, k2." in said
    assert load_key_file(key).names == ("k3",)
    await opens_whole(place, load_key_file(key), ANNA, BERT)
    with pytest.raises(StoreError, match="There is no older key"):
        await rotate(settings, forget_old=True)


async def test_what_is_still_under_an_older_key_is_rewrapped_before_that_is_forgotten(
    place: Place, settings: Settings, key: Path
) -> None:
    """P9: no row may lose its key."""
    add_key(key, "k2")
    await rotate(settings, forget_old=True)
    assert load_key_file(key).names == ("k2",)
    await opens_whole(place, load_key_file(key), ANNA, BERT)


async def test_a_running_bot_is_not_left_without_the_key(
    place: Place, settings: Settings, key: Path, engine_name: str
) -> None:
    running = await SqlStore.open(place.url, load_key_file(key))
    told = "in use by process" if engine_name == "sqlite" else "A bot works with this database"
    for forget_old in (False, True):
        if forget_old:
            add_key(key, "k2")
        before = key.read_text()
        with pytest.raises(StoreError, match=told):
            await rotate(settings, forget_old=forget_old)
        assert key.read_text() == before
    await put(running, TALK, say())
    await running.close()
    assert await wrappers(place) == {"k1"}


async def test_whoever_cannot_be_read_stays_and_so_does_the_older_key(
    place: Place, settings: Settings, key: Path
) -> None:
    """P9: a damaged row is one person's trouble, and never made worse."""
    damaged = DAMAGED.replace("x'01", "x'6b313a")  # "k1:"
    await place.rows(f"UPDATE people SET wrapped_key = {damaged} WHERE chat_id = {BERT}")
    said = await rotate(settings)
    assert "1 person and all they said are under the key k2 now." in said
    assert "1 person cannot be read with any key, as before." in said
    assert await wrappers(place) == {"k1", "k2"}
    with pytest.raises(StoreError, match="1 person cannot be read, and may need k1"):
        await rotate(settings, forget_old=True)
    assert load_key_file(key).names == ("k2", "k1")
    await opens_whole(place, load_key_file(key), ANNA)


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, key: Path) -> None:
    place = SqlitePlace(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="There is no database"):
        await rotate(given(place, data_key_file=key))
    assert key.read_text() == K1
    assert not place.folder.exists()


# A ring in the environment

RINGS = [
    (K1, "Everything is under k1, the only key in DATA_KEY. For a new key put one in front"),
    (f"{K2},{K1}", "under the key k2 now. Nothing here needs k1 in DATA_KEY any more"),
]


@pytest.mark.parametrize(("ring", "told"), RINGS, ids=["one key", "a new one in front"])
async def test_the_first_key_of_data_key_is_the_new_one(
    place: Place, settings: Settings, ring: str, told: str
) -> None:
    said = await rotate(given(place, data_key=ring))
    assert told in said
    assert await wrappers(place) == {ring.partition(":")[0]}
    assert told in await rotate(given(place, data_key=ring)), "doing it twice does no harm"
    await opens_whole(place, KeyRing.parse(ring.partition(",")[0]), ANNA, BERT)


async def test_who_cannot_be_read_is_told_there_too(place: Place, settings: Settings) -> None:
    damaged = DAMAGED.replace("x'01", "x'6b313a")
    await place.rows(f"UPDATE people SET wrapped_key = {damaged}")
    said = await rotate(given(place, data_key=f"{K2},{K1}"))
    assert "2 people cannot be read" in said
    assert "Nothing here needs" not in said


async def test_the_environment_is_the_operators_to_change(place: Place, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="DATA_KEY: --forget-old changes a key file only"):
        await rotate(given(place, data_key=f"{K2},{K1}"), forget_old=True)


# Kills

KILLED_BEFORE = """
import os, signal, sys, bot.__main__
from bot.store import sql
step, left = sql.rewrap_some, int(sys.argv[1])
async def rewrap_two(*given):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return await step(*given, at_once=2)
sql.rewrap_some = rewrap_two
sys.exit(bot.__main__.main(["rotate-key"]))
"""


async def test_it_may_be_killed_between_any_two_transactions(
    place: Place, settings: Settings, key: Path
) -> None:
    """P9: and everything opens at any moment; the next one goes on with the same new key."""
    chats = range(CROWD)
    store = await SqlStore.open(place.url, load_key_file(key))
    for chat in chats:
        await put(store, TALK, chat=chat, records=[record(n=chat)])  # type: ignore[arg-type] # the same
    await store.close()
    seen = []
    for left in range(1, 20):
        program = [sys.executable, "-c", KILLED_BEFORE, str(left)]
        done = await asyncio.to_thread(subprocess.run, program, **surroundings(settings))
        ring = load_key_file(key)
        await opens_whole(place, ring, ANNA, BERT, *chats)
        seen.append(await wrappers(place))
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert {"k1", "k2"} in seen, "it was killed half way"
    assert (seen[-1], ring.names) == ({"k2"}, ("k2", "k1"))


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_it_may_be_killed_at_each_step_at_its_files(
    place: SqlitePlace, settings: Settings, key: Path
) -> None:
    """P9: the key file is there whole, the old one or the new one."""
    around = surroundings(settings)
    for _ in stopped_at_each_step(place.folder, ["rotate-key"], around["env"]):
        await opens_whole(place, load_key_file(key), ANNA, BERT)
    await opens_whole(place, load_key_file(key), ANNA, BERT)
    assert await wrappers(place) == {load_key_file(key).first}
    assert list(key.parent.iterdir()) == [key]


def surroundings(settings: Settings) -> dict[str, Any]:
    names = {"DATABASE_URL": settings.database_url, "DATA_KEY_FILE": str(settings.data_key_file)}
    env = {**os.environ, **names, "PYTHONPATH": str(ROOT)}
    return {"env": env, "cwd": settings.data_key_file.parent.parent, "capture_output": True}


# Backups


async def test_a_backup_from_before_a_rotation_is_restored_under_the_new_key(
    tmp_path: Path, key: Path
) -> None:
    """P9, R24: as long as the older key is in the file."""
    place = SqlitePlace(tmp_path / "data")
    old = load_key_file(key)
    store = await SqlStore.open(place.url, old)
    await put(store, TALK, records=[record(n=ANNA)])
    await store.close()
    file, database = tmp_path / "b.db", place.folder / "bot.db"
    await back_up(database, old, file, force=False)
    await rotate(given(place, data_key_file=key))
    await restore(file, database, load_key_file(key), NOW, force=True)
    assert await wrappers(place) == {"k2"}
    store = await SqlStore.open(place.url, KeyRing.parse(key.read_text().splitlines()[0]))
    assert await conversation(store) is not None
    await store.close()
    await rotate(given(place, data_key_file=key), forget_old=True)
    with pytest.raises(StoreError, match="does not open with the key"):
        await restore(file, database, load_key_file(key), NOW, force=True)
