"""Keeps what the parts tell, as Prometheus wants it.

Rule: no other module knows its library. Every series is there from the start, at zero: so labels
are closed lists, and the first of anything is seen as a rise.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any, get_args

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from telegram.error import Conflict, TelegramError

from bot.calls import Kind
from bot.clock import Clock
from bot.gauges import Gauges
from bot.metrics import Handler, Metrics, Now, Spent
from bot.model import (
    Api,
    Blocked,
    ChatId,
    Dropped,
    Failed,
    Handled,
    Held,
    Incoming,
    Letter,
    LetterId,
    RetryAt,
    Sent,
    Uncertain,
    Verdict,
)
from bot.store import Company
from flows.effects import Lane
from flows.events import Event, MomentDue

PREFIX = "unhamstrung"
OTHER = "other"
KINDS = tuple(
    kind
    for event in get_args(get_args(Event)[0])
    if (kind := event.model_fields["kind"].default) != "moment_due"
)
LANES: tuple[str, ...] = (*get_args(Lane), "answer")
VERDICTS = (
    "sent", "refused", "unreachable", "again", "blocked", "failed", "uncertain", "dropped",
)  # fmt: skip
METHODS = (
    "sendMessage", "sendPhoto", "sendAnimation", "sendDocument", "sendMediaGroup",
    "editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup",
    "deleteMessage", "deleteMessages", "answerCallbackQuery", OTHER,
)  # fmt: skip
POLLS = ("updates", "nothing", "conflict", "failed")
STATUSES = ("200", "400", "401", "405", "408", "413", "503", OTHER)

REPLIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900)
"""In seconds: from what we promise of a reply, to what a long outage makes of it."""
CALLS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
REQUESTS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
BATCHES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
DATABASE = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5)
SIZES = (1, 2, 5, 10, 20, 50, 100)
"""Updates of one poll are 100 at most."""


class Measured(Metrics):
    """In a registry of its own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, clock: Clock) -> None:
        # Else each has a series more, that says when the process began.
        disable_created_metrics()  # type: ignore[no-untyped-call] # as the library has it
        self.registry = CollectorRegistry()
        self._clock = clock
        self._replies = Replies()
        self._gauges = Gauges(PREFIX)
        self.registry.register(self._gauges)
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._count()
        self._time()

    def _count(self) -> None:
        self._updates = self._counters("updates", "Updates that were taken in.", kind=KINDS)
        self._moments = self._counter("moments", "Due moments that were met at the desk.")
        self._set_aside = self._counter("set_aside", "Events that raised.")
        self._sends = self._counters(
            "sends", "Calls for letters, by what became of them.", lane=LANES, verdict=VERDICTS
        )
        self._polls = self._counters("polls", "Long polls, by what they brought.", outcome=POLLS)

    def _time(self) -> None:
        self._reply_seconds = self._histogram(
            "reply_seconds", "From an update to Telegram's yes to its first reply.", REPLIES
        )
        self._call_seconds = self._histograms(
            "call_seconds", "Calls of the Bot API, but for polls.", CALLS, method=METHODS
        )
        self._webhook_seconds = self._histograms(
            "webhook_seconds", "Requests to the webhook.", REQUESTS, status=STATUSES
        )
        self._batch_updates = self._histograms(
            "desk_batch_updates", "Events in a batch of the desk.", SIZES, of=("updates", "moments")
        )
        self._batch_seconds = self._histograms(
            "desk_batch_seconds", "From its turn to its commit.", BATCHES, of=("updates", "moments")
        )
        self._database_seconds = self._histograms(
            "database_seconds", "Waits for the database.", DATABASE, what=get_args(Spent)
        )

    # What the parts tell

    def timed(self, api: Api) -> Api:
        return TimedApi(api, self)

    def guarded(self, door: Handler) -> Handler:
        async def timed(request: web.BaseRequest) -> web.StreamResponse:
            began = _time()
            response = await door(request)
            status = str(response.status)
            known = status if status in STATUSES else OTHER
            self._webhook_seconds[known,].observe(_time() - began)
            return response

        return timed

    def handled(self, handled: Handled, seconds: float) -> None:
        if not handled.met:
            return
        updates = [one for one in handled.met if _is_update(one)]
        moments = sum(isinstance(one.event, MomentDue) for one in handled.met)
        for one in updates:
            self._updates[one.event.kind,].inc()
        self._moments.inc(moments)
        of = ("moments" if moments == len(handled.met) else "updates",)
        self._batch_updates[of].observe(len(handled.met))
        self._batch_seconds[of].observe(seconds)
        self._replies.expect(updates, handled.letters)

    def set_aside(self) -> None:
        self._set_aside.inc()

    def called(self, kind: Kind, verdict: Verdict) -> None:
        self._sends[kind, _name(verdict)].inc()

    def ended(self, letter: Letter, verdict: Verdict) -> None:
        came_at = self._replies.since.pop(letter.id, None)
        if came_at is not None and isinstance(verdict, Sent):
            waited = (self._clock.now() - came_at).total_seconds()
            self._reply_seconds.observe(max(0.0, waited))

    def met(self, company: Company) -> None:
        self._gauges.company = company

    def spent(self, on: Spent, seconds: float) -> None:
        self._database_seconds[on,].observe(seconds)

    def polled(self, outcome: str) -> None:
        self._polls[outcome,].inc()

    def took(self, method: str, seconds: float) -> None:
        """A call of the Bot API, whatever came of it."""
        self._call_seconds[method if method in METHODS else OTHER,].observe(seconds)

    def page(self, now: Now) -> bytes:
        self._gauges.now = now
        return generate_latest(self.registry)

    # How they are made

    def _counter(self, name: str, what: str) -> Counter:
        return Counter(name, what, namespace=PREFIX, registry=self.registry)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, what, namespace=PREFIX, registry=self.registry, buckets=buckets)

    def _counters(
        self, name: str, what: str, /, **labels: tuple[str, ...]
    ) -> Mapping[tuple[str, ...], Counter]:
        family = Counter(name, what, tuple(labels), namespace=PREFIX, registry=self.registry)
        return {values: family.labels(*values) for values in product(*labels.values())}

    def _histograms(
        self, name: str, what: str, buckets: tuple[float, ...], /, **labels: tuple[str, ...]
    ) -> Mapping[tuple[str, ...], Histogram]:
        family = Histogram(
            name, what, tuple(labels),
            namespace=PREFIX, registry=self.registry, buckets=buckets,
        )  # fmt: skip
        return {values: family.labels(*values) for values in product(*labels.values())}


