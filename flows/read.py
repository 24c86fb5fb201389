"""Typed answers to intake questions: a value, or a kind and specific hint.

Rule: one function a question type; the words of time and number are read in `clock_words`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

from content.load import Content
from content.schema import Question
from content.words import SOURCE_LANGUAGE
from flows.clock_words import Ambiguous, read_range, read_time_and_place
from flows.effects import Text
from flows.labels import fold, in_either, pick, pick_many
from flows.number_words import read_lr, read_number
from flows.parts import t
from flows.replies import pain as read_pain
from flows.words import draw
from flows.yes_no import is_unsure

UNSURE = "unsure"
"""The option "Not sure" of a question that has one."""
NONE_WORDS = frozenset((
    "none", "none of these", "none of them", "none of those", "nothing", "no", "nope", "nah",
    "neither", "0", "nada", "nada de eso", "ninguno", "ninguna", "ninguno de ellos",
    "nichts", "keine", "keins", "nein", "нет", "ничего",
))  # fmt: skip

AGE = re.compile(
    r"(?:i ?a?m |tengo |ich bin )?(\d{1,3})(?: years?(?: old)?| y ?o| jahre(?: alt)?| anos| лет)?"
)
"""Nothing but an age: "under 18" is no age of 18."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Why the words could not be taken, and what would do."""

    text: Text


class TimeAndZone(NamedTuple):
    """A time of day, and the zone if a place was named with it."""

    time: dt.time
    zone: str | None


def read_typed(
    question: Question, text: str, content: Content, language: str = SOURCE_LANGUAGE
) -> Any:
    """The value as it is stored, TimeAndZone for a time, or a Hint; labels in that language too."""
    match question.type:
        case "single":
            return _one(question, text, content, language) or Hint(t("hint-pick"))
        case "multi":
            return _several(question, text, content, language)
        case "scale":
            return _scale(text, content)
        case "number":
            return _number(question, text)
        case "lr":
            return _legs(text)
        case "text":
            return _free(question, text)
        case "time":
            return _time(text, content)
        case _:  # a stretch of hours
            found = read_range(text)
            return f"{found.start:%H:%M}-{found.end:%H:%M}" if found else Hint(t("hint-range"))


def _one(question: Question, text: str, content: Content, language: str) -> str | None:
    found = in_either(pick, text, _labels(question, content), content, language)
    if found is None and is_unsure(text) and UNSURE in content.option_ids(question.id):
        return UNSURE
    return found or (_age_band(question, text) if question.id == "q_age" else None)


def _age_band(question: Question, text: str) -> str | None:
    """The band that a typed age lies in, by the bounds in the options' ids: u18, a18_39, a65."""
    plain = AGE.fullmatch(fold(text))
    if plain is None:
        return None
    age = int(plain[1])
    for option in question.options:
        low, _, high = option.id[1:].partition("_")
        bounds = (0, int(low) - 1) if option.id.startswith("u") else (int(low), int(high or 999))
        if bounds[0] <= age <= bounds[1]:
            return option.id
    return None


def _labels(question: Question, content: Content) -> list[tuple[str, Text]]:
    return [(o, t(f"option.{question.id}.{o}")) for o in content.option_ids(question.id)]


def _several(question: Question, text: str, content: Content, language: str) -> list[str] | Hint:
    labels = _labels(question, content)
    if question.none_button and _is_none(text, content, language):
        return []
    found = in_either(pick_many, text, labels, content, language)
    return found or Hint(t("hint-pick-many"))


def _is_none(text: str, content: Content, language: str) -> bool:
    """In the words of four languages, or as the button says it."""
    button = fold(unescape(draw(t("button-none"), content, language)))
    return fold(text) in NONE_WORDS or fold(text) == button


def _scale(text: str, content: Content) -> int | Hint:
    number = read_number(text, 0, 10, 1)
    if isinstance(number, int | float):
        return int(number)
    found = read_pain(text, content.reply_words)
    return Hint(t("hint-scale")) if found is None else found


def _number(question: Question, text: str) -> float | Hint:
    low, high, step = question.min or 0, question.max or 0, question.step or 1
    number = read_number(text, low, high, step)
    if isinstance(number, int | float):
        return int(number) if number == int(number) else number
    unit = t(f"unit.{question.id}") if question.unit else ""
    return Hint(t(f"hint-number-{number}", min=low, max=high, unit=unit, step=step))


def _legs(text: str) -> list[int] | Hint:
    found = read_lr(text)
    return list(found) if isinstance(found, tuple) else Hint(t(f"hint-legs-{found}"))


def _free(question: Question, text: str) -> str | Hint:
    said = " ".join(text.split())
    most = question.max_chars or 80
    if not any(c.isalnum() for c in said):
        return Hint(t("hint-text-empty"))
    return said if len(said) <= most else Hint(t("hint-text-long", max=most, n=len(said)))


def _time(text: str, content: Content) -> TimeAndZone | Hint:
    found = read_time_and_place(text, content.places)
    match found.time:
        case None:
            return Hint(t("hint-time"))
        case Ambiguous(choices=(early, late)):
            return Hint(t("hint-time-which", early=f"{early:%H:%M}", late=f"{late:%H:%M}"))
        case time:
            zones = {place.zone for place in found.places}
            return TimeAndZone(time, zones.pop() if len(zones) == 1 else None)
