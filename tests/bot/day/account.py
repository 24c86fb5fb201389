"""What became of every prompt of the day, and whether each rule about time was kept.

Rule: compares what was wanted, what the talk decided, what the store wrote down and what Telegram
carried out; none of these is taken at its word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.model import ChatId
from bot.store.queries import MAX_UNKNOWN
from bot.store.sealed import to_letter
from bot.store.tables import letters, people
from flows.effects import Say
from tests.bot.day.ledger import Came
from tests.bot.day.people import START, Someone, first_minute
from tests.bot.day.telegram import SHOWS, Begun
from tests.bot.day.town import Day
from tests.bot.reading import reading

ONCE, TWICE = "sent once", "sent, and once more after an unknown outcome"
OF_WHO_LEFT = "not sent: the person has blocked the bot"
FATES = {
    "uncertain": "outcome unknown three times, or overtaken: recorded",
    "dropped": "dropped as too old: recorded",
    "blocked": OF_WHO_LEFT,
    "tried": "outcome unknown: the next start tries it once more",
}
"""By the state of the letter. The last process was not killed, so it left none half done."""
IN_TALK_SECONDS = 90.0
"""A call so soon after the person wrote is a reply."""
OWN_TIME = dt.timedelta(minutes=30)
OF_ONE_QUESTION = re.compile(r'"1:[1-9]')
ROOM = 1.15
"""Calls for each letter, at most, with 1 % of them failing."""


class Row(NamedTuple):
    state: str
    message_id: int | None
    unknown: int
    """Tries that may have sent it."""
    say: Say
    written_at: dt.datetime


@dataclass
class Report:
    fates: Counter[str] = field(default_factory=Counter)
    """Of the wanted prompts."""
    unaccounted: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Rules that were not kept, and where."""
    fastest: int = 0
    """Most unasked calls in any second."""
    sent: Counter[str] = field(default_factory=Counter)
    """Of all that came by itself."""

    @property
    def is_good(self) -> bool:
        return not (self.unaccounted or self.broken)


def account(day: Day) -> Report:
    return _Account(day).report


