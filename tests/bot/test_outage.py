"""Telegram is away, refuses everything, or is silent: the pump waits, and comes back calmly."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.model import Answered, ChatId, Failed, Handled, Letter, LetterId, RetryAt, Sent, Verdict
from bot.outbox import STRIKES, Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store import Store
from bot.telegram.sender import Sender
from bot.telegram.updates import Aside
from flows.effects import Lane, Say, Text
from tests.bot.memory_store import MemoryStore
from tests.bot.virtual_loop import LoopClock, run_virtually

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
RATE = 20
HOUR = 3600.0
ODD = "odd"
"""A text that cannot be drawn."""
Mood = Callable[[int], TelegramError | None]
"""What becomes of a call for this chat now."""


class Shelf(MemoryStore):
    """Letters that are given back wait until their moment."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[LetterId, Letter] = {}
        self.later: list[tuple[dt.datetime, Letter]] = []
        self.claims = 0

    async def claim(self, now: dt.datetime, limit: int) -> tuple[Letter, ...]:
        self.claims += 1
        self.waiting += [letter for at, letter in self.later if at <= now]
        self.later = [(at, letter) for at, letter in self.later if at > now]
        claimed = await super().claim(now, limit)
        self.taken |= {letter.id: letter for letter in claimed}
        return claimed

    async def settle(self, verdicts: Mapping[LetterId, Verdict], now: dt.datetime) -> None:
        await super().settle(verdicts, now)
        for id_, verdict in verdicts.items():
            if isinstance(verdict, RetryAt):
                self.later.append((verdict.at, self.taken[id_]))


class Telegram:
    def __init__(self) -> None:
        self.mood: Mood = lambda _: None
        self.calls: list[tuple[float, int]] = []
        """When, and for whom; 0 for the answer to a tap."""
        self._ids = itertools.count(1)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        del method
        chat = params.get("chat_id", 0)
        self.calls.append((_time(), chat))
        error = self.mood(chat)
        await asyncio.sleep(20 if isinstance(error, TimedOut) else 0.1)
        if error:
            raise error
        return {"message_id": next(self._ids)}

    def busiest_second(self) -> int:
        starts = [at for at, _ in self.calls]
        return max(sum(at <= other < at + 1 for other in starts) for at in starts)


class Town:
    """Waiting letters, and a pump on the loop's own time."""

    def __init__(self) -> None:
        self.telegram = Telegram()
        self.shelf = Shelf()
        self.clock = LoopClock(NOW)
        self.ids = itertools.count(1)
        sender = Sender(self.telegram, Screens(self.store), _drawn, self.clock)
        self.pump = Pump(sender, self.store, self.clock, Pacer(RATE), self._noted)

    @property
    def store(self) -> Store:
        return cast("Store", self.shelf)

    async def _noted(self, chat: ChatId) -> None:
        raise AssertionError(f"chat {chat} is not gone")

    def letter(self, chat: int, lane: Lane = "prompt", **say: Any) -> Letter:
        said = Say(lines=(Text(key=f"to {chat}"),), lane=lane, **say)
        letter = Letter(LetterId(next(self.ids)), ChatId(chat), said, "en", 1, NOW)
        self.shelf.taken[letter.id] = letter
        return letter

    def prompts(self, *chats: int) -> None:
        self.shelf.waiting += [self.letter(chat) for chat in chats]

    def replies(self, *chats: int) -> None:
        letters = tuple(self.letter(chat, "reply") for chat in chats)
        self.pump.deliver(Handled(letters, ()))

    def sent(self) -> set[int]:
        return set(self.shelf.sent())


def _drawn(text: Text, _: str) -> str:
    if text.key == ODD:
        raise ValueError
    return text.key


def trial(work: Callable[[Town], Any]) -> Town:
    """The pump runs while `work` does."""

    async def whole() -> Town:
        town = Town()
        running = asyncio.create_task(town.pump.run())
        await work(town)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await town.pump.stop()
        return town

    return run_virtually(whole())


# Outages


