"""What a process has asked of the network, as its own audit events say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bot.running import ROOT, BotProcess

LISTENING = Path(__file__).with_name("listening")
Address = tuple[str, int] | str
"""Host and port, or the path of a local socket."""


class Network:
    """Of all processes that this bot starts from now on: what is not allowed is refused (S7)."""

    def __init__(self, bot: BotProcess, *allowed: Address) -> None:
        self._file = bot.folder / "network"
        bot.settings |= {
            "PYTHONPATH": f"{LISTENING}:{ROOT}",
            "ASKED_OF_NETWORK": str(self._file),
            "ALLOWED_ON_NETWORK": json.dumps(allowed),
        }

    def asked(self) -> dict[str, set[Any]]:
        """By event: whom they reached for, where they listened, or what they started."""
        found: dict[str, set[Any]] = {}
        for line in self._file.read_text().splitlines():
            event, *what = json.loads(line)
            found.setdefault(event, set()).add(_hashable(what))
        return found


def telegram(bot: BotProcess) -> tuple[str, int]:
    """Where the test's own Telegram listens."""
    parts = urlsplit(bot.server.url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def _hashable(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    plain = tuple(map(_hashable, value))
    return plain[0] if len(plain) == 1 else plain
