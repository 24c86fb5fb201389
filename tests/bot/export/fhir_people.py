"""People whose copy is made: before consent, mid-intake, for a year, stopped, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from bot.export.fhir import bundle
from bot.model import ChatId
from bot.store import Everything, KeptRecord
from flows.conversation import Conversation
from flows.effects import Record
from tests.bot.export.fhir_checks import Json, of_kind
from tests.flows.days import at, copy, lived, person, report
from tests.flows.people import CONTENT
from tests.flows.situations import at as at_topic
from tests.flows.situations import greeted
from tests.flows.walker import Walker

CHAT = ChatId(7_316_554_021)
LATER = at(30)
NOON = dt.time(12, 30, tzinfo=dt.UTC)


def kept(records: Iterable[Record]) -> tuple[KeptRecord, ...]:
    """Each stored at noon of its day."""
    return tuple(KeptRecord(dt.datetime.combine(r.day, NOON), r) for r in records)


def everything(
    conversation: Conversation | None, records: Iterable[Record] = (), now: dt.datetime = LATER
) -> Everything:
    return Everything(
        chat=CHAT,
        version=1,
        due_at=None,
        updated_at=now,
        conversation=conversation,
        records=kept(records),
    )


def made(
    conversation: Conversation | None,
    *records: Record,
    now: dt.datetime = LATER,
    language: str = "en",
) -> Json:
    return bundle(everything(conversation, records, now), CONTENT, language, now)


def of_walker(walker: Walker, language: str = "en", **changes: Any) -> Json:
    conversation = walker.conversation.model_copy(update=changes)
    return made(conversation, *walker.records, now=walker.now, language=language)


def codes(concept: Json) -> list[str]:
    return [coding["code"] for coding in concept["coding"]]


def with_code(made_: Json, code: str) -> list[Json]:
    """Observations, oldest first."""
    return [each for each in of_kind(made_, "Observation") if code in codes(each["code"])]


# Who.


@cache
def _lived(days: int) -> Walker:
    return lived("p1_desk", days, lambda day: day % 6 != 3)


def somebody(days: int = 30) -> Walker:
    return copy(_lived(days)) if days else person()


def stopped_by_pain() -> Walker:
    walker = person()
    report(walker, "done 9")
    assert walker.conversation.stops == ("pause-pain",)
    return walker


def withdrawn() -> Walker:
    """After ten days."""
    walker = commanded("/withdraw")
    walker.press("yes")
    assert walker.conversation.withdrawn_at
    return walker


def commanded(line: str) -> Walker:
    walker = somebody(10)
    walker.command(line)
    return walker


def in_emergency() -> Walker:
    """A sign of card A, in the intake."""
    walker = at_topic("q.q_rf_a")
    walker.press("t.saddle")
    walker.press("go")
    assert walker.conversation.safety == "emergency"
    return walker


PEOPLE: dict[str, Callable[[], Walker]] = {
    "before consent": greeted,
    "just agreed": lambda: at_topic("q.q_age"),
    "mid-intake": lambda: at_topic("q.q_sit_hours"),
    "at the checks": lambda: at_topic("q.q_f2"),
    "at the result": lambda: at_topic("result"),
    "in an emergency": in_emergency,
    "with a plan": person,
    "30 days": somebody,
    "400 days": lambda: somebody(400),
    "checks skipped": lambda: person("p8_skipper"),
    "stopped by pain": stopped_by_pain,
    "stopped by hand": lambda: commanded("/stop"),
    "paused": lambda: commanded("/pause"),
    "withdrawn": withdrawn,
}
