"""The language of the talk: as the client names it at /start, until one is chosen by hand.

Rule: changes the language and shows what was open in it; every text is drawn by `words`.
"""

from __future__ import annotations

from content.load import Content
from flows.asides import MENUS, bring_back, way_on
from flows.claims import must_wait
from flows.conversation import Open
from flows.correct import is_over
from flows.labels import fold
from flows.parts import button, in_rows, t
from flows.turn import Screen, Turn
from flows.welcome import greeting
from flows.words import draw, locale_of

CODE = "l."
"""Begins the code of a button; the language follows in small letters."""


def hear(turn: Turn) -> None:
    """What the client is set to; never over a choice."""
    event = turn.event
    if event.kind == "started" and event.language and not turn.conversation.language_chosen:
        turn.put(language=turn.content.words.nearest(event.language))


def ask(turn: Turn) -> None:
    turn.show("language")


def draw_language(turn: Turn, topic: Open) -> Screen:
    """In all languages at once, as the one in use may be the wrong one."""
    del topic
    used = turn.content.words.nearest(turn.conversation.language)
    names, asks = [], []
    for language in turn.content.words.languages:
        name = t(f"language.{language}.name")
        asks.append(t(f"language.{language}.ask"))
        label = t("language-in-use", name=name) if language == used else name
        names.append(button(label, f"{CODE}{language.lower()}"))
    rows = (*in_rows(names, 2), (button("button-close", "close"),))
    return Screen(lines=(*asks, t("language-hint")), rows=rows)


def take_language(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Words that name no language are meant for something else."""
    del topic
    if code == "close":
        return "language_kept"
    if code is None:
        found = _names(turn.content).get(fold(text or ""))
    else:
        codes = {f"{CODE}{each.lower()}": each for each in turn.content.words.languages}
        found = codes.get(code)
    turn.value = found
    return "language_set" if found else "elsewhere" if code is None else "stale"


def _names(content: Content) -> dict[str, str]:
    """Every language by its code, its own name, and its name in the others."""
    every = content.words.languages
    found = {fold(draw(t(f"language.{each}.name"), content, each)): each for each in every}
    for reader in every:
        for each in every:
            name = locale_of(each).get_display_name(locale_of(reader)) or each
            found.setdefault(fold(name), each)
    return found | {fold(each): each for each in every}


def choose(turn: Turn) -> None:
    """From now on; what was open comes again, so that nothing is left in the old language."""
    turn.put(language=turn.value, language_chosen=True)
    turn.collapse(t("answered", answer=t(f"language.{turn.value}.name")))
    turn.finish(t("language-set"), *way_on(turn))
    open_before = turn.conversation.opens
    if turn.state == "welcome" and any(topic.topic == "welcome" for topic in open_before):
        turn.lead += greeting()[:-1]  # what is agreed to is read whole
    bring_back(turn)
    _redraw_menus(turn, open_before)


def _redraw_menus(turn: Turn, open_before: tuple[Open, ...]) -> None:
    """They stay where they are; moves are shown again only if they may be."""
    for topic in () if must_wait(turn) else open_before:
        is_menu = topic in turn.conversation.opens and topic.topic.startswith(MENUS)
        if is_menu and not is_over(turn, topic):
            turn.opened = topic
            turn.redraw(topic.picks)
    turn.opened = None


def keep(turn: Turn) -> None:
    turn.finish(t("language-kept"), *way_on(turn))
    bring_back(turn)
