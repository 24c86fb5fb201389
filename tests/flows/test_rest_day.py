"""A rest day: one easy nerve move for some, when they ask, and nothing that counts."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import CheckIn, Program, Rung
from flows.effects import Figure, Picture, Say
from tests.flows.days import at, pass_days, person, program
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

OFFER = "One easy nerve move is fine today"
NERVE = [e.id for e in CONTENT.exercises.values() if e.cat == "nerve"]
SHUT = dict.fromkeys(NERVE, Rung(state="locked"))


def rest_day(name: str = "p2_runner", **changes: Any) -> Walker:
    """3 days a week, and the first session went well: the day after it is free."""
    walker = person(name, q_days=3, **changes)
    walker.say("done 1, no tingling")
    if walker.open_topic() == "checkin.effort":
        walker.say("5")
    walker.pass_until(at(1, "12:00"))
    walker.close_morning()
    return walker


def put(walker: Walker, **changes: Any) -> None:
    """The programme as it might stand too."""
    changed = Program.model_validate({**program(walker).model_dump(), **changes})
    walker.conversation = walker.conversation.model_copy(update={"program": changed})


def pictures(walker: Walker) -> list[Picture]:
    return [e.picture for e in walker.last if isinstance(e, Say) and e.picture]


def offered(walker: Walker) -> list[str]:
    """The nerve moves that /today names."""
    walker.command("/today")
    said = walker.said()
    assert "rest day" in said
    named = [e for e in NERVE if CONTENT.exercises[e].name in said]
    assert bool(named) is (OFFER in said)
    return named


@pytest.mark.parametrize(
    ("name", "score", "moves"),
    [("p2_runner", 95, 1), ("p4_shared", 70, 1), ("p7_disc", 85, 1), ("p8_skipper", 43, 0),
     ("p1_desk", 13, 0)],
)  # fmt: skip
def test_one_nerve_move_is_offered_from_a_nerve_score_of_60(
    name: str, score: int, moves: int
) -> None:
    assert (score >= CONTENT.rules.rest_day_nerve) is bool(moves)
    walker = rest_day(name)
    assert len(offered(walker)) == moves
    assert len(pictures(walker)) == moves


def test_it_comes_with_its_lowest_dose_its_steps_and_when_to_stop() -> None:
    walker = rest_day()
    rungs = program(walker).rungs
    put(
        walker,
        rungs={**rungs, **{n: Rung(state="active", dose=3) for n in ("n_lying", "n_seated")}},
    )
    (name,) = offered(walker)
    move, said = CONTENT.exercises[name], walker.said()
    assert f"{move.name}: {move.dose[1].n} slow reps each leg" in said
    assert all(step in said for step in move.steps)
    assert move.stop_if in said
    assert "Next:" in said
    assert pictures(walker) == [Figure(id=name)]
    assert "Something new" in walker.said_buttons()


def test_half_repetitions_hold_here_too() -> None:
    walker = rest_day()
    (name,) = offered(walker)
    rungs = program(walker).rungs
    half = rungs[name].model_copy(update={"halved_sessions": 2, "was_halved": True})
    put(walker, rungs={**rungs, name: half})
    assert offered(walker) == [name]
    n = (CONTENT.exercises[name].dose[1].n + 1) // 2
    assert f"{n} slow reps" in walker.said()


def test_it_is_never_pushed_nor_counted() -> None:
    walker = rest_day()
    before = program(walker)
    assert offered(walker)
    assert program(walker) == before
    assert walker.records[-1].what != "session"
    walker.say("done 1")
    assert program(walker).reports == before.reports
    quiet = rest_day()
    assert pass_days(quiet, at(1, "23:59")) == []


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({"blocked_until": dict.fromkeys(NERVE, days(9))}, 0),
        ({"blocked_until": dict.fromkeys(NERVE, days(1))}, 1),
        ({"rungs": SHUT}, 0),
        # Above the cap of the phase, or never in two sessions running.
        ({"rungs": SHUT | {"n_slump": Rung(state="active")}}, 0),
        ({"phase": 2, "rungs": SHUT | {"n_slump": Rung(state="active")}}, 1),
        ({"phase": 4, "rungs": SHUT | {"n_tension": Rung(state="active")}}, 0),
    ],
    ids=["as it is", "blocked", "no longer blocked", "locked", "above the cap",
         "within it", "tension"],
)  # fmt: skip
def test_only_a_move_that_could_be_in_a_session_is_offered(
    changes: dict[str, Any], count: int
) -> None:
    walker = rest_day("p4_shared")
    rungs = {**program(walker).rungs, **changes.get("rungs", {})}
    put(walker, **{**changes, "rungs": rungs})
    assert len(offered(walker)) == count


def report(day: int, **told: Any) -> CheckIn:
    base = {"day": days(day), "type": "M", "items": (), "completion": "done", "decision": "D8"}
    return CheckIn.model_validate({**base, **told})


@pytest.mark.parametrize(
    ("reports", "count"),
    [
        ([report(0, tingling="none", pain=1)], 1),
        ([report(0, tingling="same", pain=1)], 1),
        ([report(0, tingling="better", pain=1)], 1),
        ([report(0, tingling="worse", pain=1)], 0),
        ([report(0, pain=6, light="RED", tingling="none")], 0),
        # A missed session tells nothing; what was told before it stands.
        ([report(-2, tingling="worse"), report(0, completion="skipped")], 0),
        ([report(-2, tingling="worse"), report(0, tingling="same")], 1),
    ],
    ids=["none", "same", "better", "worse", "red", "worse, then missed", "worse, then same"],
)
def test_the_nerve_rests_too_after_worse_tingling_or_a_red_day(
    reports: list[CheckIn], count: int
) -> None:
    walker = rest_day()
    put(walker, reports=tuple(reports))
    assert len(offered(walker)) == count


def test_worse_tingling_of_a_report_half_told_counts() -> None:
    walker = person("p2_runner", q_days=3)
    walker.say("done and the tingling got worse")
    assert walker.open_topic() == "checkin.pain"
    walker.pass_until(at(1, "12:00"))
    assert offered(walker) == []


@pytest.mark.rule("safety.return_14")
@pytest.mark.parametrize(("day", "moves"), [(12, 1), (19, 0)])
def test_who_is_back_after_14_days_is_asked_about_safety_before_any_move(
    day: int, moves: int
) -> None:
    """Days 12 and 19 are free; the first session missed was that of day 2."""
    walker = rest_day()
    walker.conversation = walker.conversation.model_copy(update={"agenda": ()})
    walker.now = at(day)
    assert len(offered(walker)) == moves


def test_an_open_safety_card_comes_first() -> None:
    walker = rest_day()
    walker.press("!new")
    walker.command("/today")
    assert OFFER not in walker.said()
    assert walker.open_topic() == "new.q_rf_a"


def test_cards_that_are_owed_come_before_it() -> None:
    walker = rest_day()
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    assert offered(walker) == []
