"""What a letter shows: painted before its turn, and uploaded by one letter for all.

Rule: between the painter and the sender; makes no call and draws nothing itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import ChatId, Letter, Upload
from bot.pictures.painter import Painted, Painter
from bot.telegram.pictured import ALBUM, File
from bot.telegram.uploads import Uploads
from flows.effects import Text


@dataclass(frozen=True, slots=True)
class Ready:
    """Of one letter."""

    painted: tuple[Painted, ...] = ()
    """Several make an album."""
    lines: tuple[Text, ...] = ()
    """Words that belong to the picture, and come after those of the letter."""
    unshown: tuple[Text, ...] = ()
    """Words for the place of the letter's, if it has to go without."""

    @property
    def is_album(self) -> bool:
        return len(self.painted) > 1

    @property
    def messages(self) -> int:
        """As many as Telegram counts."""
        return max(len(self.painted), 1)

    @property
    def keys(self) -> list[str]:
        """Of the files that Telegram may keep for all."""
        return [each.key for each in self.painted if each.shared]

    @property
    def picture(self) -> str:
        """What stands then, as a key."""
        return self.painted[0].key if len(self.painted) == 1 else ""


NOTHING = Ready()


class Pictures:
    def __init__(self, painter: Painter, uploads: Uploads) -> None:
        self._painter = painter
        self.uploads = uploads

    async def ready(self, letter: Letter) -> Ready:
        """StoreError: the past cannot be read now."""
        say, language = letter.say, letter.language
        if say.album and not say.buttons:
            return await self._album(say.album, language)
        if say.picture is None:
            return NOTHING
        painted = await self._painter.paint(say.picture, letter.chat, language)
        return Ready((painted,) if painted.kind else (), painted.lines, painted.unshown)

    async def _album(self, ids: Sequence[str], language: str) -> Ready:
        ids = ids[: ALBUM[-1]]
        stills = await asyncio.gather(*(self._painter.still(id_, language) for id_ in ids))
        return Ready(tuple(still for still in stills if still.kind))

    def forget(self, chat: ChatId | None) -> None:
        """What was drawn for this chat alone."""
        self._painter.forget(chat)

    async def settled(self, ready: Ready) -> None:
        """Comes back when this letter may upload what is missing."""
        if ready.keys:
            await self.uploads.settled(ready.keys)

    def files(self, ready: Ready) -> list[File]:
        """Telegram's own ids, where it has them."""
        return [
            self.uploads.id_of(each.key) or Upload(each.filename, each.data)
            for each in ready.painted
        ]
