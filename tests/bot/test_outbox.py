"""The pump sends each letter once, in order, and writes down what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, cast

import pytest
from telegram.error import (
    BadRequest,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.clock import VirtualClock
from bot.model import (
    Answered,
    Blocked,
    ChatId,
    Dropped,
    Failed,
    Handled,
    Held,
    Letter,
    LetterId,
    RetryAt,
    Sent,
    Uncertain,
)
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store import Store
from bot.telegram.sender import Sender
from flows.effects import Button, Say, Text
from tests.bot.memory_store import MemoryStore

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
Script = Callable[[str, dict[str, Any]], Any]


class FakeApi:
    """Sends anything; `script` may raise or answer otherwise."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.script: Script = lambda _method, _params: None
        self.gates: dict[int, asyncio.Event] = {}
        self._ids = itertools.count(100)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        self.calls.append((method, dict(params)))
        if gate := self.gates.get(params.get("chat_id", 0)):
            await gate.wait()
        await asyncio.sleep(0)
        answer = self.script(method, dict(params))
        return {"message_id": next(self._ids)} if answer is None else answer

    def texts(self, chat: int | None = None) -> list[str]:
        return [p["text"] for _, p in self.calls if "text" in p and chat in {None, p["chat_id"]}]


class Bench:
    """A pump with everything around it."""

    def __init__(self, kept: MemoryStore | None = None) -> None:
        self.api = FakeApi()
        self.store = kept or MemoryStore()
        self.clock = VirtualClock(NOW)
        self.gone: list[int] = []
        self._ids = itertools.count(1)
        store = cast("Store", self.store)
        self.sender = Sender(self.api, Screens(store), lambda text, _: text.key, self.clock)
        self.pump = Pump(self.sender, store, self.clock, Pacer(1e6, 0), self._note)

    async def _note(self, chat: ChatId) -> None:
        self.gone.append(chat)

    def letter(self, text: str, chat: int = 1, **say: Any) -> Letter:
        said = Say(lines=(Text(key=text),), **say)
        return Letter(LetterId(next(self._ids)), ChatId(chat), said, "en", 1, NOW)

    async def send(self, *letters: Letter) -> None:
        self.pump.deliver(Handled(letters, ()))
        await self.pump.quiet()


@pytest.fixture
def bench() -> Bench:
    return Bench()


