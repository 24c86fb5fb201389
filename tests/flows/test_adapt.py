"""Decisions on check-ins, and what they do to a programme (clinical spec 7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from content.schema import SafetyClass
from flows.adapt import EFFECTS, Change, apply, default_culprit, say_changes, say_decision
from flows.conversation import CheckIn, Item, Program, Rung, Session
from flows.rate import TABLE, Decision, decide, light
from flows.words import draw
from tests.flows.people import CONTENT, MONDAY, answers_of, basis_of, days, program_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "adapt_cases.yaml").read_text("utf-8")
)
BASE = 1
BASIS = basis_of(answers_of("p2_runner"))
SESSION = ("n_lying", "n_seated", "a_bow", "s_hinge_wall")
ACTIVE = Rung(state="active")


def report(day: int = 0, **changes: Any) -> CheckIn:
    """A load day done well, so many days after Monday."""
    well = {"completion": "done", "pain": 2, "tingling": "none", "effort": 5, "items": SESSION}
    return CheckIn(day=days(day), type="L", **{**well, **changes})


def reports_of(case: dict[str, Any]) -> list[CheckIn]:
    """One session a day; all with one culprit if the case says so, or each with its own."""
    found = []
    for day, (kind, completion, pain, morning, tingling, effort) in enumerate(case["sessions"]):
        culprit = "s_hinge_wall" if case.get("same_culprit") else f"other_{day}"
        found.append(
            CheckIn(
                day=days(day),
                type=kind,
                items=SESSION,
                completion=completion,
                pain=pain,
                morning_pain=morning,
                tingling=tingling,
                effort=effort,
                culprit=culprit if (pain or 0) >= 4 and completion != "skipped" else None,
            )
        )
    last = found[-1].model_copy(update={"doms": case.get("doms")})
    return [*found[:-1], last][case.get("cleared_after", 0) :]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_of_the_spec(case: dict[str, Any]) -> None:
    found = decide(reports_of(case), case.get("base", BASE))
    assert (found.light, found.id) == (case["light"], case["decision"])
    if "nerve_counts" in case:
        assert found.nerve_counts is case["nerve_counts"]


def test_soreness_turns_red_into_amber() -> None:
    """The note of case a7."""
    sore = report(pain=3, morning_pain=4, effort=6, doms=True)
    assert (light(sore, BASE), decide([sore], BASE).id) == ("AMBER", "D8")


@pytest.mark.parametrize(
    ("said", "base", "expected"),
    [
        ({"pain": 3}, 1, "GREEN"),
        ({"pain": 4}, 1, "AMBER"),
        ({"pain": 6}, 1, "RED"),
        ({"pain": None}, 1, None),
        ({"pain": None, "effort": 9}, 1, "AMBER"),
        ({"pain": None, "tingling": "worse"}, 1, "AMBER"),
        ({"pain": None, "morning_pain": 7}, 1, "RED"),
        # the morning is measured from where the person started
        ({"morning_pain": 2}, 0, "AMBER"),
        ({"morning_pain": 3}, 0, "AMBER"),
        ({"morning_pain": 4}, 0, "RED"),
        ({"morning_pain": 6}, 4, "AMBER"),
        ({"morning_pain": 7}, 4, "RED"),
        # soreness
        ({"morning_pain": 3, "doms": True}, 1, "GREEN"),
        ({"morning_pain": 5, "doms": True}, 1, "AMBER"),
        ({"morning_pain": 6, "doms": True}, 1, "RED"),
        # a skip is RED or nothing
        ({"completion": "skipped", "pain": 5}, 1, None),
        ({"completion": "skipped", "pain": 6}, 1, "RED"),
    ],
)
def test_light(said: dict[str, Any], base: int, expected: str | None) -> None:
    assert light(report(**said), base) == expected


@pytest.mark.parametrize(
    ("history", "decision", "reason"),
    [
        # the pain of the morning counts as pain
        ([{"morning_pain": 8}], "D2", "pain"),
        ([{"tingling": "worse"}] * 3, "D2", "tingling"),
        ([{"tingling": "worse", "morning_tingling": True}], "D2", "tingling-stays"),
        ([{"tingling": "worse", "morning_tingling": False}], "D5", "tingling"),
        # a skip that says nothing is not reported: it pushes no RED out of sight
        ([{"pain": 6}, {}, {"completion": "skipped", "pain": None}, {"pain": 6}], "D2", "two-red"),
        ([{"pain": 6}, {}, {}, {"pain": 6}], "D3", "pain"),
        # worse tingling on a skipped day
        ([{"completion": "skipped", "pain": None, "tingling": "worse"}], "D10", "skipped"),
        (
            [
                {
                    "completion": "skipped",
                    "pain": None,
                    "tingling": "worse",
                    "morning_tingling": True,
                }
            ],
            "D2",
            "tingling-stays",
        ),
        # the same culprit, a RED before too
        ([{"pain": 6, "culprit": "a_bow"}, {"pain": 4, "culprit": "a_bow"}], "D6", "culprit"),
        ([{"effort": 9}, {"effort": 9}], "D7", "effort"),
        # a skipped day between does not hide the AMBER before
        ([{"pain": 4}, {"completion": "skipped", "pain": None}, {"pain": 4}], "D7", "pain"),
        # partial twice, a skipped day between
        (
            [
                {"completion": "partial"},
                {"completion": "skipped", "pain": None},
                {"completion": "partial"},
            ],
            "D9",
            "partial",
        ),
        ([{"completion": "partial"}, {}], "D13", "green"),
    ],
)
def test_decision(history: list[dict[str, Any]], decision: str, reason: str) -> None:
    found = decide([report(day, **said) for day, said in enumerate(history)], BASE)
    assert (found.id, found.reason) == (decision, reason)


@pytest.mark.parametrize(
    ("apart", "decision"), [(14, "D6"), (15, "D7")], ids=["within 14 days", "later"]
)
def test_same_culprit_is_remembered_for_14_days(apart: int, decision: str) -> None:
    twice = [report(day, pain=4, culprit="a_bow") for day in (0, apart)]
    assert decide(twice, BASE).id == decision


def test_a_morning_answer_decides_again() -> None:
    evening = report(pain=3)
    morning = evening.model_copy(update={"morning_pain": 5})
    assert (decide([evening], BASE).id, decide([morning], BASE).id) == ("D13", "D3")


@pytest.mark.parametrize(
    ("cls", "decision"), [("emergency", "D1"), ("clinician_first", "D2"), ("care", "D13")]
)
def test_the_cards_come_first(cls: SafetyClass, decision: str) -> None:
    assert decide([report()], BASE, screening_class=cls).id == decision


# What decisions do.


def program_with(*reports: CheckIn, **rungs: Rung) -> Program:
    """A runner's programme with these reports and some rungs as given."""
    program = program_of(BASIS, reports=reports)
    return program.model_copy(update={"rungs": {**program.rungs, **rungs}})


