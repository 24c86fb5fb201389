"""The preview is the bot itself, with a clock that can be moved."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.model import ChatId
from bot.preview.chat import Json
from bot.preview.cupboard import type_of
from bot.preview.mark import Mark, MarkFile
from bot.preview.room import Room
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from content.load import load_content

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Viewer:
    """A page: remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Json] = []
        self.room: Room

    @property
    def messages(self) -> list[Json]:
        return list(self.room.chat.messages.values())

    def labels(self) -> list[str]:
        rows = self.messages[-1].get("inline", [])
        return [button["text"] for row in rows for button in row]

    async def answer_until(self, label: str) -> None:
        for _ in range(80):
            if label in self.labels():
                return
            await self.room.answer()
        raise AssertionError(f"{label} never came; last: {self.messages[-1]}")

    async def tap(self, label: str) -> None:
        buttons = [b for row in self.messages[-1]["inline"] for b in row]
        data = next(b["data"] for b in buttons if b["text"] == label)
        await self.room.tap(self.messages[-1]["id"], data)

    def now(self) -> dt.datetime:
        clocks = [told["now"] for told in self.told if "now" in told]
        return dt.datetime.fromisoformat(clocks[-1])


@contextlib.asynccontextmanager
async def opened(folder: Path, start: dt.datetime) -> AsyncIterator[Viewer]:
    ring = load_or_make_key_file(folder / "preview.key")
    store = await SqlStore.open(f"sqlite:///{folder}/preview.db", ring)
    viewer = Viewer()
    marks = MarkFile(folder / "preview.json")
    viewer.room = Room(store, load_content(), viewer.told.append, marks, start)
    await viewer.room.open()
    try:
        yield viewer
    finally:
        await viewer.room.close()
        await store.close()


@pytest.fixture
async def viewer(tmp_path: Path) -> AsyncIterator[Viewer]:
    async with opened(tmp_path, MONDAY) as viewer:
        yield viewer


async def start_plan(viewer: Viewer) -> None:
    await viewer.answer_until("Start the plan")
    await viewer.tap("Start the plan")


async def finish_session(viewer: Viewer) -> None:
    await viewer.tap("✅ Done")
    for _ in range(6):
        if set(viewer.labels()) <= {"Not right? Change it", "Something new"}:
            return
        await viewer.room.answer()


async def test_a_person_comes_from_start_to_the_plan_by_answers_alone(viewer: Viewer) -> None:
    """6-preview."""
    await start_plan(viewer)
    assert "✅ Done" in viewer.labels()


async def test_the_next_prompt_comes_at_the_persons_time(viewer: Viewer) -> None:
    await start_plan(viewer)
    await finish_session(viewer)
    await viewer.room.step_to_next()
    assert viewer.now().date() > MONDAY.date()
    assert viewer.now().hour == 8  # the morning question, or the prompt, whichever is first


async def test_a_week_brings_every_prompt_of_the_week(viewer: Viewer) -> None:
    """6-preview: from due moment to due moment, as a jump would drop all but the last."""
    await start_plan(viewer)
    await finish_session(viewer)
    before = len(viewer.messages)
    await viewer.room.step(7)
    days = {m["at"][:10] for m in viewer.messages[before:] if not m.get("me")}
    assert len(days) >= 3
    assert viewer.now() >= MONDAY + dt.timedelta(days=7)


async def test_a_place_is_shared_from_the_picker(viewer: Viewer) -> None:
    await viewer.answer_until("📍 Use my location")
    await viewer.room.share_place("Berlin", 52.52, 13.4)
    assert any("Your time zone: Berlin" in m.get("text", "") for m in viewer.messages)
    assert viewer.told[-1]["zone"] == "Europe/Berlin"


async def test_a_new_person_begins_anew_and_the_last_one_is_not_heard_of(viewer: Viewer) -> None:
    await start_plan(viewer)
    await viewer.room.new_person()
    assert "I agree" in viewer.labels()
    before = len(viewer.messages)
    await viewer.room.step(7)
    assert len(viewer.messages) == before


async def test_a_button_that_is_not_on_the_screen_is_not_tapped(viewer: Viewer) -> None:
    before = list(viewer.messages)
    await viewer.room.tap(viewer.messages[-1]["id"], "1:1:o.u18")
    assert viewer.messages == before


async def test_a_page_that_is_opened_again_gets_the_whole_chat(viewer: Viewer) -> None:
    await viewer.room.say("hello")
    told: Any = viewer.room.snapshot()
    assert [m["id"] for m in told["messages"]] == [m["id"] for m in viewer.messages]
    assert {c["command"] for c in told["commands"]} >= {"today", "help", "privacy"}


async def test_with_nothing_planned_the_clock_says_so(viewer: Viewer) -> None:
    await viewer.room.step_to_next()
    assert viewer.told[-1]["note"] == "nothing_planned"


async def test_it_goes_on_from_where_it_was_ended(tmp_path: Path) -> None:
    async with opened(tmp_path, MONDAY) as viewer:
        await start_plan(viewer)
        await finish_session(viewer)
        await viewer.room.step(4)
        ended = viewer.now()
    async with opened(tmp_path, MONDAY + dt.timedelta(minutes=5)) as viewer:
        assert viewer.now() >= ended
        await viewer.room.say("/today")
        assert "✅ Done" in viewer.labels()


async def test_an_intake_goes_on_at_the_same_question(tmp_path: Path) -> None:
    async with opened(tmp_path, MONDAY) as viewer:
        await viewer.answer_until("‹ Back")
        asked, labels = viewer.messages[-1]["text"], viewer.labels()
    async with opened(tmp_path, MONDAY + dt.timedelta(minutes=5)) as viewer:
        assert viewer.labels() == labels
        assert viewer.messages[-1]["text"].splitlines()[-1] == asked.splitlines()[-1]


async def test_days_away_are_lived_through_when_it_starts_again(tmp_path: Path) -> None:
    """6-preview."""
    async with opened(tmp_path, MONDAY) as viewer:
        await start_plan(viewer)
        await finish_session(viewer)
    async with opened(tmp_path, MONDAY + dt.timedelta(days=3)) as viewer:
        days = {m["at"][:10] for m in viewer.messages}
    assert len(days) == 2, "the two training days"


@pytest.mark.parametrize("kept", ["", "{", '{"person": 1}', '{"person": 1, "now": "late"}'])
def test_an_unreadable_mark_starts_anew(tmp_path: Path, kept: str) -> None:
    (tmp_path / "preview.json").write_text(kept)
    mark = MarkFile(tmp_path / "preview.json").recall(MONDAY)
    assert mark == Mark(person=ChatId(1), now=MONDAY)


async def test_a_copy_of_everything_can_be_downloaded(viewer: Viewer) -> None:
    """P5."""
    await viewer.room.say("/export")
    ids = [message["document"] for message in viewer.messages if "document" in message]
    files = [viewer.room.chat.files.get(id_) for id_ in ids]
    assert [type_of(file) for file in files if file] == [
        "application/pdf", "application/json", "application/zip", "application/json",
    ]  # fmt: skip
