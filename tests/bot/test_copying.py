"""The command `copy`, as an operator calls it: its words, its bar, and a kill at any moment."""

from __future__ import annotations

import asyncio
import io
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.copying import Bar
from bot.store.copying import Step
from bot.store.crypto import KeyRing
from bot.store.key_file import load_or_make_key_file
from bot.store.side import TABLES
from bot.store.sql import SqlStore
from bot.store.sqlite import SqliteEngine
from tests.bot.api_server import BotApiServer, Person
from tests.bot.databases import Make
from tests.bot.running import BotProcess
from tests.bot.store.kit import NOW, Place, SqlitePlace, put, record, say, talk

PEOPLE = 20_000
KILLS = 5


@pytest.fixture
async def here(server: BotApiServer, tmp_path: Path) -> BotProcess:
    """On SQLite."""
    return BotProcess(server, tmp_path)


@pytest.fixture
async def target(make_database: Make) -> Place:
    return await make_database("target")


def database(bot: BotProcess) -> SqlitePlace:
    path = SqliteEngine.at(bot.settings["DATABASE_URL"]).path
    return SqlitePlace(path.parent)


async def test_somebody_goes_on_at_the_same_question_on_the_other_engine(
    here: BotProcess, target: Place
) -> None:
    ada = Person(here.server, 1)
    async with here.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
    ada.says("18-39")
    code, said = await here.answer_to("copy", "--to", target.url)
    assert code == 0, said
    assert "holds all of" in said
    assert "1 person" in said
    assert "set DATABASE_URL to it and start the bot" in said
    heard = len(ada.heard)
    here.settings["DATABASE_URL"] = target.url
    async with here.running():
        await ada.hears("Any of these now")
    assert len(ada.heard) <= heard + 2, "nothing that was said is said again"
    assert "Traceback" not in here.output


async def make(bot: BotProcess, people: int = 1) -> KeyRing:
    """Rows as a bot leaves them; most are copies of one person's, whom nobody will read."""
    key = load_or_make_key_file(Path(bot.settings["DATA_KEY_FILE"]))
    store = await SqlStore.open(bot.settings["DATABASE_URL"], key)
    await put(store, talk(NOW), say(), records=[record()], keys=["u:1:1"])
    await store.close()
    folder = database(bot).folder
    with closing(sqlite3.connect(next(folder.glob("*.db")))) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO people (chat_id, wrapped_key, snapshot, version, due_at, updated_at)"
            " SELECT 5000000000 + i, wrapped_key, snapshot, version, due_at, updated_at"
            " FROM people, n WHERE chat_id = 1001",
            (people - 1,),
        )
    return key


async def test_kill_9_at_any_moment_and_called_again_it_ends_with_the_same(
    here: BotProcess, target: Place, engine_name: str
) -> None:
    await make(here, PEOPLE)
    moments = random.Random(3)
    for rows in sorted(moments.randrange(PEOPLE * 3 // 4) for _ in range(KILLS)):
        process = await here.start("copy", "--to", target.url)
        await until_there(target, rows)
        await asyncio.sleep(moments.uniform(0.0, 0.03))
        process.kill()
        await process.communicate()
        if engine_name == "postgresql":  # its session ends when the server notices
            await asyncio.sleep(0.2)
    code, said = await here.answer_to("copy", "--to", target.url)
    assert code == 0, said
    assert f"{PEOPLE:,} people" in said
    for table in TABLES:
        statement = f'SELECT count(*) FROM "{table.name}"'
        file = next(database(here).folder.glob("*.db"))
        with closing(sqlite3.connect(file)) as connection:
            assert await target.rows(statement) == connection.execute(statement).fetchall()


async def test_broken_off_by_hand_it_says_how_to_go_on(here: BotProcess, target: Place) -> None:
    await make(here, PEOPLE)
    process = await here.start("copy", "--to", target.url)
    await until_there(target, 1)
    assert await here.end(process, signal.SIGINT) == 1
    assert here.output.endswith(
        "copy: broken off; call it again, and it goes on where it stopped\n"
    )
    assert "Traceback" not in here.output


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--to", "postgresql://bot:pa55/w0rd@h/bot"), 2, "--to: must be sqlite:///"),
        (("--to", "sqlite:///x.db", "--from", "mysql://bot:pa55@h/b"), 2, "--from: must be sqlite"),
        (("--to", "postgresql://bot:pa55@127.0.0.1:1/bot"), 1, "server cannot be reached"),
        (("--to", "sqlite:///x.db", "--from", "sqlite:///none.db"), 1, "There is no database none"),
        (("--to", "sqlite:///data/bot.db"), 1, "Both addresses lead to"),
        (("--to", "sqlite:///keys/bot.key"), 1, "it is not a database"),
    ],
)
async def test_what_stands_in_the_way_is_one_line(
    here: BotProcess, options: tuple[str, ...], code: int, words: str
) -> None:
    await make(here)
    told, said = await here.answer_to("copy", *options)
    assert (told, said.count("\n")) == (code, 1), said
    assert words in said
    assert "pa55" not in said


