"""Answers in, weighed factors and functions out, each with its reasons (clinical spec 4).

Rule: sums and ranks only; points stand with the questions, words are made in `explain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict

from content.load import Content
from content.schema import FactorId, FunctionId, Question, Target
from content.weighing import Factor, FlagId, Function
from flows.conditions import known, larger, status
from flows.conversation import Answer, Answers

Level = Literal["low", "moderate", "high"]
Lead = Literal["none", "single", "shared", "three"]
Leg = Literal["left", "right"]
Side = Literal["left", "right", "both"]


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True)


class Reason(_Result):
    """What one answer gave to one score."""

    question: str
    option: str | int | None = None
    """Option id, or number of the band; None for a rating."""
    points: int
    value: float | None = None
    """The number answered; the larger side of two."""


class Score(_Result):
    value: int | None
    """0-100; None = unknown, as too little was asked."""
    points: int
    available: int
    """Of 100 points, those that were asked for."""
    capped: bool = False
    """Held down by a rule: the value is less than the points say."""
    reasons: tuple[Reason, ...]
    """Most points first, then in the order of the questions."""


class Weighed(_Result):
    """What the answers point to."""

    scores: dict[Target, Score]
    """Factors, then functions, in the order of ties."""
    factor_rank: tuple[FactorId, ...]
    """Highest first; unknown ones are left out."""
    function_rank: tuple[FunctionId, ...]
    lead: Lead
    lead_factors: tuple[FactorId, ...]
    """Those that share the lead; empty when none stands out."""
    flags: tuple[FlagId, ...]
    focus_side: Side
    tighter: dict[str, Leg]
    """Tests whose sides differ enough to matter -> the side that is more held back."""


def weigh(answers: Answers, content: Content) -> Weighed:
    """Also for half an intake: what was not asked yet counts as missing."""
    return _weigh(_Given(answers), content)


class _Given:
    """Answers by their values, so that the same ones are weighed once an event, not ten times."""

    def __init__(self, answers: Answers) -> None:
        self.answers: Answers = dict(answers)
        values = [tuple(a) if isinstance(a, list) else a for a in answers.values()]
        self._key = frozenset(zip(answers, values, strict=True))
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self._key == other._key


@lru_cache(maxsize=64)
def _weigh(given: _Given, content: Content) -> Weighed:
    return _weigh_anew(given.answers, content)


def forget() -> None:
    """What was weighed lately: it holds answers of people."""
    _weigh.cache_clear()


def _weigh_anew(answers: Answers, content: Content) -> Weighed:
    weighing = content.weighing
    scores: dict[Target, Score] = {
        target.id: _score(target, answers, content) for target in weighing.targets
    }
    factors = cast("tuple[FactorId, ...]", _rank(weighing.factors, scores))
    leaders = _leaders(factors, scores, content)
    return Weighed(
        scores=scores,
        factor_rank=factors,
        function_rank=cast("tuple[FunctionId, ...]", _rank(weighing.functions, scores)),
        lead=("none", "single", "shared", "three")[len(leaders)],
        lead_factors=leaders,
        flags=tuple(_flags(answers, content)),
        focus_side=_focus_side(answers, content),
        tighter=_tighter(answers, content),
    )


def level(score: int, content: Content) -> Level:
    levels = content.weighing.levels
    if score >= levels.high:
        return "high"
    return "moderate" if score >= levels.moderate else "low"


def planning_score(target: Target, weighed: Weighed, content: Content) -> int:
    """What the session builder reckons with; a score that is unknown is middling."""
    value = weighed.scores[target].value
    return content.weighing.unknown if value is None else value


def _score(target: Factor | Function, answers: Answers, content: Content) -> Score:
    missing = {q for q in target.maximum if _lacking(q, answers, content)}
    available = 100 - sum(target.maximum[q] for q in missing)
    reasons = _reasons(target, answers, content)
    points = target.base + sum(reason.points for reason in reasons)
    unknown = available < content.weighing.available.least or (
        isinstance(target, Function) and target.test in missing
    )
    full = None if unknown else _percent(points, available)
    value = None if full is None else min([full, *_caps(target.id, answers, content)])
    return Score(
        value=value,
        points=points,
        available=available,
        capped=value != full,
        reasons=reasons,
    )


def _lacking(question_id: str, answers: Answers, content: Content) -> bool:
    """Missing, not reached yet, or answered by an option that counts as missing."""
    match status(question_id, answers, content):
        case "not_asked":
            return False
        case "answered":
            options = content.questions[question_id].options
            return any(o.missing for o in options if o.id == answers[question_id])
        case _:
            return True


def _percent(points: int, available: int) -> int:
    """Rounded half up."""
    return (200 * points + available) // (2 * available)


def _caps(target: Target, answers: Answers, content: Content) -> list[int]:
    caps = (cap for cap in content.weighing.caps if cap.target == target)
    return [cap.at_most for cap in caps if _ticked(cap.tick, answers, content)]


def _reasons(target: Factor | Function, answers: Answers, content: Content) -> tuple[Reason, ...]:
    asked = [question for question in content.questions.values() if question.id in target.maximum]
    found = [_reason(q, known(q.id, answers, content), target.id) for q in asked]
    given = [reason for reason in found if reason and reason.points]
    return tuple(sorted(given, key=lambda reason: -reason.points))


def _reason(question: Question, answer: Answer, target: Target) -> Reason | None:
    if answer is None:
        return None
    if question.options:
        return _by_option(question, answer, target)
    value = larger(answer)
    if question.bands:
        index = next(i for i, band in enumerate(question.bands) if value < band.lt)
        points = question.bands[index].pts.get(target, 0)
        return Reason(question=question.id, option=index, points=points, value=value)
    points = round(question.rate.get(target, 0) * value) + _asymmetry(question, answer, target)
    return Reason(question=question.id, points=points, value=value)


def _by_option(question: Question, answer: Answer, target: Target) -> Reason | None:
    """The best single option; the first of equals."""
    ticks = answer if isinstance(answer, list) else [answer]
    chosen = [option for option in question.options if option.id in ticks]
    if not chosen:
        return None
    best = max(chosen, key=lambda option: option.pts.get(target, 0))
    return Reason(question=question.id, option=best.id, points=best.pts.get(target, 0))


def _asymmetry(question: Question, answer: Answer, target: Target) -> int:
    if question.asym is None or _gap(answer) < question.asym.gap:
        return 0
    return question.asym.pts.get(target, 0)


def _gap(answer: Answer) -> float:
    """Between left and right; 0 for one number."""
    return abs(_lean(answer))


def _lean(answer: Answer) -> float:
    """How much more the left is held back than the right; 0 for one number."""
    return float(answer[0]) - float(answer[1]) if isinstance(answer, list) else 0


def _rank(
    targets: Sequence[Factor | Function], scores: Mapping[Target, Score]
) -> tuple[Target, ...]:
    """The sort is stable, so ties keep the order of the file."""
    values = [(target.id, scores[target.id].value) for target in targets]
    sure = [(name, value) for name, value in values if value is not None]
    return tuple(name for name, _ in sorted(sure, key=lambda pair: -pair[1]))


def _leaders(
    rank: Sequence[FactorId], scores: Mapping[Target, Score], content: Content
) -> tuple[FactorId, ...]:
    values = {name: scores[name].value or 0 for name in rank}
    top = max(values.values(), default=0)
    least = max(content.weighing.levels.moderate, top - content.weighing.lead_gap)
    return tuple(name for name in rank if values[name] >= least)


def _flags(answers: Answers, content: Content) -> Iterator[FlagId]:
    for flag in content.weighing.flags:
        ticked = any(_ticked(tick, answers, content) for tick in flag.ticks)
        gaps = flag.gaps.items()
        if ticked or any(_gap(known(q, answers, content)) >= least for q, least in gaps):
            yield flag.id


def _ticked(tick: str, answers: Answers, content: Content) -> bool:
    question, _, option = tick.partition(".")
    answer = known(question, answers, content)
    return option in (answer if isinstance(answer, list) else [answer])


def _focus_side(answers: Answers, content: Content) -> Side:
    rule = content.weighing.focus_side
    match known(rule.question, answers, content):
        case "left" | "right" as named:
            return named
    found = [known(test, answers, content) for test in rule.tests]
    leans = [_lean(answer) for answer in found if answer is not None]
    if not leans or abs(sum(leans)) < rule.gap * len(leans):
        return "both"
    return _leg(sum(leans))


def _tighter(answers: Answers, content: Content) -> dict[str, Leg]:
    least = content.weighing.side_gap
    leans = {name: _lean(known(name, answers, content)) for name in _tests(content)}
    return {name: _leg(lean) for name, lean in leans.items() if abs(lean) >= least}


def _tests(content: Content) -> list[str]:
    """Questions with a rating per leg."""
    return [question.id for question in content.questions.values() if question.type == "lr"]


def _leg(lean: float) -> Leg:
    return "left" if lean > 0 else "right"
