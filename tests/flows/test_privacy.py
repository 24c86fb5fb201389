"""/privacy: the same wherever the talk is: who runs the bot, what is kept, and one's rights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.keeping import Keeping
from content.load import Content
from flows import privacy
from flows.conversation import Conversation
from flows.effects import Say
from flows.events import Commanded
from flows.topics import draw as draw_topic
from flows.turn import Turn
from flows.words import draw
from tests.flows.people import CONTENT
from tests.flows.promises import LONGEST_MESSAGE
from tests.flows.situations import MONDAY_AT_NINE as NOW
from tests.flows.situations import SITUATIONS, greeted, in_program, situation, then
from tests.flows.walker import Walker

FACTS = {
    "who": "Who runs this bot",
    "what": "What is stored",
    "why": "Why",
    "how long": "How long",
    "locked": "key of its own",
    "seen by": "not shared and not sold",
    "see": "/answers",
    "copy": "/export",
    "correct": "/correct",
    "delete": "/erase",
    "withdraw": "/withdraw",
    "complain": "data protection authority",
    "Telegram": "its own copy",
    "end to end": "not end-to-end encrypted",
}


def asked(walker: Walker) -> str:
    walker.command("/privacy")
    (said,) = (
        e for e in walker.last if isinstance(e, Say) and "privacy" in {x.key for x in e.lines}
    )
    return walker.drawn(said)


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_is_answered_wherever_the_talk_is(name: str) -> None:
    """P1."""
    walker = situation(name)
    before = walker.conversation
    said = asked(walker)
    assert [fact for fact, words in FACTS.items() if words not in said] == []
    assert walker.conversation.state == before.state
    assert walker.conversation.answers == before.answers


def test_it_is_answered_after_an_erasure() -> None:
    """P1."""
    walker = then(in_program, "/erase", "=yes")
    assert "I store none of your answers" in asked(walker)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_fits_into_one_message(language: str) -> None:
    """P1: with the longest name, way to be reached and clinic."""
    given = {"operator": "x" * 100, "contact": "x" * 200}
    content = replace(CONTENT, words=CONTENT.words.with_given(given))
    turn = turn_of(then(in_program).conversation.model_copy(update={"clinic": "x" * 57}), content)
    said = "\n".join(draw(line, content, language) for line in privacy.lines(turn))
    assert len(said) < LONGEST_MESSAGE


def turn_of(talk: Conversation, content: Content) -> Turn:
    return Turn(talk, Commanded(at=NOW, name="privacy"), content, draw_topic)


def drawn(content: Content) -> str:
    return "\n".join(
        draw(line, content, "en") for line in privacy.lines(turn_of(Conversation(), content))
    )


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ({}, "the person or practice that gave you its name."),
        ({"operator": "Ada Example"}, "</b> Ada Example."),
        ({"contact": "ada@example.org"}, "</b> ada@example.org."),
        ({"operator": "Ada", "contact": "ada@example.org"}, "</b> Ada, ada@example.org."),
    ],
)
def test_it_names_who_runs_the_bot(given: dict[str, str], who: str) -> None:
    """P1."""
    assert who in drawn(replace(CONTENT, words=CONTENT.words.with_given(given)))


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (1, "After 1 month without a word from you, I warn you. All is deleted 30 days later."),
        (12, "After 12 months without a word from you, I warn you."),
        (0, "until you delete it. After /withdraw, all is deleted in 30 days."),
    ],
)
def test_it_says_how_long_data_is_kept(months: int, said: str) -> None:
    """P1, P7: as the operator has set it."""
    assert said in drawn(replace(CONTENT, keeping=Keeping(months)))


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (greeted, "You have not said yes."),
        (in_program, "You said yes on Monday, 5 January 2026 (version 2)."),
        (situation, "You took back your yes on Monday, 5 January 2026."),
    ],
)
def test_it_ends_with_where_the_person_stands(start, said: str) -> None:
    """P1, P3."""
    walker = start("withdrawn") if start is situation else start()
    assert said in asked(walker)


def test_before_there_is_a_zone_the_day_is_that_of_the_server() -> None:
    assert "You said yes on Monday, 5 January 2026" in asked(then(greeted, "=agree"))
