"""Updates that Telegram brings: who is listened to, and when it is answered that one is taken.

The requests are real; the desk remembers what it was given.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import io
import json
import socket
import stat
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.model import Answered, Handled, Incoming, Offset
from bot.settings import SettingsError
from bot.store import StoreError, TakenOverError
from bot.telegram.api import TelegramApi
from bot.telegram.door import MOST_BYTES, SECRET_HEADER
from bot.telegram.hearing import SilenceError, TokenError
from bot.telegram.hook import MOST_CONNECTIONS, Hook
from bot.telegram.intake import Intake
from bot.telegram.letters import Call
from bot.telegram.updates import Aside
from bot.telegram.waiting import BATCH, MOST_WAITING, TAKEN, Answer, Queue
from bot.telegram.webhook import Webhook
from tests.bot.api_server import BotApiServer, Person, RefusalError

SECRET = "s3cret-of-the-webhook_0123456789"
KNOWS = {SECRET_HEADER: SECRET}
SECONDS = 10.0


@dataclass
class Desk:
    """Takes batches, unless the disk is full."""

    batches: list[list[int]] = field(default_factory=list)
    """By the numbers of their updates."""
    delivered: list[Handled] = field(default_factory=list)
    asides: list[Aside | Answered] = field(default_factory=list)
    full_disk: int = 0
    error: Exception | None = None
    free: asyncio.Event = field(default_factory=asyncio.Event)
    """While it is not set, whoever is at the desk waits."""
    busy: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.free.set()

    async def take(self, incoming: Sequence[Incoming], offset: Offset | None) -> Handled:
        assert offset is None
        self.busy.set()
        await self.free.wait()
        if self.error:
            raise self.error
        if self.full_disk:
            self.full_disk -= 1
            raise StoreError("the disk is full")
        self.batches.append([int(one.key.rpartition(":")[2]) for one in incoming])
        answers = (Answered(one.callback_id, None, "en", one.chat) for one in incoming
                   if one.callback_id)  # fmt: skip
        return Handled((), tuple(answers))

    def taken(self) -> list[int]:
        return [number for batch in self.batches for number in batch]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class House:
    """A worker that Telegram brings updates to."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.desk = Desk()
        self.listen = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.listen}/some/prefix/hook"
        self.webhook: Webhook
        self.task: asyncio.Task[None]

    @contextlib.asynccontextmanager
    async def working(self, token: str | None = None, **how: Any) -> AsyncIterator[None]:
        async with TelegramApi(self.server.url, token or self.server.token) as api:
            self.webhook = self._webhook(api, **how)
            self.task = asyncio.create_task(self.webhook.run())
            self.guard = asyncio.create_task(self.webhook.guard())
            try:
                yield
            finally:
                self.guard.cancel()
                self.task.cancel()
                await asyncio.gather(self.task, self.guard, return_exceptions=True)

    def _webhook(self, api: TelegramApi, **how: Any) -> Webhook:
        clock, desk = SystemClock(), self.desk
        intake = Intake(desk.take, desk.delivered.append, desk.asides.append, list, "123456", clock)
        hook = Hook(self.url, SECRET, self.listen)
        return Webhook(api, clock, intake, hook, _answer_call, **how)

    async def ready(self) -> None:
        await self.server.until(lambda: self.server.bringing.hook)

    def pause(self) -> None:
        """From now on nothing gets past the desk."""
        self.desk.free.clear()
        self.desk.busy.clear()


def _answer_call(answered: Answered) -> Call:
    return Call("answerCallbackQuery", {"callback_query_id": answered.callback_id, "text": "Noted"})


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with BotApiServer() as server:
        yield House(server)


@pytest.fixture
async def open_house(house: House) -> AsyncIterator[House]:
    async with house.working():
        await house.ready()
        yield house


def update(number: int, chat: int = 1) -> dict[str, Any]:
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "text": "hi"}
    return {"update_id": number, "message": message}


def tap(number: int, query: str) -> dict[str, Any]:
    message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    return {"update_id": number, "callback_query": {"id": query, "message": message, "data": "x"}}


@dataclass
class Told:
    status: int
    body: bytes
    headers: Mapping[str, str]


async def bring(house: House, what: Any, *, method: str = "POST", **how: Any) -> Told:
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    headers = how.pop("headers", KNOWS)
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
        session.request(method, house.url, data=io.BytesIO(body), headers=headers, **how) as answer,
    ):
        return Told(answer.status, await answer.read(), answer.headers)


