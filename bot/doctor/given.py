"""The settings as far as they can be read, and what is wrong with the others.

Rule: a value is never shown, only names.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.doctor.lines import Line, mend, note, ok
from bot.settings import Settings, SettingsError, read_settings

ENV = Path(".env")
ALIKE = 0.8
"""So much of a name has to be that of a setting, for it to look like a slip of the pen."""
_NAME = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Given:
    settings: Settings
    wrong: frozenset[str]
    """Settings that cannot be read, by their names here: what hangs on them is not checked."""
    lines: tuple[Line, ...]


def given() -> Given:
    """A wrong setting is told and left out, so that one of them does not hide the rest."""
    instead: dict[str, Any] = {}
    told: list[Line] = []
    while True:
        try:
            settings = read_settings(**instead)
        except SettingsError as error:
            told.append(mend("settings", str(error)))
            instead |= _left_out(str(error), instead)
        else:
            lines = (*(told or [_all_well(settings)]), *_env_lines(settings), *_contact(settings))
            return Given(settings, frozenset(instead), lines)


def _left_out(error: str, instead: dict[str, Any]) -> dict[str, Any]:
    """The default in the place of what the sentence names first."""
    name = error.partition(":")[0]
    field = name.lower()
    if name == str(ENV) and "_env_file" not in instead:
        return {"_env_file": None}
    if field in instead or field not in Settings.model_fields:
        raise SettingsError(error)
    return {field: Settings.model_fields[field].default}


def _all_well(settings: Settings) -> Line:
    names = sorted(name.upper() for name in settings.model_fields_set)
    return ok("settings", f"set are {', '.join(names)}" if names else "none is set")


def _env_lines(settings: Settings) -> Iterator[Line]:
    try:
        text = ENV.read_text("utf-8")
        is_open = bool(ENV.stat().st_mode & _OTHERS)
    except (OSError, UnicodeDecodeError):  # none, or told already
        return
    names = {found[1].upper() for line in text.splitlines() if (found := _NAME.match(line))}
    known = [name.upper() for name in Settings.model_fields]
    for name in sorted(names.difference(known)):
        for meant in difflib.get_close_matches(name, known, 1, ALIKE):
            yield note("settings", f".env sets {name}, which does nothing; is {meant} meant?")
    if is_open and any(secret in text for secret in settings.secrets()):
        yield mend("settings", ".env holds a secret, and others can read it; `chmod 600 .env`")


def _contact(settings: Settings) -> Iterator[Line]:
    missing = [
        name.upper()
        for name in ("operator_name", "operator_contact")
        if not getattr(settings, name)
    ]
    if settings.token and missing:
        said = f"{' and '.join(missing)} not set: /privacy cannot say who runs this bot"
        yield note("settings", said)
