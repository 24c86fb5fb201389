"""What a person can ask of a programme: today, the plan, a pause, an end.

Rule: an answer, and then the question that was open, once.
"""

from __future__ import annotations

import datetime as dt

from flows import agenda, daily, plan
from flows.agenda import date, next_lines, replan, weekday
from flows.asides import bring_back
from flows.basis import usable
from flows.conversation import Item, Open
from flows.date_words import Until, is_bare_number, read_until
from flows.day import are_owed, close_last, is_built, open_day
from flows.effects import Text
from flows.guided import is_begun
from flows.parts import GAP, NEW_SYMPTOM, button, t
from flows.rest_day import nerve_move
from flows.session import dose_text
from flows.stops import screening_open
from flows.turn import Screen, Turn

PAUSE_DAYS = (3, 7, 14)
PROGRESS = (button("button-progress", "!progress"),)
KEPT = ("new.", "single.new.", "item.", "mistaken.", "weekly")
"""Topics that hold the moves over a /stop: nothing else would ask of them again."""


def today(turn: Turn) -> None:
    """Today's session once more, built if nobody has seen it; a rest day says so."""
    conversation, program = turn.conversation, turn.conversation.program
    assert program
    day = agenda.today(turn)
    if day in {r.day for r in program.reports}:
        turn.say(t("today-done"), *next_lines(turn), rows=NEW_SYMPTOM)
    elif is_built(turn) or plan.day_type(program, day, conversation.answers, turn.content):
        open_day(turn)
        return
    else:
        move, coming = nerve_move(turn), next_lines(turn)
        said = (t("rest-day"), *move.lines, *coming)
        turn.say(*said, rows=NEW_SYMPTOM, picture=move.picture)
    bring_back(turn)


def show_plan(turn: Turn) -> None:
    """Phase, the coming week, and the moves now in use."""
    program = turn.conversation.program
    assert program
    day = agenda.today(turn)
    moves = _moves_in_use(turn)
    turn.say(
        t("plan-title", phase=t(f"phase-{program.phase}")),
        t("plan-counted", n=program.counted),
        GAP,
        t("plan-week"),
        *(_week_line(turn, day + dt.timedelta(days=n)) for n in range(7)),
        *((GAP, t("plan-moves-title"), *moves, GAP) if moves else ()),
        *next_lines(turn),
        rows=(PROGRESS, *NEW_SYMPTOM),
    )
    bring_back(turn)


def _moves_in_use(turn: Turn) -> tuple[Text, ...]:
    """Of the last two sessions, what may still be done; none while a safety card holds all."""
    program = turn.conversation.program
    assert program
    if turn.conversation.held or screening_open(turn.conversation) or are_owed(turn):
        return ()
    sessions = [*program.built, *([program.today] if program.today else [])][-2:]
    items = {item.exercise: item for session in sessions for item in session.items}
    moves, answers = turn.content.exercises, turn.conversation.answers
    return tuple(_move_line(i, turn) for i in items.values() if usable(moves[i.exercise], answers))


def _move_line(item: Item, turn: Turn) -> Text:
    name = t(f"exercise.{item.exercise}.name")
    return t("plan-move", name=name, dose=dose_text(item, turn.content))


def _week_line(turn: Turn, day: dt.date) -> Text:
    return t("plan-day", weekday=weekday(day), type=agenda.type_of(turn, day) or "rest")


# Pause, resume, stop.


def ask_pause(turn: Turn) -> None:
    """After words behind the command that name no day, with a hint."""
    turn.opened = None
    turn.lead += [turn.value] if isinstance(turn.value, Text) else []
    turn.show("pause")


