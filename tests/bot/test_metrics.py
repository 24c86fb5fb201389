"""What /metrics says: that it is true, that it is about nobody, and that all who read it agree."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import re
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
import yaml
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families
from telegram.error import Conflict, TimedOut

from bot.clock import VirtualClock
from bot.desk import Desk
from bot.discretion import Discretion
from bot.gauges import Gauges
from bot.health import HOST, Health, served
from bot.logs import error_of, line_of
from bot.measured import (
    KINDS,
    LANES,
    METHODS,
    OTHER,
    POLLS,
    STATUSES,
    VERDICTS,
    Measured,
)
from bot.metrics import SILENT, Now, metrics_for
from bot.model import (
    Blocked,
    ChatId,
    Dropped,
    Failed,
    Handled,
    Held,
    Incoming,
    Kept,
    Letter,
    LetterId,
    RetryAt,
    Sent,
    Uncertain,
    Verdict,
)
from bot.request import request
from bot.store import Backlog, Company, StoreError
from bot.vitals import Parts, Vitals
from content.load import load_content
from flows import Conversation, Outcome
from flows.effects import Lane, Say, Text
from flows.events import Blocked as HasBlocked
from flows.events import Chose, Event, MomentDue, Said
from tests.bot.api_server import BotApiServer, Person
from tests.bot.running import BotProcess
from tests.bot.store.kit import ANNA, BERT, NOW, open_store

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "metrics.md").read_text("utf-8")
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "unhamstrung.json").read_text("utf-8"))
ALERTS = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text("utf-8"))
RULES = ALERTS["groups"][0]["rules"]
LETTERS: Mapping[Lane, int] = {"reply": 3, "prompt": 20, "bulk": 0}
BACKLOG = Backlog(LETTERS, NOW, None, NOW, {"reply": NOW - dt.timedelta(seconds=7)})
WELL = Now(NOW, alive=True, ready=True, silence_seconds=0.5, is_database_up=True, backlog=BACKLOG)


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


class Watch:
    """What somebody who looks sees of metrics that a test tells things to."""

    def __init__(self) -> None:
        self.clock = VirtualClock(NOW)
        self.metrics = Measured(self.clock)

    def sees(self, name: str, **labels: str) -> float | None:
        return seen(self.page(), name, **labels)

    def page(self, now: Now = WELL) -> str:
        return self.metrics.page(now).decode()

    def waits(self, seconds: float) -> None:
        self.clock.set(self.clock.now() + dt.timedelta(seconds=seconds))

    def handles(self, events: list[Incoming], letters: list[Letter] | None = None) -> None:
        self.metrics.handled(Handled(tuple(letters or ()), (), met=tuple(events)), 0.003)


def seen(page: str, name: str, **labels: str) -> float | None:
    """The sum of all series of this name with these labels; None when there is none."""
    found = [
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == f"unhamstrung_{name}" and labels.items() <= sample.labels.items()
    ]
    return sum(found) if found else None


def an_event(number: int, event: Event, chat: ChatId = ANNA, **more: Any) -> Incoming:
    return Incoming(f"u:1:{number}", chat, event, **more)


def a_letter(number: int, chat: ChatId = ANNA, lane: Lane = "reply", request: str = "u1") -> Letter:
    say = Say(lines=(Text(key="hello"),), lane=lane)
    return Letter(LetterId(number), chat, say, "en", 1, NOW, request)


SAID = Said(at=NOW, text="my hip hurts")


@pytest.fixture
def watch() -> Watch:
    return Watch()


# Counts


def test_all_is_there_from_the_start_at_zero(watch: Watch) -> None:
    """So that the first failure of a process is a rise, which alerts can see."""
    page = watch.page()
    for lane in LANES:
        for verdict in VERDICTS:
            assert seen(page, "sends_total", lane=lane, verdict=verdict) == 0
    assert [seen(page, "updates_total", kind=kind) for kind in KINDS] == [0] * len(KINDS)
    assert [seen(page, "call_seconds_count", method=method) for method in METHODS] == [0] * 13
    assert seen(page, "set_aside_total") == 0


def test_an_update_counts_by_its_kind(watch: Watch) -> None:
    watch.handles([an_event(1, SAID), an_event(2, SAID, BERT)])
    watch.handles([an_event(3, Chose(at=NOW, ask=1, code="yes"))])
    assert watch.sees("updates_total") == 3
    assert watch.sees("updates_total", kind="said") == 2
    assert watch.sees("updates_total", kind="chose") == 1
    assert watch.sees("desk_batch_updates_count", of="updates") == 2
    assert watch.sees("desk_batch_updates_sum", of="updates") == 3
    assert watch.sees("desk_batch_seconds_sum", of="updates") == 0.006


@pytest.mark.parametrize(
    "nobodys",
    [
        Incoming("", ANNA, MomentDue(at=NOW)),
        Incoming("", ANNA, HasBlocked(at=NOW)),
        an_event(7, SAID, kept=Kept(1, "")),
    ],
    ids=["a due moment", "our own note of a block", "kept from before"],
)
def test_what_did_not_come_in_now_is_no_update(watch: Watch, nobodys: Incoming) -> None:
    watch.handles([nobodys], [a_letter(1)])
    watch.metrics.ended(a_letter(1), Sent(5))
    assert watch.sees("updates_total") == 0
    assert watch.sees("reply_seconds_count") == 0


def test_due_moments_have_batches_of_their_own(watch: Watch) -> None:
    watch.handles([Incoming("", chat, MomentDue(at=NOW)) for chat in (ANNA, BERT)])
    assert watch.sees("moments_total") == 2
    assert watch.sees("desk_batch_updates_sum", of="moments") == 2
    assert watch.sees("desk_batch_updates_count", of="updates") == 0


def test_a_look_that_finds_nothing_due_is_no_batch(watch: Watch) -> None:
    watch.handles([])
    assert watch.sees("desk_batch_seconds_count") == 0


VERDICTS_NAMED: list[tuple[Verdict, str]] = [
    (Sent(1), "sent"),
    (RetryAt(NOW, refused=True), "refused"),
    (RetryAt(NOW, whole_bot=True), "unreachable"),
    (RetryAt(NOW), "again"),
    (Held(NOW), "again"),
    (Blocked(), "blocked"),
    (Failed("why"), "failed"),
    (Uncertain("why"), "uncertain"),
    (Dropped(), "dropped"),
]


@pytest.mark.parametrize(("verdict", "name"), VERDICTS_NAMED, ids=lambda given: str(given)[:20])
def test_a_call_counts_by_what_became_of_it(watch: Watch, verdict: Verdict, name: str) -> None:
    watch.metrics.called("prompt", verdict)
    assert watch.sees("sends_total") == 1
    assert watch.sees("sends_total", lane="prompt", verdict=name) == 1


# Times


def test_a_reply_is_timed_from_its_update_to_telegrams_yes(watch: Watch) -> None:
    watch.handles([an_event(1, SAID)], [a_letter(1)])
    watch.waits(0.2)
    watch.metrics.ended(a_letter(1), Sent(5))
    assert watch.sees("reply_seconds_count") == 1
    assert watch.sees("reply_seconds_sum") == pytest.approx(0.2)
    assert watch.sees("reply_seconds_bucket", le="0.1") == 0
    assert watch.sees("reply_seconds_bucket", le="0.25") == 1


def test_the_first_of_several_replies_is_what_somebody_waits_for(watch: Watch) -> None:
    watch.handles([an_event(1, SAID), an_event(2, SAID)], [a_letter(1), a_letter(2)])
    for number in (1, 2):
        watch.waits(1)
        watch.metrics.ended(a_letter(number), Sent(5))
    assert watch.sees("reply_seconds_count") == 1
    assert watch.sees("reply_seconds_sum") == 1


@pytest.mark.parametrize(
    "other",
    [
        a_letter(1, BERT),
        a_letter(1, lane="prompt"),
        a_letter(1, request=""),  # of an earlier batch, whose outcome was unknown
    ],
    ids=["to another", "not asked for", "older"],
)
def test_other_letters_are_no_answer(watch: Watch, other: Letter) -> None:
    watch.handles([an_event(1, SAID)], [other])
    watch.metrics.ended(other, Sent(5))
    assert watch.sees("reply_seconds_count") == 0


@pytest.mark.parametrize("verdict", [Blocked(), Failed("why"), RetryAt(NOW), Dropped()])
def test_a_reply_that_nobody_got_has_no_time(watch: Watch, verdict: Verdict) -> None:
    watch.handles([an_event(1, SAID)], [a_letter(1)])
    watch.metrics.ended(a_letter(1), verdict)
    assert watch.sees("reply_seconds_count") == 0
    assert not watch.metrics._replies.since, "nothing is kept of it"


def test_a_clock_that_is_set_back_makes_no_negative_time(watch: Watch) -> None:
    later = Said(at=NOW + dt.timedelta(hours=1), text="my hip hurts")
    watch.handles([an_event(1, later)], [a_letter(1)])
    watch.metrics.ended(a_letter(1), Sent(5))
    assert watch.sees("reply_seconds_sum") == 0


class Telegram:
    """Answers with what it is given."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_calls_are_timed_by_method_also_those_that_fail(watch: Watch) -> None:
    api = watch.metrics.timed(Telegram({}, TimedOut(), []))
    assert await api.call("sendMessage", {"chat_id": ANNA}) == {}
    with pytest.raises(TimedOut):
        await api.call("sendMessage", {})
    await api.call("setMyCommands", {})
    assert watch.sees("call_seconds_count", method="sendMessage") == 2
    assert watch.sees("call_seconds_count", method=OTHER) == 1


