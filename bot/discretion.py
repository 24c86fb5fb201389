"""What no line of a log may show, and what stands there instead.

Rule: takes and gives text; where the text goes is `logs`' matter. Secrets are known by their value
in each form that a program may write, and, be they ours or not, by what they look like.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

TOKEN = re.compile(r"[0-9]{6,20}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
KEY = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{43}(?:=|%3D)|[0-9a-fA-F]{64}(?![0-9a-fA-F]))"
)
"""32 bytes in base64 or as digits."""
PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s@]*@")
"""What stands before the host of a database's address."""
SAID_TO_BE_SECRET = re.compile(r"(?i)(secret[-_ ]?token[\"']?\s*[:=]\s*[\"']?)[^\s\"'&,;]+")
"""As a webhook carries it in a header or an address."""
SHORTEST = 8
"""A shorter secret would tear harmless words apart."""
KEY_BYTES = 32

Alias = Callable[[int], str]
"""A pseudonym for a chat, that only who has the key can work out."""


class Discretion:
    """Until it knows pseudonyms, a person has none and is left out."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._hidden: dict[str, str] = {}
        self._alias: Alias | None = None
        self.keep(secrets)

    def keep(self, secrets: Iterable[str]) -> None:
        """The longest go first, as one may stand within another."""
        known = self._hidden | {form: _named(s) for s in secrets for form in _forms(s)}
        self._hidden = dict(sorted(known.items(), key=lambda item: -len(item[0])))

    def call_people_by(self, alias: Alias) -> None:
        self._alias = alias

    def person(self, chat: int | None) -> str:
        return self._alias(chat) if self._alias and chat is not None else ""

    def redact(self, text: str) -> str:
        for secret, name in self._hidden.items():
            if secret in text:
                text = text.replace(secret, name)
        text = KEY.sub("(key)", TOKEN.sub("(token)", text))
        return SAID_TO_BE_SECRET.sub(r"\1(secret)", PASSWORD.sub(r"\1:(password)@", text))


def _named(secret: str) -> str:
    return "(token)" if ":" in secret else "(secret)"


def _forms(secret: str) -> Iterator[str]:
    """As it is, as an address carries it, without the bot's number, and a key's bytes as text."""
    forms = [secret, secret.partition(":")[2], *_forms_of_key(secret)]
    for form in forms:
        if len(form) >= SHORTEST:
            yield from {form, quote(form, safe="")}


def _forms_of_key(secret: str) -> Iterator[str]:
    try:
        raw = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return
    if len(raw) != KEY_BYTES:
        return
    for encoded in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
        yield encoded.decode().rstrip("=")
    yield from (raw.hex(), raw.hex().upper(), repr(raw)[2:-1], raw.decode("latin-1"))
