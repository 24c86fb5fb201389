"""What the Bot API server of these benches can bear, and what our HTTP client can do at best.

The floor bot makes the same calls for each update without a library and without state; while it is
many times faster than what is compared, the server is no bottleneck. The client bot makes them
through our own client, and does nothing else. Use: python -m bench.floor [--seconds 5] [--delay 0]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.conversation import WARM_UP_SECONDS, Closed, closed, told_closed
from bench.running import Contestant

FLOOR = Contestant("no library, no state", (sys.executable, "-m", "bench.floor_bot"))
CLIENT = Contestant("our HTTP client alone", (sys.executable, "-m", "bench.client_bot"))


@dataclass(frozen=True)
class Ceilings:
    floor: Closed
    client: Closed


async def ceilings(
    seconds: float, delay: float = 0.0, *, warm_up: float = WARM_UP_SECONDS
) -> Ceilings:
    async def of(contestant: Contestant) -> Closed:
        with tempfile.TemporaryDirectory() as folder:
            return await closed(contestant, Path(folder), seconds, delay, warm_up=warm_up)

    return Ceilings(await of(FLOOR), await of(CLIENT))


async def main(asked: argparse.Namespace) -> None:
    found = await ceilings(asked.seconds, asked.delay)
    print(told_closed(FLOOR.name, found.floor))
    print(told_closed(CLIENT.name, found.client))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds of each call")
    asyncio.run(main(parser.parse_args()))
