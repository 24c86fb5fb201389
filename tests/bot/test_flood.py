"""S5: who brings too much is told once a minute, nobody else notices, and danger is heard."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import time
from collections.abc import Callable

import pytest

from bot import flood as flood_module
from bot.flood import DOOR, FLOOD_LINE, HEARD, LINES, LOOK_CHARS, MINUTE, SPINNERS, STRANGERS, Flood
from bot.model import Answered, ChatId, Incoming
from bot.telegram.updates import Aside, Read
from content.load import load_content
from flows.events import Blocked, Chose, Commanded, Event, Said, Sent, Started, Unblocked

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
WORDS = load_content().reply_words
ANNA, BELA = ChatId(1), ChatId(2)
PER_MINUTE = 60
NUMB = "my saddle is numb and I cannot pee"
HELLO = Said(at=AT, text="hello")


class Gate:
    """A flood gate on a clock of its own."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.now = 1000.0
        self.flood = Flood(per_minute, WORDS, lambda: self.now)
        self._ids = itertools.count(1)

    def read(self, event: Event = HELLO, chat: ChatId = ANNA, query: str | None = None) -> Incoming:
        return Incoming(f"u:9:{next(self._ids)}", chat, event, callback_id=query, language="es")

    def bring(self, event: Event = HELLO, times: int = 1, chat: ChatId = ANNA) -> list[Read]:
        return self.flood.sift([self.read(event, chat) for _ in range(times)])

    def fill(self, chat: ChatId = ANNA) -> None:
        """Takes all tokens, and the notice of this minute."""
        self.bring(times=PER_MINUTE + 1, chat=chat)


@pytest.fixture
async def gate() -> Gate:
    return Gate()


def _events(sifted: list[Read]) -> list[Event]:
    return [one.event for one in sifted if isinstance(one, Incoming)]


def _asides(sifted: list[Read]) -> list[Read]:
    return [one for one in sifted if not isinstance(one, Incoming)]


# What is let through


async def test_a_minutes_worth_may_come_at_once(gate: Gate) -> None:
    assert len(_events(gate.bring(times=PER_MINUTE))) == PER_MINUTE


@pytest.mark.parametrize("per_minute", [10, 60, 70, 997, 100_000])
async def test_the_limit_is_what_the_operator_set(per_minute: int) -> None:
    gate = Gate(per_minute)
    assert len(_events(gate.bring(times=per_minute + 5))) == per_minute


async def test_what_is_beyond_is_left_out_with_one_notice(gate: Gate) -> None:
    sifted = gate.bring(times=PER_MINUTE + 40)
    assert len(_events(sifted)) == PER_MINUTE
    assert _asides(sifted) == [Aside(ANNA, FLOOD_LINE, "es")]


async def test_nobody_else_notices(gate: Gate) -> None:
    gate.bring(times=1000)
    assert len(gate.bring(times=PER_MINUTE, chat=BELA)) == PER_MINUTE


async def test_tokens_come_back_evenly(gate: Gate) -> None:
    gate.fill()
    for seconds, fresh in ((0.5, 0), (0.5, 1), (10, 10), (1000, PER_MINUTE)):
        gate.now += seconds
        assert len(_events(gate.bring(times=PER_MINUTE + 1))) == fresh


async def test_who_keeps_to_the_pace_is_never_left_out(gate: Gate) -> None:
    gate.bring(times=PER_MINUTE)
    for _ in range(500):
        gate.now += MINUTE / PER_MINUTE
        assert len(_events(gate.bring())) == 1


async def test_a_long_text_counts_as_several(gate: Gate) -> None:
    """As long as it takes to read it."""
    long = Said(at=AT, text="word " * 819)
    assert len(_events(gate.bring(long, times=PER_MINUTE))) == PER_MINUTE // 5


async def test_a_batch_that_comes_again_costs_nothing_and_ends_the_same(gate: Gate) -> None:
    """R2: it could not be stored, and comes with what was written since."""
    batch = [gate.read() for _ in range(PER_MINUTE + 3)]
    first = gate.flood.sift(batch)
    gate.now += 5
    again = gate.flood.sift([*batch, *(gate.read(chat=BELA) for _ in range(2))])
    assert again[: len(first)] == first
    assert len(_events(again)) == PER_MINUTE + 2


# What gets through all the same


@pytest.mark.parametrize(
    "event",
    [
        Said(at=AT, text=NUMB),
        Said(at=AT, text="I want to kill myself"),
        Sent(at=AT, what="photo", text=NUMB),
        Commanded(at=AT, name="why", argument=NUMB),
        Started(at=AT, argument=NUMB),
    ],
)
async def test_words_of_danger_are_heard_wherever_they_stand(gate: Gate, event: Event) -> None:
    gate.fill()
    assert _events(gate.bring(event, times=HEARD + 5)) == [event] * HEARD


@pytest.mark.parametrize("name", ["stop", "erase", "withdraw"])
async def test_the_way_out_is_open(gate: Gate, name: str) -> None:
    gate.fill()
    event = Commanded(at=AT, name=name)
    assert _events(gate.bring(event, times=HEARD + 5)) == [event] * HEARD


async def test_the_way_out_takes_nothing_from_words_of_danger(gate: Gate) -> None:
    gate.fill()
    gate.bring(Commanded(at=AT, name="stop"), times=HEARD + 5)
    assert len(_events(gate.bring(Said(at=AT, text=NUMB)))) == 1


