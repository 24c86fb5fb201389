"""What Telegram says: whether it can be reached and knows the token, its clock, and the webhook.

Rule: asks only what changes nothing; no poll, as that would end the poll of a bot that runs.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.doctor.lines import Line, mend, note, ok
from bot.settings import Settings
from bot.telegram.answers import result_of

ANSWER_SECONDS = 6.0
"""Two are asked for one after the other."""
SLOW_SECONDS = 2.0
CLOCK_NOTE = dt.timedelta(seconds=5)
CLOCK_MEND = dt.timedelta(seconds=30)
"""A prompt would come at a minute that the person did not choose."""
LATELY = dt.timedelta(minutes=15)
"""An older failure of the webhook is over."""
MANY_PENDING = 100
MOST_CHARS = 120


class _AwayError(Exception):
    """Says which kind of failure it was; never the address, which holds the token."""


@dataclass(frozen=True, slots=True)
class Heard:
    status: int
    body: bytes
    date: str | None
    """As the server's clock has it."""
    seconds: float

    def result(self) -> Mapping[str, Any]:
        """Raises TelegramError."""
        answer = result_of(self.status, self.body)
        if not isinstance(answer, dict):
            raise TelegramError("an answer that makes no sense")
        return answer


async def telegram(settings: Settings, clock: Clock, *, told: bool = True) -> AsyncIterator[Line]:
    """`told`: WEBHOOK_URL could be read, so the webhook can be compared with it."""
    if settings.token is None:
        yield note("token", "TELEGRAM_BOT_TOKEN is not set, so `run` serves the preview")
        return
    base = f"{settings.telegram_api_url}/bot{settings.token}"
    limit = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(timeout=limit) as session:
        try:
            heard = await _ask(session, f"{base}/getMe")
        except _AwayError as error:
            yield _away(settings, str(error))
            return
        yield _reached(settings, heard)
        yield _clock(heard, clock.now())
        yield _token(heard)
        if not told:
            yield note("webhook", "not looked at, as WEBHOOK_URL cannot be read")
            return
        try:
            info = (await _ask(session, f"{base}/getWebhookInfo")).result()
        except (_AwayError, TelegramError):
            return  # told of the first one
        for line in webhook_lines(info, settings.webhook_url, clock.now()):
            yield line


async def _ask(session: aiohttp.ClientSession, url: str) -> Heard:
    begun = time.perf_counter()
    try:
        async with session.post(url, allow_redirects=False) as response:
            body = await response.read()
            date = response.headers.get("Date")
            return Heard(response.status, body, date, time.perf_counter() - begun)
    except TimeoutError:
        raise _AwayError(f"no answer within {ANSWER_SECONDS:.0f} s") from None
    except Exception as error:  # noqa: BLE001 - whatever it is, its own words may hold the token
        raise _AwayError(f"no connection, {type(error).__name__}") from None


def _away(settings: Settings, why: str) -> Line:
    said = f"{settings.telegram_api_url} cannot be reached ({why}); check the network, a firewall"
    return mend("Telegram", f"{said}, and TELEGRAM_API_URL")


def _reached(settings: Settings, heard: Heard) -> Line:
    said = f"{settings.telegram_api_url} answers in {heard.seconds:.2f} s"
    if heard.seconds > SLOW_SECONDS:
        return note("Telegram", f"{said}, which is slow")
    return ok("Telegram", said)


def _token(heard: Heard) -> Line:
    try:
        me = heard.result()
    except InvalidToken:
        said = "Telegram does not know it; copy it again from @BotFather into TELEGRAM_BOT_TOKEN"
        return mend("token", said)
    except TelegramError as error:
        return mend(
            "token", f"Telegram does not say whose it is ({error.message}); try again later"
        )
    return ok("token", f"of the bot {me.get('id')}, @{me.get('username')}")


def _clock(heard: Heard, now: dt.datetime) -> Line:
    """A moment of the server is a whole second, and was told while its answer was on the way."""
    try:
        theirs = parsedate_to_datetime(heard.date or "")
    except ValueError:
        return note("clock", "the server does not tell its time, so ours cannot be compared")
    since = dt.timedelta(seconds=heard.seconds / 2 + 0.5)
    ahead = now - since - theirs.astimezone(dt.UTC)
    off = abs(ahead)
    if off <= CLOCK_NOTE:
        return ok("clock", f"within {CLOCK_NOTE.seconds} s of Telegram's")
    way = "ahead of" if ahead > dt.timedelta() else "behind"
    said = f"{_span(off)} {way} Telegram's; let the machine keep it by NTP (`timedatectl`)"
    return note("clock", said) if off <= CLOCK_MEND else mend("clock", said)


def _span(off: dt.timedelta) -> str:
    return str(dt.timedelta(seconds=round(off.total_seconds())))


def webhook_lines(info: Mapping[str, Any], wanted: str | None, now: dt.datetime) -> Iterator[Line]:
    """`wanted`: WEBHOOK_URL, or None for a bot that polls."""
    is_set = str(info.get("url") or "")
    waiting = _waiting(info)
    if wanted is None:
        yield _polls(is_set, waiting)
        return
    if is_set != wanted:
        yield _not_ours(is_set, waiting)
        return
    yield ok("webhook", f"set to WEBHOOK_URL, {waiting}")
    yield from _failing(info, now)


def _waiting(info: Mapping[str, Any]) -> str:
    count = int(info.get("pending_update_count") or 0)
    return f"{count} {'update waits' if count == 1 else 'updates wait'} at Telegram"


def _polls(is_set: str, waiting: str) -> Line:
    if not is_set:
        return ok("webhook", f"none is set, as polling needs it; {waiting}")
    return mend(
        "webhook",
        f"one is set at {_host(is_set)}, so nothing can be polled; {waiting}. Stop the program that"
        " set it, then start the bot anew, which takes it away; or set WEBHOOK_URL",
    )


def _not_ours(is_set: str, waiting: str) -> Line:
    if not is_set:
        return note("webhook", f"none is set yet, the bot does it at its start; {waiting}")
    return mend(
        "webhook",
        f"set to another address than WEBHOOK_URL, at {_host(is_set)}; {waiting}. The bot sets its"
        " own within a minute; if this does not last, another program has the same token",
    )


def _host(url: str) -> str:
    """All else in an address may be a secret."""
    try:
        return urlsplit(url).hostname or "an unknown host"
    except ValueError:
        return "an unknown host"


def _failing(info: Mapping[str, Any], now: dt.datetime) -> Iterator[Line]:
    pending = int(info.get("pending_update_count") or 0)
    at = dt.datetime.fromtimestamp(int(info.get("last_error_date") or 0), dt.UTC)
    if now - at <= LATELY:
        words = "".join(filter(str.isprintable, str(info.get("last_error_message") or "no reason")))
        age = _span(max(now - at, dt.timedelta()))
        yield mend(
            "webhook",
            f"Telegram could not deliver {age} ago: {words[:MOST_CHARS]}. Look at the proxy, the"
            " certificate, and whether the bot runs with the same WEBHOOK_SECRET",
        )
    elif pending > MANY_PENDING:
        yield note("webhook", f"{pending} updates wait at Telegram: the bot is slow, or away")
