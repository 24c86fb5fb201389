"""Which picture stands above a message, and who gets none.

Rule: names pictures and draws none. Who wants words only gets what was asked for by its own
command, and of that the words where there are any.
"""

from __future__ import annotations

from content.load import Content
from content.schema import Question
from flows.conversation import Conversation
from flows.effects import Export, Figure, PhysioPage, Picture, Progress, ResultPicture, Say
from flows.turn import Turn
from flows.weigh import weigh


def are_wanted(turn: Turn) -> bool:
    return not turn.conversation.text_only


def without(say: Say) -> Say:
    """For who wants words only."""
    kept = say.picture if isinstance(say.picture, PhysioPage | Progress | Export) else None
    return say.model_copy(update={"picture": kept, "album": ()})


def of_check(question: Question, content: Content) -> Picture | None:
    """The movement that is asked of; a question about a check before it shows that one."""
    if question.part != 2:
        return None
    checks = (q for q in content.questions.values() if q.part == 2)
    first = (q.id for q in checks if question.id == q.id or question.id.startswith(f"{q.id}_"))
    return Figure(id=next(first))


def of_result(conversation: Conversation, content: Content) -> ResultPicture:
    """Every factor and function with its score, as far as it is known."""
    scores, rules = weigh(conversation.answers, content).scores, content.weighing
    return ResultPicture(
        factors={each.id: scores[each.id].value for each in rules.factors},
        functions={each.id: scores[each.id].value for each in rules.functions},
    )
