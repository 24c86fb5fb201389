"""What the talk decided at each due moment, written down beside it.

Rule: looks on as `advance` is called, and changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.model import ChatId
from content.load import Content
from flows import Conversation, Outcome, advance
from flows.conversation import MomentKind
from flows.effects import Say
from flows.events import Event, MomentDue
from tests.bot.day.people import Someone


class Key(NamedTuple):
    """A moment happens once for each of these (T1)."""

    chat: ChatId
    kind: MomentKind
    day: dt.date
    ordinal: int


class Came(NamedTuple):
    at: dt.datetime
    says: tuple[Say, ...]
    """Unasked, and no mere tidying up."""
    had_reported: bool
    """On today's session, before this."""


class Ledger:
    def __init__(self, people: list[Someone]) -> None:
        self._chats = {_consented_at(one.conversation): one.chat for one in people}
        self.came: defaultdict[Key, list[Came]] = defaultdict(list)
        """Moments that came and were not put off to later that day."""
        self._seen: set[tuple[Any, ...]] = set()

    def advance(self, before: Conversation, event: Event, content: Content) -> Outcome:
        outcome = advance(before, event, content)
        if isinstance(event, MomentDue):
            self._note(before, event, outcome)
        return outcome

    def _note(self, before: Conversation, event: Event, outcome: Outcome) -> None:
        chat = self._chats[_consented_at(before)]
        after = outcome.conversation
        again = (chat, before.next_ask, before.next_screen, before.agenda)
        if again in self._seen:
            return  # the batch before it was rolled back
        self._seen.add(again)
        assert before.zone
        today = event.at.astimezone(ZoneInfo(before.zone)).date()
        reported = before.program is not None and today in {r.day for r in before.program.reports}
        says = tuple(e for e in outcome.effects if isinstance(e, Say) and not e.edit_only)
        for moment in before.agenda:
            same = [m for m in after.agenda if (m.kind, m.day) == (moment.kind, moment.day)]
            if moment.at <= event.at and not (same and same[0].ordinal == moment.ordinal):
                key = Key(chat, moment.kind, moment.day, moment.ordinal)
                self.came[key].append(Came(event.at, says, reported))


def _consented_at(conversation: Conversation) -> dt.datetime:
    assert conversation.consent
    return conversation.consent.at
