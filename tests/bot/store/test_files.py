"""6-pictures: what Telegram calls a file outlives restarts, and is one bot's own."""

from __future__ import annotations

from bot.store.sql import SqlStore
from tests.bot.store.kit import NOW, Place, hours, open_store


async def test_ids_are_kept_over_a_restart(store: SqlStore, place: Place) -> None:
    await store.keep_files("1", {"film": "A", "still": "B"}, NOW)
    await store.close()
    again = await open_store(place)
    assert await again.file_ids("1", ["film", "still", "other"]) == {"film": "A", "still": "B"}
    await again.close()


async def test_another_bot_has_none_of_them(store: SqlStore) -> None:
    await store.keep_files("1", {"film": "A"}, NOW)
    assert await store.file_ids("2", ["film"]) == {}
    assert await store.file_ids("1", []) == {}


async def test_a_later_upload_takes_the_place_of_the_first(store: SqlStore) -> None:
    await store.keep_files("1", {"film": "A"}, NOW)
    await store.keep_files("1", {"film": "B"}, NOW + hours(1))
    assert await store.file_ids("1", ["film"]) == {"film": "B"}


async def test_what_telegram_forgot_is_forgotten(store: SqlStore) -> None:
    for bot in ("1", "2"):
        await store.keep_files(bot, {"film": "A", "still": "B"}, NOW)
    await store.forget_files("1", ["film", "other"])
    await store.forget_files("1", [])
    assert await store.file_ids("1", ["film", "still"]) == {"still": "B"}
    assert await store.file_ids("2", ["film"]) == {"film": "A"}
