"""Charts: honest axes, gaps that stay gaps, words that neither overlap nor are cut."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from bot.pictures.charts import frame, look, progress, result, week
from bot.pictures.charts.look import CARD, EDGE, MORNING, PAIN, SMALL, WIDTH
from bot.pictures.charts.measure import fit, width, wrap
from bot.pictures.typeset import pngs
from content.load import load_content
from docs.pictures import draw_samples
from flows.effects import Text
from flows.past import DAY, Day, Number, Past, runs, weeks, window
from flows.words import draw as said
from tests.bot.pictures.pasts import ALL, MONDAY, made

CONTENT = load_content()
LEVELS = CONTENT.weighing.levels
LANGUAGES = CONTENT.words.languages
WINDOWS = (7, 30, 90, None)
FACTORS = {"nerve": 72, "length": 41, "posture": None}
FUNCTIONS = {"pelvis": 100, "hip_ext": 0, "knee_flex": None, "rotation": 35}


def words_in(language: str) -> look.Words:
    return lambda text: said(text, CONTENT, language)


def of_progress(past: Past, days: int | None = 30, language: str = "en") -> str:
    svg = progress.draw(past, days, words_in(language), language)
    assert svg
    return svg


def of_week(past: Past, language: str = "en", first: int = 0) -> str:
    begin = MONDAY + first * DAY
    svg = week.draw(past, begin, begin + 6 * DAY, words_in(language), language)
    assert svg
    return svg


def of_result(language: str = "en", factors: dict[str, int | None] = FACTORS) -> str:
    svg = result.draw(factors, FUNCTIONS, LEVELS, words_in(language))
    assert svg
    return svg


def every_kind(first: int = 0) -> Past:
    """A week with a day of each kind."""
    kinds = ("done", "partly", "skipped", "eased", "open", "rest", "off")
    days = [Day(MONDAY + (first + n) * DAY, kind, 0.5) for n, kind in enumerate(kinds)]
    return Past(tuple(days))


DRAWN = {
    f"progress, {name}, {days or 'all'} days, {language}": (svg, progress.HEIGHT)
    for name, past in ALL.items()
    for days in WINDOWS
    for language in LANGUAGES
    if (svg := progress.draw(past, days, words_in(language), language))
}
DRAWN |= {f"result, {name}": (of_result(name), result.HEIGHT) for name in LANGUAGES}
DRAWN |= {f"week, {name}": (of_week(every_kind(), name), week.HEIGHT) for name in LANGUAGES}
DRAWN |= {
    f"week, {name}": (of_week(past), week.HEIGHT) for name, past in ALL.items() if name != "one day"
}
every_chart = pytest.mark.parametrize(("svg", "height"), DRAWN.values(), ids=DRAWN)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def parts(svg: str, tag: str) -> Iterator[dict[str, str]]:
    for part in ET.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"):
        yield {**part.attrib, "text": part.text or ""}


def texts(svg: str) -> list[str]:
    return [part["text"] for part in parts(svg, "text")]


def text_boxes(svg: str) -> list[Box]:
    """From the baseline to the height of capitals."""
    return [_text_box(part) for part in parts(svg, "text") if part["text"]]


def _text_box(part: dict[str, str]) -> Box:
    size, x, y = (float(part[name]) for name in ("font-size", "x", "y"))
    weight = int(part["font-weight"])
    assert weight in (400, 600, 700)
    wide = width(part["text"], size, weight)
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[part["text-anchor"]] * wide
    return Box(left, y - 0.73 * size, left + wide, y, part["text"])


def lines_of(svg: str, colour: str) -> list[list[tuple[float, float]]]:
    """Open paths of this colour below the legend, by their points."""
    found = [
        p["d"] for p in parts(svg, "path") if p.get("stroke") == colour and p["fill"] == "none"
    ]
    told = [[tuple(map(float, xy)) for xy in re.findall(r"([\d.]+) ([\d.]+)", d)] for d in found]
    return [[(x, y) for x, y in path] for path in told if path[0][1] > frame.NAMES]


# What must hold for each.


@every_chart
def test_every_text_is_inside_and_no_two_overlap(svg: str, height: int) -> None:
    boxes = text_boxes(svg)
    for box in boxes:
        assert box.left >= 0, box
        assert box.right <= WIDTH, box
        assert box.top >= 0, box
        assert box.bottom <= height - 8, box
    assert [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])] == []


@every_chart
def test_every_shape_is_inside(svg: str, height: int) -> None:
    for part in parts(svg, "rect"):
        x, y, wide, high = (float(part.get(n, 0)) for n in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + wide <= WIDTH + 0.1
        assert y + high <= height
    for part in parts(svg, "circle"):
        x, r = float(part["cx"]), float(part["r"]) + float(part["stroke-width"]) / 2
        assert r <= x <= WIDTH - r


@every_chart
def test_no_word_is_smaller_than_a_phone_can_show(svg: str, height: int) -> None:
    assert min(float(part["font-size"]) for part in parts(svg, "text")) >= SMALL


@every_chart
def test_no_word_is_cut(svg: str, height: int) -> None:
    assert [text for text in texts(svg) if text.endswith("…")] == []


# Progress.


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("days", WINDOWS)
def test_the_axis_is_always_whole(name: str, days: int | None) -> None:
    """0 to 10, and as high for pain 1 as for pain 9."""
    svg = progress.draw(ALL[name], days, words_in("en"), "en")
    if svg is None:
        return
    axis = {p["text"]: float(p["y"]) - 10 for p in parts(svg, "text") if p["text-anchor"] == "end"}
    marks = {n: axis[str(n)] for n in range(0, 11, 2)}
    assert marks[0] == frame.BOTTOM
    assert marks[10] == frame.TOP
    assert {marks[n] - marks[n + 2] for n in range(0, 10, 2)} == {(frame.BOTTOM - frame.TOP) / 5}


@pytest.mark.parametrize("name", ["two months", "few reports", "many gaps", "pain 10", "120 days"])
@pytest.mark.parametrize(("number", "colour"), [("pain", PAIN), ("morning", MORNING)])
@pytest.mark.parametrize("days", [7, 30, 90])
def test_gaps_are_never_joined(name: str, days: int, number: Number, colour: str) -> None:
    """A line for each run, with as many points as there are numbers, at their heights."""
    shown = window(ALL[name], days)
    expected = [
        [progress.y_of(getattr(shown[n], number)) for n in run] for run in runs(shown, number)
    ]
    svg = progress.draw(ALL[name], days, words_in("en"), "en")
    drawn = lines_of(svg, colour) if svg else []
    assert [[y for _, y in path] for path in drawn] == expected


def test_weeks_without_numbers_are_gaps_too() -> None:
    past = ALL["400 days"]
    told = "".join("x" if w.pain is not None else " " for w in weeks(past.days)).split()
    drawn = lines_of(of_progress(past, None), PAIN)
    assert [len(path) for path in drawn] == [len(run) for run in told]
    assert len(drawn) > 1


def test_a_morning_lies_between_its_session_and_the_next_day() -> None:
    days = tuple(Day(MONDAY + n * DAY, "done", 1.0, 4, 3) for n in range(7))
    svg = of_progress(Past(days), 7)
    (moves,), (mornings,) = lines_of(svg, PAIN), lines_of(svg, MORNING)
    step = moves[1][0] - moves[0][0]
    assert [round(m[0] - s[0] - step / 2) for s, m in zip(moves, mornings, strict=True)] == [0] * 7


def test_the_two_series_differ_in_shape_and_not_only_in_colour() -> None:
    svg = of_progress(ALL["two months"])
    dashed = [p.get("stroke-dasharray") for p in parts(svg, "path") if p.get("stroke") == MORNING]
    solid = [p.get("stroke-dasharray") for p in parts(svg, "path") if p.get("stroke") == PAIN]
    assert all(dashed)
    assert not any(solid)
    assert {p["stroke"] for p in parts(svg, "circle")} == {PAIN}


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        (("done",), ["Done"]),
        (("done", "partly", "skipped"), ["Done", "In part", "Not done"]),
        (("done", "open"), ["Done", "Not done"]),
        (("done", "eased"), ["Done", "Not done"]),
        (("partly", "rest", "waits"), ["In part"]),
        (("done", "off"), ["Done", "No sessions"]),
    ],
)
def test_only_shapes_that_are_there_are_named(kinds: tuple[str, ...], named: list[str]) -> None:
    days = tuple(Day(MONDAY + n * DAY, kind, 0.5) for n, kind in enumerate(kinds))
    shown = [
        t
        for t in texts(of_progress(Past(days)))
        if t in ("Done", "In part", "Not done", "No sessions")
    ]
    assert shown == named


def test_a_phase_too_narrow_for_its_name_has_its_number() -> None:
    svg = of_progress(ALL["400 days"], None)
    assert [t for t in texts(svg) if t in ("1", "2", "Phase 3", "Phase 4")][:2] == ["1", "2"]
    assert "Phase 4" in texts(svg)


def test_checks_are_listed_the_first_and_the_last_three() -> None:
    past = ALL["400 days"]
    listed = (past.looks[0], *past.looks[-3:])
    shown = texts(of_progress(past, None))
    row = shown.index("Fingers to floor, cm")
    assert shown[row + 1 : row + 5] == [f"{each.numbers['q_ftf']:g}" for each in listed]


def test_a_check_that_was_skipped_has_a_dash() -> None:
    shown = texts(of_progress(ALL["two months"]))
    row = shown.index("Shin-turn test")
    assert shown[row + 1 : row + 6] == ["3", "3", "3", "3", "Bow test"]
    shown = texts(of_progress(made(20)))
    row = shown.index("Shin-turn test")
    assert shown[row + 1 : row + 4] == ["3", "–", "Bow test"]


def test_flags_of_checks_close_together_stand_side_by_side() -> None:
    boxes = text_boxes(of_progress(ALL["four years"], None))
    flags = [b for b in boxes if frame.NAMES + 40 < b.bottom < frame.FLAGS]
    assert [flag.what for flag in flags] == ["4", "3", "2", "1"]


def test_without_checks_it_says_so() -> None:
    assert "No movement checks yet" in texts(of_progress(ALL["no checks"]))


@pytest.mark.parametrize(
    ("past", "language", "expected"),
    [
        ("two months", "en", "Feb 4 – Mar 5"),
        ("two months", "es", "4 feb – 5 mar"),
        ("one day", "en", "Jan 5"),
        ("400 days", "en", "Jan 10 – Feb 8"),
        ("four years", "es", "5 ene 2026 – 3 ene 2030"),
    ],
)
def test_dates_are_the_readers_own(past: str, language: str, expected: str) -> None:
    """With the years where there are several."""
    assert (
        texts(of_progress(ALL[past], None if past == "four years" else 30, language))[1] == expected
    )


@pytest.mark.parametrize(
    ("past", "days", "scale"),
    [
        ("120 days", None, "Pain, 0 to 10"),
        ("121 days", None, "Pain, 0 to 10: worst of each week"),
        ("400 days", 90, "Pain, 0 to 10"),
    ],
)
def test_weeks_are_shown_from_many_days_on_and_said(
    past: str, days: int | None, scale: str
) -> None:
    assert scale in texts(of_progress(ALL[past], days))


# A week.


def test_each_kind_of_day_has_a_shape_of_its_own() -> None:
    names = ["Done", "In part", "Not done", "It hurt", "Rest", "No sessions"]
    assert texts(of_week(every_kind()))[-6:] == names
    shapes = [draw(50, 50, 30) for kind, draw in week.SHAPES.items() if kind != "open"]
    shapes = [re.sub(r'#[0-9A-F]{6}|"none"', "", shape) for shape in shapes]
    assert len(set(shapes)) == len(shapes), "they differ without their colours too"


def test_numbers_of_a_week_stand_below_their_days() -> None:
    days = (Day(MONDAY, "done", 1.0, 10, 0), Day(MONDAY + DAY, "rest"))
    shown = texts(of_week(Past(days)))
    row = shown.index("Pain during moves, 0 to 10")
    assert shown[row + 1 : row + 8] == ["10", *"––––––"]
    row = shown.index("Pain the next morning, 0 to 10")
    assert shown[row + 1 : row + 8] == ["0", *"––––––"]


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "2 of 4 sessions"), ("es", "2 de 4 sesiones")]
)
def test_a_week_says_what_was_kept(language: str, expected: str) -> None:
    assert expected in texts(of_week(every_kind(), language))


def test_a_week_is_over_when_it_is_told() -> None:
    """As in the words beside it: its last session was planned, and no longer waits."""
    days = tuple(Day(MONDAY + n * DAY, "done" if n else "waits") for n in (1, 0))[::-1]
    assert "1 of 2 sessions" in texts(of_week(Past(days)))


# The result.


def test_scores_are_bars_from_0_to_100() -> None:
    bars = [
        float(p["width"]) for p in parts(of_result(), "rect") if p["fill"] in look.LEVELS.values()
    ]
    room = WIDTH - 2 * EDGE
    assert bars == [pytest.approx(room * n / 100, abs=0.1) for n in (72, 41, 100, 0, 35)]


def test_each_score_has_its_word() -> None:
    """The levels begin at 35 and 60."""
    scores = {"nerve": 34, "length": 35, "posture": 60}
    shown = [text for text in texts(of_result(factors=scores)) if ", " in text]
    assert shown[:3] == ["34, low", "35, moderate", "60, high"]


def test_what_is_not_known_is_hatched_and_said() -> None:
    assert texts(of_result()).count("not known yet") == 2
    none = texts(of_result(factors=dict.fromkeys(FACTORS)))
    assert none.count("not known yet") == 4


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "not a diagnosis"), ("es", "No son un diagnóstico")]
)
def test_the_result_says_that_it_is_no_diagnosis(language: str, expected: str) -> None:
    assert expected in " ".join(texts(of_result(language)))


# Nothing to show.


def test_of_an_empty_past_there_is_no_chart() -> None:
    quiet = Past(tuple(Day(MONDAY + n * DAY, "skipped") for n in range(7)))
    for past in (Past(), quiet):
        assert progress.draw(past, 30, words_in("en"), "en") is None
        assert week.draw(past, MONDAY, MONDAY + 6 * DAY, words_in("en"), "en") is None
    none = dict.fromkeys((*FACTORS, *FUNCTIONS))
    assert result.draw(none, {}, LEVELS, words_in("en")) is None


# Words.


def test_words_are_text_whatever_they_hold() -> None:
    """Tags of a message go, and what is escaped there is not escaped twice."""

    def words(text: Text) -> str:
        return f'<b>{text.key}</b> &lt;/text&gt; &amp; <i>"more"</i>'

    svg = week.draw(every_kind(), MONDAY, MONDAY + 6 * DAY, words, "en")
    assert svg
    assert 'chart-week </text> & "more"' in texts(svg)


def test_each_word_is_there_in_each_language() -> None:
    asked: set[str] = set()

    def words(text: Text) -> str:
        asked.add(text.key)
        return text.key

    for past in (*ALL.values(), every_kind()):
        progress.draw(past, None, words, "en")
        week.draw(past, MONDAY, MONDAY + 6 * DAY, words, "en")
    result.draw(FACTORS, FUNCTIONS, LEVELS, words)
    assert len(asked) > 30
    for language in LANGUAGES:
        bundle = CONTENT.words._bundles[language]
        assert {key for key in asked if not bundle.has_message(key)} == set()


def test_a_text_is_as_wide_as_the_font_makes_it() -> None:
    """Figures from the font itself: an en dash and a W in 2048 or so to the em."""
    assert width("", 30) == 0
    assert width("ii", 30) == pytest.approx(2 * width("i", 30))
    assert width("iii", 30) < width("WWW", 30)
    assert width("Wide", 30, 700) > width("Wide", 30, 400)
    assert width("x", 60) == pytest.approx(2 * width("x", 30))
    assert width("\N{WATER BUFFALO}", 30) == width("W", 30), "of a sign that is not there"


@pytest.mark.parametrize("text", ["Prueba de pierna atrás", "ñandú", "Überprüfung", "Дни"])
def test_letters_of_other_languages_have_a_width_of_their_own(text: str) -> None:
    assert width(text, 30) < len(text) * width("W", 30) * 0.8


def test_a_text_too_long_is_shortened_and_a_paragraph_is_broken() -> None:
    long = "a very long name of a movement"
    assert fit(long, 1000, 28) == long
    short = fit(long, 150, 28)
    assert short.endswith("…")
    assert width(short, 28) <= 150
    lines = wrap(long, 150, 28)
    assert " ".join(lines) == long
    assert len(lines) > 2
    assert max(width(line, 28) for line in lines) <= 150


# Colours.


def _linear(colour: str) -> list[float]:
    parts_ = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts_]


SEEN = {
    # Machado, Oliveira & Fernandes 2009, severity 1.0
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def _times(matrix: Iterable[Iterable[float]], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _lab(colour: str, seen: str) -> tuple[float, float, float]:
    light = [min(1.0, max(0.0, c)) for c in _times(SEEN[seen], _linear(colour))]
    x, y, z = (
        c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116
        for c in (v / w for v, w in zip(_times(XYZ, light), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize(("one", "other"), look.TOLD_APART)
def test_colours_that_mean_different_things_differ_for_all_eyes(
    one: str, other: str, seen: str
) -> None:
    """By 15 in CIELAB; about 2 is the least that anybody sees."""
    gap = sum((a - b) ** 2 for a, b in zip(_lab(one, seen), _lab(other, seen), strict=True)) ** 0.5
    assert gap >= 15


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_times(XYZ, _linear(c))[1] + 0.05 for c in (one, other)), reverse=True)
    return bright / dark


@every_chart
def test_texts_stand_out_from_their_ground(svg: str, height: int) -> None:
    """WCAG 2.2, AA: 4.5, large text 3; on the card and on the bands of the phases."""
    for part in parts(svg, "text"):
        if part["fill"] == CARD:
            assert _contrast(CARD, look.INK) >= 4.5
            continue
        least = 3 if float(part["font-size"]) >= 32 else 4.5
        assert min(_contrast(part["fill"], ground) for ground in (CARD, *look.BANDS)) >= least


@pytest.mark.parametrize("colour", [PAIN, MORNING, look.DONE, look.MISSED])
def test_marks_stand_out_from_their_ground(colour: str) -> None:
    """WCAG 2.2: graphics need 3."""
    assert min(_contrast(colour, ground) for ground in (CARD, *look.BANDS)) >= 3


# As a picture.


def test_a_chart_becomes_a_picture_of_its_size() -> None:
    (png,) = pngs([of_progress(ALL["two months"])], WIDTH, progress.HEIGHT)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (WIDTH, progress.HEIGHT)


def test_the_same_past_makes_the_same_drawing() -> None:
    """So that it is drawn once, until something is told anew."""
    assert of_progress(made(60)) == of_progress(made(60))
    assert of_progress(made(60)) != of_progress(made(61))


def test_the_samples_in_the_documentation_are_as_the_program_draws_them() -> None:
    """If not: python -m docs.pictures.draw_samples."""
    assert draw_samples.DRAWN.read_text("utf-8") == draw_samples.sums()
    assert all((draw_samples.HERE / f"{name}.png").exists() for name in draw_samples.samples())
