"""What an operator does about an event that raised, with the real process and the real commands."""

from __future__ import annotations

import asyncio

import pytest

from bot.__main__ import main
from bot.model import ChatId
from bot.quarantine import EMPTY, table
from bot.store import SetAside
from tests.bot.api_server import Person
from tests.bot.running import BotProcess
from tests.bot.store.kit import NOW

BROKEN = """
import sys, functools, bot.app, bot.__main__
from flows import advance
def stumble(told, event, content):
    if getattr(event, "text", "") == "18-39":
        raise ValueError("they are 18-39")
    return advance(told, event, content)
bot.app.House = functools.partial(bot.app.House, advance=stumble)
sys.exit(bot.__main__.main(["run"]))
"""
"""The bot with a mistake in it, which one answer meets."""


async def _comes_to_the_first_question(person: Person) -> None:
    person.says("/start")
    await person.hears("I am Unhamstrung")
    person.taps("I agree")
    await person.hears("How old are you?")


async def _stumbled(bot: BotProcess) -> Person:
    """Somebody whose answer met the mistake, while somebody else went on."""
    ada, bob = Person(bot.server, 1), Person(bot.server, 2)
    async with bot.running("-c", BROKEN):
        for person in (ada, bob):
            await _comes_to_the_first_question(person)
        ada.says("18-39")
        bob.says("40-64")
        await ada.hears("went wrong on my side")
        await bob.hears("Any of these now")
        listed = await bot.answer_to("quarantine", "list")
    assert "18-39" not in bot.output + listed[1]
    assert listed[0] == 0, listed[1]
    _, _, _, person, *what = listed[1].splitlines()[1].split()
    assert what[:2] == ["said", "ValueError"]
    assert f'"person": "{person}"' in bot.output, "found in the log by the same name"
    return ada


async def test_an_answer_that_met_a_mistake_is_answered_once_it_is_mended(bot: BotProcess) -> None:
    """Apology, list, retry, answer; the others never notice."""
    ada = await _stumbled(bot)
    code, said = await bot.answer_to("quarantine", "retry", "all")
    assert (code, said.startswith("To be tried again: 1.")) == (0, True), said
    async with bot.running():
        await ada.hears("Any of these now")
        code, said = await bot.answer_to("quarantine", "list")
        assert (code, said.strip()) == (0, EMPTY)
    assert [m.text for m in ada.heard if "went wrong" in m.text][1:] == [], "one apology"


async def test_what_raises_again_is_not_lost_and_can_be_dropped(bot: BotProcess) -> None:
    ada = await _stumbled(bot)
    await bot.answer_to("quarantine", "retry", "1")
    async with bot.running("-c", BROKEN):
        async with asyncio.timeout(30):
            while "to be tried again" in (await bot.answer_to("quarantine", "list"))[1]:
                pass
    assert len([m for m in ada.heard if "went wrong" in m.text]) == 1
    code, said = await bot.answer_to("quarantine", "drop", "1", "7")
    assert code == 1
    assert sorted(said.splitlines()) == [
        "Dropped: 1.",
        "There is no 7; `list` shows what there is.",
    ]
    assert (await bot.answer_to("quarantine", "drop", "all"))[1].strip() == EMPTY


async def test_it_makes_no_database_and_no_key(bot: BotProcess) -> None:
    code, said = await bot.answer_to("quarantine", "list")
    assert (code, said.count("\n")) == (1, 1)
    assert "key file" in said
    assert list(bot.folder.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [("list", "1"), ("retry",), ("drop",), ("retry", "first"), ("forget", "1"), ()]
)
def test_what_it_does_not_understand_is_said(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    try:
        code: object = main(["quarantine", *arguments])
    except SystemExit as usage:
        code = usage.code
    assert code == 2
    assert "quarantine" in capsys.readouterr().err


def test_the_list_is_aligned_and_names_the_innermost_place_of_ours() -> None:
    def row(number: int, kind: str, traceback: str, **fields: bool) -> SetAside:
        marks = {"whole": True, "wished": False, **fields}
        return SetAside(number, ChatId(1001), NOW, kind, traceback, **marks)

    def deep_cells(kind: str) -> str:
        return f"2026-03-02 08:00  p1001   {kind}  ValueError  flows.read:31 number"

    deep = "bot.desk:90 Desk._take\nflows.read:31 number\nre:12 match\nValueError"
    shown = table(
        [
            row(3, "said", deep),
            row(12, "chose", "re:12 match\nKeyError", whole=False),
            row(13, "moment_due", deep),
            row(14, "unreadable", deep, wished=True),
        ],
        lambda chat: f"p{chat}",
    )
    assert shown[:5] == [
        "id  when (UTC)        person  event       error       where",
        "3   2026-03-02 08:00  p1001   said        ValueError  flows.read:31 number",
        f"12  2026-03-02 08:00  p1001   chose       KeyError    {'':20}  only kind and time kept",
        f"13  {deep_cells('moment_due')}  comes again by itself within the hour",
        f"14  {deep_cells('unreadable')}  to be tried again",
    ]
