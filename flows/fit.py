"""A stored programme meets content that has changed: new moves join, moves that are gone leave.

Rule: the rest of the programme stays as it is; every name in the snapshot then has its exercise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from content.load import Content
from flows.basis import Basis
from flows.conversation import CheckIn, Guided, Open, Program, Session
from flows.rungs import first_rungs
from flows.turn import Turn
from flows.weigh import weigh

Kept = TypeVar("Kept")


def fit_to_content(turn: Turn) -> None:
    """Once after each change of content."""
    conversation, content = turn.conversation, turn.content
    if conversation.program and conversation.content_version != content.version:
        weighed = weigh(conversation.answers, content)
        basis = Basis(conversation.answers, conversation.safety, weighed, content)
        turn.put(
            program=_fit(conversation.program, basis),
            opens=tuple(_open(topic, content) for topic in conversation.opens),
            guided=conversation.guided and _guided(conversation.guided, content),
        )


def _fit(program: Program, basis: Basis) -> Program:
    content, before = basis.content, program.unsettled
    fresh = first_rungs(basis)
    kept = {name: rung for name, rung in program.rungs.items() if name in fresh}
    return program.model_copy(
        update={
            "rungs": {**fresh, **kept},
            "blocked_until": _known(program.blocked_until, content),
            "built": tuple(_session(session, content) for session in program.built),
            "today": program.today and _session(program.today, content),
            "reports": tuple(_report(report, content) for report in program.reports),
            "unsettled": before and _fit_before(before, content),
        }
    )


def _fit_before(before: Program, content: Content) -> Program:
    """It holds only rungs that moved, and no sessions or reports."""
    rungs, blocked = _known(before.rungs, content), _known(before.blocked_until, content)
    return before.model_copy(update={"rungs": rungs, "blocked_until": blocked})


def _known(named: Mapping[str, Kept], content: Content) -> dict[str, Kept]:
    return {name: kept for name, kept in named.items() if name in content.exercises}


def _session(session: Session, content: Content) -> Session:
    items = tuple(item for item in session.items if item.exercise in content.exercises)
    return session.model_copy(update={"items": items})


def _report(report: CheckIn, content: Content) -> CheckIn:
    items = tuple(name for name in report.items if name in content.exercises)
    culprit = report.culprit if report.culprit in content.exercises else None
    others = {
        field: tuple(name for name in getattr(report, field) if name in content.exercises)
        for field in ("left_out", "eased")
    }
    return report.model_copy(update={"items": items, "culprit": culprit, **others})


def _guided(guided: Guided, content: Content) -> Guided:
    """From its first move, with what was said."""
    culprit = guided.culprit if guided.culprit in content.exercises else None
    return guided.model_copy(update={"moves": (), "at": 1, "culprit": culprit})


def _open(topic: Open, content: Content) -> Open:
    """Of a list of moves those that are there; of a session on the screen its list."""
    if topic.topic == "prompt":
        return topic.model_copy(update={"picks": ()})
    if topic.topic not in {"barrier.pain", "barrier.swap"}:
        return topic
    picks = tuple(name for name in topic.picks if name in content.exercises)
    return topic.model_copy(update={"picks": picks})
