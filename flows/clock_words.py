"""A typed time of day, stretch of hours, or time and place.

Readers answer with what they found and never with an exception; what is missing or can mean two
things is the caller's to ask.
"""

from __future__ import annotations

import datetime as dt
import re

from pydantic import BaseModel, ConfigDict

from content.places import OFFSET, Place, Places
from flows.number_words import LegsReason, Reason, digits, plain, read_lr, read_number

__all__ = [
    "Ambiguous",
    "LegsReason",
    "Range",
    "Reason",
    "TimeAndPlace",
    "TimeReading",
    "read_lr",
    "read_number",
    "read_range",
    "read_time",
    "read_time_and_place",
]

_NAMED_TIMES = {
    **dict.fromkeys(("noon", "midday", "mediodia", "mittag", "mittags", "полдень"), dt.time(12)),
    **dict.fromkeys(("midnight", "medianoche", "mitternacht", "полночь"), dt.time(0)),
}
_NAMED = re.compile(rf"(?<!\w)(?<!\d del )(?:{'|'.join(_NAMED_TIMES)})(?!\w)")
_LEAD = r"(?:a|sobre|hacia|desde|hasta|para|de) las?|at|around|about|by|um|gegen|ab|в|около|~"
_AM = (
    r"a\.?\s?m\b\.?|in the morning|(?:de|por|en) la manana|de (?:la )?madrugada"
    r"|am morgen|morgens|fruh|утра"
)
_PM = (
    r"p\.?\s?m\b\.?|in the (?:afternoon|evening)|at night|(?:de|por|en) la (?:tarde|noche)"
    r"|del mediodia|am (?:nachmittag|abend)|nachmittags|abends|дня|вечера"
)
_SHIFTS = {
    **dict.fromkeys(("half past", "y media"), 30),
    **dict.fromkeys(("quarter past", "viertel nach", "y cuarto"), 15),
    **dict.fromkeys(("quarter to", "viertel vor", "menos cuarto", "cuarto para las"), -15),
    "halb": -30,
}
_CLOCK = re.compile(
    rf"(?:(?<!\w)(?P<lead>{_LEAD})\s*)?"
    r"(?<![\w:.,/+-])"
    r"(?:(?P<before>half past|quarter past|quarter to|halb|viertel nach|viertel vor"
    r"|cuarto para las)\s+)?"
    r"(?:(?P<compact>\d{3,4})|(?P<h>\d{1,2})(?:\s?(?:[:.h]|uhr)\s?(?P<m>\d{2}))?)"
    r"(?:\s+(?P<after>(?:y|menos) (?:media|cuarto|\d{1,2}(?!\d))))?"
    r"(?:\s*(?P<clock>o'?clock|uhr|hours|horas|hrs?|h|часов|часа))?"
    rf"(?:\s*(?:(?P<am>{_AM})|(?P<pm>{_PM})))?"
    r"(?![\w/+%])(?![:.,-]\s?\d)"
)
_AROUND_A_TIME = {
    *("at", "around", "about", "by", "please", "the", "every", "day", "daily", "sharp", "ca"),
    *("from", "between", "um", "gegen", "jeden", "tag", "bitte", "von", "zwischen"),
    *("en", "de", "cada", "dia", "por", "favor", "в", "около", "с", "каждыи", "день"),
}
_AROUND_A_LONE_TIME = _AROUND_A_TIME | {
    *("a", "al", "la", "las", "un", "los", "desde", "entre", "todos", "dias"),
    *("mejor", "como", "tipo", "eso", "punto", "quiero"),
}
"""Some are places too: LA, Como."""
_BETWEEN = re.compile(
    r"\s*(?:-|\b(?:to|and|until|till|bis|und|hasta|до)\b"
    r"|(?<=\s)[ay](?=\s)(?! (?:media|cuarto)\b))\s*"
)
_EARLIEST_START = dt.time(5)
"""An ambiguous start before this is read as the afternoon."""


class Ambiguous(BaseModel):
    """An hour that the morning or the evening can mean; the choices are in this order."""

    model_config = ConfigDict(frozen=True)
    choices: tuple[dt.time, dt.time]


TimeReading = dt.time | Ambiguous | None


class Range(BaseModel):
    """From `start` to `end`; an end before the start is on the next day."""

    model_config = ConfigDict(frozen=True)
    start: dt.time
    end: dt.time


class TimeAndPlace(BaseModel):
    """What was found of the two; `place_text` is what was read as a place, known or not."""

    model_config = ConfigDict(frozen=True)
    time: TimeReading
    places: tuple[Place, ...]
    place_text: str


def read_time(text: str) -> TimeReading:
    """A time of day, if the text is hardly more: "18:00", "at 6.30 pm", "19h", "0730", "noon".

    With minutes it is read on the 24-hour clock, as times are asked for; a bare "7" or "half past
    six" is ambiguous.
    """
    time, rest = _take_time(digits(plain(text)))
    words = re.findall(r"\w+", rest)
    return time if all(word in _AROUND_A_LONE_TIME for word in words) else None


