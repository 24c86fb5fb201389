from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.model import Answered, ChatId, Handled, Incoming, Offset
from bot.store import StoreError, UnknownOutcomeError
from bot.store.batch import SqlBatch
from bot.store.sql import SqlStore
from bot.talk import RETRY_MOMENT
from content.load import load_content
from flows import Conversation, Outcome
from flows.effects import Effect, Forget, Text, Toast
from flows.events import Blocked, Chose, Event, MomentDue, Said, Started
from tests.bot.store.kit import (
    ANNA,
    BERT,
    CONSENT,
    DAMAGED,
    NOW,
    RING,
    conversation,
    hours,
    open_store,
    put,
    record,
    rows,
    say,
    talk,
)

CARL = ChatId(1003)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(tmp_path)
    yield opened
    await opened.close()


def said(text: str, chat: ChatId = ANNA, number: int = 0, **fields: Any) -> Incoming:
    return Incoming(f"u:{chat}:{number or text}", chat, Said(at=NOW, text=text), **fields)


def moment(chat: ChatId = ANNA) -> Incoming:
    return Incoming("", chat, MomentDue(at=NOW))


def parrot(told: Conversation, event: Event, content: Any) -> Outcome:
    """Keeps what was said, in order, and says it back; a few words have a meaning of their own."""
    match event:
        case Said(text="raise"):
            raise ValueError(f"{event.text} {told.answers}")
        case Said(text="forget"):
            return Outcome(conversation=told, effects=(Forget(), say("erased")))
        case Said(text="nothing to store"):
            return changed(told, event.text, said=(object(),))
        case MomentDue():
            return changed(told.model_copy(update={"agenda": ()}), "due")
        case Said(text=text):
            return changed(told, text, record(text=text))
        case Chose(code=code):
            return changed(told, code, Toast(text=Text(key=code)))
        case _:
            return changed(told, event.kind)


def changed(
    told: Conversation, text: str, *effects: Effect, said: Sequence[object] = ()
) -> Outcome:
    heard = [*(told.answers.get("heard") or []), text, *said]  # type: ignore[misc] # a list here
    answers = {**told.answers, "heard": heard}
    update = {"answers": answers, "consent": told.consent or CONSENT}
    return Outcome(conversation=told.model_copy(update=update), effects=(say(text), *effects))


def desk_on(store: Any, advance: Callable[..., Outcome] = parrot) -> Desk:
    return Desk(store, load_content(), VirtualClock(NOW), advance=advance)


def keys_said(handled: Handled) -> list[tuple[ChatId, str]]:
    return [(letter.chat, letter.say.lines[0].key) for letter in handled.letters]


async def heard(store: SqlStore, chat: ChatId = ANNA) -> Any:
    found = await conversation(store, chat)
    return found and found.answers.get("heard")


async def test_twenty_events_at_once_land_in_order(store: SqlStore) -> None:
    """R4, for two chats whose events come mixed."""
    incoming = [said(f"{n}", chat) for n in range(20) for chat in (ANNA, BERT)]
    handled = await desk_on(store).handle(incoming)
    expected = [f"{n}" for n in range(20)]
    assert await heard(store, ANNA) == await heard(store, BERT) == expected
    for chat in (ANNA, BERT):
        assert [key for whose, key in keys_said(handled) if whose == chat] == expected


async def test_an_update_that_comes_again_changes_nothing(store: SqlStore) -> None:
    """R7."""
    desk = desk_on(store)
    await desk.handle([said("a", number=1), said("a", number=1)])
    handled = await desk.handle([said("a", number=1), said("b", number=2)])
    assert keys_said(handled) == [(ANNA, "b")]
    assert await heard(store) == ["a", "b"]


async def test_the_offset_moves_with_the_batch(store: SqlStore) -> None:
    """R2."""
    desk = desk_on(store)
    await desk.handle([said("a")], Offset("1", 5))
    assert await store.offset("1") == (Offset("1", 5), NOW)
    await desk.handle([], Offset("1", 6))
    assert await store.offset("1") == (Offset("1", 6), NOW)


