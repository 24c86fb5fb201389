"""Polling over HTTP against a server with true offset semantics."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut

from bot.clock import VirtualClock
from bot.model import Answered, ChatId, Handled, Incoming, Offset, Upload
from bot.store import Store, StoreError
from bot.telegram.api import TelegramApi
from bot.telegram.hearing import SilenceError, TokenError
from bot.telegram.http import ConnectionLostError, NotConnectedError
from bot.telegram.intake import Intake
from bot.telegram.polling import IDLE, Bot, Poller
from bot.telegram.updates import Aside
from flows.events import Said
from tests.bot.api_server import BotApiServer, Person, RefusalError
from tests.bot.memory_store import MemoryStore

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


class Desk:
    """Stores batches and offsets, unless the disk is full."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.batches: list[list[Incoming]] = []
        self.asides: list[Aside | Answered] = []
        self.full_disk = 0
        """So many batches are still refused."""
        self.seconds = 0.0

    async def take(self, incoming: Sequence[Incoming], offset: Offset | None) -> Handled:
        await asyncio.sleep(self.seconds)
        if self.full_disk:
            self.full_disk -= 1
            raise StoreError("the disk is full")
        self.batches.append(list(incoming))
        assert offset
        self.store.saved_offset = (offset, NOW)
        return Handled((), ())

    def aside(self, aside: Aside | Answered) -> None:
        self.asides.append(aside)

    def texts(self) -> list[str]:
        events = [one.event for batch in self.batches for one in batch]
        return [event.text for event in events if isinstance(event, Said)]


class House:
    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.store = MemoryStore()
        self.desk = Desk(self.store)
        self.clock = VirtualClock(NOW)
        self.bot = Bot("123456", server.url)

    @contextlib.asynccontextmanager
    async def polling(
        self, token: str | None = None, silence_seconds: float = 600
    ) -> AsyncIterator[asyncio.Task[None]]:
        async with TelegramApi(self.server.url, token or self.server.token) as api:
            take, aside = self.desk.take, self.desk.aside
            intake = Intake(take, lambda _: None, aside, list, self.bot.id, self.clock)
            store, patience = cast("Store", self.store), silence_seconds
            poller = Poller(api, store, self.clock, intake, self.bot, silence_seconds=patience)
            tasks = [asyncio.create_task(work) for work in (poller.run(), poller.guard())]
            self.guard = tasks[1]
            try:
                yield tasks[0]
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with BotApiServer() as server:
        yield House(server)


async def test_updates_that_waited_are_taken_in_one_batch_and_in_order(house: House) -> None:
    people = [Person(house.server, n) for n in (1, 2)]
    for n in range(10):
        people[n % 2].says(str(n))
    async with house.polling():
        await house.server.until(lambda: not house.server.pending)
    assert house.desk.texts() == [str(n) for n in range(10)]
    assert len(house.desk.batches) == 1


async def test_the_webhook_goes_and_nothing_that_waits_is_dropped(house: House) -> None:
    """R3."""
    Person(house.server, 1).says("early")
    async with house.polling():
        await house.server.until(lambda: not house.server.pending)
    assert house.server.called("deleteWebhook") == [{"drop_pending_updates": False}]
    assert house.desk.texts() == ["early"]


