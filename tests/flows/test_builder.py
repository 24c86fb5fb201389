"""One session: slots, values, caps, rotation and time (clinical spec 6, session builder).

Also of `basis`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.schema import DayType
from flows.basis import Basis
from flows.builder import (
    Bench,
    best_of,
    build,
    build_short,
    seconds,
    slots,
    value,
)
from flows.conversation import Answers, Item, Program, Rung, Session
from flows.rungs import level_cap, phase_of
from tests.flows.people import (
    CONTENT,
    MONDAY,
    PERSONAS,
    SCORED,
    answers_of,
    any_answers,
    basis_of,
    days,
    program_of,
)

EVERYTHING = ["floor", "slider", "box", "weight"]
OPEN = basis_of(answers_of("p5_quiet", q_equip=EVERYTHING, q_exp="some", q_minutes="m30"))


def bench(basis: Basis = OPEN, kind: DayType = "L", **changes: object) -> Bench:
    """A day of a programme in which every rung is active at d1."""
    program = program_of(basis)
    rungs = dict.fromkeys(program.rungs, Rung(state="active"))
    changed = program.model_copy(update={"rungs": rungs, **changes})
    return Bench(changed, MONDAY, kind, basis)


def past(*exercises: str, day: dt.date = MONDAY) -> Session:
    """A session of the day before, or of another one."""
    items = tuple(Item(exercise=name, dose=1, slot="free") for name in exercises)
    return Session(day=day - dt.timedelta(days=1), type="M", items=items, seconds=0)


def names(session: Session) -> list[str]:
    return [item.exercise for item in session.items]


def minutes(option: str, **changes: object) -> Basis:
    return basis_of({**OPEN.answers, "q_minutes": option, **changes})


@pytest.mark.rule("dose.seconds")
@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        (Item(exercise="n_lying", dose=1, slot="nerve"), 1 * (10 * 4) * 2 + 20),
        (Item(exercise="s_hinge_slow", dose=1, slot="free"), 2 * (6 * 6) + 45 + 20),
        (Item(exercise="p_straight_sit", dose=2, slot="free"), 2 * 60 + 20 + 20),
        (Item(exercise="p_heel_prop", dose=1, slot="free"), 20 * 2 + 20),
        (Item(exercise="alt_stand", dose=2, slot="free"), 2 * (8 * 5) + 30 + 20),
        (Item(exercise="r_seated", dose=2, slot="free", extra_set="left"), 2 * 40 * 2 + 20 + 20),
        (Item(exercise="s_rdl_support", dose=1, slot="free", halved=True), 2 * 18 * 2 + 45 + 20),
    ],
    ids=lambda case: case.exercise if isinstance(case, Item) else str(case),
)
def test_seconds(item: Item, wanted: int) -> None:
    """Both legs for `each`, rests between sets, 20 s to get ready; half of 5 reps is 3."""
    assert seconds(item, CONTENT) == wanted


@pytest.mark.rule("builder.1", "builder.7")
def test_minutes_and_moves_of_each_choice() -> None:
    rules = CONTENT.rules
    chosen = {option: (rules.minutes[option], count) for option, count in rules.items.items()}
    assert chosen == {
        "m5": (5, 3), "m10": (10, 4), "m15": (15, 5), "m20": (20, 5), "m30": (30, 6),
    }  # fmt: skip


@pytest.mark.rule("builder.1", "builder.3")
@pytest.mark.parametrize(
    ("option", "phase", "kind", "wanted"),
    [
        ("m5", 1, "L", "nerve focus strength"),
        ("m10", 1, "L", "nerve focus strength free"),
        ("m15", 1, "L", "nerve focus strength free free"),
        ("m20", 1, "L", "nerve focus strength free free"),
        ("m30", 1, "L", "nerve focus strength free free free"),
        ("m30", 2, "L", "nerve focus strength anchor free free"),
        ("m5", 3, "M", "nerve focus free"),
        ("m15", 3, "M", "nerve focus free anchor free"),
        ("m15", 4, "M", "nerve focus free free free"),
        ("m30", 4, "G", "nerve anchor posture"),
        ("m5", 1, "G", "nerve anchor posture"),
    ],
)
def test_slots(option: str, phase: int, kind: DayType, wanted: str) -> None:
    assert " ".join(slots(bench(minutes(option), kind, phase=phase))) == wanted


@pytest.mark.parametrize(
    ("option", "until", "count"),
    [("m30", 1, 5), ("m30", 0, 6), ("m30", None, 6), ("m10", 1, 3), ("m5", 1, 3)],
)
def test_shortened_week(option: str, until: int | None, count: int) -> None:
    """`until` is the first day that is not shortened any more."""
    shorten = None if until is None else days(until)
    assert len(slots(bench(minutes(option), shorten_until=shorten))) == count


@pytest.mark.rule("builder.2")
def test_strength_on_load_days_only() -> None:
    for kind in ("M", "G"):
        found = {move.cat for move in bench(kind=kind, phase=4).candidates}
        assert "strength" not in found
    assert "strength" in {move.cat for move in bench(kind="L", phase=4).candidates}


@pytest.mark.rule("builder.2")
@pytest.mark.parametrize(
    ("phase", "locked"),
    [
        (1, {"tandem", "alternate", "rotation"}),
        (2, {"alternate"}),
        (3, set()),
        (4, set()),
    ],
)
def test_categories_open_with_the_phases(phase: int, locked: set[str]) -> None:
    every = {move.cat for move in CONTENT.exercises.values()}
    assert every - {move.cat for move in bench(phase=phase).candidates} == locked


@pytest.mark.rule("builder.2")
def test_rotation_is_open_early_with_a_high_score() -> None:
    stiff = basis_of({**OPEN.answers, "q_f3": [6, 3], "q_f3_dir": "same"})
    assert stiff.weighed.scores["rotation"].value == 57
    assert "rotation" not in {move.cat for move in bench(stiff).candidates}
    stiffer = basis_of({**OPEN.answers, "q_f3": [7, 3], "q_f3_dir": "same"})
    assert "rotation" in {move.cat for move in bench(stiffer).candidates}


@pytest.mark.rule("builder.2")
@pytest.mark.parametrize(("score", "is_open"), [(59, False), (60, True), (None, False)])
def test_rotation_opens_at_60(score: int | None, *, is_open: bool) -> None:
    """No answers of today give just 60; an unknown score opens nothing."""
    scores = OPEN.weighed.scores
    rotation = scores["rotation"].model_copy(update={"value": score})
    weighed = OPEN.weighed.model_copy(update={"scores": {**scores, "rotation": rotation}})
    pool = bench(replace(OPEN, weighed=weighed)).candidates
    assert ("rotation" in {move.cat for move in pool}) is is_open


@pytest.mark.rule("builder.2")
def test_blocked_moves_come_back_on_the_day() -> None:
    blocked = bench(blocked_until={"n_lying": days(1)})
    assert "n_lying" not in {move.id for move in blocked.candidates}
    free = bench(blocked_until={"n_lying": MONDAY})
    assert "n_lying" in {move.id for move in free.candidates}


HARDLY_ANY = basis_of(
    answers_of(
        "p1_desk",
        q_rf_c=["osteoporosis", "joint", "headdown", "sitbone"],
        q_equip=[],
        q_minutes="m5",
    )
)


def resting(kind: DayType, *ends: tuple[str, int], **changes: object) -> Session:
    blocked = {name: days(end) for name, end in ends}
    program = program_of(HARDLY_ANY, blocked_until=blocked, **changes)
    return build(Bench(program, MONDAY, kind, HARDLY_ANY))


def test_who_has_few_moves_left_gets_a_short_session() -> None:
    assert names(resting("M", ("n_seated", 9))) == ["p_stand_reset", "c_sit_release"]
    assert len(resting("L", ("n_seated", 9), ("p_stand_reset", 9)).items) == 2


ALL_REST = (("n_seated", 9), ("p_stand_reset", 3), ("c_sit_release", 14))


@pytest.mark.parametrize("kind", ["L", "M", "G"])
def test_who_lets_every_move_rest_gets_the_one_back_that_rested_longest(kind: DayType) -> None:
    session = resting(kind, *ALL_REST, ("s_curl_slow", 9))
    assert [(i.exercise, i.dose) for i in session.items] == [("p_stand_reset", 1)]
    assert session.type == "G"


def test_a_load_day_keeps_the_strength_move_that_does_not_rest() -> None:
    session = resting("L", *ALL_REST)
    assert names(session) == ["s_curl_slow"]
    assert session.type == "L"


def test_who_has_only_learned_moves_left_does_them_on_a_gentle_day() -> None:
    program = program_of(HARDLY_ANY)
    rungs = {name: Rung(state="passed", dose=3) for name in program.rungs}
    session = resting("M", ("n_seated", 9), rungs=rungs)
    assert session.type == "G"
    assert names(session) == ["p_stand_reset", "c_sit_release"]


@given(any_answers(), st.sampled_from(["L", "M", "G"]), st.integers(1, 4))
def test_no_session_is_empty_or_holds_a_move_to_be_avoided(
    answers: Answers, kind: DayType, phase: int
) -> None:
    basis = basis_of(answers)
    program = program_of(basis, phase=phase)
    blocked = {name: days(n % 14 + 1) for n, name in enumerate(program.rungs)}
    for changes in ({}, {"blocked_until": blocked}):
        session = build(Bench(program.model_copy(update=changes), MONDAY, kind, basis))
        assert session.items
        assert all(basis.is_usable(CONTENT.exercises[name]) for name in names(session))


@pytest.mark.rule("builder.2")
def test_n_tension_is_never_in_two_sessions_running() -> None:
    running = bench(phase=4, built=(past("n_tension"),))
    assert "n_tension" not in {move.id for move in running.candidates}
    before = bench(phase=4, built=(past("n_tension", day=days(-2)), past("n_lying")))
    assert "n_tension" in {move.id for move in before.candidates}


@pytest.mark.rule("builder.1")
def test_gentle_day_is_three_easy_moves_at_d1() -> None:
    basis = minutes("m30", q_exp="regular")
    program = program_of(basis, phase=4)
    session = build(Bench(program, MONDAY, "G", basis))
    assert [item.slot for item in session.items] == ["nerve", "anchor", "posture"]
    assert [CONTENT.exercises[n].cat for n in names(session)] == ["nerve", "anchor", "posture"]
    assert {item.dose for item in session.items} == {1}


@pytest.mark.rule("builder.1")
def test_gentle_day_takes_passed_moves() -> None:
    passed = dict.fromkeys(program_of(OPEN).rungs, Rung(state="passed", dose=3))
    session = build(bench(kind="G", phase=4, rungs=passed))
    assert {item.dose for item in session.items} == {1}
    assert all(CONTENT.exercises[name].level == 1 for name in names(session))


@pytest.mark.rule("builder.3")
def test_slot_without_a_candidate_becomes_free() -> None:
    """No nerve move is left; the first slot takes what is worth most."""
    nerve = {e.id: days(9) for e in CONTENT.exercises.values() if e.cat == "nerve"}
    session = build(bench(blocked_until=nerve))
    assert session.items[0].slot == "free"
    assert len(session.items) == 6


@pytest.mark.rule("builder.4")
@pytest.mark.parametrize(
    ("category", "tingle", "most"),
    [
        ("nerve", "never", 1),
        ("nerve", "often", 2),
        ("anchor", "never", 2),
        ("strength", "never", 2),
        ("posture", "never", 1),
        ("companion", "never", 1),
        ("tandem", "never", 1),
        ("alternate", "never", 1),
        ("rotation", "never", 1),
    ],
)
def test_most_moves_of_a_category(category: str, tingle: str, most: int) -> None:
    """Nothing else may be done that day; nerve scores over 60 for who often tingles."""
    tingling = {"q_tingle": tingle, "q_tingle_where": ["calf"], "q_tingle_settle": "secs",
                "q_slump": "eases_lot", "q_ankle": "much"}  # fmt: skip
    others = {e.id: days(9) for e in CONTENT.exercises.values() if e.cat != category}
    some = bench(basis_of({**OPEN.answers, **tingling}), phase=4, blocked_until=others)
    assert len(some.candidates) >= most
    assert len(build(some).items) == most


@pytest.mark.rule("builder.4")
@pytest.mark.parametrize(
    ("where", "ankle", "score", "most"),
    [("thigh", "none", 55, 1), ("thigh", "bit", 60, 2), ("calf", "much", 72, 2)],
)
def test_second_nerve_move_only_with_a_high_nerve_score(
    where: str, ankle: str, score: int, most: int
) -> None:
    changes = {"q_tingle": "sometimes", "q_tingle_where": [where], "q_tingle_settle": "secs",
               "q_slump": "eases_lot", "q_ankle": ankle}  # fmt: skip
    basis = basis_of({**OPEN.answers, **changes})
    assert basis.score("nerve") == score
    nerve = [n for n in names(build(bench(basis))) if CONTENT.exercises[n].cat == "nerve"]
    assert len(nerve) == most


@pytest.mark.rule("builder.6")
@pytest.mark.parametrize(
    ("move", "phase", "changes", "worth"),
    [
        # p5: length 1, posture 15, nerve 20; pelvis 14, hip_ext 7, knee_flex 7, rotation 7.
        ("n_lying", 1, {}, 20 + 7),
        ("a_bow", 1, {}, 15 + 14 + 15 + 10),
        ("a_bow", 2, {}, 15 + 14),
        ("a_bow", 4, {}, 15 + 14 + 15),
        ("a_pelvic_rock", 2, {"q_shape": "sway"}, 15 + 24 + 20),
        ("a_pelvic_rock", 2, {"q_shape": "flat"}, 15 + 24 + 20),
        ("c_sit_release", 1, {"q_hipflex": ["deep_ache"]}, 15 + 17 + 20),
        ("alt_stand", 3, {"q_walk": "one_less"}, 1 + 17 + 15 + 20),
        ("t_heel_press", 2, {}, 15 + 7 + 15),
        ("s_hinge_wall", 1, {"q_f4": None}, 1 + 35),
    ],
)
def test_value(move: str, phase: int, changes: dict, worth: int) -> None:
    basis = basis_of({**OPEN.answers, **changes})
    program = program_of(basis, phase=phase)
    assert value(CONTENT.exercises[move], phase_of(program, CONTENT), basis) == worth


@pytest.mark.parametrize(
    ("changes", "worth"),
    [({"functions": ()}, 15), ({"factors": ()}, 14), ({"factors": (), "functions": ()}, 0)],
    ids=["no function", "no factor", "neither"],
)
def test_value_of_a_move_that_serves_nothing_is_nothing(changes: dict, worth: int) -> None:
    """p5: posture 15 and pelvis 14, the best of what a_bow is for."""
    move = CONTENT.exercises["a_bow"].model_copy(update=changes)
    assert value(move, phase_of(program_of(OPEN, phase=2), CONTENT), OPEN) == worth


@pytest.mark.rule("builder.6")
def test_free_slots_turn_away_from_the_last_two_sessions() -> None:
    first = build(bench())
    repeated = past(*names(first))
    again = build(bench(built=(repeated, repeated)))
    free = [[i.exercise for i in s.items if i.slot == "free"] for s in (first, again)]
    assert free[0] != free[1]


def test_sessions_before_the_last_two_do_not_count() -> None:
    first = build(bench())
    old = past(*names(first), day=days(-2))
    assert build(bench(built=(old, past(), past()))).items == first.items


@pytest.mark.rule("builder.5")
@pytest.mark.parametrize(
    ("phase", "kind", "built", "due"),
    [
        (2, "L", ((), (), ()), True),
        (2, "M", (), True),
        (4, "L", (("r_seated",), (), (), ()), True),
        (2, "L", (("r_seated",), (), ()), False),
        (2, "L", ((), (), ("r_prone",)), False),
        (2, "G", ((), (), ()), False),
        (1, "L", ((), (), ()), False),
    ],
)
def test_rotation_after_three_sessions_without(
    *, phase: int, kind: DayType, built: tuple[tuple[str, ...], ...], due: bool
) -> None:
    """A free slot may still choose a rotation move of its own; three moves leave none."""
    sessions = tuple(past(*exercises, day=days(n - 9)) for n, exercises in enumerate(built))
    session = build(bench(minutes("m5"), kind, phase=phase, built=sessions))
    assert ("rotation" in [item.slot for item in session.items]) == due


@pytest.mark.rule("builder.5")
def test_rotation_takes_the_last_slot_but_never_strength() -> None:
    session = build(bench(minutes("m5"), phase=2))
    assert [item.slot for item in session.items] == ["nerve", "rotation", "strength"]


@pytest.mark.parametrize(
    ("option", "wanted"),
    [
        ("m10", "nerve focus strength rotation"),
        ("m15", "nerve focus strength anchor rotation"),
        ("m30", "nerve focus strength anchor free rotation"),
    ],
)
def test_rotation_takes_the_last_of_several_slots(option: str, wanted: str) -> None:
    session = build(bench(minutes(option), phase=2))
    assert " ".join(item.slot for item in session.items) == wanted


def test_rotation_that_is_in_already_stays_where_it_is() -> None:
    stiff = basis_of({**OPEN.answers, "q_f3": [10, 10], "q_f3_dir": "in"})
    session = build(bench(stiff, phase=2))
    assert [i.slot for i in session.items if CONTENT.exercises[i.exercise].cat == "rotation"] == [
        "free"
    ]


@pytest.mark.rule("builder.5")
def test_no_rotation_move_that_may_be_done_leaves_the_slot() -> None:
    session = build(bench(minutes("m5", q_rf_c=["joint"]), phase=2))
    assert [item.slot for item in session.items] == ["nerve", "focus", "strength"]


def long_session(option: str, dose: int) -> Session:
    top = dict.fromkeys(program_of(OPEN).rungs, Rung(state="active", dose=dose))
    return build(bench(minutes(option), rungs=top))


def test_who_did_not_say_how_long_has_the_shortest_session() -> None:
    top = dict.fromkeys(program_of(OPEN).rungs, Rung(state="active", dose=3))
    unknown = basis_of({**OPEN.answers, "q_minutes": None})
    assert build(bench(unknown, rungs=top)) == long_session("m5", 3)


@pytest.mark.parametrize("option", ["m5", "m10", "m15", "m20", "m30"])
def test_session_fits_its_time_with_slack(option: str) -> None:
    limit = CONTENT.rules.minutes[option] * 60 * 1.15
    session = long_session(option, 3)
    all_low = {item.dose for item in session.items} == {1}
    assert session.seconds <= limit or (all_low and len(session.items) == 3)


@pytest.mark.rule("builder.7")
def test_longest_item_is_lowered_first_and_the_rungs_stay() -> None:
    """m10 allows 690 s; d3 of these four would take far more."""
    doses = {item.exercise: item.dose for item in long_session("m10", 3).items}
    assert min(doses.values()) < 3
    full = {name: seconds(Item(exercise=name, dose=3, slot="free"), CONTENT) for name in doses}
    assert doses[max(full, key=full.__getitem__)] < 3


def hurried(seconds: int, items: int, option: str = "m30") -> Basis:
    """So many items, in so many seconds."""
    rules = CONTENT.rules.model_copy(
        update={
            "items": {**CONTENT.rules.items, option: items},
            "minutes": {**CONTENT.rules.minutes, option: 1},
            "time": CONTENT.rules.time.model_copy(update={"slack": seconds / 60}),
        }
    )
    return Basis(minutes(option).answers, "ok", OPEN.weighed, replace(CONTENT, rules=rules))


def slots_of(session: Session) -> str:
    return " ".join(item.slot for item in session.items)


@pytest.mark.rule("builder.7")
def test_session_that_takes_just_the_time_is_accepted() -> None:
    whole = build(bench())
    assert build(bench(hurried(whole.seconds, 6))) == whole
    shorter = build(bench(hurried(whole.seconds - 1, 6)))
    assert shorter.items == whole.items[:-1]


@pytest.mark.rule("builder.7")
@pytest.mark.parametrize(
    ("moves", "doses"),
    [
        # n_lying takes 290 s, the bows take 242 s each.
        (("n_lying", "a_bow"), {"n_lying": 2, "a_bow": 3}),
        (("a_seat_bow", "a_bow"), {"a_bow": 2, "a_seat_bow": 3}),
    ],
    ids=["the longest", "the earlier of equals"],
)
def test_one_item_goes_one_step_down(moves: tuple[str, ...], doses: dict[str, int]) -> None:
    only = {name: Rung(state="locked") for name in program_of(OPEN).rungs}
    only |= dict.fromkeys(moves, Rung(state="active", dose=3))
    whole = build(bench(rungs=only))
    found = build(bench(hurried(whole.seconds - 1, 6), rungs=only))
    assert names(found) == names(whole) == list(doses)
    assert {item.exercise: item.dose for item in found.items} == doses


@pytest.mark.rule("builder.7")
def test_items_are_dropped_only_when_all_are_at_d1() -> None:
    """Free ones go, the last first; three stay."""
    at_d2 = dict.fromkeys(program_of(OPEN).rungs, Rung(state="active", dose=2))
    whole = build(bench(rungs=at_d2))
    assert slots_of(whole) == "nerve focus strength free free free"
    low = tuple(item.model_copy(update={"dose": 1}) for item in whole.items)
    took = [sum(seconds(item, CONTENT) for item in low[:count]) for count in range(7)]
    for count in (5, 4, 3):
        assert build(bench(hurried(took[count], 6), rungs=at_d2)).items == low[:count]
    assert build(bench(hurried(1, 6), rungs=at_d2)).items == low[:3]


@pytest.mark.parametrize(
    ("kind", "count", "last", "left"),
    [
        ("M", 5, "r_seated", "nerve focus anchor"),
        ("M", 5, "a_bow", "nerve focus anchor rotation"),
        ("L", 4, "r_seated", "nerve focus strength anchor"),
    ],
)
def test_named_slots_are_never_dropped(kind: DayType, count: int, last: str, left: str) -> None:
    some = bench(hurried(1, count), kind, phase=3, built=(past(last),))
    assert slots_of(build(some)) == left


def test_three_moves_stay_though_one_is_free() -> None:
    assert slots_of(build(bench(hurried(1, 3), "M"))) == "nerve focus free"


@pytest.mark.rule("builder.7")
def test_three_easy_moves_are_accepted_though_they_take_longer() -> None:
    wanted = {"n_lying", "a_bow", "s_rdl_support"}
    only = {
        name: Rung(state="active" if name in wanted else "locked")
        for name in program_of(OPEN).rungs
    }
    session = build(bench(minutes("m5"), phase=4, rungs=only))
    assert (set(names(session)), session.seconds) == (wanted, 100 + 70 + 185)


@pytest.mark.rule("side.extra_set")
@pytest.mark.parametrize(
    ("exercise", "dose", "changes", "side"),
    [
        ("r_seated", 2, {"q_f3": [1, 4], "q_f3_dir": "in"}, "right"),
        ("r_seated", 2, {"q_f3": [5, 1], "q_f3_dir": "in"}, "left"),
        ("r_seated", 2, {"q_f3": [4, 2], "q_f3_dir": "in"}, None),
        ("r_seated", 1, {"q_f3": [1, 4], "q_f3_dir": "in"}, None),
        ("r_seated", 2, {"q_f2": [1, 4]}, None),
        ("s_curl_slow", 3, {"q_f2": [1, 4]}, "right"),
        ("c_heel_drop", 2, {"q_f1": [4, 1]}, "left"),
        ("t_heel_press", 2, {"q_f2": [1, 4]}, None),
    ],
    ids=str,
)
def test_extra_set_on_the_tighter_side(
    exercise: str, dose: int, changes: dict, side: str | None
) -> None:
    """From d2 on, for one-sided moves, by the test that matches the move."""
    basis = basis_of({**OPEN.answers, **changes})
    only = {name: Rung(state="locked") for name in program_of(basis).rungs}
    only[exercise] = Rung(state="active", dose=dose)  # type: ignore[arg-type] # 1, 2 or 3
    item = build(bench(basis, phase=4, rungs=only)).items[0]
    assert (item.exercise, item.extra_set) == (exercise, side)


@pytest.mark.parametrize("left", [3, 1])
def test_halved_reps_are_shorter_and_without_an_extra_set(left: int) -> None:
    basis = basis_of({**OPEN.answers, "q_f2": [1, 4]})
    only = {name: Rung(state="locked") for name in program_of(basis).rungs}
    only["s_curl_slow"] = Rung(state="active", dose=2, halved_sessions=left)
    session = build(bench(basis, rungs=only))
    assert (session.items[0].halved, session.items[0].extra_set) == (True, None)
    assert session.seconds == 2 * (4 * 6) * 2 + 30 + 20


def test_two_minute_version_is_a_nerve_move_and_an_anchor_at_d1() -> None:
    """The time for getting ready is not in it."""
    session = build_short(bench(kind="G", phase=3))
    assert session
    assert [(item.slot, item.dose) for item in session.items] == [("nerve", 1), ("anchor", 1)]
    assert [CONTENT.exercises[n].cat for n in names(session)] == ["nerve", "anchor"]
    assert session.type == "G"
    assert session.seconds == sum(seconds(item, CONTENT) - 20 for item in session.items)


@pytest.mark.parametrize("category", ["nerve", "anchor"])
def test_no_two_minute_version_without_both(category: str) -> None:
    gone = {e.id: days(9) for e in CONTENT.exercises.values() if e.cat == category}
    assert build_short(bench(kind="G", blocked_until=gone)) is None


def test_best_of_a_category_but_for_some() -> None:
    best = best_of("anchor", bench())
    assert best
    assert (best.cat, best.id) == ("anchor", "a_bow")
    other = best_of("anchor", bench(), but=["a_bow"])
    assert other
    assert (other.cat, other.id) == ("anchor", "a_pelvic_rock")
    every = [e.id for e in CONTENT.exercises.values()]
    assert best_of("anchor", bench(), but=every) is None


any_state = st.sampled_from(["locked", "active", "passed"])
any_rung = st.builds(
    Rung, state=any_state, dose=st.integers(1, 3), halved_sessions=st.integers(0, 1)
)


@st.composite
def any_bench(draw: st.DrawFn) -> Bench:
    """Anyone, anywhere in the programme, after any sessions."""
    persona = answers_of(draw(st.sampled_from(SCORED)))
    basis = basis_of({**persona, **draw(any_answers())})
    ids = sorted(program_of(basis).rungs)
    several = st.lists(st.sampled_from(ids), max_size=5, unique=True)
    built = [past(*draw(several), day=days(n - 3)) for n in range(3)]
    program: Program = program_of(
        basis,
        phase=draw(st.integers(1, 4)),
        rungs=draw(st.fixed_dictionaries(dict.fromkeys(ids, any_rung))),
        built=tuple(built),
        blocked_until={name: days(draw(st.integers(-1, 1))) for name in draw(several)},
        shorten_until=draw(st.none() | st.just(days(1))),
        cleared_on=draw(st.none() | st.just(days(-3))),
    )
    return Bench(program, MONDAY, draw(st.sampled_from(["L", "M", "G"])), basis)


@given(any_bench())
def test_no_session_breaks_a_rule(some: Bench) -> None:
    session, program, basis = build(some), some.program, some.basis
    cap = level_cap(program, MONDAY, basis)
    moves = [CONTENT.exercises[name] for name in names(session)]
    kind = session.type
    assert kind == some.type or (kind == "G" and not some.candidates)
    all_rest = not replace(some, type=kind).candidates
    assert not all_rest or len(moves) <= 1
    for item, move in zip(session.items, moves, strict=True):
        assert basis.is_usable(move)
        assert all_rest or program.blocked_until.get(move.id, MONDAY) <= MONDAY
        assert move.level <= (1 if kind == "G" else cap)
        assert program.rungs[move.id].state in ({"active", "passed"} if kind == "G" else {"active"})
        assert item.dose <= (1 if kind == "G" else program.rungs[move.id].dose)
        assert kind == "L" or move.cat != "strength"
    assert len(set(names(session))) == len(moves) <= len(slots(some))
    for category, count in Counter(move.cat for move in moves).items():
        assert count <= {"nerve": 2, "anchor": 2, "strength": 2}.get(category, 1)
    assert session.seconds == sum(seconds(item, CONTENT) for item in session.items)
    assert build(some) == session


def test_personas_are_the_spec_block() -> None:
    """Eleven of them, two of which the screen stops."""
    assert (len(PERSONAS), len(SCORED)) == (11, 9)
