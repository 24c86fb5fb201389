"""Answers of two assessments side by side: what has really changed, and how that is worded.

Rule: only compares; which change is a real one is said by plans.yaml (clinical spec 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import Literal

from pydantic import BaseModel, ConfigDict

from content.load import Content
from content.plan_rules import Measure
from flows.conditions import known, larger
from flows.conversation import Answers
from flows.effects import Text
from flows.parts import GAP, t
from flows.question import describe
from flows.weigh import level, weigh

Change = Literal[
    "clear_better", "likely", "small", "error", "same", "small_worse", "clear_worse"
]  # fmt: skip
REAL: tuple[Change, ...] = ("clear_better", "likely")
WORSE: Change = "clear_worse"
CLEAR: tuple[Change, ...] = ("clear_better", WORSE)


class Gain(BaseModel):
    """One measure, before and now."""

    model_config = ConfigDict(frozen=True)
    measure: str
    """A question, or a score by its factor or function."""
    old: float
    new: float
    change: Change


def compare(old: Answers, new: Answers, asked: Iterable[str], content: Content) -> tuple[Gain, ...]:
    """Of the questions `asked` anew; what was not known before or is not now is left out."""
    anew = frozenset(q for q in asked if known(q, new, content) is not None)
    return (*_measures(old, new, anew, content), *_scores(old, new, anew, content))


def _measures(old: Answers, new: Answers, anew: frozenset[str], content: Content) -> Iterator[Gain]:
    for name, rule in content.rules.reassess.measures.items():
        was, is_ = known(name, old, content), known(name, new, content)
        if name in anew and was is not None and is_ is not None:
            yield _gain(name, larger(was), larger(is_), rule)


def _scores(old: Answers, new: Answers, anew: frozenset[str], content: Content) -> Iterator[Gain]:
    """A score that rests on nothing asked anew has not been looked at."""
    rule, before, after = content.rules.reassess.scores, weigh(old, content), weigh(new, content)
    for target in content.weighing.targets:
        was, is_ = before.scores[target.id].value, after.scores[target.id].value
        if was is None or is_ is None or anew.isdisjoint(target.maximum):
            continue
        is_clear = level(was, content) != level(is_, content)
        yield _gain(target.id, was, is_, rule, is_clear=is_clear)


def _gain(name: str, old: float, new: float, rule: Measure, *, is_clear: bool = False) -> Gain:
    change: Change = _by(old, new, rule, is_clear=is_clear)
    return Gain(measure=name, old=old, new=new, change=change)


def _by(old: float, new: float, rule: Measure, *, is_clear: bool) -> Change:
    size = abs(new - old)
    is_better = (new > old) == (rule.better == "more")
    if size == 0:
        return "same"
    if is_clear or (size >= rule.clear and 100 * size >= rule.percent * old):
        return "clear_better" if is_better else "clear_worse"
    if rule.less == "error":
        return "error"
    if not is_better:
        return "small_worse"
    return "likely" if rule.likely is not None and size >= rule.likely else "small"


# What follows.


def pain_jumped(gains: Iterable[Gain], content: Content) -> bool:
    pain = content.rules.reassess.pain
    return any(g.measure in pain and g.change == "clear_worse" for g in gains)


def without_gain(gains: Iterable[Gain], before: int, content: Content) -> int:
    """Re-assessments running without a real gain; one that tells nothing does not count."""
    fit = content.rules.reassess.fit
    changes = [g.change for g in gains if g.measure in fit.measures]
    if any(change in REAL for change in changes):
        return 0
    return before + 1 if changes else before


# In words.


def say_gains(gains: Iterable[Gain], content: Content) -> tuple[Text, ...]:
    """A line for each change, by what is better, about the same, and worse.

    A score is made of the answers above it: only a clear change of it tells something new.
    """
    told = tuple(gains)
    scores = [g for g in told if g.measure not in content.questions]
    answers = [g for g in told if g not in scores]
    clear = [g for g in scores if g.change in CLEAR]
    groups = {
        "gains-better": [_line(g, content) for g in (*answers, *clear) if g.change in REAL],
        "gains-same": [*_small(answers, content), *_others(scores, clear)],
        "gains-worse": [_line(g, content) for g in (*answers, *clear) if g.change == WORSE],
    }
    parts = [(GAP, t(title), *lines) for title, lines in groups.items() if lines]
    return tuple(line for part in parts for line in part)[1:]


def _small(answers: Iterable[Gain], content: Content) -> Iterator[Text]:
    """What may be noise, a line each; what stays as it was shares one."""
    unclear = [g for g in answers if g.change not in (*REAL, WORSE)]
    yield from (_line(g, content) for g in unclear if g.change != "same")
    same = [g.measure for g in unclear if g.change == "same"]
    if same:
        names = tuple(_name(m, content, is_first=n == 0) for n, m in enumerate(same))
        yield t("gain-same", measures=names)


def _others(scores: Sized, clear: Sized) -> Iterator[Text]:
    if len(clear) < len(scores):
        yield t("gain-scores", others=len(clear))


def _line(gain: Gain, content: Content) -> Text:
    """Only clearly worse pain eases the moves, and only of that it is said."""
    eases = gain.change == "clear_worse" and gain.measure in content.rules.reassess.pain
    key = "eases" if eases else gain.change.replace("_", "-")
    way = "up" if gain.new > gain.old else "down"
    old, new = (_value(gain.measure, v, content) for v in (gain.old, gain.new))
    name = _name(gain.measure, content, is_first=True)
    return t(f"gain-{key}", measure=name, old=old, new=new, way=way)


def _value(measure: str, value: float, content: Content) -> Text:
    question = content.questions.get(measure)
    return describe(question, value) if question else t("plain", text=f"{value:g}")


def _name(measure: str, content: Content, *, is_first: bool) -> Text:
    at = "start" if is_first else "middle"
    if measure in content.questions:
        return t(f"measure-{measure}", at=at)
    return t("measure-score", at=at, name=t(f"name-{measure}", at="middle"))
