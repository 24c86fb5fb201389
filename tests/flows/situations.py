"""Plausible moments of a talk, one or more for every state, each reached as a person would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

from tests.flows.days import asked_first, copy, lived
from tests.flows.people import CONTENT, PERSONAS, answers_of
from tests.flows.walker import Walker

MONDAY_AT_NINE = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DESK = PERSONAS["p1_desk"]["answers"]


def at_start() -> Walker:
    return Walker(CONTENT, MONDAY_AT_NINE)


def greeted() -> Walker:
    walker = at_start()
    walker.start()
    return walker


def at(topic: str, persona: str = "p1_desk", **changes: object) -> Walker:
    """A walker whose intake has come to this topic."""
    walker = greeted()
    walker.press("agree")
    answers = answers_of(persona, **changes)
    onwards = {"fork": "now", "review": "go", "result": "set_up"}
    while walker.open_topic() != topic:
        name = walker.open_topic()
        if name.startswith("q."):
            walker.answer(name.removeprefix("q."), answers)
        elif name in onwards:
            walker.press(onwards[name])
        elif name == "zone":
            walker.locate("Europe/Lisbon")
        else:
            raise AssertionError(f"{topic} is not on the way; the talk is at {name}")
    return walker


def in_program(persona: str = "p1_desk") -> Walker:
    walker = at_start()
    walker.intake(PERSONAS[persona]["answers"])
    return walker


def then(start: Callable[[], Walker], *steps: str) -> Walker:
    """Each step is /a command, a tap by its =code, until the next due moment, or words."""
    walker = start()
    for step in steps:
        if step == "/start":
            walker.start()
        elif step.startswith("/"):
            walker.command(step)
        elif step.startswith("="):
            walker.press(step[1:])
        elif step == "wait":
            walker.wait()
        else:
            walker.say(step)
    return walker


def p10() -> Walker:
    walker = at_start()
    walker.intake(PERSONAS["p10_pop"]["answers"])
    return walker


def p11() -> Walker:
    walker = at_start()
    walker.intake(PERSONAS["p11_saddle"]["answers"])
    return walker


def morning_after() -> Walker:
    """A load day was reported; the next morning asks."""
    return then(in_program, "done 2", "=n.5", "wait")


def looking_again() -> Walker:
    """The re-assessment is taken up; the cards are closed."""
    return then(lambda: asked_first("again.offer", lived("p1_desk", 14)), "=now", "=none", "=none")


def little_done() -> Walker:
    return asked_first("barrier.ask", lived("p4_shared", 7, lambda day: day < 1))


def rereported() -> Walker:
    return then(in_program, "done 2", "=n.5", "/correct")


def elsewhere() -> Walker:
    """A place that nobody asked for was shared."""
    walker = in_program()
    walker.locate("Asia/Tokyo")
    return walker


def outdated(start: Callable[[], Walker]) -> Walker:
    """The policy has changed since this person agreed."""
    walker = start()
    consent = walker.conversation.consent
    assert consent
    older = consent.model_copy(update={"version": "1"})
    walker.conversation = walker.conversation.model_copy(update={"consent": older})
    return walker


SITUATIONS: dict[str, Callable[[], Walker]] = {
    "never seen": at_start,
    "welcome": greeted,
    "declined": lambda: then(greeted, "=decline"),
    "under 18": lambda: then(greeted, "=agree", "=o.u18"),
    "age": lambda: then(greeted, "=agree"),
    "card A, a tick": lambda: then(lambda: at("q.q_rf_a"), "=t.saddle"),
    "card A, not sure": lambda: then(lambda: at("q.q_rf_a"), "=unsure"),
    "card C": lambda: at("q.q_rf_c"),
    "danger at the age": lambda: then(greeted, "=agree", "numb between my legs"),
    "danger at the goal": lambda: then(lambda: at("q.q_goal"), "I felt a pop"),
    "crisis at the goal": lambda: then(lambda: at("q.q_goal"), "I want to die"),
    "side": lambda: at("q.q_side"),
    "goal": lambda: at("q.q_goal"),
    "why": lambda: then(lambda: at("q.q_sleep"), "=why"),
    "now or later": lambda: at("fork"),
    "checks put off": lambda: then(lambda: at("fork"), "=in2"),
    "checks put off, then back": lambda: then(lambda: at("fork"), "=in2", "=back"),
    "one leg": lambda: then(lambda: at("q.q_f1"), "=n.3"),
    "last check": lambda: at("q.q_ftf"),
    "looked through": lambda: at("review"),
    "looked through, a part": lambda: then(lambda: at("review"), "=s.talk"),
    "looked through, an answer": lambda: then(lambda: at("review"), "=s.talk", "=e.q_side"),
    "looked through, signs": lambda: then(lambda: at("review"), "=s.safety", "=e.q_rf_a"),
    "looked through half way": lambda: then(lambda: at("q.q_sleep"), "/answers"),
    "looked through, checks put off": lambda: then(lambda: at("fork"), "=in2", "/answers"),
    "back at the goal": lambda: then(lambda: at("q.q_goal"), "/start"),
    "back at the result": lambda: then(lambda: at("result"), "/start"),
    "back at the proposal": lambda: then(lambda: at("proposal"), "/start"),
    "starting over?": lambda: then(lambda: at("q.q_goal"), "/start", "=!over"),
    "result": lambda: at("result"),
    "why this score": lambda: then(lambda: at("result"), "=why.posture"),
    "equipment": lambda: at("q.q_equip"),
    "time": lambda: at("q.q_time"),
    "where": lambda: at("zone"),
    "which place": lambda: then(lambda: at("zone"), "Springfield"),
    "sharing a place": lambda: then(lambda: at("zone"), "=locate"),
    "proposal": lambda: at("proposal"),
    "why these moves": lambda: then(lambda: at("proposal"), "=why"),
    "danger at the proposal": lambda: then(lambda: at("proposal"), "my foot drags"),
    "first session": in_program,
    "taking back the yes": lambda: then(in_program, "/withdraw"),
    "withdrawn": lambda: then(in_program, "/withdraw", "=yes"),
    "withdrawn from a card": lambda: then(in_program, "=!new", "/withdraw", "=yes"),
    "withdrawn from the goal": lambda: then(lambda: at("q.q_goal"), "/withdraw", "=yes"),
    "withdrawn, at the door": lambda: then(in_program, "/withdraw", "=yes", "=!start"),
    "withdrawn from a stop": lambda: then(p11, "/withdraw", "=yes"),
    "another policy": lambda: then(lambda: outdated(in_program), "hello"),
    "another policy, nothing said yet": lambda: outdated(in_program),
    "another policy at the goal": lambda: then(lambda: outdated(lambda: at("q.q_goal")), "/start"),
    "another policy, danger": lambda: then(
        lambda: outdated(in_program), "my foot drags", "hello"
    ),
    "another policy at a stop": lambda: then(lambda: outdated(p11), "=seen"),
    "all moves shown": lambda: then(in_program, "=album"),
    "how it is going": lambda: then(in_program, "done 2", "=n.5", "/progress"),
    "a card of a move": lambda: then(in_program, "=card.1", "=did.1"),
    "a move hurts": lambda: then(in_program, "=card.1", "=hurt.1"),
    "a move stopped": lambda: then(in_program, "=card.1", "=hurt.1", "=h.1.6"),
    "last move": lambda: then(in_program, "=card.1", "=did.1", "=skip.2", "=ease.3.full", "=did.3"),
    "all moves done": lambda: then(in_program, "=card.1", "=did.1", "=did.2", "=did.3", "=did.4"),
    "pain asked": lambda: then(in_program, "=done"),
    "culprit asked": lambda: then(in_program, "=done", "=n.4"),
    "which asked": lambda: then(in_program, "did 3"),
    "reported": lambda: then(in_program, "=skipped"),
    "strong pain": lambda: then(in_program, "done 7", "=o.unsure", "=n.5"),
    "snoozed": lambda: then(in_program, "=later"),
    "nudged": lambda: then(in_program, "wait"),
    "second day": lambda: then(in_program, "=skipped", "wait"),
    "morning": morning_after,
    "morning soreness": lambda: then(morning_after, "=n.3"),
    "anything new this week": lambda: asked_first("weekly", lived("p1_desk", 7)),
    "two weeks are over": lambda: asked_first("again.offer", lived("p1_desk", 14)),
    "looking again": looking_again,
    "looking again, pain": lambda: then(looking_again, "=no"),
    "away for four weeks": lambda: then(
        lambda: lived("p4_shared", 33, lambda day: day < 3), "/today"
    ),
    "the lessons": lambda: then(in_program, "/learn"),
    "a lesson": lambda: then(in_program, "/learn", "=l.nerve", "=sources"),
    "a lesson at the goal": lambda: then(lambda: at("q.q_goal"), "/learn", "=l.slow"),
    "a page for the physio": lambda: then(in_program, "/report"),
    "a page, at the result": lambda: then(lambda: at("result"), "/report"),
    "a page, to a doctor": lambda: then(in_program, "done 8", "/report", "=p.us-letter"),
    "what got in the way": little_done,
    "no time": lambda: then(little_done, "=o.time"),
    "which move was boring": lambda: then(little_done, "=o.bored"),
    "back with a plan": lambda: then(in_program, "/start"),
    "starting over with a plan?": lambda: then(in_program, "/start", "=!over"),
    "started over": lambda: then(in_program, "/start", "=!over", "=yes"),
    "my answers": lambda: then(in_program, "/answers"),
    "the last decision": lambda: then(in_program, "done 2", "=n.5", "/why"),
    "my report": rereported,
    "another pain": lambda: then(rereported, "=fix.pain"),
    "something new": lambda: then(in_program, "=!new"),
    "something new, not sure": lambda: then(in_program, "=!new", "=unsure"),
    "danger in a report": lambda: then(in_program, "done 2, my foot drags"),
    "crisis in a report": lambda: then(in_program, "done 1. honestly I want to die"),
    "settings": lambda: then(in_program, "/settings"),
    "setting the time": lambda: then(in_program, "/settings", "=set.q_time"),
    "setting the zone": lambda: then(in_program, "/settings", "=set.zone", "Springfield"),
    "how long a pause": lambda: then(in_program, "/pause"),
    "paused for a week": lambda: then(in_program, "/pause", "=d.7"),
    "paused": lambda: then(in_program, "/pause", "=d.0"),
    "deleting": lambda: then(in_program, "/erase"),
    "deleted": lambda: then(in_program, "/erase", "=yes"),
    "stopped in the intake": lambda: then(lambda: at("q.q_goal"), "/stop"),
    "stopped at the zone": lambda: then(lambda: at("zone"), "/stop"),
    "stopped at the proposal": lambda: then(lambda: at("proposal"), "/stop"),
    "stopped in the programme": lambda: then(in_program, "/stop"),
    "to a doctor": p10,
    "to a doctor, been": lambda: then(p10, "=seen"),
    "to a doctor, a mistake": lambda: then(p10, "=mistake"),
    "to a doctor, a pain by mistake": lambda: then(
        in_program, "/answers", "=s.talk", "=e.q_pain_now", "=n.6", "=mistake", "=no"
    ),
    "to a doctor, asked again": lambda: then(p10, "wait"),
    "to a doctor, danger": lambda: then(p10, "numb between my legs"),
    "emergency": p11,
    "emergency, stopped": lambda: then(p11, "/stop"),
    "emergency in the programme": lambda: then(in_program, "=!new", "=t.saddle", "=go"),
    "paused by pain": lambda: then(in_program, "done 8"),
    "paused by a slip of the finger": lambda: then(in_program, "done 8", "=mistyped"),
    "a new time": lambda: then(in_program, "change time to 19:00"),
    "a time that can be two": lambda: then(in_program, "remind me at 7"),
    "somewhere else": elsewhere,
}  # fmt: skip


def situation(name: str) -> Walker:
    """To walk on from; it is made once, and everybody has a copy."""
    return copy(_situation(name))


@cache
def _situation(name: str) -> Walker:
    return SITUATIONS[name]()
