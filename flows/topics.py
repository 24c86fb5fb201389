"""Every topic that can be open on a screen: how it is drawn, and how a tap or words are taken.

Rule: a table, by the first word of the topic's name.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from flows import (
    anew,
    answers,
    barrier,
    better_time,
    cards,
    checkin,
    checks,
    clearing,
    correct,
    erase,
    habits,
    intake,
    items,
    language,
    learn,
    menus,
    mistakes,
    mistyped,
    morning,
    physio,
    progress,
    renewal,
    result,
    retime,
    review,
    session,
    settings,
    snooze,
    starting,
    stops,
    weekly,
    welcome,
    withdrawal,
)
from flows.conversation import Open
from flows.turn import Drawer, Screen, Turn


class Taker(Protocol):
    def __call__(self, turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
        """The trigger for the machine; what was understood is left in `turn.value`."""


class Topic(NamedTuple):
    draw: Drawer
    take: Taker


TOPICS = {
    "welcome": Topic(welcome.draw_welcome, welcome.take_welcome),
    "renew": Topic(renewal.draw_renew, renewal.take_renew),
    "withdraw": Topic(withdrawal.draw_withdraw, withdrawal.take_withdraw),
    "q": Topic(intake.draw_question, intake.take_question),
    "single": Topic(cards.draw_single, cards.take_single),
    "fork": Topic(result.draw_fork, result.take_fork),
    "result": Topic(result.draw_result, result.take_result),
    "review": Topic(review.draw_review, review.take_review),
    "home": Topic(starting.draw_home, starting.take_home),
    "over": Topic(starting.draw_over, starting.take_over),
    "zone": Topic(settings.draw_zone, settings.take_zone),
    "proposal": Topic(result.draw_proposal, result.take_proposal),
    "prompt": Topic(session.draw_prompt, session.take_prompt),
    "check": Topic(checks.draw_check, checks.take_check),
    "checkin": Topic(checkin.draw_checkin, checkin.take_checkin),
    "morning": Topic(morning.draw_morning, morning.take_morning),
    "language": Topic(language.draw_language, language.take_language),
    "settings": Topic(settings.draw_settings, settings.take_settings),
    "answers": Topic(answers.draw_answers, answers.take_answers),
    "edit": Topic(answers.draw_edit, answers.take_edit),
    "correct": Topic(correct.draw_correct, correct.take_correct),
    "fix": Topic(correct.draw_fix, correct.take_fix),
    "set": Topic(settings.draw_setting, settings.take_setting),
    "page": Topic(physio.draw_page, physio.take_page),
    "pause": Topic(menus.draw_pause, menus.take_pause),
    "erase": Topic(erase.draw, erase.take),
    "new": Topic(cards.draw_new, cards.take_new),
    "item": Topic(items.draw_item, items.take_item),
    "mistaken": Topic(mistakes.draw_mistaken, mistakes.take_mistaken),
    "mistyped": Topic(mistyped.draw_mistyped, mistyped.take_mistyped),
    "clock": Topic(retime.draw_clock, retime.take_clock),
    "undo": Topic(retime.draw_undo, retime.take_undo),
    "here": Topic(retime.draw_here, retime.take_here),
    "stopped": Topic(stops.draw_stopped, stops.take_stopped),
    "again": Topic(anew.draw_again, anew.take_again),
    "weekly": Topic(weekly.draw_weekly, weekly.take_weekly),
    "barrier": Topic(barrier.draw_barrier, barrier.take_barrier),
    "learn": Topic(learn.draw_learn, learn.take_learn),
    "lesson": Topic(learn.draw_offer, learn.take_offer),
    "snooze": Topic(snooze.draw_snooze, snooze.take_snooze),
    "better": Topic(better_time.draw_better, better_time.take_better),
    "less": Topic(habits.draw_less, habits.take_less),
    "progress": Topic(progress.draw_progress, progress.take_progress),
    "clear": Topic(clearing.draw_clear, clearing.take_clear),
}


def of(topic: Open) -> Topic:
    return TOPICS[topic.topic.partition(".")[0]]


def draw(turn: Turn, topic: Open) -> Screen:
    return of(topic).draw(turn, topic)
