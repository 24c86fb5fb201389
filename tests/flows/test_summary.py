"""The weekly summary: on which moment it is told, to whom it is not, and what it says.

Also of `this_week`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.effects import Say, WeekPicture
from flows.events import MomentDue
from flows.this_week import Told, lines, pain_lines
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import at, p1, pass_days, person, report, settle
from tests.flows.days import lines as said
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

LISBON = "Europe/Lisbon"
ZONES = (LISBON, "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati")
REST_ON_SUNDAY = (0, 1, 3, 4)
"""The desk worker's four days."""
TOLD = "summary-title"


def lived(*trained: int, until: str = "23:00", reply: str = "done 2", **changes: object) -> Walker:
    """The days up to the last one, on some of which the session is done; 18:00 unless changed."""
    walker = person(**changes)
    zone = str(changes.get("zone", LISBON))
    if 0 in trained:
        report(walker, reply)
    for day in range(1, 7):
        walker.pass_until(at(day, "18:30" if day < 6 else until, zone))
        settle(walker)
        if day in trained and walker.open_topic() == "prompt":
            report(walker, reply)
    return walker


def saturday(*trained: int, **changes: object) -> Walker:
    """The night before the day of the summary, which is a Sunday."""
    walker = person(**changes)
    zone = str(changes.get("zone", LISBON))
    for day in range(6):
        walker.pass_until(at(day, "21:30", zone))
        settle(walker)
        if day in trained:
            report(walker, "done 2")
    walker.pass_until(at(5, "23:30", zone))
    return walker


def told(walker: Walker, until: int = 7, zone: str = LISBON) -> list[tuple[int, str]]:
    """When it comes unasked."""
    return [(s.day, s.time) for s in pass_days(walker, at(until, "23:00", zone)) if s.what == TOLD]


# When.


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("own", "time"),
    [
        ("06:30", "16:30"),
        ("07:00", "17:00"),
        ("09:20", "19:20"),
        ("12:00", "19:30"),
        ("18:00", "19:30"),
        ("21:15", "19:30"),
        ("00:10", "10:10"),
        ("23:50", "19:30"),
    ],
)
def test_on_a_rest_day_it_comes_ten_hours_after_the_prompts_time_and_before_eight(
    own: str, time: str, zone: str
) -> None:
    walker = saturday(*REST_ON_SUNDAY, zone=zone, q_time=own, start="05:00")
    assert told(walker, zone=zone) == [(6, time)]


def test_it_makes_no_sound_and_waits_behind_the_prompts() -> None:
    walker = saturday(*REST_ON_SUNDAY)
    walker.pass_until(at(6, "19:00"))
    (say,) = [e for e in walker.wait() if isinstance(e, Say)]
    assert (say.lane, say.silent) == ("bulk", True)
    assert say.useless_after == at(6, "22:00")


@pytest.mark.parametrize(
    ("day", "comes"), [("Wednesday", (9, "19:30")), ("Saturday", (5, "19:30")), ("Off", None)]
)
def test_the_day_is_the_persons_own(day: str, comes: tuple[int, str] | None) -> None:
    walker = p1()
    walker.command("/settings")
    walker.press("set.summary")
    walker.tap(day)
    for n in (1, 3, 4, 7, 8):
        found = told(walker, n - 1)
        assert found == ([comes] if comes and comes[0] < n and comes[0] > n - 3 else [])
        walker.pass_until(at(n, "18:10"))
        settle(walker)
        report(walker, "done 1")
    assert told(walker, 9) == ([comes] if comes and comes[0] == 9 else [])


def test_with_a_session_on_that_day_its_report_brings_it() -> None:
    walker = saturday(*range(6), q_days=7)
    assert told(walker, 6) == []
    settle(walker)
    walker.say("done 2")
    walker.say("5") if walker.open_topic() == "checkin.effort" else None
    assert TOLD in said(walker)
    assert told(walker, 7) == []