async def test_history_is_kept_beside_the_snapshot(store: SqlStore, tmp_path: Path) -> None:
    await desk_on(store).handle([said("a"), said("b")])
    ((wrapped,),) = rows(tmp_path, "SELECT wrapped_key FROM people")
    key = RING.person_key(ANNA, wrapped)
    blobs = rows(tmp_path, "SELECT blob FROM history ORDER BY id")
    assert [json.loads(key.open("history", blob))["data"] for (blob,) in blobs] == [
        {"text": "a"},
        {"text": "b"},
    ]


async def test_every_tap_gets_an_answer_even_a_repeated_one(store: SqlStore) -> None:
    """R7, R25."""
    tap = Incoming("u:1:1", ANNA, Chose(at=NOW, ask=1, code="saved"), callback_id="q1")
    again = Incoming("u:1:1", ANNA, Chose(at=NOW, ask=1, code="saved"), callback_id="q1")
    broken = said("raise", callback_id="q2")
    desk = desk_on(store)
    first = await desk.handle([tap, broken])
    assert first.callbacks == (
        Answered("q1", Text(key="saved"), "en", ANNA),
        Answered("q2", None, "en", ANNA),
    )
    assert (await desk.handle([again])).callbacks == (Answered("q1", None, "en", ANNA),)


async def test_an_event_that_raises_is_set_aside_with_an_apology(
    store: SqlStore, tmp_path: Path
) -> None:
    """6-batch-failure."""
    incoming = [said("a"), said("raise"), said("b"), said("c", BERT)]
    handled = await desk_on(store).handle(incoming)
    assert keys_said(handled) == [
        (ANNA, "a"),
        (ANNA, "apology"),
        (ANNA, "b"),
        (BERT, "c"),
    ]
    assert (await heard(store, ANNA), await heard(store, BERT)) == (["a", "b"], ["c"])
    ((key, chat),) = rows(tmp_path, "SELECT key, chat_id FROM quarantine")
    assert (key, chat) == (incoming[1].key, ANNA)


