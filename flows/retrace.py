"""Back inside the check-in: to the question before, to the card, or to the list of moves.

Rule: takes back what was answered to the question it goes to, and all that was asked after it.
"""

from __future__ import annotations

from typing import Any

from flows import tingling
from flows.checkin import Step
from flows.conversation import Conversation, Guided
from flows.day import are_owed, open_day
from flows.guided import before, is_begun, led
from flows.move_card import CARD
from flows.parts import t
from flows.report import Draft
from flows.turn import Turn

ORDER: tuple[Step, ...] = (
    "which_day",
    "which",
    "completion",
    "pain",
    "tingling",
    "culprit",
    "effort",
)
"""As they are asked."""
ASKED_AT_ONCE = ("which_day", "which")
"""Steps that a draft calls for by holding them without an answer."""


def step_before(step: Step, conversation: Conversation) -> Step | None:
    """The last one answered; what was said at a card is changed there, and not here."""
    draft = conversation.draft
    answered = (s for s in reversed(ORDER[: ORDER.index(step)]) if draft.get(s) is not None)
    asked = (s for s in answered if not _came_from_a_card(s, conversation))
    return next((s for s in asked if not _is_on_the_pain_screen(s, conversation)), None)


def _came_from_a_card(step: Step, conversation: Conversation) -> bool:
    if not is_begun(conversation):
        return False
    guided = conversation.guided
    assert guided
    return step == "completion" or (step in {"pain", "culprit"} and guided.pain is not None)


def _is_on_the_pain_screen(step: Step, conversation: Conversation) -> bool:
    """Tingling, where pain was asked and not said at a card."""
    draft = conversation.draft
    is_pain_asked = "pain" in draft and not _came_from_a_card("pain", conversation)
    return step == "tingling" and is_pain_asked and tingling.is_on_one_screen(draft)


def without(draft: Draft, step: Step) -> Draft:
    """As before this step was answered; a tick beside the pain stays, to be seen again."""
    behind = ORDER[ORDER.index(step) :]
    ticked = tingling.tick_of(draft) if step == "pain" else {}
    rest = {name: value for name, value in draft.items() if name not in behind} | ticked
    return {**rest, step: None} if step in ASKED_AT_ONCE else rest


def go_back(turn: Turn) -> None:
    assert turn.opened
    step: Any = turn.opened.topic.removeprefix("checkin.")
    last = step_before(step, turn.conversation)
    if last is None:
        _to_the_moves(turn)
        return
    turn.put(draft=without(turn.conversation.draft, last))
    turn.show(f"checkin.{last}")


def _to_the_moves(turn: Turn) -> None:
    """The card where one was, or the list; an older showing of it keeps no buttons."""
    if are_owed(turn):
        turn.put(draft={})
        open_day(turn)
        return
    turn.put(draft={}, looked_at=turn.at)
    turn.close_all(("prompt",), t("prompt-closed"))
    guided = led(turn.conversation, turn.content)
    n = _place(guided) if guided and is_begun(turn.conversation) else None
    turn.show("prompt", (CARD, str(n)) if n else ())


def _place(guided: Guided) -> int | None:
    """A move that was stopped for its pain is not brought again."""
    is_stopped = guided.moves[guided.at - 1].how == "stopped"
    return before(guided, guided.at) if is_stopped else guided.at
