"""What an editor of the files is told: file, line, field, and what is wrong; all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from content.load import ContentError, load_content
from content.mend import with_mend
from content.poses import JOINTS, Base
from tests.content.conftest import Break

STEPS = """\
      - "Sit on the edge of a chair and round your back."
      - "Chin down."
      - "Straighten one knee until the first pull."
"""
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
    "dose smaller than the one before": (
        "exercises.yaml", 'd2: "1x6 @ 2-1-3 r0"', 'd2: "1x3 @ 2-1-3 r0"',
        0, "n_tension.dose.2: d2 is 18 s of work, less than d1 with 24 s",
    ),
    "dose that takes less time": (
        "exercises.yaml", 'd2: "2x8 @ 2-0-5 r45"', 'd2: "1x12 @ 2-0-4 r0"',
        0, "s_hinge_slow.dose.2: d2 is 72 s of time, less than d1 with 117 s",
    ),
    "too few steps": (
        "exercises.yaml", STEPS, STEPS[: STEPS.index("\n") + 1],
        -1, "n_tension.steps: 3 steps, not 4 to 7",
    ),
    "too many steps": (
        "exercises.yaml", STEPS, 3 * STEPS,
        -1, "n_tension.steps: 11 steps, not 4 to 7",
    ),
    "id with a capital": (
        "exercises.yaml", "  - id: n_tension", "  - id: N-tension",
        0, "N-tension.id: 'N-tension' is no id",
    ),
    "option id with a space": (
        "intake.yaml", '{id: right, label: "Right"}', '{id: the right, label: "Right"}',
        0, "q_side.options.1.id: 'the right' is no id",
    ),
    "harder move of a lower level": (
        "exercises.yaml", "harder: s_death_march", "harder: s_heel_slide",
        0, "s_rdl_single.harder: s_heel_slide is of level 1, below level 4 here",
    ),
    "easier move of a higher level": (
        "exercises.yaml", "    easier: n_lying", "    easier: s_rdl_single",
        0, "n_seated.easier: s_rdl_single is of level 4, above level 1 here",
    ),
    "pose without a base": (
        "exercises.yaml", '- "sit neck=35"', '- "chair neck=35"',
        0, f"n_seated.poses.0: 'chair' is no base; the bases are {', '.join(get_args(Base))}",
    ),
    "pose with an unknown joint": (
        "exercises.yaml", '- "sit neck=35"', '- "sit elbow=35"',
        0, f"n_seated.poses.0: 'elbow' is no joint; the joints are {', '.join(JOINTS)}",
    ),
    "pose that no body does": (
        "exercises.yaml", '- "sit neck=35"', '- "sit neck=350"',
        0, "n_seated.poses.0: neck=350 is beyond its range, -45 to 45",
    ),
    "pose of another position": (
        "exercises.yaml", '- "sit neck=35"', '- "stand neck=35"',
        0, "n_seated.poses.0: stand is not the position sit of the move",
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
    "load days running": (
        "plans.yaml", "3: {0: L, 2: M, 4: L}", "3: {0: L, 1: L, 4: L}",
        0, "week.3: days 0 and 1 are load days running",
    ),
    "load days running into the next week": (
        "plans.yaml", "3: {0: L, 2: M, 4: L}", "3: {0: L, 2: M, 6: L}",
        0, "week.3: days 6 and 0 are load days running",
    ),
    "week with too few days": (
        "plans.yaml", "3: {0: L, 2: M, 4: L}", "3: {0: L, 3: L}",
        0, "week.3: 2 days are named, not 3",
    ),
    "eighth day of a week": (
        "plans.yaml", "3: {0: L, 2: M, 4: L}", "3: {0: L, 2: M, 7: L}",
        0, "week.3: day 7 is not 0 to 6",
    ),
    "phase left out": (
        "plans.yaml", "  - id: 3  # Legs take turns", "  - id: 4  # Legs take turns",
        None, "phases: the phases are not 1, 2, 3, 4 in this order",
    ),
    "cap that falls": (
        "plans.yaml", "    level_cap: 3\n", "    level_cap: 1\n",
        0, "3.level_cap: is below that of phase 2",
    ),
    "category that closes again": (
        "plans.yaml", "companion, tandem, rotation]", "tandem, rotation]",
        0, "2.unlocks: companion is open in phase 1 already",
    ),
    "focus that is not open": (
        "plans.yaml", "    focus: tandem", "    focus: alternate",
        0, "2.focus: alternate is not open in this phase",
    ),
    "phase that nobody leaves": (
        "plans.yaml", "    leave: {sessions: 6, days: 10}\n", "",
        None, "2: leave belongs to every phase but the last",
    ),
    "plan compares no question": (
        "plans.yaml", "  pain: [q_pain_now, q_pain_worst]", "  pain: [q_pain_now, q_pain_then]",
        0, "reassess.pain: there is no question q_pain_then",
    ),
    "tip for no answer": (
        "plans.yaml", "when: q_sleep in slight|curled", "when: q_sleep in slight|curly",
        0, "habits.tips.1.when: q_sleep has no option curly",
    ),
    "tip that is no exercise": (
        "plans.yaml", "{exercise: p_sleep_setup", "{exercise: p_sleep",
        0, "habits.tips.1: there is no exercise p_sleep",
    ),
    "wish unknown": (
        "replies.yaml", "    pause:\n      en: pause,", "    paws:\n      en: pause,",
        0, "'withdraw'",
    ),
    "wish in no words": (
        "replies.yaml", "      de: Datenschutz, dsgvo, Privatsphäre", "      de: []",
        0, "wishes.alone.privacy.de: is empty",
    ),
    "wish with nothing behind it": (
        "replies.yaml", "      de: Datenschutz, dsgvo, Privatsphäre", "      de:",
        0, "wishes.alone.privacy.de: is empty",
    ),
    "two commas": (
        "replies.yaml", "de: Datenschutz, dsgvo, Privatsphäre", "de: Datenschutz,, dsgvo",
        0, "wishes.alone.privacy.de.1: '' is no word or phrase",
    ),
    "language that nobody reads": (
        "replies.yaml", "      de: Datenschutz, dsgvo, Privatsphäre", "      fr: secret",
        0, "wishes.alone.privacy.fr: is not known here, only 'en', 'es', 'de' or 'ru'",
    ),
    "safety words without an entry": (
        "replies.yaml", "    es: ereccion-, erectil, impotencia", "    es:",
        0, "sexual.es: is empty",
    ),
    "no list": (
        "exercises.yaml", "equip: [weight]", "equip: weight",
        0, "s_deadlift_slow.equip: must be a list",
    ),
    "no fields": (
        "lessons.yaml", "offer: {every_days: 7, from_reports: 2, test_days: 5}", "offer: weekly",
        0, "offer: must hold fields, each as name: value",
    ),
    "text that is empty": (
        "safety.yaml", '"New loss of feeling or function during sex"', '""',
        0, "sexual.label: is empty",
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
    told = [m for m in error.value.mistakes if m.startswith(where) and m.endswith(rest)]
    assert told, error.value
    assert " -> " in with_mend(told[0]), "it does not say how to mend it"


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
    comes_back = [f"{name}.harder: the chain comes back to {name}" for name in chain]
    assert told == [
        *comes_back[:-1],
        "s_rdl_single.harder: s_hinge_wall is of level 1, below level 4 here",
        comes_back[-1],
    ]


def test_chain_that_comes_back_by_another_move_is_told(folder: Path, break_file: Break):
    """A move opens both what it names as harder and what names it as easier."""
    break_file(
        "exercises.yaml",
        "    easier: a_pelvic_rock\n    harder: a_bow\n",
        "    easier: a_bow\n    harder: a_bow\n",
    )
    with pytest.raises(ContentError) as error:
        load_content(folder)
    assert "a_seat_bow.harder: the chain comes back to a_seat_bow" in str(error.value)


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


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_file_that_an_editor_saved_in_its_own_way_is_told(folder: Path, encoding: str):
    """YAML can read UTF-16 too, by the mark before the first line."""
    for name in ("lessons.yaml", "locales/en/bot.ftl"):
        path = folder / name
        path.write_bytes(f"# ä\n{path.read_text('utf-8')}".encode(encoding, "replace"))
    with pytest.raises(ContentError) as error:
        load_content(folder)
    told = {m for m in error.value.mistakes if m.endswith(": file: is not saved as UTF-8")}
    files = {"content/locales/en/bot.ftl:1"}
    assert {m.partition(": ")[0] for m in told} >= files
    assert encoding == "utf-16" or len(told) == 2
    assert all(" -> save it once more" in with_mend(m) for m in told)


def test_mark_before_the_first_line_is_told(folder: Path):
    path = folder / "locales" / "en" / "bot.ftl"
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    with pytest.raises(ContentError, match=r"bot.ftl:1: file: is not saved as UTF-8"):
        load_content(folder)


def test_empty_file_is_told(folder: Path):
    (folder / "safety.yaml").write_text("")
    with pytest.raises(ContentError, match=r"content/safety.yaml:1: file: is empty"):
        load_content(folder)
