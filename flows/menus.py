"""What a person can ask for at any time: help, privacy, today, plan, settings, pause, stop.

Rule: an aside answers, and then brings back the question that was open, once.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flows import daily, intake, plan
from flows.daily import next_lines
from flows.conversation import Open
from flows.effects import Forget, Say, Text
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, t
from flows.turn import Screen, Turn
from flows.welcome import help_text

MENUS = ("settings", "set.", "pause", "erase", "zone", "prompt", "stopped_by_user")
LOCATING = "locating"
"""A pick of the zone question: the button that shares a place stands below the text field."""
MOST_PLACES = 8
PAUSE_DAYS = (3, 7, 14)
SETTINGS = ("q_time", "q_days", "q_minutes", "q_style")


def bring_back(turn: Turn) -> None:
    """The open question once more, below what was just said; menus and prompts stay where they are."""
    questions = [o for o in turn.conversation.opens if not o.topic.startswith(MENUS)]
    if not questions:
        return
    last = questions[-1]
    turn.effects.append(Say(lines=(t("moved-down"),), screen=last.screen))
    turn.close(last)
    turn.opened = None
    turn.show(last.topic, last.picks)


def help_(turn: Turn) -> None:
    turn.say(*help_text(turn.conversation))
    bring_back(turn)


def privacy(turn: Turn) -> None:
    turn.say(t("privacy"))
    bring_back(turn)


def not_yet(turn: Turn) -> None:
    """A command of the programme, before there is one."""
    turn.say(t("not-yet"))
    bring_back(turn)


def welcome_back(turn: Turn) -> None:
    turn.lead.append(t("welcome-back"))
    turn.say()
    bring_back(turn)


def have_plan(turn: Turn) -> None:
    turn.say(t("have-plan"), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


def today(turn: Turn) -> None:
    """Today's session once more, built if nobody has seen it; a rest day says so."""
    day = daily.today(turn)
    if daily.open_session(turn.conversation, day):
        daily.send_prompt(turn)
        return
    program = turn.conversation.program
    assert program
    if day in {r.day for r in program.reports}:
        turn.say(t("today-done"), *next_lines(turn), rows=NEW_SYMPTOM)
        return
    if plan.day_type(program, day, turn.conversation.answers, turn.content) is None:
        turn.say(t("rest-day"), *next_lines(turn), rows=NEW_SYMPTOM)
        return
    if daily.morning_open(turn.conversation, day):
        daily.fire_prompt(turn, day)
        daily.ask_morning(turn)
        return
    daily.fire_prompt(turn, day)
    daily.start_day(turn, day)
    daily.send_prompt(turn)


