"""The transition table of the talk: on this meaning, in this state, do this and be there.

Order is meaning: a stop first, a finished section second, the internal transition (no destination)
last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from content.load import Content
from flows import (
    again,
    agenda,
    anew,
    answers,
    asides,
    barrier,
    cards,
    checkin,
    checks,
    clearing,
    comeback,
    correct,
    daily,
    day,
    edited,
    habits,
    intake,
    items,
    menus,
    mistakes,
    morning,
    relief,
    report,
    result,
    retold,
    session,
    settings,
    since,
    stops,
    weekly,
    welcome,
    why,
)
from flows.claims import (
    PROGRAM,
    Action,
    Guard,
    ask_zone,
    block,
    bring_card,
    bring_kept_card,
    bring_open_card,
    card_is_open,
    card_was_kept,
    end_pause_silently,
    finish_and_back,
    has_consent,
    has_open_question,
    has_plan,
    leave_stop,
    must_wait,
    rate,
    rests_in,
    unblock,
    zone_known,
)
from flows.turn import Turn

OF_A_PLAN = (
    "today", "plan", "pause", "resume", "settings", "new", "zone", "report", "snooze", "answers",
    "correct", "why",
)  # fmt: skip
"""Triggers that ask for something of a programme."""


class Move(NamedTuple):
    """One row: in `source`, on `trigger`, if all guards hold: act, and be in `dest` then."""

    trigger: str
    source: str
    dest: str | None
    act: tuple[Action, ...] = ()
    when: tuple[Guard, ...] = ()


def states(content: Content) -> list[dict[str, Any]]:
    """Phases outside, sections inside; sections come from content."""
    sections = [s.id for s in content.sections]
    intake_states = [*sections[:2], "later", sections[2], "result", sections[3], "zone"]
    return [
        {"name": "welcome"},
        {"name": "intake", "children": intake_states, "initial": sections[0]},
        {"name": "program", "children": ["proposed", "active", "paused"], "initial": "proposed"},
        {"name": "referred"},
        {"name": "not_offered"},
        {"name": "stopped"},
    ]


def table(content: Content) -> Iterator[Move]:
    yield from _door()
    yield from _questions(content)
    yield from _proposal()
    yield from _program()
    yield from _looking_again()
    yield from _getting_in_the_way()
    yield from _changing_what_was_said()
    yield from _safety(content)
    yield from _anytime(content)


def _door() -> Iterator[Move]:
    first = "intake.safety"
    yield Move("start", "welcome", None, (welcome.greet,))
    yield Move("agree", "welcome", first, (welcome.keep_consent, intake.ask_next))
    yield Move("decline", "welcome", None, (welcome.decline,))
    yield Move("start", "not_offered", "welcome", (welcome.greet,))


def _questions(content: Content) -> Iterator[Move]:
    """An answer stops the talk, ends its section, or leads to the next question."""
    for source, then, act in (
        ("intake.safety", "intake.later", result.offer_moves),
        ("intake.talk", "intake.later", result.offer_moves),
        ("intake.move", "intake.result", result.show_result),
        ("intake.setup", "intake.zone", ask_zone),
    ):
        keep = intake.keep_answer
        if source == "intake.safety":
            yield Move("answer", source, "not_offered", (welcome.turn_away,), (stops.is_minor,))
        yield Move("answer", source, "referred", (keep, rate, stops.stop_for_answers),
                   (stops.must_stop,))  # fmt: skip
        if source == "intake.safety":
            yield Move("answer", source, "intake.talk", (keep, rate, intake.ask_next),
                       (intake.section_done, has_open_question("talk")))  # fmt: skip
        if source == "intake.setup":
            yield Move("answer", source, "program.proposed", (keep, rate, result.propose),
                       (intake.section_done, zone_known))  # fmt: skip
        yield Move("answer", source, then, (keep, rate, act), (intake.section_done,))
        yield Move("answer", source, None, (keep, rate, intake.ask_next))
        yield from _backwards(source, content)
    yield Move("unsure", "intake.safety", None, (cards.ask_singly,))
    yield Move("single", "intake.safety", None, (cards.next_single,))


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


def _proposal() -> Iterator[Move]:
    later, found, once = "intake.later", "intake.result", result.forget_offer
    yield Move("begin", later, "intake.move", (once, result.begin_moves, intake.ask_next),
               (has_open_question("move"),))  # fmt: skip
    yield Move("begin", later, found, (once, result.show_result))
    yield Move("leave_out", later, found, (once, result.leave_out_moves, result.show_result))
    yield Move("postpone", later, None, (result.postpone_moves,))
    yield Move("back", later, "intake.talk", (once, result.back_to("talk")))
    yield Move("due", later, None, (agenda.drop_due,), (must_wait,))
    yield Move("due", later, None, (result.offer_moves_again,))
    yield Move("begin", found, "intake.setup", (result.leave_result, intake.ask_next),
               (has_open_question("setup"),))  # fmt: skip
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


def _program() -> Iterator[Move]:
    active, paused = PROGRAM
    for source in PROGRAM:
        yield Move("report", source, "referred", (daily.keep_report, stops.pause_for_report),
                   (checkin.is_whole, checkin.must_pause))  # fmt: skip
        yield Move("report", source, None,
                   (daily.keep_report, report.say_decision, daily.finish_here, cards.open_cards),
                   (checkin.is_whole, checkin.is_red))  # fmt: skip
        yield Move("report", source, None,
                   (daily.keep_report, report.say_decision, daily.say_next, daily.say_more),
                   (checkin.is_whole,))  # fmt: skip
        yield Move("report", source, None, (checkin.keep_draft,))
        yield Move("vague", source, None, (checkin.ask_completion,))
        yield Move("reported", source, None, (daily.reported,))
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
        yield Move("snooze", source, None, (daily.snooze,))
        yield Move("short", source, None, (comeback.shorten,))
        yield Move("settings", source, None, (settings.settings,))
        yield Move("set", source, None, (settings.open_setting,))
        yield Move("changed", source, None, (settings.change, daily.proceed_if_free))
        yield Move("zone", source, None, (settings.change_zone,))
        yield Move("zones", source, None, (settings.which_zone,))
        yield Move("locate", source, None, (settings.ask_location,))
        yield Move("close", source, None, (settings.close, daily.proceed_if_free))
        yield Move("pause", source, None, (menus.ask_pause,))
        yield Move("pause_for", source, paused, (menus.pause,))
        yield Move("resume", source, active, (menus.resume,))
        yield Move("start", source, None, (menus.have_plan,))
    yield Move("due", active, None, (daily.wait,), (must_wait,))
    yield Move("due", active, "referred", (stops.pause_for_report,), (day.must_pause,))
    yield Move("due", active, None, (daily.due,))
    yield Move("due", paused, active, (menus.note_pause, end_pause_silently),
               (menus.pause_over, must_wait))  # fmt: skip
    yield Move("due", paused, active, (menus.end_pause,), (menus.pause_over,))
    yield Move("due", paused, None, (daily.wait,))


def _looking_again() -> Iterator[Move]:
    """The re-assessment: every answer counts at once, and the last one tells what has changed."""
    for source in PROGRAM:
        yield Move("look", source, None, (again.begin,))
        yield Move("look_later", source, None, (again.later, daily.proceed))
        yield Move("assess", source, "referred", (anew.stop,), (anew.must_stop,))
        yield Move("assess", source, None, (anew.keep, since.end, daily.assessed), (anew.is_last,))
        yield Move("assess", source, None, (anew.keep, daily.restrict, again.show_next))


def _getting_in_the_way() -> Iterator[Move]:
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


def _changing_what_was_said() -> Iterator[Move]:
    """Answers and reports, safety first; and why the plan is as it is."""
    for source in PROGRAM:
        for trigger in ("answers", "correct"):
            yield Move(trigger, source, None, (bring_card,), (must_wait,))
        yield Move("answers", source, None, (answers.answers,))
        yield Move("section", source, None, (answers.show_section,))
        yield Move("answers_close", source, None, (answers.close,))
        yield Move("edit", source, None, (answers.ask,))
        yield Move("edited", source, "not_offered", (edited.turn_away,), (stops.is_minor,))
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


def _safety(content: Content) -> Iterator[Move]:
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
    for source in (*PROGRAM, *_intake(content), "program.proposed"):
        yield Move("danger", source, None, (items.keep_what_was_said, items.danger))
        yield Move("item", source, "referred", (items.stop_for_item,), (items.item_stops,))
        yield Move("item", source, None, (items.ask_more,), (items.has_more,))
        yield Move("item", source, None, (items.no_item, finish_and_back))
    yield from _referred(content)
    yield from _asked_after_stop()


def _referred(content: Content) -> Iterator[Move]:
    """Stopped: what is worse counts at once; the way out is to be seen, or a mistake."""
    here = "referred"
    yield Move("start", here, None, (stops.repeat_stop,))
    yield Move("due", here, None, (stops.follow_up,))
    yield Move("not_yet", here, None, (stops.repeat_stop,))
    yield Move("mistake", here, None, (items.ask_mistake,))
    yield Move("danger", here, None, (stops.repeat_stop,), (items.is_known,))
    yield Move("danger", here, None, (items.danger,))
    yield Move("item", here, None, (mistakes.ask_anew,), (mistakes.takes_back_answer,))
    yield Move("item", here, None, (items.stop_for_item,), (items.item_stops,))
    yield Move("item", here, None, (items.ask_more,), (items.has_more,))
    yield Move("item", here, None, (bring_open_card,), (card_is_open,))
    yield from _onwards("item", here, (items.no_item, leave_stop), content)
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
    yield from _onwards("clearing", here, (clearing.clear, leave_stop), content)


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
    yield Move("not_yet", here, None, (stops.repeat_stop,))
    for trigger in ("seen", "mistake"):  # the stop as it stands, and the way on from there
        yield Move(trigger, here, "referred", (stops.plan_again, stops.repeat_stop))


def _intake(content: Content) -> tuple[str, ...]:
    inner = states(content)[1]["children"]
    return tuple(f"intake.{name}" for name in inner)


def _onwards(
    trigger: str, source: str, act: tuple[Action, ...], content: Content
) -> Iterator[Move]:
    """To where the talk was left: the programme, the next open question, or the proposal."""
    yield Move(trigger, source, "program.active", (*act, daily.go_on), (has_plan,))
    for part in content.sections:
        dest = "intake.later" if part.id == "move" else f"intake.{part.id}"
        ask = result.offer_moves if part.id == "move" else intake.ask_next
        yield Move(trigger, source, dest, (*act, ask), (rests_in(part.id),))
    yield Move(trigger, source, "program.proposed", (*act, result.propose),
               (has_consent, zone_known))  # fmt: skip
    yield Move(trigger, source, "intake.zone", (*act, ask_zone), (has_consent,))


def _anytime(content: Content) -> Iterator[Move]:
    for source in _intake(content):
        yield Move("start", source, None, (asides.welcome_back,))
        yield Move("stop", source, "stopped", (menus.stop,))
        if source != "intake.zone":
            yield Move("zone", source, None, (settings.keep_zone, asides.bring_back))
    yield Move("start", "program.proposed", None, (asides.welcome_back,))
    for source in ("program.proposed", *PROGRAM, "referred"):
        yield Move("stop", source, "stopped", (menus.stop,))
    yield Move("stop", "*", None, (menus.nothing_to_stop,))
    for trigger in ("resume", "start"):
        yield Move(trigger, "stopped", "referred",
                   (stops.plan_again, stops.repeat_stop, bring_open_card),
                   (stops.stands, card_is_open))  # fmt: skip
        yield Move(trigger, "stopped", "referred", (stops.plan_again, stops.repeat_stop),
                   (stops.stands,))  # fmt: skip
        for way in _onwards(trigger, "stopped", (), content):
            yield way._replace(act=(bring_kept_card,), when=(*way.when, card_was_kept))
        yield from _onwards(trigger, "stopped", (), content)
    yield from _closed()
    yield Move("due", "*", None, (agenda.drop_due,))
    yield Move("start", "*", None, (welcome.greet,))
    yield Move("help", "*", None, (asides.help_,))
    yield Move("privacy", "*", None, (asides.privacy,))
    yield Move("crisis", "*", None, (items.crisis,))
    yield Move("wrote_again", "*", None, (items.wrote_again,))
    yield Move("held", "*", None, (items.wait_for_words,))
    yield Move("danger", "*", None, (items.danger_only,))
    yield Move("erase_ask", "*", None, (menus.ask_erase,))
    yield Move("erase", "*", "welcome", (menus.erased,))
    yield Move("keep", "*", None, (menus.keep,))
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


def _closed() -> Iterator[Move]:
    """Where no plan is to be had now: why, whatever is asked for."""
    for trigger in (*OF_A_PLAN, "unclear", "unread"):
        yield Move(trigger, "not_offered", None, (welcome.say_adults_only,))
    for trigger in (*OF_A_PLAN, "unclear"):
        yield Move(trigger, "stopped", None, (menus.nothing_to_stop,))
    for trigger in OF_A_PLAN:
        if trigger != "new":
            yield Move(trigger, "referred", None, (stops.repeat_stop,))
