"""The questions of a re-assessment: how they look, and what a new answer does at once.

Rule: an answer counts for safety before anything else follows (clinical spec 8).
"""

from __future__ import annotations

from flows import intake, stops
from flows.again import (
    HEALTH,
    LIST,
    break_off,
    draw_offer,
    is_under_way,
    next_step,
    previous_step,
    take_offer,
    ticks_of,
    without,
)
from flows.conditions import known
from flows.conversation import Conversation, Open
from flows.effects import Button, Text
from flows.intake import was_asked
from flows.parts import GAP, NEW_SYMPTOM, button, t
from flows.pictures import of_check
from flows.question import WHY, answer_rows, ask_line, ask_lines, describe
from flows.turn import Rows, Screen, Turn
from flows.yes_no import NO, read_yes_no, yes_no_rows


def draw_again(turn: Turn, topic: Open) -> Screen:
    step = topic.topic.removeprefix("again.")
    if step == "offer":
        return draw_offer(topic)
    lines: list[Text] = [_left(turn)]
    if step == HEALTH:
        rows = (*yes_no_rows(), *_in_a_row(_way_back(turn)), *NEW_SYMPTOM)
        return Screen(lines=(*lines, t("again-health")), rows=rows)
    return _draw_question(turn, step, topic, lines)


def _way_back(turn: Turn) -> list[Button]:
    """None at the first question."""
    before = previous_step(turn.conversation, turn.content)
    return [button("button-back", "back")] if before else []


def _in_a_row(buttons: list[Button]) -> Rows:
    return (tuple(buttons),) if buttons else ()


def _left(turn: Turn) -> Text:
    again, answers = turn.conversation.again, turn.conversation.answers
    left = again.left if again else ()
    asked = [s for s in left if s == HEALTH or was_asked(s, answers, turn.content)]
    return t("again-left", n=max(len(asked), 1))


def _draw_question(turn: Turn, step: str, topic: Open, lines: list[Text]) -> Screen:
    question, answers = turn.content.questions[step], turn.conversation.answers
    if step == "q_goal_score" and isinstance(goal := answers.get("q_goal"), str):
        lines.append(t("again-goal", goal=goal))
    lines += ask_lines(question, topic, turn)
    if step == LIST:
        lines.append(t("again-list"))
    if _was_told_anew(turn, step):
        lines.append(t("edit-now", value=describe(question, answers[step])))
    ways = _way_back(turn)
    ways += [] if WHY in topic.picks else [button("button-why", "why")]
    if question.skippable:
        ways.append(button("button-skip", "skip"))
        if known(step, answers, turn.content) is not None:
            lines.append(t("again-skip"))
    rows = (*answer_rows(question, topic, turn), *_in_a_row(ways), *NEW_SYMPTOM)
    return Screen(lines=tuple(lines), rows=rows, picture=of_check(question, turn.content))


def _was_told_anew(turn: Turn, step: str) -> bool:
    """This time already: the talk went back to it."""
    again = turn.conversation.again
    return again is not None and step in again.before and step in turn.conversation.answers


# What is answered.


def take_again(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    step = topic.topic.removeprefix("again.")
    if step == "offer":
        return take_offer(turn, topic, code, text)
    if not is_under_way(turn):
        return "stale" if code is not None else "elsewhere"
    if code == "back":
        return "again_back" if previous_step(turn.conversation, turn.content) else "stale"
    if step == HEALTH:
        return _take_health(turn, code, text)
    question = topic.model_copy(update={"topic": f"q.{step}"})
    trigger = intake.take_question(turn, question, code=code, text=text)
    return "assess" if trigger == "answer" else trigger


def _take_health(turn: Turn, code: str | None, text: str | None) -> str:
    """Not sure opens the list too."""
    said = read_yes_no(code, text)
    if said is None:
        turn.value = t("hint-yes-no")
        return "stale" if code is not None else "unclear"
    turn.value = (HEALTH, said != NO)
    return "assess"


def _then(turn: Turn) -> Conversation:
    """The talk with this answer in it; a skip leaves the last answer as it is."""
    step, value = turn.value
    conversation = _passed(turn.conversation, step)
    if step == HEALTH:
        return without(conversation, step, *([LIST] if value else []))
    old, then = conversation.answers, without(conversation, step)
    if value is None and step in old:
        return then
    answers = intake.prune({**old, step: value}, turn.content)
    again = then.again
    assert again
    replaced = {q: old.get(q) for q in (step, *(q for q in old if q not in answers))}
    again = again.model_copy(update={"before": {**replaced, **again.before}})
    cleared = stops.still_cleared(conversation, step, value)
    return then.model_copy(update={"answers": answers, "again": again, "cleared": cleared})


def _passed(conversation: Conversation, step: str) -> Conversation:
    """One step further from the first."""
    again = conversation.again
    assert again
    return _with(conversation, done=(*(s for s in again.done if s != step), step))


def _with(conversation: Conversation, **changes: tuple[str, ...]) -> Conversation:
    again = conversation.again
    assert again
    return conversation.model_copy(update={"again": again.model_copy(update=changes)})


def back(turn: Turn) -> None:
    """To the question before: it is to be asked once more, and what it opened by its new answer.

    What was answered before all this stays noted, so that nothing is compared twice.
    """
    step, again = previous_step(turn.conversation, turn.content), turn.conversation.again
    assert step
    assert again
    rest = tuple(s for s in again.left if not (step == HEALTH and s == LIST))
    done = again.done[: again.done.index(step)]
    turn.conversation = _with(turn.conversation, left=(step, *rest), done=done)
    turn.show(f"again.{step}", () if step == HEALTH else ticks_of(step, turn))


def must_stop(turn: Turn) -> bool:
    then = _then(turn)
    return stops.screen(then, then.answers, turn).cls in stops.FOLLOW_UPS


def is_last(turn: Turn) -> bool:
    return next_step(_then(turn), turn.content) is None


def keep(turn: Turn) -> None:
    """It counts at once; what was asked shrinks to one line."""
    said = [_said(turn)]
    if turn.tapped:
        turn.lead += [*said, GAP]
    else:
        turn.collapse(_asked(turn.value[0], turn), *said)
    turn.conversation = _then(turn)
    found = stops.screen(turn.conversation, turn.conversation.answers, turn)
    turn.put(safety=found.cls)


def _said(turn: Turn) -> Text:
    step, value = turn.value
    if step == HEALTH:
        return t("answered", answer=t("button-yes" if value else "button-no"))
    if value is None and step in turn.conversation.answers:
        return t("again-kept")
    return t("answered", answer=describe(turn.content.questions[step], value))


def _asked(step: str, turn: Turn) -> Text:
    return t("again-health") if step == HEALTH else ask_line(turn.content.questions[step])


def stop(turn: Turn) -> None:
    """It ends here, and is due again once the stop is cleared."""
    keep(turn)
    break_off(turn)
    stops.stop_for_answers(turn)
