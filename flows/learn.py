"""Short lessons: the list of them, one of them, and one a week that is offered below a report.

Rule: a lesson is read on one screen and changes nothing; only which were opened is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from content.lessons import Fits, Lesson
from content.schema import FactorId
from flows import again
from flows.agenda import fired, is_quiet_person, next_lines, today
from flows.asides import bring_back, way_on
from flows.conditions import known
from flows.conversation import CheckIn, Open
from flows.effects import Text
from flows.parts import GAP, button, t
from flows.rate import AMBER_PAIN
from flows.report import program_of
from flows.turn import Screen, Turn
from flows.weigh import weigh
from flows.yes_no import NO, YES, read_yes_no

SOURCES = "sources"
"""A pick of an open lesson: what it rests on is shown too."""
LESSON = "l."
"""Begins the code of a button that opens a lesson."""

# The list, and one of them.


def open_list(turn: Turn) -> None:
    turn.opened = None
    turn.show("learn")


def draw_learn(turn: Turn, topic: Open) -> Screen:
    """The lesson that is open; a lesson that is gone from the content gives way to the list."""
    lesson = turn.content.lessons.get(topic.picks[0]) if topic.picks else None
    if lesson is None:
        return _draw_list(turn)
    return _draw_lesson(turn, lesson, sources=SOURCES in topic.picks)


def _draw_list(turn: Turn) -> Screen:
    ids, read = turn.content.lessons.ids, turn.conversation.lessons_read
    count = sum(name in read for name in ids)
    rows = [
        (button(_label(n, name, is_read=name in read), f"{LESSON}{name}"),)
        for n, name in enumerate(ids, start=1)
    ]
    lines = (t("learn-title"), t("learn-progress", read=count, total=len(ids)))
    return Screen(lines=lines, rows=(*rows, (button("button-close", "close"),)))


def _label(n: int, name: str, *, is_read: bool) -> Text:
    return t("learn-read" if is_read else "learn-unread", n=n, title=_title(name))


def _title(name: str) -> Text:
    return t(f"lesson.{name}.title")


def _draw_lesson(turn: Turn, lesson: Lesson, *, sources: bool) -> Screen:
    lessons = turn.content.lessons
    number = lessons.ids.index(lesson.id) + 1
    lines = [
        t("lesson-title", n=number, total=len(lessons.ids), title=_title(lesson.id)),
        GAP,
        t("lesson-text", text=t(f"lesson.{lesson.id}.text")),
    ]
    if sources:
        lines += [GAP, t("lesson-sources"), *_citations(turn, lesson)]
    more = button("button-no-sources", "fewer") if sources else button("button-sources", SOURCES)
    following = lessons.ids[number : number + 1]
    onwards = [button("button-next-lesson", f"{LESSON}{name}", "primary") for name in following]
    back = (button("button-all-lessons", "list"), button("button-close", "close"))
    return Screen(lines=tuple(lines), rows=((more, *onwards), back))


def _citations(turn: Turn, lesson: Lesson) -> Iterator[Text]:
    known_as = {each.id: each.citation for each in turn.content.lessons.references}
    return (t("lesson-source", citation=known_as[name]) for name in lesson.sources)


def take_learn(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """Words are for something else: nothing here has to be answered."""
    if text is not None:
        return "elsewhere"
    said, lesson = code or "", topic.picks[:1]
    if said == "close":
        return "learn_close"
    if said.startswith(LESSON) and turn.content.lessons.get(said.removeprefix(LESSON)):
        turn.value = said.removeprefix(LESSON)
        return "lesson"
    views = {"list": (), SOURCES: (*lesson, SOURCES), "fewer": lesson}
    if said not in views or not lesson:
        return "stale"
    turn.value = views[said]
    return "redraw"


def open_lesson(turn: Turn) -> None:
    """On the same screen; what was read is kept once somebody has agreed that answers are."""
    name: str = turn.value
    read = turn.conversation.lessons_read
    if turn.conversation.consent and name not in read:
        turn.put(lessons_read=(*read, name))
    assert turn.opened
    if turn.opened.topic == "learn":
        turn.redraw((name,))
    else:
        turn.show("learn", (name,))


def close(turn: Turn) -> None:
    turn.finish(t("learn-closed"), *(next_lines(turn) or way_on(turn)))
    bring_back(turn)


# One a week.


def has_lesson(turn: Turn) -> bool:
    """Below a report, at most one a week, and none of them twice."""
    rule, last = turn.content.lessons.offer, turn.conversation.last_fired.get("lesson")
    is_early = last is not None and today(turn) - last < dt.timedelta(days=rule.every_days)
    trained = sum(r.completion != "skipped" for r in program_of(turn).reports)
    return not is_early and trained >= rule.from_reports and _next(turn) is not None


def _next(turn: Turn) -> Lesson | None:
    """The first of those that fit now; of equals, the first in the file."""
    conversation, order = turn.conversation, _order(turn)
    had = {*conversation.lessons_read, *conversation.lessons_offered}
    fresh = (lesson for lesson in turn.content.lessons.lessons if lesson.id not in had)
    fitting = (lesson for lesson in fresh if lesson.fits in order)
    return min(fitting, key=lambda lesson: order[lesson.fits], default=None)


def _order(turn: Turn) -> dict[Fits | None, int]:
    """After a sore report, what soreness is; before the first look back, how to measure.

    Then what leads, by the scores; then the rest, and soreness for who had none. Measuring is for
    those who could be asked to: some must not bend so far.
    """
    ranked = weigh(turn.conversation.answers, turn.content).factor_rank
    order: list[Fits | None] = ["sore"] if _was_sore(turn) else []
    order += ["test"] if _is_test_near(turn) else []
    order += [*ranked, *(factor for factor in get_args(FactorId) if factor not in ranked)]
    order += [None, "sore"]
    return {fits: order.index(fits) for fits in order}


def _was_sore(turn: Turn) -> bool:
    return any(map(_is_sore, program_of(turn).reports))


def _is_sore(report: CheckIn) -> bool:
    """Pain that counts, on the day or after it, or an ache that was asked about."""
    worst = max(report.pain or 0, report.morning_pain or 0)
    return worst >= AMBER_PAIN or bool(report.doms)


def _is_test_near(turn: Turn) -> bool:
    days = (again.due_on(turn) - today(turn)).days
    is_first = "again" not in turn.conversation.last_fired
    can_bend = known("q_ftf", turn.conversation.answers, turn.content) is not None
    return is_first and can_bend and days <= turn.content.lessons.offer.test_days


def offer(turn: Turn) -> None:
    """In a quiet tone one line, and nothing to answer."""
    lesson = _next(turn)
    assert lesson
    fired(turn, "lesson")
    turn.put(lessons_offered=(*turn.conversation.lessons_offered, lesson.id))
    if is_quiet_person(turn):
        turn.say(t("lesson-line", title=_title(lesson.id)))
        return
    turn.opened = None
    turn.show("lesson", (lesson.id,))


def draw_offer(turn: Turn, topic: Open) -> Screen:
    del turn
    rows = ((button("button-read-lesson", YES, "primary"), button("button-not-now", NO)),)
    return Screen(lines=(t("lesson-offer", title=_title(topic.picks[0])),), rows=rows)


def take_offer(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """A typed yes or no means it while nothing else was asked since."""
    if text is not None and topic != turn.conversation.opens[-1]:
        return "elsewhere"
    said = read_yes_no(code, text)
    turn.value = topic.picks[0]
    if said == YES and turn.content.lessons.get(turn.value):
        return "lesson"
    if said == NO:
        return "lesson_later"
    return "stale" if code is not None else "elsewhere"


def put_off(turn: Turn) -> None:
    turn.finish(t("lesson-later"))
