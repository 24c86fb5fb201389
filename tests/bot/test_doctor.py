"""`python -m bot doctor`: whatever can be wrong has a line that names it and says what to do."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import Clock, SystemClock, VirtualClock
from bot.doctor import examine
from bot.doctor.at_telegram import telegram, webhook_lines
from bot.doctor.database import database as database_lines
from bot.doctor.database import schema_lines
from bot.doctor.files import disk_lines, key_lines
from bot.doctor.given import Given, given
from bot.doctor.here import health, listening, zones
from bot.doctor.lines import Line
from bot.doctor.postgres import is_pooled, server_lines
from bot.doctor.seen import Found, Seen
from bot.settings import Settings, SettingsError
from bot.store.copying import copy
from bot.store.engines import engine_for
from bot.store.key_file import load_or_make_key_file
from bot.store.migrations import HEAD
from bot.store.sql import SqlStore
from bot.telegram.api import TelegramApi
from tests.bot.api_server import TOKEN, BotApiServer, Person
from tests.bot.databases import on_sqlite_alone
from tests.bot.running import BotProcess
from tests.bot.store.kit import NOW, OTHER_RING, RING, Place, SqlitePlace, put, talk

ABOUTS = ["settings", "Telegram", "clock", "token", "webhook", "database", "workers", "schema",
          "key", "erasures", "content", "time zones"]  # fmt: skip
"""What a whole examination tells of; disk too, where the database is a file."""
HERE = Path(__file__)


async def all_of(check: AsyncIterator[Line]) -> list[Line]:
    return [line async for line in check]


def told(lines: list[Line], about: str) -> Line:
    """The one line about it."""
    (line,) = [line for line in lines if line.about == about]
    return line


def abouts(said: str) -> set[str]:
    return {line[5:].partition(":")[0] for line in said.splitlines()}


def to_mend(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("MEND")]


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


# The real command


async def test_a_bot_that_runs_well_has_nothing_to_mend(bot: BotProcess, engine_name: str) -> None:
    """But on the tests' own PostgreSQL, which is as fast as it must not be elsewhere."""
    async with bot.running() as process:
        code, said = await bot.answer_to("doctor")
        assert process.returncode is None
    assert abouts(said) >= set(ABOUTS), said
    if engine_name == "sqlite":
        assert (code, to_mend(said)) == (0, []), said
        assert f"ok   workers: process {process.pid} works with it" in said
    else:
        assert code == 1
        assert [line for line in to_mend(said) if "fsync is off" not in line] == [], said
        assert "ok   workers: 1 worker runs" in said
    assert f"ok   schema: {HEAD}" in said
    assert "ok   webhook: none is set, as polling needs it" in said
    assert "fits the database, all under k1" in said
    assert TOKEN.partition(":")[2] not in said


@on_sqlite_alone
async def test_before_the_first_start_all_is_well_and_nothing_is_made(bot: BotProcess) -> None:
    code, said = await bot.answer_to("doctor")
    assert (code, to_mend(said)) == (0, []), said
    assert "note database: there is no" in said
    assert "note key: there is no" in said
    assert files(bot.folder) == []


@on_sqlite_alone
async def test_a_stopped_bots_files_stay_as_they_are(bot: BotProcess) -> None:
    async with bot.running():
        pass
    before = {file: file.stat().st_mtime_ns for file in files(bot.folder)}
    code, said = await bot.answer_to("doctor")
    assert (code, to_mend(said)) == (0, []), said
    assert "ok   workers: no bot works with it now" in said
    assert {file: file.stat().st_mtime_ns for file in files(bot.folder)} == before


def test_credentials_that_cannot_be_looked_at_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", f"/{'x' * 300}")
    with pytest.raises(SettingsError, match="cannot be read"):
        given()


