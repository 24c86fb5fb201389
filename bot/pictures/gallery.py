"""Every figure on one page for people who read the docs, and on two sheets for those who look.

Rule: drawn from content alone, in English; the page links what `draw-media` has built.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from bot.pictures.figure.body import SIZE, Point
from bot.pictures.figure.build import Job, jobs
from bot.pictures.figure.clip import still
from bot.pictures.figure.drawing import draw
from bot.pictures.figure.palette import INK, PAPER
from bot.pictures.figure.shapes import box, n, text
from bot.pictures.media import MEDIA
from bot.pictures.typeset import pngs
from content.load import Content, load_content
from content.schema import Category, Exercise
from content.words import SOURCE_LANGUAGE

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "gallery.md"
SHEETS = {
    "exercises": DOCS / "pictures" / "contact-exercises.png",
    "tests": DOCS / "pictures" / "contact-tests.png",
}
CATEGORIES: dict[Category, str] = {
    "nerve": "Nerve slides",
    "strength": "Strength where the muscle is long",
    "posture": "Long-leg habits",
    "anchor": "Bows and rocks, anchored",
    "tandem": "Both legs together",
    "alternate": "Legs in turn",
    "rotation": "Shin turns",
    "companion": "The front of the hip",
}
TESTS = {
    "q_slump": "Slump",
    "q_ankle": "Ankle",
    "q_f1": "Leg back",
    "q_f2": "Heel up",
    "q_f3": "Shin turn",
    "q_f4": "Bow",
    "q_longbridge": "Long bridge",
    "q_ftf": "Fingertip to floor",
}
"""The movements of the intake, as people call them."""
_FOR = {
    "nerve": "nerve movement",
    "length": "strength and length",
    "posture": "less bent-knee time",
    "pelvis": "bowing",
    "hip_ext": "leg back",
    "knee_flex": "heel up",
    "rotation": "shin turn",
}
_INTRO = """# Gallery

Drawn from the content files by `python -m bot draw-gallery`; do not edit. A picture leads to its
film. All at a glance: [exercises](pictures/contact-exercises.png),
[movement tests](pictures/contact-tests.png)."""
_COLUMNS = 3
_CELL, _LINE, _LETTERS = 212.0, 40.0, 30
"""On a sheet: a still, and below it its name, in two lines where it is long."""


def draw_gallery() -> str:
    content = load_content()
    PAGE.write_text(gallery_page(content), "utf-8")
    for name, (path, chosen) in _sheets(content).items():
        path.write_bytes(contact_sheet(chosen, content, 4 if name == "tests" else 7))
    return "docs/gallery.md and its two sheets are drawn"


def gallery_page(content: Content) -> str:
    """In Markdown, as it stands in docs/gallery.md."""
    made = [_INTRO]
    known = {job.id for job in _english(content)}
    for category, heading in CATEGORIES.items():
        exercises = [e for e in content.exercises.values() if e.cat == category and e.id in known]
        if exercises:
            cells = [_cell(e.id, e.name, _purpose(e)) for e in exercises]
            made += [f"## {heading}", _table(cells)]
    tests = {name: said for name, said in TESTS.items() if name in known}
    cells = [_cell(name, said, content.questions[name].plain_why) for name, said in tests.items()]
    return "\n\n".join([*made, "## Movement tests of the intake", _table(cells)]) + "\n"


def _english(content: Content) -> list[Job]:
    return [job for job in jobs(content) if job.language == SOURCE_LANGUAGE]


def _purpose(exercise: Exercise) -> str:
    targets = ", ".join(_FOR[name] for name in (*exercise.factors, *exercise.functions))
    return f"For {targets}. {exercise.feel}"


def _cell(name: str, title: str, line: str) -> str:
    place = f"../{MEDIA.relative_to(DOCS.parent).as_posix()}/{SOURCE_LANGUAGE}/{name}"
    picture = f'<a href="{place}.mp4"><img src="{place}.png" width="240" alt="{title}"></a>'
    return f"{picture}<br>**{title}** `{name}`<br>{line}"


def _table(cells: Sequence[str]) -> str:
    """Rows of a few; the first is empty, as Markdown wants a head."""
    rows = [cells[at : at + _COLUMNS] for at in range(0, len(cells), _COLUMNS)]
    full = [[*row, *[""] * (_COLUMNS - len(row))] for row in rows]
    lines = [[" "] * _COLUMNS, ["---"] * _COLUMNS, *full]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sheets(content: Content) -> dict[str, tuple[Path, list[tuple[Job, str]]]]:
    """The figures of each sheet, with their names, in the order of the page."""
    english = {job.id: job for job in _english(content)}
    by_category = sorted(content.exercises.values(), key=lambda e: list(CATEGORIES).index(e.cat))
    names = {"exercises": {e.id: e.name for e in by_category}, "tests": TESTS}
    return {
        sheet: (path, [(english[i], said) for i, said in names[sheet].items() if i in english])
        for sheet, path in SHEETS.items()
    }


def contact_sheet(chosen: Sequence[tuple[Job, str]], content: Content, columns: int) -> bytes:
    """All stills in a grid, as one PNG."""

    def words(key: str) -> str:
        return content.words.format(key, {}, SOURCE_LANGUAGE)

    columns = max(1, min(columns, len(chosen)))
    wide, tall = columns * _CELL, -(-len(chosen) // columns) * (_CELL + _LINE)
    parts = [box(Point(0, 0), wide, tall, PAPER)]
    for index, (job, said) in enumerate(chosen):
        corner = Point(index % columns * _CELL, index // columns * (_CELL + _LINE))
        parts.append(_framed(draw(still(job.move), words), corner))
        for number, line in enumerate(wrap(said, _LETTERS)):
            parts.append(text(corner.moved(_CELL / 2, _CELL + 14 + 15 * number), line, 13, INK))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{n(wide)}" height="{n(tall)}">'
    return pngs([f"{head}{''.join(parts)}</svg>"], round(wide), round(tall))[0]


def _framed(svg: str, corner: Point) -> str:
    """A drawing in its place, smaller."""
    place = f"translate({n(corner.x + 4)} {n(corner.y + 4)}) scale({(_CELL - 8) / SIZE:.4f})"
    return f'<g transform="{place}">{svg}</g>'
