"""P6: the list of erasures, apart from the database: what is in it, and what becomes of damage."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from bot.model import ChatId
from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.erased import ErasureList
from tests.bot.canaries import forms_of_chat
from tests.bot.store.kit import ANNA, BERT, NOW, OTHER_RING, RING

LATER = NOW + dt.timedelta(days=1)
K1 = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
ROTATED = KeyRing.parse(f"k2:OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=,{K1}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "erased.txt"


async def test_who_is_on_it_is_found_and_nobody_else(file: Path) -> None:
    erasures = ErasureList(file, RING)
    await erasures.add({ANNA: NOW})
    assert erasures.read().erased_at(ANNA) == NOW
    assert erasures.read().erased_at(BERT) is None


async def test_the_last_time_counts_whatever_the_order(file: Path) -> None:
    """Lists of two machines may be put together."""
    erasures = ErasureList(file, RING)
    await erasures.add({ANNA: LATER})
    await erasures.add({ANNA: NOW, BERT: NOW})
    assert erasures.read().erased_at(ANNA) == LATER
    assert len(file.read_text().splitlines()) == 3


async def test_a_line_names_nobody(file: Path) -> None:
    """P6: who has the list without the key learns when somebody was erased, and not who."""
    await ErasureList(file, RING).add({ANNA: NOW})
    content = file.read_bytes()
    assert [form for form, sought in forms_of_chat(ANNA).items() if sought.search(content)] == []
    await ErasureList(file, OTHER_RING).add({ANNA: NOW})
    first, second = file.read_text().splitlines()
    assert first.split()[2] != second.split()[2]


async def test_it_is_for_its_owner_alone(file: Path) -> None:
    await ErasureList(file, RING).add({ANNA: NOW})
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


async def test_after_a_rotation_old_lines_are_read_and_new_ones_use_the_new_key(file: Path) -> None:
    await ErasureList(file, RING).add({ANNA: NOW})
    rotated = ErasureList(file, ROTATED)
    await rotated.add({BERT: LATER})
    assert rotated.read().erased_at(ANNA) == NOW
    assert rotated.read().erased_at(BERT) == LATER
    assert ErasureList(file, RING).read().closed == {"k2": LATER}


def test_a_list_that_is_not_there_is_empty(file: Path) -> None:
    listed = ErasureList(file, RING).read()
    assert (listed.tags, listed.closed) == ({}, {})


async def test_half_a_line_of_a_crash_is_written_over(file: Path) -> None:
    """Its erasure was not stored, so it comes again."""
    erasures = ErasureList(file, RING)
    await erasures.add({ANNA: NOW})
    whole = file.read_text()
    file.write_text(f"{whole}2026-03-02T08:00:00+00:00 k1 abc")
    assert erasures.read().erased_at(ANNA) == NOW
    await erasures.add({BERT: NOW})
    assert len(file.read_text().splitlines()) == 2
    assert erasures.read().erased_at(BERT) == NOW


@pytest.mark.parametrize(
    "line",
    [
        "",
        "yesterday k1 0123456789abcdef",
        "2026-03-02T08:00:00 k1 0123456789abcdef",
        "2026-03-02T08:00:00+00:00 k1 nothex",
    ],
)
async def test_a_line_that_cannot_be_understood_is_named(file: Path, line: str) -> None:
    """It may be anybody's, so nobody is let in by mistake."""
    erasures = ErasureList(file, RING)
    await erasures.add({ANNA: NOW})
    file.write_text(f"{file.read_text()}{line}\n")
    with pytest.raises(StoreError, match="line 2 cannot be understood"):
        erasures.read()


async def test_a_list_that_cannot_be_read_or_written_is_named(file: Path) -> None:
    file.mkdir(parents=True)
    erasures = ErasureList(file, RING)
    for work in (erasures.read, erasures.check):
        with pytest.raises(StoreError, match=r"list of erasures .*erased\.txt"):
            work()
    with pytest.raises(StoreError, match="Is a directory"):
        await erasures.add({ANNA: NOW})


@pytest.mark.parametrize(
    "content", [b"k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n", b"SQLite format 3\0" * 999]
)
async def test_another_file_is_not_written_to(file: Path, content: bytes) -> None:
    """P9: ERASED_FILE may name the key file or the database by mistake."""
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="is another file; see ERASED_FILE"):
        await ErasureList(file, RING).add({ANNA: NOW})
    assert file.read_bytes() == content


async def test_a_start_finds_a_list_that_no_restore_could_read(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n")
    with pytest.raises(StoreError, match="line 1 cannot be understood"):
        ErasureList(file, RING).check()


async def test_lists_of_several_workers_are_one_file(file: Path) -> None:
    """P9: whoever writes waits for who does; no line is lost, and none is cut."""
    chats = [ChatId(number) for number in range(60)]
    await asyncio.gather(*(ErasureList(file, RING).add({chat: NOW}) for chat in chats))
    listed = ErasureList(file, RING).read()
    assert [listed.erased_at(chat) for chat in chats] == [NOW] * 60
    assert len(file.read_text().splitlines()) == 60


async def test_a_disk_that_is_full_leaves_the_list_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R26: no half line, and no erasure."""
    erasures = ErasureList(file, RING)
    await erasures.add({ANNA: NOW})
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        await erasures.add({BERT: NOW})
    assert file.read_bytes() == before


def test_a_list_that_can_be_made_passes_and_is_not_made(file: Path) -> None:
    ErasureList(file, RING).check()
    assert not file.parent.exists()
