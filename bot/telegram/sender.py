"""One letter, one verdict: which message it edits, what is tried anew, what the answer means.

It neither waits nor stores; when a letter is sent, and sent again, is the pump's matter.
"""

from __future__ import annotations

import logging
from typing import Any

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
from bot.telegram.letters import Call, Draw, compose, toast
from bot.telegram.verdicts import is_about_style, is_message_gone, is_unchanged, judge

log = logging.getLogger(__name__)

EDIT_TRIES = 3
"""An edit of unknown outcome may simply be made again: the second one changes nothing."""


class Sender:
    def __init__(self, api: Api, screens: Screens, draw: Draw, clock: Clock) -> None:
        self._api = api
        self._screens = screens
        self._draw = draw
        self._clock = clock
        self._failures = 0
        self._styles = True

    def forget(self, chat: ChatId) -> None:
        self._screens.forget(chat)

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
        self._failures = 0
        if letter.say.screen is not None and isinstance(verdict, Sent):
            self._screens.put(letter.chat, letter.say.screen, verdict.message_id)
        return verdict

    async def answer(self, answered: Answered) -> None:
        """Stops the spinner of a button; too late or not at all does no harm."""
        params: dict[str, Any] = {"callback_query_id": answered.callback_id}
        if answered.text is not None:
            params["text"] = toast(answered.text, answered.language, self._draw)
        try:
            await self._api.call("answerCallbackQuery", params)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error.message)

    async def _put(self, letter: Letter, message_id: int | None) -> Verdict:
        if message_id is None and letter.say.edit_only:
            return Dropped("there is no message to edit")
        call = compose(letter.say, letter.chat, letter.language, self._draw, message_id=message_id)
        if message_id is None or call.method != "editMessageText":
            result = await self._call(call)
            sent = result.get("message_id") if isinstance(result, dict) else None
            return Sent(sent) if isinstance(sent, int) else Uncertain("no message id came back")
        try:
            await self._edit(call)
        except TelegramError as error:
            if is_message_gone(error):
                return await self._put(letter, None)
            if not is_unchanged(error):
                raise
        return Sent(message_id)

    async def _edit(self, call: Call) -> None:
        for _ in range(EDIT_TRIES - 1):
            try:
                await self._call(call)
            except TelegramError as error:
                if not isinstance(judge(error, self._clock.now()), Uncertain):
                    raise
            else:
                return
        await self._call(call)

    async def _call(self, call: Call) -> Any:
        if not self._styles:
            call = call.without_styles()
        try:
            return await self._api.call(call.method, call.params)
        except TelegramError as error:
            if not self._styles or not is_about_style(error):
                raise
        self._styles = False
        return await self._call(call)

    def _judge(self, error: TelegramError, letter: Letter) -> Verdict:
        verdict = judge(error, self._clock.now(), self._failures)
        if isinstance(verdict, Failed | Uncertain):
            log.warning("a letter failed: %s", verdict.reason, extra={"chat": letter.chat})
        if isinstance(verdict, RetryAt) and verdict.whole_bot:
            self._failures += 1
        return verdict
