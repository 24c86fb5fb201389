"""How the cost of one update grows: with the people in the store, with a history, with content.

Rule: the same work against more of one thing; nothing is printed here.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.stages import RING, Walked, of_each, store_in, walked
from bot.clock import SystemClock
from bot.model import ChatId
from bot.store import sealed
from content.load import Content, load_content
from flows import advance
from tests.bot.population import fill, trained_until
from tests.flows.larger import more_exercises, more_questions
from tests.flows.people import CONTENT
from tests.flows.years import WEEK, Step, is_of_every_day, live, newcomer, weeks_of

BESIDE = "INSERT INTO people ({all}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
BESIDE += " WHERE i < ?) SELECT i + ?, {rest} FROM n, people WHERE chat_id = ?"
FIRST = ChatId(10)
ALL_FROM = 100


# With people


@dataclass(frozen=True)
class WithPeople:
    stored: int
    file_mb: float
    found: Walked


async def with_people(stored: int, *, at_once: int, talks: int) -> WithPeople:
    """The script of the benches, beside so many people who have trained."""
    with tempfile.TemporaryDirectory() as folder:
        if stored:
            await _settle_in(Path(folder), stored)
        async with store_in(Path(folder)) as store:
            found = await walked(store, at_once, talks)
        return WithPeople(stored, _megabytes(Path(folder)), found)


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.glob("bot.db*")) / 2**20


async def _settle_in(folder: Path, people: int) -> None:
    """One is stored as ever; the others are their row under other numbers, and are never opened."""
    later = SystemClock().now() + dt.timedelta(days=30)
    async with store_in(folder) as store:
        await fill(store, [(FIRST, trained_until(later))])
    with closing(sqlite3.connect(folder / "bot.db")) as file, file:
        (key, *rest) = [row[1] for row in file.execute("PRAGMA table_info(people)")]
        named = ", ".join(rest)
        file.execute(
            BESIDE.format(all=f"{key}, {named}", rest=named), (people - 1, ALL_FROM, FIRST)
        )


# With a history


@dataclass(frozen=True)
class WithHistory:
    """Microseconds for one event of a week, but for `snapshot`."""

    day: int
    events: int
    advance: float
    opening: float
    """Unseal and validate."""
    sealing: float
    """Dump and seal."""
    snapshot: float
    """Bytes."""


def with_history(days: Sequence[int]) -> list[WithHistory]:
    weeks = weeks_of(tuple(days), is_of_every_day)
    return [_of_week(day, steps) for day, steps in weeks.items()]


def _of_week(day: int, steps: list[Step]) -> WithHistory:
    key, _ = RING.new_person_key(1)
    talks = [talk for talk, _ in steps]
    blobs = [sealed.seal_conversation(talk, key) for talk in talks]
    return WithHistory(
        day,
        len(steps),
        of_each(lambda step: advance(*step, CONTENT), steps),
        of_each(lambda blob: sealed.open_conversation(blob, key), blobs),
        of_each(lambda talk: sealed.seal_conversation(talk, key), talks),
        statistics.mean(len(talk.model_dump_json().encode()) for talk in talks),
    )


# With content


@dataclass(frozen=True)
class WithContent:
    """Microseconds for one event."""

    what: str
    exercises: int
    questions: int
    intake: float
    days: float
    """Of a first week: moments that build a session, and reports."""


def with_content() -> list[WithContent]:
    content = load_content()
    return [
        _of_content("as it is", content),
        _of_content("exercises doubled", more_exercises(content)),
        _of_content("questions doubled", more_questions(content)),
    ]


def _of_content(what: str, content: Content) -> WithContent:
    walker = newcomer(content)
    intake = walker.take_steps()
    for day in range(WEEK):
        live(walker, day)
    week = [step for step in walker.steps if is_of_every_day(step)]
    spent = [of_each(lambda step: advance(*step, content), steps) for steps in (intake, week)]
    return WithContent(what, len(content.exercises), len(content.questions), *spent)