def show_plan(turn: Turn) -> None:
    """Phase, the coming week, and the moves now in use."""
    conversation = turn.conversation
    program = conversation.program
    assert program
    day = daily.today(turn)
    week = [_week_line(turn, day + dt.timedelta(days=n)) for n in range(7)]
    active = tuple(t(f"exercise.{e}.name") for e, rung in program.rungs.items()
                   if rung.state == "active" and any(e in _ids(s) for s in program.built[-2:]))  # fmt: skip
    lines = [
        t("plan-title", phase=t(f"phase-{program.phase}")),
        t("plan-counted", n=program.counted),
        GAP,
        t("plan-week"),
        *week,
    ]
    if active:
        lines.append(t("plan-moves", moves=active))
    turn.say(*lines, *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


def _ids(session: object) -> set[str]:
    return {i.exercise for i in session.items}  # type: ignore[attr-defined] # a Session


def _week_line(turn: Turn, day: dt.date) -> Text:
    program = turn.conversation.program
    assert program
    kind = plan.day_type(program, day, turn.conversation.answers, turn.content)
    return t("plan-day", weekday=t(f"weekday-{day.isoweekday()}"), type=kind or "rest")


# Settings.


def settings(turn: Turn) -> None:
    turn.opened = None
    turn.show("settings")


def draw_settings(turn: Turn, topic: Open) -> Screen:
    del topic
    conversation, content = turn.conversation, turn.content
    answers = conversation.answers

    def shown(question: str) -> Text:
        value = answers.get(question) or content.questions[question].default
        return intake.describe(content.questions[question], value, content)

    lines = (
        t("settings-title"),
        *(t("setting", name=t(f"setting-{q}"), value=shown(q)) for q in SETTINGS),
        t("setting", name=t("setting-zone"), value=conversation.zone or ""),
    )
    names = [button(f"setting-{q}", f"set.{q}") for q in SETTINGS]
    rows = in_rows([*names, button("setting-zone", "set.zone")], 2)
    return Screen(lines=lines, rows=(*rows, (button("button-close", "close"),)))


def take_settings(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    name = (code or "").removeprefix("set.")
    turn.value = name
    if code == "close":
        return "close"
    return "set" if name in (*SETTINGS, "zone") else "stale"


def open_setting(turn: Turn) -> None:
    turn.show("zone" if turn.value == "zone" else f"set.{turn.value}")


def draw_setting(turn: Turn, topic: Open) -> Screen:
    question = turn.content.questions[topic.topic.removeprefix("set.")]
    lines = intake.ask_lines(question, topic, turn.content)
    rows = intake.answer_rows(question, topic, turn.content)
    return Screen(lines=tuple(lines), rows=(*rows, (button("button-back", "back"),)))


def take_setting(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if code == "back":
        return "settings"
    question = topic.model_copy(update={"topic": topic.topic.replace("set.", "q.")})
    trigger = intake.take_question(turn, question, code=code, text=text)
    return "changed" if trigger == "answer" else trigger


def change(turn: Turn) -> None:
    """The plan of the coming days follows at once."""
    intake.keep_answer(turn)
    turn.lead.append(t("setting-changed"))
    daily.plan_prompt(turn)
    turn.show("settings")


def close(turn: Turn) -> None:
    turn.finish(t("settings-closed"), *next_lines(turn), rows=NEW_SYMPTOM)


# Zone.


def draw_zone(turn: Turn, topic: Open) -> Screen:
    if topic.picks and LOCATING not in topic.picks:
        found = [p.partition("|") for p in topic.picks]
        names = [button(t("plain", text=name), f"z.{n}") for n, (_, _, name) in enumerate(found)]
        return Screen(lines=(t("zone-which"),), rows=in_rows(names, 1))
    rows = () if topic.picks else ((button("button-location", "locate"),),)
    return Screen(lines=(t("zone-ask"),), rows=rows)


def take_zone(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if code == "locate":
        return "locate"
    if code is not None:
        n = code.removeprefix("z.")
        if not (n.isdigit() and int(n) < len(topic.picks)):
            return "stale"
        turn.value = topic.picks[int(n)].partition("|")[0]
        return "zone"
    places = turn.content.places.find(text or "")
    zones = {p.zone: p for p in reversed(places)}
    if not zones:
        turn.value = t("hint-zone")
        return "unclear"
    if len(zones) == 1:
        turn.value = places[0].zone
        return "zone"
    best_first = sorted(zones.values(), key=places.index)
    turn.value = tuple(f"{p.zone}|{p.label}" for p in best_first[:MOST_PLACES])
    return "zones"


def which_zone(turn: Turn) -> None:
    turn.show("zone", turn.value)


def ask_location(turn: Turn) -> None:
    turn.redraw((LOCATING,))
    turn.say(t("zone-locate"), keyboard="ask_location")


def keep_zone(turn: Turn) -> None:
    """Kept as a name; the keyboard that shared a place goes."""
    turn.put(zone=turn.value)
    line = t("zone-kept", zone=turn.value, time=f"{turn.at.astimezone(ZoneInfo(turn.value)):%H:%M}")
    if turn.tapped:
        turn.lead += [line, GAP]
    elif turn.opened is None or LOCATING in turn.opened.picks:
        turn.say(line, keyboard="remove")
    else:
        turn.collapse(line)


def change_zone(turn: Turn) -> None:
    keep_zone(turn)
    daily.plan_prompt(turn)
    turn.show("settings")


# Pause, resume, stop.


def ask_pause(turn: Turn) -> None:
    turn.opened = None
    turn.show("pause")


def draw_pause(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    days = [button(t("pause-days", days=n), f"d.{n}") for n in PAUSE_DAYS]
    ends = (button("pause-open", "d.0"), button("button-close", "close"))
    return Screen(lines=(t("pause-ask"),), rows=(tuple(days), ends))


def take_pause(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    if code == "close":
        return "close"
    days = (code or "").removeprefix("d.")
    if not days.isdigit() or int(days) not in (0, *PAUSE_DAYS):
        return "stale"
    turn.value = int(days)
    return "pause_for"


def pause(turn: Turn) -> None:
    """Nothing is sent until then; the first prompt comes that day, at the usual time."""
    until = daily.today(turn) + dt.timedelta(days=turn.value) if turn.value else None
    turn.put(paused_until=until, agenda=())
    if until:
        daily.plan_prompt(turn, until)
        turn.finish(t("paused-until", weekday=t(f"weekday-{until.isoweekday()}"), days=turn.value))
    else:
        turn.finish(t("paused-open"))


def resume(turn: Turn) -> None:
    turn.put(paused_until=None)
    daily.plan_prompt(turn)
    turn.say(t("resumed"), *next_lines(turn), rows=NEW_SYMPTOM)


def pause_over(turn: Turn) -> bool:
    until = turn.conversation.paused_until
    return until is not None and daily.today(turn) >= until


def end_pause(turn: Turn) -> None:
    turn.put(paused_until=None)
    daily.due(turn)


def stop(turn: Turn) -> None:
    """Prompts end at once; deleting is offered."""
    turn.put(agenda=(), draft={}, opens=(), paused_until=None)
    turn.opened = None
    turn.say(t("stopped"), rows=((button("button-resume", "!resume"),),
                                 (button("button-erase", "!erase", "danger"),)))  # fmt: skip


def nothing_to_stop(turn: Turn) -> None:
    turn.say(t("stopped-already"), rows=((button("button-erase", "!erase", "danger"),),))


def ask_erase(turn: Turn) -> None:
    turn.opened = None
    turn.show("erase")


def draw_erase(turn: Turn, topic: Open) -> Screen:
    del turn, topic
    rows = ((button("button-erase-yes", "yes", "danger"), button("button-erase-no", "no")),)
    return Screen(lines=(t("erase-ask"),), rows=rows)


def take_erase(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    return {"yes": "erase", "no": "keep"}.get(code or "", "stale")


def erased(turn: Turn) -> None:
    """Everything goes; the last word goes to a chat that is not known any more."""
    turn.finish(t("erased"), rows=((button("button-start", "!start"),),))
    turn.effects.append(Forget())


def keep(turn: Turn) -> None:
    turn.finish(t("erase-kept"))


# What is not understood, or comes too late.


def stale(turn: Turn) -> None:
    """A double tap says nothing; any other late or foreign tap says that the question is closed."""
    assert turn.event.kind == "chose"
    if turn.conversation.last_tap != (turn.event.ask, turn.event.code):
        turn.toast("question-closed")


def redraw(turn: Turn) -> None:
    turn.redraw(turn.value)


def unclear(turn: Turn) -> None:
    """What was not clear, and the same question again; without one, what can be written."""
    hint = turn.value if isinstance(turn.value, Text) else None
    if turn.opened and turn.opened.topic != "prompt":
        topic = turn.opened
        turn.effects.append(Say(lines=(t("moved-down"),), screen=topic.screen))
        turn.lead.append(hint or t("hint-buttons"))
        turn.close(topic)
        turn.opened = None
        turn.show(topic.topic, topic.picks)
        return
    turn.say(hint or t("unclear-idle" if turn.conversation.program else "unclear"))


def unread(turn: Turn) -> None:
    """A sticker, a voice message, a photo ...: said kindly, and back to the question."""
    assert turn.event.kind == "sent"
    turn.lead.append(t("unread", what=turn.event.what))
    turn.say()
    bring_back(turn)


def in_program(turn: Turn) -> bool:
    return turn.conversation.program is not None
