"""Typed words against the labels on the screen: by number, by the whole label, by its beginning.

Labels are read in the person's language, and in English too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import unescape
from typing import TYPE_CHECKING, TypeVar

from content.words import SOURCE_LANGUAGE
from flows.effects import Text
from flows.words import draw

if TYPE_CHECKING:
    from content.load import Content
    from flows.turn import Turn

Labels = Sequence[tuple[str, Text]]
"""What each id is called on the screen."""
Drawn = Sequence[tuple[str, str]]
Picked = TypeVar("Picked")
_BEFORE = re.compile(r"(?:(?:the|my|el|la|los|las|en|mi|pierna|der|die|das|im|am) )+")
"""What may stand before a label when it is said: "la derecha", "en la pierna izquierda"."""


def shown(text: Text, turn: Turn) -> str:
    """A label or a list as the person reads it."""
    return unescape(draw(text, turn.content, turn.conversation.language))


def pick_label(text: str, labels: Labels, turn: Turn) -> str | None:
    return in_either(pick, text, labels, turn.content, turn.conversation.language)


def pick_whole(text: str, labels: Labels, turn: Turn) -> str | None:
    """Said just as the button says it."""
    return in_either(_whole, text, labels, turn.content, turn.conversation.language)


def _whole(text: str, labels: Drawn) -> str | None:
    return next((code for code, label in labels if fold(label) == fold(text)), None)


def in_either(
    find: Callable[[str, Drawn], Picked | None],
    text: str,
    labels: Labels,
    content: Content,
    language: str,
) -> Picked | None:
    """In the person's language; where that tells nothing, in English."""
    for each in dict.fromkeys((content.words.nearest(language), SOURCE_LANGUAGE)):
        drawn = [(code, unescape(draw(label, content, each))) for code, label in labels]
        if (found := find(text, drawn)) is not None:
            return found
    return None


def fold(text: str) -> str:
    """Lower case, no accents, no signs: what remains of a text to compare."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def pick(text: str, labels: Drawn) -> str | None:
    """The id of the one label that is meant; None when it is none, or could be several."""
    said = fold(text)
    if not said:
        return None
    folded = [(i, fold(label)) for i, label in labels]
    bare = _BEFORE.match(said)
    rest = said[bare.end() :] if bare else said
    counted = said.isdecimal() and not any(label.isdecimal() for _, label in folded)
    for fits in (
        [i for i, label in folded if label == said or i == text.strip().lower()],
        [i for n, (i, _) in enumerate(labels, 1) if counted and str(n) == said.lstrip("0")],
        [i for i, label in folded if label.startswith(said) or said.startswith(f"{label} ")],
        [i for i, label in folded if label.startswith(rest) or rest.startswith(f"{label} ")],
        [i for i, label in folded if len(said) > 3 and f" {said} " in f" {label} "],
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def pick_many(text: str, labels: Drawn) -> list[str] | None:
    """Several, by comma, plus or "and" in four languages; None when one part fits no label.

    A whole label may itself hold a comma or "and".
    """
    whole = [i for i, label in labels if fold(label) == fold(text)]
    parts = [p for p in re.split(r"[,;+&\n]|\b(?:and|y|e|und|и)\b", text) if p.strip()]
    if len(parts) == 1 and re.fullmatch(r"[\d\s]+", text):
        parts = text.split()
    found = [pick(part, labels) for part in parts]
    known = whole[:1] or [f for f in found if f]
    return list(dict.fromkeys(known)) if whole or (known and len(known) == len(found)) else None
