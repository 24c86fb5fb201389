"""What the server's answer to a call says: a result, or one of the library's errors.

Rule: only what is surely Telegram's own word may settle a letter or a chat; whatever a gateway on
the way writes is trouble on the way. No error repeats a body, as it may hold what people wrote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.descriptions import known_words

PAUSE_UNSAID_SECONDS = 3
"""Too many requests, and no word about how long to wait."""
LONGEST_PAUSE_SECONDS = 86_400
DESCRIPTION_CHARS = 200
REFUSALS: dict[int, type[TelegramError]] = {
    HTTPStatus.BAD_REQUEST: BadRequest,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.CONFLICT: Conflict,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: BadRequest,
}


class UnreadableError(TelegramError):
    """The call was answered, and the answer cannot be read: it may have been carried out."""


def result_of(status: int, body: bytes) -> Any:
    """The bare `result`."""
    answer = _json_object(body)
    if status // 100 == HTTPStatus.OK // 100 and answer is not None:
        if answer.get("ok") is not False and "result" in answer:
            return answer["result"]
        status = _number(answer.get("error_code")) or status
    raise _refusal(status, answer)


def _json_object(body: bytes) -> Mapping[str, Any] | None:
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _refusal(status: int, answer: Mapping[str, Any] | None) -> TelegramError:
    """`answer`: None when the body was no JSON object, so that anybody may have written it."""
    if status // 100 == HTTPStatus.OK // 100:
        return UnreadableError("an answer that cannot be read")
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        return UnreadableError("the call went on for too long")
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        return InvalidToken(_said(status, answer))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RetryAfter(_retry_after(answer) or PAUSE_UNSAID_SECONDS)
    if answer is None:
        return NetworkError(_said(status, answer))
    if migrated := _number(_parameters(answer).get("migrate_to_chat_id")):
        return ChatMigrated(migrated)
    return REFUSALS.get(status, NetworkError)(_said(status, answer))


def _said(status: int, answer: Mapping[str, Any] | None) -> str:
    described = (answer or {}).get("description")
    if isinstance(described, str) and described:
        return known_words(described[:DESCRIPTION_CHARS])
    known = status in HTTPStatus._value2member_map_
    return f"{HTTPStatus(status).phrase if known else 'HTTP status'} ({status})"


def _retry_after(answer: Mapping[str, Any] | None) -> int:
    seconds = _number(_parameters(answer or {}).get("retry_after"))
    return min(max(seconds, 0), LONGEST_PAUSE_SECONDS)


def _parameters(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    given = answer.get("parameters")
    return given if isinstance(given, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
