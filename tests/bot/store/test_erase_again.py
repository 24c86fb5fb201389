"""P6: a database that comes from a backup loses those again who have deleted everything since."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.model import ChatId
from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.erase_again import erase_again
from bot.store.erased import ErasureList
from bot.store.sql import SqlStore
from flows.conversation import Consent, Conversation
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    RING,
    Place,
    conversation,
    put,
    record,
    say,
    talk,
)

HOUR = dt.timedelta(hours=1)
BEFORE, AFTER, LATER = NOW - HOUR, NOW + HOUR, NOW + 2 * HOUR
OTHER_KEY = KeyRing.parse("k9:OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=")


@pytest.fixture
def erasures(tmp_path: Path) -> ErasureList:
    return ErasureList(tmp_path / "erased.txt", RING)


async def test_who_was_erased_since_is_erased_again(
    store: SqlStore, place: Place, erasures: ErasureList
) -> None:
    await put(store, talk(NOW), say(), records=[record(pain=3)])
    await put(store, talk(NOW), chat=BERT)
    await erasures.add({ANNA: AFTER})
    assert await erase_again(store, erasures.read(), LATER) == 1
    for table in ("people", "letters", "history"):
        assert await place.rows(f"SELECT * FROM {table} WHERE chat_id = {ANNA}") == []
    assert await conversation(store, BERT) == talk(NOW)
    assert await erase_again(store, erasures.read(), LATER) == 0, "doing it twice does no harm"


def agreed(at: dt.datetime) -> Conversation:
    return Conversation(consent=Consent(version="1", sha256="00", language="en", at=at))


def taken_back(at: dt.datetime, agreed_at: dt.datetime) -> Conversation:
    return agreed(agreed_at).model_copy(update={"withdrawn_at": at})


@pytest.mark.parametrize(
    ("told", "erased_at", "is_gone"),
    [
        (agreed(NOW), AFTER, True),
        (agreed(NOW), BEFORE, False),  # came back, and said yes anew
        (agreed(NOW), NOW, False),  # both in one batch: the yes came after
        (taken_back(NOW, BEFORE), NOW, False),  # that is why they are on the list
        (taken_back(NOW, BEFORE), AFTER, True),
        (Conversation(), AFTER, True),
        (Conversation(), BEFORE, False),  # came back, and has not said yes yet
    ],
)
async def test_it_counts_what_came_last(
    store: SqlStore,
    erasures: ErasureList,
    told: Conversation,
    erased_at: dt.datetime,
    *,
    is_gone: bool,
) -> None:
    await put(store, told)
    await erasures.add({ANNA: erased_at})
    assert await erase_again(store, erasures.read(), LATER) == int(is_gone)
    assert (await conversation(store) is None) == is_gone


async def test_who_cannot_be_read_goes_by_when_they_were_met(
    store: SqlStore, place: Place, erasures: ErasureList
) -> None:
    for chat in (ANNA, BERT):
        await put(store, talk(), chat=chat)
    await place.rows(f"UPDATE people SET snapshot = {DAMAGED}")
    await place.rows(f"UPDATE people SET wrapped_key = {DAMAGED} WHERE chat_id = {BERT}")
    await erasures.add({ANNA: AFTER, BERT: AFTER})
    assert await erase_again(store, erasures.read(), LATER) == 2
    assert await place.rows("SELECT * FROM people") == []


async def test_everybody_is_reached_some_at_a_time(store: SqlStore, erasures: ErasureList) -> None:
    chats = [ChatId(number) for number in range(1, 9)]
    for chat in chats:
        await put(store, talk(), chat=chat)
    await erasures.add(dict.fromkeys(chats[::2], AFTER))
    assert await erase_again(store, erasures.read(), LATER, at_once=3) == 4
    assert await store.chats(None, 99) == chats[1::2]


async def test_erasures_under_a_key_that_is_gone_stop_it(
    store: SqlStore, tmp_path: Path, erasures: ErasureList
) -> None:
    """Nobody can say whose they were, so nobody comes back by mistake."""
    await put(store, talk())
    await ErasureList(tmp_path / "erased.txt", OTHER_KEY).add({BERT: AFTER})
    with pytest.raises(StoreError, match="with the key k9, which is not in the key ring"):
        await erase_again(store, erasures.read(), LATER)


async def test_those_that_are_older_than_the_backup_do_not(
    store: SqlStore, tmp_path: Path, erasures: ErasureList
) -> None:
    """They were stored before it was made, so it holds none of these people."""
    await put(store, talk())
    await ErasureList(tmp_path / "erased.txt", OTHER_KEY).add({BERT: BEFORE})
    assert await erase_again(store, erasures.read(), LATER) == 0


async def test_in_an_empty_database_nobody_is_sought(
    store: SqlStore, tmp_path: Path, erasures: ErasureList
) -> None:
    await ErasureList(tmp_path / "erased.txt", OTHER_KEY).add({BERT: AFTER})
    assert await erase_again(store, erasures.read(), LATER) == 0
