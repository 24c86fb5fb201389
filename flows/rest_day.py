"""A rest day: rest, and for who has much to do with the nerve one easy move, when asked for.

Rule: offers, and changes nothing: it is no session, never pushed, and neither missed nor counted
(clinical spec 6, rest and soreness).
"""

from __future__ import annotations

from typing import NamedTuple

from flows import lapse
from flows.agenda import today
from flows.basis import Basis
from flows.builder import Bench, best_of, make_item
from flows.conversation import CheckIn
from flows.day import are_owed, is_newly_red
from flows.effects import Figure, Text
from flows.move_card import step_lines
from flows.parts import GAP, t
from flows.report import program_of
from flows.session import dose_text
from flows.turn import Turn
from flows.weigh import weigh


class Offer(NamedTuple):
    """A move: its name, dose and steps, and how it looks."""

    lines: tuple[Text, ...] = ()
    picture: Figure | None = None


def nerve_move(turn: Turn) -> Offer:
    """Nothing when there is none to offer."""
    bench = _bench(turn)
    rules = bench.basis.rules
    if bench.basis.score("nerve") < rules.rest_day_nerve or not _is_calm(turn):
        return Offer()
    # What is never in two sessions running has no place on the days between them either.
    move = best_of("nerve", bench, but=rules.never_running)
    if move is None:
        return Offer()
    dose = dose_text(make_item("nerve", move, bench).model_copy(update={"dose": 1}), turn.content)
    at = f"exercise.{move.id}"
    lines = (
        GAP,
        t("rest-day-move"),
        t("break-move", name=t(f"{at}.name"), dose=dose),
        *step_lines(move),
        t("card-stop", stop=t(f"{at}.stop_if")),
        GAP,
    )
    return Offer(lines, Figure(id=move.id))


def _bench(turn: Turn) -> Bench:
    conversation, content = turn.conversation, turn.content
    found = weigh(conversation.answers, content)
    basis = Basis(conversation.answers, conversation.safety, found, content)
    return Bench(program_of(turn), today(turn), "M", basis)


def _is_calm(turn: Turn) -> bool:
    """Nothing is to be asked for safety first, and neither tingling nor pain was bad of late."""
    if are_owed(turn) or is_newly_red(turn) or lapse.needs_cards(turn):
        return False
    reports = program_of(turn).reports
    told = [r for r in reports if r.tingling is not None]
    half_told = turn.conversation.draft.get("tingling") == "worse"
    return not half_told and not any(_is_bad(r) for r in (*told[-1:], *reports[-1:]))


def _is_bad(report: CheckIn) -> bool:
    return report.tingling == "worse" or report.light == "RED"
