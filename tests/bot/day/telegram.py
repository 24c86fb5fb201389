"""Telegram for a simulated day, within the process: it can fail in each way that it is known to.

Rule: it keeps what was carried out, and when each call was begun; what that means is judged later.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.telegram.http import READ_SECONDS, ConnectionLostError
from tests.bot.api_server import EDITS, SENDS, words_of

HALF_WAY_SECONDS = 0.03
FAULTS = {
    "429 for a chat": 25,
    "429 for all": 4,
    "read timeout, not carried out": 15,
    "read timeout, carried out": 15,
    "connection reset, not carried out": 10,
    "connection reset, carried out": 10,
    "502": 20,
}
"""Of 100 faults, roughly."""
ENOUGH_CHATS = 8
NO_CHAT = 0
"""Of the answer to a tap."""
CARRIED_OUT = ("read timeout, carried out", "connection reset, carried out")

SHOWS = (*SENDS, *EDITS)

Copy = tuple[int, str, str]
"""Chat, text and buttons: the buttons of two showings are never the same."""


class CutError(asyncio.CancelledError):
    """The process that called is gone."""


class Sent(NamedTuple):
    at: float
    copy: Copy


class Begun(NamedTuple):
    at: float
    method: str
    chat: int


class TooSoon(NamedTuple):
    begun: Begun
    until: float
    what: str
    """What had to wait until then."""


@dataclass(frozen=True)
class Message:
    id: int
    chat: int
    codes: dict[str, str]
    """Code of a button to its callback data."""


class Telegram:
    def __init__(self, dice: Random, fault_share: float, hears: Callable[[Message], None]) -> None:
        self._dice = dice
        self._fault_share = fault_share
        self._hears = hears
        self.refuses: set[int] = set()
        """Chats that have blocked the bot."""
        self.begun: list[Begun] = []
        self.faults: Counter[str] = Counter()
        self.carried_out: defaultdict[Copy, list[float]] = defaultdict(list)
        self.answered: defaultdict[Copy, list[float]] = defaultdict(list)
        """When new messages were shown, and when the bot was told so."""
        self.sent: dict[tuple[int, int], Sent] = {}
        """By chat and message id, as they were first."""
        self.too_soon: list[TooSoon] = []
        """Calls inside a "not before" that this chat had been told, or many others."""
        self.wrote: defaultdict[int, list[float]] = defaultdict(list)
        """When each person's updates were handed out."""
        self._hold: defaultdict[int | None, float] = defaultdict(float)
        """Until when a chat has to wait; None is for all."""
        self._told: defaultdict[int, float] = defaultdict(float)
        self._updates: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()
        self._ids = 0
        self.process = 0
        """Calls of earlier processes come to nothing."""

    def push(self, **body: Any) -> None:
        self._ids += 1
        self._updates.append({"update_id": self._ids, **body})
        self._news.set()

    def line(self) -> Line:
        """For one process; the one before it is cut off."""
        self.process += 1
        self._news.set()
        return Line(self, self.process)

    async def call(self, method: str, params: Mapping[str, Any], process: int) -> Any:
        if method == "getUpdates":
            return await self._get_updates(params, process)
        chat = int(params.get("chat_id", NO_CHAT))
        begun = Begun(_time(), method, chat)
        self.begun.append(begun)
        for what, until in (("its chat", self._told[chat]), ("all", self._told_all())):
            if begun.at < until:
                self.too_soon.append(TooSoon(begun, until, what))
        await self._travel(process)
        if _time() < max(self._hold[chat], self._hold[None]):
            await self._refuse(chat, process)
        fault = self._fault(method)
        if fault is None:
            result = self._carry_out(method, params)
            await self._travel(process)
            if method in SENDS:
                self.answered[_copy(params)].append(_time())
            return result
        self.faults[fault] += 1
        if fault in CARRIED_OUT:
            self._carry_out(method, params)
        await self._fail(fault, chat, process)
        raise AssertionError(fault)

    def _fault(self, method: str) -> str | None:
        if method not in SHOWS or self._dice.random() >= self._fault_share:
            return None
        return self._dice.choices(list(FAULTS), list(FAULTS.values()))[0]

    async def _fail(self, fault: str, chat: int, process: int) -> None:
        match fault.partition(",")[0]:
            case "429 for a chat" | "429 for all" as what:
                whom = chat if what == "429 for a chat" else None
                self._hold[whom] = _time() + self._dice.randint(2, 20)
                await self._refuse(chat, process)
            case "read timeout":
                await asyncio.sleep(READ_SECONDS)
                self._check(process)
                raise TimedOut
            case "connection reset":
                await self._travel(process)
                raise ConnectionLostError("connection lost (ServerDisconnectedError)")
            case _:
                await self._travel(process)
                raise NetworkError("Bad Gateway")

    async def _refuse(self, chat: int, process: int) -> None:
        """Telegram does not say whether it means this chat or all."""
        await self._travel(process)
        seconds = math.ceil(max(self._hold[chat], self._hold[None]) - _time()) or 1
        if chat != NO_CHAT:
            self._told[chat] = _time() + seconds
        raise RetryAfter(seconds)

    def _told_all(self) -> float:
        """So many chats know that it has to be for all."""
        known = sorted(self._told.values())
        return known[-ENOUGH_CHATS] if len(known) >= ENOUGH_CHATS else 0.0

    async def _travel(self, process: int) -> None:
        await asyncio.sleep(HALF_WAY_SECONDS)
        self._check(process)

    def _check(self, process: int) -> None:
        if process != self.process:
            raise CutError

    async def _get_updates(self, params: Mapping[str, Any], process: int) -> list[Any]:
        await self._travel(process)
        while self._updates and self._updates[0]["update_id"] < params.get("offset", 0):
            self._updates.popleft()
        try:
            async with asyncio.timeout(params["timeout"]):
                while not self._updates:
                    self._news.clear()
                    await self._news.wait()
                    self._check(process)
        except TimeoutError:
            return []
        if self._dice.random() < self._fault_share:
            raise TimedOut
        given = list(self._updates)[: params["limit"]]
        for update in given:
            self.wrote[_writer(update)].append(_time())
        await self._travel(process)
        return given

    def _carry_out(self, method: str, params: Mapping[str, Any]) -> Any:
        if method not in SHOWS:
            return True
        chat = int(params["chat_id"])
        if chat in self.refuses:
            raise Forbidden("Forbidden: bot was blocked by the user")
        copy = _copy(params)
        if method in SENDS:
            self._ids += 1
            message_id = self._ids
            self.carried_out[copy].append(_time())
            self.sent[chat, message_id] = Sent(_time(), copy)
        else:
            message_id = int(params["message_id"])
            if (chat, message_id) not in self.sent:
                raise BadRequest("Bad Request: message to edit not found")
        rows = params.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        codes = {b["callback_data"].split(":", 2)[2]: b["callback_data"] for b in buttons}
        self._hears(Message(message_id, chat, codes))
        return {"message_id": message_id}


class Line:
    """Implements bot.model.Api for one process."""

    def __init__(self, telegram: Telegram, process: int) -> None:
        self._telegram = telegram
        self._process = process

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        return await self._telegram.call(method, params, self._process)


def _copy(params: Mapping[str, Any]) -> Copy:
    markup = json.dumps(params.get("reply_markup", {}))
    return int(params["chat_id"]), words_of(params), markup


def _writer(update: Mapping[str, Any]) -> int:
    body = next(value for name, value in update.items() if name != "update_id")
    return int(body["from"]["id"])


def _time() -> float:
    return asyncio.get_running_loop().time()
