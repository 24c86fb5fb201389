"""A typed day that something lasts to: "2 weeks", "until Friday", "holiday until the 5th".

Rule: the only place that knows these words; answers with what was found, never with an exception.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Literal

from flows.number_words import digits, plain

LONGEST_DAYS = 366
Until = dt.date | Literal["open", "unclear"] | None
"""open: until the person says so; unclear: it speaks of a day, and of none that can be meant."""

_DAY = dt.timedelta(days=1)
_WEEKDAYS = (
    "monday mon lunes montag понедельник понедельника"
    "|tuesday tue tues martes dienstag вторник вторника"
    "|wednesday wed miercoles mittwoch среда среду среды"
    "|thursday thu thur thurs jueves donnerstag четверг четверга"
    "|friday fri viernes freitag пятница пятницу пятницы"
    "|saturday sat sabado samstag sonnabend суббота субботу субботы"
    "|sunday sun domingo sonntag воскресенье воскресенья"
)
_MONTHS = (
    "january jan enero ene januar januer января янв"
    "|february feb febrero februar февраля фев"
    "|march mar marzo marz maerz марта мар"
    "|april apr abril abr апреля апр"
    "|may mayo mai мая"
    "|june jun junio juni июня июн"
    "|july jul julio juli июля июл"
    "|august aug agosto ago августа авг"
    "|september sep sept septiembre setiembre set сентября сен"
    "|october oct octubre oktober okt октября окт"
    "|november nov noviembre ноября ноя"
    "|december dec diciembre dic dezember dez декабря дек"
)
_DAYS = "day days dia dias tag tage tagen tags день дня днеи"
_WEEKS = "week weeks wk wks semana semanas woche wochen неделя недели неделю недель"
_FORTNIGHT = "fortnight quincena"
_MONTH = "month months mes meses monat monate monaten месяц месяца месяцев"
_ONE = "a an one un una uno ein eine einen einem один одну одна"
_TOMORROW = "tomorrow manana morgen завтра"
_AFTER_TOMORROW = "day after tomorrow|overmorrow|pasado manana|ubermorgen|uebermorgen|послезавтра"
_OPEN = (
    "i say so|further notice|forever|indefinitely|open end"
    "|nuevo aviso|yo (?:lo |te )?(?:diga|avise)|te (?:diga|avise)|indefinid(?:o|a|amente)"
    "|auf weiteres|ich mich melde|unbestimmt|не скажу|неопределенныи срок"
)
_UNTIL = "until till til thru hasta bis до"
_AROUND = frozenset(
    f"{_UNTIL} for the of on to in at next this coming please pause paused holiday holidays "
    "vacation break away off back from i m am im ll will be my me about just and is "
    "por para el la los las del de al a desde proximo proxima vacaciones pausa pausar durante "
    "que viene dentro en estoy me voy viaje enfermo enferma vuelvo regreso manana tarde "
    "zum zur am den dem der die das fur nachsten nachste nachster kommenden urlaub ferien weg "
    "im ab wieder bin ich um на с по в отпуск отпуска пауза следующую следующии".split()
)


def _numbered(groups: str) -> dict[str, int]:
    return {word: n for n, group in enumerate(groups.split("|"), 1) for word in group.split()}


def _one_of(words: str) -> str:
    """Longest first, so that "month" is no "mon"; whole words only."""
    return rf"(?<!\w)(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})(?!\w)"


_WEEKDAY_NUMBERS, _MONTH_NUMBERS = _numbered(_WEEKDAYS), _numbered(_MONTHS)
_MONTH_NAME = rf"(?P<month>{_one_of(' '.join(_MONTH_NUMBERS))})\.?"
_DAY_NUMBER = r"(?<![\d.,/-])(?P<day>\d{1,2})(?:st|nd|rd|th|\.|-?го|[oa](?!\w))?(?![\d/])"
_YEAR = r"(?:,?\s+(?:de\s+)?(?P<year>\d{4}))?"
_SHORT_YEAR = r"(?P<year>\d{4}|\d{2})"
_DOTTED = (  # 24.12 and 5.6. are days, and 2.5 is a number
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?"
    rf"(?P<month>\d{{1,2}}(?=\.)|\d{{2}})(?:\.\s?{_SHORT_YEAR}?)?(?![\d.])"
)
_SLASHED = rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/{_SHORT_YEAR})?(?![\d/])"
_WEEKDAY = _one_of(" ".join(_WEEKDAY_NUMBERS))
_ON_WEEKDAY = rf"(?:{_WEEKDAY},?\s+(?:(?:the|den|el)\s+)?)"
_FEW = re.compile(r"\b(?:a couple of|a couple|un par de)\b")
_FIRST = re.compile(r"\bprimero(?= de\b)")
_COUNT = rf"(?P<count>(?<![\w.,/])\d{{1,3}}|{_one_of(_ONE)})"


def read_until(text: str, today: dt.date) -> Until:
    """The first day after what was said; None when no day is spoken of.

    A day without a year is the next such day; a bare number counts days.
    """
    said = _FIRST.sub("1", _FEW.sub("2", re.sub(r"['’]", " ", digits(plain(text)))))
    for pattern, read in _READERS:
        match = pattern.search(said)
        if match and _is_around(f"{said[: match.start()]} {said[match.end() :]}"):
            return _checked(read(match, today), today)
    return "unclear" if re.search(_one_of(_UNTIL), said) else None


def is_bare_number(text: str) -> bool:
    return digits(plain(text)).isdecimal()


def _is_around(rest: str) -> bool:
    return all(word in _AROUND for word in re.findall(r"\w+", rest))


def _checked(found: Until, today: dt.date) -> Until:
    if isinstance(found, dt.date):
        return found if today < found <= today + LONGEST_DAYS * _DAY else "unclear"
    return found


# One reader for each way to say it.


def _open(match: re.Match[str], today: dt.date) -> Until:
    del match, today
    return "open"


def _in_days(count: int) -> Callable[[re.Match[str], dt.date], Until]:
    def read(match: re.Match[str], today: dt.date) -> Until:
        return today + _count(match) * count * _DAY

    return read


def _in_months(match: re.Match[str], today: dt.date) -> Until:
    months = today.year * 12 + today.month - 1 + min(_count(match), 24)
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _count(match: re.Match[str]) -> int:
    said = match.groupdict().get("count") or "1"
    return int(said) if said.isdecimal() else 1


def _on_weekday(match: re.Match[str], today: dt.date) -> Until:
    ahead = (_WEEKDAY_NUMBERS[match[0]] - today.isoweekday() - 1) % 7 + 1
    return today + ahead * _DAY


def _on_date(match: re.Match[str], today: dt.date) -> Until:
    return _named(int(match["day"]), _month(match["month"]), match["year"], today)


def _named(day: int, month: int, year: str | None, today: dt.date) -> Until:
    """Of that year, or the next one that comes."""
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day) or "unclear"
    years = (_date(today.year + n, month, day) for n in range(2))
    return next((found for found in years if found and found > today), "unclear")


def _on_month(match: re.Match[str], today: dt.date) -> Until:
    return _named(1, _month(match["month"]), None, today)


def _month(said: str) -> int:
    return int(said) if said.isdecimal() else _MONTH_NUMBERS[said]


def _on_slashes(match: re.Match[str], today: dt.date) -> Until:
    """5/12 is two days, by where one lives; 25/12 and 12/25 are one."""
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        return "unclear"
    day, month = (second, first) if second > 12 else (first, second)
    return _named(day, month, match["year"], today)


def _on_day_of_month(match: re.Match[str], today: dt.date) -> Until:
    day = int(match["day"])
    return next((d for d in _coming(today) if d.day == day), "unclear")


def _coming(today: dt.date) -> Iterator[dt.date]:
    """Long enough to hold each day of a month."""
    return (today + n * _DAY for n in range(1, 63))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date], Until]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?<!\w)(?:{_OPEN})(?!\w)", _open),
        (r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])", _on_date),
        (_DOTTED, _on_date),
        (_SLASHED, _on_slashes),
        (rf"{_ON_WEEKDAY}?{_DAY_NUMBER}\s*(?:of\s+|de\s+)?{_MONTH_NAME}{_YEAR}", _on_date),
        (rf"{_MONTH_NAME}\s*(?:the\s+)?{_DAY_NUMBER}{_YEAR}", _on_date),
        (rf"{_one_of(_UNTIL)}\s+{_MONTH_NAME}(?!\w)", _on_month),
        (rf"(?<!\w)(?:{_AFTER_TOMORROW})(?!\w)", _in_days(2)),
        (_one_of(_TOMORROW), _in_days(1)),
        (rf"{_COUNT}\s*{_one_of(_DAYS)}", _in_days(1)),
        (rf"(?:{_COUNT}\s*)?{_one_of(_WEEKS)}", _in_days(7)),
        (rf"(?:{_COUNT}\s*)?{_one_of(_FORTNIGHT)}", _in_days(14)),
        (rf"(?:{_COUNT}\s*)?{_one_of(_MONTH)}", _in_months),
        (rf"{_ON_WEEKDAY}{_DAY_NUMBER}", _on_day_of_month),
        (_WEEKDAY, _on_weekday),
        (rf"(?:the|den|dem|zum|el|al|am|bis)\s+(?:dia\s+)?{_DAY_NUMBER}", _on_day_of_month),
        (r"(?<![\d.,/-])(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)(?!\w)", _on_day_of_month),
        (r"^\W*(?:for\s+)?(?P<count>\d{1,3})\W*$", _in_days(1)),
    )
)
"""The more exact first."""
