"""Who deletes everything is in no byte of the database's files, nor in memory, nor stored anew.

P6: the real talk, desk, store and pump, and Telegram's calls as a list.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.erasing import Erasing
from bot.model import Blocked, ChatId, Failed, Incoming, Sent, Verdict
from bot.outage import Outage
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.screens import Screens
from bot.store import Broken, Saved, Store, StoreError
from bot.store.erase_again import erase_again
from bot.store.erased import ErasureList
from bot.store.sql import SqlStore
from bot.telegram.sender import Sender
from flows import Conversation, Outcome, events
from flows.effects import Forget, Record, Say
from flows.events import Chose, Commanded, Event, Said, Started, Unblocked
from flows.words import draw
from tests.bot.api_server import BotApiServer, Person
from tests.bot.canaries import forms, forms_of_chat, traces
from tests.bot.memory_store import MemoryStore
from tests.bot.running import BotProcess
from tests.bot.store.kit import DAMAGED, RING, conversation, put, record, rows, say, talk, url
from tests.bot.test_outbox import FakeApi, running
from tests.flows.days import p1
from tests.flows.people import CONTENT

NOW = dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)
ADA, BEN = ChatId(6_180_339_887), ChatId(7_071_067_811)
WORD = "kanarienvogel00001x"
TABLES = ("people", "letters", "history", "screens", "quarantine")


class House:
    """A bot without a network."""

    def __init__(self, store: SqlStore, advance: Any = None) -> None:
        self.store = store
        self.clock = VirtualClock(NOW)
        self.api = FakeApi()
        self.desk = Desk(store, CONTENT, self.clock, **({"advance": advance} if advance else {}))
        self.screens = Screens(store)
        sender = Sender(
            self.api, self.screens, lambda text, language: draw(text, CONTENT, language), self.clock
        )
        self.pump = Pump(sender, store, self.clock, Pacer(1e6, 0), self._lose)
        self._updates = 0

    async def _lose(self, chat: ChatId) -> None:
        event = events.Blocked(at=self.clock.now())
        self.pump.deliver(await self.desk.handle([Incoming("", chat, event)]))

    async def takes(self, chat: ChatId, *events: Event) -> list[Say]:
        """What is said, once it is sent and everything is written down."""
        incoming = []
        for event in events:
            self._updates += 1
            incoming.append(Incoming(f"u:1:{self._updates}", chat, event))
        handled = await self.desk.handle(incoming)
        self.pump.deliver(handled)
        await self.pump.quiet()
        return [letter.say for letter in handled.letters if letter.chat == chat]

    async def starts(self, chat: ChatId) -> list[Say]:
        return await self.takes(chat, Started(at=NOW, language="en"))

    async def asks_to_erase(self, chat: ChatId) -> int:
        """The number of the question."""
        said = await self.takes(chat, Commanded(at=NOW, name="erase"))
        return said[-1].ask

    async def erases(self, chat: ChatId, code: str = "yes") -> list[Say]:
        ask = await self.asks_to_erase(chat)
        return await self.takes(chat, Chose(at=NOW, ask=ask, code=code))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "erased.txt"


@pytest.fixture
async def house(data: Path, list_file: Path) -> AsyncIterator[House]:
    store = await SqlStore.open(url(data), RING, erasures=ErasureList(list_file, RING))
    house = House(store)
    async with running(house.pump):
        yield house
    await house.pump.stop()
    await store.close()


def left_of(chat: ChatId, *folders: Path) -> list[tuple[str, str]]:
    sought = {**forms(WORD), **forms_of_chat(chat)}
    return [(trace.file, trace.form) for trace in traces(folders, sought)]


def rows_of(chat: ChatId, folder: Path) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        ((counts[table],),) = rows(folder, f"SELECT count(*) FROM {table} WHERE chat_id = {chat}")
    return counts


NOTHING = dict.fromkeys(TABLES, 0)


# Nothing in any file


async def before_consent(house: House) -> None:
    await house.starts(ADA)
    await house.takes(ADA, Said(at=NOW, text=WORD))


async def mid_intake(house: House) -> None:
    said = await house.starts(ADA)
    await house.takes(ADA, Chose(at=NOW, ask=said[-1].ask, code="agree"))
    await house.takes(ADA, Said(at=NOW, text="41"))


async def with_a_plan(house: House) -> None:
    """With reports, letters, screens, a history, and an event that was set aside."""
    told = p1().conversation
    told = told.model_copy(update={"answers": {**told.answers, "q_goal": WORD}})
    history = [record(text=f"{WORD} {n}") for n in range(40)]
    await put(house.store, told, say("hello"), chat=ADA, records=history)
    await house.takes(ADA, Commanded(at=NOW, name="plan"), Commanded(at=NOW, name="settings"))
    async with house.store.batch() as batch:
        await batch.load([ADA])
        event = Said(at=NOW, text=WORD)
        await batch.save([], keys=(), broken=[Broken(ADA, "u:2:1", event, "where", "at")], now=NOW)


async def beside_somebody_who_left(house: House) -> None:
    await with_a_plan(house)
    await put(house.store, talk(answers={"q_goal": "mine"}), chat=BEN)
    await house.erases(BEN)
    house.clock.set(NOW + dt.timedelta(hours=1))


LIVES = (before_consent, mid_intake, with_a_plan, beside_somebody_who_left)


@pytest.mark.parametrize("lives", LIVES, ids=lambda lives: lives.__name__)
async def test_no_byte_of_any_file_tells_of_who_was_erased(
    house: House, data: Path, list_file: Path, lives: Callable[[House], Any]
) -> None:
    """P6: neither words nor the number of the chat, in no form, a moment after the receipt."""
    await lives(house)
    assert left_of(ADA, data), "else nothing is proven"
    await house.erases(ADA)
    assert rows_of(ADA, data) == NOTHING
    assert sorted(file.name for file in data.iterdir()) == [
        "bot.db", "bot.db-shm", "bot.db-wal", "bot.db.lock",
    ]  # fmt: skip
    assert left_of(ADA, data, list_file.parent) == []
    assert (data / "bot.db-wal").stat().st_size == 0
    await house.store.close()
    assert left_of(ADA, data, list_file.parent) == []


async def test_of_many_among_many_no_byte_is_left(house: House, data: Path) -> None:
    """P6: SQLite wipes rows, but not where they stood before it moved them, nor its signposts."""
    dice = random.Random(1)
    chats = [ChatId(dice.randrange(5 * 10**9, 8 * 10**9)) for _ in range(400)]
    for _ in range(6):
        dice.shuffle(chats)
        for start in range(0, len(chats), 50):
            await _live_on(house.store, chats[start : start + 50], dice)
    gone = chats[:80]
    async with house.store.batch() as batch:
        loaded = await batch.load(gone)
        saved = [Saved(c, None, loaded[c].version, "en", forget=True) for c in gone]
        await batch.save(saved, keys=(), now=NOW)
    await house.store.settle({}, NOW)
    assert await house.store.clear_away(NOW)
    assert [left for chat in gone for left in left_of(chat, data)] == []
    assert rows(data, "SELECT count(*) FROM people") == [(len(chats) - len(gone),)]


async def _live_on(store: SqlStore, chats: Sequence[ChatId], dice: random.Random) -> None:
    def filled(size: int) -> Conversation:
        return talk(answers={"q_goal": "x" * size})

    async with store.batch() as batch:
        loaded = await batch.load(chats)
        saved = [
            Saved(
                chat, filled(dice.randrange(5_000)), loaded[chat].version, "en",
                (say(screen=dice.randrange(40)),), (record(pain=3),),
            )
            for chat in chats
        ]  # fmt: skip
        letters = await batch.save(saved, keys=(), now=NOW)
    await store.settle({letter.id: Sent(dice.randrange(10**6)) for letter in letters}, NOW)


# When


async def test_until_the_last_word_is_sent_a_row_stays_for_it(house: House, data: Path) -> None:
    """P6: it holds no talk, and goes with the verdict."""
    await with_a_plan(house)
    ask = await house.asks_to_erase(ADA)
    house.api.gates[ADA] = asyncio.Event()
    erasing = asyncio.create_task(house.takes(ADA, Chose(at=NOW, ask=ask, code="yes")))
    await _until(lambda: rows_of(ADA, data)["history"] == 0)
    only_receipt = NOTHING | {"people": 1, "letters": 1}
    assert rows_of(ADA, data) == only_receipt
    assert rows(data, f"SELECT snapshot FROM people WHERE chat_id = {ADA}") == [(None,)]
    house.api.gates[ADA].set()
    await erasing
    assert left_of(ADA, data) == []


async def test_verdicts_that_wait_for_an_erasure_do_not_keep_its_row(
    house: House, data: Path
) -> None:
    """P6: on a slow disk, whose batches take long, what is written next was asked for before."""
    store = house.store
    (other,) = await put(store, talk(), say(), chat=BEN)
    await put(store, talk(), chat=ADA)
    async with store.batch() as batch:
        loaded = await batch.load([ADA])
        settled = asyncio.create_task(store.settle({other.id: Sent(1)}, NOW))
        await asyncio.sleep(0)
        gone = Saved(ADA, None, loaded[ADA].version, "en", letters=(say(),), forget=True)
        letters = await batch.save([gone], keys=(), now=NOW)
    await settled
    await store.settle({each.id: Sent(2) for each in letters}, NOW)
    assert rows_of(ADA, data) == NOTHING


async def _until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "error", [TimedOut("Timed out"), BadRequest("Bad Request: no"), Forbidden("Forbidden: blocked")]
)
async def test_a_last_word_that_does_not_arrive_keeps_nobody(
    house: House, data: Path, error: Exception
) -> None:
    """P6: whoever blocks the bot, or is sent the receipt at the moment the network breaks."""
    await with_a_plan(house)

    def script(_method: str, params: dict[str, Any]) -> Any:
        if "Receipt" in params.get("text", ""):
            raise error

    house.api.script = script
    await house.erases(ADA)
    assert rows_of(ADA, data) == NOTHING
    assert left_of(ADA, data) == []


async def test_a_reader_in_the_way_is_waited_for(house: House, data: Path) -> None:
    """P6: a backup, for one; live people do not wait for it meanwhile."""
    await with_a_plan(house)
    reader = sqlite3.connect(data / "bot.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM people").fetchall()
    erasing = asyncio.create_task(house.erases(ADA))
    await _until(lambda: rows_of(ADA, data) == NOTHING)
    assert not await house.store.clear_away(NOW)
    assert left_of(ADA, data)
    async with asyncio.timeout(2):
        await put(house.store, talk(), chat=BEN)
    reader.close()
    await erasing
    assert left_of(ADA, data) == []


async def test_what_a_killed_process_had_left_goes_with_the_next(data: Path) -> None:
    """P6: the note of it is stored with the erasure itself."""
    store = await SqlStore.open(url(data), RING)
    await put(store, talk(answers={"q_goal": WORD}), chat=ADA)
    await put(store, None, say("erased-begin"), chat=ADA, forget=True)
    copy = data.with_name("killed")
    copy.mkdir()
    for file in data.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    await store.close()
    store = await SqlStore.open(url(copy), RING)
    house = House(store)
    async with running(house.pump):
        await _until(lambda: rows_of(ADA, copy) == NOTHING)
        await house.pump.quiet()
        await _until(lambda: left_of(ADA, copy) == [])
    assert len(house.api.calls) == 1, "the receipt, once more"
    await store.close()


async def test_a_large_database_is_written_anew_at_night(
    house: House, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P6: rows and log are gone at once; what takes long waits, for a day at most."""
    monkeypatch.setattr("bot.store.sqlite.SMALL_BYTES", 0)
    await with_a_plan(house)
    await house.erases(ADA)
    owed = "SELECT count(*) FROM meta WHERE name = 'erased'"
    assert rows_of(ADA, data) == NOTHING
    assert rows(data, owed) == [(1,)]
    await house.store.purge(NOW + dt.timedelta(hours=1))
    assert rows(data, owed) == [(1,)]
    await house.store.purge(NOW.replace(hour=3) + dt.timedelta(days=1))
    assert rows(data, owed) == [(0,)]


