"""Movement checks that were skipped, offered once more with the first session (clinical spec 3).

Rule: asks them inside the programme; their answers count from the next session that is built.
"""

from __future__ import annotations

from flows import intake
from flows.conditions import status
from flows.conversation import Open
from flows.day import is_open, send_prompt
from flows.explain import explain_result
from flows.parts import button, spaced, t
from flows.pictures import of_check
from flows.question import answer_rows, ask_lines
from flows.result import record_assessment
from flows.session import skipped_checks
from flows.turn import Screen, Turn
from flows.weigh import weigh

SECTION = "move"


def begin(turn: Turn) -> None:
    turn.put(checks_again=skipped_checks(turn.conversation.answers, turn.content))
    turn.opened = None
    turn.lead.append(t("moves-open"))
    turn.show(f"check.{_next(turn)}")


def _next(turn: Turn) -> str | None:
    """The next that was skipped, or that an answer has opened."""
    answers, again = turn.conversation.answers, turn.conversation.checks_again or ()
    names = intake.section(SECTION, turn.content).questions
    asked = (q for q in names if q in again or status(q, answers, turn.content) == "open")
    return next(asked, None)


def draw_check(turn: Turn, topic: Open) -> Screen:
    question = turn.content.questions[topic.topic.removeprefix("check.")]
    lines = ask_lines(question, topic, turn)
    rows = answer_rows(question, topic, turn)
    ways_out = (button("button-why", "why"), button("button-skip", "skip"))
    picture = of_check(question, turn.content)
    return Screen(lines=tuple(lines), rows=(*rows, ways_out), picture=picture)


def take_check(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    if code in ("back", "unsure"):
        return "stale"
    question = topic.model_copy(update={"topic": topic.topic.replace("check.", "q.")})
    trigger = intake.take_question(turn, question, code=code, text=text)
    return "check" if trigger == "answer" else trigger


def keep(turn: Turn) -> None:
    question, again = turn.value[0], turn.conversation.checks_again or ()
    intake.keep_answer(turn)
    turn.put(checks_again=tuple(q for q in again if q != question))
    following = _next(turn)
    if following:
        turn.show(f"check.{following}")
        return
    record_assessment(turn, changed=True)
    found = weigh(turn.conversation.answers, turn.content)
    turn.finish(*spaced(t("checks-done"), explain_result(found, turn.content)[0]))
    if is_open(turn):
        send_prompt(turn)
