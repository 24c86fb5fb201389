"""How long what people told is kept, as the operator has set it.

Rule: numbers only; when they count is `flows.retention`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    months: int = 12
    """Without a sign of a person, before they are warned; 0 = until they delete it themselves."""