async def test_who_deletes_again_and_again_does_not_have_all_written_anew(
    house: House, data: Path
) -> None:
    """S5: it is owed until the next look, and the rows are gone all the same."""
    owed = "SELECT count(*) FROM meta WHERE name = 'erased'"
    for expected in (0, 1):
        await with_a_plan(house)
        await house.erases(ADA)
        assert rows(data, owed) == [(expected,)]
        assert rows_of(ADA, data) == NOTHING
        rows(data, "DELETE FROM taken")
    await house.store.purge(NOW + dt.timedelta(hours=1))
    assert rows(data, owed) == [(0,)]


# Not stored anew


@pytest.mark.parametrize(
    "after",
    [Chose(at=NOW, ask=1, code="yes"), Unblocked(at=NOW)],
    ids=["a second tap", "an unblock"],
)
async def test_what_comes_right_after_stores_nobody_anew(
    house: House, data: Path, after: Event
) -> None:
    """P6, R7."""
    await with_a_plan(house)
    await house.erases(ADA)
    assert await house.takes(ADA, after) == []
    assert rows_of(ADA, data) == NOTHING


async def test_a_double_tap_of_one_moment_erases_once(house: House, data: Path) -> None:
    """R7, P6."""
    await with_a_plan(house)
    ask = await house.asks_to_erase(ADA)
    tap = Chose(at=NOW, ask=ask, code="yes")
    said = await house.takes(ADA, tap, tap)
    assert [each.lines[0].key for each in said] == ["erased"]
    assert rows_of(ADA, data) == NOTHING