def after(program: Program, decision: Decision | None = None) -> tuple[Program, list[Change]]:
    """The decision on the last report, applied for a session on the next day."""
    day = program.reports[-1].day + (days(1) - MONDAY)
    program, changes = apply(
        program,
        decision or decide(program.reports, BASE),
        answers=BASIS.answers,
        cls=BASIS.cls,
        weighed=BASIS.weighed,
        day=day,
        content=CONTENT,
    )
    return program, list(changes)


def test_three_good_sessions_are_a_step_up() -> None:
    """Case a2: an item in all three reaches count 3 and progresses."""
    program = program_of(BASIS)
    start = program.rungs["a_bow"].dose
    changes: list[Change] = []
    for day in range(3):
        program, changes = after(
            program.model_copy(update={"reports": (report(day, items=("a_bow",)),)})
        )
    assert program.rungs["a_bow"] == Rung(state="active", dose=start + 1)
    assert Change(exercise="a_bow", what="up") in changes
    assert program.counted == 3


def test_two_easy_sessions_are_enough() -> None:
    once = Rung(state="active", count=1, easy=1)
    easy, _ = after(program_with(report(effort=3), a_bow=once))
    less_easy, _ = after(program_with(report(effort=4), a_bow=once))
    not_asked, _ = after(program_with(report(effort=None), a_bow=once))
    assert easy.rungs["a_bow"] == Rung(state="active", dose=2)
    assert less_easy.rungs["a_bow"] == Rung(state="active", count=2, easy=1)
    assert not_asked.rungs["a_bow"] == less_easy.rungs["a_bow"]