def draw_pause(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    days = [button(t("pause-days", days=n), f"d.{n}") for n in PAUSE_DAYS]
    ends = (button("pause-open", "d.0"), button("button-close", "close"))
    return Screen(lines=(t("pause-ask"),), rows=(tuple(days), ends))


def take_pause(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if text is not None:
        return _take_words(turn, topic, text)
    if code == "close":
        return "close"
    days = (code or "").removeprefix("d.")
    if not days.isdecimal() or int(days) not in (0, *PAUSE_DAYS):
        return "stale"
    turn.value = agenda.today(turn) + dt.timedelta(days=int(days)) if int(days) else None
    return "pause_for"


def _take_words(turn: Turn, topic: Open, text: str) -> str:
    """A number by itself may be a pain; it counts days while nothing else was asked since."""
    if is_bare_number(text) and topic != turn.conversation.opens[-1]:
        return "elsewhere"
    found = read_until(text, agenda.today(turn))
    return "elsewhere" if found is None else until(turn, found, otherwise="unclear")


def take_argument(turn: Turn, text: str) -> str:
    """What stands behind /pause."""
    return until(turn, read_until(text, agenda.today(turn)), otherwise="pause")


def until(turn: Turn, found: Until, *, otherwise: str) -> str:
    """A pause to this day; `otherwise` asks for it, with a hint."""
    if found is None or found == "unclear":
        turn.value = t("hint-pause")
        return otherwise
    turn.value = None if found == "open" else found
    return "pause_for"


def pause(turn: Turn) -> None:
    """Nothing is sent until then; the first prompt comes that day, at the usual time."""
    note_pause(turn)
    until: dt.date | None = turn.value
    turn.put(paused_until=until, back_owed=False, agenda=())
    turn.hush()
    if until:
        replan(turn)
        paused = t("paused-until", date=date(until))
        lines = (paused, *next_lines(turn))
    else:
        paused = t("paused-open")
        lines = (paused,)
    turn.collapse(paused)
    turn.finish(*lines, rows=NEW_SYMPTOM)
    turn.close_all(("pause",), paused)


def resume(turn: Turn) -> None:
    was_paused = turn.conversation.state == "program.paused"
    if was_paused:
        note_pause(turn)
    turn.put(paused_until=None, back_owed=False)
    replan(turn)
    said = t("resumed" if was_paused else "not-paused")
    turn.say(said, *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


def note_pause(turn: Turn) -> None:
    """Begun or ended: nobody is asked why so little was done in that week."""
    agenda.fired(turn, "pause")


def pause_over(turn: Turn) -> bool:
    until = turn.conversation.paused_until
    return until is not None and agenda.today(turn) >= until


def end_pause(turn: Turn) -> None:
    """A pause is no lapse: the days are counted from here. The next prompt says that it is over."""
    note_pause(turn)
    turn.put(paused_until=None, back_owed=True, heard_on=agenda.today(turn))
    daily.due(turn)


def stop(turn: Turn) -> None:
    """Prompts end at once; what was told is kept; taking consent back and deleting are offered."""
    end_all(turn)
    rows = (
        (button("button-resume", "!resume"),),
        (button("button-withdraw", "!withdraw"),),
        (button("button-erase", "!erase", "danger"),),
    )
    turn.say(t("stopped"), rows=rows)


def end_all(turn: Turn) -> None:
    """Nothing is planned or under way any more; what holds the moves does so still."""
    held = tuple(o for o in turn.conversation.opens if o.topic.startswith(KEPT))
    turn.put(agenda=(), opens=held, paused_until=None)
    if turn.conversation.draft or is_begun(turn.conversation):
        close_last(turn)
    turn.put(draft={})
    turn.opened = None
    turn.hush()


def stay_stopped(turn: Turn) -> None:
    """What was still asked is answered; nothing is sent unasked."""
    turn.put(agenda=())


def still_stopped(turn: Turn) -> None:
    """Nothing holds the moves, and the person asks for them when it suits."""
    turn.finish(t("way-on-start"), rows=((button("button-resume", "!resume"),),))
    bring_back(turn)


def nothing_to_stop(turn: Turn) -> None:
    """Where there is a plan, one tap begins again."""
    resume = ((button("button-resume", "!resume"),),) if turn.conversation.program else ()
    erase = (button("button-erase", "!erase", "danger"),)
    turn.say(t("stopped-already"), rows=(*resume, erase))