async def test_the_quarantine_holds_the_event_sealed_and_places_without_values(
    store: SqlStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """6-batch-failure, 6-sealing."""
    await put(store, talk(answers={"q_free": "Zwerchfell"}))
    with caplog.at_level(logging.DEBUG):
        await desk_on(store).handle([said("raise")])
    ((blob, trace, wrapped),) = rows(
        tmp_path, "SELECT blob, traceback, wrapped_key FROM quarantine JOIN people USING (chat_id)"
    )
    event = json.loads(RING.person_key(ANNA, wrapped).open("event", blob))["event"]
    assert (event["kind"], event["text"]) == ("said", "raise")
    assert trace.endswith("parrot\nValueError")
    assert "bot.desk" in trace
    logged = "".join(f"{entry.getMessage()}{entry.__dict__}" for entry in caplog.records)
    assert "ValueError" in logged
    assert "Zwerchfell" not in trace + logged


async def test_before_consent_the_quarantine_holds_no_words(
    store: SqlStore, tmp_path: Path
) -> None:
    """6-batch-failure."""
    await desk_on(store).handle([said("raise")])
    ((blob, wrapped),) = rows(
        tmp_path, "SELECT blob, wrapped_key FROM quarantine JOIN people USING (chat_id)"
    )
    kept = json.loads(RING.person_key(ANNA, wrapped).open("event", blob))
    assert (kept["event"]["kind"], kept["event"]["what"]) == ("sent", "said")
    assert "raise" not in str(kept)


@pytest.mark.parametrize(
    "fields",
    [{"withdrawn_at": NOW}, {"consent": CONSENT.model_copy(update={"version": "1"})}],
    ids=["taken back", "of an older policy"],
)
async def test_nor_does_it_once_consent_does_not_hold_any_more(
    store: SqlStore, tmp_path: Path, fields: dict[str, Any]
) -> None:
    """P3, P4: nothing is kept of what is said then, in the quarantine neither."""
    await put(store, talk().model_copy(update=fields))
    handled = await desk_on(store).handle([said("raise")])
    assert keys_said(handled) == [(ANNA, "apology-not-kept")]
    ((blob, wrapped),) = rows(
        tmp_path, "SELECT blob, wrapped_key FROM quarantine JOIN people USING (chat_id)"
    )
    assert "raise" not in str(RING.person_key(ANNA, wrapped).open("event", blob))


async def test_one_apology_is_enough(store: SqlStore) -> None:
    """It says whether the words were kept, which they are not before consent."""
    raising = [said("raise", number=n) for n in (1, 2, 3)]
    handled = await desk_on(store).handle(raising)
    assert keys_said(handled) == [(ANNA, "apology-not-kept")]
    await put(store, talk())
    handled = await desk_on(store).handle([said("raise", number=n) for n in (4, 5)])
    assert keys_said(handled) == [(ANNA, "apology")]


async def test_nobody_apologizes_to_who_blocked_the_bot(store: SqlStore, tmp_path: Path) -> None:
    """R12: Telegram would refuse the letter, which tells of the block, which raises again ..."""
    await put(store, talk())
    rows(tmp_path, f"UPDATE people SET snapshot = {DAMAGED}")
    handled = await desk_on(store).handle([Incoming("", ANNA, Blocked(at=NOW))])
    assert handled.letters == ()
    assert [one.kind for one in await store.set_aside()] == ["blocked"]


async def test_what_cannot_be_stored_is_set_aside_alone(store: SqlStore, tmp_path: Path) -> None:
    """6-batch-failure: the commit fails for all; then each event gets a transaction of its own."""
    incoming = [said("a"), said("nothing to store"), said("b"), said("c", BERT)]
    handled = await desk_on(store).handle(incoming, Offset("1", 9))
    said_then = [(ANNA, "a"), (ANNA, "apology-not-kept"), (ANNA, "b"), (BERT, "c")]
    assert keys_said(handled) == said_then
    assert (await heard(store, ANNA), await heard(store, BERT)) == (["a", "b"], ["c"])
    assert rows(tmp_path, "SELECT key FROM quarantine") == [(incoming[1].key,)]
    assert await store.offset("1") == (Offset("1", 9), NOW)


async def test_an_unreadable_snapshot_is_kept_and_apologized_for(
    store: SqlStore, tmp_path: Path
) -> None:
    await put(store, talk(NOW), chat=ANNA)
    rows(tmp_path, f"UPDATE people SET snapshot = {DAMAGED}")
    handled = await desk_on(store).handle([said("a"), moment(), said("b", BERT)])
    assert keys_said(handled) == [(ANNA, "apology-not-kept"), (BERT, "b")]
    assert rows(tmp_path, f"SELECT length(snapshot) FROM people WHERE chat_id = {ANNA}") == [(41,)]
    assert await store.next_due() == NOW + RETRY_MOMENT


async def test_forgetting_starts_anew_within_the_batch(store: SqlStore, tmp_path: Path) -> None:
    await put(store, talk(answers={"heard": ["old"]}))
    handled = await desk_on(store).handle([said("a"), said("forget"), said("b")])
    assert keys_said(handled) == [(ANNA, "erased"), (ANNA, "b")], "what it answers is gone"
    assert handled.forgotten == (ANNA,)
    assert await heard(store) == ["b"]
    assert rows(tmp_path, "SELECT count(*) FROM history") == [(1,)]


async def test_what_must_be_forgotten_is_told_after_a_commit_in_doubt_too(
    store: SqlStore,
) -> None:
    """6-screens: the event that comes again is known, and leads to nothing any more."""
    desk = desk_on(LostAnswer(store))
    with pytest.raises(StoreError):
        await desk.handle([said("forget")])
    assert (await desk.handle([said("forget")])).forgotten == (ANNA,)
    assert (await desk.handle([])).forgotten == ()


class LostAnswer:
    """A store whose first commit comes through, but nobody is told so."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._is_lost = False

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[SqlBatch]:
        async with self._store.batch() as batch:
            yield batch
        if not self._is_lost:
            self._is_lost = True
            raise UnknownOutcomeError("the connection was lost")


async def test_forgetting_last_leaves_no_snapshot(store: SqlStore) -> None:
    handled = await desk_on(store).handle([said("a"), said("forget")])
    assert handled.forgotten == (ANNA,)
    assert await conversation(store) is None


async def test_due_moments_come_after_what_people_just_did(store: SqlStore) -> None:
    """6-reminders."""
    await put(store, talk(NOW))
    await desk_on(store).handle([moment(), said("a")])
    assert await heard(store) == ["a", "due"]


async def test_a_moment_that_moved_meanwhile_does_not_fire(store: SqlStore) -> None:
    """6-reminders."""
    await put(store, talk(NOW + hours(1)), chat=ANNA)
    handled = await desk_on(store).handle([moment(ANNA), moment(BERT)])
    assert handled.letters == ()
    assert await heard(store) is None
    assert await store.next_due() == NOW + hours(1)
    assert await conversation(store, BERT) is None


async def test_a_due_column_that_disagrees_with_its_snapshot_is_set_right(
    store: SqlStore, tmp_path: Path
) -> None:
    await put(store, talk(NOW + hours(1)))
    rows(tmp_path, "UPDATE people SET due_at = '2026-03-01 00:00:00.000000'")
    await desk_on(store).handle([moment()])
    assert await store.next_due() == NOW + hours(1)


def deaf(told: Conversation, event: Event, content: Any) -> Outcome:
    return Outcome(conversation=told)


@pytest.mark.parametrize("advance", [deaf, lambda *_: 1 / 0], ids=["left due", "raises"])
async def test_a_moment_that_fails_is_tried_again_later_and_quietly(
    store: SqlStore, tmp_path: Path, advance: Callable[..., Outcome]
) -> None:
    """Never at once, which would keep the scheduler busy for ever."""
    await put(store, talk(NOW))
    handled = await desk_on(store, advance).handle([moment()])
    assert handled.letters == ()
    assert rows(tmp_path, "SELECT count(*) FROM quarantine") == [(1,)]
    assert await store.next_due() == NOW + RETRY_MOMENT


async def test_a_batch_tells_its_earliest_moment(store: SqlStore) -> None:
    def plan(told: Conversation, event: Event, content: Any) -> Outcome:
        assert isinstance(event, Said)
        return Outcome(conversation=talk(NOW + hours(int(event.text))))

    handled = await desk_on(store, plan).handle([said("3", ANNA), said("2", BERT)])
    assert handled.due_at == NOW + hours(2)
    assert (await desk_on(store, plan).handle([])).due_at is None


class FullDisk:
    """A store whose disk is full from the given batch on."""

    def __init__(self, store: SqlStore, batches: int) -> None:
        self._store = store
        self.batches = batches

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator[Any]:
        self.batches -= 1
        async with self._store.batch() as batch:
            yield batch
            if self.batches < 0:
                raise StoreError("the disk is full")


async def test_a_full_disk_sets_nothing_aside(store: SqlStore, tmp_path: Path) -> None:
    """R26, 6-batch-failure: the same events are taken once there is room again."""
    full = FullDisk(store, batches=0)
    desk = desk_on(full)
    with pytest.raises(StoreError):
        await desk.handle([said("a")], Offset("1", 2))
    assert rows(tmp_path, "SELECT * FROM quarantine") == []
    assert await store.offset("1") is None
    full.batches = 9
    assert keys_said(await desk.handle([said("a")], Offset("1", 2))) == [(ANNA, "a")]


@pytest.mark.parametrize("batches", [1, 2, 3])
async def test_letters_stored_before_the_disk_was_full_are_handed_over_later(
    store: SqlStore, batches: int
) -> None:
    """R1, R26, 6-batch-failure: the batch is taken apart, and the disk fills up half-way."""
    full = FullDisk(store, batches=batches)
    desk = desk_on(full)
    incoming = [said("a"), said("nothing to store"), said("b")]
    with pytest.raises(StoreError):
        await desk.handle(incoming)
    full.batches = 99
    said_then = [(ANNA, "a"), (ANNA, "apology-not-kept"), (ANNA, "b")]
    assert keys_said(await desk.handle(incoming)) == said_then


async def test_batches_are_taken_one_at_a_time(store: SqlStore) -> None:
    """R5, R6."""
    desk = desk_on(store)
    await asyncio.gather(*(desk.handle([said(f"{n}")]) for n in range(10)))
    assert await heard(store) == [f"{n}" for n in range(10)]


async def test_a_new_chat_is_greeted_like_any_other(store: SqlStore) -> None:
    start = Incoming("u:1:1", CARL, Started(at=NOW + dt.timedelta(0), language="es"))
    assert keys_said(await desk_on(store).handle([start])) == [(CARL, "started")]
    assert await heard(store, CARL) == ["started"]
