"""`python -m bot webhook`: where Telegram brings updates, as an operator sees and sets it.

Rule: what a start does by itself, by hand; what waits at Telegram is never dropped.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.discretion import Discretion
from bot.model import Api
from bot.settings import Settings, SettingsError
from bot.telegram.api import TelegramApi
from bot.telegram.hearing import UNKNOWN_BOT, TokenError
from bot.telegram.hook import hook_of, trouble_in, waiting_in
from bot.telegram.verdicts import retry_after

Action = Literal["set", "delete", "show"]


class RefusedError(Exception):
    """Telegram does not do it; the sentence is for the operator."""


def webhook_command(settings: Settings, action: Action, clock: Clock) -> str:
    """What to print. Raises SettingsError, TokenError or RefusedError, each with a sentence."""
    if settings.token is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN: is not set, so there is no bot to ask about")
    if action == "set" and settings.webhook_url is None:
        raise SettingsError("WEBHOOK_URL: is not set, so there is nowhere to bring updates to")
    return asyncio.run(_act(settings, settings.token, action, clock))


async def _act(settings: Settings, token: str, action: Action, clock: Clock) -> str:
    async with TelegramApi(settings.telegram_api_url, token) as api:
        try:
            return await _do(api, settings, action, clock)
        except InvalidToken:
            raise TokenError(UNKNOWN_BOT) from None
        except RetryAfter as error:
            seconds = retry_after(error).total_seconds()
            raise RefusedError(
                f"Telegram asks to wait for {seconds:.0f} s; try again then."
            ) from None
        except TelegramError as error:
            raise RefusedError(f"Telegram does not do it ({error.message}).") from None


async def _do(api: Api, settings: Settings, action: Action, clock: Clock) -> str:
    hook = hook_of(settings)
    if action == "set" and hook:
        await api.call("setWebhook", hook.wanted())
        return f"Telegram brings updates to {hook.url} from now on."
    if action == "delete":
        await api.call("deleteWebhook", {"drop_pending_updates": False})
        return (
            "The webhook is deleted; what waits comes by polling. A bot that runs with a"
            " WEBHOOK_URL sets it again within a minute."
        )
    info = await api.call("getWebhookInfo", {})
    known = info if isinstance(info, Mapping) else {}
    said = "\n".join(lines(known, hook.url if hook else None, clock.now()))
    return Discretion(settings.secrets()).redact(said)


def lines(info: Mapping[str, Any], wanted: str | None, now: dt.datetime) -> list[str]:
    """`wanted`: what WEBHOOK_URL says."""
    url, waits = info.get("url"), waiting_in(info)
    said = [_where(str(url), wanted) if url else _nowhere(wanted)]
    said.append("Nothing waits." if not waits else f"{waits} updates wait to be brought.")
    if trouble := trouble_in(info):
        at = dt.datetime.fromtimestamp(trouble.at, dt.UTC)
        local = f"{at.astimezone():%Y-%m-%d %H:%M:%S}"
        said.append(f"The last that failed, {ago(now - at)} ago ({local}): {trouble.words}")
    return said


def _where(url: str, wanted: str | None) -> str:
    if wanted is None:
        return f"Telegram brings updates to {url}; WEBHOOK_URL is not set, so a start deletes this."
    if url != wanted:
        return f"Telegram brings updates to {url}, and not to WEBHOOK_URL, which is {wanted}."
    return f"Telegram brings updates to {url}, as WEBHOOK_URL says."


def _nowhere(wanted: str | None) -> str:
    if wanted is None:
        return "There is no webhook: updates are polled for."
    return f"There is no webhook, though WEBHOOK_URL is {wanted}; a start sets it."


def ago(time: dt.timedelta) -> str:
    """In the largest unit that is not below one, such as 3 min."""
    seconds = max(0, int(time.total_seconds()))
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
