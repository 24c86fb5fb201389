"""Typed words against the labels on the screen: by number, by the whole label, by its beginning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def fold(text: str) -> str:
    """Lower case, no accents, no signs: what remains of a text to compare."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def pick(text: str, labels: Sequence[tuple[str, str]]) -> str | None:
    """The id of the one label that is meant; None when it is none, or could be several."""
    said = fold(text)
    if not said:
        return None
    folded = [(i, fold(label)) for i, label in labels]
    counted = said.isdecimal() and not any(label.isdecimal() for _, label in folded)
    for fits in (
        [i for i, label in folded if label == said or i == text.strip().lower()],
        [i for n, (i, _) in enumerate(labels, 1) if counted and str(n) == said.lstrip("0")],
        [i for i, label in folded if label.startswith(said) or said.startswith(f"{label} ")],
        [i for i, label in folded if len(said) > 3 and f" {said} " in f" {label} "],
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def pick_many(text: str, labels: Sequence[tuple[str, str]]) -> list[str] | None:
    """Several, by comma, plus or "and"; None when one part fits no label.

    A whole label may itself hold a comma or "and".
    """
    whole = [i for i, label in labels if fold(label) == fold(text)]
    parts = [p for p in re.split(r"[,;+&\n]|\band\b", text) if p.strip()]
    if len(parts) == 1 and re.fullmatch(r"[\d\s]+", text):
        parts = text.split()
    found = [pick(part, labels) for part in parts]
    known = whole[:1] or [f for f in found if f]
    return list(dict.fromkeys(known)) if whole or (known and len(known) == len(found)) else None