def read_range(text: str) -> Range | None:
    """The likeliest hours that "09:00-17:00", "9 to 5" or "9am-5pm" can mean."""
    parts = _BETWEEN.split(digits(plain(text)))
    named = [part for part in parts if re.search(r"\w", part)]
    starts, ends = (_meanings(read_time(named[i])) for i in (0, -1)) if named else ((), ())
    return _likeliest(starts, ends) if len(named) == 2 and starts and ends else None


def read_time_and_place(text: str, places: Places) -> TimeAndPlace:
    """Either or both, in any order: "18:00 Lisbon", "7pm in New York", "UTC+2, 18:00"."""
    said = plain(text)
    offset = OFFSET.search(said)
    if offset:
        said = f"{said[: offset.start()]} {said[offset.end() :]}"
    time, rest = _take_time(said)
    if time is None:
        time, rest = _take_spoken_time(said)
    place_text = offset[0].strip() if offset else _place_text(rest)
    return TimeAndPlace(time=time, places=places.find(place_text), place_text=place_text)


def _place_text(rest: str) -> str:
    words = re.sub(r"\s+,", ",", " ".join(rest.split())).strip(" ,.;:-@()")
    return "" if all(word in _AROUND_A_TIME for word in words.split()) else words


def _take_time(said: str) -> tuple[TimeReading, str]:
    """The first time in a text, and the text without it."""
    for match in (*_NAMED.finditer(said), *_CLOCK.finditer(said)):
        time = _NAMED_TIMES.get(match[0]) or _time_of(match)
        if time is not None:
            return time, f"{said[: match.start()]} {said[match.end() :]}"
    return None, said


def _take_spoken_time(said: str) -> tuple[TimeReading, str]:
    """As `_take_time`, in number words that sound like a clock: not in "Dos Hermanas"."""
    spoken = digits(said)
    match = _CLOCK.search(spoken)
    if match and any(match[part] for part in ("lead", "before", "after", "clock", "am", "pm")):
        return _take_time(spoken)
    return None, said


def _time_of(match: re.Match[str]) -> TimeReading:
    """The time that a match of `_CLOCK` means, if there is such a time."""
    compact = match["compact"]
    hour = int(compact[:-2]) if compact else int(match["h"])
    minute = int(compact[-2:]) if compact else int(match["m"] or 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if match["am"] or match["pm"]:
        return _in_half(hour, minute, match)
    shifted = _shifted(hour, minute, match)
    exact = bool(compact or match["m"]) or not 1 <= hour <= 12 or _is_24_hour_word(match["clock"])
    if exact:
        return shifted
    return Ambiguous(choices=_halves(shifted))


def _is_24_hour_word(word: str | None) -> bool:
    return word in ("uhr", "h", "hrs", "hr", "hours")


def _in_half(hour: int, minute: int, match: re.Match[str]) -> TimeReading:
    """An hour that says am or pm; "15 pm" is said too, "15 am" means nothing."""
    if hour > 12 or hour == 0:
        agrees = bool(match["pm"]) == (12 <= hour < 24)
        return dt.time(hour % 24, minute) if agrees else None
    base = hour % 12 + (12 if match["pm"] and not _is_midnight(hour, match) else 0)
    return _shifted(base, minute, match)


def _is_midnight(hour: int, match: re.Match[str]) -> bool:
    return hour == 12 and match["pm"] in ("at night", "de la noche", "en la noche")


def _shifted(hour: int, minute: int, match: re.Match[str]) -> dt.time:
    minutes = (hour * 60 + minute + _shift(match)) % (24 * 60)
    return dt.time(minutes // 60, minutes % 60)


def _shift(match: re.Match[str]) -> int:
    """Of "half past", "y media", "menos 10"."""
    said = match["before"] or match["after"] or ""
    word, _, count = said.partition(" ")
    if count.isdecimal():
        return int(count) if word == "y" else -int(count)
    return _SHIFTS.get(said, 0)


def _halves(time: dt.time) -> tuple[dt.time, dt.time]:
    return time.replace(hour=time.hour % 12), time.replace(hour=time.hour % 12 + 12)


def _meanings(time: TimeReading) -> tuple[dt.time, ...]:
    if time is None:
        return ()
    return time.choices if isinstance(time, Ambiguous) else (time,)


def _likeliest(starts: tuple[dt.time, ...], ends: tuple[dt.time, ...]) -> Range | None:
    """The earliest start from 05:00 on with the earliest end after it, else over midnight."""
    pairs = [(start, end) for start in starts for end in ends if end > start]
    if pairs:
        start, end = min(pairs, key=lambda pair: (pair[0] < _EARLIEST_START, *pair))
        return Range(start=start, end=end)
    start, end = starts[0], ends[0]
    if start == end:
        return None
    later = end.replace(hour=end.hour % 12 + 12)
    if start.hour < 12 and later > start:  # "9:00-5:00" is a working day, not a night
        end = later
    return Range(start=start, end=end)
