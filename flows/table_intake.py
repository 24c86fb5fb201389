"""The rows of the door, the questions, the review and the proposal.

Rule: order is meaning, as in `table`.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.load import Content
from flows import (
    agenda,
    answers,
    cards,
    daily,
    edited,
    intake,
    result,
    review,
    settings,
    starting,
    stops,
    welcome,
)
from flows.claims import (
    Guard,
    ask_zone,
    bring_card,
    has_open_question,
    keep_answer,
    must_wait,
    rate,
    rests_in,
    zone_known,
)
from flows.table_rows import Move
from flows.turn import Turn


def door() -> Iterator[Move]:
    first = "intake.safety"
    yield Move("start", "welcome", None, (welcome.greet,))
    yield Move("agree", "welcome", first, (welcome.keep_consent, intake.ask_next))
    yield Move("decline", "welcome", None, (welcome.decline,))
    yield Move("start", "not_offered", "welcome", (welcome.greet,))


def questions(content: Content) -> Iterator[Move]:
    """An answer stops the talk, ends its section, or leads to the next question."""
    for source, then, act in (
        ("intake.safety", "intake.later", result.offer_moves),
        ("intake.talk", "intake.later", result.offer_moves),
        ("intake.move", "intake.review", review.show),
        ("intake.setup", "intake.zone", ask_zone),
    ):
        keep = keep_answer
        if source == "intake.safety":
            yield Move("answer", source, "not_offered", (welcome.turn_away,), (stops.is_minor,))
        yield Move("answer", source, "referred", (keep, rate, stops.stop_for_answers),
                   (stops.must_stop,))  # fmt: skip
        if source == "intake.safety":
            yield Move("answer", source, "intake.talk", (keep, rate, intake.ask_next),
                       (intake.section_done, has_open_question("talk")))  # fmt: skip
        if source in ("intake.safety", "intake.talk"):
            yield Move("answer", source, "intake.review", (keep, rate, review.show),
                       (intake.section_done, review.is_whole_then))  # fmt: skip
            yield Move("answer", source, "intake.move",
                       (keep, rate, result.begin_moves, intake.ask_next),
                       (intake.section_done, review.was_reviewing))  # fmt: skip
        if source == "intake.setup":
            yield Move("answer", source, "program.proposed", (keep, rate, result.propose),
                       (intake.section_done, zone_known))  # fmt: skip
        yield Move("answer", source, then, (keep, rate, act), (intake.section_done,))
        yield Move("answer", source, None, (keep, rate, intake.ask_next))
        yield from _backwards(source, content)
    yield Move("unsure", "intake.safety", None, (cards.ask_singly,))
    yield Move("single", "intake.safety", None, (cards.next_single,))


def review_rows(content: Content) -> Iterator[Move]:
    """All answers before the result: a changed one stops the talk, calls for others, or is shown.

    Signs are ticked as by "Something new"; who comes here half way goes on where they were.
    """
    here = answers.REVIEW
    yield Move("section", here, None, (answers.show_section,))
    yield Move("answers_close", here, None, (review.show,))
    yield Move("edit", here, None, (answers.ask,))
    yield Move("edited", here, "not_offered", (welcome.turn_away,), (stops.is_minor,))
    yield Move("edited", here, "referred", (review.keep, stops.stop_for_answers),
               (edited.must_stop,))  # fmt: skip
    yield Move("edited", here, "intake.talk", (review.keep, review.ask_more),
               (review.opens("talk"),))  # fmt: skip
    yield Move("edited", here, "intake.move", (review.keep, result.begin_moves, review.ask_more),
               (review.opens("move"),))  # fmt: skip
    yield Move("edited", here, None, (review.keep, review.show_changed))
    yield Move("new", here, None, (review.open_cards,))
    yield Move("unsure", here, None, (cards.ask_singly,))
    yield Move("single", here, None, (cards.next_single,))
    yield Move("card", here, "referred", (cards.stop_for_card,), (cards.card_stops,))
    yield Move("card", here, None, (cards.ask_lasting,), (cards.has_lasting,))
    yield Move("card", here, None, (cards.next_card, review.show), (cards.is_last,))
    yield Move("card", here, None, (cards.next_card,))
    for part in content.sections[:2]:
        yield Move("reviewed", here, f"intake.{part.id}", (review.leave, intake.ask_next),
                   (rests_in(part.id),))  # fmt: skip
    yield Move("reviewed", here, "intake.later", (review.leave, result.offer_moves),
               (rests_in("move"),))  # fmt: skip
    yield Move("reviewed", here, "intake.result", (result.show_result,))
    yield Move("due", here, None, (agenda.drop_due,), (must_wait,))
    yield Move("due", here, "intake.later",
               (review.leave, starting.close_waiting, result.offer_moves_again),
               (rests_in("move"),))  # fmt: skip


def _backwards(source: str, content: Content) -> Iterator[Move]:
    """Back to the question before, maybe in an earlier section."""
    names = [f"intake.{part.id}" for part in content.sections]
    for part in content.sections[: names.index(source)]:
        dest = f"intake.{part.id}"
        yield Move("back", source, dest, (intake.ask_previous,), (_leads_to(part.id),))
    yield Move("back", source, None, (intake.ask_previous,))


def _leads_to(section: str) -> Guard:
    def previous_is_in(turn: Turn) -> bool:
        question = intake.previous(turn)
        return question is not None and intake.section_of(question, turn.content).id == section

    previous_is_in.__name__ = f"previous_is_in_{section}"
    return previous_is_in


def proposal() -> Iterator[Move]:
    later, found, once = "intake.later", "intake.result", result.forget_offer
    look = answers.REVIEW
    yield Move("begin", later, "intake.move", (once, result.begin_moves, intake.ask_next),
               (has_open_question("move"),))  # fmt: skip
    yield Move("begin", later, look, (once, review.show))
    yield Move("leave_out", later, look, (once, result.leave_out_moves, review.show))
    yield Move("postpone", later, None, (result.postpone_moves,))
    yield Move("back", later, "intake.talk", (once, result.back_to("talk")))
    yield Move("due", later, None, (agenda.drop_due,), (must_wait,))
    yield Move("due", later, None, (result.offer_moves_again,))
    yield Move("begin", found, "intake.setup", (result.leave_result, intake.ask_next),
               (has_open_question("setup"),))  # fmt: skip
    yield Move("begin", found, "program.proposed", (result.leave_result, result.propose),
               (zone_known,))  # fmt: skip
    yield Move("begin", found, "intake.zone", (result.leave_result, ask_zone))
    yield Move("zone", "intake.zone", None, (settings.keep_zone, bring_card), (must_wait,))
    yield Move("zone", "intake.zone", "program.proposed", (settings.keep_zone, result.propose))
    yield Move("zones", "intake.zone", None, (settings.which_zone,))
    yield Move("locate", "intake.zone", None, (settings.ask_location,))
    yield Move("back", "program.proposed", "intake.setup", (result.back_to("setup"),))
    yield Move("accept", "program.proposed", "program.active",
               (result.leave_proposal, daily.accept))  # fmt: skip
    proposed = "program.proposed"
    yield Move("zone", proposed, None, (settings.keep_zone, bring_card), (must_wait,))
    yield Move("zone", proposed, None, (settings.keep_zone, result.propose))
