"""When the bot speaks: training days at the person's time, once, and never at night."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import plan
from flows.reminders import local_day
from tests.flows.days import Sent, at, lines, p1, pass_days, person, program, settle
from tests.flows.people import CONTENT, MONDAY
from tests.flows.walker import Walker

DAY = dt.timedelta(days=1)

# The desk worker trains on Monday, Tuesday, Thursday and Friday at 18:00.


def test_prompts_come_on_training_days_at_the_local_time_and_rest_days_are_quiet() -> None:
    walker = p1()
    sent = pass_days(walker, at(1, "18:30"))
    walker.say("done 1")
    sent += pass_days(walker, at(3, "18:30"))
    walker.say("done 1")
    walker.say("5")
    sent += pass_days(walker, at(4, "18:30"))
    walker.say("done 1")
    sent += pass_days(walker, at(7, "12:00"))
    assert sent == [
        Sent(1, "08:00", "morning-pain"),  # after a load day
        Sent(1, "18:00", "prompt"),
        Sent(3, "18:00", "prompt"),
        Sent(4, "08:00", "morning-pain"),
        Sent(4, "18:00", "prompt"),
        Sent(6, "19:30", "summary-title"),
    ]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("brief", [Sent(1, "18:00", "prompt"), Sent(1, "21:00", "nudge")]),
        ("warm", [Sent(1, "18:00", "prompt"), Sent(1, "21:00", "nudge")]),
        ("quiet", [Sent(1, "18:00", "prompt")]),
    ],
)
def test_one_nudge_three_hours_later_unless_one_quiet_message_was_asked_for(
    style: str, expected: list[Sent]
) -> None:
    """T6."""
    walker = p1(done="skipped", q_style=style)
    assert pass_days(walker, at(2, "23:00")) == expected


def test_a_quiet_message_makes_no_sound() -> None:
    walker = p1(done="skipped", q_style="quiet")
    walker.pass_until(at(1, "17:59"))
    (say,) = [e for e in walker.wait() if e.kind == "say" and e.lane == "prompt"]
    assert say.silent
    assert say.useless_after == at(1, "22:00")


@pytest.mark.parametrize(
    ("own", "until"),
    [("18:00", "22:00"), ("21:45", "22:15"), ("23:15", "23:45"), ("23:50", "24:00")],
)
def test_a_letter_that_could_not_be_sent_does_not_come_at_night(own: str, until: str) -> None:
    """T5, 6-reminders: it is dropped when quiet hours begin; a late own time has half an hour."""
    walker = p1(done="skipped", q_time=own)
    while not (says := [e for e in walker.last if e.kind == "say" and e.lane == "prompt"]):
        walker.wait()
    ends = at(2, "00:00") if until == "24:00" else at(1, until)
    (say,) = says
    assert say.useless_after is not None
    assert ends <= say.useless_after < ends + dt.timedelta(minutes=1)


@pytest.mark.parametrize("answer", ["done 2", "skipped", "half, 3"])
def test_no_nudge_comes_once_answered(answer: str) -> None:
    """T6."""
    walker = p1(done="skipped")
    walker.pass_until(at(1, "18:30"))
    walker.say(answer)
    assert pass_days(walker, at(2, "07:00")) == []


@pytest.mark.parametrize(
    ("now", "said", "comes"),
    [
        ("18:10", "snoozed", [Sent(1, "20:10", "prompt")]),
        ("19:59", "snoozed", [Sent(1, "21:59", "prompt")]),
        ("20:30", "snooze-ask", [Sent(1, "21:00", "nudge")]),
        ("23:30", "snooze-too-late", []),
    ],
)
def test_later_means_two_hours_on_the_same_day_or_is_too_late(
    now: str, said: str, comes: list[Sent]
) -> None:
    """T5, 6-reminders."""
    walker = p1(done="skipped")
    walker.pass_until(at(1, "18:05"))
    pass_days(walker, at(1, now)) if now < "21:00" else walker.pass_until(at(1, now))
    walker.say("later")
    assert said in lines(walker)
    assert pass_days(walker, at(2, "23:00")) == comes


def test_later_leaves_the_moves_where_they_can_be_reported() -> None:
    walker = p1(done="skipped")
    walker.pass_until(at(1, "18:05"))
    walker.say("not yet, later tonight")
    walker.press("done")
    walker.press("n.1")
    assert pass_days(walker, at(2, "23:00")) == []


@pytest.mark.parametrize(
    ("back", "sent"),
    [
        (at(1, "19:00"), [Sent(1, "19:00", "prompt")]),
        (at(1, "22:30"), []),  # held over the night, and dropped with the day
        (at(2, "10:00"), []),  # a rest day; Tuesday is over
        (at(3, "19:00"), [Sent(3, "19:00", "prompt")]),  # not Tuesday's as well
        (at(4, "07:00"), []),
    ],
)
def test_after_downtime_comes_one_message_at_most_and_none_for_a_day_that_is_over(
    back: dt.datetime, sent: list[Sent]
) -> None:
    """T3."""
    walker = p1(done="skipped")
    walker.now = back
    first = pass_days(walker, back + dt.timedelta(minutes=1))
    assert first == sent
    assert walker.conversation.due_at is None or walker.conversation.due_at > back


@pytest.mark.parametrize(
    ("own", "sent"),
    [("23:15", Sent(1, "23:15", "prompt")), ("05:00", Sent(1, "05:00", "prompt"))],
)
def test_the_own_time_wins_over_quiet_hours_and_brings_no_nudge_at_night(
    own: str, sent: Sent
) -> None:
    """T5, T6."""
    walker = p1(done="skipped", q_time=own)
    after = pass_days(walker, at(2, "04:00"))
    assert after[0] == sent
    assert all("06:00" <= s.time < "22:00" for s in after[1:])


def test_a_late_prompt_is_held_until_the_night_is_over() -> None:
    """T3, T5."""
    walker = p1(done="skipped", q_time="05:00")
    walker.now = at(1, "05:45")
    assert pass_days(walker, at(1, "05:45")) == []
    assert pass_days(walker, at(1, "07:00")) == [Sent(1, "06:00", "prompt")]


def test_a_snooze_that_a_flight_moves_into_the_night_waits_for_the_morning() -> None:
    """T5."""
    walker = p1(done="skipped", zone="America/New_York")
    walker.pass_until(at(1, "18:05", "America/New_York"))
    walker.say("later")
    walker.flies("America/Los_Angeles")  # 15:05 there: the snooze comes at 17:05
    assert pass_days(walker, at(1, "23:00", "America/Los_Angeles")) == [Sent(1, "17:05", "prompt")]


def test_the_wave_on_the_hour_is_spread_over_its_minute() -> None:
    """T7: by when each person agreed; the minute itself is the one that was chosen."""
    moments = [
        next(
            m.at for m in person(start=f"09:{minute:02}").conversation.agenda if m.kind == "prompt"
        )
        for minute in range(60)
    ]
    assert all(at(1, "18:00") <= moment < at(1, "18:01") for moment in moments)
    assert len({moment.second for moment in moments}) > 20


@pytest.mark.parametrize(
    ("question", "value", "first"),
    [
        # Monday has had its session. A prompt before 08:00 holds the morning question itself.
        ("q_time", "07:15", [Sent(1, "07:15", "morning-pain"), Sent(3, "07:15", "prompt")]),
        ("q_time", "20:00", [Sent(1, "08:00", "morning-pain"), Sent(1, "20:00", "prompt")]),
        ("q_days", "2", [Sent(1, "08:00", "morning-pain"), Sent(3, "18:00", "prompt")]),
        ("q_days", "3", [Sent(1, "08:00", "morning-pain"), Sent(2, "18:00", "prompt")]),
    ],
)
def test_a_change_of_time_or_days_is_planned_at_once(
    question: str, value: str, first: list[Sent]
) -> None:
    """T1."""
    walker = p1()
    walker.command("/settings")
    walker.press(f"set.{question}")
    walker.say(value)
    found = [s for s in pass_days(walker, at(3, "18:30")) if s.what != "nudge"]
    assert found[:2] == first


def test_a_new_time_that_is_over_already_brings_the_moves_now_and_once() -> None:
    """T1."""
    walker = p1(done="skipped")
    walker.pass_until(at(1, "17:00"))
    walker.command("/settings")
    walker.press("set.q_time")
    walker.say("16:00")
    assert "next-session" in lines(walker)
    assert pass_days(walker, at(1, "19:00")) == [Sent(1, "17:00", "prompt")]


ZONES = (
    "Pacific/Kiritimati", "Asia/Tokyo", "Asia/Kolkata", "Europe/Lisbon", "America/New_York",
    "America/Los_Angeles", "Pacific/Pago_Pago",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    trips=st.lists(st.tuples(st.sampled_from(ZONES), st.integers(1, 60)), max_size=6),
    home=st.sampled_from(ZONES),
    time=st.sampled_from(("00:10", "06:30", "12:00", "18:00", "23:50")),
    days=st.integers(2, 7),
)
def test_travel_neither_doubles_a_day_nor_skips_one_that_can_be_reached(
    trips: list[tuple[str, int]], home: str, time: str, days: int
) -> None:
    """T1, wherever the person goes: one prompt a local day, and none is missed once at home."""
    walker = person(q_time=time, q_days=days, start="00:05")
    report(walker)
    prompted = [MONDAY]
    for zone, hours in trips:
        prompted += stay(walker, zone, hours)
    first = max(prompted[-1] + DAY, local_day(walker.now, home) + DAY)
    prompted += stay(walker, home, 25)
    walker.say("I am home")  # a session that fell out on the way is no reason to fall silent
    prompted += stay(walker, home, 24 * 7)
    assert len(set(prompted)) == len(prompted), "one day was prompted twice"
    week = [first + n * DAY for n in range(6)]
    assert {d for d in week if is_training(walker, d)} <= set(prompted), "a day was passed over"


def stay(walker: Walker, zone: str, hours: int) -> list[dt.date]:
    """The local days that were prompted there; each is reported at once."""
    found: list[dt.date] = []
    walker.flies(zone)
    leaves = walker.now + dt.timedelta(hours=hours)
    while (due := walker.conversation.due_at) is not None and due <= leaves:
        walker.wait()
        settle(walker)
        if any(topic.topic == "prompt" for topic in walker.conversation.opens):
            found.append(local_day(walker.now, zone))
            report(walker)
    walker.now = leaves
    return found


def report(walker: Walker) -> None:
    walker.say("done 0")
    if walker.open_topic() == "checkin.effort":
        walker.say("5")


def is_training(walker: Walker, day: dt.date) -> bool:
    answers = walker.conversation.answers
    return plan.day_type(program(walker), day, answers, CONTENT) is not None
