"""The key ring that the operator has set: in DATA_KEY, or in the file DATA_KEY_FILE.

Rule: every command asks here; only the start of a bot may make a key file, and never for a
database that was made with a key that is now missing.
"""

from __future__ import annotations

import logging
from pathlib import Path

from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.store.crypto import KeyRing
from bot.store.engines import engine_for
from bot.store.key_file import is_open_to_others, load_key_file, load_or_make_key_file
from bot.store.noted import noted_ring
from bot.store.sqlite import SqliteEngine

log = logging.getLogger(__name__)


def ring_of(settings: Settings) -> KeyRing:
    """Raises SettingsError or StoreError, which never hold a part of a key."""
    if settings.data_key is None:
        return load_key_file(settings.data_key_file)
    try:
        return KeyRing.parse(settings.data_key.get_secret_value())
    except ValueError as error:
        raise SettingsError(f"DATA_KEY: {error}") from None


async def ring_to_start_with(settings: Settings) -> KeyRing:
    """As `ring_of`; on the very first run with a new key file."""
    file = settings.data_key_file
    if settings.data_key is None:
        if file.exists():
            _warn(file, settings.database_url)
        else:
            await _make(file, settings.database_url)
    return ring_of(settings)


async def _make(file: Path, database_url: str) -> None:
    engine = engine_for(database_url)
    if await noted_ring(engine) is not None:
        raise StoreError(
            f"There is no key file {file}, and the database {engine.name} was made with one; put"
            " it back, or set DATA_KEY."
        )
    load_or_make_key_file(file)
    log.info("made the key file %s: keep a copy of it apart from the data", file)


def _warn(file: Path, database_url: str) -> None:
    if is_open_to_others(file):
        log.warning(
            "the key file %s can be read by others; `chmod 600` keeps it to its owner", file
        )
    if lies_with_database(file, database_url):
        log.warning("the key file %s lies with the database: a copy of one is a copy of both", file)


def lies_with_database(file: Path, database_url: str) -> bool:
    """As far as is known here: where a server keeps its files is its own matter."""
    if not database_url.startswith("sqlite"):
        return False
    folder = SqliteEngine.at(database_url).path.parent
    return file.resolve().is_relative_to(folder.resolve())


def kept_in(settings: Settings) -> str:
    """Where the key is, for sentences to the operator."""
    return "DATA_KEY" if settings.data_key else f"The key file {settings.data_key_file}"
