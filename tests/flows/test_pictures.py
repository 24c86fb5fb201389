"""Which picture stands above which message, who gets none, and room for what is below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bot.telegram.letters import plain, units
from flows import advance
from flows.conversation import Conversation
from flows.effects import Export, Figure, PhysioPage, Picture, ResultPicture, Say, Text
from flows.events import Chose, Commanded, Event, Said
from flows.pictures import of_check, of_result, without
from flows.weigh import weigh
from flows.words import draw
from tests.flows.cards import item, on, press, with_rung
from tests.flows.days import person, session
from tests.flows.people import CONTENT, PERSONAS
from tests.flows.sensible import answer
from tests.flows.situations import SITUATIONS, in_program, looking_again, situation, then
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker, buttons

CAPTION = 1024
"""UTF-16 units, without tags (trust spec 1)."""
NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
CHECKS = {q.id: q for q in CONTENT.questions.values() if q.part == 2}


def says(walker: Walker) -> list[Say]:
    """What was said last, but for screens that were only tidied up."""
    return [e for e in walker.last if isinstance(e, Say) and not e.edit_only]


def kinds(walker: Walker) -> list[str | None]:
    return [say.picture.kind if say.picture else None for say in says(walker)]


def figure(walker: Walker) -> str | None:
    """Of the one message that was said last."""
    (say,) = says(walker)
    return say.picture.id if isinstance(say.picture, Figure) else None


# Checks.


@pytest.mark.parametrize(
    ("question", "shows"),
    [
        ("q_slump", "q_slump"),
        ("q_ankle", "q_ankle"),
        ("q_f1", "q_f1"),
        ("q_f2", "q_f2"),
        ("q_f3", "q_f3"),
        ("q_f3_dir", "q_f3"),
        ("q_f4", "q_f4"),
        ("q_f4_note", "q_f4"),
        ("q_longbridge", "q_longbridge"),
        ("q_ftf", "q_ftf"),
    ],
)
def test_a_check_shows_its_movement_and_so_does_what_is_asked_about_it(
    question: str, shows: str
) -> None:
    assert of_check(CHECKS[question], CONTENT) == Figure(id=shows)


def test_other_questions_show_nothing() -> None:
    others = [q for q in CONTENT.questions.values() if q.id not in CHECKS]
    assert others
    assert not any(of_check(question, CONTENT) for question in others)


def test_the_checks_of_an_intake_are_one_run_of_edits() -> None:
    """6-screens: a picture cannot be edited into a text, so that each change is a new message."""
    walker = come_to("q.q_slump", "p2_runner")
    assert [figure(walker), len(walker.fresh)] == ["q_slump", 1]
    while walker.open_topic() != "q.q_ftf":
        walker.answer(walker.open_topic().removeprefix("q."), PERSONAS["p2_runner"]["answers"])
        assert figure(walker)
        assert walker.fresh == []


def looked_again(until: str) -> Walker:
    walker = looking_again()
    while walker.open_topic() != until:
        answer(walker, walker.conversation.opens[-1])
    return walker


def skipped_check() -> Walker:
    walker = person("p8_skipper")
    walker.press("checks")
    return walker


# The table.

FIRST = session(in_program()).items[0].exercise
PLACES: dict[str, tuple[Callable[[], Walker], str | None]] = {
    "a question": (lambda: come_to("q.q_side"), None),
    "a check": (lambda: come_to("q.q_f2"), "q_f2"),
    "a check, its reason": (lambda: then(lambda: come_to("q.q_f2"), "=why"), "q_f2"),
    "a check, the other leg": (lambda: then(lambda: come_to("q.q_f2"), "=n.3"), "q_f2"),
    "a check once more": (lambda: looked_again("again.q_f1"), "q_f1"),
    "a check that was skipped": (skipped_check, "q_slump"),
    "now or later": (lambda: come_to("fork"), None),
    "later, and one move": (lambda: then(lambda: come_to("fork"), "=in2"), "n_seated"),
    "today's list": (lambda: then(in_program, "=card.1", "=list"), None),
    "a card": (lambda: then(in_program, "=card.1"), FIRST),
    "it hurts": (lambda: then(in_program, "=card.1", "=hurt.1"), FIRST),
    "an easier move": (
        lambda: press(
            with_rung(on(item("n_standing")), "n_seated", state="active"),
            "card.1", "ease.1.full", "ease.1.half",
        ),
        "n_seated",
    ),
    "why these moves": (lambda: then(in_program, "=why"), None),
    "the check-in": (lambda: then(in_program, "=done"), None),
    "the settings": (lambda: then(in_program, "/settings"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_where_a_movement_is_shown(name: str) -> None:
    lead, shows = PLACES[name]
    assert figure(lead()) == shows


def test_a_move_that_is_asked_for_by_its_name_is_shown() -> None:
    walker = then(in_program, "=done", "show me the pelvic rock")
    assert says(walker)[0].picture == Figure(id="a_pelvic_rock")


def test_a_screen_that_moves_down_keeps_its_picture_and_is_shown_anew() -> None:
    walker = then(in_program, "=card.1", "/help")
    old, new = (e for e in walker.last[1:] if isinstance(e, Say))
    assert (old.edit_only, old.picture) == (True, None)
    assert new.picture == Figure(id=FIRST)


# The result.


def test_the_result_comes_as_a_picture_with_its_words_below() -> None:
    walker = then(lambda: come_to("review"), "=go")
    assert kinds(walker) == ["result", None]
    assert says(walker)[0].picture == of_result(walker.conversation, CONTENT)
    assert len(walker.fresh) == 2


def test_its_bars_are_the_scores_in_the_order_of_ties() -> None:
    walker = come_to("result")
    shown, found = of_result(walker.conversation, CONTENT), weigh_of(walker)
    assert {**shown.factors, **shown.functions} == found
    assert list(shown.factors) == ["nerve", "length", "posture"]
    assert list(shown.functions) == ["pelvis", "hip_ext", "knee_flex", "rotation"]


def weigh_of(walker: Walker) -> dict[str, int | None]:
    scores = weigh(walker.conversation.answers, CONTENT).scores
    return {name: score.value for name, score in scores.items()}


def test_what_is_not_known_is_no_bar() -> None:
    """Of who leaves out the checks."""
    walker = then(lambda: come_to("fork"), "=never", "=go")
    (picture,) = (s.picture for s in says(walker) if isinstance(s.picture, ResultPicture))
    assert set(picture.functions.values()) == {None}


def test_a_second_look_ends_with_the_same_picture_above_its_words() -> None:
    walker = looked_again("again.q_ftf")
    answer(walker, walker.conversation.opens[-1])
    first, second, *_ = says(walker)
    assert isinstance(first.picture, ResultPicture)
    assert first.picture == of_result(walker.conversation, CONTENT)
    assert [line.key for line in first.lines][-1] == "result-picture"
    assert "again-title" in {line.key for line in second.lines}


# Words only.


def some(walker: Walker) -> Iterator[Event]:
    """What can be tapped, and what asks for something."""
    at = walker.now
    for say in walker.offers():
        yield from (Chose(at=at, ask=say.ask, code=button.code) for button in buttons(say))
    for name in ("start", "today", "plan", "progress", "help"):
        yield Commanded(at=at, name=name)
    yield from (Said(at=at, text=text) for text in ("how?", "show me the bridge", "done 2", "hi"))


@pytest.mark.parametrize("name", SITUATIONS)
def test_who_wants_words_only_gets_no_picture(name: str) -> None:
    walker = situation(name)
    plain_talk = walker.conversation.model_copy(update={"text_only": True})
    shown = [say for event in some(walker) for say in said(plain_talk, event)]
    assert not any(say.album for say in shown)
    assert all(is_asked_for(say.picture) for say in shown if say.picture)


def is_asked_for(picture: Picture) -> bool:
    """By a command of its own; of /progress only the words come."""
    return picture.kind in {"page", "export"} or (picture.kind == "progress" and picture.words_only)


def said(talk: Conversation, event: Event) -> list[Say]:
    outcome = advance(talk, event, CONTENT)
    is_plain = outcome.conversation.text_only or outcome.conversation.consent is None
    return [e for e in outcome.effects if isinstance(e, Say) and is_plain]


@pytest.mark.parametrize(
    "file", [PhysioPage(paper="a4", made_at=NOW), Export(part="json", made_at=NOW)]
)
def test_a_file_that_is_asked_for_comes_all_the_same(file: Picture) -> None:
    say = Say(lines=(Text(key="plain"),), picture=file)
    assert without(say) == say


# What can be asked for, and its caption.


@cache
def reached() -> list[Say]:
    """Whatever comes with a picture, of every situation and one step on."""
    walkers = [situation(name) for name in SITUATIONS]
    outcomes = [advance(w.conversation, event, CONTENT) for w in walkers for event in some(w)]
    says = [e for outcome in outcomes for e in outcome.effects if isinstance(e, Say)]
    return [say for say in says if say.picture or say.album]


def test_every_movement_that_is_asked_for_is_one_that_there_is() -> None:
    known = {*CONTENT.exercises, *CHECKS}
    asked = {s.picture.id for s in reached() if isinstance(s.picture, Figure)}
    asked.update(name for say in reached() for name in say.album)
    assert len(asked) > len(CHECKS)
    assert asked <= known


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_caption_has_room_below_its_picture(language: str) -> None:
    for say in reached():
        words = plain("\n".join(draw(line, CONTENT, language) for line in say.lines))
        assert units(words) <= CAPTION, words
