"""Several workers on one PostgreSQL database: who leads, who has what in hand, who takes over."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import pytest
import sqlalchemy as sa

from bot.model import Blocked, ChatId, Letter, LetterId, Offset, RetryAt, Sent, Uncertain
from bot.store import BusyError, Company, Saved, StoreError, TakenOverError, locks, queries
from bot.store.engines import engine_for
from bot.store.sql import SqlStore
from flows.conversation import Conversation
from tests.bot.store.kit import (
    ANNA,
    BERT,
    NOW,
    OTHER_RING,
    RING,
    PostgresPlace,
    conversation,
    due,
    hours,
    put,
    record,
    say,
    talk,
)
from tests.postgres import (
    END_THE_LEADER,
    END_THE_WRITER,
    NoServerError,
    OwnServer,
    Server,
    own_postgres,
)

GONE_SECONDS = 0.1
"""After which a worker is gone for good, here."""
Open = Callable[[], Awaitable[SqlStore]]


@pytest.fixture
def engine_name() -> str:
    return "postgresql"


@pytest.fixture
async def worker(place: PostgresPlace) -> AsyncIterator[Open]:
    """Another one, with each call."""
    async with contextlib.AsyncExitStack() as stack:

        async def open_one() -> SqlStore:
            opened = SqlStore(engine_for(place.url), RING, dead_seconds=GONE_SECONDS)
            stack.push_async_callback(opened.close)
            return await opened.start()

        yield open_one


async def crash(store: SqlStore) -> None:
    """Its sessions end, whatever it has in hand."""
    await store.close()


async def until_left_behind(store: SqlStore) -> Company:
    async with asyncio.timeout(5):
        while not (company := await store.look_around(NOW)).left_behind:  # noqa: ASYNC110 - no one tells
            await asyncio.sleep(GONE_SECONDS / 4)
    return company


def ids(letters: Sequence[Letter]) -> list[LetterId]:
    return [letter.id for letter in letters]


async def somebody_waits(place: PostgresPlace) -> None:
    while not await place.rows(  # noqa: ASYNC110 - a server that is waited for tells nobody
        "SELECT 1 FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ):
        await asyncio.sleep(0.005)


# Who is there


async def test_workers_have_numbers_and_the_lowest_free_one_is_next(worker: Open) -> None:
    first, second, third = [await worker() for _ in range(3)]
    await crash(second)
    fourth = await worker()
    assert [each._writer.number for each in (first, third, fourth)] == [1, 3, 2]
    assert (await first.look_around(NOW)).workers == 3


async def test_there_is_an_end_to_numbers(
    worker: Open, place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "MOST_WORKERS", 1)
    await worker()
    with pytest.raises(StoreError, match=r"1 workers have the database .* already; stop some"):
        await worker()


async def test_one_leads_until_it_is_gone(worker: Open, place: PostgresPlace) -> None:
    first, second = await worker(), await worker()
    assert [(await each.look_around(NOW)).leads for each in (first, second, first)] == [
        True,
        False,
        True,
    ]
    await crash(first)
    assert (await second.look_around(NOW)).leads


async def test_the_lead_goes_with_the_connection(worker: Open, place: PostgresPlace) -> None:
    """It is taken at the next look; who had it knows, and stays a worker."""
    first, second = await worker(), await worker()
    await first.look_around(NOW)
    await place.rows(END_THE_LEADER)
    assert (await second.look_around(NOW)).leads
    with contextlib.suppress(StoreError):  # that is how it hears of it
        await first.look_around(NOW)
    assert not (await first.look_around(NOW)).leads
    assert first._writer.number == 1


async def test_workers_of_another_schema_are_other_peoples(
    worker: Open, place: PostgresPlace
) -> None:
    first = await worker()
    await put(first, talk())
    await place.rows("CREATE SCHEMA other")
    url = f"{place.url}&options=-csearch_path%3Dother"
    other = await SqlStore.open(url, OTHER_RING)
    assert await other.look_around(NOW) == await first.look_around(NOW) == Company()
    assert await other.chats(None, 9) == []
    await other.close()


async def test_others_hear_how_many_replies_were_sent(worker: Open) -> None:
    first, second = await worker(), await worker()
    await first.look_around(NOW)
    letters = await put(second, talk(), say(), say(), say("later", lane="prompt"))
    await second.settle({letter.id: Sent(1) for letter in letters[:2]}, NOW + hours(1))
    assert (await first.look_around(NOW + hours(1))).replies == 2
    assert (await first.look_around(NOW + hours(2))).replies == 0
    assert (await second.look_around(NOW + hours(1))).replies == 0


async def test_everybody_hears_of_an_erasure(worker: Open) -> None:
    first, second = await worker(), await worker()
    before = await first.look_around(NOW)
    await put(second, talk())
    assert (await first.look_around(NOW)).erased == before.erased
    await put(second, None, forget=True)
    await second.clear_away(NOW)
    assert (await first.look_around(NOW)).erased != before.erased


async def test_what_a_worker_that_is_gone_has_left_of_the_erased_is_cleared_away(
    worker: Open, place: PostgresPlace
) -> None:
    first, second = await worker(), await worker()
    await put(second, talk())
    await put(second, None, forget=True)
    await crash(second)
    await first.look_around(NOW)
    assert await first.clear_away(NOW)
    assert await place.rows("SELECT * FROM meta WHERE name = 'erased'") == []


# Starting at once


async def test_workers_that_start_at_once_make_one_database(server: Server) -> None:
    async with server.database() as name:
        stores = await asyncio.gather(*(SqlStore.open(server.at(name), RING) for _ in range(4)))
        assert {store._writer.number for store in stores} == {1, 2, 3, 4}
        await put(stores[0], talk())
        assert [await conversation(store) for store in stores] == [talk()] * 4
        for store in stores:
            await store.close()


async def test_of_two_keys_at_once_one_is_told_that_it_does_not_fit(server: Server) -> None:
    async with server.database() as name:
        opened = await asyncio.gather(
            *(SqlStore.open(server.at(name), ring) for ring in (RING, OTHER_RING)),
            return_exceptions=True,
        )
        (refused,) = (one for one in opened if isinstance(one, BaseException))
        assert isinstance(refused, StoreError)
        assert "put back the key file" in str(refused)
        (store,) = (one for one in opened if isinstance(one, SqlStore))
        await store.close()


# Chats


async def test_two_workers_meet_a_new_person_one_after_the_other(worker: Open) -> None:
    """R1: also where there is no row that could be locked."""
    first, second = await worker(), await worker()

    async def greet(store: SqlStore, key: str) -> int:
        async with store.batch() as batch:
            found = (await batch.load([ANNA, BERT]))[ANNA]
            await asyncio.sleep(0.02)
            greeted = Saved(ANNA, talk(), found.version, "en", (say(key),))
            await batch.save([greeted], keys=[key], now=NOW)
            return found.version

    versions = await asyncio.gather(
        *(greet(each, f"u:{n}:{who}") for n in range(5) for who, each in enumerate((first, second)))
    )
    assert sorted(versions) == list(range(10))


async def test_the_same_update_at_two_workers_counts_once(worker: Open) -> None:
    """R1: Telegram calls a webhook again, and meets another worker."""
    stores = [await worker() for _ in range(4)]

    async def take(store: SqlStore, number: int, chat: ChatId) -> int:
        async with store.batch() as batch:
            found = (await batch.load([chat]))[chat]
            fresh = await batch.unseen([f"u:1:{number}"])
            saved = [Saved(chat, talk(), found.version, "en", (say(),))] if fresh else []
            return len(await batch.save(saved, keys=sorted(fresh), now=NOW))

    for number, chat in enumerate((ANNA, ANNA, BERT)):
        told = await asyncio.gather(*(take(store, number, chat) for store in stores))
        assert sorted(told) == [0, 0, 0, 1]


async def test_whatever_comes_in_whatever_order_is_told_once_and_in_order(
    worker: Open, place: PostgresPlace
) -> None:
    """R1, R6: four workers, few chats, many batches of them; each turn builds on the one before."""
    stores = [await worker() for _ in range(4)]
    dice = random.Random(7)
    chats = [ChatId(number) for number in range(1, 7)]
    batches = [dice.sample(chats, dice.randint(1, 4)) for _ in range(120)]

    async def live(store: SqlStore, mine: list[list[ChatId]]) -> None:
        for batch in mine:
            await insist(lambda chosen=batch: turn(store, chosen))  # type: ignore[misc] # a default binds it

    await asyncio.gather(*(live(store, batches[n::4]) for n, store in enumerate(stores)))
    for chat in chats:
        turns = sum(chat in batch for batch in batches)
        ((version,),) = await place.rows(f"SELECT version FROM people WHERE chat_id = {chat}")
        assert version == turns
        records = (await stores[0].past(chat)).records
        assert [one.data["turn"] for one in records] == list(range(turns))
    assert (await stores[0].figures(NOW + hours(24))).week == {"told": sum(map(len, batches))}


async def turn(store: SqlStore, chats: list[ChatId]) -> None:
    async with store.batch() as batch:
        found = await batch.load(chats)
        saved = [
            Saved(
                chat,
                Conversation(next_ask=one.version + 2),
                one.version,
                "en",
                (say(), say("soon", lane="prompt")),
                (record(turn=one.version),),
                hush=one.version % 3 == 0,
            )
            for chat, one in found.items()
        ]
        letters = await batch.save(saved, keys=(), counts={"told": len(chats)}, now=NOW)
    replies = {each.id: Sent(each.id) for each in letters if each.tries}
    assert [each.say.lines[0].key for each in letters] == ["hello", "soon"] * len(chats)
    await store.settle(replies, NOW)
    claimed = await store.claim(NOW, 5)
    await store.settle({each.id: Blocked() for each in claimed}, NOW)


async def insist(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        with contextlib.suppress(BusyError):
            return await work()


async def test_an_erasure_and_verdicts_are_not_in_each_others_way(
    worker: Open, place: PostgresPlace
) -> None:
    """The erasure comes while another worker is in the middle of writing verdicts down."""
    first, second = await worker(), await worker()
    (letter,) = await put(first, talk(), say(screen=1))
    async with first._transaction() as unit:
        sent = {"letter": letter.id, "now": NOW, "own": 1, "message": 7}
        await unit.run(queries.SENT, [sent])
        erasing = asyncio.create_task(put(second, None, forget=True))
        await somebody_waits(place)
        await unit.run(queries.KEEP_SCREENS, {"ids": [letter.id], "pictured": []})
    await erasing
    assert await place.rows("SELECT * FROM screens") == []


async def test_who_is_in_the_way_of_another_is_told_so(worker: Open, place: PostgresPlace) -> None:
    """Two batches that lock in opposite orders, as none of ours does."""
    first, second = await worker(), await worker()
    for chat in (ANNA, BERT):
        await put(first, talk(), chat=chat)

    async def both(store: SqlStore, one: ChatId, other: ChatId) -> None:
        async with store.batch() as batch:
            await batch.load([one])
            await asyncio.sleep(0.1)
            await batch.load([other])

    told = await asyncio.gather(
        both(first, ANNA, BERT), both(second, BERT, ANNA), return_exceptions=True
    )
    assert {type(one) for one in told} == {type(None), BusyError}
    await put(first, talk(NOW))


# Due moments


async def test_no_two_workers_get_the_same_due_chat(worker: Open) -> None:
    """T1: what one has at its desk, the other leaves out."""
    first, second = await worker(), await worker()
    chats = [ChatId(number) for number in range(1, 11)]
    for chat in chats:
        await put(first, talk(NOW - hours(int(chat))), chat=chat)
    async with first.batch() as one, second.batch() as other:
        ours, theirs = await one.due(NOW, 4), await other.due(NOW, 100)
        assert ours == chats[:-5:-1]
        assert theirs == chats[-5::-1]
        await one.load(ours)
        await other.load(theirs)
    assert len(await due(second, NOW, 100)) == 10


# Letters


async def test_nobody_claims_what_another_has_claimed(worker: Open) -> None:
    """T4: also while both believe that they lead."""
    stores = [await worker() for _ in range(3)]
    for chat in range(1, 21):
        await put(stores[0], talk(), say(lane="prompt"), chat=ChatId(chat))
    claimed = await asyncio.gather(*(each.claim(NOW, 8) for each in stores for _ in range(3)))
    found = [letter.id for letters in claimed for letter in letters]
    assert len(found) == len(set(found)) == 20


async def test_a_worker_that_starts_leaves_letters_of_others_alone(worker: Open) -> None:
    first = await worker()
    (letter,) = await put(first, talk(), say())
    second = await worker()
    assert await second.recover(NOW) == ()
    assert await first.clear_to_go([letter.id], NOW) == {letter.id: "go"}


async def test_who_comes_after_a_crash_has_the_letters_of_its_number(worker: Open) -> None:
    """T4."""
    first = await worker()
    (letter,) = await put(first, talk(), say())
    await crash(first)
    second = await worker()
    await put(second, talk(), say("new"), chat=BERT)
    assert ids(await second.recover(NOW)) == [letter.id]
    assert await second.recover(NOW) == (), "what it has made itself is no other's"


async def test_the_letters_of_a_worker_that_is_gone_are_taken_over_once(worker: Open) -> None:
    """T4: by who leads, and within ten seconds."""
    first, second, third = [await worker() for _ in range(3)]
    assert (await first.look_around(NOW)).leads
    (letter,) = await put(third, talk(), say())
    assert not (await first.look_around(NOW)).left_behind
    await crash(third)
    assert not (await first.look_around(NOW)).left_behind, "it may come back"
    await until_left_behind(first)
    assert not (await second.look_around(NOW)).left_behind, "that is for who leads"
    assert ids(await first.recover(NOW)) == [letter.id]
    assert not (await first.look_around(NOW)).left_behind
    await first.settle({letter.id: Sent(7)}, NOW)
    assert await first.recover(NOW) == ()


async def test_who_comes_back_in_time_keeps_its_letters(worker: Open, place: PostgresPlace) -> None:
    first, second = await worker(), await worker()
    await first.look_around(NOW)
    (letter,) = await put(second, talk(), say())
    await place.rows(END_THE_WRITER)
    for store in (second, first):
        with contextlib.suppress(StoreError):
            await store.look_around(NOW)
        await store.look_around(NOW)
    await asyncio.sleep(GONE_SECONDS)
    assert not (await first.look_around(NOW)).left_behind
    await second.settle({letter.id: Sent(7)}, NOW)
    assert await place.rows("SELECT state FROM letters") == [("sent",)]


async def test_who_comes_back_too_late_ends(worker: Open, place: PostgresPlace) -> None:
    """R20: another has sent its letters; it must not send them, too."""
    first, second = await worker(), await worker()
    (letter,) = await put(second, talk(), say())
    await place.rows(END_THE_WRITER)
    with contextlib.suppress(StoreError):
        await first.look_around(NOW)
    await until_left_behind(first)
    assert ids(await first.recover(NOW)) == [letter.id]
    assert await second.clear_to_go([letter.id], NOW) == {}, "its reader lives on"
    for _ in range(2):
        with pytest.raises(TakenOverError):
            await second.settle({letter.id: Sent(7)}, NOW)
    assert await first.clear_to_go([letter.id], NOW) == {letter.id: "go"}


async def test_a_number_that_was_given_away_clears_nothing(
    worker: Open, place: PostgresPlace
) -> None:
    """R20: the letters are in the hand of the same number, but of another process."""
    first = await worker()
    (letter,) = await put(first, talk(), say())
    assert await first.clear_to_go([letter.id], NOW) == {letter.id: "go"}
    await place.rows(END_THE_WRITER)
    second = await worker()
    assert ids(await second.recover(NOW)) == [letter.id]
    assert await first.clear_to_go([letter.id], NOW) == {}
    assert await second.clear_to_go([letter.id], NOW) == {letter.id: "go"}


async def test_a_letter_waits_for_the_one_before_in_another_hand(worker: Open) -> None:
    """T4: in order within a chat, whoever sends."""
    first, second = await worker(), await worker()
    (one,) = await put(first, talk(), say())
    two, three = await put(second, talk(), say(), say())
    (other,) = await put(second, talk(), say(), chat=BERT)
    asked = [two.id, three.id, other.id]
    assert await second.clear_to_go(asked, NOW) == {
        two.id: "behind",
        three.id: "behind",
        other.id: "go",
    }
    await first.settle({one.id: Sent(1)}, NOW)
    assert await second.clear_to_go(asked, NOW) == dict.fromkeys(asked, "go")
    await second.settle({two.id: Sent(2)}, NOW)
    assert await second.clear_to_go(asked, NOW) == {three.id: "go", other.id: "go"}


async def test_a_letter_of_unknown_outcome_holds_up_nobody(worker: Open) -> None:
    first, second = await worker(), await worker()
    (one,) = await put(first, talk(), say())
    (two,) = await put(second, talk(), say())
    await first.settle({one.id: Uncertain("no answer")}, NOW)
    assert await second.clear_to_go([two.id], NOW) == {two.id: "go"}


async def test_what_is_not_wanted_any_more_does_not_go(worker: Open) -> None:
    first, second = await worker(), await worker()
    await put(first, talk(), say(lane="prompt"))
    (letter,) = await first.claim(NOW, 9)
    async with second.batch() as batch:
        found = (await batch.load([ANNA]))[ANNA]
        hushed = Saved(ANNA, talk(), found.version, "en", hush=True)
        await batch.save([hushed], keys=(), now=NOW)
    assert await first.clear_to_go([letter.id], NOW) == {}


async def test_a_verdict_of_who_was_taken_over_from_closes_nothing(
    worker: Open, place: PostgresPlace
) -> None:
    first, second = await worker(), await worker()
    (letter,) = await put(first, talk(), say())
    await second.settle({letter.id: Sent(7)}, NOW)
    assert await place.rows("SELECT state, worker FROM letters") == [("tried", 1)]
    await first.settle({letter.id: Sent(8)}, NOW)
    assert await place.rows("SELECT state, message_id FROM letters") == [("sent", 8)]


async def test_a_block_drops_what_waits_and_not_what_is_under_way_elsewhere(
    worker: Open, place: PostgresPlace
) -> None:
    first, second = await worker(), await worker()
    one, _ = await put(first, talk(), say(), say("soon", lane="prompt"))
    await put(second, talk(), say())
    await first.settle({one.id: Blocked()}, NOW)
    assert await place.rows("SELECT state FROM letters ORDER BY id") == [
        ("blocked",),
        ("dropped",),
        ("tried",),
    ]


async def test_a_pause_of_a_chat_is_known_to_all(worker: Open) -> None:
    """R9."""
    first, second = await worker(), await worker()
    (letter,) = await put(first, talk(), say())
    await first.settle({letter.id: RetryAt(NOW + hours(1))}, NOW)
    assert (await second.held(NOW)).chats == {ANNA: NOW + hours(1)}


async def test_a_shorter_pause_leaves_the_longer_one_of_another(worker: Open) -> None:
    """R9."""
    first, second = await worker(), await worker()
    await first.hold_all(NOW + hours(2), NOW)
    await second.hold_all(NOW + hours(1), NOW)
    assert (await first.held(NOW)).all_until == NOW + hours(2)


async def test_an_offset_and_what_follows_are_known_to_who_leads_next(worker: Open) -> None:
    first, second = await worker(), await worker()
    await put(first, talk(), keys=["u:1:1"], offset=Offset("bot", 2))
    await crash(first)
    assert await second.offset("bot") == (Offset("bot", 2), NOW)


async def test_rows_that_are_at_a_desk_are_not_waited_for(worker: Open) -> None:
    """Who is being talked to is not idle."""
    first, second = await worker(), await worker()
    for chat in (ANNA, BERT):
        await put(first, talk(), chat=chat)
    async with first.batch() as batch:
        await batch.load([ANNA])
        async with asyncio.timeout(2):
            await second.look_at_idle(NOW + hours(24 * 40))
    assert await due(second, NOW + hours(24 * 40), 9) == [BERT]


# A server that starts anew


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    try:
        with own_postgres() as running:
            yield running
    except NoServerError as error:
        pytest.skip(str(error))


async def test_workers_keep_numbers_and_letters_when_the_server_starts_anew(
    own: OwnServer,
) -> None:
    """R26."""
    async with own.database() as name:
        stores = [await SqlStore.open(own.at(name), RING) for _ in range(3)]
        letters = [
            (await put(store, talk(), say(), chat=ChatId(n)))[0]
            for n, store in enumerate(stores, 1)
        ]
        own.stop("QUIT")
        own.start()
        for store in reversed(stores):
            with contextlib.suppress(StoreError):  # that is how it may hear of it
                await store.look_around(NOW)
            await store.look_around(NOW)
        assert [store._writer.number for store in stores] == [1, 2, 3]
        for store, letter in zip(stores, letters, strict=True):
            assert await store.clear_to_go([letter.id], NOW) == {letter.id: "go"}
            assert await store.recover(NOW) == ()
            await store.close()


async def test_a_batch_reads_what_was_committed_while_it_waited(
    worker: Open, place: PostgresPlace
) -> None:
    """R6: whatever the server's own setting is."""
    await place.rows(
        f"ALTER DATABASE {place.database} SET default_transaction_isolation = 'serializable'"
    )
    store = await worker()
    async with store._transaction() as unit:
        ((level,),) = await unit.rows(sa.text("SHOW transaction_isolation"), {})
    assert level == "read committed"