# Who is listened to


@pytest.mark.parametrize(
    ("method", "headers", "body", "status"),
    [
        ("POST", KNOWS, json.dumps(update(1)).encode(), 200),
        ("POST", {SECRET_HEADER.lower(): SECRET}, json.dumps(update(1)).encode(), 200),
        ("POST", {}, json.dumps(update(1)).encode(), 401),
        ("POST", {SECRET_HEADER: ""}, json.dumps(update(1)).encode(), 401),
        ("POST", {SECRET_HEADER: SECRET[:-1]}, json.dumps(update(1)).encode(), 401),
        ("POST", {SECRET_HEADER: SECRET + "x"}, json.dumps(update(1)).encode(), 401),
        ("POST", {SECRET_HEADER: SECRET.upper()}, json.dumps(update(1)).encode(), 401),
        ("POST", {SECRET_HEADER: "sécret"}, json.dumps(update(1)).encode(), 401),
        ("POST", {"Authorization": SECRET}, json.dumps(update(1)).encode(), 401),
        ("GET", KNOWS, b"", 405),
        ("GET", {}, b"", 405),
        ("HEAD", {}, b"", 405),
        ("PUT", KNOWS, json.dumps(update(1)).encode(), 405),
        ("DELETE", {}, b"", 405),
        ("POST", KNOWS, b"", 400),
        ("POST", KNOWS, b"{", 400),
        ("POST", KNOWS, b"\xff\xfe\x00", 400),
        ("POST", KNOWS, b"[]", 400),
        ("POST", KNOWS, b'"text"', 400),
        ("POST", KNOWS, b"[" * 100_000, 400),
        ("POST", KNOWS, b"9" * 10_000, 400),
        ("POST", KNOWS, b"{}", 400),
        ("POST", KNOWS, b'{"update_id": "1"}', 400),
        ("POST", KNOWS, b'{"update_id": true}', 400),
        ("POST", KNOWS, b'{"update_id": 1e3}', 400),
        ("POST", KNOWS, b'{"update_id": 99999999999999999999}', 400),
        ("POST", KNOWS, b'{"update_id": 7}', 200),
        ("POST", KNOWS, b'{"update_id": 7, "message": []}', 200),
        ("POST", KNOWS, b'{"update_id": 7, "text": "\xff"}', 200),
        ("POST", KNOWS, b" " * (MOST_BYTES + 1), 413),
        ("POST", {}, b" " * (MOST_BYTES + 1), 401),
    ],
)
async def test_only_who_knows_the_secret_brings_updates(
    open_house: House, method: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    """S2: and whatever is wrong, nothing is told but that."""
    told = await bring(open_house, body, method=method, headers=headers)
    assert (told.status, told.body) == (status, b"")
    assert SECRET not in str(told.headers)
    expected = [[1]] if b"message" in body and b"[]" not in body and status == 200 else []
    assert [batch for batch in open_house.desk.batches if batch] == expected
    assert not open_house.task.done()


@pytest.mark.parametrize(
    "header",
    [
        b"",
        SECRET_HEADER.encode() + b": \xff\xfe\r\n",
        SECRET_HEADER.encode() + b": " + SECRET.encode() + b"\xc3\xa9\r\n",
        2 * (SECRET_HEADER.encode() + b": " + SECRET.encode() + b"\r\n"),
    ],
    ids=["none", "no text", "more than it", "twice"],
)
async def test_without_the_secret_the_body_is_not_waited_for(
    open_house: House, header: bytes
) -> None:
    """S2: a stranger's megabytes are nobody's matter."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n" + header + b"\r\n"
    async with _line(open_house) as (reader, writer):
        writer.write(head)
        said = await asyncio.wait_for(reader.readline(), SECONDS)
    assert b" 401 " in said
    assert open_house.desk.batches == []


async def test_a_body_that_never_ends_is_cut(open_house: House) -> None:
    """S2: its length is not told before."""

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 2**16 + 2):
            yield b" " * 2**16

    async with (
        aiohttp.ClientSession() as session,
        session.post(open_house.url, data=parts(), headers=KNOWS) as answer,
    ):
        assert answer.status == 413


async def test_a_body_that_does_not_come_is_given_up(
    open_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.door.BODY_SECONDS", 0.1)
    async with _line(open_house) as (reader, writer):
        writer.write(_head(100) + b"{")
        assert b" 408 " in await asyncio.wait_for(reader.readline(), SECONDS)


async def test_who_hangs_up_in_the_middle_of_a_body_is_forgotten(
    open_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with _line(open_house) as (_, writer):
        writer.write(_head(100) + b"{")
        await writer.drain()
    assert (await bring(open_house, update(5))).status == 200
    assert open_house.desk.taken() == [5]
    assert [line for line in caplog.records if line.levelname == "ERROR"] == []


async def test_a_mistake_of_ours_is_a_number_and_a_line_without_words(
    open_house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1: and Telegram brings it again."""

    def stumble(*given: Any) -> None:
        raise RuntimeError(str(given))

    monkeypatch.setattr(Queue, "join", stumble)
    told = await bring(open_house, update(1))
    assert (told.status, told.body) == (500, b"")
    assert [line.getMessage() for line in caplog.records] == ["the door stumbled"]


async def test_whatever_else_knocks_leaves_no_line_in_the_log(
    open_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """S5: a scanner of ports may come often."""
    for said in (b"\x16\x03\x01\n\n", b"GET / HTTP/9\r\n\r\n", b"POST * HTTP/1.1\r\n\r\n"):
        async with _line(open_house) as (reader, writer):
            writer.write(said)
            assert b" 400 " in await asyncio.wait_for(reader.readline(), SECONDS)
    assert caplog.records == []


@pytest.mark.parametrize("path", ["/", "/hook", "/a/b%20c/?x=1", "//"])
async def test_any_path_will_do(open_house: House, path: str) -> None:
    """A proxy may put one before, or take one away."""
    body = json.dumps(update(3)).encode()
    async with _line(open_house) as (reader, writer):
        writer.write(_head(len(body), path) + body)
        assert b" 200 " in await asyncio.wait_for(reader.readline(), SECONDS)


def _head(length: int, path: str = "/") -> bytes:
    told = f"{SECRET_HEADER}: {SECRET}\r\nContent-Length: {length}\r\n\r\n"
    return f"POST {path} HTTP/1.1\r\nHost: x\r\n{told}".encode()


@contextlib.asynccontextmanager
async def _line(
    house: House,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(house.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


# When it is answered


async def test_it_is_answered_when_it_is_stored_and_not_before(open_house: House) -> None:
    """R1, R2."""
    open_house.pause()
    brought = asyncio.create_task(bring(open_house, update(1)))
    await open_house.desk.busy.wait()
    done, _ = await asyncio.wait({brought}, timeout=0.2)
    assert not done
    open_house.desk.free.set()
    assert (await brought).status == 200
    assert open_house.desk.taken() == [1]


async def test_what_comes_meanwhile_is_one_batch_in_the_order_of_the_numbers(
    open_house: House,
) -> None:
    """R4: whichever connection was faster."""
    open_house.pause()
    brought = [asyncio.create_task(bring(open_house, update(1)))]
    await open_house.desk.busy.wait()
    for number in (9, 4, 7, 2):
        brought.append(asyncio.create_task(bring(open_house, update(number))))
        await asyncio.sleep(0.05)
    open_house.desk.free.set()
    assert {told.status for told in await asyncio.gather(*brought)} == {200}
    assert open_house.desk.batches == [[1], [2, 4, 7, 9]]


async def test_words_that_overtake_a_tap_on_the_way_are_taken_after_it(open_house: House) -> None:
    """R4: after a downtime, for instance, when both have waited."""
    async with _line(open_house) as words, _line(open_house) as taps:
        for (_, writer), what in ((words, update(8)), (taps, tap(7, "q1"))):
            body = json.dumps(what).encode()
            writer.write(_head(len(body)) + body)
        for reader, _ in (words, taps):
            assert b" 200 " in await asyncio.wait_for(reader.readline(), SECONDS)
    assert open_house.desk.batches == [[7, 8]]


async def test_who_comes_twice_at_once_is_taken_once(open_house: House) -> None:
    """R7: Telegram hangs up and brings it again, while the first is still at the desk."""
    open_house.pause()
    brought = [asyncio.create_task(bring(open_house, update(1))) for _ in range(3)]
    await open_house.desk.busy.wait()
    brought.append(asyncio.create_task(bring(open_house, update(1))))
    await asyncio.sleep(0.1)
    open_house.desk.free.set()
    assert [told.status for told in await asyncio.gather(*brought)] == [200] * 4
    assert open_house.desk.batches == [[1]]


async def test_who_hangs_up_changes_nothing(open_house: House) -> None:
    """R1: what was brought is brought."""
    open_house.pause()
    body = json.dumps(update(1)).encode()
    async with _line(open_house) as (_, writer):
        writer.write(_head(len(body)) + body)
        await open_house.desk.busy.wait()
    await asyncio.sleep(0.1)
    open_house.desk.free.set()
    assert (await bring(open_house, update(2))).status == 200
    assert open_house.desk.batches == [[1], [2]]


async def test_what_cannot_be_stored_is_refused_and_who_writes_is_told_once(
    open_house: House,
) -> None:
    """R26, 6-batch-failure: with no detail, and a longer wait each time."""
    open_house.desk.full_disk = 3
    told = [await bring(open_house, update(1)) for _ in range(3)]
    assert [(one.status, one.body) for one in told] == [(503, b"")] * 3
    assert [int(one.headers["Retry-After"]) for one in told] == [1, 1, 2]
    assert open_house.webhook.trouble == "the disk is full"
    assert [aside.key for aside in open_house.desk.asides if isinstance(aside, Aside)] == [
        "trouble-storing"
    ]
    assert (await bring(open_house, update(1))).status == 200
    assert open_house.webhook.trouble == ""
    assert open_house.desk.taken() == [1]


async def test_what_waits_behind_a_batch_that_fails_is_refused_too(open_house: House) -> None:
    """R4: it must not get before it."""
    open_house.pause()
    open_house.desk.full_disk = 1
    first = asyncio.create_task(bring(open_house, update(1)))
    await open_house.desk.busy.wait()
    behind = asyncio.create_task(bring(open_house, update(2)))
    await asyncio.sleep(0.1)
    open_house.desk.free.set()
    assert [(await one).status for one in (first, behind)] == [503, 503]
    assert open_house.desk.batches == []


async def test_trouble_is_not_for_ever_where_nothing_comes_any_more(
    open_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker may have taken what was refused here."""
    open_house.desk.full_disk = 1
    await bring(open_house, update(1))
    assert open_house.webhook.trouble
    monkeypatch.setattr("bot.telegram.webhook.TROUBLE_SECONDS", 0.0)
    assert not open_house.webhook.trouble


async def test_an_end_finishes_the_batch_and_sends_the_rest_elsewhere(house: House) -> None:
    """R1."""
    async with house.working():
        await house.ready()
        house.pause()
        first = asyncio.create_task(bring(house, update(1)))
        await house.desk.busy.wait()
        behind = asyncio.create_task(bring(house, update(2)))
        await asyncio.sleep(0.1)
        house.task.cancel()
        assert (await behind).status == 503
        house.desk.free.set()
        assert (await first).status == 200
    assert house.desk.taken() == [1]
    with pytest.raises(aiohttp.ClientError):
        await bring(house, update(3))


async def test_a_store_that_was_taken_over_ends_it_and_nothing_is_taken(open_house: House) -> None:
    """R20."""
    open_house.desk.error = TakenOverError("of the test")
    assert (await bring(open_house, update(1))).status == 503
    with pytest.raises(TakenOverError):
        await open_house.task


async def test_there_is_room_for_so_many_and_no_more(open_house: House) -> None:
    """S5."""
    queue = Queue()
    assert all(queue.join(update(number), lambda: True) for number in range(MOST_WAITING))
    assert queue.join(update(MOST_WAITING), lambda: True) is None
    assert queue.join(update(5), lambda: True), "who waits already may come again"
    assert len(await queue.batch()) == BATCH == MOST_CONNECTIONS


# The answer to a tap rides along


async def test_a_taps_spinner_is_stopped_by_the_answer_itself(open_house: House) -> None:
    """R8: no call is made for it."""
    told = await bring(open_house, tap(1, "q1"))
    assert told.headers["Content-Type"] == "application/json"
    assert json.loads(told.body) == {
        "method": "answerCallbackQuery", "callback_query_id": "q1", "text": "Noted",
    }  # fmt: skip
    assert [handled.callbacks for handled in open_house.desk.delivered] == [()]


async def test_the_tap_of_who_has_hung_up_is_answered_by_a_call(open_house: House) -> None:
    """R8."""
    open_house.pause()
    body = json.dumps(tap(1, "q1")).encode()
    async with _line(open_house) as (_, writer):
        writer.write(_head(len(body)) + body)
        await open_house.desk.busy.wait()
    await asyncio.sleep(0.1)
    open_house.desk.free.set()
    await bring(open_house, update(2))
    called = [one.callback_id for handled in open_house.desk.delivered for one in handled.callbacks]
    assert called == ["q1"]


# What Telegram is told


async def test_it_says_where_updates_are_to_be_brought(house: House) -> None:
    """R3: and drops nothing that waits."""
    Person(house.server, 1).says("early")
    async with house.working():
        await house.server.until(house.desk.taken)
        await house.server.until(lambda: house.server.called("getWebhookInfo"))
        assert (house.webhook.has_polled, house.webhook.resting) == (True, False)
    assert house.server.called("setWebhook") == [{
        "url": house.url,
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 100,
        "drop_pending_updates": False,
    }]  # fmt: skip
    assert house.webhook.resting


async def test_a_webhook_that_somebody_changed_is_set_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.working(look_seconds=0.05):
        await house.server.until(lambda: len(house.server.called("getWebhookInfo")) > 1)
        assert len(house.server.called("setWebhook")) == 1, "while it stands it is left alone"
        async with TelegramApi(house.server.url, house.server.token) as other:
            await other.call("deleteWebhook", {})
        Person(house.server, 1).says("still here")
        await house.server.until(house.desk.taken)
    assert caplog.text.count("somebody has changed or deleted the webhook") == 1


async def test_what_telegram_says_of_us_is_told_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as a certificate that has run out, or a worker with another secret."""
    async with house.working(look_seconds=0.02):
        await house.ready()
        assert house.server.bringing.hook
        house.server.bringing.hook["secret_token"] = "of-somebody-else"
        Person(house.server, 1).says("hello?")
        await house.server.until(lambda: "could not bring" in caplog.text)
        looks = len(house.server.called("getWebhookInfo"))
        await house.server.until(lambda: len(house.server.called("getWebhookInfo")) > looks + 3)
    said = "Telegram could not bring updates: Wrong response from the webhook: 401; 1 wait"
    assert caplog.text.count(said) == 1
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (RefusalError(502, "Bad Gateway"), "cannot be reached"),
        (RefusalError(429, "Too Many Requests: retry after 1", retry_after=1), "asks to wait"),
        (RefusalError(400, "Bad Request: bad webhook: Failed to resolve host: x"),
         "refuses setWebhook (Bad webhook, failed to resolve host)"),
    ],
    ids=["away", "too many", "refused"],
)  # fmt: skip
async def test_it_is_asked_for_until_telegram_takes_it(
    house: House, refusal: RefusalError, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    house.server.fail("setWebhook", refusal=refusal)
    async with house.working():
        await house.server.until(lambda: house.server.called("setWebhook"))
        await house.server.until(lambda: house.server.bringing.hook)
        await house.server.until(lambda: not house.webhook.trouble)
    assert f"webhook waits: Telegram {words}" in caplog.text
    assert "webhook goes on" in caplog.text


async def test_an_unknown_token_ends_it_with_a_sentence(house: House) -> None:
    async with house.working(token="1:wrong"):
        with pytest.raises(TokenError, match="TELEGRAM_BOT_TOKEN"):
            await house.task


async def test_a_long_silence_ends_it(house: House) -> None:
    """R19: neither an answer nor an update."""
    house.server.fail("setWebhook", times=100, refusal=RefusalError(502, "Bad Gateway"))
    async with house.working(silence_seconds=0.3):
        with pytest.raises(SilenceError, match=r"no good answer of Telegram .*Bad Gateway"):
            await house.guard


async def test_updates_that_come_are_no_silence(house: House) -> None:
    """R19."""
    async with house.working(silence_seconds=0.6, look_seconds=60):
        await house.ready()
        house.server.fail("getWebhookInfo", times=100, refusal=RefusalError(502, "Bad Gateway"))
        for number in range(10):
            assert (await bring(house, update(number + 1))).status == 200
            await asyncio.sleep(0.1)
        assert not house.guard.done()


# Where it listens


async def test_a_place_that_is_taken_is_one_line(house: House) -> None:
    async with house.working():
        await house.ready()
        other = House(house.server)
        other.listen = house.listen
        async with other.working():
            with pytest.raises(SettingsError, match=rf"^LISTEN: {house.listen} cannot be used"):
                await other.task


@pytest.mark.parametrize(
    "listen", ["203.0.113.1:80", "no-such-host.invalid:80", "unix:/nowhere/bot.sock"]
)
async def test_a_place_that_is_none_is_one_line(house: House, listen: str) -> None:
    house.listen = listen
    async with house.working():
        with pytest.raises(SettingsError, match=r"^LISTEN: [^\n]* cannot be used"):
            await house.task


async def test_a_socket_of_a_file_serves_a_proxy_of_the_same_group(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "bot.sock"
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(path))
    house.listen = f"unix:{path}"
    async with house.working():
        await house.ready()
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        async with (
            aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as session,
            session.post("http://x/hook", json=update(1), headers=KNOWS) as answer,
        ):
            assert answer.status == 200
        other = House(house.server)
        other.listen = house.listen
        async with other.working():
            with pytest.raises(SettingsError, match=r"^LISTEN: .*already in use"):
                await other.task


# Any interleaving


class Disk:
    """Keeps the numbers that it has; may be full."""

    def __init__(self) -> None:
        self.order: list[int] = []

    def store(self, numbers: Sequence[int], *, full: bool) -> bool:
        assert list(numbers) == sorted(set(numbers)), "in order, and each of them once"
        if not full:
            self.order += [number for number in numbers if number not in self.order]
        return not full


STEPS = st.lists(
    st.one_of(
        st.lists(st.integers(1, 12), min_size=1, max_size=8).map(lambda n: ("bring", n)),
        st.booleans().map(lambda full: ("batch", [int(full)])),
    ),
    max_size=40,
)


@given(STEPS)
def test_however_they_come_each_is_told_what_became_of_it(
    steps: list[tuple[str, list[int]]],
) -> None:
    """R1, R2, R7: whoever hears yes, its update is stored; it is stored once; nobody is left."""
    asyncio.run(_play(steps))


async def _play(steps: list[tuple[str, list[int]]]) -> None:
    queue, disk = Queue(gather_seconds=0), Disk()
    told: list[tuple[int, asyncio.Future[Answer]]] = []
    for what, numbers in [*steps, ("batch", [0])]:
        if what == "bring":
            for number in numbers:
                waiting = queue.join(update(number), lambda: True)
                assert waiting
                told.append((number, waiting.told))
            continue
        if all(outcome.done() for _, outcome in told):
            continue
        batch = await queue.batch()
        stored = disk.store([one.number for one in batch], full=bool(numbers[0]))
        for one in batch:
            one.tell(TAKEN if stored else Answer(503))
        await asyncio.sleep(0)
    for number, outcome in told:
        assert outcome.done()
        if outcome.result() == TAKEN:
            assert number in disk.order
    assert len(disk.order) == len(set(disk.order))


def test_times_of_telegram_are_read_in_any_zone() -> None:
    from bot.webhook_command import ago, lines

    now = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    trouble = {"last_error_date": int(now.timestamp()) - 150, "last_error_message": "Timed\nout"}
    said = lines({"url": "https://a/b", "pending_update_count": 2, **trouble}, "https://a/b", now)
    assert said[0] == "Telegram brings updates to https://a/b, as WEBHOOK_URL says."
    assert said[1] == "2 updates wait to be brought."
    assert said[2].startswith("The last that failed, 2 min ago (")
    assert said[2].endswith("): Timed out")
    spans = [dt.timedelta(seconds=n) for n in (-5, 59, 3600, 200_000)]
    assert [ago(span) for span in spans] == ["0 s", "59 s", "1 h", "2 days"]


WHERE: list[tuple[str, str | None, str]] = [
    ("", None, "There is no webhook: updates are polled for."),
    ("", "https://a/b", "There is no webhook, though WEBHOOK_URL is https://a/b; a start sets it."),
    ("https://c/", "https://a/b", "Telegram brings updates to https://c/, and not to WEBHOOK_URL"),
    ("https://c/", None, "Telegram brings updates to https://c/; WEBHOOK_URL is not set"),
]


@pytest.mark.parametrize(("url", "wanted", "begin"), WHERE)
def test_an_operator_sees_where_updates_go(url: str, wanted: str | None, begin: str) -> None:
    from bot.webhook_command import lines

    said = lines({"url": url}, wanted, dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    assert said[0].startswith(begin)
    assert said[1:] == ["Nothing waits."]
