"""One line when the store begins to fail, and one when it is well again, whoever meets it.

Rule: knows who is in trouble; what each does about it is its own matter.
"""

from __future__ import annotations

import logging

from bot.store import StoreError

log = logging.getLogger(__name__)


class Outage:
    """It begins with the first part that fails, and is over when one that failed succeeds."""

    def __init__(self) -> None:
        self._in_trouble: set[str] = set()

    def met(self, part: str, error: StoreError) -> None:
        """The part tries again by itself, and says so here each time."""
        if not self._in_trouble:
            log.error("%s What is stored stays; it goes on by itself once that is mended.", error)
        self._in_trouble.add(part)

    def passed(self, part: str) -> None:
        """The part has done what it has to do."""
        if part in self._in_trouble:
            self._in_trouble.clear()
            log.warning("the database works again")
