"""What an operator may ask for in the chat: how the bot fares, in counts.

Rule: nothing of any person. A number below five is not told, and none can be worked out: all that
counts people is rounded down to fives, days that are not over do not count, and nothing is counted
of fewer than five people, as what they did would be one person's doing.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection
from dataclasses import replace

from bot import VERSION
from bot.clock import Clock
from bot.counters import NAMES
from bot.model import ChatId, Incoming
from bot.store import Backlog, Figures, Store, StoreError
from flows.effects import Text
from flows.events import Commanded
from flows.parts import GAP, t

log = logging.getLogger(__name__)

COMMAND = "stats"
LEAST = 5
"""So many people hide one (k-anonymity)."""
SayOnce = Callable[[ChatId, tuple[Text, ...], str], None]


class Operator:
    """`ids`: whose private chats may ask. In such a chat the chat's number is the person's."""

    def __init__(self, ids: Collection[int], store: Store, clock: Clock, say_once: SayOnce) -> None:
        self._ids = frozenset(ids)
        self._store = store
        self._clock = clock
        self._say_once = say_once
        self._since = clock.now()
        self._people: tuple[dt.date, int] | None = None
        """Who had data here when it was first asked for on this day."""

    def asks(self, one: Incoming) -> bool:
        """All others who write this get what any unknown command gets."""
        event = one.event
        return one.chat in self._ids and isinstance(event, Commanded) and event.name == COMMAND

    async def answer(self, one: Incoming) -> None:
        """Nothing of it is stored; in the language of the operator's own Telegram."""
        log.info("an operator asked for /%s", COMMAND, extra={"chat": one.chat})
        now = self._clock.now()
        try:
            figures, backlog = await self._store.figures(now), await self._store.backlog()
        except StoreError as error:
            log.warning("an operator's counts could not be read: %s", error)
            self._say_once(one.chat, (t("stats-trouble"),), one.language)
            return
        figures = self._of_the_day(figures, now)
        lines = (*counts(figures), GAP, *state(figures, backlog, now), _up(now - self._since))
        self._say_once(one.chat, lines, one.language)

    def _of_the_day(self, figures: Figures, now: dt.datetime) -> Figures:
        """People too are counted once a day: who asks again and again sees nobody come or go."""
        today = now.astimezone(dt.UTC).date()
        if self._people is None or self._people[0] != today:
            self._people = today, figures.people
        return replace(figures, people=self._people[1])


def counts(figures: Figures) -> tuple[Text, ...]:
    """Of people."""
    rows = (t("stats-row", what=t(f"stats-{name}"), **_both(figures, name)) for name in NAMES)
    title = t("stats-title", people=rounded(figures.people))
    return (title, GAP, t("stats-days"), *rows, t("stats-rounded"))


def _both(figures: Figures, name: str) -> dict[str, Text]:
    found = {"week": figures.week.get(name, 0), "month": figures.month.get(name, 0)}
    is_hidden = figures.people < LEAST
    return {period: rounded(0 if is_hidden else count) for period, count in found.items()}


def rounded(count: int) -> Text:
    """Down to fives; 0 stands for all below five."""
    return t("stats-count", n=count // LEAST * LEAST)


def state(figures: Figures, backlog: Backlog, now: dt.datetime) -> tuple[Text, ...]:
    """Of the machine; exact."""
    waiting, since = sum(backlog.letters.values()), backlog.unsettled_since
    minutes = int((now - since).total_seconds() // 60) if since else 0
    return (
        t("stats-letters", n=waiting, minutes=minutes),
        t("stats-set-aside", n=figures.set_aside),
    )


def _up(time: dt.timedelta) -> Text:
    return t("stats-up", version=VERSION, days=time.days, hours=time.seconds // 3600)
