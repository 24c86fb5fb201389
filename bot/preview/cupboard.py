"""Files that the bot has uploaded in the preview: what Telegram's servers are for the real one.

Rule: in memory, and only so many bytes; what was put away the longest ago is forgotten first, as
Telegram may forget a file too.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from bot.model import Upload

MOST_BYTES = 48 * 2**20
TYPES = {
    "mp4": "video/mp4",
    "png": "image/png",
    "pdf": "application/pdf",
    "json": "application/json",
    "zip": "application/zip",
}


class Cupboard:
    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._files: OrderedDict[str, Upload] = OrderedDict()
        self.size = 0

    def put(self, file: Upload) -> str:
        """Its id, which is the same for the same content."""
        id_ = f"{hashlib.sha256(file.data).hexdigest()[:20]}/{file.filename}"
        if id_ not in self._files:
            self._files[id_] = file
            self.size += len(file.data)
        self._files.move_to_end(id_)
        while self.size > self._most:
            _, oldest = self._files.popitem(last=False)
            self.size -= len(oldest.data)
        return id_

    def get(self, id_: str) -> Upload | None:
        return self._files.get(id_)


def type_of(file: Upload) -> str:
    """As a browser is told."""
    return TYPES.get(file.filename.rpartition(".")[2], "application/octet-stream")
