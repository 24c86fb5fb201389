"""The page for a physio as a PDF: read as text, drawn to pixels, and full of hostile words."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.pictures.drawings import Reader, page
from bot.pictures.page.legible import BOX, BREAK, SHOWN, breakable, legible
from bot.pictures.page.make import MOST_PAGES, make, make_to_fit, pages
from bot.store import Past
from docs.pictures import physio_page
from flows.effects import PhysioPage, Record
from flows.page import ROOMS, Block, Page, Room, page_of
from flows.physio import LONGEST_NAME, PAPERS, Paper
from flows.words import draw
from tests.flows.days import at, lived, person
from tests.flows.people import CONTENT
from tests.flows.test_page import drawn
from tests.flows.walker import Walker

MM = 72 / 25.4
SIZES = {"a4": (595, 842), "us-letter": (612, 792)}
WORST = {
    f"q_rf_{card}": [f.id for f in CONTENT.red_flags.values() if f.card == card] for card in "abc"
}
"""Every sign there is."""


@cache
def somebody(days: int) -> Walker:
    return lived("p1_desk", days, lambda day: day % 6 != 3) if days else person()


def made(walker: Walker, name: str = "", language: str = "en", paper: Paper = "a4") -> bytes:
    """As it is made for a letter."""
    order = PhysioPage(paper=paper, name=name, made_at=walker.now)
    past = Past(walker.conversation, tuple(walker.records))
    return page(order, past, CONTENT, Reader(language, lambda text: draw(text, CONTENT, language)))


def told(pdf: bytes) -> list[str]:
    """Its lines, without what is only there to let a line end."""
    document = pypdfium2.PdfDocument(pdf)
    found = "\n".join(each.get_textpage().get_text_bounded() for each in document)
    return found.replace(BREAK, "").replace("\ufffe", "").splitlines()


def answering(walker: Walker, **answers: object) -> Walker:
    changed = person()
    talk = walker.conversation
    changed.conversation = talk.model_copy(update={"answers": {**talk.answers, **answers}})
    changed.records, changed.now = walker.records, walker.now
    return changed


# What is on it.


@pytest.mark.parametrize("language", CONTENT.words.languages)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("days", [0, 40, 400])
def test_one_or_two_pages_of_the_right_size(days: int, paper: Paper, language: str) -> None:
    pdf = made(somebody(days), "Ana", language, paper)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == pages(pdf) <= MOST_PAGES
    for each in document:
        assert tuple(round(side) for side in each.get_size()) == SIZES[paper]


def test_the_text_can_be_selected_and_searched() -> None:
    lines = told(made(somebody(40), "Ana María López"))
    for line in (
        "Ana María López",
        "Worth asking about",
        "Safety screen",
        "Moves",
        "Pain and sessions",
    ):
        assert line in lines


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext, of poppler-utils")
def test_pdftotext_reads_it_too(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(made(somebody(40), "Ana María López"))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    assert "Ana María López" in done.stdout.decode()
    assert "Worth asking about" in done.stdout.decode()


@pytest.mark.parametrize("language", CONTENT.words.languages)
def test_it_is_tagged_and_says_its_title_and_language(language: str) -> None:
    pdf = made(somebody(40), "Ana", language)
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    assert b"/StructTreeRoot" in pdf
    assert f"/Lang({language})".encode() in pdf
    title = page_of(somebody(40).conversation, [], CONTENT, at(40)).title
    assert document.get_metadata_dict()["Title"] == drawn(title, language)
    assert "Ana" not in str(document.get_metadata_dict())


def test_every_font_lies_in_it() -> None:
    pdf = made(somebody(40), "Ана Αννα שלום سلام")
    fonts = re.findall(rb"/Type\s*/FontDescriptor.*?endobj", pdf, re.DOTALL)
    assert fonts
    assert all(re.search(rb"/FontFile[23]?\b", font) for font in fonts)
    assert len(re.findall(rb"/Subtype\s*/CIDFontType[02]\b", pdf)) == len(fonts)
    assert not re.search(rb"/Subtype\s*/(Type1|TrueType)\b", pdf)


def test_it_is_the_same_each_time_and_small() -> None:
    pdf = made(somebody(40), "Ana")
    assert pdf == made(somebody(40), "Ana")
    assert len(pdf) <= 150 * 1024


def test_without_anything_to_draw_there_is_no_chart() -> None:
    assert "Pain and sessions" not in told(made(person()))


# How it looks.


def inked(pdf: bytes) -> list[tuple[int, int, int, int]]:
    """Of each page, in millimetres: how far what is printed stays from each edge."""
    found = []
    for each in pypdfium2.PdfDocument(pdf):
        bitmap = each.render(scale=1.0, grayscale=True)
        wide, high, step = bitmap.width, bitmap.height, bitmap.stride
        buffer = bytes(bitmap.buffer)
        rows = [buffer[y * step : y * step + wide] for y in range(high)]
        ys = [y for y, row in enumerate(rows) if min(row) < 250]
        xs = [x for x in range(wide) if min(row[x] for row in rows) < 250]
        edges = (xs[0], ys[0], wide - 1 - xs[-1], high - 1 - ys[-1])
        found.append(tuple(int(edge / MM) for edge in edges))
    return found  # type: ignore[return-value] # four of them


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["", "W" * LONGEST_NAME, "W " * 30])
def test_nothing_is_blank_and_nothing_lies_outside_the_margins(paper: Paper, name: str) -> None:
    walker = answering(somebody(40), q_goal="M" * 80)
    for left, top, right, bottom in inked(made(walker, name, paper=paper)):
        assert left >= 15
        assert right >= 15
        assert top >= 13
        assert bottom >= 6


# Too much of it.


@pytest.mark.parametrize("language", CONTENT.words.languages)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("held", [True, False])
def test_the_fullest_page_takes_two_pages(*, held: bool, paper: Paper, language: str) -> None:
    """Every sign ticked, all sides apart, the widest words: the rest is counted."""
    apart = {"q_f1": [9, 0], "q_f2": [9, 0], "q_f3": [9, 0], "q_goal": "W" * 80}
    walker = answering(somebody(400), **WORST, **apart)
    signs = tuple(flag for flags in WORST.values() for flag in flags)
    changes = (
        {"stops": signs, "stopped_at": {}}
        if held
        else {"cleared": dict.fromkeys(signs, walker.now.date())}
    )
    walker.conversation = walker.conversation.model_copy(update=changes)
    walker.records = [*_talkative(walker.records)]
    assert pages(made(walker, "W" * LONGEST_NAME, language, paper)) == MOST_PAGES


def _talkative(records: list[Record]) -> list[Record]:
    """With decisions that each tell of many moves."""
    names = list(CONTENT.exercises)[:4]
    changes = [
        {"exercise": n, "what": w}
        for n, w in zip(names, ("up", "passed", "opened", "down"), strict=True)
    ]
    return [
        r.model_copy(update={"data": {**r.data, "changes": changes}}) if r.what == "decision" else r
        for r in records
    ]


def test_what_does_not_fit_is_tried_with_less() -> None:
    walker, tried = somebody(0), list[Room]()

    def of(room: Room) -> Page:
        tried.append(room)
        short = page_of(walker.conversation, [], CONTENT, walker.now)
        many = Block(title=short.asks.title, lines=(short.title,) * 300)
        return short if room == ROOMS[-1] else short.model_copy(update={"asks": many})

    assert pages(make_to_fit(of, None, drawn, "en", "a4")) <= MOST_PAGES
    assert tried == list(ROOMS)


# Hostile words.


NASTY = (
    '#import "@preview/x:1.0.0": *', "*bold* _it_", "$x^2$", "\\", "<label>", "@ref", "#d.title",
    "// gone", "/* gone", "```code```", "= Heading", "- list", "#{panic()}", "</text><script>",
    "&amp;", "%s {0} { $n }", "\u202eright to left", "שלום עולם", "مرحبا", "日本語", "😀👩‍👩‍👧",
    "a\u0301\u0302\u0303\u0304\u0305\u0306", "\x00\x07", "\ufeff\u200b\u2066", "x\u2028y", "ﷺ",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=80), st.text("#*_$\\<>@[]{}/=-`~\"'", max_size=80)
)


@cache
def usual() -> frozenset[str]:
    """All lines below the head of a page without a name and a goal."""
    return below(made(answering(somebody(12), q_goal=None)))


def below(pdf: bytes) -> frozenset[str]:
    """A goal that ends with a hyphen is read as one word with the line after it."""
    lines = told(pdf)
    first = next(n for n, line in enumerate(lines) if line.endswith("Sessions done"))
    return frozenset(lines[first + 1 :])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=words, goal=words)
@example(name="#import *bold* $x$ \\", goal="<label> @ref // /*")
@example(name="\u202eABC", goal="😀 שלום مرحبا")
@example(name="W" * LONGEST_NAME, goal="W" * 80)
@example(name="A", goal="A-")
def test_a_persons_own_words_change_nothing_but_themselves(name: str, goal: str) -> None:
    pdf = made(answering(somebody(12), q_goal=goal[:80]), name[:LONGEST_NAME])
    assert pages(pdf) <= MOST_PAGES
    assert below(pdf) == usual()


@pytest.mark.parametrize("name", [n for n in NASTY if all(ord(letter) < 0x590 for letter in n)])
def test_markup_survives_as_text(name: str) -> None:
    said = "".join("".join(told(made(somebody(12), name))).split())
    assert "".join(legible(name).split()) in said


@pytest.mark.parametrize("name", ["שלום עולם", "مرحبا"])
def test_names_that_are_read_from_the_right_stand_there(name: str) -> None:
    letters = {letter for line in told(made(somebody(12), name)) for letter in line}
    shown = {unicodedata.normalize("NFKC", letter) for letter in letters}
    assert set(name.replace(" ", "")) <= shown


# Legible.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë Łukasz", "Zoë Łukasz"),
        ("e\u0301", "é"),
        ("日本", BOX * 2),
        ("hi 😀!", f"hi {BOX}!"),
        ("👩‍👩‍👧", BOX * 3),
        ("👍🏽", BOX),
        ("\u202eabc\u2066", "abc"),
        ("a\nb\u2028c\td", "a b c d"),
        ("\x00\x1b", ""),
        ("q\u0301\u0302\u0303\u0304", "q\u0301\u0302"),
        ("س\u0651", "س"),
        ("\ue000", BOX),
    ],
)
def test_any_text_can_be_shown(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_long_runs_may_break_and_short_ones_do_not() -> None:
    assert breakable("Ana López") == "Ana López"
    assert breakable("W" * 20) == f"{'W' * 16}{BREAK}{'W' * 4}"


def test_a_font_has_every_letter_that_is_shown() -> None:
    """Typst refuses to make a page with one that none has."""
    every = "".join(chr(n) for first, last in SHOWN for n in range(first, last + 1))
    letters = "".join(x for x in every if unicodedata.category(x) not in {"Cn", "Zs"})
    found = page_of(person().conversation, [], CONTENT, at(0), name=letters)
    assert pages(make(found, None, drawn, "en", "a4"))


def test_the_sample_in_the_documentation_is_a_small_page() -> None:
    """It is made with the charts: python -m docs.pictures.draw_samples."""
    sample = physio_page.HERE / f"{physio_page.NAME}.pdf"
    pdf = sample.read_bytes()
    assert len(pdf) <= 150 * 1024
    assert "Worth asking about" in told(pdf)
    assert sample.with_suffix(".png").exists()
