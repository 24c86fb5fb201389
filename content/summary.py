"""What `python -m bot check` says of content in which nothing is wrong: tables for a clinician.

Counts only; a table is a title with column names and rows of a name and cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Literal, get_args

from content.library_checks import serving
from content.load import Content
from content.plain import eased, graded
from content.reading_grade import sentences
from content.schema import Category, FactorId, FunctionId
from content.texts import Text, spoken_texts
from content.tone import Limits, Tone, read_tone
from content.words import SOURCE_LANGUAGE

Row = Sequence[object]
"""A name, then one cell for each column."""
_NAME, _CELL = 18, 10
"""Widths of the columns."""
_KINDS = {"intake.yaml": "questions", "safety.yaml": "red flags", "exercises.yaml": "exercises",
          "lessons.yaml": "lessons"}  # fmt: skip
_MESSAGES = "messages"
_CLASSES: tuple[Literal["emergency", "clinician_first", "care"], ...] = (
    "emergency",
    "clinician_first",
    "care",
)
"""What a tick on a card can mean."""
_LEVELS = range(1, 5)


def report(content: Content) -> list[str]:
    tone = read_tone(content.folder)
    texts = list(spoken_texts(content.folder, SOURCE_LANGUAGE))
    eases = _eases(content, tone)
    levels = [f"level {level}" for level in _LEVELS]
    reading = _reading(texts, tone.limits)
    return [
        f"Content {content.version}: nothing is wrong.",
        *_table("QUESTIONS", ["all", "core"], _questions(content)),
        *_table("RED FLAGS", ["emergency", "clinician", "care", "all"], _red_flags(content)),
        *_table("EXERCISES", [*levels, "all"], _exercises(content)),
        *_table("SCORES", ["points", "questions", "exercises"], _scores(content)),
        *_table("READING GRADE", ["texts", "graded", "median", "worst"], reading),
        *(_table("READING EASE", ["texts", "graded", "median", "worst"], eases) if eases else ()),
        *_notes(texts, tone, content.words.languages),
    ]


def _table(title: str, columns: Sequence[str], rows: Iterable[Row]) -> list[str]:
    lines = ["", _line([title, *columns])]
    return lines + [_line([f"  {name}", *cells]) for name, *cells in rows]


def _line(cells: Row) -> str:
    name, *others = (str(cell) for cell in cells)
    return (name.ljust(_NAME) + "".join(cell.rjust(_CELL) for cell in others)).rstrip()


def _with_sum(rows: Iterable[tuple[str, list[int]]]) -> list[Row]:
    """The rows, and a last one with the sum of each column."""
    every = list(rows)
    sums = [sum(column) for column in zip(*(cells for _, cells in every), strict=True)]
    return [[name, *cells] for name, cells in [*every, ("all", sums)]]


def _questions(content: Content) -> list[Row]:
    core = {question.id for question in content.questions.values() if question.core}
    sections = [(section.id, section.questions) for section in content.sections]
    settings = [q.id for q in content.questions.values() if q.asked == "settings"]
    groups = [*sections, ("in the settings", tuple(settings))]
    return _with_sum((name, [len(ids), len(core & set(ids))]) for name, ids in groups)


def _red_flags(content: Content) -> list[Row]:
    counts = Counter((flag.card, flag.cls) for flag in content.red_flags.values())
    rows = list[tuple[str, list[int]]]()
    for card in sorted({card for card, _ in counts}):
        cells = [counts[card, cls] for cls in _CLASSES]
        rows.append((f"card {card.upper()}", [*cells, sum(cells)]))
    return _with_sum(rows)


def _exercises(content: Content) -> list[Row]:
    rows = list[tuple[str, list[int]]]()
    for category in get_args(Category):
        levels = Counter(m.level for m in content.exercises.values() if m.cat == category)
        rows.append((category, [*(levels[level] for level in _LEVELS), levels.total()]))
    return _with_sum(rows)


def _scores(content: Content) -> list[Row]:
    """Exercises are those of the daily plan."""
    moves = tuple(content.exercises.values())
    weighed = {target.id: target for target in content.weighing.targets}
    rows = list[Row]()
    for name in (*get_args(FactorId), *get_args(FunctionId)):
        target = weighed[name]
        points = target.base + sum(target.maximum.values())
        rows.append([name, points, len(target.maximum), len(serving(name, moves))])
    return rows


def _reading(texts: list[Text], limits: Limits) -> list[Row]:
    kinds = {kind: [t for t in texts if _kind(t) == kind] for kind in (*_KINDS.values(), _MESSAGES)}
    return [_grades(name, each, limits) for name, each in {**kinds, "all": texts}.items()]


def _kind(text: Text) -> str:
    return _KINDS.get(text.file, _MESSAGES)


def _grades(name: str, texts: list[Text], limits: Limits) -> Row:
    levels = [level for level, _ in graded(texts, limits)] or [0.0]
    return [name, len(texts), len(levels), round(median(levels), 1), max(levels)]


def _eases(content: Content, tone: Tone) -> list[Row]:
    """Languages with a formula of their own; 100 is very easy."""
    rows = list[Row]()
    for language in content.words.languages:
        texts = list(spoken_texts(content.folder, language))
        found = [ease for ease, _ in eased(texts, tone.of(language).limits, language)]
        if found:
            rows.append([language, len(texts), len(found), round(median(found), 1), min(found)])
    return rows


def _notes(texts: list[Text], tone: Tone, languages: Sequence[str]) -> list[str]:
    level, hardest = max(graded(texts, tone.limits), key=lambda pair: pair[0])
    longest = max(len(sentence) for text in texts for sentence in sentences(text.text))
    return [
        "",
        f"Hardest text: grade {level}, {hardest.where}.",
        f"Longest sentence: {longest} words.",
        f"Allowed to be harder or longer: {len(tone.allowed)} texts, with reasons, in tone.yaml.",
        f"Forbidden sayings looked for: {len(tone.forbidden)}.",
        f"Languages: {', '.join(languages)}.",
    ]
