"""Words that put today's session off: "in 45 min", "tonight", "at 6", "in einer Stunde".

Rule: reads a wish and knows no clock; whether it fits into the day is the caller's to ask. More
than the wish is no wish: "done at 18:00" is a report.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from flows.clock_words import Ambiguous, read_time
from flows.number_words import digits, plain


class Wish(NamedTuple):
    """After so long, at one of these times, or in the evening."""

    delay: dt.timedelta | None = None
    times: tuple[dt.time, ...] = ()
    """In the order in which they are likelier; the first that is still to come today is meant."""
    evening: bool = False


HALF = dt.timedelta(minutes=30)
_EVENING = re.compile(
    r"\b(?:tonight|this evening|in the evening|esta noche|heute abend|abends"
    r"|сегодня вечером|вечером)\b"
)
_HALF_HOUR = re.compile(
    r"\b(?P<lead>(?:in|en|dentro de|через)\s+)?(?:(?:a )?half (?:an )?hour|media hora"
    r"|einer halben stunde|halbe stunde|полчаса)\b"
)
_LATER = re.compile(r"\b(?:later|not yet|luego|mas tarde|spater|noch nicht|позже|потом)\b")
_MINUTES = r"minutes?|mins?|minutos?|minuten|минут\w*|мин"
_HOURS = r"hours?|hrs?|h|horas?|stunden?|час\w*"
_DELAY = re.compile(
    r"\b(?P<lead>(?:in|en|dentro de|через)\s+)?"
    r"(?:(?P<n>\d{1,3}(?:[.,]5)?)|an?|una?|einer?|(?<=через ))\s*"
    rf"(?:(?P<minutes>{_MINUTES})|(?P<hours>{_HOURS}))\b"
)
_EXPLICIT = re.compile(
    r"(?:\b(?:at|by|um|ab|a las?|в)\s*\d|\d\s?:\s?\d\d|\d\s?(?:[ap]\.?m\b|uhr|o'?clock)"
    r"|\b(?:noon|midday|mediodia|mittags?|полдень)\b)"
)
"""A time, and not a number that may be a pain."""
_AROUND = {
    *("later", "not", "yet", "please", "ok", "okay", "again", "i", "ill", "will", "do", "it"),
    *("them", "then", "today", "maybe", "more", "like", "rather", "not", "now"),
    *("luego", "mas", "tarde", "hoy", "por", "favor", "todavia", "aun", "no", "mejor"),
    *("spater", "noch", "nicht", "heute", "bitte", "lieber", "erst"),
    *("позже", "потом", "еще", "не", "сегодня", "пожалуиста", "лучше"),
}
_REMIND = {"remind", "ask", "me", "recuerdamelo", "recuerdame", "erinnere", "mich", "напомни"}
"""Said of today only with a delay, or with "tonight": a bare time may be meant for every day."""
_WORD = re.compile(r"[^\W\d_]+")


def read_wish(text: str, *, bare: bool = False) -> Wish | None:
    """`bare`: a time was asked for, so that "8" is one."""
    said = digits(plain(text).replace("'", ""))
    evening, rest = _take(_EVENING, said)
    half, rest = _take(_HALF_HOUR, rest)
    found, rest = (half, rest) if half else _take(_DELAY, rest)
    if found:
        is_meant = bare or found["lead"] or _LATER.search(said)
        delay = HALF if half else _length(found)
        return Wish(delay=delay) if delay and is_meant and _is_all(rest, _REMIND) else None
    if evening and _is_all(rest, _REMIND):
        return Wish(evening=True)
    return _time(rest, evening=evening is not None, bare=bare)


def _take(pattern: re.Pattern[str], said: str) -> tuple[re.Match[str] | None, str]:
    """What was found, and the text without it."""
    match = pattern.search(said)
    return match, f"{said[: match.start()]} {said[match.end() :]}" if match else said


def _length(found: re.Match[str]) -> dt.timedelta:
    number = float((found["n"] or "1").replace(",", "."))
    return dt.timedelta(minutes=number) if found["minutes"] else dt.timedelta(hours=number)


def _is_all(rest: str, more: set[str]) -> bool:
    """Nothing else was said."""
    if re.search(r"\d", rest):
        return False
    return all(word in _AROUND or word in more for word in _WORD.findall(rest))


def _time(said: str, *, evening: bool, bare: bool) -> Wish | None:
    if not (bare or evening or _EXPLICIT.search(said)):
        return None
    words = " ".join(w for w in re.split(r"[\s,;]+", said) if w.strip(".!?") not in _AROUND)
    found = read_time(words)
    if found is None:
        return None
    times = found.choices if isinstance(found, Ambiguous) else (found,)
    late = tuple(time for time in times if time.hour >= 12)
    return Wish(times=late if evening and late else times)
