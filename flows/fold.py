"""One plain spelling of whatever people type, cut into tokens.

Rule: knows letters and signs, and no word of any language.
"""

from __future__ import annotations

import re
import unicodedata

ENDERS = frozenset(".,;:!?…")
"""A clause stands between two of these."""

_MINUTES = re.compile(r"(\d)\s*['’′](?!\w)")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ′")
_DASHES, _NOISE = "‐‑‒–—―−", '"“”„«»*_()[]{}<>|\\#~^&+@'
_PLAIN = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_NOISE, " "), "⁄": "/"})
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)")
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]")


def fold(text: str) -> str:
    """Lower case without accents and apostrophes, ß as ss; a hyphen is left only in a range."""
    text = _MINUTES.sub(r"\1 min ", text)  # 8' is no 8 of 10
    text = _letters(text) if text.isascii() else _letters(_letters(text))
    text = _RANGE.sub("-", text.translate(_PLAIN))
    return " ".join(_HYPHEN.sub(" ", text).split())


def _letters(text: str) -> str:
    text = text.translate(_APOSTROPHES).casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf"})


def tokens(text: str) -> tuple[str, ...]:
    """Numbers with their decimals, words, and single signs, of the folded text."""
    return tuple(TOKEN.findall(fold(text)))
