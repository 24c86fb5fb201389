"""Messages to very many people at once, and how long live people wait for answers meanwhile.

Ours: so many people's prompts come due in one instant. A peer: an operator writes "/broadcast N",
and it sends as many messages. Others answer questions all the while at a steady rate that does not
wait for the bot (an open loop); their waits are told for the quiet time before and for the wave.
Use: python -m bench.waves [NAME] [--people 20000] [--rate 300] [--taps 30]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bench.conversation import Meter, between, chosen, waited
from bench.crowd import FIRST_LIVE, OpenLoop, now
from bench.running import OURS, Beside, Contestant, running
from bench.telegram import LeanTelegram, Shown
from bot.clock import SystemClock
from bot.model import ChatId
from bot.store import Saved
from bot.store.key_file import load_or_make_key_file
from bot.store.sql import SqlStore
from flows import Conversation
from flows.effects import Say
from flows.parts import NEW_SYMPTOM, t
from tests.bot.population import fill, trained_until

OPERATOR = FIRST_LIVE - 1
WARM_UP_SECONDS = 5.0
QUIET_SECONDS = 20.0
LONGEST_SECONDS = 900.0
SECOND_COPIES_SECONDS = 1.0
"""In which a second copy of a prompt would come."""
LETTERS_AT_ONCE = 500
FILLED_A_SECOND = 1000
"""People put into the store, at least."""
MIDDLE = 0.1, 0.9
"""Of the wave: its beginning and its end are not its rate."""


@dataclass(frozen=True)
class Wave:
    rate: float
    """Messages a second, over the middle of the wave."""
    seconds: float
    quiet_p50: float
    quiet_p99: float
    p50: float
    p99: float
    """Milliseconds that live people waited, before and during the wave."""
    answers: int
    """How many of theirs that is, during the wave."""
    doubled: int
    missed: int
    unanswered: int
    """Live people who still waited at the end."""
    quiet_bot_share: float
    bot_share: float
    server_share: float
    disturbed: float
    """Of the bot's core, by anybody else, during the wave."""


