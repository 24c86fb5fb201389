"""The promises of delivery, time, security and privacy, each with an id that its tests carry.

Rule: the list and where it is named; an id stands in the docstring or the name of a test, or in
the docstring of a whole test module. Use: python -m tests.trust, with --write for docs/trust.md
"""

# ruff: noqa: T201 - it prints the map

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "trust.md"
BEGIN, END = "<!-- map: python -m tests.trust --write -->", "<!-- end of map -->"

PROMISES = {
    "R1": "The process may be killed at any moment: every answer is stored once, and its effect "
    "happens once.",
    "R2": "The stored offset never passes an update whose effects are not committed.",
    "R3": "A start throws away nothing that waits at Telegram.",
    "R4": "One person's messages are taken in order, one answer to one question; a slow chat holds "
    "up nobody else.",
    "R5": "An event is stored with all that comes of it, or not at all, in any interleaving.",
    "R6": "What an event is judged by is read inside the transaction that writes its outcome.",
    "R7": "An update that comes twice, or a double tap, changes nothing and shows no error.",
    "R8": "An answer to a tap that Telegram takes no more leaves the stored effect as it is.",
    "R9": "Prompts keep to the rate and to a second a chat; replies go at once; nothing is sent "
    "while Telegram asks to wait, and one chat's wait is not the others'.",
    "R10": "What surely did not go out is sent again; a call without an answer counts as unknown.",
    "R11": "A message counts as sent only with Telegram's id for it; the database sees to that.",
    "R12": "Who blocks the bot is left in peace at once, alone, and comes back to no backlog.",
    "R13": "A group is told once that this is for private chats, and then nothing more.",
    "R17": "One writer, full sync, immediate transactions; nobody commits another's half; any "
    "released schema migrates.",
    "R19": "A process that hears nothing from Telegram for too long ends itself with an error.",
    "R20": "A second process on the same data does not run beside the first, and says why.",
    "R23": "/help, /privacy and /settings answer in the middle of a question, and bring it back "
    "once.",
    "R24": "A backup counts when it was restored and found whole.",
    "R25": "Whatever a person sends or taps is answered.",
    "R26": "A full or read-only disk is named in the log and kindly to who writes; nothing stored "
    "is lost, and work goes on when there is room.",
    "T1": "One moment a person, kind and local day, in every zone, over each change of clocks, "
    "zone or time.",
    "T2": "Due moments are rows: a restart at any second changes none.",
    "T3": "After downtime one message at most comes to each, and none for a day that is over.",
    "T4": "A letter of unknown fate is tried once more a restart, and after three unknowns left.",
    "T5": "Nights are quiet but for replies and a chosen time; a snooze outlives restarts; a pause "
    "or stop holds from that moment.",
    "T6": "At most one nudge a day, only without an answer, and none once a lapse has gone quiet.",
    "T7": "The wave on the hour is spread over the minute that each person chose.",
    "S1": "Neither token nor keys nor what anybody answered stands in any line of the log, at any "
    "level, on any path of an error.",
    "S2": "Only who knows the webhook's secret brings updates; it is compared in constant time, "
    "before a body is read, and never shown. Without a webhook nothing listens for Telegram, and "
    "health is loopback only.",
    "S3": "What a button carries is a number and a code: forged, foreign or old, it changes "
    "nothing.",
    "S4": "An operator is a number in the settings and sees counts only; copies and deletions go "
    "to the very chat that asks.",
    "S5": "Who floods the bot holds up nobody, fills no disk, and is told once a minute; words of "
    "danger still get through.",
    "S6": "A person's words are data wherever they go: in messages, statements, tables, pages.",
    "S7": "The process asks nobody on the network but Telegram and its database.",
    "P1": "/privacy answers wherever the talk is.",
    "P2": "Before a yes nothing is kept but ids and the language.",
    "P3": "The yes is kept with version, hash of the words, language and time; another version is "
    "asked anew.",
    "P4": "A yes can be taken back with one command and one tap, and nothing is sent from then on.",
    "P5": "A copy holds everything that is stored; no column or field is forgotten.",
    "P6": "What is deleted is in no file any more, and no backup brings it back.",
    "P7": "Who stays away for long is warned, and then deleted.",
    "P8": "No surname, number or place is kept.",
    "P9": "The files show no word of anybody; a wrong or missing key stops the start before "
    "anything is written; keys can be changed.",
    "P11": "Before the yes it is said who can read a chat; what comes unasked can be read by "
    "anybody who sees the screen.",
    "P12": "A day has room for so many unasked messages; /stop works everywhere.",
    "P14": "Adults only; nothing but help follows a red flag.",
    "P15": "No text claims what may not be claimed.",
    "6-pictures": "A picture is made when its letter is sent, and uploaded once for all who wait; "
    "one that cannot be made, or that Telegram forgot, loses no letter.",
    "6-offset": "The offset belongs to one bot at one address; after 6 idle days it is not used, "
    "and keys alone keep updates apart.",
    "6-screens": "A tap turns its own message into the next; typed words start a new one; a "
    "message that is gone is sent anew.",
    "6-batch-failure": "One bad event is set aside alone and the rest goes on; a bad disk sets "
    "nothing aside; what is kept holds no words from before consent.",
    "6-reminders": "Due moments are read again under lock, at most 50 behind the live events, and "
    "die at local midnight.",
    "6-store": "One fair writer whose work is never cut in half; reads beside it; letters marked "
    "before they are tried, and purged after 48 hours.",
    "6-snapshot": "A snapshot is small and whole: old ones load, unknown fields stay, changed "
    "content is fitted in, a correction replays.",
    "6-sealing": "What a person said, and all that follows from it, is unreadable without the "
    "person's own key.",
    "6-preview": "The preview plays every due moment in turn, unpaced, and only to its own page.",
    "6-guided": "A session goes on by taps and never by itself, is not talked over, and counts "
    "with what was told of it when its day ends.",
    "6-silence": "/stop is quiet at once, for what lies ready to be sent too, and then offers to "
    "delete.",
}
_ID = re.compile(r"(?<![\w-])(?:[RTSP]\d+|6-[a-z]+(?:-[a-z]+)*)(?![\w-])")
_IN_NAME = re.compile(r"(?<![a-z0-9])[rt]\d+(?![a-z0-9])")


