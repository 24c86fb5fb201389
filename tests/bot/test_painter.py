"""The painter turns recipes into pictures off the event loop, and keeps what it made lately."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from bot.model import ChatId
from bot.pictures.painter import AT_ONCE, Kept, Painted, Painter
from bot.store import Past, Store
from content.load import load_content
from flows.conversation import CheckIn, Conversation
from flows.effects import (
    Export,
    Figure,
    PhysioPage,
    Picture,
    Progress,
    Record,
    ResultPicture,
    Text,
    WeekPicture,
)
from flows.words import draw
from tests.bot.export.fhir_people import everything
from tests.bot.memory_store import MemoryStore
from tests.flows.days import person

ANNA = ChatId(1)
TODAY = dt.date(2026, 3, 8)
MONTH = Progress(days=30, until=TODAY)
WEEK = WeekPicture(first=TODAY - dt.timedelta(days=6), last=TODAY)
RESULT = ResultPicture(factors={"nerve": 70, "length": None}, functions={"pelvis": 10})
CONTENT = load_content()


def session(days_ago: int, pain: int) -> Record:
    day = TODAY - dt.timedelta(days=days_ago)
    made = CheckIn(day=day, type="L", items=("n_seated",), completion="done", pain=pain)
    return Record(what="report", day=day, data=made.model_dump(mode="json"))


class Files(NamedTuple):
    path_mp4: Path
    path_png: Path
    key: str
    key_png: str


class Studio:
    """A painter with one figure on its shelf; it is told of each text that is drawn."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore()
        self.folder = folder
        self.threads: set[threading.Thread] = set()
        self.at_once = self.most_at_once = 0
        self.fails: Exception | None = None
        (folder / "bow.mp4").write_bytes(b"film")
        (folder / "bow.png").write_bytes(b"still")
        self.painter = Painter(cast("Store", self.store), CONTENT, self.draw, self.find)

    def draw(self, text: Text, language: str) -> str:
        self.threads.add(threading.current_thread())
        if self.fails:
            raise self.fails
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        threading.Event().wait(0.0005)
        self.at_once -= 1
        return draw(text, CONTENT, language)

    def find(self, id_: str, language: str) -> Any:
        if id_ != "bow":
            return None
        film, still = self.folder / "bow.mp4", self.folder / "bow.png"
        return Files(film, still, f"film {language}", f"still {language}")

    def tell(self, *records: Record) -> None:
        self.store.pasts[ANNA] = Past(Conversation(), records)

    async def paint(self, picture: Picture, language: str = "en") -> Painted:
        return await self.painter.paint(picture, ANNA, language)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def test_a_figure_is_its_film_and_in_an_album_its_still(studio: Studio) -> None:
    film = await studio.paint(Figure(id="bow"))
    still = await studio.painter.still("bow", "en")
    assert film == Painted("animation", "film en", b"film", "bow.mp4", shared=True)
    assert still == Painted("photo", "still en", b"still", "bow.png", shared=True)


async def test_a_film_is_read_once(studio: Studio) -> None:
    first = await studio.paint(Figure(id="bow"))
    (studio.folder / "bow.mp4").unlink()
    assert await studio.paint(Figure(id="bow")) is first