@on_sqlite_alone
async def test_wrong_settings_are_told_all_together_and_the_rest_is_looked_at(
    bot: BotProcess,
) -> None:
    """Exit code 2, as systemd must not start it anew."""
    bot.settings |= {
        "SEND_RATE": "fast", "HEALTH_PORT": "-1", "DATABASE_URL": "mysql://b:pa55word@h/b",
    }  # fmt: skip
    code, said = await bot.answer_to("doctor")
    assert code == 2
    assert "MEND settings: SEND_RATE: must be a number above 0" in said
    assert "MEND settings: HEALTH_PORT: must be" in said
    assert "MEND settings: DATABASE_URL: must be" in said
    assert "note database: not looked at, as DATABASE_URL cannot be read" in said
    assert "ok   token: of the bot 123456" in said
    assert "ok   content: whole" in said
    assert "pa55word" not in said
    assert "Traceback" not in said


@pytest.mark.slow
@on_sqlite_alone
async def test_with_everything_away_it_ends_in_time(bot: BotProcess) -> None:
    """Telegram, the database and the bot take calls and never say a word."""
    async with silent() as port:
        bot.settings |= {
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"postgresql://bot:pa55word@127.0.0.1:{port}/bot",
            "HEALTH_PORT": str(port),
        }
        begun = time.monotonic()
        process = await bot.start("doctor")
        said = (await process.communicate())[0].decode()
    assert time.monotonic() - begun < 20
    assert process.returncode == 1
    assert "cannot be reached (no answer within 6 s)" in said
    assert "MEND database: " in said
    assert "MEND health: no answer" in said
    assert "pa55word" not in said


@contextlib.asynccontextmanager
async def silent() -> AsyncIterator[int]:
    open_: list[asyncio.StreamWriter] = []

    async def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_.append(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in open_:
            writer.close()


# Settings


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file .env of a fresh folder, for its owner alone."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    file = tmp_path / ".env"
    file.touch(0o600)
    return file


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "ok   settings: none is set"),
        ("SEND_RATE=5\nBOT_NAME=Bendy", "ok   settings: set are BOT_NAME, SEND_RATE"),
        (
            "SENDRATE=5",
            "note settings: .env sets SENDRATE, which does nothing; is SEND_RATE meant?",
        ),
        ("export data_keyfile=x", "note settings: .env sets DATA_KEYFILE, which does nothing; is"),
        ("SEND_RATE=fast", "MEND settings: SEND_RATE: must be a number"),
        ("HEALTH_PORT=x\nSEND_RATE=y", "MEND settings: HEALTH_PORT: must be"),
        ("DATA_KEY=k1:short", "MEND settings: DATA_KEY: must be entries"),
        (
            f"TELEGRAM_BOT_TOKEN={TOKEN}",
            "note settings: OPERATOR_NAME and OPERATOR_CONTACT not set",
        ),
    ],
)
def test_what_is_set_is_told_by_names(env: Path, text: str, line: str) -> None:
    env.write_text(text)
    lines = [str(line) for line in given().lines]
    assert any(said.startswith(line) for said in lines), lines
    assert TOKEN not in "".join(lines)


@pytest.mark.parametrize("text", ["POSTGRES_PASSWORD=x", "COMPOSE_PROJECT_NAME=x", "# SENDRATE=5"])
def test_what_is_another_programs_is_left_alone(env: Path, text: str) -> None:
    env.write_text(text)
    assert [line.mark for line in given().lines] == ["ok"]


def test_an_env_file_with_a_secret_is_for_its_owner(env: Path) -> None:
    env.chmod(0o644)
    env.write_text("SEND_RATE=5")
    assert not [line for line in given().lines if line.mark == "MEND"]
    env.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}")
    (line,) = [line for line in given().lines if line.mark == "MEND"]
    assert "`chmod 600 .env`" in line.said


def test_an_env_file_that_is_no_text_is_one_line(env: Path) -> None:
    env.write_bytes(b"\xff\xfe\x00")
    found = given()
    assert str(found.lines[0]).startswith("MEND settings: .env: cannot be read")
    assert found.wrong


# Telegram


def settings(server: BotApiServer | None = None, **more: Any) -> Settings:
    if server is not None:
        more = {"telegram_bot_token": TOKEN, "telegram_api_url": server.url, **more}
    return Settings(_env_file=None, **more)  # type: ignore[call-arg] # the library's own switch


