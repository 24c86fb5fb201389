"""History rows become days: what was told, what was not, and what may be joined."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from content.load import load_content
from flows.conversation import CheckIn, Conversation, Off, Program, Rhythm
from flows.effects import Record
from flows.events import MomentDue
from flows.past import (
    Day,
    Past,
    between,
    kept_of,
    longest_gap,
    past_of,
    phases,
    planned_of,
    runs,
    tells,
    weeks,
    window,
)
from flows.this_week import Told
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, p1
from tests.flows.people import MONDAY

CONTENT = load_content()


def day(n: int) -> dt.date:
    return MONDAY + dt.timedelta(days=n)


def session(n: int, phase: int | None = 1) -> Record:
    data: dict[str, Any] = {"day": day(n).isoformat(), "type": "L", "items": [], "seconds": 600}
    return Record(what="session", day=day(n), data=data | ({"phase": phase} if phase else {}))


def report(n: int, completion: str = "done", type_: str = "L", **told: Any) -> Record:
    moves = ("n_seated", "s_bridge", "p_straight_sit", "a_bow")
    made = CheckIn(day=day(n), type=type_, items=moves, completion=completion, **told)
    return Record(what="report", day=day(n), data=made.model_dump(mode="json"))


def assessment(n: int, *, changed: bool = False, **answers: Any) -> Record:
    data = {"answers": answers, "scores": {"nerve": 40}, "class": "ok", "changed": changed}
    return Record(what="assessment", day=day(n), data=data)


def past(*rows: Record, until: int = 6, of: Conversation | None = None) -> Past:
    return past_of(rows, of, day(until), CONTENT)


def program(phase: int = 1, since: int = 0, **fields: Any) -> Program:
    return Program(day0=MONDAY, phase=phase, phase_since=day(since), rungs={}, **fields)


def kinds(found: Past) -> list[str]:
    return [d.kind for d in found.days]


# Days.


@pytest.mark.parametrize(
    ("told", "kind", "share"),
    [
        ({"completion": "done"}, "done", 1.0),
        ({"completion": "partial"}, "partly", 0.5),
        ({"completion": "partial", "left_out": ("a_bow",)}, "partly", 0.75),
        ({"completion": "skipped"}, "skipped", 0.0),
        ({"completion": "skipped", "pain": 3}, "skipped", 0.0),
        ({"completion": "skipped", "pain": 4}, "eased", 0.0),
        ({"completion": "skipped", "tingling": "worse"}, "eased", 0.0),
    ],
)
def test_a_report_says_how_much_was_done(told: dict[str, Any], kind: str, share: float) -> None:
    (found,) = past(session(0), report(0, **told), until=0).days
    assert (found.kind, found.share) == (kind, share)


def test_the_last_row_of_a_day_counts() -> None:
    (found,) = past(report(0, pain=6), report(0, pain=2, morning_pain=1), until=0).days
    assert (found.pain, found.morning) == (2, 1)


def test_without_sessions_there_are_no_days() -> None:
    assert past(assessment(0)).days == ()


def test_rows_after_the_last_day_are_left_out() -> None:
    assert len(past(report(0), report(3), assessment(3), until=1).days) == 2
    assert past(report(0), assessment(3), until=1).looks == ()


@pytest.mark.parametrize(
    ("rows", "until", "expected"),
    [
        pytest.param([report(0), report(3)], 3, "done rest rest done", id="rest in between"),
        pytest.param([report(0), session(1), report(2)], 2, "done open done", id="nothing told"),
        pytest.param([report(0), session(1)], 1, "done waits", id="today can still be done"),
        pytest.param(
            [report(0), report(5)], 5, "done off off off off done", id="no rest is longer"
        ),
        pytest.param([report(0)], 4, "done rest rest rest rest", id="rest until today"),
        pytest.param([report(0)], 5, "done off off off off off", id="nothing since"),
    ],
)
def test_a_day_without_a_report(rows: list[Record], until: int, expected: str) -> None:
    assert kinds(past(*rows, until=until)) == expected.split()


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (Off(first=day(1), last=day(2)), "done off off done"),
        (Off(first=day(1)), "done off off done"),
        (Off(first=day(2), last=day(2)), "done rest off done"),
    ],
)
def test_days_on_which_the_moves_were_held(off: Off, expected: str) -> None:
    """A report counts all the same."""
    held = Conversation(rhythm=Rhythm(off=(off,)))
    assert kinds(past(report(0), report(3), until=3, of=held)) == expected.split()


def test_a_planned_day_without_a_row_was_planned_all_the_same() -> None:
    """As the weekly summary sees it; clinical spec 6, three days a week: 0, 2 and 4."""
    conversation = Conversation(program=program(), answers={"q_days": 3})
    found = past(report(0), until=4, of=conversation)
    assert kinds(found) == ["done", "rest", "open", "rest", "waits"]


def test_days_before_the_week_was_changed_are_not_judged_by_the_week_of_now() -> None:
    changed = program(week_since=day(3))
    conversation = Conversation(program=changed, answers={"q_days": 3})
    assert kinds(past(report(0), until=3, of=conversation)) == ["done", "rest", "rest", "rest"]


def test_it_agrees_with_the_weekly_summary() -> None:
    walker = p1()
    for n, said in ((1, "done 2"), (3, "skipped, too sore"), (4, "did half, pain 3")):
        walker.pass_until(at(n, "18:30"))
        walker.close_morning()
        walker.say(said)
        while walker.open_topic().startswith("checkin."):
            walker.say("5")
    walker.pass_until(at(6, "12:00"))
    turn = Turn(walker.conversation, MomentDue(at=walker.now), CONTENT, draw)
    told = Told(turn, day(6))
    found = past_of(walker.records, walker.conversation, day(6), CONTENT).days
    assert (kept_of(found), planned_of(found)) == (len(told.kept), len(told.planned))


# Phases.


def test_a_phase_holds_until_the_next_one_is_built() -> None:
    found = past(session(0), report(0), session(3, 2), report(3), until=4)
    assert [d.phase for d in found.days] == [1, 1, 1, 2, 2]


def test_the_phase_of_now_is_known_without_rows() -> None:
    """Rows of an older program have none."""
    conversation = Conversation(program=program(3, since=2))
    found = past(session(0, None), report(0), report(3), until=3, of=conversation)
    assert [d.phase for d in found.days] == [None, None, 3, 3]


def test_phases_with_their_first_and_last_place() -> None:
    days = [Day(day(n), "rest", phase=phase) for n, phase in enumerate((None, 1, 1, 2, None, 2))]
    assert phases(days) == [(1, 1, 2), (2, 3, 3), (2, 5, 5)]


# Lines.


def a_day(n: int, kind: Any = "done", pain: int | None = 2, **more: Any) -> Day:
    return Day(day(n), kind, pain=pain if kind not in ("rest", "off") else None, **more)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([a_day(0), a_day(1)], [[0, 1]], id="day after day"),
        pytest.param([a_day(0), a_day(1, "rest"), a_day(2)], [[0, 2]], id="rest is no gap"),
        pytest.param([a_day(0), a_day(1, pain=None), a_day(2)], [[0], [2]], id="done, no number"),
        pytest.param(
            [a_day(0), a_day(1, "skipped", None), a_day(2)], [[0], [2]], id="a session left out"
        ),
        pytest.param([a_day(0), a_day(1, "off"), a_day(2)], [[0], [2]], id="a pause"),
        pytest.param(
            [a_day(0), *(a_day(n, "rest") for n in range(1, 5)), a_day(5)],
            [[0], [5]],
            id="longer than any rest",
        ),
        pytest.param([a_day(0, "rest"), a_day(1)], [[1]], id="rest first"),
        pytest.param([], [], id="no days"),
    ],
)
def test_a_line_never_passes_over_a_gap(days: list[Day], expected: list[list[int]]) -> None:
    assert runs(days, "pain") == expected


@pytest.mark.parametrize(
    ("between_", "expected"),
    [
        pytest.param(a_day(1, asks=True), [[0], [2]], id="asked and not told"),
        pytest.param(a_day(1), [[0, 2]], id="not asked"),
        pytest.param(a_day(1, "rest"), [[0, 2]], id="rest"),
        pytest.param(a_day(1, "open", None), [[0], [2]], id="nothing known"),
    ],
)
def test_mornings_are_asked_after_some_sessions_only(
    between_: Day, expected: list[list[int]]
) -> None:
    days = [a_day(0, morning=1, asks=True), between_, a_day(2, morning=3, asks=True)]
    assert runs(days, "morning") == expected


def test_the_morning_is_asked_about_after_a_load_day() -> None:
    load, move = past(report(0, pain=1), report(1, type_="M", pain=1), until=1).days
    assert (load.asks, move.asks) == (True, False)


# Windows, weeks, counts.


@pytest.mark.parametrize(("days", "first"), [(7, 23), (30, 0), (90, 0), (None, 0)])
def test_a_window_ends_today(days: int | None, first: int) -> None:
    found = Past(tuple(a_day(n) for n in range(30)))
    assert window(found, days)[0].day == day(first)
    assert window(found, days)[-1].day == day(29)


def test_days_outside_the_past_are_off() -> None:
    found = Past((a_day(0), a_day(1)))
    assert [d.kind for d in between(found, day(-1), day(2))] == ["off", "done", "done", "off"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], False),
        ([a_day(0, "skipped", None), a_day(1, "rest")], False),
        ([a_day(0, "done", None)], True),
        ([a_day(0, "eased", 6)], True),
    ],
)
def test_there_is_something_to_show(days: list[Day], *, expected: bool) -> None:
    assert tells(days) is expected


def test_sessions_kept_of_those_planned() -> None:
    """What hurt, rest, a pause and a session that waits were not to be kept."""
    names = ("done", "partly", "skipped", "open", "eased", "waits", "rest", "off")
    days = [Day(day(n), kind) for n, kind in enumerate(names)]
    assert (kept_of(days), planned_of(days)) == (2, 4)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("done done", 0),
        ("done skipped rest open done skipped", 2),
        ("skipped off rest skipped skipped waits", 3),
    ],
)
def test_the_longest_gap_counts_sessions(names: str, expected: int) -> None:
    days = [Day(day(n), kind) for n, kind in enumerate(names.split())]
    assert longest_gap(days) == expected


def test_a_skipped_session_with_a_number_is_no_gap() -> None:
    days = [a_day(0, "skipped", None), a_day(1, "skipped", 3), a_day(2, "skipped", None)]
    assert longest_gap(days) == 1


def test_a_week_keeps_the_worst_of_each_number() -> None:
    days = [a_day(0, pain=2, morning=1), a_day(1, pain=5), a_day(2, "skipped", None, phase=2)]
    days += [a_day(n, "off", phase=2) for n in range(3, 9)]
    first, second = weeks(days)
    assert (first.pain, first.morning, first.kept, first.planned) == (5, 1, 2, 3)
    assert (first.first, first.last, first.phase, first.is_off) == (day(0), day(6), 2, False)
    assert (second.last, second.pain, second.morning, second.is_off) == (day(8), None, None, True)


# Looks.


def test_a_look_holds_the_numbers_that_count() -> None:
    row = assessment(0, q_ftf=18, q_f1=[2, 5], q_f2=None, q_pain_now=3, q_age="a40_64")
    (look,) = past(row).looks
    assert look.numbers == {"q_ftf": 18, "q_f1": 5, "q_pain_now": 3}
    assert look.scores == {"nerve": 40}


def test_an_answer_that_does_not_count_any_more_is_left_out() -> None:
    (look,) = past(assessment(0, q_ftf=18, q_rf_c=["osteoporosis"])).looks
    assert "q_ftf" not in look.numbers


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(assessment(3, q_ftf=9), {0: 18.0, 3: 9.0}, id="a new look"),
        pytest.param(assessment(3, q_ftf=9, changed=True), {0: 9.0}, id="an answer changed"),
        pytest.param(assessment(0, q_ftf=9), {0: 9.0}, id="the same day"),
    ],
)
def test_what_is_a_new_look(later: Record, expected: dict[int, float]) -> None:
    looks = past(assessment(0, q_ftf=18), later).looks
    assert {look.day: look.numbers["q_ftf"] for look in looks} == {
        day(n): reach for n, reach in expected.items()
    }


def test_the_first_look_may_be_a_change_of_one_that_is_not_known() -> None:
    (look,) = past(assessment(0, q_ftf=9, changed=True)).looks
    assert look.numbers["q_ftf"] == 9
