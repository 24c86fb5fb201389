"""The command `doctor`: what has to be mended, one line a check, while the bot runs or not.

Rule: nothing is made, migrated or changed, and no check waits for another; each has its own limit.
"""

# ruff: noqa: T201 - a command line prints

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from bot.clock import Clock
from bot.discretion import Discretion
from bot.doctor.at_telegram import telegram
from bot.doctor.database import database
from bot.doctor.files import disk_lines, key_lines
from bot.doctor.given import Given, given
from bot.doctor.here import content, health, listening, zones
from bot.doctor.lines import Line, mend, note
from bot.doctor.seen import Found
from bot.settings import Settings
from bot.store import StoreError

LIMIT_SECONDS = 15.0
"""For each group of checks; they run side by side."""
DATABASE_SECONDS = 12.0
"""A connection that cannot be made ends by itself after ten."""
NOT_CHECKED = "not looked at, as {} cannot be read"


def doctor_command(clock: Clock) -> int:
    """The exit code: 0 when all is well, 1 when something has to be mended, 2 for a setting."""
    found = given()
    lines = asyncio.run(examine(found, clock))
    if found.wrong:
        return 2
    return 1 if any(line.mark == "MEND" for line in (*found.lines, *lines)) else 0


async def examine(found: Given, clock: Clock) -> list[Line]:
    """Each group is shown when those before it are."""
    show = _Shown(found.settings)
    show(found.lines)
    tasks = [
        asyncio.create_task(_collected(about, check)) for about, check in _checks(found, clock)
    ]
    for task in tasks:
        show(await task)
    return show.lines


def _checks(found: Given, clock: Clock) -> Iterable[tuple[str, AsyncIterator[Line]]]:
    settings = found.settings
    yield (
        "Telegram",
        _unless(found, _TELEGRAM, telegram(settings, clock, told="webhook_url" not in found.wrong)),
    )
    yield "database", _unless(found, ("database_url",), _stored(found))
    yield "content", content()
    yield "time zones", zones()
    yield "health", health(settings.health_port)
    if "listen" not in found.wrong:
        yield "listen", listening(settings)


_TELEGRAM = ("telegram_bot_token", "telegram_api_url")
_KEYS = ("data_key", "data_key_file", "erased_file")


async def _unless(
    found: Given, needed: tuple[str, ...], check: AsyncIterator[Line]
) -> AsyncIterator[Line]:
    """With a default in the place of what was meant, a check would tell of something else."""
    if wrong := [name.upper() for name in needed if name in found.wrong]:
        about = "Telegram" if needed is _TELEGRAM else "key" if needed is _KEYS else "database"
        yield note(about, NOT_CHECKED.format(" and ".join(wrong)))
        return
    async for line in check:
        yield line


async def _stored(given_: Given) -> AsyncIterator[Line]:
    """The key is looked at even when the database cannot be."""
    settings, found = given_.settings, Found()
    url = settings.database_url
    for line in await _collected("database", database(url, found), DATABASE_SECONDS):
        yield line
    async for line in _unless(given_, _KEYS, _each(key_lines(settings, found.seen))):
        yield line
    for line in disk_lines(url):
        yield line


async def _each(lines: Iterable[Line]) -> AsyncIterator[Line]:
    for line in lines:
        yield line


async def _collected(
    about: str, check: AsyncIterator[Line], seconds: float = LIMIT_SECONDS
) -> list[Line]:
    """Whatever a check has found until it fails."""
    lines: list[Line] = []
    try:
        async with asyncio.timeout(seconds):
            async for line in check:
                lines += [line]
    except TimeoutError:
        lines += [mend(about, f"no answer within {seconds:.0f} s")]
    except (StoreError, OSError) as error:
        lines += [mend(about, str(error))]
    except Exception as error:  # noqa: BLE001 - a check that fails must not take the others with it
        lines += [mend(about, f"this check met a mistake of its own ({type(error).__name__})")]
    return lines


class _Shown:
    """Prints lines, without secrets, and keeps them."""

    def __init__(self, settings: Settings) -> None:
        self.lines: list[Line] = []
        self._discretion = Discretion(settings.secrets())

    def __call__(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.lines.append(line)
            print(self._discretion.redact(str(line)), flush=True)
