"""The transition table of the talk: on this meaning, in this state, do this and be there.

Order is meaning: a stop first, a finished section second, the internal transition (no destination)
last.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.load import Content
from flows import (
    agenda,
    album,
    answers,
    asides,
    closed,
    cover,
    erase,
    export,
    intake,
    items,
    language,
    learn,
    menus,
    physio,
    progress,
    retention,
    session,
    settings,
    starting,
    stops,
    welcome,
)
from flows.claims import (
    PROGRAM,
    block,
    bring_card,
    bring_kept_card,
    bring_open_card,
    card_is_open,
    card_was_kept,
    must_wait,
    unblock,
)
from flows.table_consent import consenting
from flows.table_intake import door, proposal, questions, review_rows
from flows.table_program import (
    asked_in_words,
    changing_what_was_said,
    getting_in_the_way,
    looking_again,
    move_by_move,
    program,
    rhythm,
)
from flows.table_rows import Move, of_intake, onwards
from flows.table_safety import safety

OF_A_PLAN = (
    "today", "plan", "pause", "resume", "settings", "new", "zone", "report", "snooze", "answers",
    "week_pain", "correct", "why", "ask_time", "doses", "set_time", "show_how", "when",
    "which_time", "why_moves", "progress",
)  # fmt: skip
"""Triggers that ask for something of a programme."""


def table(content: Content) -> Iterator[Move]:
    yield from consenting(content)
    yield from door()
    yield from questions(content)
    yield from review_rows(content)
    yield from proposal()
    yield from program()
    yield from move_by_move()
    yield from asked_in_words()
    yield from looking_again()
    yield from getting_in_the_way()
    yield from rhythm()
    yield from changing_what_was_said()
    yield from _pictures()
    yield from _below_covers()
    yield from safety(content)
    yield from _languages()
    yield from _starting_again(content)
    yield from _learning()
    yield from _for_a_physio()
    yield from _copies()
    yield from _keeping()
    yield from _anytime(content)


def _anytime(content: Content) -> Iterator[Move]:
    for source in of_intake(content):
        yield Move("stop", source, "stopped", (menus.stop,))
        if source != "intake.zone":
            yield Move("zone", source, None, (settings.keep_zone, asides.bring_back))
    for source in ("program.proposed", *PROGRAM, "referred"):
        yield Move("stop", source, "stopped", (menus.stop,))
    yield Move("stop", "*", None, (menus.nothing_to_stop,))
    for trigger in ("resume", "start"):
        yield Move(trigger, "stopped", "referred",
                   (stops.plan_again, stops.repeat_stop, bring_open_card),
                   (stops.stands, card_is_open))  # fmt: skip
        yield Move(trigger, "stopped", "referred", (stops.plan_again, stops.repeat_stop),
                   (stops.stands,))  # fmt: skip
        for way in onwards(trigger, "stopped", (), content):
            yield way._replace(act=(bring_kept_card,), when=(*way.when, card_was_kept))
        yield from onwards(trigger, "stopped", (), content)
    yield from _closed()
    yield Move("due", "*", None, (agenda.drop_due,))
    yield Move("start", "*", None, (welcome.greet,))
    yield Move("help", "*", None, (asides.help_,))
    yield Move("crisis", "*", None, (items.crisis,))
    yield Move("wrote_again", "*", None, (items.wrote_again,))
    yield Move("held", "*", None, (items.wait_for_words,))
    yield Move("danger", "*", None, (items.danger_only,))
    yield Move("erase_ask", "*", None, (erase.ask,))
    yield Move("erase", "*", "welcome", (erase.erase,))
    yield Move("keep", "*", None, (erase.keep,))
    yield Move("redraw", "*", None, (asides.redraw,))
    yield Move("show_move", "*", None, (session.show_move,))
    yield Move("stale", "*", None, (asides.stale,))
    yield Move("what_is_wrong", "*", None, (asides.cannot_tell,))
    yield Move("unclear", "*", None, (asides.unclear,))
    yield Move("unread", "*", None, (asides.unread,))
    yield Move("card_first", "*", None, (bring_card,))
    yield Move("block", "*", None, (block,))
    yield Move("unblock", "*", None, (unblock,))
    for trigger in OF_A_PLAN:
        yield Move(trigger, "*", None, (asides.not_yet,))


def _languages() -> Iterator[Move]:
    yield Move("language", "*", None, (language.ask,))
    yield Move("language_set", "*", None, (language.choose,))
    yield Move("language_kept", "*", None, (language.keep,))


def _pictures() -> Iterator[Move]:
    """How it has been going, and today's moves at one look."""
    for source in PROGRAM:
        yield Move("progress", source, None, (bring_card,), (must_wait,))
        yield Move("progress", source, None, (progress.show,))
        yield Move("album", source, None, (album.show,))


