"""What an editor of the files is told: file, line, field, and what is wrong; all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.load import ContentError, load_content
from tests.content.conftest import Break

# Each: file, text, what it becomes, then lines below the text's first line, and the rest of the
# mistake's line.
CASES = {
    "field left out": (
        "intake.yaml", '{id: a40_64, label: "40-64"}', "{id: a40_64}",
        0, "q_age.options.2.label: Field required",
    ),
    "field unknown": (
        "intake.yaml", '    unit: "hours a day"', '    units: "hours a day"',
        0, "q_sit_hours.units: Extra inputs are not permitted",
    ),
    "wrong type": (
        "intake.yaml", "    max_chars: 80", "    max_chars: many",
        0,
        "q_goal.max_chars: Input should be a valid integer, unable to parse string as an integer",
    ),
    "key twice": (
        "intake.yaml", "    max_chars: 80", "    max_chars: 80\n    max_chars: 90",
        1, "max_chars is given twice",
    ),
    "no YAML": (
        "safety.yaml", "  - id: bladder", "  - id: [bladder",
        1, "did not find expected ',' or ']'",
    ),
    "id twice": (
        "safety.yaml", "  - id: sexual", "  - id: saddle",
        0, "saddle.id: saddle is there twice",
    ),
    "red flag without a time to be seen": (
        "safety.yaml", '"healing limits"\n    cls: clinician_first\n    urgency: before_starting',
        '"healing limits"\n    cls: clinician_first',
        -3, "surgery: class clinician_first needs urgency",
    ),
    "option twice": (
        "intake.yaml", '{id: right, label: "Right"}', '{id: left, label: "Right"}',
        0, "q_side.options.1.id: left is there twice",
    ),
    "condition unreadable": (
        "intake.yaml", '    ask_if: "q_duration == lt6w"', '    ask_if: "q_duration is lt6w"',
        0, "q_onset.ask_if: 'q_duration is lt6w' is not 'question op value' (op: == != >= in has)",
    ),
    "condition on a later question": (
        "intake.yaml", '    ask_if: "q_duration == lt6w"', '    ask_if: "q_tingle == never"',
        0, "q_onset.ask_if: there is no earlier question q_tingle",
    ),
    "condition on no option": (
        "intake.yaml", '    ask_if: "q_duration == lt6w"', '    ask_if: "q_duration == lt9w"',
        0, "q_onset.ask_if: q_duration has no option lt9w",
    ),
    "condition with has on one choice": (
        "intake.yaml", '    ask_if: "q_duration == lt6w"', '    ask_if: "q_duration has lt6w"',
        0, "q_onset.ask_if: q_duration is of type single: use ==",
    ),
    "condition with a number on words": (
        "intake.yaml", '    ask_if: "q_duration == lt6w"', '    ask_if: "q_duration >= 6"',
        0, "q_onset.ask_if: q_duration has no number to compare",
    ),
    "min above max": (
        "intake.yaml", "    max: 18\n", "    max: -1\n",
        0, "q_sit_hours.max: -1 is not above min, which is 0",
    ),
    "bands not rising": (
        "intake.yaml", "- {lt: 6, pts", "- {lt: 3, pts",
        0, "q_sit_hours.bands.1.lt: 3 is not above 4",
    ),
    "question in no section": (
        "intake.yaml", "      - q_goal\n", "",
        None, "q_goal: is in no section",
    ),
    "settings question in a section": (
        "intake.yaml", "      - q_goal\n", "      - q_goal\n      - q_style\n",
        1, "talk.questions.7: q_style is asked in the settings only",
    ),
    "default without option": (
        "intake.yaml", "    default: brief", "    default: short",
        0, "q_style.default: there is no option short",
    ),
    "dose unreadable": (
        "exercises.yaml", 'd1: "1x4 @ 2-1-3 r0"', 'd1: "1x4 @ 2-1 r0"',
        0, "n_tension.dose.1: '1x4 @ 2-1 r0' is neither '2x8 @ 2-0-4 r30' nor '2x60s @ hold r20'",
    ),
    "dose left out": (
        "exercises.yaml", '      d1: "1x4 @ 2-1-3 r0"\n', "",
        -1, "n_tension.dose: d1 is missing",
    ),
    "equipment unknown": (
        "exercises.yaml", "equip: [weight]", "equip: [barbell]",
        0, "s_deadlift_slow.equip.0: barbell is no option of q_equip",
    ),
    "avoided for what nobody is asked": (
        "exercises.yaml", "if: [q_rf_c.anticoag, q_rf_b.pregnancy]", "if: [q_rf_b.knees]",
        0, "s_bridge_slide_single.avoid_if.0: there is no option q_rf_b.knees",
    ),
    "next step unknown": (
        "exercises.yaml", "harder: s_death_march", "harder: s_marathon",
        0, "s_rdl_single.harder: there is no exercise s_marathon",
    ),
    "weights above 100": (
        "factors.yaml", "q_train: 25", "q_train: 26",
        None, "length: base and maximum add up to 101, not 100",
    ),
    "weights beside the answers": (
        "factors.yaml", "maximum: {q_f4: 70, q_f4_note: 10", "maximum: {q_f4: 60, q_f4_note: 20",
        0, "pelvis.maximum.q_f4: q_f4 is 60 here, but its answers give at most 70",
    ),
    "plan names no exercise": (
        "plans.yaml", "meanwhile: n_seated", "meanwhile: n_sofa",
        0, "meanwhile: there is no exercise n_sofa",
    ),
    "safety words for no red flag": (
        "replies.yaml", "item: saddle", "item: sofa",
        None, "there is no red flag sofa",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_mistake_names_file_line_and_field(
    folder: Path, break_file: Break, case: tuple[str, str, str, int | None, str]
):
    name, old, new, below, rest = case
    line = break_file(name, old, new)
    with pytest.raises(ContentError) as error:
        load_content(folder)
    where = f"content/{name}:" + ("" if below is None else f"{line + below}: ")
    assert any(m.startswith(where) and m.endswith(rest) for m in error.value.mistakes), error.value


def test_all_mistakes_are_told_at_once(folder: Path, break_file: Break):
    break_file("intake.yaml", '{id: a40_64, label: "40-64"}', "{id: a40_64}")
    break_file("intake.yaml", "    max_chars: 80", "    max_chars: many")
    break_file("exercises.yaml", 'd1: "1x4 @ 2-1-3 r0"', 'd1: "1x4"')
    with pytest.raises(ContentError) as error:
        load_content(folder)
    assert len(error.value.mistakes) == 3
    assert str(error.value).count("\n") == 2


def test_chain_that_comes_back_is_told_for_each_of_its_moves(folder: Path, break_file: Break):
    break_file("exercises.yaml", "harder: s_death_march", "harder: s_hinge_wall")
    with pytest.raises(ContentError) as error:
        load_content(folder)
    chain = ["s_hinge_wall", "s_hinge_slow", "s_deadlift_slow", "s_rdl_support", "s_rdl_single"]
    told = [mistake.partition(": ")[2] for mistake in error.value.mistakes]
    assert told == [f"{name}.harder: the chain comes back to {name}" for name in chain]


def test_factor_or_function_without_a_choice_of_moves_is_told(folder: Path):
    path = folder / "exercises.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[rotation, knee_flex]", "[knee_flex]"), "utf-8")
    with pytest.raises(ContentError, match="only 1 session moves serve rotation, at least 3"):
        load_content(folder)


def test_missing_file_is_told(folder: Path):
    (folder / "safety.yaml").unlink()
    with pytest.raises(ContentError, match=r"content/safety.yaml: No such file or directory"):
        load_content(folder)


def test_empty_file_is_told(folder: Path):
    (folder / "safety.yaml").write_text("")
    with pytest.raises(ContentError, match=r"content/safety.yaml:1: file: Input should be"):
        load_content(folder)
