"""/report: a page to show a physio, on paper of a size, with a name on it or without.

Rule: asks how it is to look and orders it; what stands on it is `page`'s matter. The name goes
into the letter and nowhere else.
"""

from __future__ import annotations

from typing import Literal

from flows import intake, replies
from flows.agenda import next_lines
from flows.asides import bring_back, way_on
from flows.claims import PROGRAM
from flows.conversation import Conversation, Open
from flows.effects import PhysioPage, Text
from flows.labels import pick_whole
from flows.moves_named import todays
from flows.parts import button, t
from flows.turn import Screen, Turn
from flows.wishes import wishes
from flows.yes_no import NO, read_yes_no

Paper = Literal["a4", "us-letter"]

TOPIC, SKIP = "page", "skip"
PAPERS: tuple[Paper, ...] = ("a4", "us-letter")
PAPER = "p."
"""Begins the code of a button that chooses one."""
LONGEST_NAME = 60
WITH_LETTER = "America/"
"""Begins the zones in which English is printed on US letter."""


def has_assessment(turn: Turn) -> bool:
    """All that the result is made of was asked; a plan may come later, or be held."""
    conversation, last = turn.conversation, turn.content.sections[-1].id
    rests = intake.resting_section(conversation, turn.content)
    return conversation.program is not None or rests in (None, last)


def nothing_yet(turn: Turn) -> None:
    turn.say(t("page-nothing"), *way_on(turn))
    bring_back(turn)


def ask(turn: Turn) -> None:
    turn.opened = None
    turn.show(TOPIC, (usual_paper(turn.conversation),))


def usual_paper(conversation: Conversation) -> Paper:
    """As the reader's printer has it, most likely."""
    zone, language = conversation.zone or "", conversation.language
    is_letter = language.startswith("en") and zone.startswith(WITH_LETTER)
    return "us-letter" if is_letter else "a4"


def draw_page(turn: Turn, topic: Open) -> Screen:
    del turn
    papers = tuple(button(_label(p, chosen=p in topic.picks), f"{PAPER}{p}") for p in PAPERS)
    without = (button("button-page-nameless", SKIP, "primary"),)
    return Screen(
        lines=(t("page-ask"), t("page-ask-name")),
        rows=(without, papers, (button("button-close", "close"),)),
    )


def _label(paper: Paper, *, chosen: bool) -> Text:
    name = t(f"page-paper-{paper}")
    return t("page-paper-chosen", name=name) if chosen else name


def take_page(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        if topic != turn.conversation.opens[-1]:
            return "elsewhere"
        code = _typed_button(turn, text)
        if code is None:
            return _take_name(turn, text)
    if code == "new":
        return "new"
    if code == "close":
        return "page_close"
    if code == SKIP:
        turn.value = ""
        return "page_make"
    turn.value = ((code or "").removeprefix(PAPER),)
    return "redraw" if turn.value[0] in PAPERS else "stale"


def _typed_button(turn: Turn, text: str) -> str | None:
    """The code of a button whose own words were typed; to say no is to leave the name off."""
    labels = {
        SKIP: t("button-page-nameless"),
        **{f"{PAPER}{p}": t(f"page-paper-{p}") for p in PAPERS},
        "close": t("button-close"),
        "new": t("button-new"),
    }
    is_no = read_yes_no(None, text) == NO
    return SKIP if is_no else pick_whole(text, tuple(labels.items()), turn)


def _take_name(turn: Turn, text: str) -> str:
    """Any words but those of a report or a wish."""
    wish = next((asked.wish for asked in wishes(text, turn.content.reply_words)), None)
    is_other = wish is not None or _reports(turn, text)
    if is_other and wish != SKIP:
        return "elsewhere"
    name = "" if wish == SKIP else " ".join(text.split())
    if len(name) > LONGEST_NAME:
        turn.value = t("hint-page-name", most=LONGEST_NAME)
        return "unclear"
    turn.value = name
    return "page_make"


def _reports(turn: Turn, text: str) -> bool:
    said = replies.read(text, len(todays(turn)), turn.content.reply_words)
    tells = said.completion is not None or said.pain is not None
    return turn.state in PROGRAM and tells


def make(turn: Turn) -> None:
    """The letter holds what to put on it; the page is made when it is sent."""
    assert turn.opened
    paper: Paper = "us-letter" if turn.opened.picks[:1] == ("us-letter",) else "a4"
    order = PhysioPage(paper=paper, name=turn.value, made_at=turn.at)
    turn.collapse(t("page-comes"))
    turn.finish(t("page-here"), picture=order)
    bring_back(turn)


def close(turn: Turn) -> None:
    turn.finish(t("page-closed"), *(next_lines(turn) or way_on(turn)))
    bring_back(turn)
