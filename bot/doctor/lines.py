"""What a check has found: one line for the operator."""

from __future__ import annotations

from typing import Literal, NamedTuple

Mark = Literal["ok", "note", "MEND"]


class Line(NamedTuple):
    mark: Mark
    about: str
    said: str
    """For MEND: what is wrong, and what to do."""

    def __str__(self) -> str:
        return f"{self.mark:<4} {self.about}: {self.said}"


def ok(about: str, said: str) -> Line:
    return Line("ok", about, said)


def note(about: str, said: str) -> Line:
    """It works like that; the operator may want to know."""
    return Line("note", about, said)


def mend(about: str, said: str) -> Line:
    return Line("MEND", about, said)


def of_bytes(count: float) -> str:
    """In words."""
    for unit in ("bytes", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
