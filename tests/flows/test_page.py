"""The page for a physio, as recipes: each part says what is known, and what is not.

Also of `page_words`.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest

from content.words import SOURCE_LANGUAGE
from flows.conversation import Conversation
from flows.effects import Record, Text
from flows.page import ROOMS, Page, page_of
from flows.page_words import cut, day_text, in_turn, number
from flows.parts import t
from flows.stops import DERIVED
from flows.words import draw
from tests.flows.days import at, lived
from tests.flows.histories import BOW, day, decision, look, report, session, talk
from tests.flows.people import CONTENT


def drawn(text: Text, language: str = SOURCE_LANGUAGE) -> str:
    return unescape(re.sub(r"<[^>]+>", "", draw(text, CONTENT, language)))


def page(
    conversation: Conversation | None = None, *records: Record, days: int = 30, **how: Any
) -> Page:
    return page_of(conversation or talk(), records, CONTENT, at(days), **how)


def rows(table: Any) -> list[list[str]]:
    return [[drawn(cell) for cell in row] for row in table.rows]


def lines(block: Any) -> list[str]:
    return [drawn(line) for line in block.lines]


def notes(table: Any) -> list[str]:
    return [drawn(note) for note in table.notes]


# The head.


def test_the_head_says_whose_it_is_only_if_a_name_was_given() -> None:
    assert page().name == ""
    assert page(name="*Ana* <b>").name == "*Ana* <b>"


def test_the_goal_stands_alone_in_the_persons_own_words() -> None:
    assert page(talk({"q_goal": "#import $x$"})).goal == "#import $x$"
    assert page(talk({"q_goal": None})).goal == ""


def test_the_period_goes_from_the_first_look_to_the_day_of_the_page() -> None:
    assert drawn(page(None, look(0), report(2)).period) == "5 Jan 2026 to 4 Feb 2026"


def test_a_footer_says_where_it_comes_from_and_when_it_was_made() -> None:
    said = drawn(page().footer)
    assert said.startswith("Made 4 Feb 2026 from the person's own answers.")
    assert "Not examined" in said


# Tiles.


def tiles(found: Page) -> list[tuple[str, str, str]]:
    return [(drawn(each.label), drawn(each.value), drawn(each.note)) for each in found.tiles]


def test_tiles_of_who_has_just_begun() -> None:
    conversation = talk({"q_ftf": None, "q_goal_score": 4})
    assert tiles(page(conversation, days=0)) == [
        ("Sessions done", "0 of 0", "0 of them in part"),
        ("Pain in the last session", "–", "none told yet"),
        ("Goal, 0-10", "4", "one look so far"),
        ("Fingers to floor", "–", "one look so far"),
    ]


def test_tiles_compare_with_the_first_look() -> None:
    conversation = talk({"q_ftf": 6, "q_goal_score": 8})
    told = [
        look(0, q_ftf=18, q_goal_score=4), session(0), report(0, pain=5),
        session(3), report(3, completion="partial", pain=1), look(14),
    ]  # fmt: skip
    assert tiles(page(conversation, *told, days=3)) == [
        ("Sessions done", "2 of 3", "1 of them in part"),
        ("Pain in the last session", "1", "worst so far: 5"),
        ("Goal, 0-10", "8", "first: 4"),
        ("Fingers to floor", "6 cm", "first: 18 cm"),
    ]


# Safety.


def test_who_ticked_nothing() -> None:
    conversation = talk(last_fired={})
    assert lines(page(conversation).safety) == [
        "Class: no sign that holds the moves.",
        "None of the signs on the 3 cards was ticked.",
    ]


def test_signs_in_the_words_of_the_cards_and_what_became_of_them() -> None:
    conversation = talk(
        {"q_rf_a": ["fever"], "q_rf_b": ["groin"], "q_rf_c": ["disc"]},
        safety="emergency",
        stops=("fever", "pause-pain"),
        stopped_at={"fever": at(3)},
        cleared={"groin": day(2), "pain_worst": day(2)},
        last_fired={"cards": day(3)},
    )
    assert lines(page(conversation).safety) == [
        "Class: get help now. The moves are stopped.",
        (
            "Card A: Fever, chills or feeling very ill with new back or leg pain. "
            "It holds the moves since 8 Jan 2026."
        ),
        "Pain of 8 or more in a report. It holds the moves since –.",
        (
            "Card B: Sharp groin or hip pain that makes you limp. "
            "The person was seen, cleared 7 Jan 2026."
        ),
        "Very high worst pain in 7 days. The person was seen, cleared 7 Jan 2026.",
        "Card C: Told you have a slipped disc, sciatica or a narrow spine in the last year.",
        "The urgent signs were asked again on 8 Jan 2026.",
    ]


@pytest.mark.parametrize("cls", ["emergency", "clinician_first", "care", "ok"])
def test_each_class_has_words(cls: str) -> None:
    assert lines(page(talk(safety=cls)).safety)[0].startswith("Class: ")


REASONS = ("pain", "two-red", "tingling", "tingling-stays", "card")


@pytest.mark.parametrize("stop", [*DERIVED, *(f"pause-{reason}" for reason in REASONS)])
def test_whatever_holds_the_moves_has_a_name(stop: str) -> None:
    for language in CONTENT.words.languages:
        found = page(talk(stops=(stop,)))
        assert drawn(found.safety.lines[1], language)
        assert drawn(found.asks.lines[0], language)


def test_many_signs_are_counted() -> None:
    flags = [f.id for f in CONTENT.red_flags.values() if f.card == "c"]
    said = lines(page(talk({"q_rf_c": flags}, last_fired={})).safety)
    assert said[-1] == f"and {len(flags) - ROOMS[0].signs} more"
    assert len(said) == ROOMS[0].signs + 2


# Worth asking about.


def test_where_nothing_stands_out_the_page_says_so() -> None:
    assert lines(page().asks) == ["Nothing stood out by the rules of this page."]


# Scores.


def test_each_score_with_its_level_and_the_answers_that_weigh_most() -> None:
    found = dict(zip(["nerve", "length", "posture"], rows(page().scores), strict=False))
    assert found["posture"] == [
        "Time with bent knees", "100", "high",
        ("Hours of sitting: 9 hours a day; Stiff after sitting: A lot; "
        "Longest sit: Over 2 hours; and 3 more"),
    ]  # fmt: skip
    assert len(page().scores.rows) == len(CONTENT.weighing.targets)


def test_a_score_that_has_moved_names_the_first_one() -> None:
    told = (look(0, {"posture": 60, "nerve": None}), look(14))
    found = {row[0]: row[1] for row in rows(page(None, *told).scores)}
    assert found["Time with bent knees"] == "100 (first 60)"
    assert "first" not in found["How freely the sciatic nerve moves"]


def test_a_score_of_too_few_answers_is_not_known() -> None:
    found = {row[0]: row[1:] for row in rows(page(talk({"q_f1": None})).scores)}
    assert found["Leg back"] == ["–", "–", "too little was asked"]


def test_a_score_without_points() -> None:
    found = {row[0]: row[1:] for row in rows(page(talk({"q_f3": [0, 0]})).scores)}
    assert found["Shin turn"] == ["0", "low", "no answer gave points"]


# Then and now.


def test_with_one_look_there_is_nothing_to_compare() -> None:
    found = page(None, look(0)).gains
    assert (found.rows, found.head) == ((), ())
    assert notes(found) == ["One look so far. The next one shows what has changed."]


def test_what_has_changed_and_what_counts_as_a_change() -> None:
    now = {"q_pain_now": 3, "q_goal_score": 6, "q_ftf": 15, "q_f1": [2, 2], "q_f2": [4, 1]}
    then = {"q_pain_now": 1, "q_goal_score": 4, "q_ftf": 18, "q_f1": [6, 3], "q_f2": [3, 1]}
    found = page(talk(now), look(0, **then), look(14, **now)).gains
    assert [drawn(cell) for cell in found.head] == [
        "Measure", "5 Jan 2026", "19 Jan 2026", "Change", "Counts as a change"
    ]  # fmt: skip
    assert rows(found)[0] == [
        "Pain now, 0-10", "1", "3", "clearly worse", "2 points and 30 % (MCID, Farrar 2001)"
    ]  # fmt: skip
    changes = {row[0]: row[1:4] for row in rows(found)}
    assert changes["Goal, 0-10, more is better"] == ["4", "6", "likely better"]
    assert changes["Fingers to floor"] == ["18 cm", "15 cm", "within measuring error"]
    assert changes["Leg back, 0 is free"] == ["L 6 · R 3", "L 2 · R 2", "clearly better"]
    assert changes["Heel up, 0 is free"] == [
        "L 3 · R 1",
        "L 4 · R 1",
        "small step back, may be noise",
    ]
    assert changes["Worst pain in 7 days, 0-10"][2] == "no change"
    assert notes(found) == ["2 looks so far. All tests were done at home, without help."]


def test_two_looks_with_nothing_in_common_compare_nothing() -> None:
    nothing = dict.fromkeys(CONTENT.rules.reassess.measures)
    assert page(talk(nothing), look(0), look(14)).gains.rows == ()


def test_every_measure_and_every_change_has_words() -> None:
    for language in CONTENT.words.languages:
        for name, rule in CONTENT.rules.reassess.measures.items():
            assert drawn(t(f"page-measure-{name}"), language)
            counts = t(f"page-counts-{name}", clear=rule.clear, percent=rule.percent)
            assert str(rule.clear) in drawn(counts, language)


# The plan.


def test_the_plan_in_numbers() -> None:
    told = (report(0), report(2, completion="partial"), report(4, completion="skipped"))
    assert lines(page(None, *told).plan) == [
        "Phase 1: calm and anchor, since 5 Jan 2026.",
        "4 days a week, 10 minutes a day.",
        "The plan is running.",
        "Sessions told: 1 done, 1 in part, 1 left out.",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "program.paused"}, "The person has paused the plan."),
        ({"state": "program.proposed"}, "The plan was shown, and not begun."),
        ({"state": "stopped"}, "The person has ended all messages."),
        ({"state": "referred", "stops": ("fever",)}, "The moves are held now."),
    ],
)
def test_how_the_plan_stands(changes: dict[str, Any], said: str) -> None:
    assert said in lines(page(talk(**changes)).plan)


def test_before_a_plan() -> None:
    found = page(talk(program=None))
    assert lines(found.plan) == ["No plan has begun yet."]
    assert (found.moves.rows, notes(found.moves)) == ((), ["No session was told yet."])


def test_days_that_were_never_said_are_not_told() -> None:
    assert len(page(talk({"q_days": None})).plan.lines) == 3


# Moves.


def test_a_move_with_dose_share_and_pain() -> None:
    told = (
        session(0), report(0, pain=1), session(3),
        report(3, completion="partial", pain=4, culprit=BOW),
    )  # fmt: skip
    assert rows(page(None, *told).moves)[1] == [
        "Standing bow, anchored", "2 sets of 5 slow reps", "1 / 1 / 0", "75 %",
        "last 4, worst 4; it hurt once",
    ]  # fmt: skip


def test_a_move_of_before_and_one_that_was_never_done() -> None:
    told = (report(0, pain=None, completion="skipped", items=("n_slump",)), session(3))
    assert rows(page(None, *told).moves) == [
        ["Seated nerve slider", "10 slow reps each leg", "0 / 0 / 0", "–", "–"],
        ["Standing bow, anchored", "2 sets of 5 slow reps", "0 / 0 / 0", "–", "–"],
        ["Slump slider (earlier)", "–", "0 / 0 / 1", "0 %", "–"],
    ]


def test_more_moves_than_there_is_room_for_are_counted() -> None:
    found = page(None, report(0), room=ROOMS[-1]._replace(moves=1)).moves
    assert len(found.rows) == 1
    assert notes(found)[0] == "and 1 more move"


# Decisions.


def test_decisions_as_the_person_read_them_newest_first() -> None:
    changes = [{"exercise": BOW, "what": "up"}]
    told = (
        decision(0, "D8", reason="pain", numbers={"pain": 4}),
        decision(2, "D13", reason="green", numbers={"pain": 1}, changes=changes),
        decision(4, "D5"),
    )
    assert rows(page(None, *told).decisions) == [
        ["9 Jan 2026", "D5", "An older decision; its words are not kept."],
        ["7 Jan 2026", "D13",
         "Pain was 1, so this session counts. One step up: Standing bow, anchored."],
        ["5 Jan 2026", "D8", "Pain was 4, so we keep today's level."],
    ]  # fmt: skip


def test_no_decisions() -> None:
    found = page().decisions
    assert (found.rows, notes(found)) == ((), ["Nothing was decided yet."])


def test_the_last_ten_are_shown() -> None:
    told = [decision(n, "D8", reason="pain", numbers={"pain": 4}) for n in range(14)]
    assert len(page(None, *told).decisions.rows) == 10


# All of it.


def test_a_talk_of_weeks_is_told_in_every_language() -> None:
    """Every decision that the talk records has its words."""
    walker = lived("p1_desk", 20)
    found = page_of(walker.conversation, walker.records, CONTENT, walker.now)
    assert found.decisions.rows
    for language in CONTENT.words.languages:
        for text in _texts(found):
            assert drawn(text, language).strip()
    olds = [row for row in rows(found.decisions) if row[2].startswith("An older decision")]
    assert not olds


def _texts(part: Any) -> list[Text]:
    match part:
        case Text():
            return [part]
        case tuple():
            return [text for each in part for text in _texts(each)]
        case str():
            return []
        case _:
            return [
                text for name in type(part).model_fields for text in _texts(getattr(part, name))
            ]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_has_its_month_and_its_year(month: int) -> None:
    said = {drawn(day_text(dt.date(2026, month, 1)), each) for each in CONTENT.words.languages}
    assert all(re.fullmatch(r"1 [a-z]{3} 2026", each, re.IGNORECASE) for each in said)


def test_small_texts() -> None:
    words = [t("plain", text=each) for each in ("One.", "Two.", "Three.")]
    assert drawn(in_turn(words)) == "One. Two. Three."
    assert [drawn(each) for each in cut(words, 2)] == ["One.", "Two.", "and 1 more"]
    assert cut(words, 3) == tuple(words)
    assert [drawn(number(each)) for each in (None, 3.0, 2.5)] == ["–", "3", "2.5"]
