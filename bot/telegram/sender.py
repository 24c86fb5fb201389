"""One letter, one verdict: which message it edits, what is tried anew, what the answer means.

It neither waits nor stores; when a letter is sent, and sent again, is the pump's matter.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
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
    Standing,
    Uncertain,
    Verdict,
)
from bot.screens import Screens
from bot.store import StoreError
from bot.telegram.calling import Caller
from bot.telegram.letters import Call, Draw, compose, toast
from bot.telegram.pictured import caption_of, file_ids, fits, with_album, with_picture
from bot.telegram.pictures import NOTHING, Pictures, Ready
from bot.telegram.verdicts import (
    is_message_gone,
    is_other_kind,
    is_picture_refused,
    is_unchanged,
    judge,
)

log = logging.getLogger(__name__)

NO_MESSAGE = 0
"""The answer to a tap makes none."""


class Sender:
    """Without `pictures` every letter goes as a text."""

    def __init__(
        self,
        api: Api,
        screens: Screens,
        draw: Draw,
        clock: Clock,
        pictures: Pictures | None = None,
    ) -> None:
        self._call = Caller(api)
        self._screens = screens
        self._draw = draw
        self._clock = clock
        self._pictures = pictures
        self._failures = 0
        """Pauses in a row that Telegram could not be reached after."""
        self._paused_until = clock.now()

    def forget(self, chat: ChatId) -> None:
        """All that this process remembers of what was shown there."""
        self._screens.forget(chat)
        if self._pictures is not None:
            self._pictures.forget(chat)

    def forget_drawn(self) -> None:
        """What was drawn for anybody: somebody was erased by another worker."""
        if self._pictures is not None:
            self._pictures.forget(None)

    async def learn(self, letters: Iterable[Letter]) -> None:
        """Looks up the messages of many letters at once; `locate` then has no need to."""
        keys = [(each.chat, each.say.screen) for each in letters if each.say.screen is not None]
        with contextlib.suppress(StoreError):  # `locate` asks again
            await self._screens.learn(keys)

    async def locate(self, letter: Letter) -> Standing | None:
        """The message to edit, if the letter has a screen and the screen has a message."""
        if letter.say.screen is None:
            return None
        return await self._screens.find(letter.chat, letter.say.screen)

    async def ready(self, letter: Letter) -> Ready:
        """What the letter shows, made before its turn: drawing takes time, and no turn."""
        return NOTHING if self._pictures is None else await self._pictures.ready(letter)

    async def settled(self, ready: Ready) -> None:
        """Waits while another letter uploads the same file."""
        if self._pictures is not None:
            await self._pictures.settled(ready)

    async def send(
        self, letter: Letter, standing: Standing | None, ready: Ready = NOTHING
    ) -> Verdict | None:
        """None: no call was made, as another letter has begun to upload the same file.

        Never raises for what Telegram answers, nor for a text that cannot be drawn.
        """
        try:
            verdict = await self._put(letter, standing, ready)
        except TelegramError as error:
            return self._judge(error, letter)
        except Exception as error:
            log.exception("a letter could not be drawn", extra={"chat": letter.chat})
            return Failed(type(error).__name__)
        if isinstance(verdict, Sent):
            self._failures = 0
            self._note(letter, standing, verdict, ready)
        return verdict

    async def answer(self, answered: Answered) -> Verdict:
        """Stops the spinner of a button; too late or not at all does no harm."""
        return await self._harmless(self.answer_call(answered))

    def answer_call(self, answered: Answered) -> Call:
        """As a call, for whoever can make it another way."""
        params: dict[str, Any] = {"callback_query_id": answered.callback_id}
        if answered.text is not None:
            try:
                params["text"] = toast(answered.text, answered.language, self._draw)
            except Exception:
                log.exception("a short answer could not be drawn")
        return Call("answerCallbackQuery", params)

    async def clear(self, chat: ChatId, message_id: int) -> Verdict:
        """Takes a message away that another one stands for; an old one only loses its buttons."""
        params = {"chat_id": chat, "message_id": message_id}
        verdict = await self._harmless(Call("deleteMessage", params))
        if isinstance(verdict, Failed):
            return await self._harmless(Call("editMessageReplyMarkup", params))
        return verdict

    async def sweep(self, chat: ChatId, message_ids: Sequence[int]) -> Verdict:
        """Takes messages away, at most 100; those that are gone already do not matter."""
        params = {"chat_id": chat, "message_ids": list(message_ids)}
        return await self._harmless(Call("deleteMessages", params))

    async def _harmless(self, call: Call) -> Verdict:
        """A call that may be made twice, and that nothing depends on."""
        try:
            await self._call(call)
        except TelegramError as error:
            log.debug("%s did not succeed: %s", call.method, error.message)
            verdict = judge(error, self._clock.now(), self._failures)
            if isinstance(verdict, Uncertain):
                return RetryAt(self._clock.now())
            return self._counted(verdict) if isinstance(verdict, RetryAt) else verdict
        return Sent(NO_MESSAGE)

    def _note(self, letter: Letter, standing: Standing | None, sent: Sent, ready: Ready) -> None:
        """What stands in the chat now."""
        if letter.say.screen is None:
            return
        picture = standing.picture if letter.say.edit_only and standing else ready.picture
        stands = Standing(sent.message_id, sent.pictured, picture if sent.pictured else "")
        self._screens.put(letter.chat, letter.say.screen, stands)

    async def _put(self, letter: Letter, standing: Standing | None, ready: Ready) -> Verdict | None:
        if letter.say.edit_only:
            return await self._tidy_up(letter, standing)
        if self._can_show(letter, ready):
            try:
                return await self._put_pictures(letter, standing, ready)
            except TelegramError as error:
                if not is_picture_refused(error):
                    raise
                log.warning("a letter goes without its picture: %s", error.message)
        return await self._put_text(letter, standing, ready)

    def _can_show(self, letter: Letter, ready: Ready) -> bool:
        """Words that do not fit below a picture go without it; a document was asked for."""
        if not ready.painted:
            return False
        return ready.painted[0].kind == "document" or fits(self._compose(letter, ready))

    async def _tidy_up(self, letter: Letter, standing: Standing | None) -> Verdict | None:
        """The message stays what it is: below a picture the words are its caption."""
        gone = Dropped("there is no message to edit")
        if standing is None:
            return gone
        text = self._compose(letter, NOTHING, standing)
        call = caption_of(text) if standing.pictured else text
        done = Sent(standing.message_id, standing.pictured)
        return await self._edit(call, done, lambda: _told(gone))

    async def _put_text(
        self, letter: Letter, standing: Standing | None, ready: Ready
    ) -> Verdict | None:
        """Into a text; where a picture stands it is sent anew."""
        letter = _unshown(letter, ready)
        text = self._compose(letter, ready, None if _shows(standing) else standing)
        if text.method != "editMessageText":
            return _sent(
                await self._call(text), pictured=False, old=standing if _shows(standing) else None
            )
        assert standing
        return await self._edit(
            text, Sent(standing.message_id), lambda: self._put_text(letter, None, ready)
        )

    async def _put_pictures(
        self, letter: Letter, standing: Standing | None, ready: Ready
    ) -> Verdict | None:
        """With what Telegram has, and once more with files where it has them no more."""
        assert self._pictures
        uploads, keys = self._pictures.uploads, ready.keys
        if not uploads.is_free(keys):
            return None
        known = uploads.known(keys)
        with uploads.uploading(keys):
            try:
                return await self._show(letter, standing, ready)
            except TelegramError as error:
                if not known or not is_picture_refused(error):
                    raise
        await uploads.forget(known)
        return await self._put_pictures(letter, standing, ready)

    async def _show(
        self, letter: Letter, standing: Standing | None, ready: Ready
    ) -> Verdict | None:
        assert self._pictures
        kind, files = ready.painted[0].kind, self._pictures.files(ready)
        assert kind
        if ready.is_album:
            text = self._compose(letter, ready)
            return _sent(await self._upload(with_album(text, files), ready), pictured=True)
        text = self._compose(letter, ready, standing if _shows(standing) else None)
        if text.method != "editMessageText":
            result = await self._upload(with_picture(text, kind, files[0]), ready)
            return _sent(result, pictured=True, old=standing)
        assert standing
        same = standing.picture == ready.picture
        call = caption_of(text) if same else with_picture(text, kind, files[0])
        done = Sent(standing.message_id, pictured=True)
        return await self._edit(call, done, lambda: self._show(letter, None, ready), ready)

    async def _edit(
        self,
        call: Call,
        done: Sent,
        anew: Callable[[], Awaitable[Verdict | None]],
        ready: Ready = NOTHING,
    ) -> Verdict | None:
        """A message that cannot be edited any more is sent anew."""
        try:
            await self._upload(call, ready)
        except TelegramError as error:
            if is_message_gone(error):
                verdict = await anew()
                if isinstance(verdict, Sent) and is_other_kind(error):
                    return replace(verdict, replaced=done.message_id)
                return verdict
            if isinstance(judge(error, self._clock.now()), Uncertain):
                return RetryAt(self._clock.now())  # a second edit changes nothing
            if not is_unchanged(error):
                raise
        return done

    async def _upload(self, call: Call, ready: Ready) -> Any:
        """The call's result; ids of files in it are kept for all letters to come."""
        result = await self._call(call)
        if ready.keys:
            assert self._pictures
            kind = ready.painted[0].kind
            assert kind
            ids = zip(ready.painted, file_ids(result, kind), strict=False)
            fresh = {each.key: id_ for each, id_ in ids if each.shared and id_}
            await self._pictures.uploads.keep(fresh)
        return result

    def _compose(self, letter: Letter, ready: Ready, standing: Standing | None = None) -> Call:
        say = letter.say
        if ready.lines:
            say = say.model_copy(update={"lines": (*say.lines, *ready.lines)})
        message_id = standing.message_id if standing else None
        return compose(say, letter.chat, letter.language, self._draw, message_id=message_id)

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


def _unshown(letter: Letter, ready: Ready) -> Letter:
    """The letter as it goes without what it was to show."""
    if not ready.unshown:
        return letter
    return replace(letter, say=letter.say.model_copy(update={"lines": ready.unshown}))


def _shows(standing: Standing | None) -> bool:
    return standing is not None and standing.pictured


def _sent(result: Any, *, pictured: bool, old: Standing | None = None) -> Verdict:
    """`old`: what the new message stands for."""
    message = result[0] if isinstance(result, list) and result else result
    sent = message.get("message_id") if isinstance(message, dict) else None
    if not isinstance(sent, int):
        return Uncertain("no message id came back")
    return Sent(sent, pictured, old.message_id if old else None)


async def _told(verdict: Verdict) -> Verdict:
    return verdict
