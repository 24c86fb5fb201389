"""Every text of the page can be read in light and in dark: WCAG 2.2 AA, 4.5 to 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.preview.server import PAGE

SHEET = (Path(PAGE) / "chat.css").read_text("utf-8")
COLORS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)", SHEET
    )
}
TEXT_ON = {
    "ink": ("top", "theirs", "mine", "field", "key"),
    "soft": ("top", "theirs", "field", "desk"),
    "mine-soft": ("mine",),
    "key-ink": ("key", "top", "theirs"),
    "on-accent": ("accent",),
    "top": ("ink",),
    "good": ("key",),
    "bad": ("key",),
}
PAIRS = [
    (text, back, theme)
    for text, backs in TEXT_ON.items()
    for back in backs
    for theme in ("light", "dark")
]


def luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "back", "theme"), PAIRS)
def test_text_stands_out(text: str, back: str, theme: str) -> None:
    assert contrast(COLORS[text][theme], COLORS[back][theme]) >= 4.5


@pytest.mark.parametrize("back", ["desk", "top", "key", "wall"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ring_around_what_has_the_focus_stands_out(back: str, theme: str) -> None:
    """3 to 1 is asked of what is no text."""
    assert contrast(COLORS["ring"][theme], COLORS[back][theme]) >= 3