async def test_telegram_says_whose_token_it_is(server: BotApiServer) -> None:
    lines = await all_of(telegram(settings(server), SystemClock()))
    assert [line.mark for line in lines] == ["ok"] * 4
    assert told(lines, "token").said == "of the bot 123456, @hamstring_bot"
    assert "answers in 0." in told(lines, "Telegram").said


async def test_no_token_is_the_preview() -> None:
    (line,) = await all_of(telegram(settings(), SystemClock()))
    assert (line.mark, line.about) == ("note", "token")


async def test_a_wrong_token_is_named_and_not_shown(server: BotApiServer) -> None:
    wrong = settings(server, telegram_bot_token="654321:WRONG-not-a-real-token-00000000000000")
    lines = await all_of(telegram(wrong, SystemClock()))
    assert "copy it again from @BotFather" in told(lines, "token").said
    assert told(lines, "Telegram").mark == "ok"
    assert "WRONG" not in str(lines)


async def test_telegram_away_is_one_line_without_the_token() -> None:
    away = settings(telegram_bot_token=TOKEN, telegram_api_url="http://127.0.0.1:1")
    (line,) = await all_of(telegram(away, SystemClock()))
    assert line.mark == "MEND"
    assert line.said.startswith("http://127.0.0.1:1 cannot be reached")
    assert TOKEN.partition(":")[2] not in line.said


@pytest.mark.parametrize(
    ("seconds", "mark", "words"),
    [
        (0, "ok", "within 5 s"),
        (20, "note", "ahead of Telegram's; let the machine keep it by NTP"),
        (-20, "note", "behind Telegram's"),
        (3600, "MEND", "ahead of Telegram's"),
        (-86_400 * 3, "MEND", "3 days"),
    ],
)
async def test_a_clock_that_is_wrong_is_told(
    server: BotApiServer, seconds: int, mark: str, words: str
) -> None:
    clock: Clock = VirtualClock(SystemClock().now() + dt.timedelta(seconds=seconds))
    line = told(await all_of(telegram(settings(server), clock)), "clock")
    assert (line.mark, words in line.said) == (mark, True), line


OURS = "https://bot.example/hook"
ERROR = {"last_error_message": "Wrong response from the webhook: 401 Unauthorized"}
NOW_NUMBER = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("wanted", "info", "mark", "words"),
    [
        (None, {"url": ""}, "ok", "none is set, as polling needs it; 0 updates wait"),
        (None, {"url": "https://o.example/s3cret-path"}, "MEND", "one is set at o.example, so"),
        (
            OURS,
            {"url": OURS, "pending_update_count": 1},
            "ok",
            "set to WEBHOOK_URL, 1 update waits",
        ),
        (OURS, {"url": ""}, "note", "none is set yet"),
        (
            OURS,
            {"url": "https://o.example/s3cret-path"},
            "MEND",
            "another address than WEBHOOK_URL",
        ),
        (OURS, {"url": "https://[s3cret"}, "MEND", "at an unknown host"),
        (OURS, {"url": OURS, "last_error_date": NOW_NUMBER - 60, **ERROR}, "MEND", "401"),
        (OURS, {"url": OURS, "last_error_date": NOW_NUMBER - 86_400, **ERROR}, "ok", "set to"),
        (OURS, {"url": OURS, "pending_update_count": 900}, "note", "900 updates wait"),
    ],
)
def test_the_webhook_is_compared_with_the_settings(
    wanted: str | None, info: dict[str, Any], mark: str, words: str
) -> None:
    line = list(webhook_lines(info, wanted, NOW))[-1]
    assert (line.mark, words in line.said) == (mark, True), line
    assert "s3cret" not in line.said


async def test_a_webhook_that_is_set_while_the_bot_is_to_poll(server: BotApiServer) -> None:
    async with TelegramApi(server.url, TOKEN) as api:
        await api.call("setWebhook", {"url": "http://127.0.0.1:1/hook"})
        line = told(await all_of(telegram(settings(server), SystemClock())), "webhook")
        await api.call("deleteWebhook", {})
    assert (line.mark, "Stop the program that set it" in line.said) == ("MEND", True)


