"""What an error of the Bot API means for the letter under way.

Texts are matched without regard to case; the classes alone do not tell enough (`BadRequest` is a
`NetworkError` to the library).
"""

from __future__ import annotations

import datetime as dt

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.model import Blocked, Failed, RetryAt, Uncertain, Verdict
from bot.telegram.http import ConnectionLostError

LONGEST_PAUSE_SECONDS = 30.0
CHAT_IS_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
MESSAGE_IS_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "there is no media in the message to edit",
)
OTHER_KIND = ("there is no",)
"""Of those: the message stands, with a picture where a text was meant or the other way round."""
PICTURE_IS_REFUSED = (
    "wrong file identifier",
    "wrong remote file",
    "file_id_invalid",
    "file_reference",
    "type of file mismatch",
    "can't use file of type",
    "failed to get http url content",
    "wrong type of the web page content",
    "media_empty",
    "media_invalid",
    "image_process_failed",
    "photo_",
    "file must be non-empty",
    "file is too big",
    "too large",
    "caption is too long",
    "can't parse inputmedia",
    "not enough rights to send",
)


def judge(error: TelegramError, now: dt.datetime, failures: int = 0) -> Verdict:
    """`failures`: how many calls in a row could not be made; it only lengthens the pause."""
    match error:
        case RetryAfter():
            return RetryAt(now + retry_after(error), refused=True)
        case Forbidden():
            return Blocked()
        case BadRequest() if _says(error, CHAT_IS_GONE):
            return Blocked()
        case BadRequest():
            return Failed(error.message)
        case ChatMigrated() | Conflict():
            return Failed(error.message)
        case TimedOut() | ConnectionLostError():
            return Uncertain(error.message)
        case NetworkError() | InvalidToken():
            return RetryAt(now + dt.timedelta(seconds=pause_seconds(failures)), whole_bot=True)
        case _:  # such as an answer that cannot be read
            return Uncertain(error.message)


def pause_seconds(failures: int) -> float:
    """0.5, 1, 2, 4 ... up to 30."""
    return float(min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(failures, 10)))


def retry_after(error: RetryAfter) -> dt.timedelta:
    given = error.retry_after
    return given if isinstance(given, dt.timedelta) else dt.timedelta(seconds=given)


def is_unchanged(error: TelegramError) -> bool:
    """The edit asked for what is already on the screen: that is success."""
    return isinstance(error, BadRequest) and _says(error, ("message is not modified",))


def is_message_gone(error: TelegramError) -> bool:
    """The message cannot be edited any more, so its content has to be sent anew."""
    return isinstance(error, BadRequest) and _says(error, MESSAGE_IS_GONE)


def is_other_kind(error: TelegramError) -> bool:
    """The message to edit is a picture and not a text, or the other way round."""
    return is_message_gone(error) and _says(error, OTHER_KIND)


def is_picture_refused(error: TelegramError) -> bool:
    """Telegram does not take the picture, or does not know it any more; the words it may take.

    A gateway says "too large" too, and with or without words of Telegram it is no use to go on.
    """
    too_large = not isinstance(error, RetryAfter) and _says(error, ("too large",))
    return too_large or (isinstance(error, BadRequest) and _says(error, PICTURE_IS_REFUSED))


def is_about_style(error: TelegramError) -> bool:
    """A server that is older than the colors of buttons."""
    return isinstance(error, BadRequest) and _says(error, ("style",))


def is_about_times(error: TelegramError) -> bool:
    """A server that is older than moments in a text."""
    return isinstance(error, BadRequest) and _says(error, ("tg-time",))


def is_about_effects(error: TelegramError) -> bool:
    """A server that is older than effects, or that has none of this id any more."""
    return isinstance(error, BadRequest) and _says(error, ("effect",))


def _says(error: TelegramError, phrases: tuple[str, ...]) -> bool:
    text = error.message.lower().replace("’", "'")
    return any(phrase in text for phrase in phrases)