def test_at_most_two_progress_and_the_others_wait() -> None:
    ready = Rung(state="active", count=2)
    program, changes = after(program_with(report(), **dict.fromkeys(SESSION, ready)))
    assert [change.what for change in changes] == ["up", "up"]
    waiting = set(SESSION) - {change.exercise for change in changes}
    assert [program.rungs[name].count for name in waiting] == [3, 3]
    assert {change.exercise for change in changes} == {"n_lying", "n_seated"}  # most value here


@pytest.mark.parametrize(
    ("tingling", "count"), [("none", 1), ("better", 1), ("same", 0), (None, 0)]
)
def test_nerve_moves_count_only_when_tingling_is_calm(tingling: str | None, count: int) -> None:
    program, _ = after(program_with(report(tingling=tingling)))
    assert program.rungs["n_lying"].count == count
    assert program.rungs["a_bow"].count == 1


def test_only_active_moves_at_full_repetitions_count() -> None:
    """A gentle day takes passed moves again."""
    rungs = {
        "a_bow": Rung(state="passed", dose=3),
        "s_hinge_wall": Rung(state="active", halved_sessions=2, was_halved=True),
    }
    program, _ = after(program_with(report(), **rungs))
    assert program.rungs["a_bow"] == rungs["a_bow"]
    assert program.rungs["s_hinge_wall"].count == 0
    assert program.rungs["s_hinge_wall"].halved_sessions == 1


def test_passing_opens_the_next_move() -> None:
    top = Rung(state="active", dose=3, count=2)
    program, changes = after(
        program_with(report(), s_hinge_wall=top).model_copy(update={"phase": 2})
    )
    assert program.rungs["s_hinge_wall"].state == "passed"
    assert program.rungs["s_hinge_slow"] == ACTIVE
    assert changes == [
        Change(exercise="s_hinge_wall", what="passed"),
        Change(exercise="s_hinge_slow", what="opened"),
    ]


def test_a_nerve_move_stays_beside_what_it_opens() -> None:
    top = Rung(state="active", dose=3, count=2)
    program, changes = after(program_with(report(), n_seated=top).model_copy(update={"phase": 2}))
    assert program.rungs["n_seated"] == Rung(state="active", dose=3)
    assert {(c.exercise, c.what) for c in changes} == {
        ("n_slump", "opened"),
        ("n_standing", "opened"),
    }


def test_with_nothing_to_open_it_stays_and_tries_again() -> None:
    """The level above is closed in phase 1; the try takes no one's place."""
    top, ready = Rung(state="active", dose=3, count=2), Rung(state="active", count=2)
    rungs = {"s_hinge_wall": top, "a_bow": ready, "n_lying": ready}
    program, changes = after(program_with(report(), **rungs))
    assert program.rungs["s_hinge_wall"] == Rung(state="active", dose=3, count=3)
    assert {change.exercise for change in changes} == {"a_bow", "n_lying"}