@pytest.mark.parametrize(
    "error",
    [NetworkError("Bad Gateway"), TimedOut(), RetryAfter(30)],
    ids=["away", "silent", "too many requests"],
)
def test_an_outage_of_an_hour_loses_nothing_and_ends_without_a_storm(error: TelegramError) -> None:
    """R9, R10, T7: few calls while it lasts, the rate when it is over, and every letter arrives."""
    chats = range(1, 501)

    async def work(town: Town) -> None:
        town.telegram.mood = lambda _: error
        town.prompts(*chats)
        town.replies(*range(501, 521))
        await asyncio.sleep(HOUR)
        counted = len(town.telegram.calls)
        assert counted < 20 + 32 + HOUR / 20, "the first wave, then one at a time"
        assert town.shelf.claims < HOUR / 20, "the store is not troubled for nothing"
        town.telegram.mood = lambda _: None
        town.telegram.calls.clear()
        await asyncio.sleep(HOUR / 6)
        assert town.telegram.busiest_second() <= RATE + 20 + 1, "prompts at the rate, and replies"

    town = trial(work)
    unknown = 520 - len(town.sent())
    burnt = 20 + 32 + HOUR / 45 if isinstance(error, TimedOut) else 0
    assert unknown <= burnt, "only a call that began can be of unknown outcome"
    assert unknown < 520 / 2


def test_a_bot_that_is_refused_learns_to_be_slower_and_then_faster_again() -> None:
    """R9: Telegram takes less than SEND_RATE for a while; the refusals get rare."""

    async def work(town: Town) -> None:
        recent: list[float] = []

        def mood(_: int) -> TelegramError | None:
            recent[:] = [at for at in recent if at > _time() - 1]
            recent.append(_time())
            if len(recent) <= RATE // 2:
                return None
            refused.append(_time())
            return RetryAfter(2)

        refused: list[float] = []
        begun_at = _time()
        town.telegram.mood = mood
        town.prompts(*range(1, 3001))
        await asyncio.sleep(600)
        assert len(refused) < 0.1 * len(town.telegram.calls)
        town.telegram.mood = lambda _: None
        town.prompts(*range(3001, 9001))
        await asyncio.sleep(200)
        last = [at for at, _ in town.telegram.calls if at > begun_at + 700]
        assert len(last) > 0.8 * 100 * RATE, "the full rate is back"

    trial(work)


# One chat's trouble is its own


def test_chats_that_have_to_wait_leave_room_for_the_others() -> None:
    """R9: more of them than letters fit in memory, for an hour."""
    held = range(1, 201)

    async def work(town: Town) -> None:
        town.telegram.mood = lambda chat: RetryAfter(HOUR) if chat in held else None
        town.prompts(*itertools.chain.from_iterable(zip(held, range(1001, 1201), strict=True)))
        await asyncio.sleep(HOUR / 2)
        assert {chat for _, chat in town.telegram.calls} == {*held, *range(1001, 1201)}
        assert len(town.sent()) == 200
        town.telegram.mood = lambda _: None
        await asyncio.sleep(HOUR)
        for one in held:
            first, again = (at for at, chat in town.telegram.calls if chat == one)
            assert again - first >= HOUR, "not once inside retry_after"

    assert len(trial(work).sent()) == 400


def test_a_letter_that_alone_fails_is_given_up_in_the_end() -> None:
    """Nobody else waits for it for long, and the rest of its chat goes on."""

    async def work(town: Town) -> None:
        bad = []

        def mood(chat: int) -> TelegramError | None:
            if chat == 1 and len(bad) <= STRIKES:
                bad.append(chat)
                return NetworkError("Internal Server Error")
            return None

        town.telegram.mood = mood
        town.replies(1, 1)
        for _ in range(60):
            town.replies(2)
            await asyncio.sleep(0.5)

    town = trial(work)
    verdicts = [town.shelf.verdicts[LetterId(n)] for n in (1, 2)]
    assert [type(verdict) for verdict in verdicts] == [Failed, Sent]
    assert len(town.sent()) == 61


def test_a_letter_that_alone_fails_does_not_always_go_ahead() -> None:
    """R9: the one that tries whether Telegram is back is another one each time."""

    async def work(town: Town) -> None:
        town.telegram.mood = lambda chat: NetworkError("Bad Gateway") if chat == 1 else None
        for chat in range(1, 21):
            town.replies(chat)
            await asyncio.sleep(0.2)
        await asyncio.sleep(10)

    assert len(trial(work).sent()) == 19


