"""One-minute sitting breaks inside the working hours (clinical spec 6).

Rule: says when the next one is and which move it holds; the agenda keeps only that one.
"""

from __future__ import annotations

import datetime as dt

from content.load import Content
from flows import agenda, cap, details
from flows.conditions import avoided, known
from flows.conversation import Conversation, Item, Moment, Note, Program
from flows.effects import Figure
from flows.lapse import is_with_us
from flows.parts import GAP, NEW_SYMPTOM, t
from flows.plan import day_type
from flows.reminders import QUIET_FROM, QUIET_UNTIL, moment
from flows.report import program_of
from flows.session import dose_text
from flows.turn import Screen, Turn
from flows.weigh import level, planning_score, weigh

HORIZON_DAYS = 9
"""Over a weekend, and over the first week, which has none."""
USELESS_AFTER = dt.timedelta(minutes=30)


def keep_planned(turn: Turn) -> None:
    """After every event: the next break while the programme runs, none otherwise."""
    has_one = any(m.kind == "break" for m in turn.conversation.agenda)
    if turn.state != "program.active":
        agenda.drop(turn, "break")
    elif not has_one and known("q_breaks", turn.conversation.answers, turn.content):
        _plan(turn)


def _plan(turn: Turn) -> None:
    first = agenda.today(turn)
    for ahead in range(HORIZON_DAYS):
        day = first + dt.timedelta(days=ahead)
        for ordinal, at in enumerate(times(turn.conversation, day, turn.content)):
            if at > turn.at and not _was_had(turn.conversation, day, ordinal):
                coming = Moment(kind="break", day=day, ordinal=ordinal, at=at)
                turn.put(agenda=(*turn.conversation.agenda, coming))
                return


def note(turn: Turn, due: Moment) -> None:
    """It has had its moment, whatever zone, hours or clock come after it."""
    had = {**turn.conversation.last_fired, _name(due.ordinal): due.day}
    turn.put(last_fired=had)


def _was_had(conversation: Conversation, day: dt.date, ordinal: int) -> bool:
    last = conversation.last_fired.get(_name(ordinal))
    return last is not None and day <= last


def _name(ordinal: int) -> str:
    return f"break.{ordinal}"


def times(conversation: Conversation, day: dt.date, content: Content) -> list[dt.datetime]:
    """Evenly inside the working hours, and none close to the day's session."""
    program, zone = conversation.program, conversation.zone
    assert program
    assert zone
    n = _number(conversation, program, day, content)
    hours = known("q_work", conversation.answers, content)
    if n == 0 or not isinstance(hours, str):
        return []
    start, end = (moment(day, dt.time.fromisoformat(h), zone) for h in hours.split("-"))
    night = moment(day, QUIET_FROM, zone)
    end = min(end, night) if end > start else night  # what lies after midnight is quiet too
    start = max(start, moment(day, QUIET_UNTIL, zone))
    if end <= start:
        return []
    step = (end - start) / (n + 1)
    found = [start + step * k for k in range(1, n + 1)]
    session = _session_at(conversation, day, content)
    apart = dt.timedelta(minutes=content.rules.breaks.minutes_from_session)
    return [at for at in found if session is None or abs(at - session) > apart]


def _number(conversation: Conversation, program: Program, day: dt.date, content: Content) -> int:
    """As many as were wished for, or fewer when bent knees play a smaller part."""
    rules = content.rules.breaks
    week = (day - program.day0).days // 7 + 1
    if week < rules.from_week or day.isoweekday() not in rules.weekdays:
        return 0
    wished = known("q_breaks", conversation.answers, content)
    weighed = weigh(conversation.answers, content)
    most = rules.most[level(planning_score("posture", weighed, content), content)]
    most = min(most, rules.most_first_week) if week == rules.from_week else most
    return min(wished, most) if isinstance(wished, int) else 0


def _session_at(conversation: Conversation, day: dt.date, content: Content) -> dt.datetime | None:
    program, zone = conversation.program, conversation.zone
    assert program
    assert zone
    if day_type(program, day, conversation.answers, content) is None:
        return None
    return moment(day, agenda.own_time(conversation), zone)


def send(turn: Turn, due: Moment) -> None:
    """Unless it is late, at night or in the middle of a session, or the person is silent.

    Safety cards that are owed come before any move.
    """
    move = None if turn.conversation.cards_owed else _move(turn, due)
    if turn.at - due.at > USELESS_AFTER or move is None or not is_with_us(turn, due.day):
        return
    if agenda.is_quiet(turn, due) or agenda.is_busy(turn):
        return
    if not cap.has_room(turn, cap.KEPT_FREE):
        return
    if details.are_hidden(turn):
        turn.put(note=Note(kind="break", about=move))
    screen = draw(turn, move)
    turn.say(
        *screen.lines,
        rows=screen.rows,
        picture=screen.picture,
        lane="bulk",
        silent=agenda.is_quiet_person(turn),
        useless_after=due.at + USELESS_AFTER,
    )


def draw(turn: Turn, move: str) -> Screen:
    steps = turn.content.exercises[move].steps
    dose = dose_text(Item(exercise=move, dose=1, slot="free"), turn.content)
    lines = (
        t("break"),
        GAP,
        t("break-move", name=t(f"exercise.{move}.name"), dose=dose),
        *(t("step", n=n, step=t(f"step.{move}.{n}")) for n in range(1, len(steps) + 1)),
    )
    return Screen(lines=lines, rows=NEW_SYMPTOM, picture=Figure(id=move))


def holds(turn: Turn, move: str) -> bool:
    """The move of a break that was sent may still be done."""
    if turn.state != "program.active" or turn.conversation.cards_owed:
        return False
    return move in _usable(turn, agenda.today(turn))


def _move(turn: Turn, due: Moment) -> str | None:
    """In turn, over days and the breaks of a day."""
    usable = _usable(turn, due.day)
    return usable[(due.day.toordinal() + due.ordinal) % len(usable)] if usable else None


def _usable(turn: Turn, day: dt.date) -> list[str]:
    """Moves that are avoided or rest are skipped."""
    program, content = program_of(turn), turn.content
    blocked = {e for e, until in program.blocked_until.items() if day < until}
    return [
        e
        for e in content.rules.breaks.rotate
        if e not in blocked and not avoided(content.exercises[e], turn.conversation.answers)
    ]