@pytest.mark.parametrize(
    ("rung", "expected", "what"),
    [
        (Rung(state="active", dose=3, count=2), Rung(state="active", dose=2), "down"),
        (Rung(state="active", dose=2), Rung(state="active", dose=1), "down"),
        # the bottom of its chain: half the repetitions, and a rest when that was not enough
        (ACTIVE, Rung(state="active", halved_sessions=3, was_halved=True), "halved"),
        (Rung(state="active", halved_sessions=2, was_halved=True), ACTIVE, "rested"),
        (Rung(state="active", was_halved=True), ACTIVE, "rested"),
    ],
)
def test_regress_a_culprit(rung: Rung, expected: Rung, what: str) -> None:
    red = report(pain=6, culprit="s_hinge_wall")
    program, changes = after(program_with(red, s_hinge_wall=rung))
    assert program.rungs["s_hinge_wall"] == expected
    assert [(c.exercise, c.what) for c in changes] == [("s_hinge_wall", what)]
    assert program.forced_gentle
    assert ("s_hinge_wall" in program.blocked_until) is (what == "rested")


@pytest.mark.parametrize(
    ("easier", "expected"),
    [
        (Rung(state="passed", dose=3), Rung(state="active", dose=2)),
        (Rung(state="active", dose=3, count=2), Rung(state="active", dose=2)),
        (Rung(state="locked"), Rung(state="active", dose=2)),
        (ACTIVE, ACTIVE),  # going back is never a step up
    ],
)
def test_regress_to_the_easier_move(easier: Rung, expected: Rung) -> None:
    red = report(pain=6, items=("s_hinge_slow",), culprit="s_hinge_slow")
    program, changes = after(program_with(red, s_hinge_slow=ACTIVE, s_hinge_wall=easier))
    assert program.rungs["s_hinge_slow"].state == "locked"
    assert program.rungs["s_hinge_wall"] == expected
    assert changes == [Change(exercise="s_hinge_wall", what="returned")]


def test_a_passed_move_of_a_gentle_day_has_nothing_below_it() -> None:
    passed = Rung(state="passed", dose=3)
    program, changes = after(program_with(report(pain=6, culprit="a_bow"), a_bow=passed))
    assert (program.rungs["a_bow"], changes) == (passed, [])


@pytest.mark.parametrize("culprit", [None, "gone"], ids=["no strength move", "no longer known"])
def test_without_a_culprit_no_move_is_eased(culprit: str | None) -> None:
    """Hard work twice running (D7), in sessions without strength."""
    twice = [report(day, effort=9, items=("a_bow",), culprit=culprit) for day in (0, 15)]
    program, changes = after(program_with(*twice))
    assert (program.rungs, changes) == (program_of(BASIS).rungs, [])


def test_a_culprit_that_is_no_longer_known_cannot_rest() -> None:
    twice = [report(day, pain=4, culprit="gone") for day in (0, 1)]
    program, changes = after(program_with(*twice))
    assert (program.blocked_until, changes) == ({}, [])


def test_a_skip_has_no_culprit() -> None:
    """Case a27: the next session is gentle, and that is all."""
    before = program_with(report(completion="skipped", pain=6))
    program, changes = after(before)
    assert program == before.model_copy(update={"forced_gentle": True})
    assert not changes


def test_worse_tingling_eases_nerve_moves_only() -> None:
    rungs = {
        "n_lying": Rung(state="active", dose=2, count=1),
        "a_bow": Rung(state="active", count=2),
    }
    program, changes = after(program_with(report(tingling="worse"), n_seated=ACTIVE, **rungs))
    # n_seated goes back to n_lying, which then goes down itself
    assert program.rungs["n_seated"].state == "locked"
    assert program.rungs["n_lying"] == ACTIVE
    assert program.rungs["a_bow"] == rungs["a_bow"]
    assert {change.exercise for change in changes} == {"n_lying"}


