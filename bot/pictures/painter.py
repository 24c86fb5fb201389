"""A picture from its recipe, made off the event loop; what was made lately is kept.

Rule: a picture that cannot be made is logged in one line and takes no letter with it: what it
would have shown is still said.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.export.facts import Source
from bot.export.make import made
from bot.model import ChatId
from bot.pictures import drawings
from bot.pictures.drawings import Chart, Reader, Sketch
from bot.store import Past, Store
from bot.talk import places
from bot.telegram.letters import Draw, plain
from content.load import Content
from flows.effects import Export, Figure, PhysioPage, Picture, ResultPicture, Text

if TYPE_CHECKING:
    from bot.pictures.media import Media

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Drawings under way: live replies share the machine with them."""
KEPT_BYTES = 24 * 2**20
"""Of pictures made lately: the figures of a language or two, and some charts."""
PAGE_NAME = "unhamstrung"
"""Of the file, so that it tells nothing in a list of files."""
PAGE_FAILED = (Text(key="page-failed"),)
EXPORT_FAILED = (Text(key="export-failed"),)

Find = Callable[[str, str], "Media | None"]
"""The files of a figure, in a language."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Painted:
    """With no kind there is nothing to show, and the words say what there is to say."""

    kind: Literal["animation", "photo", "document"] | None = None
    key: str = ""
    """Of all that it shows."""
    data: bytes = b""
    filename: str = ""
    lines: tuple[Text, ...] = ()
    """What it shows, in words, for the end of the letter."""
    unshown: tuple[Text, ...] = ()
    """Said in the place of the letter's own words, where these mean nothing without it."""
    shared: bool = False
    """The same for everybody, so that Telegram may keep it for us."""


class Painter:
    def __init__(self, store: Store, content: Content, draw: Draw, find: Find) -> None:
        self._store = store
        self._find = find
        self._content = content
        self._draw = draw
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept = Kept(KEPT_BYTES)
        self._missing: set[str] = set()

    async def paint(self, picture: Picture, chat: ChatId, language: str) -> Painted:
        """StoreError: the past cannot be read now."""
        match picture:
            case Figure(id=id_):
                return await self._figure(id_, language)
            case PhysioPage():
                return await self._page(picture, chat, language)
            case Export():
                return await self._export(picture, chat, language)
            case _:
                return await self._chart(picture, chat, language)

    def forget(self, chat: ChatId | None) -> None:
        """What was drawn for it lately."""
        self._kept.forget(chat)

    async def still(self, id_: str, language: str) -> Painted:
        """Of a figure: an album takes no animations."""
        found = self._media(id_, language)
        return await self._file(found.path_png, found.key_png) if found else self._none(id_)

    async def _figure(self, id_: str, language: str) -> Painted:
        found = self._media(id_, language)
        return await self._file(found.path_mp4, found.key) if found else self._none(id_)

    def _media(self, id_: str, language: str) -> Media | None:
        """None too when the list of files cannot be read."""
        try:
            return self._find(id_, language)
        except Exception as error:  # noqa: BLE001 - whatever it is, the words can be said
            _log_failed(error)
            return None

    def _none(self, id_: str) -> Painted:
        """Each is told of once: it is missing from this program, and will be."""
        if id_ not in self._missing:
            log.warning("there is no picture of %s", id_)
        self._missing.add(id_)
        return Painted()

    async def _file(self, path: Path, key: str) -> Painted:
        """Read once, as long as there is room for it."""
        if painted := self._kept.get(key):
            return painted
        data = await self._try(path.read_bytes)
        if data is None:
            return Painted()
        kind: Literal["animation", "photo"] = "animation" if path.suffix == ".mp4" else "photo"
        return self._kept.put(Painted(kind, key, data, path.name, shared=True))

    async def _chart(self, picture: Chart, chat: ChatId, language: str) -> Painted:
        needed = not isinstance(picture, ResultPicture)
        past = await self._store.past(chat) if needed else Past(None, ())
        lines = await self._try(lambda: drawings.lines_of(picture, past, self._content))
        reader = self._reader(language)
        sketch = await self._try(lambda: drawings.sketch(picture, past, self._content, reader))
        made = await self._rendered(sketch, chat) if sketch else Painted()
        return replace(made, lines=lines or ())

    async def _rendered(self, sketch: Sketch, chat: ChatId) -> Painted:
        """The drawing itself is the key: as long as it is the same, so is the picture."""
        name = _hash(sketch.svg)
        if painted := self._kept.get(name):
            return painted
        data = await self._try(lambda: drawings.rendered(sketch))
        if data is None:
            return Painted()
        return self._kept.put(Painted("photo", name, data, f"{sketch.name}.png"), chat)

    async def _page(self, picture: PhysioPage, chat: ChatId, language: str) -> Painted:
        past, reader = await self._store.past(chat), self._reader(language)
        data = await self._try(lambda: drawings.page(picture, past, self._content, reader))
        if data is None:
            return Painted(unshown=PAGE_FAILED)
        name = f"{PAGE_NAME}-{picture.made_at:%Y-%m-%d}.pdf"
        key = hashlib.sha256(data).hexdigest()
        return Painted("document", key, data, name, unshown=PAGE_FAILED)

    async def _export(self, order: Export, chat: ChatId, language: str) -> Painted:
        """Of one person alone, and all of it: made anew each time, and not kept."""
        everything = await self._store.everything(chat)
        if everything is None:
            return Painted(unshown=EXPORT_FAILED)
        source = Source(everything, self._content, self._plain, language, order.made_at)
        file = await self._try(lambda: made(order, source))
        if file is None:
            return Painted(unshown=EXPORT_FAILED)
        key = hashlib.sha256(file.data).hexdigest()
        return Painted("document", key, file.data, file.filename, unshown=EXPORT_FAILED)

    def _plain(self, text: Text, language: str) -> str:
        return plain(self._draw(text, language))

    def _reader(self, language: str) -> Reader:
        return Reader(language, lambda text: self._draw(text, language))

    async def _try(self, work: Callable[[], T]) -> T | None:
        """In a thread, and in turn; None when it fails."""
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        except Exception as error:  # noqa: BLE001 - whatever it is, the words can be said
            _log_failed(error)
            return None


class Kept:
    """Pictures by their keys; those that nobody has asked for the longest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pictures: OrderedDict[str, Painted] = OrderedDict()
        self._owners: dict[str, ChatId] = {}
        """Who each was drawn for; nobody, where it is the same for all."""
        self.size = 0
        """In bytes."""

    def get(self, key: str) -> Painted | None:
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def put(self, painted: Painted, owner: ChatId | None = None) -> Painted:
        if painted.key not in self._pictures:
            self._pictures[painted.key] = painted
            self.size += len(painted.data)
            if owner is not None:
                self._owners[painted.key] = owner
        while self.size > self._most:
            self._drop(next(iter(self._pictures)))
        return painted

    def forget(self, owner: ChatId | None) -> None:
        """What was drawn for this one; without one, for anybody."""
        for key in [key for key, of in self._owners.items() if owner in {of, None}]:
            self._drop(key)

    def _drop(self, key: str) -> None:
        self.size -= len(self._pictures.pop(key).data)
        self._owners.pop(key, None)


def _log_failed(error: Exception) -> None:
    """Without its words, as they can hold what a person said."""
    where = places(error).replace("\n", " > ")
    log.error("a picture could not be made: %s", type(error).__name__, extra={"where": where})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
