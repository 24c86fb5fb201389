"""Whatever a person, the clocks and the process do: one prompt a local day, none lost, none twice.

Random weeks through the whole talk: journeys, other times and days, pauses, stops, snoozes, nights
in which the process is down, and a clock that is set back. Each step goes through JSON and back,
as over a restart, and keeps every promise of the talk.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import plan
from flows.cap import MOST_A_DAY
from flows.effects import Say
from flows.events import MomentDue
from flows.reminders import due_on, in_quiet_hours, local_day, moment
from tests.flows.days import UNASKED, person, program
from tests.flows.days import report as report_whole
from tests.flows.people import CONTENT
from tests.flows.sensible import answer, question
from tests.flows.walker import Walker
from tests.flows.wanderer import watched

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
HOME = "Europe/Lisbon"
ZONES = (
    HOME, "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/New_York",
    "Australia/Lord_Howe", "Africa/Casablanca",
)  # fmt: skip
TIMES = ("00:10", "02:30", "07:00", "18:00", "23:50")
FURTHEST_BACK = 50 * HOUR

Key = tuple[dt.date, str]
"""A local day, and what was sent unasked on it."""


@dataclass
class Life:
    """A person with four breaks a day, and all that comes unasked."""

    walker: Walker
    had: Counter[Key] = field(default_factory=Counter)
    snoozed: Counter[dt.date] = field(default_factory=Counter)
    fired: list[dt.date] = field(default_factory=list)
    """Local days whose prompt has come, whether it was sent or the person was left in peace."""

    latest: dt.datetime = field(init=False)
    """That the clock has shown before it was set back."""

    def __post_init__(self) -> None:
        self.latest = self.walker.now
        self.fired.append(self.walker.conversation.last_fired["prompt"])

    @property
    def zone(self) -> str:
        assert self.walker.conversation.zone
        return self.walker.conversation.zone

    @property
    def today(self) -> dt.date:
        return local_day(self.walker.now, self.zone)

    # What can happen.

    def wait(self, hours: int) -> None:
        end = self.walker.now + hours * HOUR
        while (due := self.walker.conversation.due_at) is not None and due <= end:
            self.walker.now = max(self.walker.now, due)
            self.moment()
        self.walker.now = end

    def sleep(self, hours: int) -> None:
        """The process is down, and looks again once: at most one message comes of all it missed."""
        self.walker.now += hours * HOUR
        due = self.walker.conversation.due_at
        if due is not None and due <= self.walker.now:
            self.moment()

    def set_back(self, hours: int) -> None:
        """By two days at most; tests/flows/test_ahead.py has more."""
        self.latest = max(self.latest, self.walker.now)
        self.walker.now = max(self.walker.now - hours * HOUR, self.latest - FURTHEST_BACK)
        self.walker.send(MomentDue(at=self.walker.now))
        assert not self.walker.last, "a clock that goes back brings nothing"

    def travel(self, zone: str) -> None:
        """To where they are already: nothing is planned anew, and nothing needs to be."""
        is_elsewhere = zone != self.zone
        self.walker.flies(zone)
        if is_elsewhere:
            self.check_plan()

    def change_time(self, time: str) -> None:
        self.change("q_time", time)

    def change_days(self, days: int) -> None:
        self.change("q_days", str(days))

    def change(self, setting: str, value: str) -> None:
        if self.walker.conversation.state != "stopped":
            self.walker.command("/settings")
            self.walker.press(f"set.{setting}")
            self.walker.say(value)
            self.check_plan()

    def pause(self, days: int) -> None:
        self.walker.command(f"/pause {days} days" if days else "/pause until I say so")
        self.check_plan()

    def resume(self) -> None:
        self.walker.command("/resume")
        self.check_plan()

    def stop(self) -> None:
        self.walker.command("/stop")
        assert self.walker.conversation.agenda == ()

    def snooze(self) -> None:
        if self.prompt_is_open():
            self.walker.say("later")
            self.snoozed[self.today] += 1

    def look(self) -> None:
        """How the first move is done, and back: the session is under way."""
        if self.prompt_is_open():
            self.walker.press("card.1")
            self.walker.press("list")

    def report(self) -> None:
        self.settle()
        if self.prompt_is_open():
            report_whole(self.walker, "done 0")
            self.check_plan()

    def settle(self) -> None:
        """Whatever is asked is answered, as by one with nothing to complain of."""
        for _ in range(60):
            asked = question(self.walker)
            if asked is None or asked.topic == "prompt":
                return
            answer(self.walker, asked)

    def prompt_is_open(self) -> bool:
        return any(topic.topic == "prompt" for topic in self.walker.conversation.opens)

    # What is looked at.

    def moment(self) -> None:
        screens = set(self.walker.screens)
        effects = self.walker.send(MomentDue(at=self.walker.now))
        says = [e for e in effects if isinstance(e, Say) and e.screen not in screens]
        new = [s for s in says if not s.edit_only and s.lane != "reply"]
        sessions = [s for s in new if any(line.key == "session-title" for line in s.lines)]
        assert len(sessions) <= 1
        assert len(new) <= 2, "a session, or what holds it, and what may be asked beside it"
        for say in new:
            self.note(say)
        self.note_prompt()

    def note_prompt(self) -> None:
        day = self.walker.conversation.last_fired["prompt"]
        if day != self.fired[-1]:
            assert day > self.fired[-1], "a day came twice"
            self.fired.append(day)

    def note(self, say: Say) -> None:
        keys = {line.key for line in say.lines}
        what = next((key for key in (*UNASKED, "break") if key in keys), say.lines[0].key)
        self.had[self.today, what] += 1
        assert say.useless_after is not None
        assert local_day(say.useless_after - dt.timedelta(seconds=1), self.zone) == self.today
        if in_quiet_hours(self.walker.now, self.zone):
            own = str(self.walker.conversation.answers["q_time"])
            assert what not in ("nudge", "break"), "at night only the own time counts"
            assert in_quiet_hours(at_time(self.walker.now, own, self.zone), self.zone)

    def check_plan(self) -> None:
        """The first day that is still owed a prompt is planned for, at once."""
        planned = [m for m in self.walker.conversation.agenda if m.kind == "prompt"]
        assert [m.day for m in planned] == self.owed()

    def owed(self) -> list[dt.date]:
        talk = self.walker.conversation
        if talk.state != "program.active" and talk.paused_until is None:
            return []
        return next(([d] for d in self.coming() if self.is_owed(d)), [])

    def coming(self) -> list[dt.date]:
        first = max(self.today, self.walker.conversation.paused_until or self.today)
        return [first + n * DAY for n in range(20)]

    def is_owed(self, day: dt.date) -> bool:
        talk = self.walker.conversation
        time = dt.time.fromisoformat(str(talk.answers["q_time"]))
        had = talk.last_fired["prompt"]
        after = self.walker.now.replace(second=0, microsecond=0)
        return (
            day > had
            and all(day != report.day for report in program(self.walker).reports)
            and plan.day_type(program(self.walker), day, talk.answers, CONTENT) is not None
            and due_on(day, time, self.zone, after=after) is not None
        )

    def check_counts(self) -> None:
        for (day, what), times in self.had.items():
            allowed = {"prompt": 1 + self.snoozed[day], "break": 6}.get(what, 1)
            assert times <= allowed, (day, what, times)
        for day in {day for day, _ in self.had}:
            unasked = sum(times for (d, _), times in self.had.items() if d == day)
            assert unasked <= MOST_A_DAY + self.snoozed[day]


def at_time(now: dt.datetime, time: str, zone: str) -> dt.datetime:
    return moment(local_day(now, zone), dt.time.fromisoformat(time), zone)


HOURS = st.integers(1, 60)
STEPS = st.one_of(
    st.tuples(st.just(Life.wait), HOURS),
    st.tuples(st.just(Life.wait), HOURS),
    st.tuples(st.just(Life.sleep), HOURS),
    st.tuples(st.just(Life.set_back), st.integers(1, 50)),
    st.tuples(st.just(Life.travel), st.sampled_from(ZONES)),
    st.tuples(st.just(Life.change_time), st.sampled_from(TIMES)),
    st.tuples(st.just(Life.change_days), st.integers(2, 7)),
    st.tuples(st.just(Life.pause), st.integers(0, 9)),
    st.tuples(st.just(Life.resume)),
    st.tuples(st.just(Life.stop)),
    st.tuples(st.just(Life.snooze)),
    st.tuples(st.just(Life.look)),
    st.tuples(st.just(Life.report)),
    st.tuples(st.just(Life.settle)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_any_weeks_bring_one_prompt_a_day_and_lose_none(steps: list[tuple]) -> None:
    """T1, T2, T3, T5, T6, 6-reminders: and at home again, all is as if nothing had been."""
    life = Life(watched(person(q_breaks=4, q_work="09:00-17:00", q_days=7)))
    latest = life.walker.now
    for step, *values in steps:
        step(life, *values)
        latest = max(latest, life.walker.now)
    life.walker.now = max(latest, life.walker.now)
    come_home(life)
    life.check_counts()


def come_home(life: Life) -> None:
    """Every training day of the week that follows has its prompt."""
    if life.walker.conversation.state == "stopped":
        life.walker.start()
    life.travel(HOME)
    life.resume()
    life.report()
    first = max(life.today, life.walker.conversation.last_fired["prompt"]) + DAY
    for _ in range(24 * 9):
        life.wait(1)
        life.report()
    week = {first + n * DAY for n in range(7)}
    due = {day for day in week if trains(life.walker, day)}
    assert due == week & set(life.fired)
    sent = {day for day, what in life.had if what not in ("nudge", "break")}
    assert due <= sent, "nothing was said on a day of training"


def trains(walker: Walker, day: dt.date) -> bool:
    answers = walker.conversation.answers
    return plan.day_type(program(walker), day, answers, CONTENT) is not None
