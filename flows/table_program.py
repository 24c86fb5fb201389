"""The rows of a programme: its days, reports, looks back, and what is changed in it.

Rule: order is meaning, as in `table`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows import (
    again,
    anew,
    answers,
    asked,
    at_card,
    barrier,
    better_time,
    cards,
    checkin,
    checks,
    closed,
    comeback,
    correct,
    daily,
    day,
    details,
    edited,
    habits,
    menus,
    mistyped,
    morning,
    plainly,
    relief,
    report,
    result,
    retime,
    retold,
    retrace,
    settings,
    since,
    snooze,
    stops,
    summary,
    tone,
    unclear,
    welcome,
    why,
)
from flows.claims import PROGRAM, bring_card, end_pause_silently, must_wait
from flows.table_rows import Move


def program() -> Iterator[Move]:
    active, paused = PROGRAM
    for source in PROGRAM:
        yield Move("report", source, "referred",
                   (mistyped.offer, daily.keep_report, stops.pause_for_report),
                   (checkin.is_whole, checkin.must_pause))  # fmt: skip
        yield Move("report", source, None,
                   (daily.keep_report, report.say_decision, daily.finish_here, cards.open_cards),
                   (checkin.is_whole, checkin.is_red))  # fmt: skip
        yield Move("report", source, None,
                   (daily.keep_report, tone.thank, report.say_decision, daily.say_next,
                    daily.say_more),
                   (checkin.is_whole,))  # fmt: skip
        yield Move("report", source, None, (checkin.keep_draft,))
        yield Move("vague", source, None, (closed.ask_completion,))
        yield Move("reported", source, None, (daily.reported,), (unclear.is_first,))
        yield Move("reported", source, None, (closed.reported,))
        yield Move("yesterday", source, None, (daily.yesterday_closed,))
        yield Move("morning", source, "referred", (morning.keep, stops.pause_for_report),
                   (morning.must_pause,))  # fmt: skip
        yield Move("morning", source, None,
                   (daily.keep_red_morning, daily.finish_here, cards.open_cards),
                   (morning.is_whole, morning.is_red))  # fmt: skip
        yield Move("morning", source, None, (daily.finish_morning,), (morning.is_whole,))
        yield Move("morning", source, None, (morning.keep_answer,))
        yield Move("today", source, None, (day.keep_in_mind, bring_card), (must_wait,))
        yield Move("today", source, "referred", (stops.pause_for_report,), (day.must_pause,))
        yield Move("today", source, None, (menus.today,))
        yield Move("plan", source, None, (menus.show_plan,))
        yield Move("checks", source, None, (checks.begin,))
        yield Move("check", source, None, (checks.keep,))
        yield Move("short", source, None, (comeback.shorten,))
        yield Move("settings", source, None, (settings.settings,))
        yield Move("text_only", source, None, (plainly.toggle,))
        yield Move("details", source, None, (details.toggle,))
        yield Move("set", source, None, (settings.open_setting,))
        yield Move("changed", source, None, (settings.change, daily.proceed_if_free))
        yield Move("zone", source, None, (settings.change_zone,))
        yield Move("zones", source, None, (settings.which_zone,))
        yield Move("locate", source, None, (settings.ask_location,))
        yield Move("close", source, None, (settings.close, daily.proceed_if_free))
        yield Move("pause", source, None, (menus.ask_pause,))
        yield Move("pause_for", source, paused, (menus.pause,))
        yield Move("resume", source, active, (menus.resume,))
    yield Move("due", active, None, (daily.wait,), (must_wait,))
    yield Move("due", active, "referred", (stops.pause_for_report,), (day.must_pause,))
    yield Move("due", active, None, (daily.due,))
    yield Move("due", paused, active, (menus.note_pause, end_pause_silently),
               (menus.pause_over, must_wait))  # fmt: skip
    yield Move("due", paused, active, (menus.end_pause,), (menus.pause_over,))
    yield Move("due", paused, None, (daily.wait,))


def move_by_move() -> Iterator[Move]:
    """At the card of a move; and back, and a tick, inside the check-in that follows."""
    for source in PROGRAM:
        yield Move("move_done", source, None, (at_card.did,))
        yield Move("move_skipped", source, None, (at_card.skip,))
        yield Move("move_eased", source, None, (at_card.ease,))
        yield Move("move_harder", source, None, (at_card.harder,))
        yield Move("move_hurt", source, None, (at_card.hurts,))
        yield Move("at_card", source, None, (at_card.hint,))
        yield Move("retrace", source, None, (retrace.go_back,))
        yield Move("tick", source, None, (checkin.tick,))


def asked_in_words() -> Iterator[Move]:
    """Questions and wishes in plain words; what may not be shown now waits as for a command."""
    for source in PROGRAM:
        for trigger in ("why_moves", "doses", "show_how"):
            yield Move(trigger, source, None, (bring_card,), (must_wait,))
        yield Move("why_moves", source, None, (asked.why_moves,))
        yield Move("doses", source, None, (asked.doses,))
        yield Move("show_how", source, None, (asked.show_how,))
        yield Move("when", source, None, (asked.when,))
        yield Move("ill", source, None, (asked.get_well,))
        yield Move("ask_time", source, None, (retime.ask_time,))
        yield Move("which_time", source, None, (retime.ask_which,))
        yield Move("set_time", source, None, (retime.set_time,))
        yield Move("rezone", source, None, (retime.set_zone,))
        yield Move("undo_time", source, None, (retime.undo_time,))
        yield Move("undo_zone", source, None, (retime.undo_zone,))
        yield Move("here", source, None, (retime.say_same_zone,), (retime.is_same_zone,))
        yield Move("here", source, None, (retime.offer_zone,))
        yield Move("stay", source, None, (retime.stay,))
    proposed = "program.proposed"
    yield Move("set_time", proposed, None, (bring_card,), (must_wait,))
    yield Move("set_time", proposed, None, (retime.keep_time, result.propose))
    yield Move("hello", "*", None, (asked.hello,))
    yield Move("bye", "*", None, (asked.bye,))
    yield Move("thanks", "*", None, (asked.thanks,))
    yield Move("about", "*", None, (asked.about,))
    yield Move("sore", "*", None, (asked.sore,))
    yield Move("results", "*", None, (asked.results,))
    yield Move("why_moves", "*", None, (asked.give_reason,), (asked.asks_reason,))


def looking_again() -> Iterator[Move]:
    """The re-assessment: every answer counts at once, and the last one tells what has changed."""
    for source in PROGRAM:
        yield Move("look", source, None, (again.begin,))
        yield Move("look_later", source, None, (again.later, daily.proceed))
        yield Move("assess", source, "referred", (anew.stop,), (anew.must_stop,))
        yield Move("assess", source, None, (anew.keep, since.end, daily.assessed), (anew.is_last,))
        yield Move("assess", source, None, (anew.keep, daily.restrict, again.show_next))
        yield Move("again_back", source, None, (anew.back,))


def getting_in_the_way() -> Iterator[Move]:
    """What got in the way and what to change; fewer days when they are enough."""
    for source in PROGRAM:
        yield Move("barrier", source, None, (barrier.offer,), (barrier.has_offer,))
        yield Move("barrier", source, None, (relief.say_how, daily.proceed, daily.show_steps),
                   (barrier.is_unsure_how,))  # fmt: skip
        yield Move("barrier", source, None, (relief.thank, daily.proceed))
        yield Move("barrier_yes", source, None, (relief.open_clock,), (barrier.wants_clock,))
        yield Move("barrier_yes", source, None, (relief.act, day.rebuild, daily.proceed))
        yield Move("barrier_no", source, None, (relief.leave, daily.proceed))
        yield Move("do_less", source, None, (habits.do_less,))
        yield Move("do_same", source, None, (habits.do_same,))


def rhythm() -> Iterator[Move]:
    """Later today, a better time for every day, and the day of the weekly summary."""
    for source in PROGRAM:
        yield Move("snooze", source, None, (bring_card,), (must_wait,))
        yield Move("snooze", source, None, (snooze.keep,))
        yield Move("snooze_ask", source, None, (snooze.ask,))
        yield Move("snooze_other", source, None, (snooze.ask_other,))
        yield Move("better_yes", source, None, (better_time.take,))
        yield Move("better_other", source, None, (better_time.open_clock,))
        yield Move("better_no", source, None, (better_time.leave,))
        yield Move("summary_day", source, None, (settings.change_summary,))
        yield Move("week_pain", source, None, (summary.say_pain,))


def changing_what_was_said() -> Iterator[Move]:
    """Answers and reports, safety first; and why the plan is as it is."""
    for source in PROGRAM:
        for trigger in ("answers", "correct"):
            yield Move(trigger, source, None, (bring_card,), (must_wait,))
        yield Move("answers", source, None, (answers.answers,))
        yield Move("section", source, None, (answers.show_section,))
        yield Move("answers_close", source, None, (answers.close,))
        yield Move("edit", source, None, (answers.ask,))
        yield Move("edited", source, "not_offered", (welcome.turn_away,), (stops.is_minor,))
        yield Move("edited", source, "referred", (edited.keep, stops.stop_for_answers),
                   (edited.must_stop,))  # fmt: skip
        yield Move("edited", source, None, (edited.keep, edited.go_on))
        yield Move("correct", source, None, (correct.show,))
        yield Move("correct_day", source, None, (correct.show_day,))
        yield Move("fix", source, None, (correct.ask,))
        yield Move("fixed", source, None, (retold.say_same,), (retold.changes_nothing,))
        yield Move("fixed", source, "referred", (retold.keep, retold.pause),
                   (retold.must_pause,))  # fmt: skip
        yield Move("fixed", source, None,
                   (retold.keep, retold.close_prompt, daily.finish_here, cards.open_cards),
                   (retold.is_red,))  # fmt: skip
        yield Move("fixed", source, None, (retold.keep, retold.go_on))
        yield Move("corrected", source, None, (retold.close,))
        yield Move("why", source, None, (why.why,))