@contextlib.asynccontextmanager
async def running(pump: Pump) -> AsyncIterator[None]:
    task = asyncio.create_task(pump.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _forbid() -> None:
    raise Forbidden("Forbidden: bot was blocked by the user")


def _raises(*errors: TelegramError | None) -> Script:
    """One for each call, then nothing more."""
    left = list(errors)

    def script(_method: str, _params: dict[str, Any]) -> Any:
        error = left.pop(0) if left else None
        if error:
            raise error

    return script


async def _until(done: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not done():  # noqa: ASYNC110 - many kinds of things are waited for
            await asyncio.sleep(0.001)


# Order


async def test_letters_of_a_chat_go_in_order_and_one_at_a_time(bench: Bench) -> None:
    """6-screens: order holds within a chat and lane."""
    """6-screens."""
    await bench.send(*(bench.letter(str(n), chat=n % 3) for n in range(30)))
    for chat in range(3):
        assert bench.api.texts(chat) == [str(n) for n in range(30) if n % 3 == chat]
    assert len(bench.store.sent()) == 30


async def test_a_slow_chat_does_not_hold_up_the_others(bench: Bench) -> None:
    bench.api.gates[1] = asyncio.Event()
    bench.pump.deliver(Handled((bench.letter("slow"), bench.letter("quick", chat=2)), ()))
    await _until(lambda: "quick" in bench.api.texts())
    bench.api.gates[1].set()
    await bench.pump.quiet()
    assert len(bench.store.sent()) == 2


async def test_prompts_are_left_to_the_store_and_claimed_from_there(bench: Bench) -> None:
    """They are not marked as tried yet, so sending them from the batch would send them twice."""
    prompt = bench.letter("prompt", lane="prompt")
    async with running(bench.pump):
        await _until(lambda: not bench.store.doubtful)
        bench.store.waiting.append(prompt)
        bench.pump.deliver(Handled((prompt,), ()))
        await _until(bench.store.sent)
        await asyncio.sleep(0.02)
    assert bench.api.texts() == ["prompt"]


async def test_quiet_means_that_prompts_are_out_too(bench: Bench) -> None:
    async with running(bench.pump):
        prompt = bench.letter("prompt", lane="prompt")
        bench.store.waiting.append(prompt)
        bench.pump.deliver(Handled((prompt,), ()))
        await bench.pump.quiet()
        assert bench.store.sent() == [prompt.id]


async def test_a_long_queue_of_bulk_is_claimed_bit_by_bit(bench: Bench) -> None:
    bench.store.waiting = [bench.letter(str(n), chat=n, lane="bulk") for n in range(300)]
    async with running(bench.pump):
        await _until(lambda: len(bench.store.sent()) == 300)
    assert sorted(map(int, bench.api.texts())) == list(range(300))


async def test_what_an_earlier_process_left_in_doubt_is_sent_at_start(bench: Bench) -> None:
    bench.store.doubtful = [bench.letter("again?")]
    async with running(bench.pump):
        await _until(bench.store.sent)
    assert bench.api.texts() == ["again?"]


async def test_what_is_in_doubt_waits_for_a_store_that_works(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.claims.LOOK_AGAIN_SECONDS", 0.01)
    bench.store.doubtful = [bench.letter("again?")]
    bench.store.broken = True
    async with running(bench.pump):
        await asyncio.sleep(0.05)
        bench.store.broken = False
        await _until(bench.store.sent)
    assert bench.api.texts() == ["again?"]


async def test_among_others_a_letter_waits_for_a_store_that_cannot_say_whose_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """T4: a worker that is cut off does not send what another has taken over meanwhile."""
    monkeypatch.setattr("bot.outbox.LOOK_AGAIN_SECONDS", 0.01)
    store = MemoryStore()
    store.shared = True
    bench = Bench(store)
    async with running(bench.pump):
        await bench.pump.quiet()
        store.broken = True
        bench.pump.deliver(Handled((bench.letter("mine?"),), ()))
        await asyncio.sleep(0.05)
        assert bench.api.texts() == []
        store.broken = False
        await _until(store.sent)
    assert bench.api.texts() == ["mine?"]


# Screens


async def test_a_screen_is_edited_once_it_is_known(bench: Bench) -> None:
    """6-screens."""
    await bench.send(bench.letter("one", screen=1), bench.letter("two", screen=1))
    assert [method for method, _ in bench.api.calls] == ["sendMessage", "editMessageText"]
    assert bench.api.calls[1][1]["message_id"] == 100
    assert list(bench.store.verdicts.values()) == [Sent(100), Sent(100)]


async def test_a_screen_of_an_earlier_process_is_found_in_the_store(bench: Bench) -> None:
    """6-screens."""
    bench.store.screens[ChatId(1), 4] = 77
    await bench.send(bench.letter("two", screen=4))
    assert bench.api.calls[0][0] == "editMessageText"
    assert bench.api.calls[0][1]["message_id"] == 77


async def test_screens_of_many_chats_are_looked_up_together(bench: Bench) -> None:
    await bench.send(*(bench.letter("x", chat=n, screen=1) for n in range(20)))
    assert bench.store.lookups == 1


async def test_a_message_that_is_gone_is_sent_anew_and_known_from_then_on(bench: Bench) -> None:
    """6-screens."""
    """6-screens."""
    bench.store.screens[ChatId(1), 4] = 77
    bench.api.script = _raises(BadRequest("Bad Request: message to edit not found"))
    await bench.send(bench.letter("two", screen=4), bench.letter("three", screen=4))
    methods = [method for method, _ in bench.api.calls]
    assert methods == ["editMessageText", "sendMessage", "editMessageText"]
    assert bench.api.calls[2][1]["message_id"] == 100


async def test_tidying_up_a_message_that_is_gone_is_left_out(bench: Bench) -> None:
    """6-screens: an `edit_only` letter has nothing to say to anybody by itself."""
    never_sent = bench.letter("tidy", screen=7, edit_only=True)
    await bench.send(never_sent)
    assert bench.api.calls == []
    assert isinstance(bench.store.verdicts[never_sent.id], Dropped)

    await bench.send(bench.letter("first", screen=8))
    bench.api.script = _raises(BadRequest("Message to edit not found"))
    await bench.send(bench.letter("tidy", screen=8, edit_only=True))
    assert [method for method, _ in bench.api.calls] == ["sendMessage", "editMessageText"]


async def test_an_edit_that_changes_nothing_is_done(bench: Bench) -> None:
    bench.store.screens[ChatId(1), 4] = 77
    bench.api.script = _raises(BadRequest("Bad Request: message is not modified: ..."))
    await bench.send(bench.letter("two", screen=4))
    assert bench.store.verdicts == {1: Sent(77)}


async def test_an_edit_of_unknown_outcome_is_simply_made_again(bench: Bench) -> None:
    """R10."""
    bench.store.screens[ChatId(1), 4] = 77
    bench.api.script = _raises(TimedOut(), TimedOut())
    await bench.send(bench.letter("two", screen=4))
    assert bench.store.verdicts == {1: Sent(77)}
    assert len(bench.api.calls) == 3


async def test_a_forgotten_chat_starts_with_new_screens(bench: Bench) -> None:
    """Its screens are numbered from 1 again, and old messages must not be edited."""
    await bench.send(bench.letter("old", screen=1))
    bench.pump.deliver(Handled((bench.letter("new", screen=1),), (), forgotten=(ChatId(1),)))
    await bench.pump.quiet()
    assert [method for method, _ in bench.api.calls] == ["sendMessage", "sendMessage"]


async def test_what_was_long_ago_is_asked_of_the_store_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded, by chats and by screens of one chat."""
    monkeypatch.setattr("bot.screens.KEPT_CHATS", 1)
    monkeypatch.setattr("bot.screens.KEPT_SCREENS", 2)
    screens = Screens(cast("Store", bench.store))
    for screen in (1, 2, 3):
        screens.put(ChatId(1), screen, 10 + screen)
    assert [await screens.find(ChatId(1), screen) for screen in (1, 2, 3)] == [None, 12, 13]
    screens.put(ChatId(2), 1, 99)
    assert await screens.find(ChatId(1), 3) is None
    assert await screens.find(ChatId(2), 1) == 99


# Failures


async def test_a_message_of_unknown_outcome_is_not_sent_again(bench: Bench) -> None:
    """R10, T4: not by this process."""
    bench.api.script = _raises(TimedOut())
    await bench.send(bench.letter("one"))
    assert bench.store.verdicts == {1: Uncertain("Timed out")}
    assert bench.api.texts() == ["one"]


async def test_no_message_id_is_no_sent(bench: Bench) -> None:
    """R11."""
    """R11."""
    bench.api.script = lambda _method, _params: True
    await bench.send(bench.letter("one"))
    assert isinstance(bench.store.verdicts[LetterId(1)], Uncertain)


async def test_a_refused_connection_is_tried_again_in_order(bench: Bench) -> None:
    """R10."""
    """R10."""
    bench.api.script = _raises(NetworkError("no connection"))
    await bench.send(bench.letter("one"), bench.letter("two"))
    assert bench.api.texts() == ["one", "one", "two"]
    assert sorted(bench.store.sent()) == [1, 2]


async def test_not_before_holds_its_chat_only(bench: Bench) -> None:
    """R9: no call inside retry_after, and the others go on."""
    bench.api.script = _raises(RetryAfter(dt.timedelta(seconds=0.2)))
    loop = asyncio.get_running_loop()
    start = loop.time()
    bench.pump.deliver(Handled((bench.letter("a"), bench.letter("b")), ()))
    await _until(lambda: bench.api.calls)
    bench.pump.deliver(Handled((bench.letter("other", chat=2),), ()))
    await _until(lambda: "other" in bench.api.texts())
    assert loop.time() - start < 0.15
    await bench.pump.quiet()
    assert loop.time() - start >= 0.2
    assert bench.api.texts(1) == ["a", "a", "b"]


async def test_who_blocked_the_bot_is_noted_and_gets_no_more(bench: Bench) -> None:
    """R12."""
    """R12."""
    bench.api.script = _raises(Forbidden("Forbidden: bot was blocked by the user"))
    await bench.send(bench.letter("one"), bench.letter("two"))
    assert bench.gone == [1]
    assert bench.store.verdicts == {1: Blocked(), 2: Blocked()}
    assert bench.api.texts() == ["one"]


async def test_after_a_403_no_lane_of_the_chat_makes_a_call(bench: Bench) -> None:
    """R12: neither what waits for its turn, nor what comes before the desk has noted it."""
    noted = asyncio.Event()

    async def note(chat: ChatId) -> None:
        bench.gone.append(chat)
        await noted.wait()

    bench.pump = Pump(bench.sender, cast("Store", bench.store), bench.clock, Pacer(1e6, 0.3), note)
    bench.api.script = lambda _, params: _forbid() if params["chat_id"] == 1 else None
    bench.store.waiting = [bench.letter(f"prompt {n}", lane="prompt") for n in range(3)]
    async with running(bench.pump):
        bench.pump.deliver(Handled((bench.letter("reply"), bench.letter("hi", chat=2)), ()))
        await _until(lambda: bench.gone)
        bench.pump.deliver(Handled((bench.letter("more"), bench.letter("hi", chat=2)), ()))
        noted.set()
        await bench.pump.quiet()
    assert len(bench.api.texts(1)) == 1
    assert bench.api.texts(2) == ["hi", "hi"]
    assert bench.gone == [1]
    ends = [type(verdict) for verdict in bench.store.verdicts.values()]
    assert sorted(end.__name__ for end in ends) == ["Blocked"] * 5 + ["Sent"] * 2


async def test_who_is_back_is_answered(bench: Bench) -> None:
    """R12."""
    bench.api.script = _raises(Forbidden("Forbidden: bot was blocked by the user"))
    await bench.send(bench.letter("one"))
    await bench.send(bench.letter("welcome back"))
    assert bench.api.texts() == ["one", "welcome back"]


async def test_a_reply_that_has_to_wait_is_noted_with_its_moment(bench: Bench) -> None:
    """R9: so that a process that is killed leaves the next one in the know."""
    bench.api.script = _raises(RetryAfter(dt.timedelta(seconds=0.5)))
    async with running(bench.pump):
        bench.pump.deliver(Handled((bench.letter("one"),), ()))
        await _until(lambda: bench.store.verdicts)
        assert bench.store.verdicts == {1: Held(NOW + dt.timedelta(seconds=0.5))}
        await _until(bench.store.sent)


async def test_what_waits_in_another_lane_hears_of_retry_after(bench: Bench) -> None:
    """R9: a prompt that waited for the call of a reply to end."""
    bench.api.gates[1] = asyncio.Event()
    bench.api.script = _raises(RetryAfter(dt.timedelta(seconds=0.3)))
    bench.store.waiting = [bench.letter("prompt", lane="prompt")]
    async with running(bench.pump):
        bench.pump.deliver(Handled((bench.letter("reply"),), ()))
        await _until(lambda: bench.api.calls)
        await asyncio.sleep(0.05)
        bench.api.gates[1].set()
        await asyncio.sleep(0.1)
        assert len(bench.api.calls) == 1
        await bench.pump.quiet()
    assert len(bench.store.sent()) == 2


async def test_a_letter_that_is_too_old_is_dropped(bench: Bench) -> None:
    """T3: a prompt that is late dies with its day."""
    """T3."""
    await bench.send(bench.letter("late", useless_after=NOW - dt.timedelta(seconds=1)))
    assert bench.store.verdicts == {1: Dropped()}
    assert bench.api.calls == []


async def test_a_refused_letter_does_not_stop_its_chat(bench: Bench) -> None:
    bench.api.script = _raises(BadRequest("Bad Request: message is too long"))
    await bench.send(bench.letter("one"), bench.letter("two"))
    assert bench.store.verdicts == {1: Failed("Message is too long"), 2: Sent(100)}


async def test_colors_of_buttons_are_given_up_once_and_for_all(bench: Bench) -> None:
    bench.api.script = _raises(BadRequest("Bad Request: unknown button style"))
    button = Button(label=Text(key="Go"), code="go", style="primary")
    await bench.send(
        bench.letter("one", buttons=((button,),)), bench.letter("two", buttons=((button,),))
    )
    styled = ["style" in str(params) for _, params in bench.api.calls]
    assert styled == [True, False, False]
    assert sorted(bench.store.sent()) == [1, 2]


async def test_what_an_older_server_refuses_is_left_out_from_then_on(bench: Bench) -> None:
    """One thing after another, and the letter still goes out."""
    bench.sender._draw = lambda text, _: f'<tg-time unix="7" format="t">{text.key}</tg-time>'
    bench.api.script = _raises(
        BadRequest('Bad Request: can\'t parse entities: unsupported start tag "tg-time"'),
        BadRequest("Bad Request: EFFECT_ID_INVALID"),
    )
    await bench.send(
        bench.letter("one", effect="celebrate"), bench.letter("two", effect="celebrate")
    )
    tried = [("tg-time" in p["text"], "message_effect_id" in p) for _, p in bench.api.calls]
    assert tried == [(True, True), (False, True), (False, False), (False, False)]
    assert bench.api.texts()[1:] == ["one", "one", "two"]
    assert sorted(bench.store.sent()) == [1, 2]


async def test_a_text_that_cannot_be_drawn_fails_alone(bench: Bench) -> None:
    def draw(text: Text, _: str) -> str:
        return {"good": "good"}[text.key]

    bench.sender._draw = draw
    await bench.send(bench.letter("bad"), bench.letter("good"))
    assert bench.store.verdicts == {1: Failed("KeyError"), 2: Sent(100)}


# The store and the end


async def test_verdicts_are_written_together(bench: Bench) -> None:
    async with running(bench.pump):
        bench.pump.deliver(Handled(tuple(bench.letter("x", chat=n) for n in range(50)), ()))
        await _until(lambda: len(bench.store.sent()) == 50)
    assert bench.store.settles <= 5


async def test_verdicts_survive_a_full_disk(bench: Bench) -> None:
    await bench.send()
    bench.store.broken = True
    await bench.send(bench.letter("one"))
    assert bench.store.verdicts == {}
    bench.store.broken = False
    await bench.pump.quiet()
    assert bench.store.verdicts == {1: Sent(100)}


async def test_verdicts_survive_an_end_in_the_middle_of_writing(bench: Bench) -> None:
    """The pump is cancelled while the store is busy with somebody else."""
    bench.store.busy.set()
    async with running(bench.pump):
        bench.pump.deliver(Handled((bench.letter("one"),), ()))
        await _until(lambda: bench.store.settles)
    bench.store.busy.clear()
    await bench.pump.stop()
    assert bench.store.verdicts == {1: Sent(100)}


async def test_at_the_end_only_a_call_under_way_stays_in_doubt(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.GRACE_SECONDS", 0.05)
    bench.api.gates[1] = asyncio.Event()
    bench.pump.deliver(Handled((bench.letter("calling"), bench.letter("waiting")), ()))
    await _until(lambda: bench.api.calls)
    await bench.pump.stop()
    assert bench.store.verdicts == {2: RetryAt(NOW)}


async def test_replies_under_way_are_finished_before_the_end(bench: Bench) -> None:
    bench.pump.deliver(Handled(tuple(bench.letter(str(n)) for n in range(5)), ()))
    await bench.pump.stop()
    assert bench.api.texts() == ["0", "1", "2", "3", "4"]
    assert sorted(bench.store.sent()) == [1, 2, 3, 4, 5]


# Taps


async def test_a_tap_is_answered_with_its_toast(bench: Bench) -> None:
    answered = (Answered("q1", Text(key="saved"), "en"), Answered("q2", None, "en"))
    bench.pump.deliver(Handled((), answered))
    await bench.pump.quiet()
    assert [params for _, params in bench.api.calls] == [
        {"callback_query_id": "q1", "text": "saved"},
        {"callback_query_id": "q2"},
    ]


async def test_a_tap_that_is_too_old_harms_nothing(bench: Bench) -> None:
    """R8."""
    """R8."""
    bench.api.script = _raises(BadRequest("Bad Request: query is too old"))
    bench.pump.deliver(Handled((bench.letter("one"),), (Answered("q1", None, "en"),)))
    await bench.pump.quiet()
    assert bench.api.texts() == ["one"]
