"""The goal and the plan: what it is now, and its earlier phases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from flows.conversation import Conversation, Item, Program, Rung
from flows.effects import Record
from tests.bot.export.fhir_checks import Json, check, of_kind
from tests.bot.export.fhir_people import codes, made, of_walker, somebody, with_code
from tests.bot.export.test_fhir_answers import FIRST, look
from tests.flows.days import at
from tests.flows.histories import BOW, SLIDER, day, report, session, talk
from tests.flows.situations import at as at_topic

ACTIVE: dict[str, Any] = {"state": "program.active"}
WITHDRAWN: dict[str, Any] = {"state": "withdrawn", "withdrawn_at": at(9)}


def built(number: int, phase: int | None, *items: Item) -> Record:
    """A session, with the phase that it was built in."""
    record = session(number, *items)
    return record.model_copy(update={"data": record.data | ({"phase": phase} if phase else {})})


def of_program(**changes: Any) -> Conversation:
    told = talk()
    assert told.program
    usual = {"today": None, "phase_since": day(0), "rungs": {}} | changes
    return told.model_copy(update={"program": told.program.model_copy(update=usual)})


def bundle(conversation: Conversation, *records: Record, **how: Any) -> Json:
    found = made(conversation, *records, **how)
    check(found)
    return found


def plans(conversation: Conversation, *records: Record, **how: Any) -> list[Json]:
    return of_kind(bundle(conversation, *records, **how), "CarePlan")


def moves(plan: Json) -> dict[str, str]:
    """With the status of each."""
    details = [activity["detail"] for activity in plan.get("activity", [])]
    return {codes(each["code"])[0].removeprefix("move."): each["status"] for each in details}


# The plan of now.


@pytest.mark.parametrize(
    ("changes", "status", "goal"),
    [
        ({}, "active", "active"),
        ({"state": "program.proposed"}, "draft", "proposed"),
        ({"state": "program.paused"}, "on-hold", "on-hold"),
        ({"state": "stopped"}, "on-hold", "on-hold"),
        ({"state": "referred", "stops": ("pause-pain",)}, "on-hold", "on-hold"),
        ({"stops": ("pause-pain",)}, "on-hold", "on-hold"),
        ({"held": True}, "on-hold", "on-hold"),
        (WITHDRAWN, "revoked", "cancelled"),
        (WITHDRAWN | {"state": "welcome"}, "revoked", "cancelled"),
        (WITHDRAWN | {"stops": ("pause-pain",)}, "revoked", "cancelled"),
    ],
)
def test_a_plan_has_the_status_of_the_talk(changes: dict[str, Any], status: str, goal: str) -> None:
    found = bundle(of_program().model_copy(update=changes))
    (plan,), (wished,) = of_kind(found, "CarePlan"), of_kind(found, "Goal")
    assert (plan["status"], wished["lifecycleStatus"]) == (status, goal)


def test_it_says_its_phase_its_week_and_its_goal() -> None:
    found = bundle(of_program())
    (plan,), (goal,) = of_kind(found, "CarePlan"), of_kind(found, "Goal")
    assert plan["title"] == "Phase 1: calm and anchor"
    assert plan["description"] == "4 days a week, 10 minutes a day."
    assert plan["period"] == {"start": "2026-01-05"}
    assert plan["goal"] == [{"reference": f"urn:uuid:{goal['id']}"}]
    assert goal["description"]["text"] == "touch my toes"


def test_a_week_that_is_not_set_is_left_out() -> None:
    told = of_program()
    (plan,) = plans(told.model_copy(update={"answers": {**told.answers, "q_minutes": None}}))
    assert "description" not in plan


def test_before_a_plan_there_is_a_goal_at_most() -> None:
    found = of_walker(at_topic("result"))
    assert of_kind(found, "CarePlan") == []
    assert of_kind(found, "Goal")[0]["lifecycleStatus"] == "proposed"
    assert of_kind(of_walker(at_topic("q.q_age")), "Goal") == []


def test_a_goal_points_at_how_well_it_goes() -> None:
    first, now = FIRST | {"q_goal_score": 2}, FIRST | {"q_goal_score": 6}
    found = bundle(Conversation(answers=now), look(0, first), look(14, now))
    (goal,) = of_kind(found, "Goal")
    told = [{"reference": f"urn:uuid:{o['id']}"} for o in with_code(found, "measure.q_goal_score")]
    assert goal["outcomeReference"] == told
    assert len(told) == 2


# Its moves.


def test_a_move_has_its_name_and_the_dose_it_had_last() -> None:
    early = built(0, 1, Item(exercise=SLIDER, dose=1, slot="nerve"))
    late = built(2, 1, Item(exercise=SLIDER, dose=2, slot="nerve"))
    (plan,) = plans(of_program(), late, early)
    (activity,) = plan["activity"]
    detail = activity["detail"]
    assert detail["kind"] == "ServiceRequest"
    assert detail["code"]["text"] == "Seated nerve slider"
    assert detail["description"] == "2 sets of 15 slow reps each leg"


@pytest.mark.parametrize(
    ("changes", "program", "statuses"),
    [
        (ACTIVE, {}, {SLIDER: "in-progress", BOW: "not-started"}),
        (
            ACTIVE,
            {"rungs": {SLIDER: Rung(state="passed"), BOW: Rung(state="active")}},
            {SLIDER: "completed", BOW: "not-started"},
        ),
        (
            ACTIVE,
            {"blocked_until": {SLIDER: day(31), BOW: day(30)}},
            {SLIDER: "on-hold", BOW: "not-started"},
        ),
        ({"state": "program.paused"}, {}, {SLIDER: "on-hold", BOW: "on-hold"}),
        (WITHDRAWN, {}, {SLIDER: "stopped", BOW: "stopped"}),
        ({"state": "program.proposed"}, {}, {SLIDER: "not-started", BOW: "not-started"}),
    ],
)
def test_a_move_has_a_status(
    changes: dict[str, Any], program: dict[str, Any], statuses: dict[str, str]
) -> None:
    """One was done, the other was left out of a session done in part."""
    told = report(0, completion="partial", left_out=(BOW,))
    conversation = of_program(**program).model_copy(update=changes)
    (plan,) = plans(conversation, built(0, 1), told)
    assert moves(plan) == statuses


def test_moves_of_a_session_that_was_left_out_are_not_begun() -> None:
    (plan,) = plans(of_program(), built(0, 1), report(0, completion="skipped"))
    assert set(moves(plan).values()) == {"not-started"}


def test_todays_session_counts_before_it_is_in_the_history() -> None:
    told = talk()
    assert told.program
    assert told.program.today
    (plan,) = plans(told)
    assert list(moves(plan)) == [item.exercise for item in told.program.today.items]


def test_a_move_that_is_not_in_the_library_any_more_is_left_out() -> None:
    (plan,) = plans(of_program(), built(0, 1, Item(exercise="n_gone", dose=1, slot="nerve")))
    assert moves(plan) == {}


# Earlier phases.


def test_each_phase_replaces_the_one_before() -> None:
    history = (built(0, 1), built(3, 1), built(8, 2), built(15, 3))
    found = plans(of_program(phase=3, phase_since=day(14)), *history)
    assert [plan["status"] for plan in found] == ["completed", "completed", "active"]
    assert [plan["period"] for plan in found] == [
        {"start": "2026-01-05", "end": "2026-01-08"},
        {"start": "2026-01-13", "end": "2026-01-13"},
        {"start": "2026-01-19"},
    ]
    before = [{"reference": f"urn:uuid:{plan['id']}"} for plan in found]
    assert [plan.get("replaces") for plan in found] == [None, [before[0]], [before[1]]]


@pytest.mark.parametrize(
    ("program", "statuses"),
    [
        ({"phase": 1, "phase_since": day(20)}, ["completed", "revoked", "active"]),
        ({"phase": 2, "phase_since": day(20)}, ["completed", "revoked", "active"]),
        (None, ["completed", "revoked"]),
    ],
    ids=["begun anew", "the same again", "without a plan"],
)
def test_a_phase_that_no_later_one_follows_was_broken_off(
    program: dict[str, Any] | None, statuses: list[str]
) -> None:
    told = of_program(**program) if program else talk(program=None)
    found = plans(told, built(0, 1), built(8, 2))
    assert [plan["status"] for plan in found] == statuses


def test_a_move_of_an_earlier_phase_was_done_or_not() -> None:
    told = report(0, completion="partial", left_out=(BOW,))
    first, _ = plans(of_program(phase=2, phase_since=day(9)), built(0, 1), told)
    assert moves(first) == {SLIDER: "completed", BOW: "not-started"}


def test_sessions_of_a_program_that_kept_no_phases_are_in_none() -> None:
    found = plans(of_program(phase=2, phase_since=day(9)), built(0, None), built(3, None))
    assert [plan["status"] for plan in found] == ["active"]


def test_after_a_year_all_phases_are_told() -> None:
    walker = somebody(400)
    found = of_kind(of_walker(walker), "CarePlan")
    program: Program | None = walker.conversation.program
    assert program
    assert program.phase == 4
    assert [plan["title"][:7] for plan in found] == ["Phase 1", "Phase 2", "Phase 3", "Phase 4"]
    starts = [dt.date.fromisoformat(plan["period"]["start"]) for plan in found]
    assert starts == sorted(starts)
