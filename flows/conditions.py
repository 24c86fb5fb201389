"""What a person's answers say: where each question stands, and which conditions hold.

Only answers that count are read: one to a question that is not asked any more is as good as none.
"""

from __future__ import annotations

from typing import Literal

from content.load import Content
from content.schema import Condition, Exercise, Test
from flows.conversation import Answer, Answers

Status = Literal["answered", "skipped", "left_out", "not_asked", "waiting", "open"]
"""answered; skipped: asked, and passed over; left_out: by skip_if, or because what it hangs on is
missing; not_asked: its ask_if is false; waiting: its ask_if hangs on an open question; open: to be
asked. Missing (clinical spec, conventions) = skipped or left_out."""

ALSO = {"q_rf_c.sitbone": "q_pain_where.sitbone"}
"""Pain on the sit bone also counts as the card's."""


def status(question_id: str, answers: Answers, content: Content) -> Status:
    question = content.questions[question_id]
    if question.ask_if and not holds(question.ask_if, answers, content):
        return _unasked(question.ask_if, answers, content)
    if question.skip_if and holds(question.skip_if, answers, content):
        return "left_out"
    if question_id not in answers:
        return "not_asked" if question.asked == "settings" else "open"
    return "skipped" if answers[question_id] is None else "answered"


def known(question_id: str, answers: Answers, content: Content) -> Answer:
    """The answer, if it counts; else None."""
    answer = answers.get(question_id)
    if answer is None or status(question_id, answers, content) != "answered":
        return None
    return answer


def holds(condition: Condition, answers: Answers, content: Content) -> bool:
    """Any test on a question without an answer is false, `!=` too."""
    decides = condition.join == "or"
    for test in condition.tests:
        if _passes(test, known(test.question, answers, content)) is decides:
            return decides
    return not decides


def avoided(exercise: Exercise, answers: Answers) -> bool:
    """One of its avoid_if was answered. Even an answer that does not count any more restricts."""
    return any(_ticked(item, answers) for item in exercise.avoid_if)


def restricting(answers: Answers) -> frozenset[str]:
    """All that `avoided` looks for, for who asks it of many moves."""
    ticks = {
        f"{question}.{tick}"
        for question, answer in answers.items()
        for tick in (answer if isinstance(answer, list) else (answer,))
        if isinstance(tick, str)
    }
    return frozenset(ticks | {item for item, other in ALSO.items() if other in ticks})


def larger(answer: Answer) -> float:
    """A number, or the larger of a left and a right one."""
    return max(map(float, answer)) if isinstance(answer, list) else float(answer or 0)


def _unasked(condition: Condition, answers: Answers, content: Content) -> Status:
    """Why a question whose ask_if does not hold is not asked."""
    parents = {status(test.question, answers, content) for test in condition.tests}
    if parents & {"open", "waiting"}:
        return "waiting"
    return "left_out" if parents & {"skipped", "left_out"} else "not_asked"


def _passes(test: Test, answer: Answer) -> bool:
    if answer is None:
        return False
    if test.op == ">=":
        return larger(answer) >= float(test.values[0])
    if test.op == "!=":
        return answer != test.values[0]
    ticks = answer if isinstance(answer, list) else [answer]
    return any(tick in test.values for tick in ticks)  # ==, in, has


def _ticked(item: str, answers: Answers) -> bool:
    """Whether `question.option` was answered, or what counts as much."""
    question, _, option = item.partition(".")
    answer = answers.get(question)
    if answer == option or (isinstance(answer, list) and option in answer):
        return True
    return item in ALSO and _ticked(ALSO[item], answers)
