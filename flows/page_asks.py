"""What a physio may want to ask about: each line is a fact, by a rule that anybody can check.

Rule: no diagnosis and no advice. A rule looks at the facts and says them, or nothing; the most
pressing stand first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from flows import safety
from flows.effects import Text
from flows.gains import WORSE, compare
from flows.page_facts import Facts
from flows.page_words import cut, day_text, measure, move, value_text
from flows.parts import t
from flows.question import describe, listed
from flows.rate import RED_PAIN

ASYMMETRY = 3
"""Points between left and right that are worth a look."""
MOST_NAMED = 3
"""So many of a kind are named."""
RECENT, LEAST = 28, 4
"""Days looked back on, and sessions below which they say nothing."""

Rule = Callable[[Facts], Iterator[Text]]


def asks(facts: Facts) -> tuple[Text, ...]:
    return tuple(line for rule in RULES for line in rule(facts))


def _stands(facts: Facts) -> Iterator[Text]:
    """The moves are held, and nobody has said yet that somebody looked."""
    stops = facts.conversation.stops
    if stops:
        signs = [sign_text(stop, facts) for stop in stops]
        yield t("page-ask-held", signs=listed(cut(signs, MOST_NAMED)))


def sign_text(stop: str, facts: Facts) -> Text:
    """A line of a card in its own words, or what a report or an answer said."""
    is_flag = stop in facts.content.red_flags
    return t(f"flag.{stop}") if is_flag else t(f"page-sign-{stop.rpartition('before-')[2]}")


def _worse(facts: Facts) -> Iterator[Text]:
    first, content = facts.first_look, facts.content
    gains = compare(first.answers, facts.answers, content.questions, content) if first else ()
    for gain in gains:
        question = content.questions.get(gain.measure)
        if question and gain.change == WORSE:
            old, new = (describe(question, value) for value in (gain.old, gain.new))
            yield t("page-ask-worse", name=measure(gain.measure), old=old, new=new)


def _red(facts: Facts) -> Iterator[Text]:
    days = [r.day for r in facts.reports if r.light == "RED"]
    if days:
        yield t("page-ask-red", n=len(days), day=day_text(days[-1]), pain=RED_PAIN)


def _tingling(facts: Facts) -> Iterator[Text]:
    """Worse in a session, there the next morning, or slow to settle."""
    worse = [r.day for r in facts.reports if r.tingling == "worse"]
    if worse:
        yield t("page-ask-tingling", n=len(worse), day=day_text(worse[-1]))
    stayed = [r.day for r in facts.reports if r.morning_tingling]
    if stayed:
        yield t("page-ask-tingling-stays", n=len(stayed), day=day_text(stayed[-1]))
    found = safety.classify(facts.answers, facts.content).mention_reasons
    yield from (t(f"page-ask-{reason}") for reason in found)


def _no_gain(facts: Facts) -> Iterator[Text]:
    if facts.conversation.no_gain >= facts.content.rules.reassess.fit.without:
        yield t("page-ask-no-gain", n=facts.conversation.no_gain)


def _asymmetry(facts: Facts) -> Iterator[Text]:
    """Of tests with a number for each leg."""
    for question in facts.content.questions.values():
        match facts.answers.get(question.id):
            case [int() | float() as left, int() | float() as right] as both if (
                question.type == "lr" and abs(left - right) >= ASYMMETRY
            ):
                yield t(
                    "page-ask-sides",
                    name=t(f"label-{question.id}"),
                    value=value_text(question, both),
                )


def _rests(facts: Facts) -> Iterator[Text]:
    program = facts.conversation.program
    until = program.blocked_until if program else {}
    names = [n for n, day in until.items() if day > facts.today and n in facts.content.exercises]
    for name in names[:MOST_NAMED]:
        yield t("page-ask-rests", move=move(name), day=day_text(until[name]))


def _hurts(facts: Facts) -> Iterator[Text]:
    """A move that was named twice, by how often."""
    named = [r.culprit for r in facts.reports if r.culprit in facts.content.exercises]
    counts = {name: named.count(name) for name in named if name and named.count(name) > 1}
    for name in sorted(counts, key=lambda n: -counts[n])[:MOST_NAMED]:
        yield t("page-ask-hurts", move=move(name), n=counts[name])


def _care(facts: Facts) -> Iterator[Text]:
    ticks = facts.answers.get("q_rf_c")
    if isinstance(ticks, list) and ticks:
        signs = [t(f"flag.{tick}") for tick in ticks]
        yield t("page-ask-care", signs=listed(cut(signs, MOST_NAMED)))


def _little(facts: Facts) -> Iterator[Text]:
    """Of the last four weeks less than half was done."""
    since = facts.today - dt.timedelta(days=RECENT)
    recent = [r for r in facts.reports if r.day > since]
    kept = sum(r.completion != "skipped" for r in recent)
    if len(recent) >= LEAST and 2 * kept < len(recent):
        yield t("page-ask-little", kept=kept, planned=len(recent), days=RECENT)


RULES: tuple[Rule, ...] = (
    _stands, _worse, _red, _tingling, _no_gain, _asymmetry, _hurts, _rests, _care, _little,
)  # fmt: skip
