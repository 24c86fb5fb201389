"""When a letter may go: the whole bot's rate, each chat's second, and Telegram's own "not before".

Pure arithmetic on a monotonic clock in seconds; whoever asks does the waiting.
"""

from __future__ import annotations

from collections.abc import Hashable

CHAT_SECONDS = 1.0
"""Telegram: about one message a second for one chat (trust spec 1)."""
DEBT_SECONDS = 1.0
"""How far ahead of time replies may use up the rate, so that prompts never wait for ever."""
CHATS_OF_ONE_LIMIT = 3
"""So many chats told to wait at one time mean that the limit is the whole bot's."""
KEPT_CHATS = 4096


class Pacer:
    """`rate`: letters a second that nobody asked for; replies pass, but count against it."""

    def __init__(self, rate: float, chat_seconds: float = CHAT_SECONDS) -> None:
        self._interval = 1 / rate
        self._chat_seconds = chat_seconds
        self._next = 0.0
        self._last: dict[Hashable, float] = {}
        self._not_before: dict[Hashable, float] = {}
        self._all_not_before = 0.0

    def hold(self, chat: Hashable, now: float) -> float:
        """Seconds in which no call may be made for this chat; 0 or less most of the time."""
        return max(self._all_not_before, self._not_before.get(chat, 0.0)) - now

    def rest(self, chat: Hashable, now: float) -> float:
        """Seconds until this chat may get a letter that it did not ask for; may be negative."""
        last = self._last.get(chat)
        return -1.0 if last is None else last + self._chat_seconds - now

    def reserve(self, now: float) -> float:
        """Takes the next turn of the whole bot for an unasked letter; seconds until it comes."""
        at = max(self._next, now)
        self._next = at + self._interval
        return at - now

    def replied(self, now: float) -> None:
        """A reply goes out now, out of turn: the turns of the rest move back."""
        self._next = min(max(self._next, now) + self._interval, now + DEBT_SECONDS)

    def called(self, chat: Hashable, now: float) -> None:
        """Some letter goes to this chat now."""
        self._last.pop(chat, None)
        self._last[chat] = now
        if len(self._last) > KEPT_CHATS:
            del self._last[next(iter(self._last))]

    def refuse(self, chat: Hashable, until: float, now: float) -> None:
        """Telegram said "not before" for this chat; said to several at once, it means all."""
        self._not_before = {c: at for c, at in self._not_before.items() if at > now}
        self._not_before[chat] = max(until, self._not_before.get(chat, 0.0))
        if len(self._not_before) >= CHATS_OF_ONE_LIMIT:
            self.refuse_all(until)

    def refuse_all(self, until: float) -> None:
        self._all_not_before = max(until, self._all_not_before)
