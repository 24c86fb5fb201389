"""Each line of a log can be joined to what led to it."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from bot.model import ChatId, Incoming, Kept, Letter, LetterId
from bot.request import NOBODY, Request, current, of_batch, of_event, of_letter, request
from flows.effects import Say
from flows.events import Blocked, Event, MomentDue, Said
from tests.bot.api_server import Person, RefusalError
from tests.bot.running import BotProcess

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ANNA = ChatId(1)


@pytest.mark.parametrize(
    ("key", "event", "kept", "name"),
    [
        ("u:123456:1000", Said(at=AT, text="x"), None, "u1000"),
        ("u:123456:1000", Said(at=AT, text="x"), Kept(7, "here"), "q7"),
        ("", MomentDue(at=AT), None, "d3"),
        ("", Blocked(at=AT), None, "d3"),
    ],
)
def test_an_event_has_the_name_of_what_brought_it(
    key: str, event: Event, kept: Kept | None, name: str
) -> None:
    with request("d3"):
        assert of_event(Incoming(key, ANNA, event, kept=kept)) == name


@pytest.mark.parametrize(("asked", "name"), [("u1000", "u1000/l5"), ("", "l5")])
def test_a_letter_names_who_asked_for_it(asked: str, name: str) -> None:
    letter = Letter(LetterId(5), ANNA, Say(lines=()), "en", 1, AT, request=asked)
    assert of_letter(letter) == name


@pytest.mark.parametrize(
    ("names", "name"), [(["u1"], "u1"), (["u1", "u2", "u5"], "u1-u5"), (["q7", "q9"], "q7-q9")]
)
def test_a_batch_names_its_first_and_its_last(names: list[str], name: str) -> None:
    assert of_batch(names) == name


def test_a_request_lasts_as_long_as_its_block() -> None:
    with request("u1-u2"):
        with request("u1", ANNA):
            assert current() == Request("u1", ANNA)
        assert current() == Request("u1-u2")
    assert current() == NOBODY


# All together


BROKEN = """
import sys, functools, bot.app, bot.__main__
from flows import advance
def stumble(told, event, content):
    if getattr(event, "text", "") == "break":
        raise ValueError("they said break")
    return advance(told, event, content)
bot.app.House = functools.partial(bot.app.House, advance=stumble)
sys.exit(bot.__main__.main(["run"]))
"""


async def test_all_lines_of_an_update_are_found_by_its_number(bot: BotProcess) -> None:
    """What was set aside and the letter that failed over it, under one pseudonym."""
    ada = Person(bot.server, 6_180_339_887)
    async with bot.running("-c", BROKEN):
        bot.server.fail(
            "sendMessage", refusal=RefusalError(400, "Bad Request: message is too long")
        )
        broke = ada.says("break")
        await bot.server.until(lambda: bot.server.called("sendMessage"))
        helped = ada.says("/help")
        await ada.hears("emergenc")
    lines = [json.loads(line) for line in bot.output.splitlines()]
    joined = [line for line in lines if line.get("request", "").split("/")[0] == f"u{broke}"]
    assert [(line["message"].partition(":")[0], line["request"]) for line in joined] == [
        ("an event was set aside", f"u{broke}"),
        ("a letter failed", f"u{broke}/l1"),
    ]
    assert len({line["person"] for line in joined}) == 1
    assert re.fullmatch("[0-9a-f]{8}", joined[0]["person"])
    assert f"u{helped}" not in str(joined)