async def test_a_webhook_is_told_with_what_telegram_met_there(server: BotApiServer) -> None:
    address = "http://127.0.0.1:1/hook"
    given_ = settings(server, webhook_url=address)
    async with TelegramApi(server.url, TOKEN) as api:
        await api.call("setWebhook", {"url": address})
        line = told(await all_of(telegram(given_, SystemClock())), "webhook")
        assert line == ("ok", "webhook", "set to WEBHOOK_URL, 0 updates wait at Telegram")
        Person(server, 1).says("/start")
        await server.until(lambda: "last_error_date" in server.bringing.told())
        *_, line = await all_of(telegram(given_, SystemClock()))
        await api.call("deleteWebhook", {})
    assert (line.mark, "Telegram could not deliver 0:00:0" in line.said) == ("MEND", True), line


# The database


async def looked_at(place: Place) -> tuple[list[str], Seen | None]:
    found = Found()
    lines = await all_of(database_lines(place.url, found))
    return [str(line) for line in lines if "fsync" not in line.said], found.seen


async def test_a_store_that_is_open_is_told_beside_its_schema(database: Place) -> None:
    store = await SqlStore.open(database.url, RING)
    lines, seen = await looked_at(database)
    await store.close()
    assert seen is not None
    assert seen.ring is not None
    assert RING.fits(seen.ring)
    assert f"ok   schema: {HEAD}" in lines
    works = f"process {os.getpid()} works with it" if "sqlite" in database.url else "1 worker runs"
    assert f"ok   workers: {works}" in lines
    lines, _ = await looked_at(database)
    assert "ok   workers: no bot works with it now" in lines


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_workers_are_counted_and_who_is_alone_is_told(database: Place) -> None:
    """A file has one at most."""
    stores = [await SqlStore.open(database.url, RING) for _ in range(2)]
    lines, _ = await looked_at(database)
    assert "ok   workers: 2 workers run" in lines
    for store in stores:
        await store.close()
    alone = await SqlStore.open(database.url, RING, alone=True)
    lines, _ = await looked_at(database)
    await alone.close()
    assert any(line.startswith("note workers: a program has it alone") for line in lines), lines


@pytest.mark.parametrize(
    ("revision", "since", "line"),
    [
        ("0001", HEAD, f"note schema: 0001; the next start brings it to {HEAD}. Make a backup"),
        ("9999", HEAD, f"ok   schema: 9999, of a newer program; this one ({HEAD}) may work with"),
        ("9999", "9999", "MEND schema: 9999 is of a newer program"),
    ],
)
async def test_another_schema_is_told(
    database: Place, revision: str, since: str, line: str
) -> None:
    await (await SqlStore.open(database.url, RING)).close()
    await database.rows(f"UPDATE alembic_version SET version_num = '{revision}'")
    sealed = f"x'{since.encode().hex()}'"
    await database.rows(f"UPDATE meta SET value = {sealed} WHERE name = 'schema_since'")
    lines, _ = await looked_at(database)
    assert any(said.startswith(line) for said in lines), lines


async def test_a_copy_that_was_broken_off_is_told(database: Place, tmp_path: Path) -> None:
    source = SqlitePlace(tmp_path / "source")
    source.folder.mkdir()
    store = await SqlStore.open(source.url, RING)
    await put(store, talk(NOW))
    await store.close()

    def break_off(step: object) -> None:
        raise KeyError(step)

    with pytest.raises(KeyError):
        await copy(engine_for(source.url), engine_for(database.url), break_off)
    lines, _ = await looked_at(database)
    assert any("MEND schema: The copy into the database" in line for line in lines), lines


NOT_THERE = "postgresql://bot:pa55word@127.0.0.1:1/bot"
NO_DATABASE = f"sqlite:///{HERE}"


@pytest.mark.parametrize(
    ("url", "line"),
    [
        (NOT_THERE, "MEND database: The database bot on 127.0.0.1: the server cannot be reached"),
        (NO_DATABASE, "it is not a database; check DATABASE_URL"),
    ],
)
async def test_a_database_that_cannot_be_read_leaves_the_key_to_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, line: str
) -> None:
    file = tmp_path / "bot.key"
    load_or_make_key_file(file)
    given_ = Given(settings(database_url=url, data_key_file=file), frozenset(), ())
    await examine(given_, SystemClock())
    said = capsys.readouterr().out
    assert line in said
    assert "whether it fits is not known without the database" in said
    assert "pa55word" not in said


