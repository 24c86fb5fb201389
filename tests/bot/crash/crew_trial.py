"""The crash test with several workers: what trial.py asks of one process, asked of all together.

Rule: the same people, ledger and report; here stands only what is different when there are many.
"""

from __future__ import annotations

from pathlib import Path

from tests.bot.crash.crew import Crew, Plan
from tests.bot.crash.report import Report
from tests.bot.crash.trial import ORDINARY, Crowd, Trial
from tests.postgres import OwnServer

TROUBLE = "I have trouble storing answers right now"
"""What people hear who write while the database is away; no event leads to it."""
SLOWEST_TAKEOVER = 10.0
"""Seconds."""


class CrewTrial(Trial):
    keeper: Crew

    def __init__(  # noqa: PLR0913 - how hard it is made
        self,
        folder: Path,
        database: OwnServer,
        plan: Plan,
        *,
        kills: int,
        seed: int,
        seconds: float = 3600.0,
        crowd: Crowd = ORDINARY,
    ) -> None:
        self._database = database
        self._plan = plan
        super().__init__(folder, database.url, kills=kills, seed=seed, seconds=seconds, crowd=crowd)
        self.server.bringing.queue_of = _chat

    def _keeper(self, folder: Path, url: str) -> Crew:
        del url
        return Crew(folder, self._database, self.server, self.stored, self._plan, seed=self._seed)

    def _report(self, seconds: float) -> Report:
        self.server.shown = [one for one in self.server.shown if TROUBLE not in one.content.text]
        report = super()._report(seconds)
        report.starts = self.keeper.starts
        slow = [f"{took:.1f} s" for took in self.keeper.takeovers if took > SLOWEST_TAKEOVER]
        report.problems += [f"it took {took} until another led" for took in slow]
        return report

    def _wrong_offset(self) -> list[str]:
        """What a webhook brings has none."""
        return [] if self._plan.by_webhook else super()._wrong_offset()

    def _loud(self) -> list[str]:
        """That the database was away is said, and may end a worker that is just starting."""
        errors = (line for line in self.keeper.log_lines() if '"error": {' in line)
        return [line for line in errors if '"kind": "StoreError"' not in line]


def _chat(update: dict[str, object]) -> str:
    """One queue for all that a person does: the ledger knows one order of it."""
    body = update.get("message") or update["callback_query"]
    assert isinstance(body, dict)
    return str(body["from"]["id"])
