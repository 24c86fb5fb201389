"""P9: the start of the real process with the right key, a wrong one, none, and two.

On SQLite alone run those that end before they come to the database, and what is about its file.
"""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.bot.databases import on_sqlite_alone
from tests.bot.running import BotProcess

K1 = "k1:" + base64.b64encode(b"1" * 32).decode()
K2 = "k2:" + base64.b64encode(b"2" * 32).decode()
OTHER = "k1:" + base64.b64encode(b"3" * 32).decode()


@pytest.fixture
def ring_in_env(bot: BotProcess) -> BotProcess:
    """A bot without a key file."""
    bot.settings |= {"DATA_KEY": f"{K2},{K1}", "DATA_KEY_FILE": ""}
    return bot


async def made(bot: BotProcess) -> dict[str, bytes]:
    """The files of a bot that has run once."""
    async with bot.running():
        pass
    bot.settings["LOG_LEVEL"] = "WARNING"
    return files(bot)


def files(bot: BotProcess) -> dict[str, bytes]:
    """What is in them; SQLite and the lock leave some that say nothing."""
    return {
        str(file.relative_to(bot.folder)): file.read_bytes()
        for file in bot.folder.rglob("*")
        if file.is_file() and not file.name.endswith((".lock", "-shm")) and file.stat().st_size
    }


async def refused(bot: BotProcess, code: int, *said: str) -> None:
    """In one line that shows no key, and without a change."""
    before = files(bot)
    ended, line = await bot.answer_to("run")
    assert (ended, line.count("\n")) == (code, 1), line
    assert all(words in line for words in said), line
    assert not any(key[3:20] in line for key in (K1, K2, OTHER))
    assert files(bot) == before


async def test_a_key_in_the_environment_needs_no_file(ring_in_env: BotProcess) -> None:
    """P9."""
    assert not [name for name in await made(ring_in_env) if "key" in name]
    async with ring_in_env.running():
        pass
    assert not any(key[3:] in ring_in_env.output for key in (K1, K2))


@pytest.mark.parametrize(
    ("engine_name", "command", "told"),
    [
        ("sqlite", ("backup", "b.db"), "DATA_KEY is not in it: keep a copy of it apart."),
        ("sqlite", ("quarantine", "list"), "Nothing is set aside."),
        ("sqlite", ("restored",), "There is nobody in the database."),
        ("sqlite", ("rotate-key",), "are under the key k2 now"),
        ("postgresql", ("restored",), "There is nobody in the database."),
        ("postgresql", ("rotate-key",), "are under the key k2 now"),
    ],
)
async def test_each_command_takes_the_key_of_the_environment(
    ring_in_env: BotProcess, command: tuple[str, ...], told: str
) -> None:
    """P9."""
    await made(ring_in_env)
    _, said = await ring_in_env.answer_to(*command)
    assert told in said


async def test_a_key_may_be_a_credential_of_the_supervisor(ring_in_env: BotProcess) -> None:
    """P9."""
    credentials = ring_in_env.folder / "credentials"
    credentials.mkdir()
    (credentials / "data_key").write_text(f"{K2}\n{K1}\n")
    ring_in_env.settings |= {"DATA_KEY": "", "CREDENTIALS_DIRECTORY": str(credentials)}
    await made(ring_in_env)
    ring_in_env.settings |= {"DATA_KEY": OTHER, "CREDENTIALS_DIRECTORY": ""}
    await refused(ring_in_env, 1, "The key does not fit the database")


async def test_a_lost_key_file_is_not_replaced(bot: BotProcess) -> None:
    """P9: fails closed, with nothing written."""
    await made(bot)
    Path(bot.settings["DATA_KEY_FILE"]).unlink()
    await refused(bot, 1, "There is no key file", "put it back")


@pytest.mark.parametrize(
    ("engine_name", "command"),
    [
        ("sqlite", ()),
        ("sqlite", ("backup", "b.db")),
        ("sqlite", ("rotate-key",)),
        ("sqlite", ("quarantine", "list")),
        ("postgresql", ()),
        ("postgresql", ("rotate-key",)),
        ("postgresql", ("quarantine", "list")),
    ],
)
async def test_another_key_file_does_nothing(bot: BotProcess, command: tuple[str, ...]) -> None:
    """P9: fails closed, with nothing written."""
    await made(bot)
    Path(bot.settings["DATA_KEY_FILE"]).write_text(OTHER)
    before = files(bot)
    code, line = await bot.answer_to(*command)
    assert (code, line.count("\n"), "put back the key file" in line) == (1, 1, True), line
    assert files(bot) == before


@on_sqlite_alone
async def test_a_spoilt_key_file_is_named(bot: BotProcess) -> None:
    await made(bot)
    Path(bot.settings["DATA_KEY_FILE"]).write_text(K1[:-5])
    await refused(bot, 1, "is no key file: the key k1 is not 32 bytes in base64")


@on_sqlite_alone
@pytest.mark.parametrize("ring", ["oops", K1[:-5], f"{K1} {K2[:-5]}", K1[3:]])
async def test_a_malformed_data_key_is_a_wrong_setting(ring_in_env: BotProcess, ring: str) -> None:
    """P9, S1."""
    ring_in_env.settings["DATA_KEY"] = ring
    await refused(ring_in_env, 2, "DATA_KEY: must be entries such as k1:BASE64")


@on_sqlite_alone
async def test_two_keys_of_one_name_are_a_wrong_setting(ring_in_env: BotProcess) -> None:
    ring_in_env.settings |= {"DATA_KEY": f"{K1},{OTHER}", "LOG_LEVEL": "WARNING"}
    await refused(ring_in_env, 2, "DATA_KEY: two keys have the same name")


@on_sqlite_alone
async def test_a_key_in_both_places_is_a_wrong_setting(bot: BotProcess) -> None:
    bot.settings["DATA_KEY"] = K1
    await refused(bot, 2, "DATA_KEY: is set, and DATA_KEY_FILE too")


@on_sqlite_alone
@pytest.mark.parametrize("mode", [0o640, 0o604])
async def test_a_key_file_that_others_can_read_is_warned_of(bot: BotProcess, mode: int) -> None:
    """P9: and the bot works all the same."""
    await made(bot)
    assert "can be read by others" not in bot.output
    Path(bot.settings["DATA_KEY_FILE"]).chmod(mode)
    await made(bot)
    assert bot.output.count("can be read by others") == 1


@on_sqlite_alone
async def test_a_key_that_lies_with_the_database_is_warned_of(bot: BotProcess) -> None:
    """P9: key and data apart."""
    assert "lies with the database" not in bot.output
    bot.settings["DATA_KEY_FILE"] = f"{bot.folder}/data/keys/bot.key"
    await made(bot)
    await made(bot)
    assert bot.output.count("lies with the database") == 1
