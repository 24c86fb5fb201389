"""A typed number, or one for each leg, as a value or as the reason why there is none.

Readers know no question: bounds come in, asking again is the caller's work. Any text is fine.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from content.places import plain_signs

Reason = Literal["below", "above", "unreadable", "step"]
LegsReason = Literal["below", "above", "unreadable", "step", "one_side"]
"""one_side: the number of the other leg is missing."""

LONGEST = 200
"""Characters that are read; nobody needs more to say a number or a time."""

_NUMBER_WORDS = (
    "zero null cero ноль none nil nothing keine ninguno ninguna nada нет|one eins uno una один"
    "|two zwei dos два две|three drei tres три|four vier cuatro четыре|five funf fuenf cinco пять"
    "|six sechs seis шесть|seven sieben siete семь|eight acht ocho восемь|nine neun nueve девять"
    "|ten zehn diez десять|eleven elf одиннадцать|twelve zwolf zwoelf doce двенадцать"
    "|thirteen dreizehn trece тринадцать|fourteen vierzehn catorce четырнадцать"
    "|fifteen funfzehn fuenfzehn quince пятнадцать|sixteen sechzehn dieciseis шестнадцать"
    "|seventeen siebzehn diecisiete семнадцать|eighteen achtzehn dieciocho восемнадцать"
    "|nineteen neunzehn diecinueve девятнадцать|twenty zwanzig veinte двадцать"
)
# Spanish 11 is read beside what is counted only: English "once a day" is likelier.
_AS_DIGITS = {w: str(n) for n, group in enumerate(_NUMBER_WORDS.split("|")) for w in group.split()}
_ONCE = re.compile(
    r"(?<=\blas )once\b|\bonce(?= (?:horas?|dias|minutos|cm|de la|en punto|y (?:media|cuarto))\b)"
)
_WORD = re.compile(r"[^\W\d_]+")

_NUMBER = re.compile(r"(?:(?<![\w)])-)?\d+(?:[.,]\d{1,2}(?!\d))?")
_HALF = re.compile(r"(\d+)( hours?| horas?)?(?: and a half| y medi[ao])\b")
_HALF_HOUR = re.compile(r"\b(?:half an hour|media hora|(?:eine )?halbe stunde|полчаса)\b")
_UNITS = (
    (re.compile(r"\d\s*(?:inch(?:es)?|zoll|pulgadas?|дюим\w*|in\.?$|\"|'')"), 2.54),
    (re.compile(r"\d\s*(?:feet|foot|ft|fu(?:ss|ß)|pies?)\b"), 30.48),
    (re.compile(r"\d\s*(?:mm|millimet\w+)\b"), 0.1),
    (re.compile(r"\d\s*(?:min|mins|minutes?|minuten|minutos?|мин\w*)\b"), 1 / 60),
)
"""A unit that questions do not use -> how many of theirs, cm or hours, it is."""

_LEFT = ("left", "link", "izq", "лев")
_RIGHT = ("right", "recht", "der", "прав")
_OUT_OF_TEN = re.compile(r"\s*(?:out of|von|de|sobre|из)\s*10\b")
_BOTH_LEGS = re.compile(r"\b(?:las|los) dos\b")  # the two of it is no rating
_OVER_TEN = re.compile(r"(\d+)\s*/\s*10\b")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")


def is_nothing(text: str) -> bool:
    """Just "none": a 0, where a number is asked."""
    return _AS_DIGITS.get(plain(text).strip(" .!")) == "0"


def plain(text: str) -> str:
    """Lower case, no accents, ASCII signs; punctuation stays."""
    text = re.sub(r"(\d*)\s?½", lambda m: f" {m[1] or 0}.5", text[:LONGEST])
    flat = unicodedata.normalize("NFKD", plain_signs(text)).casefold()
    return "".join(c for c in flat if not unicodedata.combining(c)).strip()


def digits(text: str) -> str:
    """Number words up to twenty as digits, in the four languages."""
    return _WORD.sub(lambda m: _AS_DIGITS.get(m[0], m[0]), _ONCE.sub("11", text))


def read_number(text: str, minimum: float, maximum: float, step: float) -> float | Reason:
    """The one number in a text, whatever words stand around it.

    Inches, feet, millimeters and minutes are turned into cm and hours, then rounded to the step.
    """
    said = _HALF.sub(r"\1.5\2", digits(_HALF_HOUR.sub("0.5", plain(text))))
    found = _NUMBER.findall(said)
    if len(found) != 1 or re.search(r"\d[.,]?\d*[.,]\d{3}", said):
        return "unreadable"
    value = float(found[0].replace(",", "."))
    for unit, factor in _UNITS:
        if unit.search(said):
            value = round(value * factor / step) * step
    return _within(value, minimum, maximum, step)


def read_lr(text: str, minimum: int = 0, maximum: int = 10) -> tuple[int, int] | LegsReason:
    """Left and right: "left 3 right 5", "r5 l3", "3/5", "3 and 5"; one number is for both legs.

    "3/10" alone is unreadable: it may be two legs or three out of ten.
    """
    tokens = _TOKEN.findall(_without_scale(digits(_BOTH_LEGS.sub("", plain(text)))))
    sides = [side for token in tokens if (side := _side(token))]
    numbers = [float(token) for token in tokens if token[0].isdecimal()]
    if len(sides) == 1 and len(numbers) == 1:
        return "one_side"
    if len(set(sides)) != len(sides) or len(sides) == 1 or not 1 <= len(numbers) <= 2:
        return "unreadable"
    checked = [_within(number, minimum, maximum, 1) for number in numbers]
    if problem := next((c for c in checked if isinstance(c, str)), None):
        return problem
    first, last = int(numbers[0]), int(numbers[-1])
    return (last, first) if sides[:1] == ["right"] else (first, last)


def _within(value: float, minimum: float, maximum: float, step: float) -> float | Reason:
    if value < minimum:
        return "below"
    if value > maximum:
        return "above"
    steps = (value - minimum) / step
    if abs(steps - round(steps)) > 1e-6:
        return "step"
    return int(value) if value == int(value) else value


def _without_scale(said: str) -> str:
    """The scores of "3/10 and 5/10" or "3 out of 10"; a lone "3/10" becomes nothing."""
    said = _OUT_OF_TEN.sub("", said)
    several = len(_OVER_TEN.findall(said)) > 1 or any(_side(t) for t in _TOKEN.findall(said))
    return _OVER_TEN.sub(r"\1" if several else "", said)


def _side(token: str) -> Literal["left", "right"] | None:
    if token in ("l", "li") or token.startswith(_LEFT):
        return "left"
    if token in ("r", "re") or token.startswith(_RIGHT):
        return "right"
    return None
