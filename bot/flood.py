"""How much one chat may bring in a minute: what is beyond it is neither read nor stored (S5).

Rule: stands between reading an update and the desk, knows no sender and no store. A chat has as
many tokens as it may bring updates in a minute; they come back evenly, and all may go at once.
Words of danger and the way out get through all the same, a few a minute.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.model import Answered, ChatId, Incoming
from bot.telegram.updates import Aside, Read
from content.reply_words import ReplyWords
from flows.events import Blocked, Commanded, Event, Unblocked
from flows.replies import safety_found

log = logging.getLogger(__name__)

MINUTE = 60.0
SLACK = 1e-6
"""Of a sum of floats."""
LONG_CHARS = 1000
"""Each so many characters of a text count as one update more: reading them takes as long."""
FLOOD_LINE = "flood-wait"
WAY_OUT = frozenset({"stop", "erase", "withdraw"})
HEARD = 5
"""So many words of danger a minute get through, and so many commands of the way out."""
DOOR = 20
"""So often a minute it is noted that somebody has left or is back. Of the rest a letter that does
not arrive tells, or the next word."""
LOOK_CHARS = 50_000
"""So much of a minute's flood is looked through for danger: half a second at worst. The notice
names what to do in an emergency, as it may be in the rest."""
SPINNERS = 60
"""So many taps of a minute's flood have their spinner stopped; the others' stop by themselves."""
CHATS = 10_000
"""So many chats are remembered: the one that has been quiet for longest is forgotten."""
LINES = 5
"""Of a minute; further floods share one line."""
STRANGERS = ChatId(0)
"""All places without a conversation share the tokens of one chat, so that a bot that is added to
many groups at once says little."""


@dataclass(slots=True)
class Flooding:
    """One minute of one chat that brings too much."""

    began_at: float
    dropped: int = 0
    told: bool = False
    looked: int = 0
    """Characters."""
    stopped: int = 0
    """Spinners."""
    heard: dict[str, int] = field(default_factory=lambda: {"danger": 0, "way out": 0, "door": 0})

    def hears(self, what: str, most: int = HEARD) -> bool:
        if self.heard[what] >= most:
            return False
        self.heard[what] += 1
        return True


class Flood:
    def __init__(
        self, per_minute: int, words: ReplyWords, now: Callable[[], float] | None = None
    ) -> None:
        self._seconds = MINUTE / per_minute
        """In which a token comes back."""
        self._words = words
        self._now = now or _time
        self._full_at: dict[ChatId, float] = {}
        """When a chat has all its tokens again; one that has them is soon forgotten."""
        self._floods: dict[ChatId, Flooding] = {}
        self._judged: dict[str, tuple[Read, ...]] = {}
        """Of the last batch, which comes again when it cannot be stored, and costs nothing then."""
        self._sweeper: asyncio.TimerHandle | None = None

    def sift(self, read: Iterable[Read]) -> list[Read]:
        """What is to be done: events for the desk, and asides, some in the place of an event."""
        now, before, judged = self._now(), self._judged, dict[str, tuple[Read, ...]]()
        sifted: list[Read] = []
        for one in read:
            if isinstance(one, Incoming):
                stands = before.get(one.key)
                judged[one.key] = stands = self._judge(one, now) if stands is None else stands
                sifted += stands
            elif one is not None and self._fits(STRANGERS, 1, now):
                sifted.append(one)
            elif one is not None:
                self._flooding(STRANGERS, now).dropped += 1
        self._judged = judged
        return sifted

    def _judge(self, one: Incoming, now: float) -> tuple[Read, ...]:
        if self._fits(one.chat, 1 + len(_words(one.event)) // LONG_CHARS, now):
            return (one,)
        flooding = self._flooding(one.chat, now)
        if self._must_hear(one.event, flooding):
            return (one,)
        flooding.dropped += 1
        return tuple(_instead(one, flooding))

    def _fits(self, chat: ChatId, tokens: int, now: float) -> bool:
        """Whoever was heard last stands last, so that the first one is the quietest."""
        full_at = max(self._full_at.pop(chat, now), now)
        after = full_at + tokens * self._seconds
        fits = after - now <= MINUTE + SLACK
        self._full_at[chat] = after if fits else full_at
        quietest = next(iter(self._full_at))
        if self._full_at[quietest] <= now or len(self._full_at) > CHATS:
            del self._full_at[quietest]
        return fits

    def _flooding(self, chat: ChatId, now: float) -> Flooding:
        flooding = self._floods.get(chat)
        if flooding is None:
            flooding = self._floods[chat] = Flooding(now)
            if len(self._floods) > CHATS:
                del self._floods[next(iter(self._floods))]
        if self._sweeper is None:
            self._sweeper = asyncio.get_running_loop().call_later(MINUTE, self._sweep)
        return flooding

    def _must_hear(self, event: Event, flooding: Flooding) -> bool:
        if isinstance(event, Blocked | Unblocked):
            return flooding.hears("door", DOOR)
        if isinstance(event, Commanded) and event.name in WAY_OUT:
            return flooding.hears("way out")
        text = _words(event)
        flooding.looked += len(text)
        if not text or flooding.looked > LOOK_CHARS or not safety_found(text, self._words):
            return False
        return flooding.hears("danger")

    def _sweep(self) -> None:
        """Ends the minutes that are over, with one line each; whoever goes on begins another."""
        self._sweeper, now = None, self._now()
        over = [(c, f) for c, f in self._floods.items() if now - f.began_at >= MINUTE - SLACK]
        for chat, _ in over:
            del self._floods[chat]
        _log(over)
        if self._floods:
            wait = MINUTE - (now - min(f.began_at for f in self._floods.values()))
            self._sweeper = asyncio.get_running_loop().call_later(wait, self._sweep)


def _instead(one: Incoming, flooding: Flooding) -> Iterable[Read]:
    """One notice a minute; a tap has its spinner stopped."""
    if one.callback_id is not None and flooding.stopped < SPINNERS:
        flooding.stopped += 1
        yield Answered(one.callback_id, None, one.language, one.chat)
    if not flooding.told:
        flooding.told = True
        yield Aside(one.chat, FLOOD_LINE, one.language)


def _words(event: Event) -> str:
    """What somebody wrote, wherever it stands."""
    return getattr(event, "text", "") or getattr(event, "argument", "")


def _log(over: Sequence[tuple[ChatId, Flooding]]) -> None:
    over = sorted(((c, f) for c, f in over if f.dropped), key=lambda each: -each[1].dropped)
    for chat, flooding in over[:LINES]:
        whose = "groups" if chat == STRANGERS else "one person"
        heard = sum(flooding.heard.values())
        log.warning(
            "a flood: %s updates of %s were not read within a minute, and %s were heard all the"
            " same", flooding.dropped, whose, heard, extra={"chat": chat or None},
        )  # fmt: skip
    if rest := over[LINES:]:
        dropped = sum(flooding.dropped for _, flooding in rest)
        log.warning("more floods: %s updates of %s others were not read", dropped, len(rest))


def _time() -> float:
    return asyncio.get_running_loop().time()