class _Account:
    def __init__(self, day: Day) -> None:
        self.day = day
        self.rows = _rows(day)
        self.report = Report()
        self.prompts: dict[ChatId, dict[dt.date, list[Came]]] = defaultdict(dict)
        for key, came in day.ledger.came.items():
            if key.kind == "prompt":
                self.prompts[key.chat][key.day] = came
        for one in day.people:
            self._follow_prompts(one)
        self._look_at_moments()
        self._look_at_nights()
        self._look_at_calls()
        self._look_at_copies()

    # Every prompt.

    def _follow_prompts(self, one: Someone) -> None:
        for local_day, at in one.wanted.items():
            fate = self._fate(one, local_day, at)
            if fate is None:
                self.report.unaccounted.append(self._tell(one, local_day))
            else:
                self.report.fates[fate] += 1
        for local_day, came in self.prompts[one.chat].items():
            spoken = any(each.says for each in came)
            if spoken and local_day not in one.wanted and not self._is_of_the_end(came):
                self._broken("T5: nobody wanted it", one, local_day)

    def _fate(self, one: Someone, day: dt.date, at: dt.datetime) -> str | None:
        came = self.prompts[one.chat].get(day)
        if came is None:
            has_left = one.kind == "refuses" and one.acts_at < at + OWN_TIME
            return OF_WHO_LEFT if has_left else None
        row = self._row(one.chat, came[0])
        if row is None:
            return None
        return self._sent(one, row) if row.state == "sent" else FATES.get(row.state)

    def _sent(self, one: Someone, row: Row) -> str | None:
        telegram = self.day.telegram
        shown = telegram.sent.get((one.chat, row.message_id or 0))
        copies = len(telegram.carried_out[shown.copy]) if shown else 0
        return {0: None, 1: ONCE}.get(copies, TWICE)

    def _row(self, chat: ChatId, came: Came) -> Row | None:
        """Of the letter that was written when the moment came."""
        wanted = [say for say in came.says if say.lane == "prompt"]
        return next((row for row in self.rows[chat] if row.say in wanted), None)

    def _is_of_the_end(self, came: list[Came]) -> bool:
        return came[0].at >= self.day.followed_until - OWN_TIME

    def _tell(self, one: Someone, day: dt.date) -> str:
        told, came = one.conversation, self.prompts[one.chat].get(day)
        row = self._row(one.chat, came[0]) if came else None
        became = f"{row.state}, {row.unknown} tries" if row else "no letter"
        return (
            f"{one.chat} ({one.kind}, {told.zone} {told.answers['q_time']}) on {day}:"
            f" came {[f'{each.at:%d %H:%M:%S}' for each in came or ()]}, {became}"
        )

    # Every moment.

    def _look_at_moments(self) -> None:
        nudges: Counter[tuple[ChatId, dt.date]] = Counter()
        for key, came in self.day.ledger.came.items():
            if len([each for each in came if each.says]) > 1:
                self._broken("T1: came twice", key, "")
            self.report.sent[key.kind] += any(each.says for each in came)
            if key.kind == "nudge" and came[0].says:
                nudges[key.chat, key.day] += 1
                if came[0].had_reported:
                    self._broken("T6: had answered", key, "")
        for (chat, day), count in nudges.items():
            if count > 1:
                self._broken("T6: nudged twice", chat, day)

    def _look_at_nights(self) -> None:
        """T5: by what Telegram showed, not by what was planned."""
        for one in self.day.people:
            for row in self.rows[one.chat]:
                if row.message_id is not None and row.say.lane != "reply":
                    self._look_at_night(one, row.message_id, row.written_at)

    def _look_at_night(self, one: Someone, message_id: int, written_at: dt.datetime) -> None:
        shown = self.day.telegram.sent[one.chat, message_id]
        at = self._clock(shown.at)
        if at < written_at:
            return  # a message that stood there was changed
        assert one.conversation.zone
        here = at.astimezone(ZoneInfo(one.conversation.zone))
        if (here.hour >= 22 or here.hour < 6) and not _is_own_time(here, one):
            self._broken(f"T5: shown at {here:%H:%M}", one.chat, message_id)

    # Every call.

    def _look_at_copies(self) -> None:
        """Of messages that cannot be alike by chance: their buttons belong to one question."""
        for copy, times in self.day.telegram.carried_out.items():
            if len(times) == 1 or not OF_ONE_QUESTION.search(copy[2]):
                continue
            known_at = min(self._known(self.day.telegram.answered[copy]), default=times[-1])
            if len(times) > MAX_UNKNOWN or known_at < times[-1]:
                self._broken("T4: sent again", copy[0], len(times))

    def _known(self, answered: list[float]) -> list[float]:
        """Answers that the process had the time to write down."""
        killed = self.day.killed_at
        return [at for at in answered if not any(0 <= end - at < 1 for end in killed)]

    def _look_at_calls(self) -> None:
        telegram = self.day.telegram
        for begun, until, what in telegram.too_soon:
            rule = f"R9: {begun.method} {until - begun.at:.3f} s too soon for {what}"
            self._broken(rule, begun.chat, self._clock(begun.at))
        written = sum(len(rows) for rows in self.rows.values())
        calls = [call for call in telegram.begun if call.method in SHOWS]
        if len(calls) > written * ROOM:
            self._broken("T3: a storm", f"{len(calls)} calls", f"{written} letters")
        self.report.fastest = max(_in_a_second(self._unasked(calls)), default=0)
        if self.report.fastest > self.day.rate + 1:
            self._broken("T7: calls in one second", self.report.fastest, "")

    def _unasked(self, calls: list[Begun]) -> Iterator[float]:
        wrote = self.day.telegram.wrote
        for call in calls:
            if not any(0 <= call.at - at < IN_TALK_SECONDS for at in wrote[call.chat]):
                yield call.at

    def _clock(self, at: float) -> dt.datetime:
        return START + dt.timedelta(seconds=at - self.day.began)

    def _broken(self, rule: str, who: object, when: object) -> None:
        self.report.broken.append(f"{rule} ({who} {when})")


def _is_own_time(here: dt.datetime, one: Someone) -> bool:
    """Of the person's prompt, which may be half an hour late and then on its way for as long."""
    time, zone = str(one.conversation.answers["q_time"]), ZoneInfo(str(one.conversation.zone))
    days = (here.date(), here.date() - dt.timedelta(days=1))
    return any(
        dt.timedelta() <= here - first_minute(day, time, zone) < 2 * OWN_TIME for day in days
    )


def _rows(day: Day) -> dict[ChatId, list[Row]]:
    """All letters of the day, opened."""
    asked = sa.select(
        letters.c.id, letters.c.chat_id, letters.c.tries, letters.c.refused, letters.c.state,
        letters.c.message_id, letters.c.blob, letters.c.created_at, people.c.wrapped_key,
    ).join_from(letters, people)  # fmt: skip
    found: dict[ChatId, list[Row]] = defaultdict(list)
    with reading(day.url) as reader:
        for row in reader.rows(asked.order_by(letters.c.id)):
            letter = to_letter(row, day.ring)
            assert letter
            unknown = row.tries - row.refused
            found[letter.chat].append(
                Row(row.state, row.message_id, unknown, letter.say, letter.created_at)
            )
    return found


def _in_a_second(times: Iterator[float]) -> Iterator[int]:
    """How many are within the second from each on."""
    ordered = sorted(times)
    end = 0
    for start, at in enumerate(ordered):
        while end < len(ordered) and ordered[end] < at + 1 - 1e-6:
            end += 1
        yield end - start
