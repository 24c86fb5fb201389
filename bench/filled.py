"""A database of very many people, with rows as the store itself would have written them.

Rule: people are made by leading a talk, a few of them; the rest are copies, each with a key of
their own. It is filled by the driver, as the store takes care of every commit; a test compares.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.store.crypto import KeyRing
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from flows import Conversation
from tests.bot.population import trained_until

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
MINUTES = 1440
"""Of a day: each has its share of the people."""
FIRST_CHAT = 5_000_000_000
APART = 7
"""Between two chats; none of the benches' own people has such a number."""
LEAP = 7919
"""From one newcomer to the next."""
STEP = 1009
"""Minutes from one person's prompt to that of the next: who is due together stands apart."""
AT_ONCE = 20_000
PUT = (
    "INSERT OR REPLACE INTO people"
    " (chat_id, wrapped_key, snapshot, version, due_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)"
)
OTHER_TABLES = ("letters", "screens", "history", "taken", "offsets", "quarantine", "counters")
Row = tuple[int, bytes, bytes, str, str]


@dataclass(frozen=True)
class Filled:
    people: int
    seconds: float
    """It took; 0 when it was there."""
    bytes_: int

    @property
    def megabytes(self) -> float:
        return self.bytes_ / 2**20

    @property
    def bytes_a_person(self) -> float:
        return self.bytes_ / max(1, self.people)


def database(folder: Path) -> Path:
    return folder / "bot.db"


def key_ring(folder: Path) -> KeyRing:
    return load_or_make_key_file(folder / "bot.key")


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SqlStore]:
    store = await SqlStore.open(f"sqlite:///{database(folder)}", key_ring(folder))
    try:
        yield store
    finally:
        await store.close()


async def fill(folder: Path, people: int) -> Filled:
    """With so many; as it is when they are there already, but for what benches have left."""
    begun = time.perf_counter()
    async with opened(folder):  # which makes the tables, and notes the key
        pass
    here = _count(folder)
    if here < people:
        _fill(folder, here, people)
    tidy(folder)
    seconds = time.perf_counter() - begun if here < people else 0.0
    return Filled(max(here, people), seconds, database(folder).stat().st_size)


def tidy(folder: Path, now: dt.datetime | None = None) -> None:
    """As if nobody had said anything; whose moment has passed waits for the next day's."""
    now = now or SystemClock().now()
    with closing(_connection(folder)) as connection:
        connection.execute(
            "DELETE FROM people WHERE chat_id < ? OR (chat_id - ?) % ?",
            (FIRST_CHAT, FIRST_CHAT, APART),
        )
        for table in OTHER_TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        late = connection.execute(
            "SELECT chat_id, due_at FROM people WHERE due_at <= ?", (stored(now),)
        ).fetchall()
        due = ((chat, _next(dt.datetime.fromisoformat(at + "+00:00"), now)) for chat, at in late)
        _put(connection, rows(due, key_ring(folder), now))


def make_due(folder: Path, chats: Sequence[int], at: dt.datetime) -> None:
    """All of these, at one moment."""
    with closing(_connection(folder)) as connection:
        _put(connection, rows(((chat, at) for chat in chats), key_ring(folder), at))


def sealed_bytes(folder: Path) -> int:
    """Of an average snapshot, as it lies in the file."""
    with closing(_connection(folder)) as connection:
        ((mean,),) = connection.execute("SELECT avg(length(snapshot)) FROM people").fetchall()
        return int(mean)


def chats_of(people: int, some: int, offset: int = 0) -> list[int]:
    """So many of them, all over the file; another offset gives others."""
    return [chat_of(number * people // some + offset) for number in range(some)]


def chat_of(number: int) -> int:
    return FIRST_CHAT + number * APART


def scattered(people: int) -> Iterator[int]:
    """Chats that nobody has yet, each between two of those, and all over them."""
    return (chat_of(number * LEAP % people) + 1 for number in count())


def rows(
    due: Iterable[tuple[int, dt.datetime]], ring: KeyRing, updated_at: dt.datetime
) -> Iterator[Row]:
    """Each with a key of their own, and a snapshot that only it opens."""
    noted = stored(updated_at)
    for chat, at in due:
        key, wrapped = ring.new_person_key(chat)
        yield chat, wrapped, key.seal("snapshot", plain(at)), stored(at), noted


def stored(at: dt.datetime) -> str:
    """As SQLAlchemy writes it."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"


@lru_cache(MINUTES)
def plain(due_at: dt.datetime) -> bytes:
    """The snapshot of somebody whose prompt comes then, before it is sealed."""
    talk = _trained(due_at.replace(minute=0, second=0, microsecond=0))
    (prompt,) = talk.agenda
    day = due_at.astimezone(ZoneInfo(talk.zone or "UTC")).date()
    moved = prompt.model_copy(update={"day": day, "at": due_at})
    return talk.model_copy(update={"agenda": (moved,)}).model_dump_json().encode()


@lru_cache(48)
def _trained(due_at: dt.datetime) -> Conversation:
    return trained_until(due_at)


def _fill(folder: Path, first: int, people: int) -> None:
    now = SystemClock().now()
    begin = now.replace(second=0, microsecond=0)
    due = (
        (chat_of(number), begin + MINUTE * (2 + number * STEP % MINUTES))
        for number in range(first, people)
    )
    with closing(_connection(folder)) as connection:
        _put(connection, rows(due, key_ring(folder), now))


def _next(due_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """At the same time of another day."""
    return due_at + DAY * ((now - due_at) // DAY + 1)


def _put(connection: sqlite3.Connection, people: Iterator[Row]) -> None:
    while some := list(islice(people, AT_ONCE)):
        connection.execute("BEGIN")
        connection.executemany(PUT, some)
        connection.execute("COMMIT")


def _connection(folder: Path) -> sqlite3.Connection:
    """In a hurry: what a crash leaves is thrown away."""
    connection = sqlite3.connect(database(folder), isolation_level=None)
    for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _count(folder: Path) -> int:
    """They were put in by their numbers."""
    with closing(_connection(folder)) as connection:
        ((last,),) = connection.execute("SELECT max(chat_id) FROM people").fetchall()
        return 0 if last is None or last < FIRST_CHAT else (int(last) - FIRST_CHAT) // APART + 1
