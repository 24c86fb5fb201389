"""Which numbers of a reply are pain, which are a share of the moves, and which are neither.

Rule: 0-10 only, and a doubtful number is no number: the bot asks (clinical spec 9, rules 4 and 5).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from flows.fold import ENDERS
from flows.lexicon import Span, Table

HIGHEST = 10
"""Of the pain scale."""


class Number(NamedTuple):
    """A number, a range by its highest, or `value` of `whole`; tokens `start` up to `end`."""

    start: int
    end: int
    value: float
    whole: float | None = None


class Marked:
    """Tokens with the labels found on them; everything is looked up in one step."""

    def __init__(self, tokens: tuple[str, ...], spans: tuple[Span, ...], table: Table) -> None:
        self.tokens = tokens
        self.table = table
        self._starts = {span.start: span for span in spans}
        self._ends = {span.end: span for span in spans}
        self._over = {i: span for span in spans for i in range(span.start, span.end)}
        self._kinds = dict[str, list[Span]]()
        for span in spans:
            for kind in span.kinds:
                self._kinds.setdefault(kind, []).append(span)
        enders = [-1, *(i for i, token in enumerate(tokens) if token in ENDERS), len(tokens)]
        self._clauses = [
            range(before + 1, end) for before, end in pairwise(enders) for _ in range(before, end)
        ]  # once for each of its tokens and for the sign that ends it

    def __getitem__(self, kind: str) -> list[Span]:
        return self._kinds.get(kind, [])

    def token(self, i: int) -> str:
        """A full stop before the first and after the last."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else "."

    def after(self, i: int, *kinds: str) -> Span | None:
        """The label that begins at this token, if it is one of these kinds."""
        return _one_of(self._starts.get(i), kinds)

    def before(self, i: int, *kinds: str) -> Span | None:
        """The label that ends just before this token."""
        return _one_of(self._ends.get(i), kinds)

    def over(self, i: int, *kinds: str) -> Span | None:
        """The label that this token is part of."""
        return _one_of(self._over.get(i), kinds)

    def skip(self, i: int, *kinds: str) -> int:
        """The first token from here that does not belong to such a label."""
        while span := self.after(i, *kinds):
            i = span.end
        return i

    def skip_back(self, i: int, *kinds: str) -> int:
        while span := self.before(i, *kinds):
            i = span.start
        return i

    def clause(self, i: int) -> range:
        """All tokens of the clause around this one."""
        return self._clauses[i]


def _one_of(span: Span | None, kinds: tuple[str, ...]) -> Span | None:
    return span if span and not span.kinds.isdisjoint(kinds) else None


class Amounts(NamedTuple):
    pain: int | None
    share: float | None
    """Of today's moves, 0 to 1."""
    did: int | None
    """The 3 of "did 3", 0-10: moves or pain?"""


def read_amounts(text: Marked, moves: int) -> Amounts:
    numbers = list(_numbers(text))
    shares = [n for n in numbers if n.whole and n.whole == moves and n.value <= moves]
    rest = [n for n in numbers if n not in shares and not _is_counted(n, text)]
    did = [n for n in rest if text.before(n.start, "did") and n.whole is None]
    rest = [n for n in rest if n not in did]
    share = shares[0].value / moves if shares else None
    return Amounts(pain=_pain(text, rest), share=share, did=_highest(did))


def _pain(text: Marked, numbers: list[Number]) -> int | None:
    near = _near_pain(text, numbers)
    bare = [n for n in numbers if not text.before(n.start, "clock")]
    painless = bool(text["no_pain"])
    if near:
        return _highest(near)
    if painless:
        return None if any(n.value for n in bare) else 0  # "no pain" and a number: which of them?
    one_each_side = all(_has_side(n, text) for n in bare)
    return _highest(bare) if len(bare) == 1 or one_each_side else None


def _highest(numbers: Iterable[Number]) -> int | None:
    """Decimals round up; None when one of them is no pain of 0-10."""
    found = list(numbers)
    if not found or any(n.value > HIGHEST or n.whole not in {None, HIGHEST} for n in found):
        return None
    return max(math.ceil(n.value) for n in found)


