"""The built media of figures: where each file lies, and by which name Telegram remembers it.

Rule: only finds; `python -m bot draw-media` builds.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from content.load import FOLDER
from content.words import SOURCE_LANGUAGE

log = logging.getLogger(__name__)

MEDIA = FOLDER / "media"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Media:
    """One figure in one language."""

    path_mp4: Path
    path_png: Path
    key: str
    """Changes with any byte of the film."""
    key_png: str
    """The same for the still."""


def find(figure_id: str, language: str, folder: Path = MEDIA) -> Media | None:
    """In English when there is none in the language; None when there is none at all."""
    manifest = _manifest(folder)
    for each in (language, SOURCE_LANGUAGE):
        entry = manifest.get(f"{each}/{figure_id}")
        if entry is not None:
            place = folder / each
            return Media(
                place / f"{figure_id}.mp4",
                place / f"{figure_id}.png",
                entry["mp4"]["sha256"],
                entry["png"]["sha256"],
            )
    return None


@cache
def _manifest(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read once: media change with the program only."""
    return read_manifest(folder)


def read_manifest(folder: Path) -> dict[str, Any]:
    """`language/id` to hashes and sizes; empty when nothing was built yet, or it is damaged."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError:
        what = "%s is damaged, so no figure is shown; `make media` builds it anew"
        log.error(what, path)  # noqa: TRY400 - which byte is wrong helps nobody
        return {}
    return found
