"""Requests as bytes, and the few fields of a call that matter, however they were encoded.

Rule: nothing is decoded before it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote_plus

END_OF_HEAD = b"\r\n\r\n"


class Request(NamedTuple):
    path: bytes
    head: bytes
    """In small letters; every line of it ends in CRLF."""
    body: bytes
    size: int
    """Bytes of all of it on the wire."""


def request_in(data: bytes) -> Request | None:
    """The first one, when all of it is there."""
    end = data.find(END_OF_HEAD)
    if end < 0:
        return None
    head, start = data[: end + 2].lower(), end + 4
    path = data[: data.find(b"\r\n")].split(b" ", 2)[1]
    if b"\r\ntransfer-encoding: chunked" in head:
        told = _unchunked(data, start)
        return None if told is None else Request(path, head, *told)
    size = start + int(_header(head, b"content-length") or b"0")
    return None if len(data) < size else Request(path, head, data[start:size], size)


def _header(head: bytes, name: bytes) -> bytes:
    at = head.find(b"\r\n%b:" % name)
    if at < 0:
        return b""
    at += len(name) + 3
    return head[at : head.find(b"\r\n", at)].strip()


def _unchunked(data: bytes, at: int) -> tuple[bytes, int] | None:
    """The body, and where it ends; trailers are not known here."""
    parts: list[bytes] = []
    while (line := data.find(b"\r\n", at)) >= 0:
        size = int(data[at:line].partition(b";")[0], 16)
        at = line + 2 + size + 2
        if len(data) < at:
            return None
        if not size:
            return b"".join(parts), at
        parts.append(data[line + 2 : at - 2])
    return None


class Form(Protocol):
    """A call's parameters."""

    def number(self, name: str) -> int:
        """0 when it is not there."""

    def text(self) -> str:
        """Or the caption."""

    def data(self) -> tuple[str, ...]:
        """Callback data of the buttons."""


def form_of(head: bytes, body: bytes) -> Form:
    kind = _header(head, b"content-type")
    if kind.startswith(b"application/json"):
        return Plain(json.loads(body) if body else {})
    if kind.startswith(b"multipart/"):
        return Plain(dict(_parts(body)))
    return Urlencoded(body)


class Urlencoded:
    """Callback data is found by its quotes, which stand as %22 in any such body.

    It must be ASCII without quotes and backslashes, which JSON would write in another way.
    """

    __slots__ = ("_fields",)

    def __init__(self, body: bytes) -> None:
        self._fields = dict([pair.partition(b"=")[::2] for pair in body.split(b"&")])

    def number(self, name: str) -> int:
        return int(self._fields.get(name.encode(), b"0"))

    def text(self) -> str:
        return unquote_plus(
            (self._fields.get(b"text") or self._fields.get(b"caption", b"")).decode()
        )

    def data(self) -> tuple[str, ...]:
        markup = self._fields.get(b"reply_markup", b"")
        found = []
        at = markup.find(b"callback_data%22")
        while at >= 0:
            start = markup.find(b"%22", at + 16) + 3
            end = markup.find(b"%22", start)
            found.append(unquote_plus(markup[start:end].decode()))
            at = markup.find(b"callback_data%22", end)
        return tuple(found)


class Plain:
    """Values as they are, or as JSON in a string."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def number(self, name: str) -> int:
        return int(self._fields.get(name, 0))

    def text(self) -> str:
        return str(self._fields.get("text") or self._fields.get("caption", ""))

    def data(self) -> tuple[str, ...]:
        markup = self._fields.get("reply_markup") or {}
        rows = (json.loads(markup) if isinstance(markup, str) else markup).get(
            "inline_keyboard", ()
        )
        return tuple(b["callback_data"] for row in rows for b in row if "callback_data" in b)


def _parts(body: bytes) -> Iterator[tuple[str, str]]:
    """Of a multipart body; files are passed over. The first line is the boundary."""
    for part in body.split(body[: body.find(b"\r\n")]):
        head, _, value = part.partition(END_OF_HEAD)
        if b"filename=" not in head and (name := _name_of(head)):
            yield name, value.removesuffix(b"\r\n").decode()


def _name_of(head: bytes) -> str:
    quoted = head.partition(b'name="')[2]
    return quoted[: quoted.find(b'"')].decode()