async def test_a_poll_counts_by_what_it_brings_and_is_not_timed(watch: Watch) -> None:
    """It takes as long as nobody writes."""
    api = watch.metrics.timed(Telegram([{}], [], Conflict("two"), TimedOut()))
    for _ in range(2):
        await api.call("getUpdates", {})
    for error in (Conflict, TimedOut):
        with pytest.raises(error):
            await api.call("getUpdates", {})
    assert [watch.sees("polls_total", outcome=outcome) for outcome in POLLS] == [1, 1, 1, 1]
    assert watch.sees("call_seconds_count") == 0


@pytest.mark.parametrize(("status", "named"), [(200, "200"), (401, "401"), (418, OTHER)])
async def test_a_request_to_the_webhook_is_timed(watch: Watch, status: int, named: str) -> None:
    async def door(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status)

    await watch.metrics.guarded(door)(cast("web.BaseRequest", None))
    assert watch.sees("webhook_seconds_count") == 1
    assert watch.sees("webhook_seconds_count", status=named) == 1


def test_the_time_of_the_database_is_summed(watch: Watch) -> None:
    watch.metrics.spent("statement", 0.001)
    watch.metrics.spent("commit", 0.02)
    assert watch.sees("database_seconds_sum", what="statement") == 0.001
    assert watch.sees("database_seconds_bucket", what="commit", le="0.01") == 0
    assert watch.sees("database_seconds_bucket", what="commit", le="0.025") == 1