SOUND = {
    "version": 17, "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
    "encoding": "UTF8", "follows": False, "schema": "public", "may_make": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("told_", "mark", "words"),
    [
        ({"version": 13}, "MEND", "too old; 14 or newer"),
        ({"fsync": "off"}, "MEND", "fsync is off"),
        ({"full_page_writes": "off"}, "note", "full_page_writes is off"),
        ({"synchronous_commit": "off"}, "MEND", "synchronous_commit is off"),
        ({"encoding": "LATIN1"}, "MEND", "it is in LATIN1"),
        ({"follows": True}, "MEND", "must lead to the primary"),
        ({"schema": None, "may_make": None}, "MEND", "search_path leads to no schema"),
        ({"may_make": False}, "MEND", "may not make tables in public"),
    ],
)
def test_a_server_that_breaks_a_promise_is_told(
    told_: dict[str, Any], mark: str, words: str
) -> None:
    assert list(server_lines(SimpleNamespace(**SOUND))) == []
    (line,) = server_lines(SimpleNamespace(**{**SOUND, **told_}))
    assert (line.mark, words in line.said) == (mark, True), line


@pytest.mark.parametrize(
    ("pids", "pooled"), [((7, 8, 7), False), ((7, 7, 7), True), ((7, 8, 9), True)]
)
def test_a_pooler_is_known_by_sessions_that_are_shared(
    pids: tuple[int, int, int], *, pooled: bool
) -> None:
    assert is_pooled(pids) is pooled


def test_a_newer_schema_that_this_program_may_work_with_is_fine() -> None:
    engine = engine_for("sqlite:///x.db")
    (line,) = schema_lines(engine, Seen("9998", is_fit=True))
    assert line.mark == "ok"
    (line,) = schema_lines(engine, Seen("9998"))
    assert line.mark == "MEND"


# Keys, files and the disk

RIGHT, WRONG = Seen(HEAD, RING.check_value()), Seen(HEAD, OTHER_RING.check_value())
KEY = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
NEWER = f"k2:{'T' * 43}=,{KEY}"


def keeping(folder: Path, key: str | None = KEY, **more: Any) -> Settings:
    """A key file, if there is a key, apart from the database."""
    file = folder / "keys" / "bot.key"
    file.parent.mkdir(exist_ok=True)
    if key is not None:
        file.write_text(key)
        file.chmod(0o600)
    url = f"sqlite:///{folder}/data/bot.db"
    return settings(**{"database_url": url, "data_key_file": file, **more})


Change = Callable[[Path], object]


def is_open(name: str) -> Change:
    def change(folder: Path) -> None:
        file = folder / name
        file.touch()
        file.chmod(0o644)

    return change


def holds(name: str, text: str) -> Change:
    return lambda folder: (folder / name).write_text(text)


def same(folder: Path) -> None:
    del folder


@pytest.mark.parametrize(
    ("key", "seen", "change", "line"),
    [
        (KEY, RIGHT, same, "ok   key: The key file .* fits the database, all under k1"),
        (KEY, RIGHT, same, "ok   erasures: nobody was deleted yet"),
        (KEY, WRONG, same, "MEND key: The key file .* does not fit the database"),
        (KEY, None, same, "ok   key: .* not known without the database"),
        (KEY, Seen(), same, "ok   key: .* not made yet"),
        (NEWER, RIGHT, same, "note key: .* k2 stands first, and people are under k1 still"),
        (None, RIGHT, same, "MEND key: There is no key file"),
        (None, Seen(), same, "note key: there is no .* the first start makes it"),
        ("nonsense", RIGHT, same, "MEND key: The key file .* is no key file"),
        (KEY, RIGHT, is_open("keys/bot.key"), "MEND key: .* `chmod 600"),
        (KEY, RIGHT, is_open("keys/erased.txt"), "note erasures: .* can be read by others"),
        (KEY, RIGHT, holds("keys/erased.txt", "?\n"), "MEND erasures: .* cannot be understood"),
        (KEY, RIGHT, holds("keys/erased.txt", f"2026-03-02T08:00:00+00:00 old {'ab' * 16}\n"),
         "note erasures: written with old too"),
    ],
)  # fmt: skip
def test_key_and_list_of_erasures(
    tmp_path: Path, key: str | None, seen: Seen | None, change: Change, line: str
) -> None:
    import re

    given_ = keeping(tmp_path, key)
    change(tmp_path)
    lines = [str(each) for each in key_lines(given_, seen)]
    assert any(re.match(line, each) for each in lines), lines
    assert KEY.partition(":")[2] not in "".join(lines)


