"""An aiohttp request class for python-telegram-bot.

It knows HTTP only: how a call is put on the wire, and in which way it can be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

CONNECTIONS = 128
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
"""Longest silence of the server within one call, unless the caller says otherwise."""
UPLOAD_SECONDS = 120.0
"""For the whole of a call with a file: nothing else ends one that is taken in ever so slowly."""


ANSWER_BYTES = 16 * 2**20
"""A hundred updates with the longest texts, quoted texts and entities are 12 MB."""


class NotConnectedError(NetworkError):
    """No connection could be made, so the call surely did not happen."""


class ConnectionLostError(NetworkError):
    """The connection broke under the call, so it may have happened."""


class TooLongError(TelegramError):
    """The call was answered, at a length that nobody reads; it may have been carried out."""


class AiohttpRequest(BaseRequest):
    """One pool of connections; only the first failure to connect is told from all others."""

    __slots__ = ("_connections", "_session")

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "unhamstrung"},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Errors name the kind of failure only: aiohttp's own texts may hold the URL."""
        del write_timeout, pool_timeout  # aiohttp has one pool wait, inside `connect`
        assert self._session is not None, "initialize() comes first"
        timeout = aiohttp.ClientTimeout(
            total=UPLOAD_SECONDS if request_data and request_data.contains_files else None,
            connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await _read(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnectedError(f"no connection ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut from None
        except TooLongError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the call may have happened
            raise ConnectionLostError(f"connection lost ({type(error).__name__})") from None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Never more than Telegram itself may have to say."""
    body = bytearray()
    async for part in response.content.iter_any():
        body += part
        if len(body) > ANSWER_BYTES:
            response.close()
            raise TooLongError("an answer that is too long")
    return bytes(body)


def _seconds(given: Any, default: float) -> float | None:
    """`given` is a number, None for no limit, or the library's mark for "not said"."""
    return given if given is None or isinstance(given, int | float) else default


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None or not data.contains_files:
        return data.json_parameters if data else None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
