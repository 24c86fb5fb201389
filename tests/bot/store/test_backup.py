"""R24: a backup counts only after it was restored; and what a restore may never do."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import ChatId
from bot.store import StoreError, parcel
from bot.store.backup import _compare, back_up
from bot.store.crypto import KeyRing
from bot.store.erased import ErasureList
from bot.store.restore import restore
from bot.store.unpack import Inventory, opened
from tests.bot.canaries import forms_of_chat, traces
from tests.bot.store.killed import CHATS
from tests.bot.store.kit import (
    ANNA,
    BERT,
    DAMAGED,
    NOW,
    RING,
    SqlitePlace,
    conversation,
    hours,
    open_store,
    put,
    record,
    rows,
    say,
    talk,
    url,
)
from tests.bot.store.stopped import stopped_at_each_step
from tests.bot.store.test_killed import check_chat
from tests.bot.store.test_migrations import DUMPS, loaded, schema, schema_of_the_tables

OTHER = KeyRing.parse("k1:" + "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=")
KEY = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
FINDABLE = ChatId(6_180_339_887)
ROOT = os.geteuid() == 0
LATER = NOW + hours(24)


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A database that Anna is in, and no bot that runs."""
    folder = tmp_path / "data"
    store = await open_store(folder)
    await put(store, talk(), say(), records=[record(n=1)], keys=["u:1"])
    await store.close()
    return folder


@pytest.fixture
async def backup(folder: Path) -> Path:
    """Made of the database with Anna in it; Bert came later."""
    file = folder.with_name("backup.db")
    await back_up(folder / "bot.db", RING, file, force=False)
    store = await open_store(folder)
    await put(store, talk(), chat=BERT)
    await store.close()
    return file


async def put_back(backup: Path, folder: Path, *, force: bool = True) -> Path | None:
    return (await restore(backup, folder / "bot.db", RING, LATER, force=force)).aside