class Named(NamedTuple):
    """A promise, and the test (or the whole file of tests) that says it proves it."""

    promise: str
    test: str


def named_in(source: str, file: str) -> Iterator[Named]:
    tree = ast.parse(source)
    for promise in _ids(ast.get_docstring(tree)):
        yield Named(promise, file)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_test(node):
            name = _IN_NAME.findall(node.name)
            for promise in dict.fromkeys([*map(str.upper, name), *_ids(ast.get_docstring(node))]):
                yield Named(promise, f"{file}::{node.name}")


def _is_test(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return node.name.startswith("test_")


def _ids(docstring: str | None) -> list[str]:
    return list(dict.fromkeys(_ID.findall(docstring or "")))


def named() -> list[Named]:
    files = sorted(TESTS.rglob("test_*.py"))
    return [
        found
        for file in files
        for found in named_in(file.read_text("utf-8"), file.relative_to(TESTS).as_posix())
    ]


def table(found: list[Named]) -> str:
    """As it stands in docs/trust.md."""
    rows = ["| id | promise | tests |", "|---|---|---|"]
    for promise, words in PROMISES.items():
        tests = [name.test for name in found if name.promise == promise]
        rows.append(f"| {promise} | {words} | {_by_file(tests)} |")
    return "\n".join(rows)


def _by_file(tests: list[str]) -> str:
    files: dict[str, list[str]] = {}
    for test in tests:
        file, _, name = test.partition("::")
        files.setdefault(file, []).extend([f"`{name.removeprefix('test_')}`"] if name else [])
    return "<br>".join(f"{file}: {', '.join(each) or 'all'}" for file, each in files.items())


def with_table(page: str, rows: str) -> str:
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    return f"{head}{BEGIN}\n{rows}\n{END}{tail}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Which test proves which promise.")
    parser.add_argument("--write", action="store_true", help="write the table of docs/trust.md")
    found = named()
    if parser.parse_args().write:
        PAGE.write_text(with_table(PAGE.read_text("utf-8"), table(found)), "utf-8")
    for promise in PROMISES:
        tests = [name.test for name in found if name.promise == promise]
        print(f"{promise:16} {', '.join(tests) or '-'}")


if __name__ == "__main__":
    main()
