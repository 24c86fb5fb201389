"""Reads the dose grammar: `SETSxN @ a-b-c rR` and `SETSxNs @ hold rR` (clinical spec 5).

Text in, plain data out; seconds, except sets and reps.
"""

from __future__ import annotations

import re
from typing import Any

_DOSE = re.compile(
    r"(?P<sets>\d+)x(?P<n>\d+)(?:s @ hold| @ (?P<tempo>\d+-\d+-\d+)) r(?P<rest>\d+)", re.ASCII
)


def read_dose(text: str) -> dict[str, Any]:
    """Raises ValueError when the text is no dose."""
    match = _DOSE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is neither '2x8 @ 2-0-4 r30' nor '2x60s @ hold r20'")
    tempo = match["tempo"]
    return {
        "sets": int(match["sets"]),
        "n": int(match["n"]),
        "held": tempo is None,
        "tempo_seconds": [int(part) for part in tempo.split("-")] if tempo else (0, 0, 0),
        "rest_seconds": int(match["rest"]),
    }
