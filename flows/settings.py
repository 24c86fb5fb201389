"""Time, days, minutes, style and place, changed later on.

Rule: a change is said with what follows from it, and the days are planned anew at once.
"""

from __future__ import annotations

from flows import agenda, intake
from flows.agenda import next_lines
from flows.asides import bring_back
from flows.conversation import Open
from flows.effects import Text
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, t
from flows.turn import Screen, Turn

LOCATING = "locating"
"""A pick of the zone question: the button that shares a place stands below the text field."""
MOST_PLACES = 8
SETTINGS = ("q_time", "q_days", "q_minutes", "q_style")


def settings(turn: Turn) -> None:
    turn.opened = None
    turn.show("settings")


def draw_settings(turn: Turn, topic: Open) -> Screen:
    del topic
    conversation, content = turn.conversation, turn.content
    answers = conversation.answers

    def shown(question: str) -> Text:
        value = answers.get(question) or content.questions[question].default
        return intake.describe(content.questions[question], value)

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
    agenda.replan(turn)
    turn.lead += [t("setting-changed"), *next_lines(turn), GAP]
    turn.show("settings")


def close(turn: Turn) -> None:
    assert turn.opened
    closed = "settings-closed" if turn.opened.topic == "settings" else "pause-not"
    turn.finish(t(closed), *next_lines(turn), rows=NEW_SYMPTOM)
    bring_back(turn)


# Zone.


def draw_zone(turn: Turn, topic: Open) -> Screen:
    del turn
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
        if LOCATING in topic.picks or not (n.isdecimal() and int(n) < len(topic.picks)):
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
    line = intake.zone_kept(turn, turn.value)
    if turn.tapped:
        turn.lead += [line, GAP]
    elif turn.opened is None or LOCATING in turn.opened.picks:
        turn.say(line, keyboard="remove")
    else:
        turn.collapse(line)


def change_zone(turn: Turn) -> None:
    keep_zone(turn)
    agenda.replan(turn)
    turn.lead += [*next_lines(turn), GAP]
    turn.show("settings")