async def test_polls_name_the_kinds_of_updates_and_wait_long(house: House) -> None:
    """6-offset."""
    async with house.polling():
        await house.server.until(lambda: len(house.server.called("getUpdates")) > 1)
    first, poll = house.server.called("getUpdates")[:2]
    assert first == {**poll, "timeout": 0}, "whether all is well is soon known"
    assert poll["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert (poll["limit"], "offset" in poll) == (100, False)
    assert 25 <= poll["timeout"] <= 50


async def test_the_offset_of_an_earlier_process_is_used(house: House) -> None:
    """6-offset."""
    person = Person(house.server, 1)
    taken = person.says("taken before")
    person.says("new")
    house.store.saved_offset = (Offset(house.bot.name, taken + 1), NOW)
    async with house.polling():
        await house.server.until(house.desk.texts)
    assert house.desk.texts() == ["new"]


async def test_the_offset_of_another_server_or_bot_is_not_used(house: House) -> None:
    """6-offset."""
    update = Person(house.server, 1).says("mine")
    house.store.saved_offset = (Offset("123456@https://other.example", update + 1), NOW)
    async with house.polling():
        await house.server.until(house.desk.texts)
    assert house.desk.texts() == ["mine"]


async def test_after_idle_days_the_old_offset_is_left_out(house: House) -> None:
    """6-offset: Telegram may have started to count anew, below the stored number."""
    house.store.saved_offset = (Offset(house.bot.name, 999_999), NOW - IDLE)
    Person(house.server, 1).says("hello again")
    async with house.polling():
        await house.server.until(lambda: not house.server.pending)
    assert house.desk.texts() == ["hello again"]


async def test_a_batch_that_cannot_be_stored_comes_again_and_its_people_are_told_once(
    house: House,
) -> None:
    """R2, R26, 6-batch-failure."""
    Person(house.server, 1).says("answer")
    house.desk.full_disk = 2
    async with house.polling():
        await house.server.until(house.desk.texts)
    assert house.desk.texts() == ["answer"]
    assert house.desk.asides == [Aside(ChatId(1), "trouble-storing", "en")]


async def test_a_cancelled_poller_finishes_its_batch(house: House) -> None:
    """R1."""
    Person(house.server, 1).says("answer")
    house.desk.seconds = 0.2
    async with house.polling():
        await house.server.until(lambda: house.server.called("getUpdates"))
        await asyncio.sleep(0.1)
    assert house.desk.texts() == ["answer"]


async def test_a_group_is_answered_beside_the_desk(house: House) -> None:
    """R13."""
    member = {"old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}}
    house.server.push({"my_chat_member": {"chat": {"id": -5, "type": "group"}, **member}})
    async with house.polling():
        await house.server.until(lambda: not house.server.pending)
    assert house.desk.asides == [Aside(-5, "group-only-private", "en")]  # type: ignore[arg-type] # a plain number is shorter


@pytest.mark.parametrize(
    "fault",
    [
        {"refusal": RefusalError(502, "Bad Gateway")},
        {"refusal": RefusalError(429, "Too Many Requests: retry after 1", retry_after=1)},
        {"lose_answer": True},
    ],
    ids=["server error", "too many", "lost connection"],
)
async def test_a_failed_poll_is_made_again(house: House, fault: dict[str, Any]) -> None:
    Person(house.server, 1).says("answer")
    house.server.fail("getUpdates", **fault)
    async with house.polling():
        await house.server.until(lambda: not house.server.pending)
    assert house.desk.texts() == ["answer"]


async def test_a_second_instance_is_explained_and_both_live(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling.CONFLICT_SECONDS", 0.1)
    async with house.polling() as first:
        await house.server.until(lambda: len(house.server.called("getUpdates")) == 1)
        async with house.polling() as second:
            await house.server.until(lambda: len(house.server.called("getUpdates")) > 3)
            assert not first.done()
            assert not second.done()
    assert "another program is polling with the same token" in caplog.text


async def test_a_webhook_that_somebody_sets_meanwhile_is_deleted_again(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: as an older worker does, that still has a WEBHOOK_URL; nothing is lost between them."""
    monkeypatch.setattr("bot.telegram.polling.CONFLICT_SECONDS", 0.1)
    async with house.polling():
        await house.server.until(lambda: len(house.server.called("getUpdates")) == 2)
        async with TelegramApi(house.server.url, house.server.token) as other:
            await other.call("setWebhook", {"url": "http://127.0.0.1:9/nobody"})
        Person(house.server, 1).says("still here")
        await house.server.until(house.desk.texts)
    assert house.desk.texts() == ["still here"]
    assert len(house.server.called("deleteWebhook")) == 2
    assert "a webhook was set with the same token" in caplog.text


async def test_it_can_rest_and_go_on(house: House) -> None:
    """As when another worker leads for a while: where the store says, and a silence counts anew."""
    ada = Person(house.server, 1)
    async with TelegramApi(house.server.url, house.server.token) as api:
        intake = Intake(
            house.desk.take, lambda _: None, house.desk.aside, list, house.bot.id, house.clock
        )
        poller = Poller(api, cast("Store", house.store), house.clock, intake, house.bot)
        for words in ("before", "after"):
            assert (poller.resting, poller.silence()) == (True, 0)
            ada.says(words)
            task = asyncio.create_task(poller.run())
            await house.server.until(lambda: not house.server.pending)
            assert not poller.resting
            task.cancel()
            await asyncio.wait({task})
    assert house.desk.texts() == ["before", "after"]


async def test_an_unknown_token_ends_it_with_a_sentence(house: House) -> None:
    async with house.polling(token="1:wrong") as task:
        with pytest.raises(TokenError, match="TELEGRAM_BOT_TOKEN"):
            await task


async def test_a_long_silence_ends_it(house: House) -> None:
    """R19: whatever holds the poller up; the reason is in the sentence."""
    house.server.fail("getUpdates", times=100, refusal=RefusalError(502, "Bad Gateway"))
    async with house.polling(silence_seconds=0.3):
        with pytest.raises(SilenceError, match=r"no good poll for 0 s: .*Bad Gateway"):
            await house.guard


# The way to the server


@pytest.fixture
async def api(house: House) -> AsyncIterator[TelegramApi]:
    async with TelegramApi(house.server.url + "/", house.server.token) as api:
        yield api


async def test_a_call_gives_its_bare_result(api: TelegramApi) -> None:
    sent = await api.call("sendMessage", {"chat_id": 5, "text": "a & b ✓ 12"})
    assert (sent["text"], sent["chat"]["id"]) == ("a & b ✓ 12", 5)


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (RefusalError(400, "Bad Request: chat not found"), BadRequest),
        (RefusalError(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (RefusalError(404, "Not Found"), InvalidToken),
        (RefusalError(409, "Conflict"), Conflict),
        (RefusalError(429, "Too Many Requests", retry_after=3), RetryAfter),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_refusals_are_the_librarys_errors(
    house: House, api: TelegramApi, refusal: RefusalError, error: type[Exception]
) -> None:
    house.server.fail("sendMessage", refusal=refusal)
    with pytest.raises(error):
        await api.call("sendMessage", {"chat_id": 5, "text": "x"})


async def test_no_connection_is_told_from_a_lost_one(house: House, api: TelegramApi) -> None:
    house.server.fail("sendMessage", lose_answer=True)
    with pytest.raises(ConnectionLostError):
        await api.call("sendMessage", {"chat_id": 5, "text": "x"})
    async with TelegramApi("http://127.0.0.1:9", "1:x") as nobody:
        with pytest.raises(NotConnectedError):
            await nobody.call("sendMessage", {"chat_id": 5, "text": "x"})


async def test_a_silent_server_is_a_timeout(house: House) -> None:
    house.server.fail("sendMessage", seconds=0.5)
    async with TelegramApi(house.server.url, house.server.token, read_seconds=0.1) as api:
        with pytest.raises(TimedOut):
            await api.call("sendMessage", {"chat_id": 5, "text": "x"})


async def test_no_error_shows_the_token(house: House, api: TelegramApi) -> None:
    house.server.fail("sendMessage", lose_answer=True)
    house.server.fail("sendMessage", refusal=RefusalError(404, "Not Found"))
    for _ in range(2):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is
            await api.call("sendMessage", {"chat_id": 5, "text": "x"})
        error: BaseException | None = caught.value
        while error:
            assert "not-a-real-token" not in repr(error)
            error = error.__cause__


async def test_a_file_is_uploaded(house: House, api: TelegramApi) -> None:
    """Files travel as multipart, beside the other fields."""
    photo = Upload("pose.png", b"\x89PNG")
    sent = await api.call("sendPhoto", {"chat_id": 5, "photo": photo, "caption": "a & b"})
    assert sent["message_id"]
    assert house.server.called("sendPhoto") == [
        {"chat_id": 5, "photo": ("pose.png", b"\x89PNG"), "caption": "a & b"}
    ]
