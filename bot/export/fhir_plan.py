"""The goal, the plan of now and its earlier phases, as a Goal and CarePlans.

Rule: a phase has one CarePlan, which replaces the one before; its activities are the moves that its
sessions had, each with the dose that it had last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from bot.export.fhir_measures import move
from bot.export.fhir_sheet import PATIENT, Json, Sheet, clean
from flows.conversation import CheckIn, Conversation, Item, Program, Session
from flows.effects import Record
from flows.parts import t
from flows.session import dose_text

HELD = "on-hold"
STATUS = {"program.active": "active", "program.proposed": "draft"}
"""Of the plan of now, by the state of the talk; in any other it is on hold."""
GOALS = {"active": "active", HELD: HELD, "revoked": "cancelled"}
"""By the status of the plan; any other goal is proposed."""
ALL_MOVES = {"draft": "not-started", HELD: HELD, "revoked": "stopped"}
"""What a plan that does not run makes of each move."""


class Phase(NamedTuple):
    number: int
    sessions: tuple[Session, ...]
    """Oldest first, one a day."""

    @property
    def items(self) -> dict[str, Item]:
        """By move, as it was planned last."""
        return {item.exercise: item for session in self.sessions for item in session.items}


def plan_status(conversation: Conversation) -> str | None:
    if conversation.program is None:
        return None
    if conversation.withdrawn_at is not None:
        return "revoked"
    is_held = conversation.stops or conversation.held
    status = STATUS.get(conversation.state, HELD)
    return HELD if is_held and status == "active" else status


def add_goal(conversation: Conversation, outcomes: Sequence[Json], sheet: Sheet) -> list[Json]:
    """In the person's own words; the reference to it, if there is one."""
    told = conversation.answers.get("q_goal")
    said = clean(told) if isinstance(told, str) else ""
    if not said:
        return []
    ref = sheet.add(
        "Goal", "goal", "told",
        lifecycleStatus=GOALS.get(plan_status(conversation) or "", "proposed"),
        description={"text": said},
        subject=sheet.ref(PATIENT),
        expressedBy=sheet.ref(PATIENT),
        outcomeReference=list(outcomes),
    )  # fmt: skip
    return [ref]


def add_plans(
    conversation: Conversation,
    records: Iterable[Record],
    reports: Iterable[CheckIn],
    goals: list[Json],
    sheet: Sheet,
) -> None:
    """Oldest first."""
    program = conversation.program
    rows, done = _sessions(records), {name for report in reports for name in _done(report)}
    earlier = list(_earlier(rows, program))
    numbers = [*(phase.number for phase in earlier), program.phase if program else 0]
    for n, (phase, follower) in enumerate(zip(earlier, numbers[1:], strict=True)):
        _add_earlier(n, phase, follower, done, sheet)
    if program:
        now = Phase(program.phase, tuple(_of_now(rows, program)))
        _add_now(len(earlier), now, conversation, done, goals, sheet)


def _done(report: CheckIn) -> Iterator[str]:
    if report.completion != "skipped":
        yield from (name for name in report.items if name not in report.left_out)


# Phases.


def _sessions(records: Iterable[Record]) -> list[tuple[int | None, Session]]:
    """With the phase that it was built in, which an older program did not keep."""
    built = {r.day: r.data for r in records if r.what == "session"}
    days = sorted(built)
    return [(built[day].get("phase"), Session.model_validate(built[day])) for day in days]


def _earlier(
    rows: Iterable[tuple[int | None, Session]], program: Program | None
) -> Iterator[Phase]:
    over = [row for row in rows if not program or row[1].day < program.phase_since]
    for number, run in groupby(over, key=lambda row: row[0]):
        if number:
            yield Phase(number, tuple(session for _, session in run))


def _of_now(rows: Iterable[tuple[int | None, Session]], program: Program) -> Iterator[Session]:
    """Today's last: it may not be in the history yet."""
    yield from (session for _, session in rows if session.day >= program.phase_since)
    if program.today:
        yield program.today


# Plans.


def _add_earlier(number: int, phase: Phase, follower: int, done: set[str], sheet: Sheet) -> None:
    """It ended as it should when a later phase came after it."""
    _add(
        number, phase, "completed" if follower > phase.number else "revoked",
        lambda name: "completed" if name in done else "not-started", sheet,
        period={
            "start": phase.sessions[0].day.isoformat(),
            "end": phase.sessions[-1].day.isoformat(),
        },
    )  # fmt: skip


def _add_now(  # noqa: PLR0913, PLR0917 - what a plan hangs on
    number: int,
    phase: Phase,
    conversation: Conversation,
    done: set[str],
    goals: list[Json],
    sheet: Sheet,
) -> None:
    program, status = conversation.program, plan_status(conversation)
    assert program
    assert status

    def how(name: str) -> str:
        rung = program.rungs.get(name)
        if status in ALL_MOVES:
            return ALL_MOVES[status]
        if rung and rung.state == "passed":
            return "completed"
        if program.blocked_until.get(name, dt.date.min) > sheet.today:
            return HELD
        return "in-progress" if name in done else "not-started"

    _add(
        number, phase, status, how, sheet,
        description=_week(conversation, sheet),
        period={"start": program.phase_since.isoformat()},
        goal=goals,
    )  # fmt: skip


def _week(conversation: Conversation, sheet: Sheet) -> str | None:
    days, minutes = conversation.answers.get("q_days"), conversation.answers.get("q_minutes")
    length = sheet.content.rules.minutes.get(str(minutes))
    if not isinstance(days, int | float) or length is None:
        return None
    return sheet.said(t("page-plan-week", days=days, minutes=length))


def _add(
    number: int, phase: Phase, status: str, how: Callable[[str], str], sheet: Sheet, **more: Any
) -> None:
    """`how`: the status of a move."""
    known = [item for name, item in phase.items.items() if name in sheet.content.exercises]
    sheet.add(
        "CarePlan", f"plan.{number}", "worked-out",
        status=status,
        intent="plan",
        title=sheet.said(t(f"phase-{phase.number}")),
        subject=sheet.ref(PATIENT),
        replaces=[sheet.ref(f"plan.{number - 1}")] if number else [],
        activity=[_activity(item, how(item.exercise), sheet) for item in known],
        **more,
    )  # fmt: skip


def _activity(item: Item, status: str, sheet: Sheet) -> Json:
    detail = {
        "kind": "ServiceRequest",
        "code": move(item.exercise, sheet),
        "status": status,
        "description": sheet.said(dose_text(item, sheet.content)),
    }
    return {"detail": detail}
