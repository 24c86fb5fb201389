"""What a talk costs a person: messages and taps, counted.

The typical bot of this kind sends a message for each question and gets one for each answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from flows.effects import Effect
from flows.events import Event
from tests.flows.days import below_covers, reports, type_today
from tests.flows.people import CONTENT, PERSONAS, answers_of
from tests.flows.situations import MONDAY_AT_NINE, in_program, then
from tests.flows.walker import Answers, Walker

WHOLE = [name for name, persona in PERSONAS.items() if "factors" in persona["expect"]]
"""Whom no stop keeps from a plan."""
MOST_TAPS = {"L": 3, "M": 2, "G": 2}
"""For a daily report, by the type of the day; effort is asked on load days alone."""


@dataclass
class Counter(Walker):
    messages: int = 0
    """New ones of the bot; an edit makes no sound and does not push the chat up."""
    questions: int = 0
    acts: int = 0
    """Taps and words of the person."""

    def send(self, event: Event) -> list[Effect]:
        effects = super().send(event)
        self.messages += len(self.fresh)
        self.acts += event.kind != "moment_due"
        return effects

    def answer(self, question: str, answers: Answers) -> None:
        self.questions += 1
        acts, kind = self.acts, CONTENT.questions[question].type
        super().answer(question, answers)
        if kind == "single":
            assert self.acts == acts + 1, f"{question} took more than a tap"


@pytest.mark.parametrize("name", WHOLE)
def test_the_intake_takes_fewer_messages_than_questions(name: str) -> None:
    """At most one message a question, with all around it: the greeting, the result, the plan."""
    walker = Counter(CONTENT, MONDAY_AT_NINE)
    walker.intake(answers_of(name))
    assert walker.open_topic() == "prompt"
    assert walker.questions >= 30
    assert walker.messages <= walker.questions / 2


def taps_to_report(walker: Walker, *first: str, **answers: str) -> int:
    """From the prompt to a report that is stored, by the first tap of each question."""
    taps = 0
    reports = sum(r.what == "report" for r in walker.records)
    for code in first:
        walker.press(code)
        taps += 1
    while sum(r.what == "report" for r in walker.records) == reports:
        walker.press(answers[walker.open_topic().removeprefix("checkin.")])
        taps += 1
    return taps


EASY = {"pain": "n.1", "effort": "n.4"}


@pytest.mark.parametrize("persona", ["p1_desk", "p2_runner", "p6_older"])
@pytest.mark.parametrize("day", range(3))
def test_a_daily_report_takes_three_taps_at_most(persona: str, day: int) -> None:
    """Of who did the moves alone; tingling is asked about too, on the screen of the pain."""
    walker = then(lambda: in_program(persona), *["=skipped", "wait"] * day)
    walker.now += dt.timedelta(minutes=10)
    if walker.open_topic() == "prompt":
        most = MOST_TAPS[type_today(walker)]
        assert taps_to_report(walker, "done", **EASY) <= most


@pytest.mark.parametrize("persona", ["p1_desk", "p2_runner", "p6_older"])
@pytest.mark.parametrize(("looks", "more"), [(["show"], 1), ([], 0)])
def test_a_look_below_the_cover_takes_one_tap_more(
    persona: str, looks: list[str], more: int
) -> None:
    """P11: what a locked screen must not show costs a tap; who knows the moves reports without."""
    walker = below_covers(then(lambda: in_program(persona), "=skipped"))
    while walker.open_topic() != "prompt":
        walker.wait()
    most = MOST_TAPS[type_today(walker)] + more
    assert taps_to_report(walker, *looks, "done", **EASY) <= most


@pytest.mark.parametrize("persona", ["p1_desk", "p2_runner"])
def test_tingling_that_changed_takes_one_tap_more(persona: str) -> None:
    walker = in_program(persona)
    assert taps_to_report(walker, "done", "g.worse", **EASY) <= MOST_TAPS["L"] + 1
    assert reports(walker)[-1].tingling == "worse"


def test_a_report_in_words_takes_one_message() -> None:
    walker = then(in_program, "done 2")
    assert walker.open_topic() in {"checkin.effort", ""}
