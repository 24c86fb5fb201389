"""How much work is done, counted and never timed: statements of a batch, calls to Telegram.

What a batch costs the database must not grow with the people in it, and each call to Telegram is
dearer than all that went before it. Whoever makes one of these tables longer says in the same
change what that is worth.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import ChatId, Handled, Incoming, LetterId, Offset, Sent
from bot.store.sql import SqlStore
from flows.events import Chose, Event, MomentDue, Started
from tests.bot.api_server import BotApiServer, Message, Person
from tests.bot.population import fill, trained_until
from tests.bot.respondent import answer, asks
from tests.bot.running import BotProcess
from tests.bot.statements import Heard, heard_of_sqlite
from tests.bot.store.kit import NOW, due, open_store
from tests.flows.people import CONTENT

SIZES = (1, 10, 100)
"""People in a batch."""
TAPS = [
    "BEGIN IMMEDIATE",
    "SELECT people",
    "SELECT taken",  # which of these updates are new
    "INSERT people",
    "INSERT letters",
    "SELECT letters",  # the numbers they were given
    "INSERT taken",
    "INSERT offsets",
    "COMMIT",
]
CONSENTS = [*TAPS[:6], "INSERT history", "INSERT taken", "INSERT counters", *TAPS[7:]]
MOMENTS = [
    "BEGIN IMMEDIATE",
    "SELECT people",
    "INSERT people",
    "INSERT letters",
    "SELECT letters",
    "INSERT history",
    "DELETE quarantine",  # moments that failed before, and are taken now
    "COMMIT",
]
CLAIM = [
    "BEGIN IMMEDIATE",
    "UPDATE letters",  # those that are of no use any more
    "SELECT letters",
    "UPDATE letters",
    "COMMIT",
]
SETTLE = ["BEGIN IMMEDIATE", "UPDATE letters", "INSERT screens", "DELETE screens", "COMMIT"]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    return heard_of_sqlite(monkeypatch)


@pytest.fixture
async def store(heard: Heard, tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(tmp_path)
    yield opened
    await opened.close()


class Town:
    """So many people at the same step."""

    def __init__(self, store: SqlStore, size: int) -> None:
        self._desk = Desk(store, CONTENT, VirtualClock(NOW))
        self._updates = 0
        self.chats = [ChatId(1000 + number) for number in range(size)]

    async def start(self) -> Handled:
        return await self._do({chat: Started(at=NOW, language="en") for chat in self.chats})

    async def tap(self, code: str, handled: Handled) -> Handled:
        """On what was said last."""
        asked = {letter.chat: letter.say.ask for letter in handled.letters if letter.say.buttons}
        return await self._do(
            {chat: Chose(at=NOW, ask=ask, code=code) for chat, ask in asked.items()}
        )

    async def are_due(self) -> Handled:
        return await self._desk.handle(
            [Incoming("", chat, MomentDue(at=NOW)) for chat in self.chats]
        )

    async def _do(self, events: dict[ChatId, Event]) -> Handled:
        self._updates += 1
        incoming = [
            Incoming(f"u:1:{chat}-{self._updates}", chat, event, callback_id="q")
            for chat, event in events.items()
        ]
        return await self._desk.handle(incoming, Offset("1", self._updates))


@pytest.mark.parametrize("size", SIZES)
async def test_a_batch_of_taps_is_nine_statements(store: SqlStore, heard: Heard, size: int) -> None:
    town = Town(store, size)
    welcomed = await town.start()
    with heard.listen() as statements:
        agreed = await town.tap("agree", welcomed)
    assert statements == CONSENTS, "it leaves a line of history, and is counted"
    with heard.listen() as statements:
        answered = await town.tap("o.a18_39", agreed)
    assert statements == TAPS
    assert len(answered.letters) == size


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_said_to_many_is_settled_at_once(
    store: SqlStore, heard: Heard, size: int
) -> None:
    letters = (await Town(store, size).start()).letters
    with heard.listen() as statements:
        await store.settle(_all_sent([letter.id for letter in letters]), NOW)
    assert statements == SETTLE


@pytest.mark.parametrize("size", SIZES)
async def test_many_moments_are_one_question_one_batch_and_one_claim(
    store: SqlStore, heard: Heard, size: int
) -> None:
    town = Town(store, size)
    somebody = trained_until(NOW)
    await fill(store, [(chat, somebody) for chat in town.chats])
    with heard.listen() as statements:
        assert len(await due(store, NOW, 500)) == size
    assert statements == ["BEGIN IMMEDIATE", "SELECT people", "COMMIT"]
    with heard.listen() as statements:
        await town.are_due()
    assert statements == MOMENTS
    with heard.listen() as statements:
        claimed = await store.claim(NOW, 100)
    assert statements == CLAIM
    assert len(claimed) >= size
    with heard.listen() as statements:
        await store.settle(_all_sent([letter.id for letter in claimed]), NOW)
    assert statements == SETTLE


def _all_sent(letters: Sequence[LetterId]) -> dict[LetterId, Sent]:
    return {letter: Sent(number) for number, letter in enumerate(letters, 1)}


CALLS = {
    "answerCallbackQuery": 45,  # one for each tap
    "editMessageText": 33,  # questions follow each other in one message
    "sendMessage": 7,
    "editMessageMedia": 7,  # movement checks, too
    "editMessageCaption": 3,
    "deleteMessage": 3,  # where words turn into a picture, or back
    "sendAnimation": 1,
    "sendPhoto": 1,
}
"""From /start to the first session, by tapping, with all questions and movement checks."""
AMONG_OTHERS = {**CALLS, "editMessageMedia": 10}
"""Where other workers send too, this one cannot know which picture stands in a message."""
del AMONG_OTHERS["editMessageCaption"]


class Newcomer(Person):
    """Answers whatever is asked, up to the plan."""

    def __init__(self, server: BotApiServer) -> None:
        super().__init__(server, 1)
        self.updates = 0
        self._has_plan = False
        server.on_message = self._hear

    def begin(self) -> None:
        self.updates += 1
        self.says("/start")

    def _hear(self, message: Message) -> None:
        if asks(message) and not self._has_plan:
            self._has_plan = any(data.endswith(":accept") for data in message.buttons.values())
            asyncio.get_running_loop().call_soon(self._answer, message)

    def _answer(self, message: Message) -> None:
        self.updates += answer(self, message) is not None


async def test_from_the_first_word_to_the_plan_no_call_is_needless(
    bot: BotProcess, engine_name: str
) -> None:
    """In the real process: about two calls an update, and never the same call twice."""
    calls = CALLS if engine_name == "sqlite" else AMONG_OTHERS
    ada = Newcomer(bot.server)
    async with bot.running():
        ada.begin()
        await ada.hears("Your first session is now", seconds=30)
        with contextlib.suppress(TimeoutError):
            await bot.server.until(lambda: _counted(bot) == calls)
    assert _counted(bot) == calls
    assert ada.updates == CALLS["answerCallbackQuery"] + 2, "/start and a place are typed"
    assert max(Counter(_calls(bot)).values()) == 1


def _calls(bot: BotProcess) -> list[tuple[str, str]]:
    """Of the talk: what the bot tells of itself at its start is no part of it."""
    return [(name, repr(params)) for name, params in bot.server.calls if name in CALLS]


def _counted(bot: BotProcess) -> Counter[str]:
    talk = Counter(name for name, _ in bot.server.calls)
    at_start = ("getUpdates", "deleteWebhook")
    return Counter(
        {
            name: count
            for name, count in talk.items()
            if name not in at_start and not name.startswith(("getMy", "setMy"))
        }
    )