class Prompts:
    """What came in the chats that the wave is for."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.by_chat: Counter[int] = Counter()
        self.at: list[float] = []

    def __call__(self, shown: Shown) -> None:
        if shown.chat <= self.people:
            self.by_chat[shown.chat] += 1
            self.at.append(now())

    @property
    def missed(self) -> int:
        return self.people - len(self.by_chat)

    @property
    def rate(self) -> float:
        """Until the last one; what comes twice counts too."""
        if not self.at:
            return 0.0
        first, last = (int(share * (len(self.at) - 1)) for share in MIDDLE)
        return (last - first) / max(self.at[last] - self.at[first], 1e-9)


async def wave(  # noqa: PLR0913 - sizes of a run
    folder: Path,
    people: int,
    rate: float,
    taps: float,
    *,
    quiet: float = QUIET_SECONDS,
    stored: bool = False,
) -> Wave:
    """Of ours at this SEND_RATE: prompts that come due, or letters that are `stored` and wait."""
    file = f"sqlite:///{folder}/bot.db"
    due_at = await prepare(file, folder, people, quiet=quiet, stored=stored)

    async def comes_due() -> None:
        left = (due_at - SystemClock().now()).total_seconds()
        if left < quiet / 2:
            raise RuntimeError("filling the database took too long to leave a quiet time")
        await asyncio.sleep(left)

    contestant = OURS.set(SEND_RATE=str(rate))
    async with LeanTelegram() as server, running(contestant, server, folder) as beside:
        return await _measured(server, beside, people, taps, comes_due)


async def peer_wave(
    contestant: Contestant, folder: Path, people: int, taps: float, *, quiet: float = QUIET_SECONDS
) -> Wave:
    async with LeanTelegram() as server, running(contestant, server, folder) as beside:

        async def is_told() -> None:
            await asyncio.sleep(quiet)
            server.say(OPERATOR, f"/broadcast {people}")

        return await _measured(server, beside, people, taps, is_told)


async def prepare(
    url: str, folder: Path, people: int, *, quiet: float, stored: bool
) -> dt.datetime:
    """Their prompts, or letters, come due when the bot has been up for a while."""
    url = url.replace("{folder}", str(folder))
    store = await SqlStore.open(url, load_or_make_key_file(folder / "bot.key"))
    lead = people / FILLED_A_SECOND + 2 * WARM_UP_SECONDS + quiet
    due_at = SystemClock().now() + dt.timedelta(seconds=lead)
    one = trained_until(due_at)
    if stored:
        one = one.model_copy(update={"agenda": ()})
    await fill(store, ((ChatId(n + 1), one) for n in range(people)))
    if stored:
        await _write_letters(store, people, one)
    await store.close()
    if stored:
        _hold_letters(folder / "bot.db", due_at)
    return due_at


async def _write_letters(store: SqlStore, people: int, one: Conversation) -> None:
    say = Say(lines=(t("cover-answer"),), buttons=NEW_SYMPTOM, lane="prompt")
    for first in range(1, people + 1, LETTERS_AT_ONCE):
        chats = [ChatId(chat) for chat in range(first, min(first + LETTERS_AT_ONCE, people + 1))]
        async with store.batch() as batch:
            loaded = await batch.load(chats)
            saved = [Saved(c, one, loaded[c].version, "en", letters=(say,)) for c in chats]
            await batch.save(saved, keys=(), now=SystemClock().now())


def _hold_letters(database: Path, until: dt.datetime) -> None:
    """As if Telegram had asked to wait so long."""
    with contextlib.closing(sqlite3.connect(database)) as file, file:
        file.execute("UPDATE letters SET not_before = ?", (f"{until:%Y-%m-%d %H:%M:%S.%f}",))


async def _measured(
    server: LeanTelegram,
    beside: Beside,
    people: int,
    taps: float,
    begin: Callable[[], Awaitable[None]],
) -> Wave:
    crowd, prompts = OpenLoop(server, taps), Prompts(people)
    crowd.others = prompts
    arrivals = asyncio.create_task(crowd.run())
    await asyncio.sleep(WARM_UP_SECONDS)
    quiet_at, before = now(), Meter(server, beside)
    await begin()
    begun_at, quiet_share, meter = now(), before.bot_share, Meter(server, beside)
    with contextlib.suppress(TimeoutError):
        await server.until(lambda: not prompts.missed, LONGEST_SECONDS)
    bot_share, own_share, disturbed = meter.bot_share, meter.own_share, meter.disturbed
    await asyncio.sleep(SECOND_COPIES_SECONDS)
    arrivals.cancel()
    first, last = (prompts.at[0], prompts.at[-1]) if prompts.at else (begun_at, now())
    quiet, during = between(crowd.waits, quiet_at, begun_at), between(crowd.waits, first, last)
    return Wave(
        prompts.rate,
        last - first,
        *waited(quiet),
        *waited(during),
        answers=len(during),
        doubled=prompts.by_chat.total() - len(prompts.by_chat),
        missed=prompts.missed,
        unanswered=crowd.unanswered,
        quiet_bot_share=quiet_share,
        bot_share=bot_share,
        server_share=own_share,
        disturbed=disturbed,
    )


def told(name: str, found: Wave) -> str:
    return (
        f"{name}: {found.rate:.0f} messages/s over {found.seconds:.1f} s, {found.missed} missed,"
        f" {found.doubled} doubled; live people waited"
        f" {found.quiet_p50:.1f}/{found.quiet_p99:.1f} ms before,"
        f" {found.p50:.1f}/{found.p99:.1f} ms ({found.answers}) during"
        f" ({found.p99 / max(found.quiet_p99, 1e-9):.2f} times), {found.unanswered} still wait;"
        f" {found.quiet_bot_share:.0%} and {found.bot_share:.0%} of the bot's core,"
        f" {found.server_share:.0%} of the server's, {found.disturbed:.0%} disturbed"
    )


async def main(asked: argparse.Namespace) -> int:
    """The exit code: 1 when a message is missing or came twice."""
    async with chosen(asked.name) as contestant:
        with tempfile.TemporaryDirectory() as folder:
            where, quiet = Path(folder), asked.quiet
            if contestant is OURS:
                found = await wave(where, asked.people, asked.rate, asked.taps, quiet=quiet)
            else:
                found = await peer_wave(contestant, where, asked.people, asked.taps, quiet=quiet)
    print(told(contestant.name, found))
    return int(bool(found.missed or found.doubled))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", default="ours", help="or a peer: bench/contestants.py")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=300, help="SEND_RATE of ours")
    parser.add_argument("--taps", type=float, default=30, help="answers of live people a second")
    parser.add_argument("--quiet", type=float, default=QUIET_SECONDS, help="seconds before")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_arguments())))