def _near_pain(text: Marked, numbers: list[Number]) -> list[Number]:
    """Numbers that a pain word claims: after it, or just before it; then all that follow."""
    starts = {n.start: n for n in numbers}
    ends = {n.end: n for n in numbers}
    found = (_claimed(span, text, starts, ends) for span in text["pain"])
    claimed = [n for n in found if n]
    if not claimed:
        return []
    first = min(claimed, key=lambda n: n.start)
    return [*claimed, *(n for n in numbers if _follows(n, first, text))]


def _claimed(
    span: Span, text: Marked, starts: dict[int, Number], ends: dict[int, Number]
) -> Number | None:
    i = span.end
    while i not in starts and not _breaks(text, i):
        i += 1
    return starts.get(i) or ends.get(text.skip_back(span.start, "filler"))


def _breaks(text: Marked, i: int) -> bool:
    """A pain word's reach ends with the clause, at the next one, or where the doing is told."""
    told = text.after(i, "pain", "done", "partial", "did")
    return told is not None or text.token(i) in ENDERS - {":"}


def _follows(n: Number, first: Number, text: Marked) -> bool:
    """As in "pain 2 before, 5 after"; but not "pain 2, at 8"."""
    same_clause = text.clause(n.start) == text.clause(first.start)
    other = ("done",) if same_clause else ("done", "clock")
    return n.start > first.start and not text.before(n.start, *other)


def _has_side(n: Number, text: Marked) -> bool:
    before = text.before(text.skip_back(n.start, "filler"), "side")
    return bool(before or text.after(text.skip(n.end, "filler"), "side"))


def _is_counted(n: Number, text: Marked) -> bool:
    """Sets, minutes, a time of day, effort, "all 5", "2 of them": no pain."""
    of = text.before(n.start, "of")
    return bool(
        text.after(n.end, "unit", "of")
        or text.token(n.end) == "%"
        or text.before(n.start, "counted", "tingling")
        or (of and text.before(of.start, "unit"))  # 3 sets of 8
        or text.over(n.start, "partial")  # ½
        or _is_clock(n, text)
    )


def _is_clock(n: Number, text: Marked) -> bool:
    ahead = text.token(n.end) == ":" and len(text.token(n.end + 1)) == len("30")
    behind = text.token(n.start - 1) == ":" and text.token(n.start - 2).isdecimal()
    return (ahead and text.token(n.end + 1).isdecimal()) or behind


def _numbers(text: Marked) -> Iterable[Number]:
    i = 0
    while i < len(text.tokens):
        value = _value(text, i)
        if value is None:
            i += 1
            continue
        number = _joined(text, Number(i, i + 1, value))
        yield number
        i = number.end


def _joined(text: Marked, number: Number) -> Number:
    """With the numbers that follow, when they are one: a range, or n of m."""
    between = text.before(number.start, "both_ends")
    to = ("to", "also") if between else ("to",)
    while (i := _joint(text, number.end, "-", *to)) and (other := _value(text, i)) is not None:
        number = Number(number.start, i + 1, max(number.value, other))
    of = _joint(text, number.end, "/", "of")
    whole = _value(text, of) if of else None
    return Number(number.start, of + 1, number.value, whole) if of and whole is not None else number


def _joint(text: Marked, i: int, sign: str, *kinds: str) -> int | None:
    """Where the second number would be."""
    if text.token(i) == sign:
        return i + 1
    span = text.after(i, *kinds)
    return span.end if span else None


def _value(text: Marked, i: int) -> float | None:
    token = text.token(i)
    if token[0].isdecimal():
        return float(token.replace(",", "."))
    if token in text.table.shy and not _is_number(text, i):
        return None
    return text.table.numbers.get(token)


def _is_number(text: Marked, i: int) -> bool:
    """So are "done, one" and "one of 10"; "the last one" and "one leg" are not."""
    start = text.token(i - 1) in ENDERS or text.before(i, "done", "did", "pain", "to", "of")
    end = text.token(i + 1) in ENDERS | {"/", "-"} or text.after(i + 1, "of", "to")
    return bool(start and end)