# What is looked at


def test_what_is_not_done_yet_is_told_by_lane(watch: Watch) -> None:
    assert watch.sees("outbox_letters", lane="prompt") == 20
    assert watch.sees("outbox_oldest_seconds", lane="reply") == 7
    assert watch.sees("outbox_oldest_seconds", lane="bulk") == 0
    assert watch.sees("due_backlog_seconds") == 0


def test_who_leads_is_told(watch: Watch) -> None:
    watch.metrics.met(Company(leads=False, workers=3))
    assert (watch.sees("leads"), watch.sees("workers")) == (0, 3)


# The desk


async def test_the_desk_tells_what_it_took_and_what_it_set_aside(
    watch: Watch, tmp_path: Path
) -> None:
    """Once each, though the second update comes twice."""

    def advance(told: Conversation, event: Event, content: object) -> Outcome:
        raise ValueError("a mistake of ours")

    store = await open_store(tmp_path)
    desk = Desk(store, load_content(), watch.clock, advance=advance, metrics=watch.metrics)
    await desk.handle([an_event(1, SAID), an_event(2, SAID, BERT)])
    await desk.handle([an_event(2, SAID, BERT)])
    await desk.handle_due(50)
    await store.close()
    assert watch.sees("set_aside_total") == 2
    assert watch.sees("updates_total") == 2
    assert watch.sees("desk_batch_seconds_count") == 1
    assert watch.sees("moments_total") == 0