@pytest.mark.parametrize("event", [Blocked(at=AT), Unblocked(at=AT)])
async def test_who_leaves_or_comes_back_is_noted(gate: Gate, event: Event) -> None:
    gate.fill()
    assert _events(gate.bring(event, times=DOOR + 5)) == [event] * DOOR


@pytest.mark.parametrize(
    "event", [Commanded(at=AT, name="today"), Chose(at=AT, ask=1, code="y"), Started(at=AT)]
)
async def test_all_else_waits(gate: Gate, event: Event) -> None:
    gate.fill()
    assert gate.bring(event, times=5) == []


async def test_looking_for_danger_has_an_end(gate: Gate) -> None:
    """The notice names what to do in an emergency."""
    gate.fill()
    text = Said(at=AT, text="word " * 800)
    gate.bring(text, times=LOOK_CHARS // 4000 + 1)
    assert gate.bring(Said(at=AT, text=NUMB)) == []


# What is said


async def test_there_is_one_notice_a_minute() -> None:
    gate = Gate()
    gate.fill()
    notices = 0
    for _ in range(3):
        gate.now += MINUTE
        gate.flood._sweep()  # as the loop does a minute later
        notices += len(_asides(gate.bring(times=2 * PER_MINUTE)))
    assert notices == 3


async def test_a_tap_that_is_left_out_has_its_spinner_stopped(gate: Gate) -> None:
    gate.fill()
    taps = [gate.read(Chose(at=AT, ask=1, code="y"), query=f"q{n}") for n in range(2 * SPINNERS)]
    assert gate.flood.sift(taps) == [Answered(f"q{n}", None, "es", ANNA) for n in range(SPINNERS)]


async def test_many_groups_share_what_one_chat_may_bring(gate: Gate) -> None:
    """R13: each would get a line of its own."""
    groups = [Aside(ChatId(-n), "group-only-private", "en") for n in range(1, 200)]
    assert len(gate.flood.sift(groups)) == PER_MINUTE
    assert gate.flood.sift([Answered("q1", None, "en")]) == []


async def test_what_nobody_waits_for_costs_nothing(gate: Gate) -> None:
    assert gate.flood.sift([None] * 200) == []
    assert len(gate.bring(times=PER_MINUTE)) == PER_MINUTE


async def test_a_flood_is_one_line_a_minute_with_its_counts(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.bring(times=PER_MINUTE + 40)
    gate.bring(Said(at=AT, text=NUMB), times=2)
    assert caplog.messages == []
    gate.now += MINUTE
    gate.flood._sweep()
    gate.flood._sweep()
    (line,) = caplog.messages
    assert line.startswith("a flood: 40 updates of one person were not read within a minute")
    assert line.endswith("2 were heard all the same")
    assert caplog.records[0].__dict__["chat"] == ANNA


async def test_many_floods_are_few_lines(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    for chat in range(1, LINES + 8):
        gate.bring(times=PER_MINUTE + chat, chat=ChatId(chat))
    gate.flood.sift([Answered("q1", None, "en")] * (PER_MINUTE + 500))
    gate.now += MINUTE
    gate.flood._sweep()
    assert len(caplog.messages) == LINES + 1
    assert "500 updates of groups" in caplog.messages[0]
    assert caplog.records[0].__dict__["chat"] is None
    assert caplog.messages[-1] == "more floods: 36 updates of 8 others were not read"


async def test_the_line_comes_by_itself(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nobody writes any more."""
    monkeypatch.setattr(flood_module, "MINUTE", 0.05)
    flood = Flood(10, WORDS)
    read = [Incoming(f"u:9:{n}", ANNA, HELLO) for n in range(20)]
    flood.sift(read)
    await asyncio.sleep(0.03)
    flood.sift([Incoming(f"u:9:{n}", BELA, HELLO) for n in range(100, 120)])
    async with asyncio.timeout(5):
        while len(caplog.messages) < 2:  # noqa: ASYNC110 - the log tells nobody
            await asyncio.sleep(0.01)
    assert ["not read within a minute" in line for line in caplog.messages] == [True, True]


# What it costs


async def test_memory_is_bounded(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood_module, "CHATS", 50)
    for chat in range(1, 200):
        gate.fill(ChatId(chat))
    assert max(len(gate.flood._full_at), len(gate.flood._floods), len(gate.flood._judged)) <= 61


async def test_who_has_been_quiet_is_forgotten(gate: Gate) -> None:
    for chat in range(1, 1000):
        gate.bring(chat=ChatId(chat))
        gate.now += 0.5
    assert len(gate.flood._full_at) < 10


async def test_a_place_without_a_conversation_is_no_chat(gate: Gate) -> None:
    assert STRANGERS not in {ANNA, BELA}
    assert gate.flood.sift([Answered("q1", None, "en")]) == [Answered("q1", None, "en")]


async def test_it_costs_next_to_nothing(gate: Gate) -> None:
    """Under 2 us an update on a quiet machine; a busy one is given ten times that."""
    batches = [[gate.read(chat=ChatId(n)) for n in range(1, 101)] for _ in range(50)]
    fastest = min(_seconds(lambda batch=batch: gate.flood.sift(batch)) for batch in batches)
    assert fastest / 100 < 20e-6


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
