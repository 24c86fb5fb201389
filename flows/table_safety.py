"""The rows of safety: something new, danger in words, a stop and the way out of it.

Rule: order is meaning, as in `table`.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.load import Content
from flows import (
    again,
    asides,
    cards,
    checkin,
    clearing,
    daily,
    edited,
    items,
    menus,
    mistakes,
    mistyped,
    retold,
    stops,
    weekly,
)
from flows.claims import (
    PROGRAM,
    bring_open_card,
    card_is_open,
    card_was_kept,
    finish_and_back,
    has_plan,
    leave_stop,
)
from flows.table_rows import Move, of_intake, onwards


def safety(content: Content) -> Iterator[Move]:
    """Something new, and danger in plain words."""
    here = "referred"
    for source in (*PROGRAM, here):
        yield Move("new", source, None, (cards.open_cards,))
        yield Move("unsure", source, None, (cards.ask_singly,))
        yield Move("single", source, None, (cards.next_single,))
    for source in PROGRAM:
        yield Move("nothing_new", source, None, (weekly.nothing_new, finish_and_back))
        yield Move("anything_new", source, None, (weekly.something_new, cards.open_cards))
        yield Move("card", source, "referred", (cards.stop_for_card,), (cards.card_stops,))
        yield Move("card", source, None, (cards.ask_lasting,), (cards.has_lasting,))
        yield Move("card", source, None, (cards.next_card, finish_and_back), (cards.is_last,))
        yield Move("card", source, None, (cards.next_card,))
    for source in (*PROGRAM, *of_intake(content), "program.proposed"):
        yield Move("danger", source, None, (items.keep_what_was_said, items.danger))
        yield Move("item", source, "referred", (items.stop_for_item,), (items.item_stops,))
        yield Move("item", source, None, (items.ask_more,), (items.has_more,))
        if source in PROGRAM:
            yield Move("item", source, "referred",
                       (items.no_item, checkin.take_draft, daily.keep_report,
                        stops.pause_for_report), (checkin.draft_must_pause,))  # fmt: skip
        yield Move("item", source, None, (items.no_item, finish_and_back))
    yield from _referred(content)
    yield from _asked_after_stop()


def _referred(content: Content) -> Iterator[Move]:
    """Stopped: what is worse counts at once; the way out is to be seen, or a mistake."""
    here = "referred"
    yield Move("start", here, None, (stops.repeat_stop,))
    yield Move("due", here, None, (stops.follow_up,))
    yield from _mistyped()
    yield Move("not_yet", here, None, (stops.hear_not_yet,))
    yield Move("mistake", here, None, (items.ask_mistake,))
    yield Move("danger", here, None, (stops.repeat_stop,), (items.is_known,))
    yield Move("danger", here, None, (items.danger,))
    yield Move("item", here, None, (mistakes.ask_anew,), (mistakes.takes_back_answer,))
    yield Move("item", here, None, (items.stop_for_item,), (items.item_stops,))
    yield Move("item", here, None, (items.ask_more,), (items.has_more,))
    yield Move("item", here, None, (bring_open_card,), (card_is_open,))
    yield from onwards("item", here, (items.no_item, leave_stop), content)
    yield from _told_anew(here)
    yield Move("card", here, None, (cards.stop_for_card,), (cards.card_stops,))
    yield Move("card", here, None, (cards.next_card, stops.repeat_stop), (cards.is_last,))
    yield Move("card", here, None, (cards.next_card,))
    yield Move("seen", here, None, (bring_open_card,), (card_is_open,))
    yield Move("seen", here, None, (clearing.say_too_soon,), (clearing.too_soon,))
    yield Move("seen", here, None, (clearing.ask_clearing,))
    yield Move("clearing", here, None, (stops.repeat_stop,), (clearing.stays_stopped,))
    yield Move("clearing", here, None, (clearing.next_question,), (clearing.has_more,))
    yield Move("clearing", here, None, (bring_open_card,), (card_is_open,))
    yield Move("clearing", here, "program.active",
               (clearing.clear, leave_stop, again.break_off, daily.go_on,
                clearing.open_cards_at_once),
               (has_plan,))  # fmt: skip
    yield from onwards("clearing", here, (clearing.clear, leave_stop), content)


def _mistyped() -> Iterator[Move]:
    """The number of today's report that paused the moves, told anew."""
    here = "referred"
    yield Move("mistyped", here, None, (mistyped.ask,))
    yield Move("retyped", here, None, (mistyped.keep_paused,), (retold.must_pause,))
    yield Move("retyped", here, "program.active",
               (mistyped.lift, daily.finish_here, cards.open_cards),
               (mistyped.is_red,))  # fmt: skip
    yield Move("retyped", here, "program.active", (mistyped.lift, retold.go_on))


def _told_anew(source: str) -> Iterator[Move]:
    """The answer in the place of one that stopped the moves by mistake."""
    yield Move("told_anew", source, "referred", (edited.keep, stops.stop_for_answers),
               (mistakes.stops_anew,))  # fmt: skip
    yield Move("told_anew", source, None, (bring_open_card,), (card_is_open,))
    yield Move("told_anew", source, "program.active",
               (edited.keep, mistakes.lift, leave_stop, daily.go_on,
                edited.ask_opened))  # fmt: skip


def _asked_after_stop() -> Iterator[Move]:
    """After /stop: what is a danger is still asked, and no answer sends anything unasked."""
    here = "stopped"
    yield Move("danger", here, None, (items.danger_only,), (items.is_known,))
    yield Move("danger", here, None, (items.danger,))
    yield Move("item", here, "referred", (stops.plan_again, mistakes.ask_anew),
               (mistakes.takes_back_answer,))  # fmt: skip
    yield from _told_anew(here)
    yield Move("item", here, None, (items.stop_for_item, menus.stay_stopped), (items.item_stops,))
    yield Move("item", here, None, (items.ask_more,), (items.has_more,))
    yield Move("item", here, None, (items.no_item, menus.still_stopped))
    yield Move("unsure", here, None, (cards.ask_singly,))
    yield Move("single", here, None, (cards.next_single,))
    yield Move("card", here, None, (cards.stop_for_card, menus.stay_stopped), (cards.card_stops,))
    yield Move("card", here, None, (cards.ask_lasting,), (cards.has_lasting,))
    yield Move("card", here, None, (cards.next_card, menus.still_stopped), (cards.is_last,))
    yield Move("card", here, None, (cards.next_card,))
    yield Move("nothing_new", here, None, (weekly.nothing_new, menus.still_stopped))
    yield Move("anything_new", here, None, (weekly.something_new, cards.open_cards))
    yield Move("unclear", here, None, (asides.unclear,), (card_was_kept,))
    yield Move("not_yet", here, None, (stops.hear_not_yet,))
    for trigger in ("seen", "mistake"):  # the stop as it stands, and the way on from there
        yield Move(trigger, here, "referred", (stops.plan_again, stops.repeat_stop))
