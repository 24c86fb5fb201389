"""A Redis server of our own, where one is installed: loopback, durable each second.

Rule: in a folder and on a port of its own, and not on the bot's core; nothing of a system's Redis
is touched.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.running import CORES

LONGEST_START_SECONDS = 10.0


@asynccontextmanager
async def redis_beside() -> AsyncIterator[str | None]:
    """Its address; None where there is no redis-server."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *(program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder),
            *("--save", "", "--appendonly", "yes", "--appendfsync", "everysec"),
            stdout=asyncio.subprocess.DEVNULL,
        )
        if len(CORES) > 1:
            os.sched_setaffinity(process.pid, CORES[1:])
        try:
            async with asyncio.timeout(LONGEST_START_SECONDS):
                await _answers(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            await process.wait()


async def _answers(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port: int = some.getsockname()[1]
        return port