# Who does not watch


def test_without_a_port_nothing_is_kept_and_nothing_is_wrapped() -> None:
    silent = metrics_for(None, VirtualClock(NOW))
    assert silent is SILENT
    api = Telegram()
    assert silent.timed(api) is api
    door = cast("Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]", object())
    assert silent.guarded(door) is door
    assert silent.page(WELL) == b""
    assert isinstance(metrics_for(0, VirtualClock(NOW)), Measured)


async def test_who_does_not_watch_does_not_load_the_library(
    server: BotApiServer, tmp_path: Path
) -> None:
    code = "import sys, bot.app; print('prometheus_client' in sys.modules)"
    assert await BotProcess(server, tmp_path).answer_to("-c", code) == (0, "False\n")


# The listener


@dataclass
class Store:
    answer: Backlog | StoreError

    async def backlog(self) -> Backlog:
        if isinstance(self.answer, StoreError):
            raise self.answer
        return self.answer


class Ear:
    has_polled, resting, trouble = True, False, ""

    def silence(self) -> float:
        return 0.5


async def scrape(number: int) -> str:
    url = f"http://{HOST}:{number}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return await answer.text()


async def test_it_is_told_while_the_store_is_down(watch: Watch, port: int) -> None:
    """What the store does not say is left out, as a zero would say that all is well."""
    store = Store(BACKLOG)
    vitals = Vitals(600.0)
    health = Health(vitals, watch.clock, watch.metrics)
    watch.metrics.set_aside()
    async with served(health, port):
        starting = await scrape(port)
        assert seen(starting, "ready") == 0
        assert seen(starting, "database_up") is None
        vitals.run(Parts(cast("Any", store), cast("Any", Ear()), {}))
        well = await scrape(port)
        assert (seen(well, "ready"), seen(well, "database_up")) == (1, 1)
        assert seen(well, "outbox_letters") == 23
        store.answer = StoreError("the server cannot be reached")
        await asyncio.sleep(1.1)
        down = await scrape(port)
    assert (seen(down, "alive"), seen(down, "ready"), seen(down, "database_up")) == (1, 0, 0)
    assert seen(down, "outbox_letters") is None
    assert seen(down, "due_backlog_seconds") is None
    assert seen(down, "set_aside_total") == 1


# The process


async def test_the_numbers_add_up_after_a_talk_and_name_nobody(
    server: BotApiServer, bot: BotProcess, port: int
) -> None:
    bot.settings["HEALTH_PORT"] = str(port)
    ada = Person(server, 987_654_321)
    async with bot.running():
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
        ada.says("18-39 zebra")
        ada.says("/help")
        await server.until(lambda: server.called("sendMessage")[3:] and not server.pending)
        page = await settled(port)
    assert seen(page, "updates_total", kind="started") == 1
    assert seen(page, "updates_total", kind="chose") == 1
    assert seen(page, "updates_total", kind="said") == 1
    assert seen(page, "updates_total", kind="commanded") == 1
    assert seen(page, "desk_batch_updates_sum", of="updates") == 4
    for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
        assert seen(page, "call_seconds_count", method=method) == len(server.called(method))
    made = [len(server.called(method)) for method in ("sendMessage", "editMessageText")]
    assert seen(page, "sends_total", lane="reply", verdict="sent") == sum(made)
    assert seen(page, "sends_total", lane="answer", verdict="sent") == 1
    assert 3 <= (seen(page, "reply_seconds_count") or 0) <= 4, "two may share a batch"
    assert (seen(page, "database_seconds_count", what="commit") or 0) > 4
    assert (seen(page, "database_seconds_sum") or 0) > 0
    assert seen(page, "leads") == seen(page, "workers") == seen(page, "ready") == 1
    assert seen(page, "set_aside_total") == 0
    assert not re.search(r"987654321|zebra|18-39|ada", page.lower())
    assert closed(page) == []


