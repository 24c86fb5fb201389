"""SVG to PNG and a template to PDF, by typst.

Rule: own fonts only and nothing from a network; what a person wrote goes in as data, and is never
markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(Path(__file__).parent / "fonts")])
"""Read once, which saves 2 ms a drawing; typst brings a few of its own, for other scripts."""
KEPT_FOR = 10
"""Compilations that typst remembers what it has laid out for."""
_NOTHING = b"#set page(width: 1pt, height: 1pt)"
_PAGES = (
    b"#let d = json(bytes(sys.inputs.data))\n"
    b"#set page(width: d.width * 1pt, height: d.height * 1pt, margin: 0pt)\n"
    b"#for s in d.svgs "
    b'[#image(bytes(s), format: "svg", width: d.width * 1pt)#pagebreak(weak: true)]'
)


def pngs(svgs: Sequence[str], width: int, height: int, scale: float = 1.0) -> list[bytes]:
    """A PNG of each drawing; `width` and `height` in its own units, `scale` pixels to one."""
    data = json.dumps({"svgs": list(svgs), "width": width, "height": height})
    made = typst.compile(
        _PAGES,
        format="png",
        ppi=72.0 * scale,
        sys_inputs={"data": data},
        font_paths=FONTS,
    )
    assert made is not None
    return [made] if isinstance(made, bytes) else made


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of a template that reads its words, and its drawings, from `data`.

    PDF/UA-1, so that it can be read aloud: typst refuses what lacks a title, a language, words for
    a drawing, or a letter that no font has.
    """
    made = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        font_paths=FONTS,
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def forget() -> None:
    """What was laid out so far leaves typst's own memory: it is somebody's health, and large."""
    for _ in range(KEPT_FOR):
        typst.compile(_NOTHING, format="pdf", font_paths=FONTS)