@pytest.mark.parametrize(
    ("words", "is_said"),
    [(WORD, False), ("what is wrong with me?", False), ("I want to die", True)],
)
async def test_an_answer_to_what_was_deleted_is_not_stored_anew(
    house: House, data: Path, words: str, *, is_said: bool
) -> None:
    """P6, P14: all in one batch, as after an outage; only words of help are said still."""
    await with_a_plan(house)
    ask = await house.asks_to_erase(ADA)
    tap = Chose(at=NOW, ask=ask, code="yes")
    said = await house.takes(ADA, Said(at=NOW, text=words), tap, Started(at=NOW, language="en"))
    keys = [say.lines[0].key for say in said]
    assert keys == ["crisis"] * is_said + ["erased", "welcome"]
    assert rows_of(ADA, data)["letters"] == len(keys)


async def test_who_comes_back_begins_anew(house: House) -> None:
    await with_a_plan(house)
    await house.erases(ADA)
    await house.starts(ADA)
    told = await conversation(house.store, ADA)
    assert told is not None
    assert told.answers == {}


# A new key without an end


async def test_a_talk_that_is_kept_loses_history_and_key(data: Path) -> None:
    """P6, P14: as for somebody who turns out to be under age."""

    def closes(told: Conversation, event: Event, content: Any) -> Outcome:
        del event, content
        kept = Record(what="consent", day=NOW.date(), data={"kept": True})
        return Outcome(
            conversation=Conversation(state="not_offered"),
            effects=(record(text=WORD), Forget(keep_talk=True), kept, say("adults-only")),
        )

    store = await SqlStore.open(url(data), RING)
    house = House(store, advance=closes)
    await with_a_plan(house)
    ((before,),) = rows(data, f"SELECT wrapped_key FROM people WHERE chat_id = {ADA}")
    await house.takes(ADA, Said(at=NOW, text="17"))
    ((after,),) = rows(data, f"SELECT wrapped_key FROM people WHERE chat_id = {ADA}")
    assert after != before
    past = await store.past(ADA)
    assert past.conversation is not None
    assert past.conversation.state == "not_offered"
    assert [each.data for each in past.records] == [{"kept": True}]
    assert before not in b"".join(file.read_bytes() for file in data.iterdir())
    await house.pump.stop()
    await store.close()


