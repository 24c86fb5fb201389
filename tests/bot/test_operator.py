"""S4: an operator is a number in the settings, and sees counts that hide everybody."""

from __future__ import annotations

import asyncio
import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import VERSION
from bot.clock import VirtualClock
from bot.counters import NAMES
from bot.model import ChatId, Incoming
from bot.operator import LEAST, Operator, counts, rounded
from bot.store import Backlog, Figures, StoreError
from flows.effects import Text
from flows.events import Chose, Commanded, Event, Said, Started
from flows.understand import ANYWHERE, COMMANDS
from flows.words import draw
from tests.bot.api_server import BotApiServer, Person
from tests.bot.running import BotProcess
from tests.bot.store.kit import Place
from tests.flows.people import CONTENT

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
ODA, EVE = ChatId(42), ChatId(43)
STATS = Commanded(at=NOW, name="stats")
FIGURES = Figures(57, 2, {"told": 4, "began": 12}, {"told": 30, "began": 49, "erased": 1})
NONE_WAIT = Backlog(dict.fromkeys(("reply", "prompt", "bulk"), 0), None, None, None)


class Books:
    """What of a store an operator's question needs."""

    def __init__(self, backlog: Backlog = NONE_WAIT, *, is_broken: bool = False) -> None:
        self._backlog = backlog
        self._is_broken = is_broken
        self.found = FIGURES

    async def figures(self, now: dt.datetime) -> Figures:
        assert now.tzinfo
        if self._is_broken:
            raise StoreError("the disk is full")
        return self.found

    async def backlog(self) -> Backlog:
        return self._backlog


async def answer(books: Books, language: str = "en", up: dt.timedelta = dt.timedelta()) -> str:
    said: list[tuple[ChatId, str]] = []

    def say_once(chat: ChatId, lines: tuple[Text, ...], language: str) -> None:
        said.append((chat, "\n".join(draw(line, CONTENT, language) for line in lines)))

    clock = VirtualClock(NOW)
    operator = Operator([ODA], books, clock, say_once)  # type: ignore[arg-type] # all it asks of it
    clock.set(NOW + up)
    await operator.answer(Incoming("u:1:1", ODA, STATS, language=language))
    ((chat, text),) = said
    assert chat == ODA
    return text


@pytest.mark.parametrize(
    ("chat", "event", "asks"),
    [
        (ODA, STATS, True),
        (ODA, Commanded(at=NOW, name="stats", argument="43"), True),
        (EVE, STATS, False),
        (ChatId(-ODA), STATS, False),
        (ODA, Commanded(at=NOW, name="statistics"), False),
        (ODA, Said(at=NOW, text="stats"), False),
        (ODA, Started(at=NOW, argument="stats"), False),
        (ODA, Chose(at=NOW, ask=0, code="stats"), False),
    ],
)
def test_only_the_command_of_an_operator_in_the_own_chat_is_answered(
    chat: ChatId, event: Event, *, asks: bool
) -> None:
    operator = Operator([ODA], Books(), VirtualClock(NOW), lambda *_: None)  # type: ignore[arg-type] # as above
    assert operator.asks(Incoming("u:1:1", chat, event)) == asks


async def test_it_tells_how_the_bot_fares() -> None:
    late = Backlog({"reply": 1, "prompt": 6, "bulk": 0}, NOW - dt.timedelta(hours=2), None, None)
    text = await answer(Books(late), up=dt.timedelta(days=3, hours=1, minutes=5))
    assert text == (
        "<b>People with data here:</b> 55 or more\n\n"
        "<b>In the last 7 days | 30 days</b> (full days, UTC)\n"
        "Began: 10 or more | 45 or more\n"
        "Said yes to the terms: fewer than 5 | fewer than 5\n"
        "Took the yes back: fewer than 5 | fewer than 5\n"
        "Took up a plan: fewer than 5 | fewer than 5\n"
        "Reports: fewer than 5 | 30 or more\n"
        "Did the checks again: fewer than 5 | fewer than 5\n"
        "Copies sent: fewer than 5 | fewer than 5\n"
        "Deleted their data: fewer than 5 | fewer than 5\n"
        "Not heard of, so deleted: fewer than 5 | fewer than 5\n"
        "Blocked the bot: fewer than 5 | fewer than 5\n"
        "Let it in again: fewer than 5 | fewer than 5\n"
        "Counts are cut to fives, so that no one can be found in them.\n\n"
        "Letters not settled: 7, the oldest for 4,505 minutes.\n"
        f"Events set aside: 2.\nVersion {VERSION}, up for 3 days and 1 hour."
    )


async def test_it_speaks_the_language_of_the_operators_client() -> None:
    text = await answer(Books(), "es")
    assert "Personas con datos aquí:</b> 55 o más" in text
    assert "Mensajes pendientes: 0." in text


async def test_a_store_that_fails_is_said() -> None:
    text = await answer(Books(is_broken=True))
    assert text == "I cannot read the counts right now. Please try again soon."