def test_worse_tingling_twice_rests_the_strong_nerve_moves() -> None:
    twice = [report(0, tingling="worse"), report(1), report(2, tingling="worse")]
    high = Rung(state="active", dose=3, count=1)
    locked = Rung(state="locked")
    program, changes = after(program_with(*twice, n_slump=high, n_lying=high, n_seated=locked))
    assert program.rungs["n_seated"] == locked
    assert set(program.blocked_until) == {"n_slump", "n_tension", "n_standing"}
    assert set(program.blocked_until.values()) == {days(3 + 14)}
    assert program.rungs["n_lying"] == ACTIVE
    assert program.rungs["n_slump"] == Rung(state="active", dose=3)
    assert changes == [Change(exercise="n_slump", what="rested")]  # the only one that was in use


def test_the_same_culprit_twice_rests() -> None:
    twice = [report(day, pain=5, culprit="a_bow") for day in (0, 2)]
    program, changes = after(program_with(*twice, a_bow=Rung(state="active", dose=2, count=2)))
    assert program.blocked_until == {"a_bow": days(3 + 14)}
    assert program.rungs["a_bow"] == Rung(state="active", dose=2)
    assert changes == [Change(exercise="a_bow", what="rested")]


@pytest.mark.parametrize("said", [{"pain": 5}, {"pain": 8}], ids=["D8", "D2"])
def test_amber_and_pause_set_counts_to_nothing(said: dict[str, Any]) -> None:
    counted = Rung(state="active", dose=2, count=2, easy=1)
    program, _ = after(
        program_with(report(**said), **dict.fromkeys((*SESSION, "p_heel_prop"), counted))
    )
    assert {program.rungs[name] for name in SESSION} == {Rung(state="active", dose=2)}
    assert program.rungs["p_heel_prop"] == counted  # not in this session


def test_partial_twice_makes_a_short_week() -> None:
    twice = [report(day, completion="partial") for day in (0, 1)]
    program, _ = after(program_with(*twice))
    assert program.shorten_until == days(2 + 7)


@pytest.mark.parametrize(
    "said", [{"completion": "partial"}, {"pain": None}, {"effort": 8}], ids=["D10", "D11", "D12"]
)
def test_hold_changes_nothing_but_the_days_of_the_phase(said: dict[str, Any]) -> None:
    before = program_with(report(**said))
    assert after(before) == (before.model_copy(update={"counted": 1}), [])


# The culprit.


def session_of(*moves: str, dose: int = 1) -> Session:
    items = tuple(Item(exercise=move, dose=dose, slot="free") for move in moves)
    return Session(day=MONDAY, type="L", items=items, seconds=0)


@pytest.mark.parametrize(
    ("moves", "tingling", "culprit"),
    [
        (("n_lying", "a_bow", "s_hinge_wall", "s_heel_slide"), "none", "s_heel_slide"),
        (("n_lying", "a_bow", "s_hinge_wall"), "worse", "n_lying"),
        (("a_bow", "p_heel_prop"), "none", None),
        (("a_bow", "s_hinge_wall"), "worse", None),
    ],
)
def test_culprit_when_not_sure(moves: tuple[str, ...], tingling: Any, culprit: str | None) -> None:
    assert default_culprit(session_of(*moves), tingling, CONTENT) == culprit


def test_a_culprit_never_asked_for_is_the_longest_strength_move() -> None:
    """Pain came in the morning only (case a7)."""
    red = report(pain=3, morning_pain=5)
    program, changes = after(program_with(red, s_hinge_wall=Rung(state="active", dose=2)))
    assert changes == [Change(exercise="s_hinge_wall", what="down")]
    assert program.rungs["s_hinge_wall"] == ACTIVE


# Sentences.


def said_of(decision: Decision, changes: list[Change]) -> list[str]:
    return [draw(text, CONTENT, "en") for text in say_decision(decision, changes, CONTENT)]


def test_the_sentence_names_the_reason() -> None:
    decision = decide([report(pain=5)], BASE)
    assert said_of(decision, []) == ["Pain was 5, so we keep today's level."]


