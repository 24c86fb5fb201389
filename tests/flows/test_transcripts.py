"""The pages of docs/talks say what the recorded talks say."""

from __future__ import annotations

from tests.flows.transcripts import PAGES, Count, count, page, pages


def test_the_pages_are_those_of_the_talks() -> None:
    """`python -m tests.flows.transcripts` writes them anew."""
    assert {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")} == pages()


STEPS = [
    {"command": "/start", "bot": "» Hi *you*.\n  [I agree] [Not now]"},
    {"tap": "I agree", "bot": "(noted: consent)\n~ Thanks.\n\n  Bye.\n» (silent) 1 < 2"},
    {"say": "hello", "bot": "(toast: ok)"},
    {"until": "2026-01-08 20:00", "bot": "(silence)"},
]


def test_a_talk_reads_as_a_chat() -> None:
    data = {"about": "Somebody", "starts": "2026-01-05 17:00", "zone": "UTC", "talk": STEPS}
    assert page(data).split("\n\n")[3:] == [
        "→ sends **/start**",
        "> Hi \\*you\\*.  \n> <kbd>I agree</kbd> <kbd>Not now</kbd>  ",
        "→ taps <kbd>I agree</kbd>",
        "*(noted: consent)*",
        "> <i>the message turns into</i>  \n> Thanks.  \n>\n> Bye.  ",
        "> <i>silently</i>  \n> 1 &lt; 2  ",
        "→ writes **hello**",
        "*(toast: ok)*",
        "*… until 2026-01-08 20:00*",
        "*(silence)*\n",
    ]


def test_what_a_talk_cost_is_counted() -> None:
    assert count(STEPS) == Count(messages=2, edits=1, taps=1, typed=1)