async def test_answers_of_who_is_under_age_do_not_come_back_with_an_older_backup(
    data: Path, list_file: Path
) -> None:
    """P6, P14: a backup from before is cleared of them; one from after keeps the closed door."""

    def closes(told: Conversation, event: Event, content: Any) -> Outcome:
        del told, event, content
        effects = (Forget(keep_talk=True), say("adults-only"))
        return Outcome(conversation=Conversation(state="not_offered"), effects=effects)

    erasures = ErasureList(list_file, RING)
    store = await SqlStore.open(url(data), RING, erasures=erasures)
    await with_a_plan(House(store))
    older = [each.read_bytes() for each in (data / "bot.db", data / "bot.db-wal")]
    house = House(store, advance=closes)
    late = Incoming("", ADA, Said(at=house.clock.now(), text="17"))
    house.pump.deliver(await house.desk.handle([late]))
    await house.pump.quiet()
    assert await erase_again(store, erasures.read(), house.clock.now()) == 0
    told = await conversation(store, ADA)
    assert told is not None
    assert told.state == "not_offered"
    await house.pump.stop()
    await store.close()

    (data / "older").mkdir()
    for name, content in zip(("bot.db", "bot.db-wal"), older, strict=True):
        (data / "older" / name).write_bytes(content)
    restored = await SqlStore.open(url(data / "older"), RING)
    assert (await restored.past(ADA)).conversation
    assert await erase_again(restored, erasures.read(), house.clock.now()) == 1
    assert rows_of(ADA, data / "older") == NOTHING
    await restored.close()


