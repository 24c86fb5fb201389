"""Where Telegram is to bring updates: what it is asked for, and what it says of it.

Rule: the Bot API's words about webhooks, and neither HTTP nor the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.settings import Settings
from bot.telegram.updates import ALLOWED_UPDATES

MOST_CONNECTIONS = 100
"""Telegram's limit; as many requests as a batch takes updates."""
ERROR_CHARS = 200


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str = field(repr=False)
    listen: str
    """As the setting says it."""

    @property
    def host(self) -> str:
        """Of the address, as a line of the log may show it: the path may be somebody's secret."""
        return "/".join(self.url.split("/")[:3])

    def wanted(self) -> dict[str, Any]:
        """What setWebhook is told. What waits is never dropped (R3)."""
        return {
            "url": self.url,
            "secret_token": self.secret,
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": MOST_CONNECTIONS,
            "drop_pending_updates": False,
        }

    def is_known(self, info: Mapping[str, Any]) -> bool:
        """Telegram tells all but the secret."""
        wanted, allowed = self.wanted(), info.get("allowed_updates", ())
        same = ("url", "max_connections")
        return all(info.get(name) == wanted[name] for name in same) and (
            isinstance(allowed, list) and set(map(str, allowed)) == set(ALLOWED_UPDATES)
        )


@dataclass(frozen=True, slots=True)
class Trouble:
    """The last delivery that failed, as Telegram tells it."""

    at: int
    """Seconds since 1970."""
    words: str


def hook_of(settings: Settings) -> Hook | None:
    """None: updates are polled for."""
    url, secret = settings.webhook_url, settings.secret_of_webhook
    return Hook(url, secret, settings.listen) if url and secret else None


def trouble_in(info: Mapping[str, Any]) -> Trouble | None:
    at, words = info.get("last_error_date"), info.get("last_error_message")
    if not isinstance(at, int) or not isinstance(words, str):
        return None
    return Trouble(at, "".join(c if c.isprintable() else " " for c in words[:ERROR_CHARS]))


def waiting_in(info: Mapping[str, Any]) -> int:
    """Updates that are not delivered yet."""
    count = info.get("pending_update_count")
    return count if isinstance(count, int) else 0
