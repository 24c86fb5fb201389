"""The history as a page looks at it: the last word on each day, and what was done of each move."""

from __future__ import annotations

from flows.conversation import Conversation, Item
from flows.page_facts import practised
from tests.flows.days import p1
from tests.flows.histories import (
    BOW,
    SLIDER,
    day,
    decision,
    facts,
    look,
    report,
    session,
    talk,
)
from tests.flows.people import CONTENT


def test_of_two_reports_on_one_day_the_later_counts() -> None:
    found = facts(None, report(0, pain=5), report(2), report(0, pain=3))
    assert [(r.day, r.pain) for r in found.reports] == [(day(0), 3), (day(2), 2)]


def test_what_the_snapshot_knows_of_a_report_counts_most() -> None:
    """The light is known there once a morning had its say."""
    conversation = p1().conversation
    assert conversation.program
    found = facts(conversation, report(0, pain=9))
    assert found.reports == conversation.program.reports


def test_without_a_plan_and_a_place_a_day_is_one_of_greenwich() -> None:
    found = facts(Conversation(), days=3)
    assert (found.today, found.first_day, found.reports) == (day(3), day(3), ())


def test_the_first_day_is_that_of_the_first_look_or_report() -> None:
    assert facts(None, report(2)).first_day == day(2)
    assert facts(None, look(1), report(2)).first_day == day(1)
    assert facts().first_day == day(30)


def test_an_answer_that_was_changed_later_belongs_to_the_look_before() -> None:
    changed = look(5, q_ftf=9)
    changed = changed.model_copy(update={"data": changed.data | {"changed": True}})
    found = facts(None, look(0, q_ftf=20), look(0, q_ftf=18), changed, look(14, q_ftf=4))
    assert [(each.day, each.answers["q_ftf"]) for each in found.looks] == [
        (day(0), 9),
        (day(14), 4),
    ]


def test_there_is_a_first_look_once_there_are_two() -> None:
    assert facts().first_look is None
    assert facts(None, look(0)).first_look is None
    first = facts(None, look(0), look(14)).first_look
    assert first
    assert first.day == day(0)


def test_of_two_decisions_on_one_report_the_later_counts_and_the_newest_stands_first() -> None:
    rows = [decision(0, "D8"), decision(2, "D13", reason="green"), decision(0, "D3", reason="pain")]
    found = facts(None, *rows).decided
    assert [(each.day, each.rule) for each in found] == [(day(2), "D13"), (day(0), "D3")]
    assert found[1].decision
    assert found[1].decision.reason == "pain"


def test_of_an_older_program_it_is_not_known_why() -> None:
    (old,) = facts(None, decision(0, "D8")).decided
    assert (old.decision, old.changes) == (None, ())


def test_what_became_of_the_moves_is_known() -> None:
    changes = [{"exercise": BOW, "what": "up"}]
    (each,) = facts(None, decision(0, "D13", reason="green", changes=changes)).decided
    assert [(c.exercise, c.what) for c in each.changes] == [(BOW, "up")]


def test_a_move_is_counted_over_all_sessions() -> None:
    rows = [
        report(0, pain=1),
        report(2, completion="partial", pain=4, culprit=BOW),
        report(4, completion="partial", left_out=(BOW,), pain=6),
        report(7, completion="skipped", pain=None),
    ]
    bow, slider = sorted(practised(facts(None, *rows)), key=lambda p: p.exercise)
    assert (bow.exercise, slider.exercise) == (BOW, SLIDER)
    assert (bow.done, bow.partly, bow.skipped, bow.percent) == (1, 1, 2, 38)
    assert (slider.done, slider.partly, slider.skipped, slider.percent) == (2, 1, 1, 62)
    assert (bow.last_pain, bow.worst_pain, bow.named) == (4, 4, 1)
    assert (slider.last_pain, slider.worst_pain, slider.named) == (6, 6, 0)


def test_moves_in_use_stand_first_then_by_how_often_they_were_planned() -> None:
    new = Item(exercise="n_slump", dose=1, slot="nerve")
    rows = [report(0), report(2, items=(SLIDER,)), session(0), session(3, new), session(4, new)]
    found = practised(facts(None, *rows))
    assert [(p.exercise, p.is_used) for p in found] == [
        ("n_slump", True), (SLIDER, False), (BOW, False)
    ]  # fmt: skip
    assert found[0].item == new
    assert (found[0].planned, found[0].last_pain) == (0, None)


def test_a_move_that_is_gone_from_the_content_is_left_out() -> None:
    rows = [report(0, items=("x_gone", SLIDER))]
    assert [p.exercise for p in practised(facts(None, *rows))] == [SLIDER]
    assert "x_gone" not in CONTENT.exercises


def test_a_move_without_a_kept_session_has_no_dose() -> None:
    assert [p.item for p in practised(facts(talk(), report(0)))] == [None, None]
