"""A changed answer, and all that follows from it: safety, scores, open questions, the plan.

Rule: safety first; what becomes of the answer is said before anything else is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows import agenda, answers, day, intake, settings, stops
from flows.agenda import next_lines
from flows.conditions import status
from flows.conversation import Answers, Conversation
from flows.effects import Text
from flows.parts import GAP, t
from flows.result import record_assessment
from flows.turn import Turn
from flows.weigh import Weighed, level, weigh

UNKNOWN = -1
"""Stands for a score that is not known, in the words."""


def _then(turn: Turn) -> Conversation:
    """With this answer; a pain that was cleared counts again once it is worse."""
    question, value = turn.value
    conversation = turn.conversation
    cleared = stops.still_cleared(conversation, question, value)
    changes = {"answers": intake.answers_then(turn), "cleared": cleared}
    return conversation.model_copy(update=changes)


def must_stop(turn: Turn) -> bool:
    then = _then(turn)
    return stops.screen(then, then.answers, turn).cls in stops.FOLLOW_UPS


def keep(turn: Turn) -> None:
    """Stored, and said with what it does to the scores."""
    question, before = turn.value[0], turn.conversation
    take(turn)
    if turn.content.questions[question].part != 3:
        turn.lead += _weight(turn, before)
        record_assessment(turn, changed=True)


def take(turn: Turn) -> None:
    """Stored and said; the place that came with a time too."""
    question, before = turn.value[0], turn.conversation
    key = "edited" if question in before.answers else "edited-new"
    old = answers.value_text(question, turn)
    turn.conversation = _then(turn)
    turn.put(safety=stops.screen(turn.conversation, turn.conversation.answers, turn).cls)
    new = answers.value_text(question, turn)
    said = [t(key, name=answers.label(question), new=new, old=old)]
    if turn.zone:
        turn.put(zone=turn.zone)
        said.append(intake.zone_kept(turn, turn.zone))
    if turn.tapped:
        turn.lead += said
    else:
        turn.collapse(*said)


def _weight(turn: Turn, before: Conversation) -> Iterator[Text]:
    """What the answer does to the scores, and to the care that is taken."""
    old, new = (weigh(a, turn.content) for a in (before.answers, turn.conversation.answers))
    yield from _scores(turn, old, new) or (t("edit-scores-same"),)
    if turn.conversation.safety not in {before.safety, *stops.FOLLOW_UPS}:  # a stop says its own
        yield t(f"edit-{turn.conversation.safety}")


def _scores(turn: Turn, old: Weighed, new: Weighed) -> list[Text]:
    """One line for each that moved."""
    pairs = [(name, old.scores[name].value, score.value) for name, score in new.scores.items()]
    return [
        t(
            "edit-score",
            name=t(f"name-{name}", at="start"),
            score=_number(now),
            was=_number(was),
            to=_level(turn, now) if _level(turn, now) != _level(turn, was) else "same",
        )
        for name, was, now in pairs
        if was != now
    ]


def _number(score: int | None) -> int:
    return UNKNOWN if score is None else score


def _level(turn: Turn, score: int | None) -> str:
    """None that is known is as good as none that changed."""
    return "same" if score is None else level(score, turn.content)


def go_on(turn: Turn) -> None:
    """Today's session follows at once, the coming days too; then the next question, or the list."""
    question = turn.value[0]
    _follow(turn)
    following = _open_question(turn.conversation.answers, turn)
    if following:
        turn.lead += [t("edit-more"), GAP]
        answers.ask_anew(turn, following)
        return
    if question in settings.SETTINGS:
        turn.lead += [t("setting-changed"), *next_lines(turn)]
    turn.lead.append(GAP)
    turn.value = answers.section_of(question, turn)
    answers.show_noted(turn)


def ask_opened(turn: Turn) -> None:
    """What the new answer has opened."""
    following = _open_question(turn.conversation.answers, turn)
    if following:
        turn.lead += [t("edit-more"), GAP]
        answers.ask_anew(turn, following)


def _follow(turn: Turn) -> None:
    """The session is a message of its own; what is said here stays with the answers."""
    opened, lead = turn.opened, turn.lead
    turn.lead = []
    agenda.replan(turn)
    day.rebuild(turn)
    turn.opened, turn.lead = opened, lead


def _open_question(said: Answers, turn: Turn) -> str | None:
    """One that an answer has opened, in the order of the intake."""
    names = (q for s in turn.content.sections for q in s.questions)
    return next((q for q in names if status(q, said, turn.content) == "open"), None)