@pytest.mark.parametrize(
    ("history", "second"),
    [
        ([{"completion": "partial"}] * 2, "What got in the way?"),
        ([{"tingling": "same"}], "Nerve moves wait"),
    ],
)
def test_a_second_sentence_where_more_is_to_say(history: list[dict[str, Any]], second: str) -> None:
    lines = said_of(decide([report(day, **said) for day, said in enumerate(history)], BASE), [])
    assert len(lines) == 2
    assert lines[1].startswith(second)


def test_changes_are_told_together() -> None:
    changes = [Change(exercise=e, what="up") for e in ("a_bow", "n_lying")]
    names = [CONTENT.exercises[e].name for e in ("a_bow", "n_lying")]
    told = [draw(text, CONTENT, "en") for text in say_changes(changes)]
    assert told == [f"One step up: {names[0]} and {names[1]}."]


def test_every_row_has_an_effect() -> None:
    assert list(EFFECTS) == [name for name, _ in TABLE]


# Whatever people report.

NRS = st.none() | st.integers(0, 10)
CHECK_INS = st.builds(
    CheckIn,
    day=st.integers(0, 20).map(days),
    type=st.sampled_from("LMG"),
    items=st.lists(st.sampled_from(SESSION), unique=True).map(tuple),
    completion=st.sampled_from(["done", "partial", "skipped"]),
    pain=NRS,
    tingling=st.sampled_from([None, "none", "better", "same", "worse"]),
    effort=NRS,
    culprit=st.none() | st.sampled_from(SESSION),
    morning_pain=NRS,
    morning_tingling=st.none() | st.booleans(),
    doms=st.none() | st.booleans(),
)
REPORTS = st.lists(CHECK_INS, min_size=1, max_size=6).map(
    lambda found: sorted(found, key=lambda r: r.day)
)
CLASSES = st.sampled_from(["ok", "care", "clinician_first", "emergency"])


@given(REPORTS, st.integers(0, 10), CLASSES)
def test_any_reports_decide_and_can_be_told(
    reports: list[CheckIn], base: int, cls: SafetyClass
) -> None:
    found = decide(reports, base, screening_class=cls)
    assert found == decide(list(reports), base, screening_class=cls)
    assert all(len(line.split()) < 30 for line in said_of(found, []))
    if found.light == "RED":
        assert found.id in {"D1", "D2", "D3"}
    if cls == "emergency":
        assert found.id == "D1"
    elif cls == "clinician_first" or max(reports[-1].pain or 0, reports[-1].morning_pain or 0) > 7:
        assert found.id == "D2"
    if found.id == "D13":
        assert (reports[-1].completion, found.light) == ("done", "GREEN")


def _rungs() -> st.SearchStrategy[dict[str, Rung]]:
    rung = st.builds(
        Rung,
        state=st.sampled_from(["locked", "active", "passed"]),
        dose=st.integers(1, 3),
        count=st.integers(0, 4),
        easy=st.integers(0, 2),
        halved_sessions=st.integers(0, 3),
        was_halved=st.booleans(),
    )
    return st.fixed_dictionaries(dict.fromkeys([*SESSION, "n_slump", "s_hinge_slow"], rung))


@given(REPORTS, st.integers(0, 10), _rungs())
def test_rungs_stay_in_range_and_bad_days_are_never_a_step_up(
    reports: list[CheckIn], base: int, rungs: dict[str, Rung]
) -> None:
    before = program_with(*reports, **rungs)
    decision = decide(reports, base)
    program, changes = after(before, decision)
    assert Program.model_validate(program.model_dump()) == program
    assert all(
        r.count >= 0 and r.easy >= 0 and r.halved_sessions >= 0 for r in program.rungs.values()
    )
    whats = {change.what for change in changes}
    if decision.light != "GREEN":
        assert whats <= {"down", "returned", "halved", "rested"}
    assert sum(change.what in {"up", "passed"} for change in changes) <= 2
    assert said_of(decision, changes)
