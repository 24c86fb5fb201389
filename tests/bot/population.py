"""Many people at once in a store, each with the whole snapshot of somebody who has trained.

Rule: people are made by leading a talk; only then are they copied, and stored through the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from zoneinfo import ZoneInfo

from bot.model import ChatId
from bot.store import Saved
from bot.store.sql import SqlStore
from flows import Conversation
from flows.conversation import Moment
from tests.flows.days import report, settle
from tests.flows.people import CONTENT, answers_of
from tests.flows.walker import Walker

AT_ONCE = 500
DAYS = 3
ZONES = ("Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Tahiti")
"""Somewhere it is day."""


def trained_until(due_at: dt.datetime) -> Conversation:
    """After three days in the programme, with today's prompt due at that moment."""
    zone = next(z for z in ZONES if 7 <= due_at.astimezone(ZoneInfo(z)).hour < 20)
    local = due_at.astimezone(ZoneInfo(zone))
    walker = Walker(CONTENT, due_at - dt.timedelta(days=DAYS), Conversation())
    walker.intake(answers_of("p1_desk", q_days=7, q_breaks=0, q_time=f"{local:%H:%M}"), zone)
    for day in range(DAYS, 0, -1):
        settle(walker)
        report(walker, "done 1")
        walker.pass_until(due_at - dt.timedelta(days=day - 1, hours=2))
    settle(walker)
    prompt = Moment(kind="prompt", day=local.date(), at=due_at)
    return walker.conversation.model_copy(update={"agenda": (prompt,)})


async def fill(store: SqlStore, people: Iterable[tuple[ChatId, Conversation]]) -> None:
    """As new people, whom the store has never seen."""
    left = iter(people)
    while some := list(islice(left, AT_ONCE)):
        now = _consented_at(some[0][1])
        async with store.batch() as batch:
            await batch.load([chat for chat, _ in some])
            saved = [Saved(chat, talk, 0, talk.language) for chat, talk in some]
            await batch.save(saved, keys=(), now=now)


def _consented_at(conversation: Conversation) -> dt.datetime:
    assert conversation.consent
    return conversation.consent.at
