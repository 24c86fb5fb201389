"""Every recorded talk in each language, and in a made-up one, where nothing stays in English."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.letters import LABEL_UNITS, TEXT_UNITS, TOAST_UNITS, plain, units
from content.load import Content
from content.tone import bad_tags
from flows import Conversation, advance
from flows.effects import Effect, Forget, Say, Text, Toast
from flows.words import draw
from tests.flows.people import CONTENT, PERSONAS
from tests.flows.promises import LONGEST_BUTTON
from tests.flows.situations import MONDAY_AT_NINE, SITUATIONS, situation
from tests.flows.talks import FOLDER, Talk
from tests.flows.walker import Walker
from tests.pseudo import LANGUAGE, pseudo, pseudo_content

TALKS = sorted(FOLDER.glob("*.yaml"))
LANGUAGES = (LANGUAGE, *(each for each in CONTENT.words.languages if each != "en"))
OWN = {"language", "language_chosen", "consent", "answers"}
"""What may differ from the English talk; a goal is picked in the person's own words."""
JOINED = {"and"}
"""Between the last two of a list: of a language that Babel does not know, in English."""
_NAMES = re.compile(r"/[a-z]+\b|\b[A-Z][a-z]+/[A-Z]\w+|\b[A-Z]+\d+\b|, [A-Z]{2}(-[A-Z]+)?\b")
"""Commands, time zones, the ids of rules, of countries and states are the same in each language."""
_WORD = re.compile(r"[A-Za-z]+")


def content_in(language: str) -> Content:
    return pseudo_content() if language == LANGUAGE else CONTENT


@dataclass
class Twin(Walker):
    """Beside the English talk, which finds the buttons, the same taps and words in the other."""

    language: str = LANGUAGE
    other: Conversation = field(init=False)
    own: set[str] = field(default_factory=set)
    """Words that the person wrote, which come back as they are."""

    def __post_init__(self) -> None:
        self.conversation, self.other = Conversation(), self.stranger()

    def stranger(self) -> Conversation:
        return Conversation(language=self.language, language_chosen=True)

    def send(self, event: Any) -> list[Effect]:
        self.own |= set(_WORD.findall(f"{getattr(event, 'text', '')} {getattr(event, 'zone', '')}"))
        outcome = advance(self.other, event, self.content)
        effects = super().send(event)
        is_forgotten = any(isinstance(e, Forget) and not e.keep_talk for e in outcome.effects)
        self.other = self.stranger() if is_forgotten else outcome.conversation
        for effect in outcome.effects:
            fits(effect, self.language, self.own | set(_WORD.findall(self.other.zone or "")))
        assert self.other.model_dump(exclude=OWN) == self.conversation.model_dump(exclude=OWN)
        return effects


def fits(effect: Effect, language: str, own: set[str]) -> None:
    match effect:
        case Say():
            text = "\n".join(drawn(line, language, own) for line in effect.lines)
            assert units(plain(text)) <= TEXT_UNITS
            for button in (button for row in effect.buttons for button in row):
                label = plain(drawn(button.label, language, own)).removeprefix("☑ ")
                most = LABEL_UNITS if language == LANGUAGE else LONGEST_BUTTON
                assert 0 < units(label) <= most, label
        case Toast(text=text):
            assert units(plain(drawn(text, language, own))) <= TOAST_UNITS
        case _:
            pass


def drawn(text: Text, language: str, own: set[str]) -> str:
    """Tags in order; in the made-up language no letter of plain English."""
    said = draw(text, content_in(language), language)
    assert bad_tags(said) is None, said
    left = set(_WORD.findall(_NAMES.sub("", plain(said)))) - own - JOINED
    made_up = language == LANGUAGE
    assert not (made_up and left), f"{text.key} says {left} in plain English: {said!r}"
    return said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_a_recorded_talk_goes_the_same_way_in_another_language(path: Path, language: str) -> None:
    talk = Talk(path)
    twin = Twin(content_in(language), talk.walker.now, language=language)
    talk.walker = twin  # type: ignore[assignment]  # a walker too, whose steps are checked here
    talk.replay()
    assert talk.walker.conversation.consent


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_comes_as_far_in_another_language(name: str, language: str) -> None:
    """Through the intake, and into the second day of those who may begin."""
    twin = Twin(content_in(language), MONDAY_AT_NINE, language=language)
    twin.intake(PERSONAS[name]["answers"])
    for command in ("/plan", "/today", "/answers", "/why", "/settings", "/help", "/privacy"):
        twin.command(command)
    if twin.conversation.due_at:
        twin.pass_until(MONDAY_AT_NINE + dt.timedelta(days=2))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_situation_can_be_drawn_in_another_language(name: str, language: str) -> None:
    """But for what is the person's own, a goal and a place, and what is offered as such."""
    walker = situation(name)
    goals = [persona["answers"].get("q_goal") for persona in PERSONAS.values()]
    ready = draw(Text(key="suggest-q_goal"), walker.content, "en")
    places = [p for o in walker.conversation.opens for p in o.picks if "|" in p]
    cited = [each.citation for each in CONTENT.lessons.references]
    own = f"{goals} {ready} {places} {cited} Europe Lisbon Tokyo English"
    for say in walker.offers():
        fits(say, language, set(_WORD.findall(own)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Done", "Đôñé~~"),
        (" of about ", " ôƒ áƀôúţ~~~ "),
        ("<b>Hi</b> &amp; /stop", "<b>Ħí~</b> &amp; /stop"),
        ("you sit {v} hours", "ýôú şíţ~~~ {v} ħôúřş~~"),
        ("07:00 | run", "07:00 | řúñ~"),
    ],
)
def test_the_language_keeps_what_is_no_word(text: str, said: str) -> None:
    assert pseudo(text) == said
