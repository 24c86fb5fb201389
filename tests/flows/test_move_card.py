"""The card of one move: what it says, what can be tapped, and how long it may get."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest

from bot.telegram.letters import plain, units
from content.schema import DoseStep, Exercise
from flows.conversation import Item
from flows.effects import Say
from flows.move_card import LONGEST, dose_lines
from flows.words import draw
from tests.flows.cards import codes, guided, item, on, press, shown, started, with_rung
from tests.flows.days import person, session
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

DOSES: tuple[DoseStep, ...] = get_args(DoseStep)
MOVES = [e for e in CONTENT.exercises.values() if "session" in e.use]
PLAIN = person()
LONGEST_ELSEWHERE = 1000
"""Of other languages, which need more letters than English."""


@pytest.mark.parametrize("name", ["p1_desk", "p2_runner", "p3_lifter", "p6_older", "p9_skater"])
def test_each_card_tells_all_about_its_move(name: str) -> None:
    walker = started(name)
    items = session(walker).items
    for n, each in enumerate(items, 1):
        exercise, text = CONTENT.exercises[each.exercise], shown(walker)
        assert f"{n} of {len(items)}\n{exercise.name}\n" in text
        for part in (*exercise.steps, exercise.feel, exercise.mistakes, exercise.stop_if):
            assert part in text
        walker.press(f"did.{n}")


def test_its_buttons_stand_in_four_rows_with_done_by_itself() -> None:
    walker = started()
    assert codes(walker) == [
        ["did.1"],
        ["ease.1.full", "hard.1"],
        ["hurt.1", "skip.1"],
        ["list", "!new"],
    ]
    walker.press("did.1")
    assert codes(walker)[-1] == ["card.1", "!new"]


@pytest.mark.parametrize(
    ("move", "first", "words"),
    [
        (item("n_lying"), "left", "1 set: left 10, right 10. Pace: 2 seconds out, 2 back."),
        (item("n_lying"), "both", "1 set: left 10, right 10. Pace: 2 seconds out, 2 back."),
        (
            item("n_lying", 2),
            "right",
            (
                "2 sets. Each set: right 10, left 10. Rest 30 seconds between. "
                "Pace: 2 seconds out, 2 back."
            ),
        ),
        (
            item("n_lying", 2, extra_set="left"),
            "left",
            (
                "2 sets. Each set: left 10, right 10. Rest 30 seconds between. "
                "Then 1 more set on the left. Pace: 2 seconds out, 2 back."
            ),
        ),
        (
            item("n_lying", 2, extra_set="right"),
            "right",
            (
                "2 sets. Each set: right 10, left 10. Rest 30 seconds between. "
                "Then 1 more set on the right. Pace: 2 seconds out, 2 back."
            ),
        ),
        (
            item("n_lying", halved=True),
            "left",
            "1 set: left 5, right 5. Pace: 2 seconds out, 2 back.",
        ),
        (
            item("alt_stand", 2),
            "left",
            (
                "2 sets. Each set: 8 reps in all, legs in turn. Rest 30 seconds between. "
                "Pace: 2 seconds out, 1 still, 2 back."
            ),
        ),
        (item("a_bow"), "left", "1 set: 5 slow reps. Pace: 4 seconds out, 2 still, 4 back."),
        (item("s_curl_slow"), "left", "1 set: left 8, right 8. Pace: 1 second out, 4 back."),
        (item("p_straight_sit"), "left", "1 set: hold 60 seconds. Breathe slowly."),
        (
            item("p_heel_prop", 2),
            "left",
            (
                "2 sets. Each set: hold left 20, right 20 seconds. Rest 20 seconds between. "
                "Breathe slowly."
            ),
        ),
        (item("p_heel_prop"), "right", "1 set: hold right 20, left 20 seconds. Breathe slowly."),
    ],
)
def test_the_dose_in_plain_words(move: Item, first: Any, words: str) -> None:
    """Clinical spec 5: all on one leg, then on the other, the tighter one first."""
    assert " ".join(PLAIN.text(line) for line in dose_lines(move, first, CONTENT)) == words


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"q_side": "right"}, "right 10, left 10"),
        ({"q_side": "left"}, "left 10, right 10"),
        ({"q_side": "both", "q_f1": [2, 7]}, "right 10, left 10"),
    ],
)
def test_the_tighter_leg_comes_first(answers: dict[str, Any], words: str) -> None:
    assert words in shown(started("p2_runner", **answers))


def test_the_rest_before_a_move_stands_on_its_card_and_ends_by_a_tap() -> None:
    """6-guided: no countdown."""
    walker = press(on(item("n_lying", 2), item("a_bow"), item("n_seated", 2)), "card.1", "did.1")
    assert shown(walker).startswith("Rest 30 seconds, then:\n2 of 3\n")
    before = walker.screens
    walker.pass_until(walker.now)
    assert walker.screens == before
    walker.press("did.2")
    assert shown(walker).startswith("3 of 3\n")  # the bow has one set, and wants no rest


def test_who_looks_back_need_not_rest() -> None:
    walker = press(on(item("n_lying", 2), item("a_bow"), item("n_seated")), "card.1", "did.1")
    assert shown(press(walker, "did.2", "card.2")).startswith("2 of 3\n")


def test_who_skipped_a_move_need_not_rest_from_it() -> None:
    walker = press(on(item("n_lying", 2), item("a_bow")), "card.1", "skip.1")
    assert shown(walker).startswith("2 of 2\n")


@pytest.mark.parametrize(
    ("answer", "words"), [("did.1", "You did this one."), ("skip.1", "You skipped this one.")]
)
def test_a_card_seen_again_says_how_it_stands(answer: str, words: str) -> None:
    assert words in shown(started("p1_desk", answer, "card.1"))


def test_the_question_how_much_it_hurts_names_the_move_and_has_two_rows() -> None:
    walker = started("p1_desk", "hurt.1")
    assert "Lying nerve slider" in shown(walker)
    numbers = [f"h.1.{n}" for n in range(11)]
    assert codes(walker) == [numbers[:6], numbers[6:], ["card.1", "!new"]]


@pytest.mark.parametrize("exercise", MOVES, ids=lambda e: e.id)
def test_every_card_is_short_enough_to_stand_below_a_picture(exercise: Exercise) -> None:
    """A caption holds 1,024 UTF-16 units, with all that a tap adds, in each language."""
    easier = [e.id for e in MOVES if e.easier == exercise.id]
    for dose, side in product(DOSES, ("left", None)):
        extra = side if exercise.side == "each" else None
        last = item("s_death_march", 3)
        walker = press(on(last, item(exercise.id, dose, extra_set=extra)), "card.1", "did.1")
        if exercise.id in {m.now.exercise for m in guided(walker).moves[:1]}:
            continue  # that is the same move twice
        for code in ("hard.2", "ease.2.full", "hurt.2", "h.2.5"):
            fits_below_a_picture(press(walker, code))
    for harder in easier:
        walker = press(on(item(harder)), "card.1", "ease.1.full", "ease.1.half")
        fits_below_a_picture(walker)


def fits_below_a_picture(walker: Walker) -> None:
    card = walker.screens[walker.conversation.opens[-1].screen]
    for language in CONTENT.words.languages:
        most = LONGEST if language == "en" else LONGEST_ELSEWHERE
        assert units(caption(card, language)) < most, language


def caption(card: Say, language: str) -> str:
    return plain("\n".join(draw(line, CONTENT, language) for line in card.lines))


def test_an_easier_move_in_the_place_of_another_names_it() -> None:
    walker = with_rung(on(item("n_standing")), "n_seated", state="active")
    press(walker, "card.1", "ease.1.full", "ease.1.half")
    text = shown(walker)
    assert "Seated nerve slider\nEasier today, in place of: Standing nerve slider." in text