def test_what_lies_with_the_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    key, listed = tmp_path / "data" / "bot.key", tmp_path / "data" / "erased.txt"
    key.write_text(KEY)
    key.chmod(0o600)
    listed.touch(0o600)
    lines = list(key_lines(keeping(tmp_path, None, data_key_file=key), RIGHT))
    notes = [line.about for line in lines if line.mark == "note" and "lies with" in line.said]
    assert notes == ["key", "erasures"]


def test_room_on_the_disk_and_rights_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    given_ = keeping(tmp_path)
    (line,) = disk_lines(given_.database_url)
    assert (line.about, " free beside bot.db" in line.said) == ("disk", True)
    file = tmp_path / "data" / "bot.db"
    file.touch(0o644)
    file.chmod(0o644)
    assert any("can be read by others" in line.said for line in disk_lines(given_.database_url))
    file.chmod(0o600)
    assert not any("can be read" in line.said for line in disk_lines(given_.database_url))


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    given_ = keeping(tmp_path, erased_file=tmp_path / "keys" / "bot.key" / "erased.txt")
    line = told(list(key_lines(given_, RIGHT)), "erasures")
    assert (line.mark, "set ERASED_FILE to a place that can" in line.said) == ("MEND", True)


# This machine


async def test_time_zones_are_there() -> None:
    (line,) = await all_of(zones())
    assert line.mark == "ok"


async def test_the_health_port_is_asked(bot: BotProcess, unused_port: int) -> None:
    (line,) = await all_of(health(unused_port))
    assert (line.mark, "nobody answers" in line.said) == ("note", True)
    bot.settings["HEALTH_PORT"] = str(unused_port)
    async with bot.running():
        await asyncio.sleep(0.3)
        (line,) = await all_of(health(unused_port))
    assert (line.mark, line.said) == ("ok", "the bot that runs here is ready")


async def test_somebody_listens_where_the_proxy_leads_to(unused_port: int, tmp_path: Path) -> None:
    hook = {"webhook_url": "https://bot.example/hook"}
    assert await all_of(listening(settings())) == []
    (line,) = await all_of(listening(settings(listen=f"unix:{tmp_path}/bot.sock", **hook)))
    assert (line.mark, "nobody listens at unix:" in line.said) == ("note", True)
    (line,) = await all_of(listening(settings(listen=f"127.0.0.1:{unused_port}", **hook)))
    assert line.mark == "note"
    async with silent() as port:
        (line,) = await all_of(listening(settings(listen=f"127.0.0.1:{port}", **hook)))
    assert line.mark == "ok"


async def test_another_program_on_the_health_port_is_told(server: BotApiServer) -> None:
    (line,) = await all_of(health(int(server.url.rpartition(":")[2])))
    assert (line.mark, "another program listens" in line.said) == ("MEND", True)


@pytest.fixture
async def unused_port() -> int:
    async with silent() as port:
        return port


async def test_a_check_that_fails_takes_no_other_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a content folder would that somebody is writing to; here, a clock that cannot be read."""

    class Broken:
        def now(self) -> dt.datetime:
            raise RuntimeError

    async with BotApiServer() as server:
        at = {"telegram_bot_token": TOKEN, "telegram_api_url": server.url}
        await examine(Given(keeping(tmp_path, **at), frozenset(), ()), Broken())
    said = capsys.readouterr().out
    assert "MEND Telegram: this check met a mistake of its own (RuntimeError)" in said
    assert "ok   content: whole" in said