async def test_what_a_webhook_brings_is_timed_by_the_answer(
    server: BotApiServer, bot: BotProcess, port: int
) -> None:
    """The spinner of a tap rides in it, and so is no call."""
    listen = f"127.0.0.1:{free_port()}"
    bot.settings |= {
        "HEALTH_PORT": str(port), "LISTEN": listen, "WEBHOOK_URL": f"http://{listen}/hook",
    }  # fmt: skip
    ada = Person(server, 1)
    process = await bot.start()
    try:
        ada.says("/start")
        await ada.hears("I am Unhamstrung")
        ada.taps("I agree")
        await ada.hears("How old are you?")
        async with aiohttp.ClientSession() as stranger:
            (await stranger.post(bot.settings["WEBHOOK_URL"], json={"update_id": 1})).close()
        page = await settled(port)
    finally:
        assert await bot.end(process) == 0
    assert seen(page, "webhook_seconds_count", status="200") == 2
    assert seen(page, "webhook_seconds_count", status="401") == 1
    assert seen(page, "updates_total") == 2
    assert seen(page, "reply_seconds_count") == 2
    assert seen(page, "polls_total") == 0
    assert seen(page, "ready") == 1


@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_of_several_workers_one_says_that_it_leads(
    bot: BotProcess, tmp_path: Path, port: int
) -> None:
    other = BotProcess(bot.server, tmp_path, DATABASE_URL=bot.settings["DATABASE_URL"])
    ports = {bot: port, other: free_port()}
    processes = []
    for worker, own in ports.items():
        worker.settings["HEALTH_PORT"] = str(own)
        processes.append(await worker.start())
    try:
        async with asyncio.timeout(20):
            while True:
                pages = [await scrape_soon(own) for own in ports.values()]
                if [seen(page, "workers") for page in pages] == [2, 2]:
                    break
                await asyncio.sleep(0.1)
    finally:
        codes = [await w.end(process) for w, process in zip(ports, processes, strict=True)]
    assert codes == [0, 0]
    assert sorted(seen(page, "leads") or 0 for page in pages) == [0, 1]
    assert [seen(page, "alive") for page in pages] == [1, 1]


async def scrape_soon(port: int) -> str:
    """Nothing, before anybody listens there."""
    try:
        return await scrape(port)
    except aiohttp.ClientConnectionError:
        return ""


async def settled(port: int) -> str:
    """Once the outbox is empty by what the store says."""
    async with asyncio.timeout(20):
        while True:
            page = await scrape_soon(port)
            if seen(page, "outbox_letters") == 0:
                return page
            await asyncio.sleep(0.1)


CLOSED = {
    "kind": KINDS, "lane": LANES, "verdict": VERDICTS, "method": METHODS, "outcome": POLLS,
    "status": STATUSES, "of": ("updates", "moments"), "what": ("statement", "commit"),
    "generation": ("0", "1", "2"),
}  # fmt: skip


def closed(page: str) -> list[str]:
    """Labels whose values nobody has listed."""
    return [
        f"{sample.name}: {name}={value}"
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        for name, value in sample.labels.items()
        if value not in CLOSED.get(name, ()) and not (name == "le" and float(value))
    ]


# Those who read them


def families(watch: Watch) -> list[Any]:
    watch.metrics.met(Company())
    watch.page()
    return list(watch.metrics.registry.collect())


def row_of(family: Any) -> str:
    total = "_total" if family.type == "counter" else ""
    labels = {name: None for sample in family.samples for name in sample.labels if name != "le"}
    named = ", ".join(f"`{name}`" for name in labels)
    return f"| `{family.name}{total}` | {family.type} | {named} | {family.documentation} |"


def test_every_metric_is_documented_and_no_other(watch: Watch) -> None:
    ours = [each for each in families(watch) if each.name.startswith("unhamstrung_")]
    told = re.findall(r"^\| `unhamstrung_.*$", PAGE, re.MULTILINE)
    assert "\n".join(told) == "\n".join(row_of(family) for family in ours)


