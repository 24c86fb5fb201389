"""A person with a history made by hand, for what looks back on all of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flows.conversation import CheckIn, Conversation, Item, Session
from flows.effects import Record
from flows.page_facts import Facts, facts_of
from tests.flows.days import at, p1
from tests.flows.people import CONTENT, MONDAY
from tests.flows.walker import Walker

SLIDER, BOW = "n_seated", "a_bow"


def day(number: int) -> dt.date:
    """0 = the Monday on which all begins."""
    return MONDAY + dt.timedelta(days=number)


def report(number: int, **told: Any) -> Record:
    """On a session of two moves."""
    usual = {"type": "L", "items": (SLIDER, BOW), "completion": "done", "pain": 2}
    made = CheckIn(day=day(number), **(usual | told))
    return Record(what="report", day=made.day, data=made.model_dump(mode="json"))


def session(number: int, *items: Item) -> Record:
    usual = (Item(exercise=SLIDER, dose=1, slot="nerve"), Item(exercise=BOW, dose=2, slot="anchor"))
    made = Session(day=day(number), type="L", items=items or usual, seconds=600)
    return Record(what="session", day=made.day, data=made.model_dump(mode="json"))


def look(number: int, scores: dict[str, int | None] | None = None, **answers: Any) -> Record:
    """An assessment: the answers of the desk worker, some of them changed."""
    told = {**talk().answers, **answers}
    data = {"answers": told, "scores": scores or {}, "class": "ok", "changed": False}
    return Record(what="assessment", day=day(number), data=data)


def decision(number: int, rule: str, **data: Any) -> Record:
    """On the report of that day, taken on the next."""
    kept = {"report": day(number).isoformat(), "decision": rule, "numbers": {}} | data
    return Record(what="decision", day=day(number + 1), data=kept)


def talk(answers: dict[str, Any] | None = None, **changes: Any) -> Conversation:
    """The desk worker, in the programme since Monday, whose own reports are not kept."""
    walker: Walker = p1(done=None)
    told = walker.conversation
    program = told.program
    assert program
    changes.setdefault("program", program.model_copy(update={"reports": ()}))
    return told.model_copy(update={"answers": {**told.answers, **(answers or {})}, **changes})


def facts(conversation: Conversation | None = None, *records: Record, days: int = 30) -> Facts:
    """So many days after Monday."""
    return facts_of(conversation or talk(), records, CONTENT, at(days))