async def test_while_a_bot_runs_on_either_it_refuses(here: BotProcess, target: Place) -> None:
    await make(here)
    source = here.settings["DATABASE_URL"]
    for url in (source, target.url):
        here.settings["DATABASE_URL"] = url
        async with here.running():
            code, said = await here.answer_to("copy", "--from", source, "--to", target.url)
            assert (code, said.count("\n")) == (1, 1), said
            assert "stop" in said


async def test_a_key_that_does_not_fit_is_a_note_and_no_hindrance(
    here: BotProcess, target: Place
) -> None:
    await make(here)
    Path(here.settings["DATA_KEY_FILE"]).write_text(f"k1:{'T' * 43}=\n")
    code, said = await here.answer_to("copy", "--to", target.url)
    assert code == 0, said
    assert "The key that is set here does not fit it" in said


async def test_a_bot_on_an_unfinished_copy_ends_with_one_line(
    here: BotProcess, target: Place
) -> None:
    await make(here, PEOPLE)
    process = await here.start("copy", "--to", target.url)
    await until_there(target, 1)
    process.kill()
    await process.communicate()
    here.settings |= {"DATABASE_URL": target.url, "LOG_LEVEL": "WARNING"}
    code, said = await here.answer_to("run")
    assert (code, said.count("\n")) == (1, 1), said
    assert "is not finished; call `python -m bot copy` again" in said


async def until_there(target: Place, people: int) -> None:
    async with asyncio.timeout(20):
        while await _people(target) < people:  # noqa: ASYNC110 - another process fills it
            await asyncio.sleep(0.01)


async def _people(target: Place) -> int:
    try:
        ((count,),) = await target.rows("SELECT count(*) FROM people")
    except Exception:  # noqa: BLE001 - there is no table yet, whatever the driver calls that
        return 0
    return int(count)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class Watch:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def shown(out: io.StringIO, *steps: tuple[float, Step]) -> str:
    watch = Watch()
    bar: Any = Bar(out, watch)
    for at, step in steps:
        watch.at = at
        bar(step)
    bar.end()
    return out.getvalue()


def test_a_terminal_has_one_line_that_moves() -> None:
    said = shown(
        Screen(),
        (0.0, Step("copied", 0, 4000)),
        (0.1, Step("copied", 500, 4000)),
        (2.0, Step("copied", 1000, 4000)),
        (4.0, Step("copied", 4000, 4000)),
        (5.0, Step("compared", 4000, 4000)),
    )
    assert said.count("\n") == 2
    lines = [line for line in said.replace("\n", "\r").split("\r") if line]
    assert [line.partition("]")[0].count("#") for line in lines] == [0, 7, 30, 30]
    assert "copied 1,000 of 4,000 rows, 25 %, 500 rows/s, 6 s left" in lines[1]


def test_elsewhere_there_is_a_line_every_ten_seconds() -> None:
    steps = [(second / 2, Step("copied", second, 50)) for second in range(51)]
    lines = shown(io.StringIO(), *steps).splitlines()
    assert [line.split()[1] for line in lines] == ["0", "20", "40", "50"]
    assert lines[1] == "copied 20 of 50 rows, 40 %, 2 rows/s, 15 s left"


def test_what_an_earlier_call_has_copied_makes_nobody_faster() -> None:
    said = shown(io.StringIO(), (0.0, Step("copied", 900, 1000)), (10.0, Step("copied", 950, 1000)))
    assert "95 %, 5 rows/s, 10 s left" in said


def test_an_empty_database_is_copied_at_once() -> None:
    assert shown(io.StringIO(), (0.0, Step("copied", 0, 0))) == "copied 0 of 0 rows, 100 %\n"
