"""Emoji in a text: how to find them, and the text without them.

Rule: ticks and arrows are signs, which are read out as words; they are no emoji.
"""

from __future__ import annotations

import re

EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u2610\u2613-\u2712\u2716-\u27bf]")
_WITH_SPACE = re.compile(
    f"{EMOJI.pattern}[\ufe0e\ufe0f]?(?:\u200d{EMOJI.pattern}\ufe0f?)*[ \u00a0]?"
)


def without_emoji(text: str) -> str:
    """With the space behind each; a text of nothing else stays as it is."""
    bare = _WITH_SPACE.sub("", text)
    return bare if bare.strip() else text
