"""The intake: which question is next, and what is answered to it.

Rule: questions are data; nothing here knows one question from another, but for the cards, the age,
and the time that may name a place.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from content.load import Content
from content.schema import Question, Section
from flows.conditions import status
from flows.conversation import Answer, Answers, Conversation, Open
from flows.effects import Text
from flows.parts import GAP, button, t, zone_name
from flows.pictures import of_check
from flows.question import WHY, answer_rows, ask_line, ask_lines, describe, suggestions
from flows.read import Hint, TimeAndZone, read_typed
from flows.turn import Rows, Screen, Turn
from flows.yes_no import is_unsure

CARDS = ("q_rf_a", "q_rf_b", "q_rf_c")


def section(name: str, content: Content) -> Section:
    return next(s for s in content.sections if s.id == name)


def section_of(question: str, content: Content) -> Section:
    return next(s for s in content.sections if question in s.questions)


def next_question(part: Section, answers: Answers, content: Content) -> Question | None:
    """The first question of the section that applies and was neither answered nor skipped."""
    names = (q for q in part.questions if status(q, answers, content) == "open")
    return next((content.questions[q] for q in names), None)


def previous_question(question: str, answers: Answers, content: Content) -> str | None:
    """The one answered or skipped just before, in any earlier section too."""
    order = [q for s in content.sections for q in s.questions]
    before = order[: order.index(question)]
    return next((q for q in reversed(before) if was_asked(q, answers, content)), None)


def was_asked(question: str, answers: Answers, content: Content) -> bool:
    """Answered or skipped, and still one that applies."""
    return status(question, answers, content) in ("answered", "skipped")


def prune(answers: Answers, content: Content) -> Answers:
    """Answers that an earlier, changed answer has made void are dropped."""
    kept = {
        q: a
        for q, a in answers.items()
        if status(q, answers, content) not in ("not_asked", "left_out")
    }
    if worst_is_less(kept.get("q_pain_worst"), kept):
        del kept["q_pain_worst"]
    return kept


def worst_is_less(worst: Answer, answers: Answers) -> bool:
    """The worst of 7 days cannot be less than the pain now."""
    now = answers.get("q_pain_now")
    return isinstance(worst, int) and isinstance(now, int) and worst < now


def answers_then(turn: Turn) -> Answers:
    """The answers as they will be when this event is taken."""
    return turn.once(_answers_then)


def _answers_then(turn: Turn) -> Answers:
    question, value = turn.value
    if question in CARDS and isinstance(value, list):
        value = _with_cleared(question, value, turn)
    return prune({**turn.conversation.answers, question: value}, turn.content)


def _with_cleared(card: str, ticks: list[Any], turn: Turn) -> list[Any]:
    """What was cleared goes on to restrict the moves (clinical spec 2, clearing)."""
    lines = turn.content.option_ids(card)
    return [line for line in lines if line in ticks or line in turn.conversation.cleared]


def progress(question: Question, answers: Answers, content: Content) -> Text:
    """As in "12 of about 32": parts 1 and 2 together, the set-up by itself."""
    parts = (3,) if question.part == 3 else (1, 2)
    names = [q for s in content.sections if s.part in parts for q in s.questions]
    likely = [_likely(name, answers, content) for name in names]
    place = sum(likely[: names.index(question.id) + 1])
    return t("progress" if question.part < 3 else "progress-setup", n=place, total=sum(likely))


def _likely(question: str, answers: Answers, content: Content) -> bool:
    """Asked, to be asked, or still hanging on an open question."""
    return status(question, answers, content) not in ("not_asked", "left_out")


def draw_question(turn: Turn, topic: Open) -> Screen:
    question = turn.content.questions[topic.topic.removeprefix("q.")]
    answers = turn.conversation.answers
    lines = [progress(question, answers, turn.content), *ask_lines(question, topic, turn)]
    rows = answer_rows(question, topic, turn)
    return Screen(
        lines=tuple(lines),
        rows=(*rows, *_ways_out(question, topic, turn)),
        picture=of_check(question, turn.content),
    )


def _ways_out(question: Question, topic: Open, turn: Turn) -> Rows:
    row = []
    if previous_question(question.id, turn.conversation.answers, turn.content):
        row.append(button("button-back", "back"))
    if WHY not in topic.picks:
        row.append(button("button-why", "why"))
    if question.skippable:
        row.append(button("button-skip", "skip"))
    return (tuple(row),) if row else ()


def take_question(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    """What a tap or typed words mean to the open question: the trigger for the machine."""
    question = turn.content.questions[topic.topic.removeprefix("q.")]
    if code in ("back", "why", "skip", "unsure"):
        return _aside(turn, topic, question, code)
    if code is not None and not code.startswith("s."):
        return take_code(turn, topic, question, code)
    if code is not None:
        ready = suggestions(question, turn)
        place = code.removeprefix("s.")
        if not (place.isdecimal() and int(place) < len(ready)):
            return "stale"
        text = ready[int(place)]
    return take_text(turn, topic, question, text or "")


def _aside(turn: Turn, topic: Open, question: Question, code: str) -> str:
    if code == "skip":
        turn.value = (question.id, None)
        return "answer" if question.skippable else "stale"
    if code == "why":
        turn.value = (*topic.picks, WHY)
        return "redraw"
    if code == "unsure":
        return "unsure" if question.options_from else "stale"
    before = previous_question(question.id, turn.conversation.answers, turn.content)
    return "back" if before else "stale"


def take_text(turn: Turn, topic: Open, question: Question, text: str) -> str:
    """What is typed joins what is ticked already: no word takes back a tick."""
    read = read_typed(question, text, turn.content, turn.conversation.language)
    if isinstance(read, Hint) and is_unsure(text) and not set(topic.picks) - {WHY}:
        trigger = _aside(turn, topic, question, "unsure")
        if trigger != "stale":
            return trigger
    if isinstance(read, Hint):
        turn.value = read.text
        return "unclear"
    if isinstance(read, TimeAndZone):
        turn.zone = read.zone
        read = f"{read.time:%H:%M}"
    ticks = set(topic.picks) - {WHY}
    if question.type == "multi" and ticks and isinstance(read, list):
        if not read:
            turn.value = t("hint-ticked", n=len(ticks))
            return "unclear"
        known = turn.content.option_ids(question.id)
        read = [o for o in known if o in ticks.union(map(str, read))]
    return _valid(turn, question, read)


def take_code(turn: Turn, topic: Open, question: Question, code: str) -> str:
    """A tap on an answer; anything that the screen did not offer is stale.

    A code says what is wanted, never "the other way round" or "the next leg": a double tap then
    changes nothing that the first one did not.
    """
    known = turn.content.option_ids(question.id)
    head, _, tail = code.partition(".")
    picks = tuple(p for p in topic.picks if p != WHY)
    match head:
        case "o" if question.type == "single" and tail in known:
            return _valid(turn, question, tail)
        case "t" if question.type == "multi" and tail in known:
            turn.value = picks if tail in picks else (*picks, tail)
            return "redraw"
        case "u" if question.type == "multi" and tail in known:
            turn.value = tuple(p for p in picks if p != tail)
            return "redraw"
        case "go" if question.type == "multi" and picks:
            return _valid(turn, question, [o for o in known if o in picks])
        case "none" if question.none_button:
            return _valid(turn, question, [])
        case "n" | "r" | "same" if question.type == "lr":
            return _take_leg(turn, question, picks, code)
        case "n" if _in_range(question, tail):
            return _valid(turn, question, int(tail))
    return "stale"


def _in_range(question: Question, number: str) -> bool:
    if question.type not in ("scale", "number", "lr") or not number.isdecimal():
        return False
    return (question.min or 0) <= int(number) <= (question.max or 10)


def _take_leg(turn: Turn, question: Question, picks: tuple[str, ...], code: str) -> str:
    """The left leg, and then the right one."""
    head, _, tail = code.partition(".")
    is_number = _in_range(question, tail)
    if head == "n" and is_number:
        turn.value = picks or (f"l{int(tail)}",)
        return "redraw"
    left = int(picks[0][1:]) if picks else None
    if left is None or not (head == "same" or is_number):
        return "stale"
    return _valid(turn, question, [left, left if head == "same" else int(tail)])


def _valid(turn: Turn, question: Question, value: Any) -> str:
    answers = turn.conversation.answers
    if question.id == "q_pain_worst" and worst_is_less(value, answers):
        turn.value = t("hint-worst", now=answers["q_pain_now"])
        return "unclear"
    turn.value = (question.id, value)
    return "answer"


def keep_answer(turn: Turn) -> None:
    """Store the answer; what was asked shrinks to one line."""
    question, value = turn.content.questions[turn.value[0]], turn.value[1]
    turn.put(answers=answers_then(turn), zone=turn.zone or turn.conversation.zone)
    lines = [t("answered", answer=describe(question, value))]
    if turn.zone:
        lines.append(zone_kept(turn, turn.zone))
    if turn.tapped:
        turn.lead += [*lines, GAP]
    else:
        turn.collapse(ask_line(question), *lines)


def zone_kept(turn: Turn, zone: str) -> Text:
    """With the time there, so that a wrong place shows."""
    return t("zone-kept", zone=zone_name(zone), time=f"{turn.at.astimezone(ZoneInfo(zone)):%H:%M}")


def ask_next(turn: Turn) -> None:
    """Show the next question of the section that the talk is in now."""
    part = section(turn.state.removeprefix("intake."), turn.content)
    question = next_question(part, turn.conversation.answers, turn.content)
    assert question is not None
    turn.show(f"q.{question.id}")


def ask_previous(turn: Turn) -> None:
    turn.show(f"q.{previous(turn)}")


def previous(turn: Turn) -> str | None:
    """The question before the one that is open."""
    assert turn.opened is not None
    question = turn.opened.topic.removeprefix("q.")
    return previous_question(question, turn.conversation.answers, turn.content)


def section_done(turn: Turn) -> bool:
    part = section(turn.state.removeprefix("intake."), turn.content)
    return next_question(part, answers_then(turn), turn.content) is None


def resting_section(conversation: Conversation, content: Content) -> str | None:
    """Where an intake that was left goes on; None when all is answered."""
    answers = conversation.answers
    return next((s.id for s in content.sections if next_question(s, answers, content)), None)