def test_never_beside_a_session_that_waits() -> None:
    """Neither prompt nor nudge; if nothing is said the day after as well, this week has none."""
    walker = saturday(*range(6), q_days=7)
    assert told(walker, 12) == []


def test_a_report_on_the_day_after_still_brings_it() -> None:
    walker = saturday(*range(6), q_days=7)
    walker.pass_until(at(7, "18:30"))
    settle(walker)
    walker.say("done 2")
    walker.say("5")
    assert TOLD in said(walker)


def test_once_a_week() -> None:
    walker = p1()
    found: list[tuple[int, str]] = []
    for day in range(1, 28):
        found += told(walker, day)
        settle(walker, again="now")
        if walker.open_topic() == "prompt":
            report(walker, "done 1")
    assert [day for day, _ in found] == [6, 13, 20, 27]


def test_a_week_told_by_a_clock_that_was_far_ahead_is_forgotten() -> None:
    walker = saturday(*REST_ON_SUNDAY)
    walker.conversation = walker.conversation.model_copy(update={"summary_on": days(400)})
    assert told(walker) == [(6, "19:30")]


# To whom not.


def paused(walker: Walker) -> None:
    walker.command("/pause 3 days")


def stopped(walker: Walker) -> None:
    walker.command("/stop")


def referred(walker: Walker) -> None:
    walker.say("numb between my legs")
    walker.press("yes")


def card_open(walker: Walker) -> None:
    walker.press("!new")


def held(walker: Walker) -> None:
    walker.say("I want to die")


def owing(walker: Walker) -> None:
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})


def full(walker: Walker) -> None:
    """As many messages as a day may have, but for what matters more."""
    walker.conversation = walker.conversation.model_copy(update={"unasked": (days(6), 7)})


@pytest.mark.parametrize("deed", [paused, stopped, referred, card_open, held, owing, full])
def test_it_stays_away(deed: Callable[[Walker], None]) -> None:
    walker = saturday(*REST_ON_SUNDAY)
    deed(walker)
    assert told(walker, 6) == []


def test_who_has_fallen_silent_is_left_in_peace() -> None:
    assert told(saturday()) == []


def test_after_a_whole_week_of_a_pause_there_is_nothing_to_tell() -> None:
    walker = saturday(*REST_ON_SUNDAY)
    walker.command("/pause 8 days")
    walker.pass_until(at(13, "12:00"))
    walker.command("/resume")
    assert told(walker, 13) == []


@pytest.mark.parametrize(("day", "is_told"), [("Wednesday", False), ("Thursday", True)])
def test_three_days_make_no_week(day: str, is_told: bool) -> None:  # noqa: FBT001 - a table
    """The plan began on Monday; Wednesday and Thursday of a week with two sessions."""
    walker = p1(q_days=2)
    walker.command("/settings")
    walker.press("set.summary")
    walker.tap(day)
    found = told(walker, 2)
    walker.pass_until(at(3, "18:10"))
    settle(walker)
    walker.say("done 1")
    walker.say("5")
    assert found == []
    assert (TOLD in said(walker)) is is_told


@pytest.mark.parametrize(
    ("back", "comes"),
    [("19:45", [(6, "19:45")]), ("20:05", []), ("23:30", [])],
)
def test_after_downtime_it_comes_before_eight_or_not_that_day(
    back: str, comes: list[tuple[int, str]]
) -> None:
    """T3."""
    walker = saturday(*REST_ON_SUNDAY)
    walker.now = at(6, back)
    assert told(walker, 6) == comes


def test_a_day_off_after_it_was_missed_by_downtime_brings_it() -> None:
    walker = saturday(*REST_ON_SUNDAY, q_days=4)
    walker.command("/settings")
    walker.press("set.q_days")
    walker.say("3")  # Monday, Wednesday, Friday
    walker.press("set.summary")
    walker.tap("Saturday")
    assert told(walker, 6) == [(6, "19:30")]


