"""What "Answer for me" picks is what an easy-going person would."""

from __future__ import annotations

import pytest

from bot.preview.answers import Answer, answer_for
from flows.progress import WINDOWS


def screen(*codes: str) -> dict[str, object]:
    return {"id": 7, "inline": [[{"text": c, "data": f"1:3:{c}"} for c in codes]]}


CASES: dict[str, tuple[tuple[str, ...], Answer | None]] = {
    "consent": (("agree", "privacy", "decline"), (7, "1:3:agree")),
    "a card": (("t.saddle", "none", "unsure", "back", "why"), (7, "1:3:none")),
    "a tick list": (("t.thigh", "t.knee", "back"), (7, "1:3:t.thigh")),
    "a tick list with a tick": (("t.thigh", "t.knee", "go"), (7, "1:3:go")),
    "pain": (("n.0", "n.1", "n.2", "n.3", "skip"), (7, "1:3:n.2")),
    "days a week": (("n.2", "n.3", "n.4", "n.5"), (7, "1:3:n.4")),
    "an age": (("o.u18", "o.a18_39", "o.a40_64", "o.a65"), (7, "1:3:o.a40_64")),
    "one of two": (("o.bit", "o.lot", "back"), (7, "1:3:o.lot")),
    "the other leg": (("n.0", "n.2", "same"), (7, "1:3:same")),
    "a place": (("locate",), ("say", "Lisbon")),
    "today's moves": (("done", "partial", "card.1", "!new"), (7, "1:3:done")),
    "a move": (("did.2", "ease.2.full", "hard.2", "hurt.2", "skip.2", "card.1", "!new"),
               (7, "1:3:did.2")),
    "a move hurts": (("h.2.0", "h.2.1", "h.2.2", "h.2.3", "card.2", "!new"), (7, "1:3:h.2.2")),
    "how it is going": ((*WINDOWS, "!new"), None),
    "nothing to answer": (("!new", "back"), None),
}  # fmt: skip


@pytest.mark.parametrize(("codes", "expected"), CASES.values(), ids=CASES)
def test_the_open_screen_is_answered(codes: tuple[str, ...], expected: Answer | None) -> None:
    assert answer_for([screen(*codes)]) == expected


def test_the_newest_screen_that_can_be_answered_counts() -> None:
    old, new, done = screen("agree"), screen("n.0", "n.2"), screen("!new")
    assert answer_for([{**old, "id": 1}, {**new, "id": 2}, {**done, "id": 3}]) == (2, "1:3:n.2")
    assert answer_for([]) is None
