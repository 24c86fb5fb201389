"""At most ten messages a local day that nobody asked for, whatever comes together."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from flows.cap import KEPT_FREE, MOST_A_DAY, count, had_today, has_room
from flows.conversation import MomentKind
from flows.effects import Say
from flows.events import MomentDue
from flows.parts import t
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import UNASKED, at, p1, person, report, settle
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

BUSIEST = {"q_days": 7, "q_breaks": 8, "q_work": "06:00-22:00", "q_sit_knees": "tucked"}
"""Every day, and as many breaks as there may be."""


def turn_of(walker: Walker, had: tuple[dt.date, int] | None = None) -> Turn:
    talk = walker.conversation.model_copy(update={"unasked": had})
    return Turn(talk, MomentDue(at=walker.now), CONTENT, draw)


def unasked(walker: Walker, until: dt.datetime, *, answers: bool) -> dict[dt.date, Counter[str]]:
    """All that comes unasked, by day and kind; reports, or silence."""
    found: dict[dt.date, Counter[str]] = {}
    while (due := walker.conversation.due_at) is not None and due <= until:
        before = walker.conversation.next_screen
        says = [e for e in walker.wait() if isinstance(e, Say) and not e.edit_only]
        for say in says:
            if say.screen is None or say.screen >= before:
                keys = {line.key for line in say.lines}
                what = next((key for key in (*UNASKED, "break") if key in keys), "other")
                found.setdefault(walker.now.date(), Counter())[what] += 1
        if answers and walker.open_topic() == "prompt" and walker.now.hour >= 18:
            settle(walker)
            report(walker, "done 5")
    return found


@pytest.mark.parametrize("answers", [True, False])
@pytest.mark.parametrize("own", ["00:10", "06:00", "12:00", "18:00", "21:30"])
def test_no_day_brings_more(own: str, *, answers: bool) -> None:
    """P12: breaks, prompts, what is asked first, nudges, mornings and summaries together."""
    walker = person(q_time=own, **BUSIEST)
    found = unasked(walker, at(30), answers=answers)
    assert max(counts.total() for counts in found.values()) <= 10


def test_all_kinds_meet_in_these_days() -> None:
    """What the test above has counted."""
    walker = person(q_time="18:00", **BUSIEST)
    report(walker, "done 5")
    kinds = set()
    for day in range(1, 22):
        found = unasked(walker, at(day, "23:30"), answers=day % 3 != 0)
        kinds |= {kind for counts in found.values() for kind in counts}
    assert kinds >= {"break", "prompt", "nudge", "morning-pain", "weekly"}


def test_every_kind_of_moment_is_known_here() -> None:
    """A new kind of unasked message has to be thought of: add it to the two tests above."""
    known = {"prompt", "nudge", "morning", "break", "snooze", "summary", "follow_up", "moves"}
    assert set(MomentKind.__args__) == known  # type: ignore[attr-defined] # of a Literal


@pytest.mark.parametrize(
    ("had", "free", "is_room"),
    [
        (None, 0, True),
        ((days(0), MOST_A_DAY - 1), 0, True),
        ((days(0), MOST_A_DAY), 0, False),
        ((days(0), MOST_A_DAY - KEPT_FREE), KEPT_FREE, False),
        ((days(-1), MOST_A_DAY), 0, True),  # yesterday's
    ],
)
def test_there_is_room_up_to_the_cap(
    had: tuple[dt.date, int] | None, free: int, *, is_room: bool
) -> None:
    assert has_room(turn_of(person(), had), free) is is_room


def test_what_is_sent_anew_and_unasked_is_counted() -> None:
    walker = person()
    turn = turn_of(walker, (days(0), 1))
    first = turn.conversation.next_screen
    line = (t("help-commands"),)
    turn.effects += [
        Say(lines=line, lane="prompt", screen=first),
        Say(lines=line, lane="bulk"),
        Say(lines=line, lane="prompt", screen=first - 1),  # edits what stands
        Say(lines=line, lane="bulk", screen=first, edit_only=True),
        Say(lines=line),  # an answer
    ]
    count(turn, first)
    assert had_today(turn) == 3


@pytest.mark.parametrize(("had", "comes"), [(6, True), (7, False), (9, False)])
def test_breaks_leave_room_for_what_matters_more(had: int, *, comes: bool) -> None:
    walker = p1(done="skipped", q_breaks=2, q_work="09:00-17:00")
    walker.pass_until(at(7, "09:30"))
    settle(walker)
    full = {"unasked": (days(7), had), "heard_on": days(7)}
    walker.conversation = walker.conversation.model_copy(update=full)
    walker.pass_until(at(7, "14:00"))
    total = walker.conversation.unasked
    assert total == (days(7), had + 1 if comes else had)


@pytest.mark.parametrize(("had", "comes"), [(8, True), (9, False)])
def test_a_nudge_waits_for_another_day_when_the_day_is_full(had: int, *, comes: bool) -> None:
    walker = p1(done="skipped")
    walker.pass_until(at(1, "18:05"))
    walker.conversation = walker.conversation.model_copy(update={"unasked": (days(1), had)})
    walker.pass_until(at(1, "21:30"))
    assert (walker.conversation.unasked == (days(1), had + 1)) is comes
