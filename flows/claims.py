"""Claims and actions that look at the state of the talk itself.

Rule: only what needs to know more than one of the modules they call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flows import agenda, asides, daily, intake, menus, result, review, stops
from flows.conversation import Open
from flows.parts import t
from flows.turn import Turn

Guard = Callable[[Turn], bool]
Action = Callable[[Turn], Any]

PROGRAM = ("program.active", "program.paused")


def ask_zone(turn: Turn) -> None:
    turn.show("zone")


ASKED_IN: dict[str, Action] = {
    "intake.review": review.show,
    "intake.later": result.offer_moves,
    "intake.zone": ask_zone,
    "program.proposed": result.propose,
}
"""What is asked in these states, for one who comes back to them after a safety card."""


def zone_known(turn: Turn) -> bool:
    return bool(turn.zone or turn.conversation.zone)


def rate(turn: Turn) -> None:
    """The safety class follows every answer."""
    found = stops.screen(turn.conversation, turn.conversation.answers, turn)
    turn.put(safety=found.cls)


def keep_answer(turn: Turn) -> None:
    """In the intake; what was cleared may count again."""
    turn.put(cleared=stops.cleared_then(turn))
    intake.keep_answer(turn)


def has_open_question(section: str) -> Guard:
    def has_questions(turn: Turn) -> bool:
        part = intake.section(section, turn.content)
        return intake.next_question(part, turn.conversation.answers, turn.content) is not None

    has_questions.__name__ = f"has_open_{section}_question"
    return has_questions


def rests_in(section: str) -> Guard:
    def here(turn: Turn) -> bool:
        conversation = turn.conversation
        return conversation.consent is not None and (
            intake.resting_section(conversation, turn.content) == section
        )

    here.__name__ = f"rests_in_{section}"
    return here


def has_consent(turn: Turn) -> bool:
    return turn.conversation.consent is not None


def has_plan(turn: Turn) -> bool:
    """Accepted, and not only proposed."""
    return turn.conversation.program is not None and "prompt" in turn.conversation.last_fired


def must_wait(turn: Turn) -> bool:
    """A safety card is open, or the person wrote of self-harm and has not written since."""
    return turn.conversation.held or stops.screening_open(turn.conversation)


def leave_stop(turn: Turn) -> None:
    """Nobody is asked about a stop that is over."""
    agenda.drop(turn, "follow_up")
    turn.close_all(("stopped", "clear.", "item.", "mistaken.", "mistyped"), t("stop-over"))


def end_pause_silently(turn: Turn) -> None:
    """The pause is over, but a safety card comes before the next session."""
    turn.put(paused_until=None)
    daily.wait(turn)


def bring_card(turn: Turn) -> None:
    """The safety card that is open comes first."""
    asked = [o for o in turn.conversation.opens if o.topic.startswith(stops.SCREENING)]
    turn.lead.append(t("card-first"))
    asides.move_down(turn, asked[-1])


def card_was_kept(turn: Turn) -> bool:
    """What held the moves still does."""
    return stops.screening_open(turn.conversation)


def bring_kept_card(turn: Turn) -> None:
    """Prompts are planned again, but the safety card comes before all else."""
    if has_plan(turn):
        menus.note_pause(turn)
        agenda.replan(turn)
    bring_card(turn)


def card_is_open(turn: Turn) -> bool:
    """Beside what was just answered."""
    return bool(_open_cards(turn))


def bring_open_card(turn: Turn) -> None:
    """An open card is no "no": the stop does not end before it is closed."""
    turn.lead.append(t("card-first"))
    asides.move_down(turn, _open_cards(turn)[-1])


def _open_cards(turn: Turn) -> list[Open]:
    """And signs that were not asked of yet."""
    stood = tuple(f"item.{stop}" for stop in turn.conversation.stops)
    others = (o for o in turn.conversation.opens if o != turn.opened and o.topic not in stood)
    return [o for o in others if o.topic.startswith(("new.", "single.new.", "item."))]


def finish_and_back(turn: Turn) -> None:
    """The aside ends; what was open comes again, or the next question."""
    others = [o for o in turn.conversation.opens if o != turn.opened]
    if turn.state in PROGRAM and not any(o.topic.startswith(stops.SCREENING) for o in others):
        daily.end_aside(turn)
        return
    turn.finish()
    if stops.screening_open(turn.conversation):
        bring_card(turn)
    elif not any(o.topic.startswith("q.") for o in turn.conversation.opens) and (
        turn.state.removeprefix("intake.") in {s.id for s in turn.content.sections}
    ):
        intake.ask_next(turn)
    elif asides.open_question(turn) or turn.state not in ASKED_IN:
        asides.bring_back(turn)
    else:
        ASKED_IN[turn.state](turn)


def block(turn: Turn) -> None:
    turn.put(blocked=True)
    turn.hush()


def unblock(turn: Turn) -> None:
    """Without a backlog: what came due meanwhile is dropped."""
    turn.put(blocked=False)
    if turn.conversation.program:
        menus.note_pause(turn)
    if turn.state == "program.active":
        daily.wait(turn)
