"""One letter, one verdict: which message it edits, what is tried anew, what the answer means.

It neither waits nor stores; when a letter is sent, and sent again, is the pump's matter.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from telegram.error import TelegramError

from bot.clock import Clock
from bot.model import (
    Answered,
    Api,
    ChatId,
    Dropped,
    Failed,
    Letter,
    RetryAt,
    Sent,
    Uncertain,
    Verdict,
)
from bot.screens import Screens
from bot.store import StoreError
from bot.telegram.letters import Call, Draw, compose, toast
from bot.telegram.verdicts import (
    is_about_effects,
    is_about_style,
    is_about_times,
    is_message_gone,
    is_unchanged,
    judge,
)

log = logging.getLogger(__name__)

NO_MESSAGE = 0
"""The answer to a tap makes none."""


class Newer(NamedTuple):
    """What an older server refuses: how to tell, and the call without it."""

    is_refused: Callable[[TelegramError], bool]
    leave_out: Callable[[Call], Call]


NEWER = (
    Newer(is_about_style, Call.without_styles),
    Newer(is_about_times, Call.without_times),
    Newer(is_about_effects, Call.without_effect),
)


class Sender:
    def __init__(self, api: Api, screens: Screens, draw: Draw, clock: Clock) -> None:
        self._api = api
        self._screens = screens
        self._draw = draw
        self._clock = clock
        self._failures = 0
        """Pauses in a row that Telegram could not be reached after."""
        self._paused_until = clock.now()
        self._refused: tuple[Newer, ...] = ()
        """What this server has refused once is not tried again."""

    def forget(self, chat: ChatId) -> None:
        self._screens.forget(chat)

    async def learn(self, letters: Iterable[Letter]) -> None:
        """Looks up the messages of many letters at once; `locate` then has no need to."""
        keys = [(each.chat, each.say.screen) for each in letters if each.say.screen is not None]
        with contextlib.suppress(StoreError):  # `locate` asks again
            await self._screens.learn(keys)

    async def locate(self, letter: Letter) -> int | None:
        """The message to edit, if the letter has a screen and the screen has a message."""
        if letter.say.screen is None:
            return None
        return await self._screens.find(letter.chat, letter.say.screen)

    async def send(self, letter: Letter, message_id: int | None) -> Verdict:
        """Never raises for what Telegram answers, nor for a text that cannot be drawn."""
        try:
            verdict = await self._put(letter, message_id)
        except TelegramError as error:
            return self._judge(error, letter)
        except Exception as error:
            log.exception("a letter could not be drawn", extra={"chat": letter.chat})
            return Failed(type(error).__name__)
        if isinstance(verdict, Sent):
            self._failures = 0
            if letter.say.screen is not None:
                self._screens.put(letter.chat, letter.say.screen, verdict.message_id)
        return verdict

    async def answer(self, answered: Answered) -> Verdict:
        """Stops the spinner of a button; too late or not at all does no harm."""
        params: dict[str, Any] = {"callback_query_id": answered.callback_id}
        if answered.text is not None:
            try:
                params["text"] = toast(answered.text, answered.language, self._draw)
            except Exception:
                log.exception("a short answer could not be drawn")
        try:
            await self._api.call("answerCallbackQuery", params)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error.message)
            verdict = judge(error, self._clock.now(), self._failures)
            if isinstance(verdict, Uncertain):  # a second answer changes nothing
                return RetryAt(self._clock.now())
            return self._counted(verdict) if isinstance(verdict, RetryAt) else verdict
        return Sent(NO_MESSAGE)

    async def _put(self, letter: Letter, message_id: int | None) -> Verdict:
        if message_id is None and letter.say.edit_only:
            return Dropped("there is no message to edit")
        call = compose(letter.say, letter.chat, letter.language, self._draw, message_id=message_id)
        if message_id is None or call.method != "editMessageText":
            result = await self._call(call)
            sent = result.get("message_id") if isinstance(result, dict) else None
            return Sent(sent) if isinstance(sent, int) else Uncertain("no message id came back")
        try:
            await self._call(call)
        except TelegramError as error:
            if is_message_gone(error):
                return await self._put(letter, None)
            if isinstance(judge(error, self._clock.now()), Uncertain):
                return RetryAt(self._clock.now())  # a second edit changes nothing
            if not is_unchanged(error):
                raise
        return Sent(message_id)

    async def _call(self, call: Call) -> Any:
        for newer in self._refused:
            call = newer.leave_out(call)
        try:
            return await self._api.call(call.method, call.params)
        except TelegramError as error:
            left = (newer for newer in NEWER if newer not in self._refused)
            refused = next((newer for newer in left if newer.is_refused(error)), None)
            if refused is None:
                raise
        self._refused = (*self._refused, refused)
        return await self._call(call)

    def _judge(self, error: TelegramError, letter: Letter) -> Verdict:
        verdict = judge(error, self._clock.now(), self._failures)
        if isinstance(verdict, Failed | Uncertain):
            log.warning("a letter failed: %s", verdict.reason, extra={"chat": letter.chat})
        return self._counted(verdict) if isinstance(verdict, RetryAt) else verdict

    def _counted(self, verdict: RetryAt) -> RetryAt:
        """Calls that were under way together fail together, and lengthen the next pause once."""
        if verdict.whole_bot and self._clock.now() >= self._paused_until:
            self._failures += 1
            self._paused_until = verdict.at
        return verdict