async def test_that_somebody_asked_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Who, what and when: each line has a time, and a name in place of the chat."""
    caplog.set_level("INFO")
    await answer(Books())
    (line,) = [r for r in caplog.records if r.name == "bot.operator"]
    assert line.getMessage() == "an operator asked for /stats"
    assert vars(line)["chat"] == ODA


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION


# Nobody can be worked out.

NUMBERS = st.integers(0, 40)
WORLDS = st.builds(
    lambda people, weeks, rest: Figures(
        people, 0, weeks, {name: count + rest[name] for name, count in weeks.items()}
    ),
    NUMBERS,
    st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS)),
    st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS)),
)


def small_numbers(figures: Figures) -> dict[tuple[str, str], int]:
    """All below five that are shown, or that lie between two that are shown."""
    found = {("people", "now"): figures.people}
    for name in NAMES:
        week, month = figures.week[name], figures.month[name]
        found |= {(name, "week"): week, (name, "month"): month, (name, "rest"): month - week}
    return {where: count for where, count in found.items() if count < LEAST}


def others(figures: Figures, name: str) -> list[Figures]:
    """As good as this one, one step away in this place."""
    if name == "people":
        return [Figures(figures.people + d, 0, figures.week, figures.month) for d in (-1, 1)]
    steps = [(w, m) for w in (-1, 0, 1) for m in (-1, 0, 1)]
    moved = [
        Figures(
            figures.people,
            0,
            {**figures.week, name: figures.week[name] + w},
            {**figures.month, name: figures.month[name] + m},
        )
        for w, m in steps
    ]
    return [one for one in moved if 0 <= one.week[name] <= one.month[name]]


@given(WORLDS)
def test_no_number_below_five_can_be_told_from_what_is_shown(figures: Figures) -> None:
    """S4: for each, there is another world that looks the same, in which it is another number."""
    shown = counts(figures)
    for (name, period), count in small_numbers(figures).items():
        alike = [other for other in others(figures, name) if counts(other) == shown]
        assert any(_at(other, name, period) != count for other in alike), (name, period)


def _at(figures: Figures, name: str, period: str) -> int:
    if name == "people":
        return figures.people
    week, month = figures.week[name], figures.month[name]
    return {"week": week, "month": month, "rest": month - week}[period]


@given(WORLDS)
def test_what_is_shown_holds_no_exact_count(figures: Figures) -> None:
    for line in counts(figures):
        for value in line.values.values():
            if isinstance(value, Text) and value.key == "stats-count":
                assert int(str(value.values["n"])) % LEAST == 0


def test_what_a_few_people_did_is_not_counted() -> None:
    """S4: twenty reports of one person are that person's."""
    alone = replace(FIGURES, people=LEAST - 1)
    assert counts(alone) == counts(Figures(0, 0, {}, {}))
    assert counts(replace(FIGURES, people=LEAST)) != counts(Figures(LEAST, 0, {}, {}))


async def test_who_asks_again_sees_nobody_come_or_go() -> None:
    """S4: until the next day."""
    books, said = Books(), list[tuple[Text, ...]]()
    clock = VirtualClock(NOW)
    operator = Operator([ODA], books, clock, lambda _, lines, __: said.append(lines))  # type: ignore[arg-type] # as above
    for people, hours in ((59, 0), (60, 1), (54, 15), (60, 17)):
        books.found = replace(FIGURES, people=people)
        clock.set(NOW + dt.timedelta(hours=hours))
        await operator.answer(Incoming("u:1:1", ODA, STATS))
    people = [lines[0].values["people"] for lines in said]
    assert people == [rounded(n) for n in (55, 55, 55, 60)]


# In the chat.

TABLES = ("people", "history", "letters", "screens", "quarantine")


@pytest.fixture
def bot(bot: BotProcess) -> BotProcess:
    bot.settings["OPERATOR_IDS"] = str(ODA)
    return bot


async def stored_of(chat: int, database: Place) -> dict[str, list[Any]]:
    return {
        table: await database.rows(f"SELECT * FROM {table} WHERE chat_id = {chat}")
        for table in TABLES
    }


async def at_rest(chat: int, database: Place) -> None:
    """The consent is stored, and all that was said is written down as sent."""
    async with asyncio.timeout(10):
        while True:
            states = await database.rows(f"SELECT state FROM letters WHERE chat_id = {chat}")
            if {*states} == {("sent",)} and (await stored_of(chat, database))["history"]:
                return
            await asyncio.sleep(0.05)


async def test_whatever_an_operator_sends_touches_the_operators_chat_alone(
    server: BotApiServer, bot: BotProcess, database: Place
) -> None:
    """S4: all commands, with another's number behind them, and all buttons, another's too."""
    oda, eve = Person(server, ODA), Person(server, EVE)
    async with bot.running():
        eve.says("/start")
        await eve.hears("Unhamstrung")
        eve.taps("I agree")
        await at_rest(EVE, database)
        before = await stored_of(EVE, database), [m.html for m in eve.heard]
        for name in (*COMMANDS, "start", "stats", "report", "nonsense"):
            oda.says(f"/{name} {EVE}")
        foreign = [data for message in eve.heard for data in message.buttons.values()]
        taps = [*foreign, *(f"1:0:{code}" for code in ANYWHERE)]
        answered = len(server.called("answerCallbackQuery"))
        for data in taps:
            oda.taps_data(data)
        await server.until(
            lambda: len(server.called("answerCallbackQuery")) == answered + len(taps)
        )
        oda.says("/stats")
        await oda.hears("Version")
        assert (await stored_of(EVE, database), [m.html for m in eve.heard]) == before
    assert str(EVE) not in " ".join(message.text for message in oda.heard)
    assert "an operator asked for /stats" in bot.output


async def test_for_all_others_it_is_a_command_that_nobody_knows(
    server: BotApiServer, bot: BotProcess
) -> None:
    eve, ben = Person(server, EVE), Person(server, EVE + 1)
    async with bot.running():
        eve.says("/nonsense")
        ben.says("/stats")
        await server.until(lambda: eve.heard and ben.heard)
    assert [m.text for m in eve.heard] == [m.text for m in ben.heard]
