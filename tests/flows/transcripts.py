"""The recorded talks as pages to read, docs/talks/*.md: `python -m tests.flows.transcripts`.

Rule: only shows what tests/talks/*.yaml hold; a test fails when a page is stale.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.flows.talks import FOLDER, Step

PAGES = Path(__file__).parents[2] / "docs" / "talks"
FIRST = "# Talks to read\n\nEach page is a recorded talk: what a person did, and all that the bot\
 said to it. A test replays every one.\n"
SYMBOLS = re.compile(r"([\\`*_\[\]#])")
KEYS = re.compile(r"\[(.*?)\](?= \[|$)")
HOW = {"»": "", "» (silent)": "<i>silently</i>", "~": "<i>the message turns into</i>"}
DID = {
    "tap": "taps",
    "say": "writes",
    "command": "sends",
    "locate": "shares a place in",
    "send": "sends a",
}


class Count(NamedTuple):
    """What it cost to get somewhere."""

    messages: int
    edits: int
    taps: int
    typed: int

    def __str__(self) -> str:
        return (
            f"{self.messages} messages and {self.edits} edits by the bot,"
            f" {self.taps} taps, {self.typed} times something typed"
        )


def count(steps: list[Step]) -> Count:
    said = [line for step in steps for line in step["bot"].split("\n")]
    return Count(
        messages=sum(line.startswith("»") for line in said),
        edits=sum(line.startswith("~") for line in said),
        taps=sum("tap" in step for step in steps),
        typed=sum("say" in step for step in steps),
    )


def pages() -> dict[str, str]:
    """File name -> text, the index too."""
    talks = {
        path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*"))
    }
    found = {f"{name}.md": page(data) for name, data in talks.items()}
    rows = [f"- [{name}]({name}.md): {data['about']}" for name, data in talks.items()]
    return {**found, "README.md": "\n".join([FIRST, *rows, ""])}


def page(data: dict[str, Any]) -> str:
    head = [f"# {data['about']}", f"Begins {data['starts']} (UTC), lives in {data['zone']}."]
    steps = [part for step in data["talk"] for part in _step(step)]
    return "\n\n".join([*head, f"In all: {count(data['talk'])}.", *steps]) + "\n"


def _step(step: Step) -> Iterator[str]:
    name, value = next((key, step[key]) for key in step if key != "bot")
    if name in DID:
        shown = f"<kbd>{html.escape(value)}</kbd>" if name == "tap" else f"**{_safe(value)}**"
        yield f"→ {DID[name]} {shown}"
    elif name == "until":
        yield f"*… until {value}*"
    for part in _parts(step["bot"]):
        yield _quoted(part)


def _parts(said: str) -> list[list[str]]:
    """Lines of one message each; a note of ours is a part by itself."""
    parts: list[list[str]] = []
    for line in said.split("\n"):
        if line.startswith("  ") or not line:
            parts[-1].append(line.strip())
        else:
            parts.append([line])
    return parts


def _quoted(part: list[str]) -> str:
    if part[0].startswith("("):
        return f"*{_safe(part[0])}*"
    mark = "» (silent)" if part[0].startswith("» (silent)") else part[0][:1]
    lines = [part[0].removeprefix(mark).strip(), *part[1:]]
    shown = [_keys(line) if _is_keys(line) else _safe(line) for line in lines]
    return "\n".join(
        f"> {line}  " if line else ">" for line in [*filter(None, [HOW[mark]]), *shown]
    )


def _is_keys(line: str) -> bool:
    return line.startswith("[") and line.endswith("]")


def _keys(line: str) -> str:
    return " ".join(f"<kbd>{html.escape(label)}</kbd>" for label in KEYS.findall(line))


def _safe(line: str) -> str:
    return SYMBOLS.sub(r"\\\1", html.escape(line, quote=False))


def write() -> None:
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
