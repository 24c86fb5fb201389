"""What lies with the program and on this machine: content, time zones, the health port."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from bot.doctor.lines import Line, mend, note, ok
from bot.health import HOST
from bot.settings import Settings, place_to_listen
from content.check import problems
from content.load import FOLDER, load_content

HEALTH_SECONDS = 5.0
FEWEST_ZONES = 400
"""There are some 600; a machine that has a handful has no data."""
TRIED_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham")


async def content() -> AsyncIterator[Line]:
    found = await asyncio.to_thread(problems, FOLDER)
    if found:
        count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
        yield mend("content", f"{count}, such as {found[0]}; `python -m bot check` lists them all")
        return
    loaded = await asyncio.to_thread(load_content)
    yield ok("content", f"whole, in {', '.join(sorted(loaded.words.languages))}")


async def zones() -> AsyncIterator[Line]:
    try:
        for name in TRIED_ZONES:
            zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError as error:
        yield mend("time zones", f"there is no data for {error.args[-1]}; {_INSTALL}")
        return
    count = len(zoneinfo.available_timezones())
    if count < FEWEST_ZONES:
        yield mend("time zones", f"there is data for {count} only; {_INSTALL}")
    else:
        yield ok("time zones", f"data for {count}")


_INSTALL = "install the program's packages anew (`make run` does), or the system's tzdata"


async def health(port: int | None) -> AsyncIterator[Line]:
    """Asked of the bot itself, where it runs on this machine."""
    if not port:
        return
    limit = aiohttp.ClientTimeout(total=HEALTH_SECONDS)
    address = f"http://{HOST}:{port}/readyz"
    try:
        async with aiohttp.ClientSession(timeout=limit) as session, session.get(address) as answer:
            body = await answer.json()
            is_ready, reasons = bool(body["ok"]), ", ".join(map(str, body["reasons"]))
    except aiohttp.ClientConnectorError:
        yield note("health", f"nobody answers at {HOST}:{port}: no bot runs on this machine")
    except TimeoutError:
        yield mend("health", f"no answer at {HOST}:{port}: start the bot anew")
    except (aiohttp.ClientError, ValueError, KeyError, TypeError):
        yield mend("health", f"another program listens at {HOST}:{port}; set another HEALTH_PORT")
    else:
        if is_ready:
            yield ok("health", "the bot that runs here is ready")
        else:
            yield mend("health", f"the bot that runs here is not ready: {reasons}; see its log")


async def listening(settings: Settings) -> AsyncIterator[Line]:
    """Whether what a proxy passes on would be heard."""
    if settings.webhook_url is None:
        return
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            await _knock(place_to_listen(settings.listen))
    except (OSError, TimeoutError):
        said = f"nobody listens at {settings.listen}: no bot runs on this machine, or it polls"
        yield note("listen", said)
    else:
        yield ok("listen", f"{settings.listen} takes connections; lead the proxy there")


async def _knock(place: tuple[str, int] | Path) -> None:
    if isinstance(place, Path):
        _, writer = await asyncio.open_unix_connection(place)
    else:
        _, writer = await asyncio.open_connection(*place)
    writer.close()
