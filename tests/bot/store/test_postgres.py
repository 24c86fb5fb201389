"""What is PostgreSQL's own: sessions, who writes, and connections that get lost."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TypeVar

import asyncpg
import pytest
import sqlalchemy as sa

from bot.model import Letter, Sent
from bot.store import Broken, Saved, StoreError, TakenOverError, UnknownOutcomeError
from bot.store.engines import Mode, engine_for
from bot.store.postgres import PostgresEngine
from bot.store.sql import SqlStore
from flows.events import Said
from tests.bot.store.kit import (
    ANNA,
    BERT,
    NOW,
    OTHER_RING,
    RING,
    PostgresPlace,
    conversation,
    open_store,
    put,
    say,
    talk,
)
from tests.bot.store.line import Line, Part, line_to
from tests.postgres import END_THE_WRITER, PASSWORD, NoServerError, OwnServer, own_postgres

T = TypeVar("T")
LOOK_SECONDS = 0.02
"""How often whoever stands by looks, here."""


@pytest.fixture
def engine_name() -> str:
    return "postgresql"


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    """A server that may be stopped."""
    try:
        with own_postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
async def own_place(own: OwnServer) -> AsyncIterator[PostgresPlace]:
    async with own.database() as name:
        yield PostgresPlace(own, name)


@pytest.fixture
async def line(own: OwnServer) -> AsyncIterator[Line]:
    async with line_to(own.folder) as line:
        yield line


@pytest.fixture
async def far_store(own_place: PostgresPlace, line: Line) -> AsyncIterator[SqlStore]:
    """A store at the end of the line; it has no patience."""
    engine = PostgresEngine(
        f"postgresql://postgres@/{own_place.database}?host={line.host}", answer_seconds=1
    )
    store = await SqlStore(engine, RING).start()
    yield store
    await store.close()


@pytest.fixture(autouse=True)
def _hear(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")


async def asked(store: SqlStore, statement: str) -> object:
    async with store._transaction() as unit:
        ((value,),) = await unit.rows(sa.text(statement), {})
    return value


async def heard(words: str, caplog: pytest.LogCaptureFixture) -> None:
    while words not in caplog.text:  # noqa: ASYNC110 - a log wakes nobody
        await asyncio.sleep(0.005)


async def cut_off(place: PostgresPlace) -> None:
    """The server ends the session of whoever may write."""
    await place.rows(END_THE_WRITER)


async def test_a_commit_is_on_the_disk_when_it_returns(store: SqlStore) -> None:
    """R17, 6-store."""
    assert await asked(store, "SHOW synchronous_commit") == "on"


async def test_a_migration_may_take_its_time(place: PostgresPlace) -> None:
    engine = engine_for(place.url).writer(patient=True)
    async with engine.connect() as connection:
        for setting in ("statement_timeout", "lock_timeout"):
            assert await connection.scalar(sa.text(f"SHOW {setting}")) == "0"
    await engine.dispose()


async def test_the_reader_cannot_write(store: SqlStore) -> None:
    """6-store."""
    with pytest.raises(StoreError, match="it is read-only"):
        await store._read(sa.text("DELETE FROM people RETURNING 1"))  # type: ignore[arg-type] # the point


async def test_loaded_rows_are_locked(store: SqlStore, place: PostgresPlace) -> None:
    """R6: whoever else wants to change them has to wait."""
    await put(store, talk(), chat=ANNA)
    async with store.batch() as batch:
        await batch.load([ANNA])
        with pytest.raises(asyncpg.LockNotAvailableError):
            await place.rows("SELECT * FROM people FOR UPDATE NOWAIT")


async def test_rows_are_locked_in_the_order_of_chats(store: SqlStore, place: PostgresPlace) -> None:
    """6-reminders: so that two who write never wait for each other."""
    await put(store, talk(), chat=BERT)
    await put(store, talk(), chat=ANNA)
    command = await SqlStore.beside(place.url, RING)

    async def both(store: SqlStore, *chats: int) -> None:
        async with store.batch() as batch:
            await batch.load(chats)  # type: ignore[arg-type] # plain numbers do

    await asyncio.gather(
        *(both(store, ANNA, BERT) for _ in range(30)),
        *(both(command, BERT, ANNA) for _ in range(30)),
    )
    await command.close()


async def test_a_command_that_changes_set_aside_events_locks_in_that_order_too(
    store: SqlStore, place: PostgresPlace
) -> None:
    """6-reminders: beside a bot that has begun to try the same events again."""
    event = Said(at=NOW, text="hello")
    for chat in (BERT, ANNA):
        await put(store, talk(), chat=chat)
        async with store.batch() as batch:
            await batch.load([chat])
            broken = Broken(chat, "u:1:1", event, "ValueError", "here")
            await batch.save([], keys=(), broken=[broken], now=NOW)
    berts, annas = (one.id for one in await store.set_aside())
    command = await SqlStore.beside(place.url, RING)
    async with store.batch() as batch:
        await batch.load([ANNA, BERT])
        await batch.save([], keys=(), mended=[annas], now=NOW)
        dropping = asyncio.create_task(command.drop([berts, annas]))
        await somebody_waits(place)
        await batch.save([], keys=(), mended=[berts], now=NOW)
    await dropping
    await command.close()


async def somebody_waits(place: PostgresPlace) -> None:
    while not await place.rows(  # noqa: ASYNC110 - a server that is waited for tells nobody
        "SELECT 1 FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ):
        await asyncio.sleep(0.005)


# Who writes


@pytest.fixture
async def lone(place: PostgresPlace) -> AsyncIterator[SqlStore]:
    """One that has to be alone, as a command or an older program."""
    store = await SqlStore.open(place.url, RING, alone=True)
    yield store
    await store.close()


@contextlib.asynccontextmanager
async def standing_by(
    place: PostgresPlace, caplog: pytest.LogCaptureFixture, mode: Mode = "together"
) -> AsyncIterator[asyncio.Task[SqlStore]]:
    store = SqlStore(engine_for(place.url), RING, mode, standby_seconds=LOOK_SECONDS)
    task = asyncio.create_task(store.start())
    await heard("standing by", caplog)
    yield task
    task.cancel()
    await asyncio.wait({task})
    await store.close()


@pytest.mark.parametrize(("first", "then"), [("alone", "together"), ("together", "alone")])
async def test_a_worker_and_whoever_has_to_be_alone_wait_for_each_other(
    place: PostgresPlace, caplog: pytest.LogCaptureFixture, first: Mode, then: Mode
) -> None:
    """R20."""
    store = await SqlStore(engine_for(place.url), RING, first).start()
    await put(store, talk(NOW))
    async with standing_by(place, caplog, then) as second:
        await asyncio.sleep(LOOK_SECONDS * 5)
        assert not second.done()
        await put(store, talk())
        await store.close()
        assert await conversation(await second) == talk()
    told = [record.getMessage() for record in caplog.records if "instance" in record.message]
    assert len(told) == 2, "one line when it begins, one when it ends"
    assert "takes over" in told[1]


async def test_standing_by_can_be_ended(
    lone: SqlStore, place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    """R20."""
    async with standing_by(place, caplog) as second:
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
    await put(lone, talk())


async def test_a_wrong_key_is_told_before_standing_by(
    store: SqlStore, place: PostgresPlace
) -> None:
    """R20: and not only when this instance is needed."""
    with pytest.raises(StoreError, match="put back the key file"):
        await SqlStore.open(place.url, OTHER_RING)


async def test_whoever_was_taken_over_never_writes_again(
    lone: SqlStore, place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    """R20: letters that it still holds in memory may have been sent by the other."""
    async with standing_by(place, caplog) as second:
        await cut_off(place)
        await put(await second, talk(NOW))
        for _ in range(2):
            with pytest.raises(TakenOverError, match="Another instance has taken over"):
                await put(lone, talk())
        await (await second).close()
        with pytest.raises(TakenOverError):
            await put(lone, talk())


@pytest.mark.parametrize("alone", [True, False])
async def test_another_instance_that_came_and_went_is_noticed(
    store: SqlStore, place: PostgresPlace, *, alone: bool
) -> None:
    """R20: one that was alone, as for a new key; or a worker under the same number."""
    await cut_off(place)
    other = await SqlStore.open(place.url, RING, alone=alone)
    await other.close()
    with pytest.raises(TakenOverError):
        await put(store, talk())


# Connections


async def test_a_connection_that_was_lost_meanwhile_is_made_anew(
    store: SqlStore, place: PostgresPlace
) -> None:
    await put(store, talk())
    await cut_off(place)
    await put(store, talk(NOW))
    assert await store.next_due() == NOW


async def test_a_connection_lost_in_the_middle_undoes_its_work_alone(
    store: SqlStore, place: PostgresPlace
) -> None:
    """R17."""
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(pytest.raises(StoreError, match="the connection was lost"))
        batch = await stack.enter_async_context(store.batch())
        await batch.load([ANNA])
        await cut_off(place)
        await batch.unseen(["u:1:1"])
    await put(store, talk(), chat=BERT)
    assert await place.rows("SELECT chat_id FROM people") == [(BERT,)]


async def test_who_hangs_in_the_middle_is_cut_off_and_comes_back(
    store: SqlStore, place: PostgresPlace
) -> None:
    """R26: rows that it has locked would hold up all others."""
    assert await asked(store, "SHOW idle_in_transaction_session_timeout") == "20s"
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(pytest.raises(StoreError, match="the connection was lost"))
        unit = await stack.enter_async_context(store._transaction())
        await unit.run(sa.text("SET LOCAL idle_in_transaction_session_timeout = '20ms'"), {})
        await asyncio.sleep(0.2)
        await unit.rows(sa.text("SELECT 1"), {})
    await put(store, talk())


@pytest.mark.parametrize(("lost", "stored"), [("question", False), ("answer", True)])
async def test_a_commit_of_unknown_outcome_is_an_error_and_may_be_tried_again(
    far_store: SqlStore, line: Line, lost: Part, *, stored: bool
) -> None:
    """R1: whether it came through is told by the keys."""
    await put(far_store, talk())
    line.lose_commit(lost)
    with pytest.raises(StoreError, match="the connection was lost"):
        await put(far_store, talk(NOW), keys=["u:1:7"])
    async with far_store.batch() as batch:
        assert await batch.unseen(["u:1:7"]) == (set() if stored else {"u:1:7"})
    assert await conversation(far_store) == (talk(NOW) if stored else talk())


@pytest.mark.parametrize(("lost", "stored"), [("question", 0), ("answer", 1)])
async def test_replies_of_a_commit_in_doubt_are_handed_out_by_the_next_batch(
    far_store: SqlStore, line: Line, lost: Part, stored: int
) -> None:
    """T4: they are marked as tried, so that nobody else would send them before a restart."""
    line.lose_commit(lost)
    with pytest.raises(UnknownOutcomeError):
        await put(far_store, talk(), say("first"), say("later", lane="prompt"))
    letters = await put(far_store, talk(), say("second"))
    assert [letter.say.lines[0].key for letter in letters] == ["first", "second"][1 - stored :]
    assert [letter.tries for letter in letters] == [1] * len(letters)
    assert len(await far_store.claim(NOW, 9)) == stored
    assert len(await put(far_store, talk(), say("third"))) == 1


@pytest.mark.parametrize("lost", ["question", "answer"])
async def test_a_claim_in_doubt_is_claimed_again(
    far_store: SqlStore, line: Line, lost: Part
) -> None:
    """T4: no prompt is lost, and none is handed out twice."""
    (letter,) = await put(far_store, talk(), say(lane="prompt"))
    line.lose_commit(lost)
    with pytest.raises(UnknownOutcomeError):
        await far_store.claim(NOW, 9)
    assert [(one.id, one.tries) for one in await far_store.claim(NOW, 9)] == [(letter.id, 1)]
    assert await far_store.claim(NOW, 9) == ()


async def test_wherever_the_line_is_cut_nothing_is_lost_and_nothing_comes_twice(
    far_store: SqlStore, line: Line, own_place: PostgresPlace
) -> None:
    """R1, T4: at each part that goes over it, in turn."""
    sent: list[str] = []
    for number in itertools.count(1):
        line.cut_at(number)
        sent += await taken_and_sent(far_store, number)
        if not line.was_cut:
            break
    assert number > 20
    assert sorted(sent) == sorted(f"{lane}{n}" for lane in "rp" for n in range(1, number + 1))
    assert await own_place.rows("SELECT DISTINCT state FROM letters") == [("sent",)]
    assert await own_place.rows("SELECT version FROM people") == [(number,)]


async def taken_and_sent(store: SqlStore, number: int) -> list[str]:
    """One update as desk and pump do it; whatever the store cannot do is asked for again."""
    letters = [
        *(letter for letter in await insist(lambda: take(store, number)) if letter.tries),
        *await insist(lambda: store.claim(NOW, 9)),
    ]
    await insist(lambda: store.settle({letter.id: Sent(letter.id) for letter in letters}, NOW))
    await insist(store.next_due)
    return [letter.say.lines[0].key for letter in letters]


async def take(store: SqlStore, number: int) -> tuple[Letter, ...]:
    async with store.batch() as batch:
        keys = await batch.unseen([f"u:1:{number}"])
        found = (await batch.load([ANNA]))[ANNA]
        letters = (say(f"r{number}"), say(f"p{number}", lane="prompt"))
        saved = [Saved(ANNA, talk(), found.version, "en", letters)] if keys else []
        return await batch.save(saved, keys=sorted(keys), now=NOW)


async def insist(work: Callable[[], Awaitable[T]]) -> T:
    while True:
        with contextlib.suppress(StoreError):
            return await work()


async def test_a_line_that_went_dead_is_left_and_its_session_ended(
    far_store: SqlStore, line: Line, own_place: PostgresPlace
) -> None:
    """The server still believes in the old session, which holds the lock and the rows."""
    await put(far_store, talk())
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(pytest.raises(StoreError, match="does not answer"))
        batch = await stack.enter_async_context(far_store.batch())
        await batch.load([ANNA])
        line.freeze()
        await batch.unseen(["u:1:1"])
    await put(far_store, talk(NOW))
    assert await conversation(far_store) == talk(NOW)


async def test_a_reader_whose_line_went_dead_reads_again(far_store: SqlStore, line: Line) -> None:
    await put(far_store, talk(NOW))
    assert await far_store.next_due() == NOW
    line.freeze()
    with pytest.raises(StoreError, match="does not answer"):
        await far_store.next_due()
    assert await far_store.next_due() == NOW


async def test_a_server_that_starts_anew_is_found_again(
    own: OwnServer, own_place: PostgresPlace
) -> None:
    """R26."""
    store = await open_store(own_place)
    await put(store, talk(NOW))
    with stopped(own):
        for work in (lambda: put(store, talk()), store.next_due):
            with pytest.raises(StoreError, match=r"the connection was lost|cannot be reached"):
                await work()
            with pytest.raises(StoreError, match="the server cannot be reached; check that it"):
                await work()
    assert await store.next_due() == NOW
    await put(store, talk())
    await store.close()


@contextlib.contextmanager
def stopped(server: OwnServer) -> Iterator[None]:
    server.stop("QUIT")
    try:
        yield
    finally:
        server.start()


async def test_whoever_stands_by_stays_while_the_server_is_away(
    own: OwnServer, own_place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    """R20; and takes over when it comes back first."""
    store = await SqlStore.open(own_place.url, RING, alone=True)
    async with standing_by(own_place, caplog) as second:
        with stopped(own):
            await heard("still standing by", caplog)
        await put(await second, talk())
        with pytest.raises(TakenOverError):
            await put(store, talk())
    await store.close()


# Words


async def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        await SqlStore.open(url, RING)
    assert PASSWORD not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("guarded:wrong@/postgres?host={host}", "postgres on {host}: the server refuses this user"),
        ("nobody:x@/postgres?host={host}", "the server refuses this user or password"),
        ("postgres@/gone?host={host}", "gone on {host}: the server has no such database; create"),
        ("postgres@/postgres?host={host}/none", "the server cannot be reached; check that it"),
        ("a:b@127.0.0.1:1/bot", "bot on 127.0.0.1: the server cannot be reached"),
        ("guarded:{password}@/{database}?host={host}", "the user may not do this; make it the"),
        ("crowded@/{database}?host={host}", "the server takes no more connections"),
        ("reading@/{database}?host={host}", "it is read-only; DATABASE_URL must lead to the"),
        ("postgres@/{database}?host={host}&ssl=verify-full", "behind the ? of DATABASE_URL"),
        ("postgres@/{database}?host={host}&sslmod=require", "behind the ? of DATABASE_URL"),
    ],
)
async def test_what_is_wrong_with_the_server_is_one_line_without_password(
    own: OwnServer, url: str, advice: str
) -> None:
    """R26."""
    await own.sql("DROP ROLE IF EXISTS guarded, crowded, reading")
    await own.sql(f"CREATE ROLE guarded LOGIN PASSWORD '{PASSWORD}'")
    await own.sql("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
    await own.sql("CREATE ROLE reading LOGIN SUPERUSER")
    await own.sql("ALTER ROLE reading SET default_transaction_read_only = on")
    async with own.database() as database:
        values = {"host": own.folder, "database": database, "password": PASSWORD}
        said = await refusal("postgresql://" + url.format(**values))
        assert advice.format(**values) in said


async def test_a_url_that_makes_no_sense_is_refused_without_its_password() -> None:
    assert await refusal(f"postgresql://bot:{PASSWORD}@host/bot?sslmode=perhaps") == (
        "DATABASE_URL cannot be understood; see .env.example."
    )


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        ("53100", "the disk of the server is full; make room on it"),
        ("53200", "short of memory"),
        ("58030", "does not read or write"),
        ("40P01", "it is tried again"),
        ("40001", "it is tried again"),
        ("55P03", "holds it locked"),
        ("57014", "took too long"),
        ("57P01", "the connection was lost"),
        ("XX001", "it is damaged; restore a backup"),
    ],
)
async def test_what_the_server_cannot_do_undoes_the_work_and_passes(
    store: SqlStore, place: PostgresPlace, state: str, advice: str
) -> None:
    """R26: a rule in the database stands for the disk."""
    await put(store, talk())
    await place.rows(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    )
    await place.rows("CREATE TRIGGER no BEFORE UPDATE ON people EXECUTE FUNCTION refuse()")
    with pytest.raises(StoreError, match=advice):
        await put(store, talk(NOW))
    assert await conversation(store) == talk()
    await place.rows("DROP TRIGGER no ON people")
    await put(store, talk(NOW))
    assert await conversation(store) == talk(NOW)
