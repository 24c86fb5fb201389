"""Consent against the real store: what is left of a minor, and of a yes that was taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Incoming
from bot.store.sql import SqlStore
from flows import Conversation
from flows.effects import Say
from flows.events import Chose, Commanded, Event, MomentDue, Said, Started
from tests.bot.store.kit import RING, conversation, open_store, put, rows
from tests.flows.people import CONTENT
from tests.flows.situations import in_program

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
ADA = ChatId(7)
WORD = "Zwerchfell"


class Chat:
    """One person in front of the desk."""

    def __init__(self, store: SqlStore, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.clock = VirtualClock(NOW)
        self._desk = Desk(store, CONTENT, self.clock)
        self._updates = 0

    async def takes(self, event: Event) -> list[Say]:
        self._updates += 1
        key = "" if isinstance(event, MomentDue) else f"u:1:{self._updates}"
        handled = await self._desk.handle([Incoming(key, ADA, event)])
        return [letter.say for letter in handled.letters]

    async def starts(self) -> list[Say]:
        return await self.takes(Started(at=NOW, language="en"))

    async def says(self, text: str) -> list[Say]:
        return await self.takes(Said(at=NOW, text=text))

    async def commands(self, name: str) -> list[Say]:
        return await self.takes(Commanded(at=NOW, name=name))

    async def taps(self, code: str) -> list[Say]:
        talk = await self.talk()
        return await self.takes(Chose(at=NOW, ask=talk.opens[-1].ask, code=code))

    async def has_plan(self) -> None:
        """As somebody who has lived with the bot, with one report."""
        await put(self.store, in_program().conversation, chat=ADA)
        await self.says("done 2")
        await self.taps("n.5")

    async def talk(self) -> Conversation:
        found = await conversation(self.store, ADA)
        assert found
        return found

    def raw(self, query: str) -> list[Any]:
        return rows(self.folder, query)

    def key(self) -> bytes:
        ((wrapped,),) = self.raw("SELECT wrapped_key FROM people")
        return bytes(wrapped)

    def history(self) -> list[str]:
        """Opened with the key of today; what an older key sealed would not open."""
        key = RING.person_key(ADA, self.key())
        blobs = self.raw("SELECT blob FROM history ORDER BY id")
        return [key.open("history", blob).decode() for (blob,) in blobs]


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    store = await open_store(tmp_path)
    yield Chat(store, tmp_path)
    await store.close()


async def test_before_a_yes_no_word_is_stored(chat: Chat) -> None:
    """P2: ids only; what was written is in no row, sealed or not."""
    await chat.starts()
    await chat.says(f"numb between my legs {WORD}")
    await chat.says(f"{WORD} hurts, done 7")
    talk = await chat.talk()
    assert (talk.answers, talk.consent) == ({}, None)
    assert WORD not in talk.model_dump_json()
    assert chat.raw("SELECT * FROM history") == []
    key = RING.person_key(ADA, chat.key())
    blobs = chat.raw("SELECT blob FROM letters")
    assert not [1 for (blob,) in blobs if WORD.encode() in key.open("letter", blob)]


async def test_a_minor_leaves_a_closed_door_and_nothing_else(chat: Chat) -> None:
    """P14, P2: the record of consent is gone, and the key that it was sealed with."""
    await chat.starts()
    await chat.taps("agree")
    assert len(chat.history()) == 1
    before = chat.key()
    (said,) = await chat.taps("o.u18")
    assert said.lines[0].key == "not-offered"
    assert chat.raw("SELECT * FROM history") == []
    assert chat.key() != before
    talk = await chat.talk()
    assert (talk.state, talk.answers, talk.consent) == ("not_offered", {}, None)
    await chat.says("hello")
    assert (await chat.talk()).state == "not_offered"


async def test_so_does_a_minor_who_says_it_after_weeks(chat: Chat) -> None:
    """P14: whenever the age is said; the history of the plan goes too."""
    await chat.has_plan()
    assert chat.history()
    before = chat.key()
    await chat.commands("answers")
    await chat.taps("e.q_age")
    await chat.taps("o.u18")
    assert chat.raw("SELECT * FROM history") == []
    assert chat.key() != before
    talk = await chat.talk()
    assert (talk.state, talk.answers, talk.program) == ("not_offered", {}, None)


async def test_a_yes_taken_back_is_logged_and_only_the_end_is_still_due(chat: Chat) -> None:
    """P4, P3: the column of due moments holds no prompt any more, only the deletion in 30 days."""
    await chat.has_plan()
    await chat.commands("withdraw")
    await chat.taps("yes")
    assert '"withdrawn":true' in chat.history()[-1].replace(" ", "")
    talk = await chat.talk()
    assert talk.agenda == ()
    assert talk.due_at == NOW + dt.timedelta(days=30)
    told = len(chat.history())
    await chat.says(f"done 9 {WORD}")
    assert len(chat.history()) == told
    assert WORD not in (await chat.talk()).model_dump_json()
    chat.clock.set(NOW + dt.timedelta(days=30, hours=1))
    await chat.takes(MomentDue(at=chat.clock.now()))
    assert await conversation(chat.store, ADA) is None
    assert chat.raw("SELECT * FROM history") == []