class TimedApi:
    """Implements Api by another one."""

    def __init__(self, api: Api, metrics: Measured) -> None:
        self._api = api
        self._metrics = metrics

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        began = _time()
        try:
            answer = await self._api.call(method, params)
        except TelegramError as error:
            self._tell(method, "conflict" if isinstance(error, Conflict) else "failed", began)
            raise
        self._tell(method, "updates" if answer else "nothing", began)
        return answer

    def _tell(self, method: str, outcome: str, began: float) -> None:
        if method == "getUpdates":  # how long it takes is how long nobody writes
            self._metrics.polled(outcome)
        else:
            self._metrics.took(method, _time() - began)


class Replies:
    """Which letters are the first answer to what came in."""

    def __init__(self) -> None:
        self.since: dict[LetterId, Any] = {}
        """When that came; each letter ends, and leaves with it."""

    def expect(self, updates: Iterable[Incoming], letters: Iterable[Letter]) -> None:
        came: dict[ChatId, Any] = {}
        for one in updates:
            came.setdefault(one.chat, one.event.at)
        for letter in letters:
            if letter.say.lane == "reply" and letter.request and letter.chat in came:
                self.since[letter.id] = came.pop(letter.chat)


def _is_update(one: Incoming) -> bool:
    """And no moment, no event that was kept, nor our own note that somebody is gone."""
    return bool(one.key) and one.kept is None


def _name(verdict: Verdict) -> str:
    match verdict:
        case Sent():
            return "sent"
        case RetryAt(refused=True):
            return "refused"
        case RetryAt(whole_bot=True):
            return "unreachable"
        case RetryAt() | Held():
            return "again"
        case Blocked():
            return "blocked"
        case Failed():
            return "failed"
        case Uncertain():
            return "uncertain"
        case Dropped():
            return "dropped"


def _time() -> float:
    return asyncio.get_running_loop().time()