def test_replies_are_paced_once_a_429_came() -> None:
    """R9: those of all chats after one for the whole bot, those of a chat after its own."""

    async def work(town: Town) -> None:
        town.telegram.mood = lambda _: RetryAfter(5)
        town.replies(1, 2, 3)
        await asyncio.sleep(1)
        town.telegram.mood = lambda _: None
        town.telegram.calls.clear()
        town.replies(*range(4, 64), 1, 1)
        await asyncio.sleep(20)
        assert town.telegram.busiest_second() <= RATE + 1
        own = [at for at, chat in town.telegram.calls if chat == 1]
        assert all(later - at >= 1 for at, later in itertools.pairwise(own))

    assert len(trial(work).sent()) == 65


def test_silence_makes_everybody_wait_before_more_letters_are_lost() -> None:
    """R10: each silent call costs a letter its certainty, so there are few of them."""

    async def work(town: Town) -> None:
        town.telegram.mood = lambda _: TimedOut()
        for chat in range(1, 21):
            town.replies(chat)
            await asyncio.sleep(21)

    assert len(trial(work).telegram.calls) <= 20 * 2 / 3


# Answers to taps, and lines beside the store


def test_the_answer_to_a_tap_is_tried_again_for_a_while() -> None:
    """R8, R25."""

    async def work(town: Town) -> None:
        errors = [NetworkError("Bad Gateway"), TimedOut(), None]
        town.telegram.mood = lambda _: errors.pop(0) if errors else None
        town.pump.deliver(Handled((), (Answered("q", None, "en"),)))
        await asyncio.sleep(60)

    assert len(trial(work).telegram.calls) == 2, "after 20 s of silence the spinner is gone"


def test_no_tap_is_answered_inside_retry_after() -> None:
    """R9: and one that has to wait for too long is left."""

    async def work(town: Town) -> None:
        town.telegram.mood = lambda chat: RetryAfter(10 if chat == 1 else HOUR)
        town.replies(1, 2)
        await asyncio.sleep(1)
        told_at = _time()
        town.telegram.calls.clear()
        town.telegram.mood = lambda _: None
        chats = (ChatId(1), ChatId(2))
        town.pump.deliver(Handled((), tuple(Answered("q", None, "en", chat) for chat in chats)))
        await asyncio.sleep(60)
        answers = [at for at, chat in town.telegram.calls if chat == 0]
        assert len(answers) == 1
        assert answers[0] >= told_at + 8

    trial(work)


def test_a_short_answer_that_cannot_be_drawn_still_stops_the_spinner() -> None:
    """R25."""

    async def work(town: Town) -> None:
        answered = Answered("q", Text(key=ODD), "en")
        town.pump.deliver(Handled((), (answered,)))
        await asyncio.sleep(1)

    assert len(trial(work).telegram.calls) == 1


def test_a_line_beside_the_store_is_not_said_inside_retry_after() -> None:
    """R9, R13: it is left out, as it is worth nothing later."""

    async def work(town: Town) -> None:
        town.pump.say_aside(Aside(ChatId(-5), "group-only-private", "en"))
        await asyncio.sleep(1)
        town.telegram.mood = lambda _: RetryAfter(60)
        town.pump.say_aside(Aside(ChatId(-5), "group-only-private", "en"))
        await asyncio.sleep(1)
        town.pump.say_aside(Aside(ChatId(-5), "group-only-private", "en"))
        await asyncio.sleep(100)

    town = trial(work)
    assert [chat for _, chat in town.telegram.calls] == [-5, -5]
    assert town.shelf.verdicts == {}


# The end of the process


def test_the_end_does_not_shorten_a_wait() -> None:
    """R9: what is kept for the next process is kept with its "not before"."""

    async def work(town: Town) -> None:
        town.telegram.mood = lambda _: RetryAfter(HOUR)
        town.replies(1)
        await asyncio.sleep(1)

    town = trial(work)
    verdict = town.shelf.verdicts[LetterId(1)]
    assert isinstance(verdict, RetryAt)
    assert verdict.at >= NOW + dt.timedelta(hours=1)


def _time() -> float:
    return asyncio.get_running_loop().time()
