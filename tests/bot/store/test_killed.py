"""R1: kill -9 at any moment loses no answer and repeats no effect."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time

from tests.bot.store.killed import AGAIN, AT_ONCE, CHATS
from tests.bot.store.kit import RING, Place, open_store

KILLS = 8


def run_and_kill(url: str, batches: int, seconds: float) -> None:
    """So long after it has begun with one more than so many batches."""
    command = [sys.executable, "-m", "tests.bot.store.killed", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(batches + 1):
            assert process.stdout.readline()
        time.sleep(seconds)
        process.kill()


async def test_every_update_is_stored_exactly_once(place: Place, engine_name: str) -> None:
    """R1."""
    moments = random.Random(7)
    for _ in range(KILLS):
        batches, seconds = moments.randrange(2, 10), moments.uniform(0.0, 0.02)
        await asyncio.to_thread(run_and_kill, place.url, batches, seconds)
    store = await open_store(place)
    stored = await store.offset("1")
    assert stored is not None
    total = stored[0].next_update
    assert total > KILLS * (2 * AT_ONCE - AGAIN), "nothing was stored between the kills"
    for chat in range(CHATS):
        await check_chat(place, chat, list(range(chat, total, CHATS)))
    await store.close()
    if engine_name == "sqlite":
        assert await place.rows("PRAGMA integrity_check") == [("ok",)]
    assert await place.rows("SELECT count(*) FROM taken") == [(total,)]


async def check_chat(place: Place, chat: int, expected: list[int]) -> None:
    """Each update of the chat in its order, in history, letters and snapshot alike."""
    ((wrapped, snapshot),) = await place.rows(
        f"SELECT wrapped_key, snapshot FROM people WHERE chat_id = {chat}"
    )
    key = RING.person_key(chat, wrapped)
    assert json.loads(key.open("snapshot", snapshot))["answers"] == {"n": len(expected)}
    history = await place.rows(f"SELECT blob FROM history WHERE chat_id = {chat} ORDER BY id")
    told = [int(json.loads(key.open("history", blob))["data"]["text"]) for (blob,) in history]
    assert told == expected
    for lane in (0, 1):
        ((letters,),) = await place.rows(
            f"SELECT count(*) FROM letters WHERE chat_id = {chat} AND lane = {lane}"
        )
        assert letters == len(expected)
