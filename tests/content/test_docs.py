"""The page for clinicians: each worked example does on a copy of the files what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.pictures.figure.build import input_hash, jobs
from content.check import problems
from content.library_checks import serving
from content.load import FOLDER, Content, load_content
from flows.builder import seconds
from flows.conditions import avoided
from flows.conversation import Item
from flows.plan import close_phase, planned_type, start_program
from flows.weigh import weigh
from flows.wishes import alone
from tests.flows.days import LISBON, at
from tests.flows.people import MONDAY, answers_of, basis_of, days, program_of
from tests.flows.walker import Walker

PAGE = (FOLDER.parent / "docs" / "content.md").read_text("utf-8")
_BLOCK = r"\n\n```\w*\n(.*?)```"
_CHANGE = re.compile(rf"[Ii]n `content/([^`]+)`, change{_BLOCK}\n\nto{_BLOCK}", re.DOTALL)
_WRONG = re.compile(rf"With this instead{_BLOCK}\n\nthe check says{_BLOCK}", re.DOTALL)
EXAMPLES = {
    title: text
    for title, _, text in (part.partition("\n") for part in PAGE.split("\n### ")[1:])
}  # fmt: skip


def change(folder: Path, title: str) -> Content:
    """Makes every change of an example."""
    changes = _CHANGE.findall(EXAMPLES[title])
    assert changes
    for name, before, after in changes:
        replace(folder / name, before, after)
    load_content.cache_clear()
    return load_content(folder)


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{path.name} has {text.count(before)} of {before!r}"
    path.write_text(text.replace(before, after), "utf-8")


def without_lines(told: str) -> list[str]:
    """Line numbers move with every edit above."""
    return [re.sub(r":\d+:", ":", line) for line in told.splitlines()]


def test_page_has_its_nine_examples():
    assert len(EXAMPLES) == 9
    assert all(_WRONG.search(text) for text in EXAMPLES.values())


@pytest.mark.parametrize("title", EXAMPLES)
def test_example_can_be_used_as_it_stands(folder: Path, title: str):
    version = load_content(folder).version
    assert change(folder, title).version != version
    assert problems(folder) == []


@pytest.mark.parametrize("title", EXAMPLES)
def test_check_says_of_the_wrong_example_what_the_page_says(folder: Path, title: str):
    """The wrong lines stand in the place of the last change."""
    *changes, (last, before, _) = _CHANGE.findall(EXAMPLES[title])
    [(wrong, told)] = _WRONG.findall(EXAMPLES[title])
    for name, old, new in [*changes, (last, before, wrong)]:
        replace(folder / name, old, new)
    assert without_lines("\n".join(problems(folder))) == without_lines(told)


def test_all_examples_can_be_made_together(folder: Path):
    for title in EXAMPLES:
        change(folder, title)
    assert problems(folder) == []


def test_added_exercise_serves_and_is_open_to_who_begins(folder: Path):
    content = change(folder, "Add an exercise")
    assert len(serving("rotation", tuple(content.exercises.values()))) == 4
    answers = answers_of("p5_quiet")
    program = start_program(answers, "ok", weigh(answers, content), MONDAY, content)
    assert program.rungs["r_toe_turns"].state == "active"


def test_changed_dose_changes_the_estimate(folder: Path):
    item = Item(exercise="s_hinge_slow", dose=2, slot="strength")
    assert seconds(item, load_content()) == 177
    assert seconds(item, change(folder, "Change a dose")) == 161


def test_changed_figure_makes_its_film_stale(folder: Path):
    before = jobs(load_content(), ["s_rdl_single"])[0]
    after = jobs(change(folder, "Change how a move is shown"), ["s_rdl_single"])[0]
    assert (before.name, after.name) == ("en/s_rdl_single", "en/s_rdl_single")
    assert after.move.cues[0] == "Press up to stand tall"
    assert input_hash(after) != input_hash(before)


def test_added_question_comes_in_its_place_and_keeps_a_move_out(folder: Path):
    content = change(folder, "Add a question")
    setup = content.sections[-1].questions
    assert setup[:3] == ("q_equip", "q_kneel", "q_exp")
    walker = Walker(content, at(0, "09:00"))
    walker.intake(answers_of("p3_lifter", q_breaks=0, q_kneel="no"), LISBON)
    assert walker.conversation.answers["q_kneel"] == "no"
    assert avoided(content.exercises["c_half_kneel"], walker.conversation.answers)


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({"q_sit_knees": "tucked", "q_feet": "rung"}, 0),
        ({"q_sit_knees": "bent90", "q_feet": "dangle"}, 5),
        ({"q_sit_knees": "tucked", "q_feet": "flat"}, -5),
    ],
)
def test_changed_weight_moves_the_score(folder: Path, answers: dict[str, str], more: int):
    """Of someone who sits 8 hours; nothing is skipped, so points are the score."""
    changed = change(folder, "Change a weight")
    sits = answers_of("p4_shared", **answers)
    before, after = (weigh(sits, c).scores["posture"].value for c in (load_content(), changed))
    assert before is not None
    assert after == before + more


def test_changed_sentence_is_said(folder: Path):
    words = change(folder, "Change a sentence").words
    said = words.format("rest-day", {}, "en")
    assert said == "Today is a rest day. Rest is part of your plan. Keep walking."


def test_changed_lesson_is_offered_less_often_by_its_new_title(folder: Path):
    content = change(folder, "Change a lesson")
    assert content.lessons.offer.every_days == 14
    assert content.texts["en"]["lessons", "slow", "title"] == "Why so slow"


def test_new_words_ask_for_the_same(folder: Path):
    assert alone("privacy notice", load_content().reply_words) is None
    changed = change(folder, "Teach it a new way to ask")
    assert alone("privacy notice", changed.reply_words) == "privacy"


def test_changed_phase_lasts_longer_and_changed_week_is_kept(folder: Path):
    content = change(folder, "Change a phase or a week")
    answers = answers_of("p5_quiet", q_days=3)
    program = program_of(basis_of(answers))
    week = [planned_type(program, days(day), answers, content) for day in range(7)]
    assert week == ["L", None, "L", None, "M", None, None]

    def left(sessions: int, on: int, by: Content) -> bool:
        counted = program.model_copy(update={"counted": sessions})
        return close_phase(counted, days(on), by).phase == 2

    assert left(4, 7, load_content())
    assert [left(4, 10, content), left(5, 9, content), left(5, 10, content)] == [False, False, True]
