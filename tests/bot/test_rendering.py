"""Every screen of the talk, in every language, as Telegram gets it: within its limits, well formed.

Screens are drawn by the real talk from each situation, each question and each move; and with words
of a person who means harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import drawer
from bot.model import ChatId
from bot.telegram.letters import LABEL_UNITS, TEXT_UNITS, compose, fit, units
from content.load import Content
from flows import topics
from flows.conversation import Conversation, Item, Open, Session
from flows.effects import Say, Text
from flows.events import Said
from flows.parts import LONG_LABEL
from flows.question import WHY
from flows.turn import Screen, Turn
from tests.bot.api_html import parse
from tests.flows.people import CONTENT, MONDAY
from tests.flows.situations import MONDAY_AT_NINE, SITUATIONS, in_program, situation
from tests.flows.situations import at as come_to
from tests.pseudo import LANGUAGE as PSEUDO
from tests.pseudo import pseudo_content

CAPTION_UNITS = 1024
"""Of a message with a picture, which the card of a move will be."""
DATA_BYTES = 64
ROW = 8
LANGUAGES = [*CONTENT.words.languages, PSEUDO]
HIGHEST_ASK = 9_999_999


def content_in(language: str) -> Content:
    return pseudo_content() if language == PSEUDO else CONTENT


def call_of(screen: Screen | Say, language: str) -> dict[str, Any]:
    """The call, drawn by what the product draws with; ValueError where Telegram would refuse."""
    rows = screen.rows if isinstance(screen, Screen) else screen.buttons
    say = Say(lines=screen.lines, buttons=rows, ask=HIGHEST_ASK, screen=1)
    call = compose(say, ChatId(1), language, drawer(content_in(language)))
    parse(call.params["text"])
    return call.params


def redrawn(conversation: Conversation, topic: Open, language: str) -> Screen:
    told = conversation.model_copy(update={"language": language})
    event = Said(at=MONDAY_AT_NINE, text="")
    return topics.draw(Turn(told, event, content_in(language), topics.draw), topic)


@cache
def screens(language: str) -> tuple[tuple[str, Screen | Say], ...]:
    return (*_of_situations(language), *_of_questions(language), *_of_moves(language))


def _of_situations(language: str) -> Iterator[tuple[str, Screen | Say]]:
    for name in SITUATIONS:
        walker = situation(name)
        for topic in walker.conversation.opens:
            yield f"{name}, {topic.topic}", redrawn(walker.conversation, topic, language)
        yield from ((name, each) for each in walker.last if isinstance(each, Say))


def _of_questions(language: str) -> Iterator[tuple[str, Screen]]:
    """With every line ticked, and the reason shown."""
    walker = come_to("result")
    for question in CONTENT.questions.values():
        ticks = CONTENT.option_ids(question.id) if question.type == "multi" else ()
        topic = Open(ask=1, screen=1, topic=f"q.{question.id}", picks=(*ticks, WHY))
        if not question.asked:
            yield question.id, redrawn(walker.conversation, topic, language)


def _of_moves(language: str) -> Iterator[tuple[str, Screen]]:
    """Each move at its largest dose, as the last of a long session."""
    walker = in_program()
    program = walker.conversation.program
    assert program
    for exercise in CONTENT.exercises.values():
        item = Item(exercise=exercise.id, dose=max(exercise.dose), slot="free", extra_set="left")
        session = Session(day=MONDAY, type="L", items=(item,) * 7, seconds=1500)
        of_it = program.model_copy(update={"today": session})
        conversation = walker.conversation.model_copy(update={"program": of_it})
        topic = Open(ask=1, screen=1, topic="prompt", picks=("card", "7"))
        yield exercise.id, redrawn(conversation, topic, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_within_the_limits_of_telegram(language: str) -> None:
    for name, screen in screens(language):
        params = call_of(screen, language)
        shown = parse(params["text"])
        assert units(shown) <= TEXT_UNITS, name
        assert not shown.endswith("\n…"), f"{name} was cut"
        for row in params.get("reply_markup", {}).get("inline_keyboard", []):
            assert len(row) <= ROW, name
            for button in row:
                assert 0 < units(button["text"]) <= LABEL_UNITS, name
                assert not button["text"].endswith("…"), f"{name} was cut"
                assert 0 < len(button["callback_data"].encode()) <= DATA_BYTES, name


@pytest.mark.parametrize("language", CONTENT.words.languages)
def test_no_label_is_so_long_that_a_client_cuts_it(language: str) -> None:
    for name, screen in screens(language):
        for row in call_of(screen, language).get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                label = button["text"].removeprefix("☑ ")
                assert len(label) <= LONG_LABEL, f"{name}: {label}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_move_fits_below_a_picture(language: str) -> None:
    for name, screen in _of_moves(language):
        assert units(parse(call_of(screen, language)["text"])) <= CAPTION_UNITS, name


HOSTILE = [
    "<b>", "</b><i>", "*_[`", "&lt;b&gt; &amp", "{ $n } {v} {text}",
    "\U0001f468\u200d\U0001f469" * 12,
    "\u202e\u2066\u0634\u0643\u0631\u0627\u200f \u05e2\u05dd",
    "a\u0000b", "<a href='tg://user?id=1'>x</a>", "x" * 4000, "\n" * 70 + "x",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:12]))
@pytest.mark.parametrize("language", CONTENT.words.languages)
def test_what_a_person_writes_is_shown_as_it_is_or_refused(words: str, language: str) -> None:
    """S6: the goal is the one text that is stored as written; it comes back in later screens."""
    walker = come_to("q.q_goal")
    walker.conversation = walker.conversation.model_copy(update={"language": language})
    walker.say(words)
    for say in (each for each in walker.last if isinstance(each, Say)):
        call_of(say, language)
    kept = walker.conversation.answers.get("q_goal")
    if kept is not None:
        said = parse(drawer(CONTENT)(Text(key="answered", values={"answer": str(kept)}), language))
        assert str(kept) in said


@given(st.text(max_size=5000))
def test_any_text_of_a_person_fits_and_parses(words: str) -> None:
    """S6."""
    text = fit(drawer(CONTENT)(Text(key="plain", values={"text": words}), "en"))
    assert units(parse(text)) <= TEXT_UNITS
    json.dumps(text)
