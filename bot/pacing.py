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
"""So many chats told to wait, and nothing got through since: the limit is the whole bot's."""
CAREFUL_SECONDS = 60.0
"""So long after its "not before" a chat gets replies at its own second, too."""
KEPT_CHATS = 4096

SLOWER = 0.5
"""What a refusal of the whole bot leaves of the rate."""
A_LITTLE_SLOWER = 0.98
"""The same, of one chat: many of them mean a limit that is below the rate."""
SLOWEST = 1 / 16
FULL_AGAIN_SECONDS = 120.0
"""From standing to the full rate, when nothing is refused."""


class Pacer:
    """`rate`: letters a second that nobody asked for; replies pass, but count against it."""

    def __init__(self, rate: float, chat_seconds: float = CHAT_SECONDS) -> None:
        self._interval = 1 / rate
        self.workers = 1
        """That send replies: after the whole bot was told to wait, each has its share."""
        self._chat_seconds = chat_seconds
        self._next = 0.0
        self._next_reply = 0.0
        self._last: dict[Hashable, float] = {}
        self._not_before: dict[Hashable, float] = {}
        self._refused: dict[Hashable, float] = {}
        """Chats told to wait since a call got through, and when they were told."""
        self._all_not_before = 0.0
        self._doubted_at: float | None = None
        self._share = 1.0
        self._shared_at = 0.0
        self._careful_until = 0.0

    # May it go?

    def hold_all(self, now: float) -> float:
        """Seconds in which no call at all may be made; 0 or less most of the time."""
        return self._all_not_before - now

    def hold(self, chat: Hashable, now: float) -> float:
        """Seconds in which no call may be made for this chat; 0 or less most of the time."""
        return max(self._all_not_before, self._not_before.get(chat, 0.0)) - now

    @property
    def in_doubt(self) -> bool:
        """Everything had to wait, and no call has got through since: one has to go ahead alone."""
        return self._doubted_at is not None

    def rest(self, chat: Hashable, now: float) -> float:
        """Seconds until this chat may get a letter that it did not ask for; may be negative."""
        last = self._last.get(chat)
        return -1.0 if last is None else last + self._chat_seconds - now

    def rest_of_reply(self, chat: Hashable, now: float) -> float:
        """The same for a reply, which rests only where its chat was told to wait lately."""
        told = self._not_before.get(chat)
        careful = told is not None and now < told + CAREFUL_SECONDS
        return self.rest(chat, now) if careful else -1.0

    def reserve(self, now: float, messages: int = 1) -> float:
        """Takes the next turn of the whole bot for an unasked letter; seconds until it comes."""
        at = max(self._next, now)
        self._next = at + messages * self._interval / self.share(now)
        return at - now

    def replied(self, now: float, messages: int = 1) -> float:
        """A reply goes out of turn, and the turns of the rest move back.

        Seconds that it has to wait itself: only after the whole bot was told to wait.
        """
        taken = messages * self._interval
        self.others_replied(now, messages)
        if now >= self._careful_until:
            return 0.0
        at = max(self._next_reply, now)
        self._next_reply = at + taken * self.workers
        return at - now

    def others_replied(self, now: float, messages: int) -> None:
        """Other workers' replies count against the rate as well."""
        self._next = min(max(self._next, now) + messages * self._interval, now + DEBT_SECONDS)

    def share(self, now: float) -> float:
        """How much of the rate is used: less after refusals, then a little more each second."""
        return min(1.0, self._share + (now - self._shared_at) / FULL_AGAIN_SECONDS)

    # What became of it

    def called(self, chat: Hashable, now: float) -> None:
        """Some letter goes to this chat now."""
        self._last.pop(chat, None)
        self._last[chat] = now
        if len(self._last) > KEPT_CHATS:
            del self._last[next(iter(self._last))]

    def forget(self, chat: Hashable) -> None:
        self._last.pop(chat, None)

    def got_through(self, begun_at: float) -> None:
        """Telegram answered a call that began then, whatever it said of it."""
        self._refused = {chat: at for chat, at in self._refused.items() if at > begun_at}
        if self._doubted_at is not None and begun_at >= self._doubted_at:
            self._doubted_at = None

    def refuse(self, chat: Hashable, until: float, now: float) -> None:
        """Telegram said "not before" for this chat; said to several in a row, it means all."""
        kept = {c: at for c, at in self._not_before.items() if at + CAREFUL_SECONDS > now}
        self._not_before = kept
        is_news = chat not in kept
        self.keep_to(chat, until)
        self._refused = {c: at for c, at in self._refused.items() if self.hold(c, now) > 0}
        self._refused[chat] = now
        if len(self._refused) >= CHATS_OF_ONE_LIMIT:
            self.refuse_all(until, now)
        elif self.in_doubt:  # most likely still the same limit, but one chat may be told much more
            self.refuse_all(min(until, now + CAREFUL_SECONDS), now)
        elif is_news:
            self._slow(A_LITTLE_SLOWER, now)

    def keep_to(self, chat: Hashable, until: float) -> None:
        """A "not before" that was heard by an earlier process."""
        self._not_before[chat] = max(until, self._not_before.get(chat, 0.0))

    def refuse_all(self, until: float, now: float) -> None:
        """Telegram said "not before" to the whole bot; calls still under way are told the same."""
        if self.hold_all(now) <= 0:
            self._slow(SLOWER, now)
        self._careful_until = max(until + CAREFUL_SECONDS, self._careful_until)
        self.wait_all(until, now)

    def wait_all(self, until: float, now: float) -> None:
        """Telegram cannot be reached; nothing is said about rates."""
        self._all_not_before = max(until, self._all_not_before)
        self._doubted_at = now

    def _slow(self, factor: float, now: float) -> None:
        self._share, self._shared_at = max(SLOWEST, self.share(now) * factor), now