def people(folder: Path) -> list[int]:
    return [chat for (chat,) in rows(folder, "SELECT chat_id FROM people ORDER BY chat_id")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# A backup


async def test_a_backup_is_one_file_for_its_owner_alone(folder: Path, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert names(folder.parent) == ["backup.db", "data"]


async def test_it_says_what_is_in_it(folder: Path, tmp_path: Path) -> None:
    found = await back_up(folder / "bot.db", RING, tmp_path / "b.db", force=False)
    assert found.unreadable == frozenset()
    assert (found.rows["people"], found.rows["history"], found.rows["taken"]) == (1, 1, 1)


async def test_it_holds_nothing_of_who_was_forgotten(folder: Path, tmp_path: Path) -> None:
    ((gone,),) = rows(folder, "SELECT blob FROM history")
    store = await open_store(folder)
    await put(store, None, forget=True)
    await store.close()
    await back_up(folder / "bot.db", RING, tmp_path / "b.db", force=False)
    assert gone not in (tmp_path / "b.db").read_bytes()


async def test_backups_of_a_busy_database_are_whole(tmp_path: Path) -> None:
    """R24, R1: each holds one moment, at which every update was stored everywhere or nowhere."""
    with writing(tmp_path) as process:
        for number in range(5):
            file = tmp_path / f"{number}.db"
            await back_up(tmp_path / "bot.db", RING, file, force=False)
        assert process.poll() is None
    totals = []
    for number in range(5):
        folder = tmp_path / f"restored-{number}"
        await put_back(tmp_path / f"{number}.db", folder)
        ((total,),) = rows(folder, "SELECT next_update FROM offsets")
        for chat in range(CHATS):
            await check_chat(SqlitePlace(folder), chat, list(range(chat, total, CHATS)))
        totals.append(total)
    assert totals == sorted(totals)
    assert totals[0] < totals[-1], "the bot went on while backups were made"


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that stores without a pause, and is killed in the end."""
    command = [sys.executable, "-m", "tests.bot.store.killed", url(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        while not rows(folder, "SELECT 1 FROM people"):
            assert process.poll() is None
        yield process
        process.kill()


async def test_an_existing_file_is_replaced_only_by_force(folder: Path, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(StoreError, match="exists; choose another name, or replace it with --force"):
        await back_up(folder / "bot.db", RING, backup, force=False)
    assert backup.read_bytes() == before
    found = await back_up(folder / "bot.db", RING, backup, force=True)
    assert found.rows["people"] == 2


@pytest.mark.parametrize("name", ["bot.db", "notes", "folder"])
async def test_force_replaces_nothing_but_a_backup(folder: Path, name: str) -> None:
    """A slip must not cost the database or the key file."""
    (folder / "notes").write_text("k1:x")
    (folder / "folder").mkdir()
    with pytest.raises(StoreError, match="exists and is no backup"):
        await back_up(folder / "bot.db", RING, folder / name, force=True)
    assert people(folder) == [ANNA]


async def test_a_backup_that_is_killed_at_any_step_is_whole_or_not_there(folder: Path) -> None:
    """R24, R1: and it leaves the next one free."""
    file = folder.with_name("b.db")
    for _ in killed_at_each_step(folder, "backup", file):
        assert not file.exists() or await put_back(file, folder.with_name("new")) is None
        shutil.rmtree(folder.with_name("new"), ignore_errors=True)
        file.unlink(missing_ok=True)
    assert names(folder.parent) == ["b.db", "data"]


def killed_at_each_step(folder: Path, command: str, file: Path) -> Iterator[int]:
    key = folder / "key"
    key.write_text(KEY)
    given = {"DATABASE_URL": f"sqlite:///{folder}/bot.db", "DATA_KEY_FILE": str(key)}
    return stopped_at_each_step(folder.parent, [command, str(file), "--force"], given)


async def test_two_backups_to_one_file_do_not_mix(folder: Path) -> None:
    file = folder.with_name("b.db")
    with file.with_name("b.db.partial").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="Another backup writes"):
            await back_up(folder / "bot.db", RING, file, force=False)
    await back_up(folder / "bot.db", RING, file, force=False)


@pytest.mark.parametrize(("start", "end"), [(0, 4096), (8192, 81920)])
async def test_a_damaged_database_gives_no_backup(folder: Path, start: int, end: int) -> None:
    """R24, R26: one line says so, and an older backup stays."""
    file = folder.with_name("b.db")
    whole = (folder / "bot.db").read_bytes()
    (folder / "bot.db").write_bytes(whole[:start] + b"x" * (end - start) + whole[end:])
    with pytest.raises(StoreError, match=r"bot\.db: it is (not a database|damaged)"):
        await back_up(folder / "bot.db", RING, file, force=False)
    assert names(folder.parent) == ["data"]


async def test_who_cannot_be_read_is_said_and_does_not_cost_the_rest(folder: Path) -> None:
    rows(folder, f"UPDATE people SET snapshot = {DAMAGED}")
    file = folder.with_name("b.db")
    found = await back_up(folder / "bot.db", RING, file, force=False)
    assert found.unreadable == {ANNA}
    await put_back(file, folder)
    assert people(folder) == [ANNA]


async def test_who_can_be_read_in_the_database_must_be_in_the_backup(folder: Path) -> None:
    """R24: a copy that differs does not count."""
    with pytest.raises(StoreError, match="differs from it"):
        await _compare(Inventory({}, frozenset({ANNA})), folder / "bot.db", RING)


async def test_a_key_that_does_not_fit_gives_no_backup(folder: Path) -> None:
    with pytest.raises(StoreError, match="put back the key file"):
        await back_up(folder / "bot.db", OTHER, folder.with_name("b.db"), force=False)
    assert names(folder.parent) == ["data"]


async def test_what_is_missing_is_named(folder: Path) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        await back_up(folder / "bot.db", RING, folder / "none" / "b.db", force=False)
    with pytest.raises(StoreError, match="There is no database"):
        await back_up(folder / "none.db", RING, folder / "b.db", force=False)
    with pytest.raises(StoreError, match="No such file"):
        await put_back(folder / "none.db", folder)


# A restore


async def test_a_restore_brings_back_what_was_there(folder: Path, backup: Path) -> None:
    assert people(folder) == [ANNA, BERT]
    aside = await put_back(backup, folder)
    assert people(folder) == [ANNA]
    store = await open_store(folder)
    assert await conversation(store) == talk()
    await store.close()
    assert aside == folder / "bot.db.before-restore-1"
    assert names(folder) == ["bot.db", "bot.db.before-restore-1", "bot.db.lock"]
    (folder / "bot.db").unlink()
    aside.rename(folder / "bot.db")
    assert people(folder) == [ANNA, BERT], "what was there before is kept"


async def test_a_restore_to_an_empty_place_needs_no_force(backup: Path, tmp_path: Path) -> None:
    assert await put_back(backup, tmp_path / "new", force=False) is None
    assert people(tmp_path / "new") == [ANNA]
    assert (tmp_path / "new" / "bot.db").stat().st_mode & 0o777 == 0o600


async def test_without_force_a_database_stays(folder: Path, backup: Path) -> None:
    with pytest.raises(StoreError, match="with --force it is put aside"):
        await put_back(backup, folder, force=False)
    assert people(folder) == [ANNA, BERT]


async def test_every_database_that_was_put_aside_is_kept(folder: Path, backup: Path) -> None:
    asides = [await put_back(backup, folder) for _ in range(3)]
    assert [aside and aside.name[-1] for aside in asides] == ["1", "2", "3"]
    assert names(folder).count("bot.db.before-restore-1") == 1


async def test_while_a_bot_runs_nothing_is_restored(folder: Path, backup: Path) -> None:
    store = await open_store(folder)
    with pytest.raises(StoreError, match=rf"in use by process {os.getpid()}; stop that one"):
        await put_back(backup, folder)
    await put(store, talk())
    await store.close()
    assert people(folder) == [ANNA, BERT]


async def test_while_another_program_has_it_open_nothing_is_restored(
    folder: Path, backup: Path
) -> None:
    """Its next write would go to the log of the new database."""
    stranger = sqlite3.connect(folder / "bot.db", isolation_level=None)
    stranger.execute("BEGIN")
    stranger.execute("SELECT * FROM people").fetchall()
    with pytest.raises(StoreError, match="another program holds it locked"):
        await put_back(backup, folder)
    stranger.close()
    assert people(folder) == [ANNA, BERT]


async def test_the_log_of_a_killed_bot_never_meets_the_new_database(tmp_path: Path) -> None:
    """R1, R24: all it had stored is in what is put aside, none of it in what is restored."""
    with writing(tmp_path) as process:
        await back_up(tmp_path / "bot.db", RING, tmp_path / "b.db", force=False)
        while (tmp_path / "bot.db-wal").stat().st_size == 0:
            assert process.poll() is None
    aside = await put_back(tmp_path / "b.db", tmp_path)
    assert aside is not None
    assert "bot.db-wal" not in names(tmp_path)
    with opened(aside) as connection:
        ((last,),) = connection.execute("SELECT next_update FROM offsets").fetchall()
    ((total,),) = rows(tmp_path, "SELECT next_update FROM offsets")
    assert total < last
    for chat in range(CHATS):
        await check_chat(SqlitePlace(tmp_path), chat, list(range(chat, total, CHATS)))
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_broken_database_is_put_aside_with_its_log(tmp_path: Path) -> None:
    """Whoever mends such files by hand needs both."""
    with writing(tmp_path) as process:
        await back_up(tmp_path / "bot.db", RING, tmp_path / "b.db", force=False)
        while (tmp_path / "bot.db-wal").stat().st_size == 0:
            assert process.poll() is None
    (tmp_path / "bot.db").write_bytes(b"letters to a friend " * 1000)
    log = (tmp_path / "bot.db-wal").read_bytes()
    aside = await put_back(tmp_path / "b.db", tmp_path)
    assert aside is not None
    assert aside.read_bytes().startswith(b"letters")
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_restore_that_is_killed_at_any_step_leaves_the_old_or_the_new(
    folder: Path, backup: Path
) -> None:
    """R24, R1."""
    rows(folder, "PRAGMA journal_mode=DELETE")
    old = (folder / "bot.db").read_bytes()
    outcomes = []
    for _ in killed_at_each_step(folder, "restore", backup):
        assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
        outcomes.append(people(folder))
        kept = [path.read_bytes() for path in folder.glob("bot.db*")]
        assert old in kept, "nothing is lost"
        for path in folder.glob("bot.db*"):
            path.unlink()
        (folder / "bot.db").write_bytes(old)
    assert outcomes == sorted(outcomes, reverse=True), "first the old one, then the new one"
    assert people(folder) == [ANNA]
    assert not list(folder.glob(".*"))


async def test_no_letter_of_the_backup_is_sent_again(folder: Path) -> None:
    """T4: those that waited or were tried at that moment may have been sent since."""
    store = await open_store(folder)
    await put(store, talk(), say("answer"), say("prompt", lane="prompt"))
    await back_up(folder / "bot.db", RING, folder.with_name("b.db"), force=False)
    await store.close()
    await put_back(folder.with_name("b.db"), folder)
    found = rows(folder, "SELECT DISTINCT state, settled_at FROM letters")
    assert found == [("uncertain", "2026-03-03 08:00:00.000000")]
    store = await open_store(folder)
    assert await store.recover(LATER) == ()
    assert await store.claim(LATER, 100) == ()
    await store.close()


async def test_who_deleted_everything_since_is_in_no_byte_of_what_is_restored(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    """P6."""
    erasures = ErasureList(tmp_path / "keys" / "erased.txt", RING)
    store = await open_store(folder)
    await put(store, talk(), chat=FINDABLE)
    await store.close()
    await back_up(folder / "bot.db", RING, backup, force=True)
    await erasures.add({FINDABLE: LATER})
    done = await restore(backup, folder / "bot.db", RING, LATER, force=True, erasures=erasures)
    assert done.erased == 1
    assert people(folder) == [ANNA, BERT]
    (folder / "bot.db.before-restore-1").unlink()
    assert list(traces([folder], forms_of_chat(FINDABLE))) == []


async def test_a_list_that_cannot_be_read_restores_nothing(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    """P6: nobody who is on it comes back by mistake."""
    file = tmp_path / "erased.txt"
    file.write_text("what is this\n")
    erasures = ErasureList(file, RING)
    with pytest.raises(StoreError, match="line 1 cannot be understood"):
        await restore(backup, folder / "bot.db", RING, LATER, force=True, erasures=erasures)
    assert people(folder) == [ANNA, BERT]


async def test_questions_after_a_restore_get_new_numbers(folder: Path) -> None:
    """S3, T4: a button that was sent after the backup answers none of them."""
    store = await open_store(folder)
    await put(store, talk(next_ask=7))
    await store.close()
    await back_up(folder / "bot.db", RING, folder.with_name("b.db"), force=False)
    await put_back(folder.with_name("b.db"), folder)
    store = await open_store(folder)
    back = await conversation(store)
    await store.close()
    assert back is not None
    assert back.next_ask > 1_000_000
    assert back.model_copy(update={"next_ask": 7}) == talk(next_ask=7)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_a_backup_of_any_schema_is_restored_to_the_newest(dump: Path, tmp_path: Path) -> None:
    """R17, R24."""
    database = loaded(dump, tmp_path)
    await back_up(database, RING, tmp_path / "b.db", force=False)
    await put_back(tmp_path / "b.db", tmp_path)
    assert schema(database) == schema_of_the_tables(tmp_path)
    assert len(people(tmp_path)) == 3


async def test_a_backup_of_a_newer_program_is_refused(folder: Path, tmp_path: Path) -> None:
    rows(folder, "UPDATE alembic_version SET version_num = '9999'")
    rows(folder, "UPDATE meta SET value = x'39393939' WHERE name = 'schema_since'")
    newer = sealed_copy(folder, tmp_path / "newer.db")
    with pytest.raises(StoreError, match=r"9999.*newer program"):
        await put_back(newer, tmp_path / "new")
    assert names(tmp_path / "new") == ["bot.db.lock"]


def sealed_copy(folder: Path, target: Path) -> Path:
    """What a backup would be if nobody tried it out."""
    with opened(folder / "bot.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    target.write_bytes((folder / "bot.db").read_bytes())
    parcel.seal(target)
    return target


# Damage


async def test_one_bit_that_is_wrong_anywhere_refuses_the_file(folder: Path, backup: Path) -> None:
    """R24: SQLite's own check does not notice a changed byte inside a value."""
    whole = backup.read_bytes()
    places = random.Random(1).sample(range(len(whole)), 200)
    for place in [*places, 0, len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        backup.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"is damaged since|is no backup"):
            await put_back(backup, folder)
    assert people(folder) == [ANNA, BERT]
    assert names(folder) == ["bot.db", "bot.db.lock"]


async def test_a_file_that_was_cut_or_grew_is_refused(folder: Path, backup: Path) -> None:
    whole = backup.read_bytes()
    for size in (0, 1, 97, 98, 4096, len(whole) // 2, len(whole) - 98, len(whole) - 1):
        backup.write_bytes(whole[:size])
        with pytest.raises(StoreError, match="is no backup, or only a part of one"):
            await put_back(backup, folder)
    for more in (b"\n", whole[-98:]):
        backup.write_bytes(whole + more)
        with pytest.raises(StoreError, match=r"is damaged since|is no backup"):
            await put_back(backup, folder)
    assert people(folder) == [ANNA, BERT]


async def test_a_sealed_file_that_is_no_sound_database_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    """R24: the checksum fits here, so it is what SQLite and the store find that refuses."""
    cases = {
        "DROP TABLE meta": "holds no database of this bot",
        "UPDATE history SET chat_id = 9": "rows without their person",
        "UPDATE meta SET value = x'6b313a00'": "does not open with the key",
    }
    before = (folder / "bot.db").read_bytes()
    for number, (change, said) in enumerate(cases.items()):
        rows(folder, "PRAGMA journal_mode=DELETE")
        rows(folder, change)
        bad = sealed_copy(folder, tmp_path / f"{number}.db")
        (folder / "bot.db").write_bytes(before)
        with pytest.raises(StoreError, match=said):
            await put_back(bad, tmp_path / "new")
    torn = tmp_path / "torn.db"
    torn.write_bytes(before[: len(before) // 2])
    parcel.seal(torn)
    with pytest.raises(StoreError, match=r"torn\.db is damaged"):
        await put_back(torn, tmp_path / "new")


async def test_another_key_is_refused(folder: Path, backup: Path) -> None:
    """P9: a wrong key fails closed."""
    with pytest.raises(StoreError, match="does not open with the key"):
        await restore(backup, folder / "bot.db", OTHER, LATER, force=True)
    assert people(folder) == [ANNA, BERT]


# Disks and rights


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Room for one copy of the database, not for two."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        not ROOT
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield disk
    subprocess.run(["umount", disk], check=True)


async def test_a_full_disk_gives_no_backup_and_one_line(folder: Path, small_disk: Path) -> None:
    """R26, R24."""
    with pytest.raises(StoreError, match=r"full|No space"):
        await back_up(folder / "bot.db", RING, small_disk / "b.db", force=False)
    assert names(small_disk) == []


async def test_a_full_disk_keeps_the_old_database(
    folder: Path, backup: Path, small_disk: Path
) -> None:
    """R26."""
    shutil.copy(folder / "bot.db", small_disk)
    with pytest.raises(StoreError, match=r"full|No space"):
        await put_back(backup, small_disk)
    assert people(small_disk) == [ANNA, BERT]
    assert names(small_disk) == ["bot.db", "bot.db.lock"]


@pytest.mark.skipif(not ROOT, reason="only root gives files away")
async def test_who_runs_the_bot_can_open_what_root_restored(folder: Path, backup: Path) -> None:
    nobody = 65534
    for path in (folder, *folder.iterdir()):
        os.chown(path, nobody, nobody)
    (folder / "bot.db").chmod(0o640)
    await put_back(backup, folder)
    assert (folder / "bot.db").stat().st_mode & 0o777 == 0o640
    assert {path.stat().st_uid for path in folder.iterdir()} == {nobody}
    for path in folder.iterdir():
        path.unlink()
    await put_back(backup, folder)
    assert {path.stat().st_uid for path in folder.iterdir()} == {nobody}, "of the folder's owner"


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    """Where nobody may write; to root only a disk can say so."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700 if ROOT else 0o500)
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder]
    if ROOT and subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this root may not mount a disk")
    yield folder
    if ROOT:
        subprocess.run(["umount", folder], check=True)


async def test_a_folder_that_takes_nothing_is_named(
    folder: Path, backup: Path, closed_folder: Path
) -> None:
    for work in (
        back_up(folder / "bot.db", RING, closed_folder / "b.db", force=False),
        restore(backup, closed_folder / "bot.db", RING, LATER, force=False),
    ):
        with pytest.raises(StoreError, match=r"closed.*(Permission denied|Read-only)"):
            await work
