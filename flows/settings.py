"""Time, days, minutes, tone, breaks, summary and place, changed later on.

Rule: a change is said with what follows from it, and the days are planned anew at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from content.places import Place
from flows import agenda, details, intake, plainly
from flows.agenda import next_lines, then_lines
from flows.asides import bring_back
from flows.conditions import status
from flows.conversation import Open
from flows.effects import Text
from flows.labels import pick_label
from flows.parts import GAP, NEW_SYMPTOM, button, in_rows, t, zone_name
from flows.question import answer_rows, ask_lines, describe
from flows.turn import Screen, Turn

LOCATING = "locating"
"""A pick of the zone question: the button that shares a place stands below the text field."""
MOST_PLACES = 8
SETTINGS = ("q_time", "q_days", "q_minutes", "q_style")
BREAKS = ("q_breaks", "q_work")
"""Asked of who sits much; the hours of who wants breaks."""
OFF = 0
"""In the place of a weekday."""


class Row(NamedTuple):
    """One line of the menu: the topic or code it leads to, and what it is set to now."""

    code: str
    name: str
    """Key of its text."""
    value: Callable[[Turn], Text]


def rows(turn: Turn) -> Iterator[Row]:
    """In the order of the menu."""
    yield from (_question_row(q) for q in _asked(turn))
    yield Row("set.summary", "setting-summary", _summary_value)
    yield Row("set.zone", "setting-zone", lambda turn: zone_name(turn.conversation.zone or ""))
    yield Row("language", "setting-language", language_name)
    yield Row("text_only", "setting-text_only", plainly.setting)
    yield Row("details", "setting-details", details.setting)


def _asked(turn: Turn) -> list[str]:
    answers, content = turn.conversation.answers, turn.content
    fitting = ("answered", "skipped", "open")
    return [*SETTINGS, *(q for q in BREAKS if status(q, answers, content) in fitting)]


def _question_row(question: str) -> Row:
    return Row(f"set.{question}", f"setting-{question}", lambda turn: _answer_text(turn, question))


def _answer_text(turn: Turn, question: str) -> Text:
    asked, answers = turn.content.questions[question], turn.conversation.answers
    if question not in answers and asked.default is None:
        return t("setting-open")
    return describe(asked, answers.get(question, asked.default))


def _summary_value(turn: Turn) -> Text:
    day = turn.conversation.summary_day
    return t("setting-off") if day == OFF else t(f"weekday-{day}")


def language_name(turn: Turn) -> Text:
    used = turn.content.words.nearest(turn.conversation.language)
    return t(f"language.{used}.name")


def settings(turn: Turn) -> None:
    turn.opened = None
    turn.show("settings")


def draw_settings(turn: Turn, topic: Open) -> Screen:
    """One button a line, with what it is set to: on a small phone nothing has to be looked up."""
    del topic
    menu = tuple(
        (button(t("setting", name=t(row.name), value=row.value(turn)), row.code),)
        for row in rows(turn)
    )
    lines = (t("settings-title"), t("settings-how"))
    return Screen(lines=lines, rows=(*menu, (button("button-close", "close"),)))


def take_settings(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None:
        return "elsewhere"
    turn.value = (code or "").removeprefix("set.")
    if code in ("close", "language", "text_only", "details"):
        return code
    return "set" if code in {row.code for row in rows(turn)} else "stale"


def open_setting(turn: Turn) -> None:
    turn.show("zone" if turn.value == "zone" else f"set.{turn.value}")


def draw_setting(turn: Turn, topic: Open) -> Screen:
    if topic.topic == "set.summary":
        return _draw_summary(turn)
    question = turn.content.questions[topic.topic.removeprefix("set.")]
    lines = ask_lines(question, topic, turn)
    rows = answer_rows(question, topic, turn)
    return Screen(lines=tuple(lines), rows=(*rows, (button("button-back", "back"),)))


def take_setting(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if code == "back":
        return "settings"
    if topic.topic == "set.summary":
        return _take_summary(turn, code=code, text=text)
    question = topic.model_copy(update={"topic": topic.topic.replace("set.", "q.")})
    trigger = intake.take_question(turn, question, code=code, text=text)
    return "changed" if trigger == "answer" else trigger


def change(turn: Turn) -> None:
    """The plan of the coming days follows at once; breaks want to know their hours."""
    intake.keep_answer(turn)
    agenda.replan(turn)
    if status("q_work", turn.conversation.answers, turn.content) == "open":
        turn.show("set.q_work")
        return
    turn.lead += [t("setting-changed"), *then_lines(turn), GAP]
    turn.show("settings")


# The day of the weekly summary.


def _draw_summary(turn: Turn) -> Screen:
    """In one column: the names of days are long in some languages."""
    del turn
    days = [(button(f"weekday-{day}", f"w.{day}"),) for day in range(1, 8)]
    last = ((button("setting-off", f"w.{OFF}"),), (button("button-back", "back"),))
    return Screen(lines=(t("setting-summary-ask"),), rows=(*days, *last))


def _take_summary(turn: Turn, *, code: str | None, text: str | None) -> str:
    days = [(f"w.{day}", t(f"weekday-{day}")) for day in range(1, 8)]
    choices = [*days, (f"w.{OFF}", t("setting-off"))]
    if text is not None:
        code = pick_label(text, choices, turn)
        if code is None:
            return "elsewhere"
    if code not in dict(choices):
        return "stale"
    turn.value = int(code.removeprefix("w."))
    return "summary_day"


def change_summary(turn: Turn) -> None:
    day: int = turn.value
    turn.put(summary_day=day)
    agenda.drop(turn, "summary")
    turn.collapse(t("setting-summary-ask"))
    said = t("summary-off") if day == OFF else t("summary-on", weekday=t(f"weekday-{day}"))
    turn.lead += [said, GAP]
    turn.show("settings")


def close(turn: Turn) -> None:
    assert turn.opened
    closed = "settings-closed" if turn.opened.topic == "settings" else "pause-not"
    turn.finish(t(closed), *then_lines(turn), rows=NEW_SYMPTOM)
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
    if not places:
        turn.value = t("hint-zone")
        return "unclear"
    picks = zone_picks(places)
    turn.value = picks if len(picks) > 1 else places[0].zone
    return "zones" if len(picks) > 1 else "zone"


def zone_picks(places: Iterable[Place]) -> tuple[str, ...]:
    """What the zone question is opened with: each zone once, by its best place."""
    found = dict[str, str]()
    for place in places:
        found.setdefault(place.zone, f"{place.zone}|{place.label}")
    return tuple(found.values())[:MOST_PLACES]


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
