"""Any text as the fonts of the page can show it.

Rule: what no font has becomes a box, and what has no shape of its own goes; no character of a
person's words can turn, hide or push what stands beside them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

BOX = "□"
SHOWN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x148), (0x14A, 0x1C3), (0x1C5, 0x24F), (0x300, 0x31E),
    (0x321, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1),
    (0x3A3, 0x3E1), (0x3F0, 0x49D), (0x4A0, 0x4FF), (0x5D0, 0x5EA), (0x621, 0x63A),
    (0x640, 0x64A), (0x660, 0x669), (0x67E, 0x67E), (0x686, 0x686), (0x698, 0x698),
    (0x6A9, 0x6A9), (0x6AF, 0x6AF), (0x6BE, 0x6BE), (0x6CC, 0x6CC), (0x1E00, 0x1EFF),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x2199), (0x2202, 0x2202),
    (0x2205, 0x2206), (0x220F, 0x220F), (0x2211, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E),
    (0x222B, 0x222B), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25A0, 0x25A2),
    (0x25CA, 0x25CB), (0x25CF, 0x25CF), (0x2713, 0x2713), (0x2717, 0x2717),
)  # fmt: skip
"""Inter as it lies here, and of the fonts within typst the letters of Hebrew and Arabic."""
_STARTS = [first for first, _ in SHOWN]
MOST_MARKS = 2
"""Above and below one letter; more would run into other lines."""
LONGEST_RUN = 16
"""Letters without a place to break, in words of a person."""
BREAK = "\u200b"
"""A line may end here; nothing is seen."""


def legible(text: str) -> str:
    """On one line."""
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        is_mark = category.startswith("M")
        marks = marks + 1 if is_mark else 0
        if letter.isspace():
            kept.append(" ")
        elif is_shown(letter):
            kept.append("" if marks > MOST_MARKS else letter)
        elif not is_mark and category not in {"Cc", "Cf", "Cs", "Sk"}:
            kept.append(BOX)
    return " ".join("".join(kept).split())


def is_shown(letter: str) -> bool:
    at = bisect_right(_STARTS, ord(letter)) - 1
    return at >= 0 and ord(letter) <= SHOWN[at][1]


def breakable(text: str) -> str:
    """Long runs of letters may break, so that they stay within the margins."""
    return " ".join(map(_broken, text.split()))


def _broken(word: str) -> str:
    return BREAK.join(word[at : at + LONGEST_RUN] for at in range(0, len(word), LONGEST_RUN))
