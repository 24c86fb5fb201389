"""Draws the sample charts of this folder: `python -m docs.pictures.draw_samples`.

The past is made up; the same program draws the same pictures, byte for byte.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.pictures.charts import progress, result, week
from bot.pictures.charts.look import WIDTH
from bot.pictures.typeset import pngs
from content.load import load_content
from docs.pictures import physio_page
from flows.effects import Text
from flows.past import DAY
from flows.words import draw as said
from tests.bot.pictures.pasts import MONDAY, made

HERE = Path(__file__).parent
DRAWN = HERE / "drawn.sha256"
"""Of each drawing, from which its picture was made."""
CONTENT = load_content()
LANGUAGE = "en"
PAST = made(58, seed=7, off=((36, 41),))
FIRST = MONDAY + 14 * DAY
FACTORS = {"nerve": 72, "length": 41, "posture": 18}
FUNCTIONS = {"pelvis": 64, "hip_ext": 12, "knee_flex": None, "rotation": 38}


def main() -> None:
    for name, (svg, height) in samples().items():
        (HERE / f"{name}.png").write_bytes(pngs([svg], WIDTH, height)[0])
    physio_page.draw()
    DRAWN.write_text(sums(), "utf-8")


def samples() -> dict[str, tuple[str, int]]:
    """Each with its height."""
    last = FIRST + 6 * DAY
    drawn = {
        "progress": (progress.draw(PAST, None, _words, LANGUAGE), progress.HEIGHT),
        "week": (week.draw(PAST, FIRST, last, _words, LANGUAGE), week.HEIGHT),
        "result": (
            result.draw(FACTORS, FUNCTIONS, CONTENT.weighing.levels, _words),
            result.HEIGHT,
        ),
    }
    return {name: (svg, height) for name, (svg, height) in drawn.items() if svg}


def sums() -> str:
    """As the program would draw them now."""
    lines = (
        f"{hashlib.sha256(svg.encode()).hexdigest()}  {name}"
        for name, (svg, _) in samples().items()
    )
    return "\n".join(lines) + "\n" + physio_page.checksum()


def _words(text: Text) -> str:
    return said(text, CONTENT, LANGUAGE)


if __name__ == "__main__":
    main()