async def test_who_took_back_their_yes_is_not_talked_to_again_by_an_older_backup(
    house: House, data: Path, list_file: Path
) -> None:
    """P4: there it is deleted; what knows that they took it back stays until its end."""
    await with_a_plan(house)
    older = [each.read_bytes() for each in (data / "bot.db", data / "bot.db-wal")]
    asked = await house.takes(ADA, Commanded(at=NOW, name="withdraw"))
    await house.takes(ADA, Chose(at=NOW, ask=asked[-1].ask, code="yes"))
    erasures = ErasureList(list_file, RING)
    assert erasures.read().erased_at(ADA) == NOW
    assert await erase_again(house.store, erasures.read(), NOW) == 0
    told = await conversation(house.store, ADA)
    assert told is not None
    assert told.withdrawn_at == NOW

    (data / "older").mkdir()
    for name, content in zip(("bot.db", "bot.db-wal"), older, strict=True):
        (data / "older" / name).write_bytes(content)
    restored = await SqlStore.open(url(data / "older"), RING)
    assert await erase_again(restored, erasures.read(), NOW) == 1
    assert rows_of(ADA, data / "older") == NOTHING
    await restored.close()


# The list


async def test_only_who_is_erased_comes_on_the_list(house: House, list_file: Path) -> None:
    """P6: by a hash, before the erasure is stored."""
    await with_a_plan(house)
    assert not list_file.exists()
    await house.erases(ADA)
    assert ErasureList(list_file, RING).read().erased_at(ADA) == NOW
    assert ErasureList(list_file, RING).read().erased_at(BEN) is None


async def test_a_list_that_cannot_be_written_erases_nobody(
    house: House, data: Path, list_file: Path
) -> None:
    """P6, R26: it is tried again with the update itself."""
    await with_a_plan(house)
    ask = await house.asks_to_erase(ADA)
    before = rows_of(ADA, data)
    list_file.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"list of erasures .*erased\.txt: Is a directory"):
        await house.takes(ADA, Chose(at=NOW, ask=ask, code="yes"))
    assert rows_of(ADA, data) == before
    list_file.rmdir()
    await house.takes(ADA, Chose(at=NOW, ask=ask, code="yes"))
    assert rows_of(ADA, data) == NOTHING


# Messages at Telegram


async def test_on_telegram_only_the_receipt_stays(server: BotApiServer, bot: BotProcess) -> None:
    """P6, S4: by the real process, of this chat alone; what nobody can delete any more stays."""
    ada, ben = Person(server, ADA), Person(server, BEN)
    async with bot.running():
        for person in (ben, ada):
            person.says("/start")
            await person.hears("I am Unhamstrung")
        first = ada.heard[0].id
        server.too_old.add(first)
        ada.says("/erase")
        await ada.hears("Delete everything I have stored")
        ada.taps("the bot's messages")
        await ada.hears("Receipt")
        await server.until(lambda: len(ada.heard) == 2)
    assert ada.heard[0].id == first
    assert "Receipt" in ada.heard[1].text
    assert len(ben.heard) == 1


async def test_messages_of_two_days_are_swept_and_the_receipt_stays(house: House) -> None:
    await house.starts(ADA)
    await house.takes(ADA, Commanded(at=NOW, name="privacy"))
    await put(house.store, talk(), chat=BEN)
    sent = [number for number, (method, _) in enumerate(house.api.calls) if method == "sendMessage"]
    await house.erases(ADA, "sweep")
    methods = [method for method, _ in house.api.calls]
    (swept,) = [params for method, params in house.api.calls if method == "deleteMessages"]
    receipt = methods.index("deleteMessages") - 1
    assert "Receipt" in house.api.calls[receipt][1]["text"]
    assert swept["chat_id"] == ADA
    assert len(swept["message_ids"]) == len(sent) + 1, "with the question itself"
    assert swept["message_ids"] == sorted(set(swept["message_ids"]))