@pytest.mark.parametrize("label", [name for name in CLOSED if name != "generation"])
def test_every_label_is_documented(label: str) -> None:
    assert label == "method" or re.search(rf"^\| `{label}` \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_is_documented(verdict: str) -> None:
    (row,) = re.findall(r"^\| `verdict` \|.*$", PAGE, re.MULTILINE)
    assert f"`{verdict}`" in row


def names(watch: Watch) -> set[str]:
    """Of all series, as a query names them."""
    found = {sample.name for family in families(watch) for sample in family.samples}
    return found | {"process_open_fds", "process_max_fds"}  # of Linux


def named(query: str) -> set[str]:
    return set(re.findall(r"\b(?:unhamstrung|process|python)_[a-z_]+\b", query))


def panels() -> list[dict[str, Any]]:
    return [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]


def test_the_dashboard_asks_for_what_there_is(watch: Watch) -> None:
    queries = [target["expr"] for panel in panels() for target in panel["targets"]]
    variables = [each["definition"] for each in DASHBOARD["templating"]["list"][1:]]
    known = names(watch)
    assert [query for query in queries + variables if not named(query) <= known] == []
    assert all(named(query) and _is_balanced(query) for query in queries + variables)


def test_the_dashboard_shows_everything(watch: Watch) -> None:
    """But for the counts of series that are shown already."""
    shown = {
        name for panel in panels() for each in panel["targets"] for name in named(each["expr"])
    }
    bare = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    ours = {name for name in names(watch) if name.startswith("unhamstrung_")}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in ours} - bare == {
        "unhamstrung_workers"  # counted by those that answer
    }


def test_the_dashboard_can_be_imported_anywhere() -> None:
    """The data source is chosen there; panels have a number and a place each."""
    sources = {json.dumps(panel["datasource"]) for panel in panels()}
    assert sources == {'{"type": "prometheus", "uid": "${source}"}'}
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(numbers)) == len(numbers)
    spots = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len(set(spots)) == len(spots)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels())
    rows = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
    assert rows == [
        "Is it well", "People's waiting", "Outbox", "Reminders", "Database", "Process",
    ]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_what_there_is_and_says_what_to_do(
    rule: dict[str, Any], watch: Watch
) -> None:
    assert named(rule["expr"])
    assert named(rule["expr"]) <= names(watch)
    assert _is_balanced(rule["expr"])
    assert re.fullmatch(r"[0-9]+[mh]", rule["for"])
    assert rule["labels"]["severity"] in {"page", "ticket"}
    said = rule["annotations"]
    assert set(said) == {"summary", "what_to_do", "runbook"}
    assert said["summary"].endswith(".")
    assert said["what_to_do"].endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_labels_that_there_are(rule: dict[str, Any]) -> None:
    asked = re.findall(r'\b([a-z]+)=~?"([^"]*)"', rule["expr"])
    assert all(value in CLOSED[name] for name, given in asked for value in given.split("|"))


@pytest.mark.parametrize("runbook", sorted({rule["annotations"]["runbook"] for rule in RULES}))
def test_an_alert_leads_to_a_page_that_there_is(runbook: str) -> None:
    file, _, heading = runbook.partition("#")
    page = (ROOT / file).read_text("utf-8")
    anchors = [_anchor(title) for title in re.findall(r"^#+ (.*)$", page, re.MULTILINE)]
    assert not heading or heading in anchors


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def _is_balanced(query: str) -> bool:
    return all(query.count(a) == query.count(b) for a, b in ("()", "[]", "{}")) and (
        query.count('"') % 2 == 0
    )


# The log


def test_every_field_of_a_line_is_documented_and_no_other() -> None:
    """Of a line that has them all."""
    discretion = Discretion()
    discretion.call_people_by(lambda chat: "1f00ba42")
    record = logging.makeLogRecord({"name": "bot.desk", "msg": "said", "where": "bot/desk.py:1"})
    error = ExceptionGroup("both", [OSError(28, "No space left on device")])
    error.__cause__ = ValueError()
    record.exc_info = (type(error), error, None)
    told = error_of(error)
    with request("u1", ANNA):
        line = line_of(record, discretion)
    assert list(line) == re.findall(r"^\| `([a-z]+)` \| (?:each|what|mistakes)", PAGE, re.MULTILINE)
    fields = {*told, *told["parts"][0]}
    _, _, rest = PAGE.partition("| field of `error` |")
    assert fields == set(re.findall(r"^\| `([a-z]+)` \|", rest, re.MULTILINE))


def test_gauges_tell_nothing_before_somebody_asks() -> None:
    assert list(Gauges("unhamstrung").collect()) == []
