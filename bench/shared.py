"""One database for several workers: updates and prompts a second, by how many they are.

Telegram brings updates to any of them, as a load balancer would hand them on. Database, workers,
Bot API server and people share all cores of the machine, and so do the figures.
Use: python -m bench.shared [--seconds 8] [--people 2000] [--rounds 3]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import socket
import statistics
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.conversation import LAST_ANSWERS_SECONDS, WARM_UP_SECONDS, median_and_range, waited
from bench.crowd import PEOPLE, ClosedLoop
from bench.running import LONGEST_START_SECONDS, OURS, ROOT, Contestant, environment
from bench.telegram import LeanTelegram
from bench.waves import LONGEST_SECONDS, Prompts, prepare
from bot.clock import SystemClock
from tests.postgres import OwnServer, own_postgres

SECRET = "bench-not-a-real-secret"  # noqa: S105 - guards nothing
LINES = 16
"""Connections to each worker."""
AGAIN_SECONDS = 0.2
SQLITE = "sqlite:///{folder}/bot.db"
CREWS = (1, 2, 4)
FASTEST = "1000"
"""SEND_RATE."""
HEAD = (
    b"POST /bot HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    b"X-Telegram-Bot-Api-Secret-Token: %b\r\nContent-Length: %d\r\n\r\n%b"
)


@dataclass(frozen=True)
class Shared:
    updates: float
    """A second."""
    p50: float
    p99: float
    """Milliseconds."""
    prompts: float
    """Planned and sent, a second."""
    missed: int
    twice: int


class Bringer:
    """Brings each update to a worker in turn, and again where it was refused."""

    def __init__(self, server: LeanTelegram) -> None:
        self._server = server
        self._idle: deque[_Line] = deque()
        self._left: deque[bytes] = deque()
        self.refused = 0

    async def connect(self, port: int) -> None:
        """As soon as somebody listens there."""
        loop = asyncio.get_running_loop()
        left = LINES
        async with asyncio.timeout(LONGEST_START_SECONDS):
            while left:
                try:
                    await loop.create_connection(lambda: _Line(self), "127.0.0.1", port)
                except ConnectionRefusedError:
                    await asyncio.sleep(AGAIN_SECONDS)
                else:
                    left -= 1

    def bring(self, body: bytes) -> None:
        self._left.append(body)
        self._hand_out()

    def free(self, line: _Line) -> None:
        self._idle.append(line)
        self._hand_out()

    def answered(self, line: _Line, status: bytes, told: bytes, body: bytes) -> None:
        if status != b"200":
            self.refused += 1
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self.bring, body)
        elif b"answerCallbackQuery" in told:
            self._server.counts["answerCallbackQuery"] += 1
        self.free(line)

    def _hand_out(self) -> None:
        while self._left and self._idle:
            self._idle.popleft().ask(self._left.popleft())


class _Line(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, bringer: Bringer) -> None:
        self._bringer = bringer
        self._asked = b""
        self._told = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._bringer.free(self)

    def ask(self, body: bytes) -> None:
        self._asked = body
        self.transport.write(HEAD % (SECRET.encode(), len(body), body))

    def data_received(self, data: bytes) -> None:
        self._told += data
        head, found, body = self._told.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        self._told = b""
        self._bringer.answered(self, head.split(b" ", 2)[1], body, self._asked)


def _length(head: bytes) -> int:
    _, _, after = head.lower().partition(b"content-length:")
    return int(after.partition(b"\r\n")[0] or b"0")


@contextlib.asynccontextmanager
async def crew(
    contestants: list[Contestant], server: LeanTelegram, folder: Path, ports: list[int]
) -> AsyncIterator[None]:
    """All of them, from when they take updates; ended by SIGTERM."""
    bringer = Bringer(server)
    server.on_update = bringer.bring
    processes = [
        await asyncio.create_subprocess_exec(
            *one.command, cwd=ROOT, env=environment(one, server, folder)
        )
        for one in contestants
    ]
    try:
        for port in ports:
            await bringer.connect(port)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            await process.wait()


def _ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        free = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in free]


@contextlib.asynccontextmanager
async def working(url: str, count: int, folder: Path) -> AsyncIterator[LeanTelegram]:
    """So many workers on this database, and their Telegram."""
    ports = _ports(count)
    told = {"DATABASE_URL": url, "WEBHOOK_SECRET": SECRET, "SEND_RATE": FASTEST}
    contestants = [
        OURS.set(LISTEN=f"127.0.0.1:{port}", WEBHOOK_URL=f"http://127.0.0.1:{port}", **told)
        for port in ports
    ]
    async with LeanTelegram() as server, crew(contestants, server, folder, ports):
        yield server


async def talks(url: str, count: int, folder: Path, seconds: float) -> tuple[float, float, float]:
    """Updates a second, and how long they waited, in a closed loop."""
    async with working(url, count, folder) as server:
        crowd = ClosedLoop(server)
        crowd.begin(PEOPLE)
        await asyncio.sleep(WARM_UP_SECONDS)
        crowd.waits.clear()
        await asyncio.sleep(seconds)
        waits = list(crowd.waits)
        crowd.go()
        await asyncio.sleep(LAST_ANSWERS_SECONDS)
    return (len(waits) / seconds, *waited(waits))


async def prompts(url: str, count: int, folder: Path, people: int) -> Prompts:
    """So many sessions, due in one instant."""
    due_at = await prepare(url, folder, people, quiet=0.0, stored=False)
    async with working(url, count, folder) as server:
        came = Prompts(people)
        ClosedLoop(server).others = came
        await asyncio.sleep(max(0.0, (due_at - SystemClock().now()).total_seconds()))
        with contextlib.suppress(TimeoutError):
            await server.until(lambda: not came.missed, LONGEST_SECONDS)
        await asyncio.sleep(1)
        return came


async def measured(url: str, count: int, folder: Path, seconds: float, people: int) -> Shared:
    rate, p50, p99 = await talks(url, count, folder, seconds)
    came = await prompts(url, count, folder, people)
    twice = came.by_chat.total() - len(came.by_chat)
    return Shared(rate, p50, p99, came.rate, came.missed, twice)


async def all_of(rounds: int, seconds: float, people: int) -> dict[str, list[Shared]]:
    """By who worked; each round the other way round."""
    found: dict[str, list[Shared]] = {}
    with own_postgres(durable=True) as database:
        for number in range(rounds):
            for name, url, count in list(_contestants(database))[:: -1 if number % 2 else 1]:
                with tempfile.TemporaryDirectory() as folder:
                    async with _fresh(database, url) as place:
                        shared = await measured(place, count, Path(folder), seconds, people)
                found.setdefault(name, []).append(shared)
    return found


def _contestants(database: OwnServer) -> Iterator[tuple[str, str, int]]:
    yield "SQLite, 1 process", SQLITE, 1
    for count in CREWS:
        yield f"PostgreSQL, {count} worker{'s' if count > 1 else ''}", database.url, count


@contextlib.asynccontextmanager
async def _fresh(database: OwnServer, url: str) -> AsyncIterator[str]:
    if url == SQLITE:
        yield url
        return
    async with database.database() as name:
        yield database.at(name)


def table(found: dict[str, list[Shared]]) -> str:
    head = "|  | updates/s | p50 ms | p99 ms | prompts/s | missed | twice |\n|" + "---|" * 7
    order = sorted(found, key=lambda name: (name.startswith("P"), name))
    return "\n".join((head, *(_row(name, found[name]) for name in order)))


def _row(name: str, rounds: list[Shared]) -> str:
    cells = (
        median_and_range([one.updates for one in rounds]),
        median_and_range([one.p50 for one in rounds]),
        median_and_range([one.p99 for one in rounds]),
        median_and_range([one.prompts for one in rounds]),
        str(statistics.median(one.missed for one in rounds)),
        str(sum(one.twice for one in rounds)),
    )
    return "| " + " | ".join(itertools.chain((name,), cells)) + " |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--people", type=int, default=2000, help="whose prompts come due at once")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


async def main(asked: argparse.Namespace) -> None:
    print(table(await all_of(asked.rounds, asked.seconds, asked.people)))


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
