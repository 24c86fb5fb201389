"""The talk of six steps that every peer leads: as long as ours, and with as many buttons.

Rule: words only; how they are said is each peer's own.
"""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = (
    "This is question {n} of 6. Please read it through once, and then take the answer that fits you"
    " best today. There is no wrong answer here, and you can change all of them later on. It helps"
    " to go by the last seven days, and not by the worst of them. Take all the time you want."
)
TEXTS = tuple(_WORDS.format(n=number) for number in range(1, 7))
"""About 300 characters each; the last one ends the talk."""
OPTIONS = ("Not at all", "A little, now and then", "On most days", "Every single day")
LAST = len(TEXTS) - 1
AT_ONCE = 30
"""Messages of a broadcast that are under way together."""
NEWS = "Good morning! Here is what is planned for you today. Tap Done when you have done it."


def codes(step: int) -> Iterable[tuple[str, str]]:
    """Each button's label, and what comes back."""
    return ((label, f"{step}:{number}") for number, label in enumerate(OPTIONS))