def test_other_times_and_places_move_it() -> None:
    walker = saturday(*REST_ON_SUNDAY)
    walker.command("/settings")
    walker.press("set.q_time")
    walker.say("07:00")
    walker.press("set.zone")
    walker.say("Kolkata")
    assert told(walker, 6, "Asia/Kolkata") == [(6, "17:00")]


# What it says.


def week_of(walker: Walker) -> Told:
    turn = Turn(walker.conversation, MomentDue(at=walker.now), CONTENT, draw)
    return Told(turn, days(6))


def text(walker: Walker) -> str:
    return "\n".join(walker.text(line) for line in lines(week_of(walker)))


def pain(walker: Walker) -> str:
    return "\n".join(walker.text(line) for line in pain_lines(week_of(walker)))


def with_program(walker: Walker, **changes: object) -> Walker:
    program = walker.conversation.program
    assert program
    changed = program.model_copy(update=changes)
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    return walker


def test_a_full_week() -> None:
    assert text(lived(*REST_ON_SUNDAY)).splitlines() == [
        "Your week",
        "Sessions: 4 of 4.",
        "About 22 minutes of moves.",
        "⭐ Planned days in a row: 4.",
        "Next week: if your reports stay calm, phase 2 may begin.",
    ]


def test_a_missed_week_is_told_without_shame() -> None:
    told_ = text(lived())
    assert told_.splitlines() == [
        "Your week",
        "A week without sessions. That happens, and your plan is still here.",
        "Next week: one short session is a good start.",
    ]


@pytest.mark.parametrize(
    ("trained", "changes", "line"),
    [
        (REST_ON_SUNDAY, {"phase": 2, "phase_since": days(5)}, "⭐ You finished phase 1"),
        (REST_ON_SUNDAY, {"phase": 2, "phase_since": days(-9)}, "⭐ Planned days in a row: 4."),
        ((0, 3), {}, "⭐ Moves done this week: "),
        ((), {"past_sessions": 12}, "⭐ 12 sessions since you began."),
        ((), {"past_sessions": 1}, "⭐ 1 session since you began."),
    ],
)
def test_the_first_number_that_is_worth_saying_is_said(
    trained: tuple[int, ...], changes: dict[str, object], line: str
) -> None:
    walker = with_program(lived(*trained), **changes)
    stars = [line_ for line_ in text(walker).splitlines() if "⭐" in line_]
    assert len(stars) == 1
    assert line in stars[0]


def test_two_days_a_week_that_were_kept_are_said_to_be_all() -> None:
    assert "⭐ Planned days kept: 2 of 2." in text(lived(0, 3, q_days=2))


def test_never_a_zero() -> None:
    assert "⭐" not in text(lived())


@pytest.mark.parametrize(
    ("changes", "talk", "line"),
    [
        ({"phase": 2, "counted": 0}, {"reassess_on": days(13)}, "next-look"),
        ({"phase": 2, "counted": 0}, {"reassess_on": days(14)}, "next-slow"),
        ({"phase": 2, "counted": 3, "phase_since": days(0)}, {"reassess_on": None}, "next-phase"),
        ({"phase": 4, "counted": 30}, {"reassess_on": None}, "next-slow"),
    ],
)
def test_one_thing_for_next_week_in_a_fixed_order(
    changes: dict[str, object], talk: dict[str, object], line: str
) -> None:
    walker = with_program(lived(*REST_ON_SUNDAY, q_equip=[]), **changes)
    walker.conversation = walker.conversation.model_copy(update=talk)
    if line == "next-slow":
        walker.now = at(7, "08:00")  # the second week, an odd one
    assert lines(week_of(walker))[-1].key == line


def test_every_second_week_the_thing_is_a_habit() -> None:
    walker = with_program(lived(*REST_ON_SUNDAY, q_sleep="curled"), phase=2, counted=0)
    walker.conversation = walker.conversation.model_copy(update={"reassess_on": None})
    assert "try this habit" in text(walker)


