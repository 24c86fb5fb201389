"""What a page for a physio rests on: the snapshot and the history, read once.

Rule: reads and counts; what is said of it is the matter of `page` and `page_asks`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from content.load import Content
from flows.conversation import Answers, CheckIn, Conversation, Item, Session
from flows.effects import Record
from flows.rate import Decision
from flows.steps import Change

IN_USE = 2
"""As many of the last sessions make the moves in use."""


class Look(NamedTuple):
    """One assessment: when, what was answered, and what it was weighed to."""

    day: dt.date
    answers: Answers
    scores: dict[str, int | None]


class Decided(NamedTuple):
    """On the report of a day; of an older program, not why, and not what became of the moves."""

    day: dt.date
    rule: str
    decision: Decision | None
    changes: tuple[Change, ...]


class Practice(NamedTuple):
    """One move in all sessions that were reported."""

    exercise: str
    item: Item | None
    """As it was planned last."""
    done: int
    partly: int
    """In sessions done in part, of which it is not known whether it was left out."""
    skipped: int
    last_pain: int | None
    """Told of the last session with it that was done."""
    worst_pain: int | None
    named: int
    """How often it was the move that hurt."""
    is_used: bool

    @property
    def planned(self) -> int:
        return self.done + self.partly + self.skipped

    @property
    def percent(self) -> int:
        """Partly counts half."""
        return round(50 * (2 * self.done + self.partly) / self.planned)


class Facts(NamedTuple):
    conversation: Conversation
    content: Content
    today: dt.date
    reports: tuple[CheckIn, ...]
    """One a day, oldest first."""
    sessions: tuple[Session, ...]
    """One a day, oldest first."""
    looks: tuple[Look, ...]
    decided: tuple[Decided, ...]
    """One a report, newest first."""

    @property
    def answers(self) -> Answers:
        return self.conversation.answers

    @property
    def first_look(self) -> Look | None:
        """To be set against now; None while there was only one."""
        return self.looks[0] if len(self.looks) > 1 else None

    @property
    def first_day(self) -> dt.date:
        known = [look.day for look in self.looks[:1]] + [r.day for r in self.reports[:1]]
        return min(known, default=self.today)

    @property
    def done(self) -> tuple[CheckIn, ...]:
        """At least in part."""
        return tuple(r for r in self.reports if r.completion != "skipped")


def facts_of(
    conversation: Conversation, records: Sequence[Record], content: Content, at: dt.datetime
) -> Facts:
    """`records`: the history, oldest first; what was told anew stands behind what it replaces."""
    program = conversation.program
    reports = {r.day: CheckIn.model_validate(r.data) for r in records if r.what == "report"}
    sessions = {r.day: Session.model_validate(r.data) for r in records if r.what == "session"}
    reports |= {r.day: r for r in (program.reports if program else ())}
    decided = {d.day: d for d in _decided(records)}
    return Facts(
        conversation=conversation,
        content=content,
        today=at.astimezone(ZoneInfo(conversation.zone or "UTC")).date(),
        reports=tuple(reports[day] for day in sorted(reports)),
        sessions=tuple(sessions[day] for day in sorted(sessions)),
        looks=tuple(_looks(records)),
        decided=tuple(decided[day] for day in sorted(decided, reverse=True)),
    )


def _looks(records: Iterable[Record]) -> list[Look]:
    """An answer that was changed later belongs to the look before."""
    looks: list[Look] = []
    for record in records:
        if record.what != "assessment":
            continue
        look = Look(record.day, record.data["answers"], record.data["scores"])
        if looks and (record.data.get("changed") or looks[-1].day == look.day):
            look = look._replace(day=looks.pop().day)
        looks.append(look)
    return looks


def _decided(records: Iterable[Record]) -> Iterable[Decided]:
    for record in records:
        if record.what != "decision":
            continue
        data, reason = record.data, record.data.get("reason")
        told = {"id": data["decision"], "light": None, "reason": reason, "numbers": data["numbers"]}
        yield Decided(
            day=dt.date.fromisoformat(data["report"]),
            rule=data["decision"],
            decision=Decision.model_validate({**told, "nerve_counts": False}) if reason else None,
            changes=tuple(Change.model_validate(each) for each in data.get("changes", ())),
        )


def practised(facts: Facts) -> tuple[Practice, ...]:
    """The moves in use first, then by how often they were planned."""
    names = dict.fromkeys(name for report in facts.reports for name in report.items)
    last = facts.sessions[-IN_USE:]
    used = dict.fromkeys(item.exercise for session in last for item in session.items)
    known = (n for n in (*names, *used) if n in facts.content.exercises)
    found = [_practice(name, facts, is_used=name in used) for name in dict.fromkeys(known)]
    return tuple(sorted(found, key=lambda p: (not p.is_used, -p.planned)))


def _practice(name: str, facts: Facts, *, is_used: bool) -> Practice:
    reports = [r for r in facts.reports if name in r.items]
    hows = [_how(name, report) for report in reports]
    told = [r.pain for r, how in zip(reports, hows, strict=True) if how != "skipped"]
    pains = [pain for pain in told if pain is not None]
    items = [i for session in facts.sessions for i in session.items if i.exercise == name]
    return Practice(
        exercise=name,
        item=items[-1] if items else None,
        done=hows.count("done"),
        partly=hows.count("partial"),
        skipped=hows.count("skipped"),
        last_pain=pains[-1] if pains else None,
        worst_pain=max(pains, default=None),
        named=sum(r.culprit == name for r in reports),
        is_used=is_used,
    )


def _how(name: str, report: CheckIn) -> str:
    """Of a session that was led move by move, those left out are known."""
    if report.completion == "partial" and report.left_out:
        return "skipped" if name in report.left_out else "done"
    return report.completion
