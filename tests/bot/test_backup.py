"""R24: `python -m bot backup` beside the running bot, and the way back.

On SQLite: a PostgreSQL database is backed up by its own tools, after which `restored` is asked for.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from pathlib import Path

import pytest

from bot.store.backup import back_up
from bot.store.crypto import KeyRing
from bot.store.key_file import load_key_file, load_or_make_key_file
from bot.store.restore import restore
from bot.store.sql import SqlStore
from bot.store.unpack import opened
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.databases import ENGINES
from tests.bot.respondent import answer
from tests.bot.running import BotProcess
from tests.bot.test_e2e import A_WHILE, Town

KEY = "k1:OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=\n"


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


async def make(bot: BotProcess) -> None:
    """The files of a bot that was started once."""
    key = load_or_make_key_file(Path(bot.settings["DATA_KEY_FILE"]))
    store = await SqlStore.open(bot.settings["DATABASE_URL"], key)
    await store.close()


async def test_a_backup_in_the_middle_of_talks_brings_everyone_to_their_session(
    bot: BotProcess,
) -> None:
    """R24: the bot goes on while a backup is made, and from there everybody goes on."""
    people = {n: Person(bot.server, n) for n in range(1, 13)}
    ready: set[int] = set()

    def react(message: Message) -> None:
        if "moves for today are ready" in message.text:
            ready.add(message.chat)
        elif message.chat not in ready:
            asyncio.get_running_loop().call_soon(answer, people[message.chat], message)

    bot.server.on_message = react
    for person in people.values():
        person.says("/start")
    async with bot.running():
        await bot.server.until(lambda: len(bot.server.calls) > 200)
        bot.server.fail("editMessageText", times=100, seconds=0.1)
        calls = len(bot.server.calls)
        code, said = await bot.answer_to("backup", "b.db")
        assert (code, said.count("\n")) == (0, 1), said
        assert len(bot.server.calls) > calls
        await bot.server.until(lambda: len(ready) == len(people), seconds=60)
    shutil.rmtree(bot.folder / "data")
    code, said = await bot.answer_to("restore", "b.db")
    assert (code, "is restored: 12 people" in said) == (0, True), said
    ready.clear()
    async with bot.running():
        for person in people.values():
            person.says("/start")
        await bot.server.until(lambda: len(ready) == len(people), seconds=60)
    assert "Traceback" not in bot.output


async def test_after_a_restore_the_talk_goes_on_at_the_question_of_the_backup(
    bot: BotProcess,
) -> None:
    """R24, S3: a button that was sent since the backup changes nothing."""
    ada = Person(bot.server, 1)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
        assert (await bot.answer_to("backup", "b.db"))[0] == 0
        ada.says("18-39")
        question = await ada.hears("Any of these now")
        too_late = next(iter(question.buttons.values()))
    code, said = await bot.answer_to("restore", "b.db")
    assert (code, "--force" in said) == (1, True)
    assert (await bot.answer_to("restore", "b.db", "--force"))[0] == 0
    async with bot.running():
        heard = len(ada.heard)
        ada.taps_data(too_late, question.id)
        await bot.server.until(lambda: not bot.server.open_taps)
        ada.says("18-39")
        await bot.server.until(lambda: len(ada.heard) > heard)
        await bot.server.until(lambda: "Any of these now" in ada.heard[-1].text)


async def test_while_the_bot_runs_nothing_is_restored(bot: BotProcess) -> None:
    await make(bot)
    assert (await bot.answer_to("backup", "b.db"))[0] == 0
    async with bot.running() as process:
        code, said = await bot.answer_to("restore", "b.db", "--force")
        assert (code, f"in use by process {process.pid}; stop that" in said) == (1, True)


async def test_a_backup_says_what_is_in_it_and_what_is_not(bot: BotProcess) -> None:
    await make(bot)
    code, said = await bot.answer_to("backup", "b.db")
    assert code == 0
    assert said.startswith("b.db: 0 people, 0 letters")
    assert f"The key file {bot.settings['DATA_KEY_FILE']} is not in it" in said


@pytest.mark.parametrize("engine_name", ENGINES)
async def test_a_database_that_was_restored_by_other_means_is_made_ready(bot: BotProcess) -> None:
    """T4."""
    await make(bot)
    code, said = await bot.answer_to("restored")
    assert (code, said.count("\n"), "There is nobody in the database" in said) == (1, 1, True)
    ada = Person(bot.server, 1)
    ada.says("/start")
    async with bot.running():
        await ada.hears("I am Unhamstrung")
    code, said = await bot.answer_to("restored")
    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("The database is ready for the bot: 1 person.")


async def test_while_a_bot_works_with_it_it_is_too_late_to_make_it_ready(bot: BotProcess) -> None:
    """T4: on PostgreSQL it says so too, but first waits for ten seconds."""
    async with bot.running():
        code, said = await bot.answer_to("restored")
    assert (code, "stop that one first" in said) == (1, True)


@pytest.mark.parametrize(
    ("command", "settings", "words"),
    [
        (("backup", "none/b.db"), {}, "There is no folder none; make it first"),
        (("backup", "keys/bot.key", "--force"), {}, "is no backup; choose another name"),
        (("backup", "b.db"), {"DATABASE_URL": "sqlite:///none.db"}, "There is no database none.db"),
        (("backup", "b.db"), {"DATABASE_URL": f"sqlite:///{'x' * 300}"}, "File name too long"),
        (("backup", "b.db"), {"DATA_KEY_FILE": "none"}, "There is no key file none: put it back"),
        (("backup", "b.db"), {"DATA_KEY_FILE": "other"}, "does not open with the key"),
        (("restore", "none.db", "--force"), {}, "none.db: No such file"),
        (("restore", "keys/bot.key", "--force"), {}, "is no backup, or only a part of one"),
        (("backup", "b.db"), {"DATABASE_URL": "postgresql://b:pw@localhost/b"}, "pg_dump"),
        (("restored",), {"DATABASE_URL": "sqlite:///none.db"}, "There is no database none.db"),
        (("restore", "b.db"), {"DATABASE_URL": "postgresql://b:pw@localhost/b"}, "pg_restore"),
    ],
)
async def test_what_stands_in_the_way_is_one_line_and_code_1(
    bot: BotProcess, command: tuple[str, ...], settings: dict[str, str], words: str
) -> None:
    await make(bot)
    (bot.folder / "other").write_text(KEY)
    bot.settings |= settings
    code, said = await bot.answer_to(*command)
    assert (code, said.count("\n")) == (1, 1), said
    assert words in said
    assert "pw" not in said
    assert not list(bot.folder.glob("b.db*"))


async def test_a_backup_of_the_day_before_brings_one_prompt_and_no_old_letter(
    tmp_path: Path, server: BotApiServer
) -> None:
    """T3, T4: two prompts have passed since the backup; one catch-up comes, and nothing twice."""
    database, backup = tmp_path / "bot.db", tmp_path / "b.db"
    town = Town(server, tmp_path, f"sqlite:///{database}")
    ada = town.person(1)
    async with town.open():
        ada.says("/start")
        await ada.hears("so this session counts", seconds=20)
        town.fall_silent(1)
        town.server.fail("editMessageText", times=3, seconds=60)
        ada.says("/plan")
        ada.says("/help")
        await server.until(lambda: not server.pending)
        await back_up(database, ring(town), backup, force=False)
        assert unsettled(backup) > 0
        server.faults.clear()
        for day in (3, 4):
            town.clock.set(dt.datetime(2026, 3, day, 7, 10, tzinfo=dt.UTC))
            await asyncio.sleep(A_WHILE)
    town.clock.set(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))
    await restore(backup, database, ring(town), town.clock.now(), force=True)
    calls = len(server.calls)
    async with town.open():
        for minute in (1, 30):
            town.clock.set(dt.datetime(2026, 3, 4, 12, minute, tzinfo=dt.UTC))
            await asyncio.sleep(A_WHILE)
    sent = [params["text"] for name, params in server.calls[calls:] if name == "sendMessage"]
    assert len(sent) == 1, sent
    assert "moves for today are ready" in sent[0]


def ring(town: Town) -> KeyRing:
    return load_key_file(town.settings.data_key_file)


def unsettled(database: Path) -> int:
    with opened(database) as connection:
        ((count,),) = connection.execute(
            "SELECT count(*) FROM letters WHERE settled_at IS NULL"
        ).fetchall()
    return int(count)


async def test_who_deleted_everything_since_the_backup_is_deleted_again(bot: BotProcess) -> None:
    """P6: and whoever stayed is there."""
    ada, ben = Person(bot.server, 6_180_339_887), Person(bot.server, 2)
    async with bot.running():
        for person in (ada, ben):
            person.says("/start")
            await person.hears("I am Unhamstrung")
            person.taps("I agree")
            await person.hears("How old are you?")
        assert (await bot.answer_to("backup", "b.db"))[0] == 0
        ada.says("/erase")
        await ada.hears("Delete everything I have stored")
        ada.taps("Delete everything")
        await ada.hears("Receipt")
    file = bot.folder / "keys" / "erased.txt"
    assert file.stat().st_mode & 0o777 == 0o600
    code, said = await bot.answer_to("restore", "b.db", "--force")
    assert (code, said.count("\n")) == (0, 1), said
    assert "1 person had deleted everything or taken back their yes since then" in said
    code, said = await bot.answer_to("restored")
    assert (code, "1 person." in said, "Nobody in it had deleted" in said) == (0, True, True), said
    file.unlink()
    code, said = await bot.answer_to("restore", "b.db", "--force")
    assert (code, said.count("\n"), f"There is no list of erasures {file}" in said) == (0, 1, True)


async def test_a_list_of_erasures_that_nobody_can_write_stops_the_start(bot: BotProcess) -> None:
    """P6: better now than when somebody wants to be deleted."""
    (bot.folder / "list").mkdir()
    bot.settings["ERASED_FILE"] = str(bot.folder / "list")
    code, said = await bot.answer_to("run")
    assert (code, "set ERASED_FILE" in said, "Traceback" in said) == (1, True, False), said
    assert not (bot.folder / "data").exists()
