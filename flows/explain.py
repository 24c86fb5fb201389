"""Weighed answers in, sentences out: the result, and the "why?" of a score or a move.

Rule: picks sentences and their values; every word stands in explain.ftl and with the questions
(clinical spec 4, explanation; 6, step 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from content.load import Content
from content.schema import FactorId, FunctionId, Target
from flows.conversation import Item, Program
from flows.effects import Text
from flows.parts import t
from flows.weigh import Reason, Score, Weighed, level, planning_score

HELD_BACK = 2
"""As many functions are told, the highest first."""


def explain_result(weighed: Weighed, content: Content) -> tuple[Text, ...]:
    """What leads, the other factors, the moves most held back, and what the numbers are."""
    others = [f.id for f in content.weighing.factors if f.id not in _led_by(weighed)]
    return (
        _lead(weighed, content),
        *(_factor(factor, weighed, content) for factor in others),
        *_functions(weighed, content),
        t("explain-last"),
    )


def explain_target(target: Target, weighed: Weighed, content: Content) -> tuple[Text, ...]:
    """Where the points of one score come from; they add up to its points."""
    score, name = weighed.scores[target], _name(target, start=True)
    title = (
        t("explain-why-unknown", name=name)
        if score.value is None
        else t("explain-why-score", name=name, score=score.value)
    )
    parts = tuple(_parts(target, score, content)) or (t("explain-why-nothing"),)
    return (title, *parts, *_remarks(target, score))


def explain_item(item: Item, weighed: Weighed, program: Program, content: Content) -> Text:
    """Top factor, top function and phase of a move; nerve moves leave the function out."""
    exercise = content.exercises[item.exercise]
    values: dict[str, Any] = {
        "move": t(f"exercise.{exercise.id}.name"),
        "factor": _name(_top(exercise.factors, weighed, content)),
        "phase": program.phase,
    }
    if exercise.cat == "nerve" or not exercise.functions:
        return t("explain-item-alone", **values)
    function = _name(_top(exercise.functions, weighed, content))
    return t("explain-item", function=function, **values)


def reason_text(reason: Reason, content: Content) -> Text | None:
    """The phrase of a reason; None if it has none, or is a rating too low to be told."""
    question = content.questions[reason.question]
    key = f"because.{reason.question}"
    match reason.option:
        case str(option):
            told = any(o.because for o in question.options if o.id == option)
            return t(f"{key}.{option}") if told else None
        case int(band):
            told = question.bands[band].because is not None
            return t(f"{key}.{band}", v=reason.value) if told else None
        case _:
            low = (reason.value or 0) < content.weighing.because.least_rating
            return None if low or question.because is None else t(key, v=reason.value)


def contributions(score: Score, content: Content) -> tuple[Text, ...]:
    """The reasons that weigh most, as phrases."""
    rule = content.weighing.because
    heavy = [r for r in score.reasons if r.points >= rule.least_points]
    phrases = [reason_text(reason, content) for reason in heavy]
    return tuple(phrase for phrase in phrases if phrase)[: rule.most]


# The result.


def _led_by(weighed: Weighed) -> tuple[FactorId, ...]:
    """The factors that the first sentence speaks of."""
    return weighed.lead_factors or weighed.factor_rank[:1]


def _lead(weighed: Weighed, content: Content) -> Text:
    names = _led_by(weighed)
    told = [contributions(weighed.scores[name], content) for name in names]
    less = any(_is_less(weighed.scores[name], content) for name in names)
    match weighed.lead:
        case "none" | "single":
            line = t(f"explain-{weighed.lead}", **_of_first(names, weighed, content))
        case "shared":
            line = _shared(names, told, weighed)
        case _:  # three
            scored = tuple(_with_score(name, weighed) for name in names)
            tops = tuple(phrases[0] for phrases in told if phrases)
            line = t("explain-three", names=scored, told=len(tops), because=tops)
    return t("explain-less", line=line) if less else line


def _of_first(names: Sequence[FactorId], weighed: Weighed, content: Content) -> dict[str, Any]:
    """The values of a sentence about one factor; without any score there is nothing to tell."""
    if not names:
        return {"told": 0}
    score = weighed.scores[names[0]]
    return {"name": _name(names[0]), "score": score.value, **_because(score, content)}


def _shared(names: Sequence[FactorId], told: Sequence[tuple[Text, ...]], weighed: Weighed) -> Text:
    first, second = names
    phrases = [some for some in told if some]
    return t(
        "explain-shared",
        name=_name(first),
        score=weighed.scores[first].value,
        name2=_name(second),
        score2=weighed.scores[second].value,
        told=len(phrases),
        because=phrases[0] if phrases else (),
        also=phrases[-1] if phrases else (),
    )


def _factor(factor: FactorId, weighed: Weighed, content: Content) -> Text:
    score = weighed.scores[factor]
    if score.value is None:
        return t("explain-unknown", name=_name(factor))
    key = f"explain-factor-{level(score.value, content)}"
    line = t(key, name=_name(factor, start=True), score=score.value, **_because(score, content))
    return _with_less(line, score, content)


def _functions(weighed: Weighed, content: Content) -> Iterator[Text]:
    """The top two that are held back, or that there is none."""
    values = [(name, weighed.scores[name].value or 0) for name in weighed.function_rank]
    held = [name for name, value in values if value >= content.weighing.levels.moderate]
    yield from (_function(name, weighed, content) for name in held[:HELD_BACK])
    if held:
        return
    if len(values) == len(content.weighing.functions):
        yield t("explain-functions-free")
    else:
        yield t("explain-functions-some-free" if values else "explain-functions-unknown")


def _function(function: FunctionId, weighed: Weighed, content: Content) -> Text:
    score = weighed.scores[function]
    test = next(f.test for f in content.weighing.functions if f.id == function)
    line = t(
        "explain-function",
        name=_name(function, start=True),
        score=score.value,
        side=weighed.tighter.get(test, "both"),
        **_because(score, content),
    )
    return _with_less(line, score, content)


def _because(score: Score, content: Content) -> dict[str, Any]:
    phrases = contributions(score, content)
    return {"told": len(phrases), "because": phrases}


def _is_less(score: Score, content: Content) -> bool:
    """Known, but from few answers."""
    return score.value is not None and score.available < content.weighing.available.full


def _with_less(line: Text, score: Score, content: Content) -> Text:
    return t("explain-less", line=line) if _is_less(score, content) else line


# The "why?" of one score.


def _parts(target: Target, score: Score, content: Content) -> Iterator[Text]:
    """Base, told reasons, and the rest in one sum."""
    base = next(known.base for known in content.weighing.targets if known.id == target)
    if base:
        yield t("explain-why-base", points=base)
    rest = 0
    for reason in score.reasons:
        phrase = reason_text(reason, content)
        if phrase:
            yield t("explain-why-reason", points=reason.points, because=phrase)
        else:
            rest += reason.points
    if rest:
        yield t("explain-why-rest", points=rest)


def _remarks(target: Target, score: Score) -> Iterator[Text]:
    """Why the score is not simply the sum of the points."""
    if score.value is None:
        yield t("explain-why-too-few")
    elif score.available < 100:
        yield t("explain-why-available", points=score.points, available=score.available)
    if score.capped:
        yield t(f"explain-why-capped-{target}", score=score.value)


# Names.


def _name(target: Target, *, start: bool = False) -> Text:
    return t(f"name-{target}", at="start" if start else "middle")


def _with_score(target: Target, weighed: Weighed) -> Text:
    return t("name-and-score", name=_name(target), score=weighed.scores[target].value)


def _top(targets: Sequence[Target], weighed: Weighed, content: Content) -> Target:
    """The one that planning reckons with most; ties as in the ranks."""
    order = [known.id for known in content.weighing.targets if known.id in targets]
    return max(order, key=lambda target: planning_score(target, weighed, content))
