"""Where the preview stood when it was last ended, so that it goes on from there.

Rule: a number and a moment, nothing that a person said; the talk itself is in the store.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot.model import ChatId


class Mark(BaseModel):
    model_config = ConfigDict(frozen=True)
    person: ChatId
    """A new person is a new chat."""
    now: AwareDatetime
    """On the virtual clock."""


class MarkFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, start: dt.datetime) -> Mark:
        """The first person at `start`, when nothing readable was kept."""
        try:
            return Mark.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return Mark(person=ChatId(1), now=start)

    def keep(self, mark: Mark) -> None:
        """Whole or not at all."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(mark.model_dump_json(), "utf-8")
        fresh.replace(self._path)
