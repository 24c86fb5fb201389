"""What an operator may count: that something happened, and nothing of anybody's health.

Rule: from one event and what came of it to names; when they are written down is the desk's matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows import Conversation, Outcome
from flows.effects import Effect, Export, Forget, Record, Say
from flows.events import UNASKED, Event
from flows.reminders import local_day

NAMES = (
    "began", "consented", "withdrew", "plan", "told", "looked_again", "exported", "erased",
    "expired", "blocked", "unblocked",
)  # fmt: skip
"""In the order in which the operator reads them."""


def counted(before: Conversation | None, event: Event, outcome: Outcome) -> list[str]:
    """`before`: None for a chat that is not known yet."""
    talk = before or Conversation()
    found = [
        *(["began"] if before is None and event.kind not in UNASKED else []),
        *_of_the_talk(talk, outcome.conversation),
        *(name for effect in outcome.effects for name in _of_effect(effect, talk, event)),
    ]
    return sorted(found, key=NAMES.index)


def _of_the_talk(before: Conversation, after: Conversation) -> Iterator[str]:
    if before.consent is None and after.consent is not None:
        yield "consented"
    if before.withdrawn_at is None and after.withdrawn_at is not None:
        yield "withdrew"
    if before.state == "program.proposed" and after.state == "program.active":
        yield "plan"
    if before.blocked != after.blocked:
        yield "blocked" if after.blocked else "unblocked"


def _of_effect(effect: Effect, before: Conversation, event: Event) -> Iterator[str]:
    match effect:
        case Record(what="report") if _is_told(effect, before, event):
            yield "told"
        case Record(what="assessment", data={"changed": False}) if before.again:
            yield "looked_again"
        case Say(picture=Export(part="json")):
            yield "exported"
        case Forget(keep_talk=False):
            yield "expired" if event.kind == "moment_due" else "erased"
        case _:
            pass


def _is_told(record: Record, before: Conversation, event: Event) -> bool:
    """For the first time, and by the person: a day that ended without a word is closed later."""
    program, zone = before.program, before.zone
    if program is None or zone is None or record.day in {r.day for r in program.reports}:
        return False
    is_rated = record.data.get("light") is not None
    return is_rated or record.day == local_day(event.at, zone)
