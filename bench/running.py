"""A bot in a process of its own, on a core of its own: ours, a peer, or a ceiling to compare with.

Rule: the first core is the bot's alone; the Bot API server and the people have the others.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.telegram import LeanTelegram

ROOT = Path(__file__).parents[1]
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
"""Before any of them is given away."""
LONGEST_START_SECONDS = 90.0
LONGEST_END_SECONDS = 20.0


@dataclass(frozen=True)
class Contestant:
    """A program, and what it is told by its environment; `{folder}` stands for the run's folder."""

    name: str
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)

    def set(self, **settings: str) -> Contestant:
        return replace(self, settings={**self.settings, **settings})


OURS = Contestant(
    "Unhamstrung",
    (sys.executable, "-m", "bot", "run"),
    {
        "DATABASE_URL": "sqlite:///{folder}/bot.db",
        "DATA_KEY_FILE": "{folder}/bot.key",
        "LOG_LEVEL": "ERROR",  # a warning says that the key lies with the database, as it does here
        "FLOOD_PER_MINUTE": "100000",
    },
)


@dataclass(frozen=True)
class Beside:
    """The process, as Linux tells of it."""

    pid: int

    def cpu_seconds(self) -> float:
        """Its own and the system's for it."""
        told = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> float:
        return self._kilobytes("status", "VmRSS:") / 1024

    @property
    def pss(self) -> float:
        """MB; what it shares with others is counted in parts."""
        return self._kilobytes("smaps_rollup", "Pss:") / 1024

    def _kilobytes(self, file: str, name: str) -> int:
        lines = Path(f"/proc/{self.pid}/{file}").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))


def busy_seconds() -> float:
    """Of the bot's core so far, whoever used it; by the hypervisor for others, too."""
    name = f"cpu{CORES[0]} " if CORES else "cpu "
    lines = Path("/proc/stat").read_text().splitlines()
    user, nice, system, _, _, *rest = next(
        map(int, line.split()[1:9]) for line in lines if line.startswith(name)
    )
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def running(
    contestant: Contestant, server: LeanTelegram, folder: str | Path
) -> AsyncIterator[Beside]:
    """From its first poll on; ended by SIGTERM. No pause of this process counts as the bot's."""
    polls = server.counts["getUpdates"]
    process = await asyncio.create_subprocess_exec(
        *contestant.command, cwd=ROOT, env=environment(contestant, server, folder)
    )
    _pin(process.pid)
    gc.disable()
    try:
        await _begun(process, server, polls)
        yield Beside(process.pid)
    finally:
        gc.enable()
        await _end(process)


def environment(contestant: Contestant, server: LeanTelegram, folder: str | Path) -> dict[str, str]:
    told = {name: value.replace("{folder}", str(folder)) for name, value in
            contestant.settings.items()}  # fmt: skip
    where = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
    return {**os.environ, "FOLDER": str(folder), **where, **told}


async def _begun(process: asyncio.subprocess.Process, server: LeanTelegram, polls: int) -> None:
    """Raises when it ends before it has polled."""
    polled = asyncio.create_task(
        server.until(lambda: server.counts["getUpdates"] > polls, LONGEST_START_SECONDS)
    )
    ended = asyncio.create_task(process.wait())
    await asyncio.wait({polled, ended}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not polled.done():
        polled.cancel()
        raise RuntimeError(f"the bot ended with {process.returncode} before its first poll")
    await polled


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), LONGEST_END_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _pin(bot: int) -> None:
    if len(CORES) > 1:
        os.sched_setaffinity(bot, CORES[:1])
        os.sched_setaffinity(0, CORES[1:])
