"""The look that all charts share: one palette, texts, shapes, hatching.

Rule: 800 units wide, of which a chat bubble shows about 300 points: no type below 28. The card has
its own ground, so that one palette does for light and dark chats. No meaning by colour alone.
"""

# ruff: noqa: PLR0913, PLR0917 - a shape has as many arguments as it has sides

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Literal, TypeAlias

from bot.pictures.charts.measure import Weight
from flows.effects import Text

Words: TypeAlias = Callable[[Text], str]
"""Draws a text in the reader's language, as it would stand in a message."""

WIDTH = 800
EDGE = 32
SMALL, BODY, TITLE = 28, 30, 42

CARD, INK, SOFT, GRID, TRACK = "#FFFFFF", "#1B2430", "#4A5664", "#DCE3EA", "#EBEFF4"
BANDS = ("#EEF4FC", "#F8F1E3")
"""In turn, so that neighbours differ; each is named too."""
PAIN, MORNING = "#C2410C", "#1D4ED8"
DONE, PARTLY, MISSED = "#0A5C55", "#C98A08", "#64748B"
LEVELS = {"low": "#8FB8DE", "moderate": "#3F7DB8", "high": "#173F6B"}
TOLD_APART = (
    (PAIN, MORNING), (DONE, PARTLY), (DONE, MISSED), (PARTLY, MISSED), *zip(
        LEVELS.values(), list(LEVELS.values())[1:], strict=False
    ),
)  # fmt: skip
"""Colours that stand beside each other for different things."""

Anchor = Literal["start", "middle", "end"]
_TAG = re.compile(r"<[^>]+>")


def plain(text: Text, words: Words) -> str:
    """Without the tags of a message, and not escaped."""
    return unescape(_TAG.sub("", words(text)))


def card(height: int, *parts: str) -> str:
    """A whole drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="Inter" fill="{INK}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{CARD}"/>{"".join(parts)}</svg>'
    )


def write(
    x: float,
    y: float,
    said: str,
    *,
    size: float = SMALL,
    weight: Weight = 400,
    fill: str = INK,
    anchor: Anchor = "start",
) -> str:
    """A text, by its baseline."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}">{escape(said)}</text>'
    )


def rect(x: float, y: float, w: float, h: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{max(h, 0):.1f}" '
        f'fill="{fill}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, wide: float = 2) -> str:
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{stroke}" '
        f'stroke-width="{wide:g}" fill="none"/>'
    )


def ring(x: float, y: float, r: float, fill: str, stroke: str = "none", wide: float = 4) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{wide:g}"/>'
    )


def diamond(x: float, y: float, r: float, fill: str, stroke: str, wide: float = 4) -> str:
    return (
        f'<path d="M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}L{x - r:.1f} '
        f'{y:.1f}Z" fill="{fill}" stroke="{stroke}" stroke-width="{wide:g}"/>'
    )


def cross(x: float, y: float, r: float, stroke: str = MISSED, wide: float = 5) -> str:
    return (
        f'<path d="M{x - r:.1f} {y - r:.1f}l{2 * r:.1f} {2 * r:.1f}m0 {-2 * r:.1f}l{-2 * r:.1f} '
        f'{2 * r:.1f}" stroke="{stroke}" stroke-width="{wide:g}" stroke-linecap="round" '
        'fill="none"/>'
    )


def tick(x: float, y: float, r: float, stroke: str = CARD, wide: float = 6) -> str:
    return (
        f'<path d="M{x - r:.1f} {y:.1f}l{r * 0.7:.1f} {r * 0.7:.1f}l{r * 1.3:.1f} {-r * 1.4:.1f}" '
        f'stroke="{stroke}" stroke-width="{wide:g}" stroke-linecap="round" '
        'stroke-linejoin="round" fill="none"/>'
    )


def hatched(x: float, y: float, w: float, h: float, ink: str, ground: str = CARD) -> str:
    """Slanting lines, for what is not known or was not there; drawn one by one, which is quick."""
    step, strokes = 14.0, []
    at = x - h + step / 2
    while at < x + w:
        left, right = max(at, x), min(at + h, x + w)
        if right > left:
            strokes.append(
                f"M{left:.1f} {y + h - (left - at):.1f}L{right:.1f} {y + h - (right - at):.1f}"
            )
        at += step
    return (
        rect(x, y, w, h, ground)
        + f'<path d="{"".join(strokes)}" stroke="{ink}" stroke-width="2.5" fill="none"/>'
    )
