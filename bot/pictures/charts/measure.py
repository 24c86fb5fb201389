"""How wide a text is in the fonts of the pictures, so that nothing is cut and nothing overlaps.

Rule: reads widths from the font files themselves, once (OpenType tables cmap, hhea, hmtx).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).parents[1] / "fonts"
Weight = Literal[400, 600, 700]
_FILES: dict[Weight, str] = {400: "Regular", 600: "SemiBold", 700: "Bold"}
_UNICODE = 3
"""The platform of a character table that Windows reads."""
_SEGMENTS = 4
"""Its format for the characters of all living languages."""


def width(text: str, size: float, weight: Weight = 400) -> float:
    """In the units of the drawing; without kerning, which makes it a little less."""
    widths = _widths(weight)
    widest = widths["W"]  # of a character that the font does not have
    return sum(widths.get(letter, widest) for letter in text) * size


def fit(text: str, room: float, size: float, weight: Weight = 400) -> str:
    """The text, or as much of it as there is room for."""
    if width(text, size, weight) <= room:
        return text
    cut = text
    while cut and width(f"{cut}…", size, weight) > room:
        cut = cut[:-1].rstrip()
    return f"{cut}…"


def wrap(text: str, room: float, size: float, weight: Weight = 400) -> list[str]:
    """In lines, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, weight) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=len(_FILES))
def _widths(weight: Weight) -> dict[str, float]:
    """Of each character, as a part of the font size."""
    data = (FONTS / f"Inter-{_FILES[weight]}.sub.otf").read_bytes()
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    glyphs = _glyphs(data, tables["cmap"])
    return {chr(code): advances[min(glyph, count - 1)] / units for code, glyph in glyphs}


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    rows = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
    return {name.decode(): offset for name, _, offset, _ in rows}


def _glyphs(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Characters with their glyphs, from the segments of the character table."""
    (count,) = struct.unpack_from(">H", data, at + 2)
    parts = (struct.unpack_from(">HHL", data, at + 4 + 8 * n) for n in range(count))
    starts = [at + offset for platform, _, offset in parts if platform == _UNICODE]
    start = next(s for s in starts if struct.unpack_from(">H", data, s) == (_SEGMENTS,))
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    segments = doubled // 2
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, start + 14 + n * doubled + (2 if n else 0))
        for n in range(4)
    )
    for n in range(segments):
        for code in range(firsts[n], min(ends[n], 0xFFFE) + 1):
            glyph = (code + deltas[n]) % 0x10000
            if offsets[n]:
                here = start + 16 + 3 * doubled + 2 * n
                (listed,) = struct.unpack_from(
                    ">H", data, here + offsets[n] + 2 * (code - firsts[n])
                )
                glyph = (listed + deltas[n]) % 0x10000 if listed else 0
            yield code, glyph