def test_when_nothing_else_is_to_say_the_days_stay() -> None:
    walker = with_program(lived(1, 4), phase=4)
    walker.conversation = walker.conversation.model_copy(update={"reassess_on": None})
    walker.now = at(7, "08:00")
    assert lines(week_of(walker))[-1].key == "next-same"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((), (), ""),
        ((), (2, 3), "about 2 of 10."),
        ((2, 2), (2, 2), "much the same as the week before"),
        ((2,), (2, 3), "much the same as the week before"),
        ((4, 4), (2, 3), "less than the week before"),
        ((1, 1), (3, 3), "more than the week before. Your plan takes it slower"),
    ],
)
def test_how_the_pain_was_is_said_in_words(
    before: tuple[int, ...], now: tuple[int, ...], words: str
) -> None:
    walker = lived(*REST_ON_SUNDAY)
    program = walker.conversation.program
    assert program
    one = program.reports[0]
    reports = tuple(
        one.model_copy(update={"day": days(start + n), "pain": pain_})
        for start, pains in ((-7, before), (0, now))
        for n, pain_ in enumerate(pains)
    )
    assert words in pain(with_program(walker, reports=reports))


def test_sent_unasked_it_says_nothing_of_pain_before_a_tap() -> None:
    """P11: others may read a locked screen."""
    walker = saturday(*REST_ON_SUNDAY)
    walker.pass_until(at(6, "19:31"))
    assert "pain" not in walker.said().lower()
    walker.press("!week")
    assert walker.said() == "Pain while moving: about 2 of 10."


def with_pain(walker: Walker, pain: int | None) -> None:
    """The same in each report."""
    program = walker.conversation.program
    assert program
    reports = tuple(r.model_copy(update={"pain": pain}) for r in program.reports)
    with_program(walker, reports=reports)


def test_without_a_word_on_pain_there_is_no_button_for_it() -> None:
    walker = saturday(0, 1, 3, 4)
    with_pain(walker, None)
    walker.pass_until(at(6, "19:31"))
    assert walker.said_buttons() == ["See the week", "Something new"]
    walker.press("!week")
    assert walker.said() == "I know of no pain in that week."


@pytest.mark.parametrize("pain", [None, 2])
def test_of_the_picture_there_is_only_a_button_until_it_is_asked_for(pain: int | None) -> None:
    """P11: it shows the pain of each day."""
    walker = saturday(0, 1, 3, 4)
    with_pain(walker, pain)
    walker.pass_until(at(6, "19:31"))
    assert pictures(walker) == [None]
    walker.press("!week")
    assert pictures(walker) == [WeekPicture(first=days(0), last=days(6))]


def pictures(walker: Walker) -> list[object]:
    return [effect.picture for effect in walker.last if isinstance(effect, Say)]


def test_who_wants_words_only_has_no_button_for_a_picture() -> None:
    walker = saturday(0, 1, 3, 4)
    walker.conversation = walker.conversation.model_copy(update={"text_only": True})
    with_pain(walker, None)
    walker.pass_until(at(6, "19:31"))
    assert walker.said_buttons() == ["Something new"]


def test_a_report_brings_the_pain_along() -> None:
    walker = saturday(*range(6), q_days=7)
    walker.pass_until(at(6, "18:30"))
    settle(walker)
    walker.say("done 2")
    walker.say("5") if walker.open_topic() == "checkin.effort" else None
    assert "Pain while moving: about 2 of 10." in walker.said()
    assert WeekPicture(first=days(0), last=days(6)) in pictures(walker)


@pytest.mark.parametrize("state", ["/stop", "/pause"])
def test_the_button_of_an_old_summary_is_answered_anywhere(state: str) -> None:
    walker = saturday(*REST_ON_SUNDAY)
    walker.pass_until(at(6, "19:31"))
    walker.command(state)
    walker.chose(0, "!week")
    assert said(walker)
