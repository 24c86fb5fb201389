"""What is looked at when Prometheus asks: how the process stands, and what is not done yet.

Rule: what nobody knows is left out; a zero would say that all is well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.metrics import Now
from bot.store import Backlog, Company


class Gauges(Collector):
    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.now: Now | None = None
        self.company: Company | None = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if self.company is not None:
            yield from self._of_company(self.company)
        if self.now is not None:
            yield from self._of_process(self.now)
            if self.now.backlog is not None:
                yield from self._of_outbox(self.now.backlog, self.now.at)
                yield from self._of_moments(self.now.backlog, self.now.at)

    def _of_company(self, company: Company) -> Iterator[GaugeMetricFamily]:
        yield self._one("leads", "1: this worker leads.", company.leads)
        yield self._one("workers", "Workers that live, as this one knows.", company.workers)

    def _of_process(self, now: Now) -> Iterator[GaugeMetricFamily]:
        yield self._one("alive", "0: only a new start helps; as /healthz.", now.alive)
        yield self._one("ready", "1: people are being served; as /readyz.", now.ready)
        if now.silence_seconds is not None:
            what = "Since Telegram's last good answer to who listens."
            yield self._one("silence_seconds", what, now.silence_seconds)
        if now.is_database_up is not None:
            yield self._one("database_up", "1: the database answers.", now.is_database_up)

    def _of_outbox(self, backlog: Backlog, at: dt.datetime) -> Iterator[GaugeMetricFamily]:
        letters = self._by_lane("outbox_letters", "Letters without an end, up to some thousands.")
        oldest = self._by_lane("outbox_oldest_seconds", "Age of the oldest of them; 0: none.")
        for lane, count in backlog.letters.items():
            letters.add_metric((lane,), count)
            oldest.add_metric((lane,), _age(backlog.since.get(lane), at))
        yield letters
        yield oldest

    def _of_moments(self, backlog: Backlog, at: dt.datetime) -> Iterator[GaugeMetricFamily]:
        what = "How late the earliest due moment is; 0: none is due."
        yield self._one("due_backlog_seconds", what, _age(backlog.due_at, at))

    def _one(self, name: str, what: str, value: float) -> GaugeMetricFamily:
        return GaugeMetricFamily(f"{self._prefix}_{name}", what, value=float(value))

    def _by_lane(self, name: str, what: str) -> GaugeMetricFamily:
        return GaugeMetricFamily(f"{self._prefix}_{name}", what, labels=("lane",))


def _age(since: dt.datetime | None, at: dt.datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if since else 0.0