async def test_without_the_wish_no_message_is_touched(house: House) -> None:
    await house.starts(ADA)
    await house.erases(ADA)
    assert not [method for method, _ in house.api.calls if method.startswith("delete")]


async def test_the_pictures_of_an_album_go_with_its_first(house: House) -> None:
    album = say("album", album=("hinge", "bridge", "calf"))
    letters = await put(house.store, talk(), album, say("old"), chat=ADA)
    await house.store.settle({letters[0].id: Sent(50)}, NOW)
    long_ago = NOW - dt.timedelta(hours=49)
    await house.store.settle({letters[1].id: Sent(20)}, long_ago)
    async with house.store.batch() as batch:
        await batch.load([ADA])
        assert await batch.sent_since([ADA], NOW - dt.timedelta(hours=48)) == {ADA: (50, 51, 52)}


async def test_one_message_that_cannot_go_holds_up_no_other() -> None:
    """Telegram refuses a call that names one which is too old."""
    deleted: list[int] = []
    old = {3, 4, 140}

    async def delete(_chat: ChatId, ids: Sequence[int]) -> Verdict:
        if old & set(ids):
            return Failed("Bad Request: message can't be deleted")
        deleted.extend(ids)
        return Sent(0)

    await _erasing(delete).sweep(ADA, tuple(range(1, 251)))
    assert deleted == [number for number in range(1, 251) if number not in old]


async def test_a_chat_that_is_gone_is_not_asked_again_and_again() -> None:
    calls: list[int] = []

    async def delete(_chat: ChatId, ids: Sequence[int]) -> Verdict:
        calls.append(len(ids))
        return Blocked()

    await _erasing(delete).sweep(ADA, (1, 2, 3))
    assert calls == [3]


def _erasing(delete: Any) -> Erasing:
    return Erasing(None, VirtualClock(NOW), delete, Outage())  # type: ignore[arg-type] # not asked


# In memory


async def test_nothing_is_remembered_of_what_was_shown(house: House) -> None:
    await with_a_plan(house)
    await house.erases(ADA)
    assert ADA not in house.screens._chats
    assert await house.screens.find(ADA, 1) is None


# What cannot be read


async def test_who_cannot_be_read_can_delete_it_all_the_same(
    house: House, data: Path, list_file: Path
) -> None:
    """P6: nothing can be sealed for them, so both lines are stored nowhere."""
    await with_a_plan(house)
    rows(data, f"UPDATE people SET snapshot = {DAMAGED} WHERE chat_id = {ADA}")
    assert await house.takes(ADA, Commanded(at=NOW, name="erase")) == []
    assert "Write <code>/erase yes</code>" in house.api.texts(ADA)[-1]
    assert rows_of(ADA, data)["people"] == 1
    await house.takes(ADA, Commanded(at=NOW, name="erase", argument="yes"))
    assert "is deleted" in house.api.texts(ADA)[-1]
    assert rows_of(ADA, data) == NOTHING
    assert left_of(ADA, data) == []
    assert ErasureList(list_file, RING).read().erased_at(ADA) == NOW
    await house.starts(ADA)
    assert await conversation(house.store, ADA) is not None


@pytest.mark.parametrize("argument", ["", "no", "yesterday"])
async def test_without_the_word_what_cannot_be_read_stays(
    house: House, data: Path, argument: str
) -> None:
    await put(house.store, talk(), chat=ADA)
    rows(data, f"UPDATE people SET wrapped_key = x'00' WHERE chat_id = {ADA}")
    await house.takes(ADA, Commanded(at=NOW, name="erase", argument=argument))
    assert rows_of(ADA, data)["people"] == 1


async def test_a_store_that_cannot_clear_away_now_is_asked_again() -> None:
    """R26, P6."""
    store = MemoryStore()
    store.broken = True
    erasing = Erasing(cast("Store", store), VirtualClock(NOW), _never, Outage())
    clearing = asyncio.create_task(erasing.clear_away())
    await asyncio.sleep(0.2)
    assert not clearing.done()
    store.broken = False
    async with asyncio.timeout(5):
        await clearing
    assert store.clearings == 1


async def _never(_chat: ChatId, _ids: Sequence[int]) -> Verdict:
    raise AssertionError("nothing is to be swept")
