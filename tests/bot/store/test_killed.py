"""R1: kill -9 at any moment loses no answer and repeats no effect."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.bot.store.killed import AT_ONCE, CHATS
from tests.bot.store.kit import RING, open_store, rows

KILLS = 8


def run_and_kill(folder: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.bot.store.killed", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()


async def test_every_update_is_stored_exactly_once(tmp_path: Path) -> None:
    moments = random.Random(7)
    for _ in range(KILLS):
        run_and_kill(tmp_path, moments.uniform(0.0, 0.12))
    store = await open_store(tmp_path)
    stored = await store.offset("1")
    assert stored is not None
    total = stored[0].next_update
    assert total > KILLS * AT_ONCE, "nothing was stored between the kills"
    for chat in range(CHATS):
        check_chat(tmp_path, chat, list(range(chat, total, CHATS)))
    await store.close()
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(tmp_path, "SELECT count(*) FROM taken") == [(total,)]


def check_chat(folder: Path, chat: int, expected: list[int]) -> None:
    """Each update of the chat in its order, in history, letters and snapshot alike."""
    ((wrapped, snapshot),) = rows(
        folder, f"SELECT wrapped_key, snapshot FROM people WHERE chat_id = {chat}"
    )
    key = RING.person_key(chat, wrapped)
    assert json.loads(key.open("snapshot", snapshot))["answers"] == {"n": len(expected)}
    history = rows(folder, f"SELECT blob FROM history WHERE chat_id = {chat} ORDER BY id")
    told = [int(json.loads(key.open("history", blob))["data"]["text"]) for (blob,) in history]
    assert told == expected
    for lane in (0, 1):
        ((letters,),) = rows(
            folder, f"SELECT count(*) FROM letters WHERE chat_id = {chat} AND lane = {lane}"
        )
        assert letters == len(expected)
