"""The command `copy`: from one database into another, and what the operator reads meanwhile.

Rule: how it is done is in bot/store/copying.py; here are the words. No password of an address is
shown, and the key is not needed: what is sealed stays sealed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from typing import TextIO

from bot.keys import ring_of
from bot.settings import Settings, SettingsError, read_settings
from bot.store import StoreError, TakenOverError
from bot.store.copying import Copied, Step, copy
from bot.store.engines import Engine, engine_for

LOST = "The connection to a database was lost; call this again, and it goes on where it stopped."
BROKEN_OFF = "copy: broken off; call it again, and it goes on where it stopped"
BAR_CHARS = 30
SHOWN_SECONDS = 0.2
"""At a terminal the bar moves so often."""
SAID_SECONDS = 10.0
"""Elsewhere there is a line so often."""


def copy_command(settings: Settings, source: str | None, target: str) -> str:
    """`source`: None for DATABASE_URL."""
    here = _engine("--from", source) if source is not None else engine_for(settings.database_url)
    there = _engine("--to", target, own_password=bool(os.environ.get("PGPASSWORD")))
    bar = Bar(sys.stderr)
    try:
        done = asyncio.run(copy(here, there, bar))
    except TakenOverError:
        raise StoreError(LOST) from None
    except KeyboardInterrupt:
        raise StoreError(BROKEN_OFF) from None
    finally:
        bar.end()
    return " ".join([_done(done, here, there), *_key_note(settings, done)])


def _engine(option: str, url: str, *, own_password: bool = False) -> Engine:
    """Checked as DATABASE_URL is: a password that is not escaped must not be shown as a host.

    `own_password`: DATABASE_PASSWORD is another server's.
    """
    instead = {"database_password": None} if own_password else {}
    try:
        return engine_for(read_settings(database_url=url, **instead).database_url)
    except SettingsError as error:
        raise SettingsError(str(error).replace("DATABASE_URL", option, 1)) from None


def _done(done: Copied, here: Engine, there: Engine) -> str:
    people, rows = done.rows["people"], sum(done.rows.values())
    who = "1 person" if people == 1 else f"{people:,} people"
    return (
        f"{there.name} holds all of {here.name}: {who}, {rows:,} rows in {len(done.rows)} tables,"
        f" compared one by one. Now set DATABASE_URL to it and start the bot: it goes on where the"
        f" other one stopped, with the same key. Start no bot on {here.name} any more, or people"
        " are written to twice; delete it once you are sure, as those who leave are deleted from"
        " the new one alone."
    )


def _key_note(settings: Settings, done: Copied) -> list[str]:
    try:
        ring = ring_of(settings)
    except (StoreError, SettingsError):
        return []
    if done.ring is None or ring.fits(done.ring):
        return []
    return ["The key that is set here does not fit it: put back the one that it was made with."]


class Bar:
    """One line that moves at a terminal, plain lines elsewhere."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._moves = out.isatty()
        self._doing = ""
        self._begun_at, self._begun_rows = 0.0, 0
        self._told_at = 0.0
        self._is_told = False
        """That this is at its end."""
        self._is_open = False

    def __call__(self, step: Step) -> None:
        now = self._clock()
        if step.doing != self._doing:
            self.end()
            self._doing, self._begun_at, self._begun_rows = step.doing, now, step.rows
            self._told_at, self._is_told = now - SAID_SECONDS, False
        is_last = step.rows >= step.of and not self._is_told
        if is_last or now - self._told_at >= (SHOWN_SECONDS if self._moves else SAID_SECONDS):
            self._told_at, self._is_told = now, step.rows >= step.of
            self._show(self._line(step, now))

    def end(self) -> None:
        if self._is_open:
            self._out.write("\n")
        self._is_open = False

    def _show(self, line: str) -> None:
        self._out.write(f"\r{line}\x1b[K" if self._moves else f"{line}\n")
        self._out.flush()
        self._is_open = self._moves

    def _line(self, step: Step, now: float) -> str:
        share = step.rows / step.of if step.of else 1.0
        told = f"{step.doing} {step.rows:,} of {step.of:,} rows, {int(share * 100)} %"
        seconds, rows = now - self._begun_at, step.rows - self._begun_rows
        if seconds > 0 and rows > 0:
            left = (step.of - step.rows) * seconds / rows
            told += f", {rows / seconds:,.0f} rows/s, {_span(left)} left"
        if not self._moves:
            return told
        full = int(share * BAR_CHARS)
        return f"[{'#' * full}{'.' * (BAR_CHARS - full)}] {told}"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
