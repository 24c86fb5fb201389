"""What decisions do to a programme, and how they are told (clinical spec 7).

Also of `tell`.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.schema import SafetyClass
from flows.adapt import EFFECTS, Change, default_culprit, say_changes, say_decision
from flows.conversation import CheckIn, Item, Program, Rung, Session
from flows.rate import TABLE, Decision, decide
from flows.words import draw
from tests.flows.people import CONTENT, MONDAY, days, program_of
from tests.flows.reports import (
    ACTIVE,
    BASE,
    BASIS,
    REPORTS,
    SESSION,
    after,
    program_with,
    report,
)


@pytest.mark.rule("D13", "progress.nerve_calm")
@pytest.mark.parametrize(
    ("tingling", "count"), [("none", 1), ("better", 1), ("same", 0), (None, 0)]
)
def test_nerve_moves_count_only_when_tingling_is_calm(tingling: str | None, count: int) -> None:
    program, _ = after(program_with(report(tingling=tingling)))
    assert program.rungs["n_lying"].count == count
    assert program.rungs["a_bow"].count == 1


@pytest.mark.rule("D7")
def test_amber_twice_running_eases_the_culprit() -> None:
    """D7, of which the first had another culprit."""
    twice = [report(0, pain=4, culprit="n_lying"), report(1, pain=4, culprit="a_bow")]
    program, changes = after(program_with(*twice, a_bow=Rung(state="active", dose=2, count=1)))
    assert changes == [Change(exercise="a_bow", what="down")]
    assert program.rungs["a_bow"] == ACTIVE
    assert not program.forced_gentle


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


@pytest.mark.rule("culprit.skipped")
def test_a_skip_has_no_culprit() -> None:
    """Case a27: the next session is gentle, and that is all."""
    before = program_with(report(completion="skipped", pain=6))
    program, changes = after(before)
    assert program == before.model_copy(update={"forced_gentle": True})
    assert not changes


@pytest.mark.rule("D5")
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


@pytest.mark.rule("D4")
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


@pytest.mark.rule("D6")
def test_the_same_culprit_twice_rests() -> None:
    twice = [report(day, pain=5, culprit="a_bow") for day in (0, 2)]
    program, changes = after(program_with(*twice, a_bow=Rung(state="active", dose=2, count=2)))
    assert program.blocked_until == {"a_bow": days(3 + 14)}
    assert program.rungs["a_bow"] == Rung(state="active", dose=2)
    assert changes == [Change(exercise="a_bow", what="rested")]


@pytest.mark.rule("D2", "D8")
@pytest.mark.parametrize("said", [{"pain": 5}, {"pain": 8}], ids=["D8", "D2"])
def test_amber_and_pause_set_counts_to_nothing(said: dict[str, Any]) -> None:
    counted = Rung(state="active", dose=2, count=2, easy=1)
    program, _ = after(
        program_with(report(**said), **dict.fromkeys((*SESSION, "p_heel_prop"), counted))
    )
    assert {program.rungs[name] for name in SESSION} == {Rung(state="active", dose=2)}
    assert program.rungs["p_heel_prop"] == counted  # not in this session


@pytest.mark.rule("D9")
def test_partial_twice_makes_a_short_week() -> None:
    twice = [report(day, completion="partial") for day in (0, 1)]
    program, _ = after(program_with(*twice))
    assert program.shorten_until == days(2 + 7)


@pytest.mark.rule("D10", "D11", "D12")
@pytest.mark.parametrize(
    "said", [{"completion": "partial"}, {"pain": None}, {"effort": 8}], ids=["D10", "D11", "D12"]
)
def test_hold_changes_nothing_but_the_days_of_the_phase(said: dict[str, Any]) -> None:
    before = program_with(report(**said))
    assert after(before) == (before.model_copy(update={"counted": 1}), [])


@pytest.mark.parametrize(("completion", "eased"), [("done", 0), ("partial", 0), ("skipped", 7)])
def test_done_at_least_in_part_ends_the_ease_of_a_lapse(completion: str, eased: int) -> None:
    before = program_with(report(completion=completion)).model_copy(update={"eased": 7})
    assert after(before)[0].eased == eased


# The culprit.


def session_of(*moves: str, dose: int = 1) -> Session:
    items = tuple(Item(exercise=move, dose=dose, slot="free") for move in moves)
    return Session(day=MONDAY, type="L", items=items, seconds=0)


@pytest.mark.rule("culprit.longest_strength", "culprit.nerve")
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


@pytest.mark.parametrize("place", ["today", "built"])
def test_the_longest_is_the_longest_of_the_session_as_it_was_built(place: str) -> None:
    """Not at the doses of today, nor of another day."""
    doses = {"s_hinge_wall": 3, "s_heel_slide": 1}
    items = tuple(Item(exercise=m, dose=d, slot="free") for m, d in doses.items())  # type: ignore[arg-type] # 1 and 3
    built = Session(day=MONDAY, type="L", items=items, seconds=0)
    other = session_of("s_heel_slide").model_copy(update={"day": days(-2)})
    places = {"today": {"built": (other,), "today": built}, "built": {"built": (other, built)}}
    assert default_culprit(session_of(*doses), "none", CONTENT) == "s_heel_slide"
    red = report(pain=6, items=tuple(doses))
    rungs = dict.fromkeys(doses, Rung(state="active", dose=2))
    program = program_with(red, **rungs).model_copy(update=places[place])
    assert after(program)[1] == [Change(exercise="s_hinge_wall", what="down")]


def test_with_worse_tingling_it_is_the_nerve_move() -> None:
    red = report(pain=6, tingling="worse", items=("n_lying", "a_bow", "s_hinge_wall"))
    changes = after(program_with(red, n_lying=Rung(state="active", dose=2)))[1]
    assert changes == [Change(exercise="n_lying", what="down")]


# Sentences.


def said_of(decision: Decision, changes: list[Change]) -> list[str]:
    said = say_decision(decision, changes, {"q_minutes": "m10"}, CONTENT)
    return [draw(text, CONTENT, "en") for text in said]


def test_the_sentence_names_the_reason() -> None:
    decision = decide([report(pain=5)], BASE)
    assert said_of(decision, []) == ["Pain was 5, so we keep today's level."]


def test_a_second_sentence_where_nerve_moves_wait() -> None:
    lines = said_of(decide([report(tingling="same")], BASE), [])
    assert len(lines) == 2
    assert lines[1].startswith("Nerve moves wait")


def test_changes_are_told_together() -> None:
    changes = [Change(exercise=e, what="up") for e in ("a_bow", "n_lying")]
    names = [CONTENT.exercises[e].name for e in ("a_bow", "n_lying")]
    told = [draw(text, CONTENT, "en") for text in say_changes(changes)]
    assert told == [f"One step up: {names[0]} and {names[1]}."]


def test_every_row_has_an_effect() -> None:
    assert list(EFFECTS) == [name for name, _ in TABLE]


# Whatever people report.

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


@pytest.mark.parametrize(
    ("culprit", "says"), [("s_hinge_wall", "We ease one move."), (None, "We ease what we can.")]
)
def test_easing_one_move_is_said_only_of_one_that_is_known(culprit: str | None, says: str) -> None:
    decision = decide([report(day=0, pain=5), report(day=1, pain=4, culprit=culprit)], BASE)
    assert decision.id == "D7"
    assert says in said_of(decision, [])[0]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [("m5", "Your sessions are as short as they get."), ("m10", "Sessions get shorter")],
)
def test_shorter_sessions_are_said_only_where_they_can_be_shorter(minutes: str, says: str) -> None:
    decision = decide([report(day=n, completion="partial", pain=2) for n in range(2)], BASE)
    assert decision.id == "D9"
    (said,) = say_decision(decision, [], {"q_minutes": minutes}, CONTENT)
    assert says in draw(said, CONTENT, "en")
