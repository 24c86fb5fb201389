"""A pool of connections on aiohttp, that fails with python-telegram-bot's errors.

It knows HTTP only: how a body is put on the wire, and in which way it can be lost.
"""

from __future__ import annotations

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut

CONNECTIONS = 128
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
"""Longest silence of the server within one call, unless the caller says otherwise."""
UPLOAD_SECONDS = 120.0
"""For the whole of a call with a file: nothing else ends one that is taken in ever so slowly."""
JSON = {"Content-Type": "application/json"}
ANSWER_BYTES = 16 * 2**20
"""A hundred updates with the longest texts, quoted texts and entities are 12 MB."""


class NotConnectedError(NetworkError):
    """No connection could be made, so the call surely did not happen."""


class ConnectionLostError(NetworkError):
    """The connection broke under the call, so it may have happened."""


class TooLongError(TelegramError):
    """The call was answered, at a length that nobody reads; it may have been carried out."""


class Connections:
    """One pool of connections; only the first failure to connect is told from all others."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "unhamstrung"},
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(
        self, url: str, body: bytes | aiohttp.FormData, *, read_seconds: float
    ) -> tuple[int, bytes]:
        """`body`: JSON, or a form with files. The status and the body of the answer.

        Errors name the kind of failure only: aiohttp's own texts may hold the URL.
        """
        assert self._session is not None, "open() comes first"
        is_json = isinstance(body, bytes)
        timeout = aiohttp.ClientTimeout(
            total=None if is_json else UPLOAD_SECONDS,
            connect=CONNECT_SECONDS,
            sock_read=read_seconds,
        )
        try:
            async with self._session.post(
                url,
                data=body,
                headers=JSON if is_json else None,
                timeout=timeout,
                allow_redirects=False,
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