def _below_covers() -> Iterator[Move]:
    """What came unasked, in full; a note that does not hold any more is over."""
    yield Move("show", "*", None, (cover.show,))
    yield Move("show_note", "*", None, (cover.show_note,), (cover.holds,))
    yield Move("show_note", "*", None, (asides.stale,))


def _learning() -> Iterator[Move]:
    """Short lessons, wherever the talk is; what holds the moves comes first."""
    yield Move("learn", "not_offered", None, (welcome.say_adults_only,))
    yield Move("learn", "*", None, (bring_card,), (card_was_kept,))
    yield Move("learn", "*", None, (stops.repeat_stop,), (stops.stands,))
    yield Move("learn", "*", None, (learn.open_list,))
    yield Move("lesson", "*", None, (learn.open_lesson,))
    yield Move("lesson_later", "*", None, (learn.put_off,))
    yield Move("learn_close", "*", None, (learn.close,))


def _for_a_physio() -> Iterator[Move]:
    """A page of all this, once there is an assessment; a stop stands, and comes again below."""
    yield Move("page_ask", "not_offered", None, (welcome.say_adults_only,))
    yield Move("page_ask", "*", None, (bring_card,), (card_was_kept,))
    yield Move("page_ask", "*", None, (physio.ask,), (physio.has_assessment,))
    yield Move("page_ask", "*", None, (physio.nothing_yet,))
    yield Move("page_make", "*", None, (physio.make,))
    yield Move("page_close", "*", None, (physio.close,))


def _copies() -> Iterator[Move]:
    """All that is stored, wherever the talk is."""
    yield Move("export", "*", None, (export.send,))


def _keeping() -> Iterator[Move]:
    """Who is silent for long is warned, and then forgotten, wherever the talk rests."""
    yield Move("retention", "*", "welcome", (retention.end,), (retention.is_over,))
    yield Move("retention", "*", None, (retention.warn,), (retention.must_warn,))
    yield Move("retention", "*", None)
    yield Move("keep_data", "*", None, (retention.keep,), (retention.is_kept,))
    yield Move("keep_data", "*", None, (retention.say_nothing_kept,))


def _starting_again(content: Content) -> Iterator[Move]:
    """/start in the middle: where we are, what was answered, or all from the start."""
    unplanned = (*of_intake(content), "program.proposed")
    for source in unplanned:
        yield Move("go_on", source, None, (starting.go_on,))
        yield Move("answers", source, None, (bring_card,), (must_wait,))
        yield Move("answers", source, answers.REVIEW, (starting.review_answers,),
                   (starting.has_answers,))  # fmt: skip
        yield Move("unclear", source, None, (starting.unclear_after_days,),
                   (starting.was_away,))  # fmt: skip
    for source in (*unplanned, *PROGRAM):
        yield Move("start", source, None, (starting.greet,))
        for trigger in ("over_ask", "start_over"):
            yield Move(trigger, source, None, (bring_card,), (must_wait,))
            yield Move(trigger, source, None, (starting.say_cards_first,),
                       (starting.owes_cards,))  # fmt: skip
        yield Move("over_ask", source, None, (starting.ask,))
        yield Move("start_over", source, "intake.safety", (starting.begin_anew, intake.ask_next))
        yield Move("keep_all", source, None, (starting.keep_all,))
    yield Move("over_ask", "referred", None, (starting.say_stopped, stops.repeat_stop))
    yield Move("over_ask", "stopped", None, (starting.say_stopped,), (stops.stands,))
    yield Move("over_ask", "stopped", None, (menus.nothing_to_stop,))
    yield Move("over_ask", "not_offered", None, (welcome.say_adults_only,))
    yield Move("over_ask", "welcome", None, (welcome.greet,))


def _closed() -> Iterator[Move]:
    """Where no plan is to be had now: why, whatever is asked for."""
    for trigger in ("unclear", "unread"):
        yield Move(trigger, "not_offered", None, (closed.adults_only,))
    yield Move("unclear", "stopped", None, (closed.still_stopped,))
    for trigger in OF_A_PLAN:
        yield Move(trigger, "not_offered", None, (welcome.say_adults_only,))
        yield Move(trigger, "stopped", None, (menus.nothing_to_stop,))
    for trigger in OF_A_PLAN:
        if trigger != "new":
            yield Move(trigger, "referred", None, (stops.repeat_stop,))
