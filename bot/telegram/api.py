"""The Bot API as one method: `call`.

Neither the address nor the token leaves this module, in a log line or in an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NoReturn, Self

from aiohttp import FormData
from telegram import InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.model import Upload
from bot.telegram.answers import result_of
from bot.telegram.http import READ_SECONDS, Connections


class TelegramApi:
    """Long polls have a connection pool of their own, so that they never wait behind letters.

    The library's errors and encoding are used. Its typed methods are not: they cost four times as
    much where only a message id is wanted. Nor is its reading of answers, which takes any gateway
    for Telegram and repeats bodies in its errors.
    """

    def __init__(self, url: str, token: str, *, read_seconds: float = READ_SECONDS) -> None:
        """`read_seconds`: the longest silence within a call before its outcome is unknown."""
        self._base = f"{url.rstrip('/')}/bot{token}"
        self._read_seconds = read_seconds
        self._calls = Connections()
        self._polls = Connections(connections=1)

    async def __aenter__(self) -> Self:
        await self._calls.open()
        await self._polls.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._calls.close()
        await self._polls.close()

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        """The bare `result`. A `timeout` parameter (long polling) lengthens the wait for it."""
        connections = self._polls if method == "getUpdates" else self._calls
        status, body = await connections.post(
            f"{self._base}/{method}",
            _body(params),
            read_seconds=self._read_seconds + float(params.get("timeout", 0)),
        )
        return result_of(status, body)


class _FilesInItError(TypeError):
    """It cannot go as JSON."""


def _no_json(value: object) -> NoReturn:
    raise _FilesInItError if isinstance(value, Upload) else TypeError(type(value).__name__)


_ENCODE = json.JSONEncoder(separators=(",", ":"), default=_no_json).encode


def _body(params: Mapping[str, Any]) -> bytes | FormData:
    """JSON costs a third of what a form costs; files go in a form, and None nowhere."""
    given = {name: value for name, value in params.items() if value is not None}
    try:
        return _ENCODE(given).encode()
    except _FilesInItError:
        return _form(given)


def _form(params: Mapping[str, Any]) -> FormData:
    data = RequestData([_field(name, value) for name, value in params.items()])
    form = FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _field(name: str, value: Any) -> RequestParameter:
    """A file deeper in a value goes beside it, and the value names it."""
    if isinstance(value, Upload):
        return RequestParameter.from_input(name, InputFile(value.data, value.filename))
    files: list[InputFile] = []
    return RequestParameter(name, _attached(value, files), files or None)


def _attached(value: Any, files: list[InputFile]) -> Any:
    match value:
        case Upload():
            files.append(InputFile(value.data, value.filename, attach=True))
            return files[-1].attach_uri
        case dict():
            return {name: _attached(each, files) for name, each in value.items()}
        case list():
            return [_attached(each, files) for each in value]
        case _:
            return value