async def test_a_figure_that_is_missing_is_told_of_once(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        assert await studio.paint(Figure(id="nothing")) == Painted()
    assert [line.message for line in caplog.records] == ["there is no picture of nothing"]


async def test_a_list_of_files_that_cannot_be_read_leaves_the_words(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    def torn(id_: str, language: str) -> Any:
        raise ValueError(id_ + language)

    painter = Painter(cast("Store", studio.store), CONTENT, studio.draw, torn)
    assert await painter.paint(Figure(id="bow"), ANNA, "en") == Painted()
    assert await painter.still("bow", "en") == Painted()
    assert "a picture could not be made: ValueError" in caplog.messages


async def test_each_language_has_its_own_film(studio: Studio) -> None:
    assert (await studio.paint(Figure(id="bow"), "es")).key == "film es"


@pytest.mark.parametrize("picture", [RESULT, WEEK, MONTH], ids=lambda picture: picture.kind)
async def test_a_chart_is_a_picture_of_ones_own(studio: Studio, picture: Picture) -> None:
    studio.tell(session(3, pain=4), session(1, pain=2))
    made = await studio.paint(picture)
    assert (made.kind, made.data[:4], made.shared) == ("photo", b"\x89PNG", False)
    assert made.filename == f"{picture.kind}.png"


async def test_what_progress_shows_is_said_as_well(studio: Studio) -> None:
    studio.tell(session(3, pain=4), session(1, pain=2))
    said = {text.key: text.values for text in (await studio.paint(MONTH)).lines}
    assert (said["past-kept"]["kept"], said["past-number"]["last"]) == (2, 2)


async def test_who_wants_words_only_gets_them_without_the_chart(studio: Studio) -> None:
    studio.tell(session(3, pain=4), session(1, pain=2))
    words = await studio.paint(MONTH.model_copy(update={"words_only": True}))
    assert (words.kind, words.data) == (None, b"")
    assert words.lines == (await studio.paint(MONTH)).lines


async def test_the_loop_goes_on_while_a_chart_is_drawn(studio: Studio) -> None:
    await studio.paint(RESULT)
    assert threading.main_thread() not in studio.threads


async def test_a_chart_that_shows_the_same_is_drawn_once(studio: Studio) -> None:
    studio.tell(session(1, pain=2))
    first = await studio.paint(MONTH)
    studio.tell(session(1, pain=2))
    assert (await studio.paint(MONTH)).data is first.data


async def test_a_chart_is_drawn_anew_when_the_past_has_changed(studio: Studio) -> None:
    studio.tell(session(1, pain=2))
    first = await studio.paint(MONTH)
    studio.tell(session(1, pain=2), session(0, pain=3))
    assert (await studio.paint(MONTH)).key != first.key
    assert (await studio.paint(MONTH, "es")).key != first.key


async def test_nothing_to_show_is_said_in_words(studio: Studio) -> None:
    empty = await studio.paint(MONTH)
    assert (empty.kind, [text.key for text in empty.lines]) == (None, ["past-empty"])
    assert await studio.paint(WEEK) == Painted()


async def test_words_are_said_when_the_drawing_fails(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    """S1: one line in the log, without a word of what was to be drawn."""
    studio.tell(session(1, pain=7))
    studio.fails = ValueError("pain 7")
    painted = await studio.paint(MONTH)
    assert (painted.kind, painted.lines[0].key) == (None, "past-kept")
    (line,) = caplog.records
    assert line.message == "a picture could not be made: ValueError"
    assert "pain 7" not in caplog.text


async def test_a_page_is_a_document_whose_name_tells_nothing(studio: Studio) -> None:
    somebody = person()
    studio.store.pasts[ANNA] = Past(somebody.conversation, tuple(somebody.records))
    page = await studio.paint(PhysioPage(paper="a4", made_at=somebody.now))
    assert (page.kind, page.data[:4], page.shared) == ("document", b"%PDF", False)
    assert page.filename == f"unhamstrung-{somebody.now:%Y-%m-%d}.pdf"


async def test_a_page_that_cannot_be_made_is_spoken_of(studio: Studio) -> None:
    at = dt.datetime(2026, 3, 8, 12, tzinfo=dt.UTC)
    page = await studio.paint(PhysioPage(paper="a4", made_at=at))
    assert (page.kind, [text.key for text in page.unshown]) == (None, ["page-failed"])


FILES = {
    "summary": ("unhamstrung-2026-01-05.pdf", b"%PDF"),
    "json": ("unhamstrung-2026-01-05.json", b"{"),
    "csv": ("unhamstrung-2026-01-05-csv.zip", b"PK"),
    "fhir": ("unhamstrung-2026-01-05-fhir.json", b"{"),
}
"""Name of each file of a copy, and how it begins."""


def order(part: Any) -> Export:
    return Export(part=part, made_at=dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC))


@pytest.mark.parametrize("part", FILES)
async def test_a_copy_is_a_document_of_one_person_alone(studio: Studio, part: str) -> None:
    """P5."""
    somebody = person()
    studio.store.everythings[ANNA] = everything(somebody.conversation, somebody.records)
    file = await studio.paint(order(part))
    name, begins = FILES[part]
    assert (file.kind, file.filename, file.shared) == ("document", name, False)
    assert file.data.startswith(begins)
    assert threading.main_thread() not in studio.threads


async def test_a_copy_is_not_kept(studio: Studio) -> None:
    """P5: once it is sent, no memory of it is left; what is stored since is in the next one."""
    somebody = person()
    studio.store.everythings[ANNA] = everything(somebody.conversation, somebody.records)
    first = await studio.paint(order("json"))
    assert studio.painter._kept.size == 0
    studio.store.everythings[ANNA] = everything(somebody.conversation, ())
    assert (await studio.paint(order("json"))).key != first.key


async def test_a_copy_of_a_stranger_is_not_made(studio: Studio) -> None:
    """S4."""
    somebody = person()
    studio.store.everythings[ChatId(2)] = everything(somebody.conversation, somebody.records)
    file = await studio.paint(order("json"))
    assert (file.kind, [text.key for text in file.unshown]) == (None, ["export-failed"])


async def test_a_copy_that_cannot_be_made_is_spoken_of(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    """S1: without a word of what was in it."""
    somebody = person()
    studio.store.everythings[ANNA] = everything(somebody.conversation, somebody.records)
    studio.fails = ValueError("touch my toes")
    file = await studio.paint(order("json"))
    assert (file.kind, [text.key for text in file.unshown]) == (None, ["export-failed"])
    assert "touch my toes" not in caplog.text


async def test_only_a_few_are_drawn_at_a_time(studio: Studio) -> None:
    pictures = [ResultPicture(factors={"nerve": n}, functions={}) for n in range(8)]
    await asyncio.gather(*map(studio.paint, pictures))
    assert 1 <= studio.most_at_once <= AT_ONCE


def test_the_oldest_pictures_go_first_when_there_is_no_room() -> None:
    kept = Kept(most=10)
    for key in ("a", "b", "a", "c"):
        if kept.get(key) is None:
            kept.put(Painted("photo", key, b"1234"))
    assert [key for key in "abc" if kept.get(key)] == ["a", "c"]
    assert kept.size == 8


def test_what_was_drawn_for_somebody_is_forgotten_with_them() -> None:
    """P6: and what is the same for all stays, as does what others were shown."""
    kept = Kept(most=100)
    kept.put(Painted("photo", "figure", b"1234"))
    kept.put(Painted("photo", "chart of Anna", b"1234"), ANNA)
    kept.put(Painted("photo", "chart of another", b"1234"), ChatId(2))
    kept.forget(ANNA)
    found = [key for key in ("figure", "chart of Anna", "chart of another") if kept.get(key)]
    assert (found, kept.size) == (["figure", "chart of another"], 8)


async def test_a_chart_of_who_was_erased_is_not_in_memory(studio: Studio) -> None:
    """P6."""
    painted = await studio.paint(RESULT)
    assert painted.kind == "photo"
    assert studio.painter._kept.size == len(painted.data)
    studio.painter.forget(ANNA)
    assert studio.painter._kept.size == 0


def test_a_picture_larger_than_all_the_room_is_not_kept() -> None:
    kept = Kept(most=10)
    kept.put(Painted("document", "a", b"1" * 11))
    assert (kept.get("a"), kept.size) == (None, 0)
