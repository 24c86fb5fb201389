"""From what a person calls their place to a time zone: cities, countries, zone names and offsets.

The tables beside this file are data (PLACES-ATTRIBUTION.md); what a person typed is only looked up.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from content.zone_words import ABBREVIATIONS, PART_HOUR_ZONES

TABLES = Path(__file__).parent
LONGEST = 120
"""Characters of a text that are read; the longest known name has fewer than 40."""
MOST = 12
"""Places that one answer can give: the zones of the widest country, about."""
TOO_SMALL = 10_000
"""People; a country is not offered by a zone whose biggest town has fewer, if it has others."""
NAMESAKE = 20
"""A place of the same name counts unless the biggest has this many times its people."""

OFFSET = re.compile(
    r"(?<![\w+-])(?P<name>etc/gmt|utc|gmt)?\s?(?P<sign>[+-])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?![\w:])",
    re.IGNORECASE,
)
"""An offset inside a text, after `plain_signs`: "UTC+2", "gmt-03:30", "+0530", "Etc/GMT-2"."""
_SIGNS = str.maketrans("−–—‒﹣－＋", "------+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e"})
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz ", "абвгдежзиклмнопрстуфхцчшщъыьэюя ")


class Place(NamedTuple):
    """A zone under the name that a person knows it by."""

    name: str
    region: str
    """ISO country code, in the US and Canada with the state ("US-TX"); empty for an offset."""
    zone: str
    """IANA name."""
    population: int = 0

    @property
    def country(self) -> str:
        return self.region[:2]

    @property
    def label(self) -> str:
        """Enough to tell two of the same name apart: "Portland, US-OR"."""
        return f"{self.name}, {self.region}" if self.region else self.name


Found = tuple[Place, ...]


def fold(text: str) -> str:
    """Lower case without accents; everything but letters and digits is one space."""
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower)
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def plain_signs(text: str) -> str:
    """Typographic and full-width plus and minus as ASCII."""
    return text.translate(_SIGNS)


def at_offset(match: re.Match[str]) -> Found:
    """The zone of a fixed offset, as an `OFFSET` match; none if nobody lives by it.

    Whole hours are Etc/GMT zones (whose sign is the other way round). IANA has none for half hours
    and quarters, so each stands for the one place that keeps it in winter.
    """
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    sign = match["sign"]
    if (match["name"] or "").lower() == "etc/gmt":
        sign = "-" if sign == "+" else "+"
    name = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    if minutes:
        zone = PART_HOUR_ZONES.get(f"{sign}{hours}:{minutes:02}")
        return (Place(name, "", zone),) if zone else ()
    if hours == 0:
        return (Place("UTC", "", "Etc/UTC"),)
    if hours > (14 if sign == "+" else 12):
        return ()
    return (Place(name, "", f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"),)


class Places:
    """The tables, read on the first question: about 400 kB, some 20 ms, then kept."""

    def find(self, text: str) -> Found:
        """The places that a text can mean, best first; none for nonsense, and never an error.

        Exact names beat beginnings, beginnings beat a name inside a sentence, and a slip of one
        letter counts only when nothing else fits.
        """
        text = plain_signs(text[:LONGEST]).strip()
        if match := OFFSET.fullmatch(text):
            return at_offset(match)
        whole = fold(text)
        words = tuple(whole.split())
        found = self._known(words) or self._after_comma(text) or self._begun(whole)
        return _distinct(found or self._within(words) or self._misspelt(whole))[:MOST]

    @cached_property
    def _rows(self) -> tuple[tuple[str, Place], ...]:
        """Folded names, and the place; the most people first."""
        lines = (TABLES / "places.tsv").read_text(encoding="utf-8").splitlines()
        cells = (line.split("\t") for line in lines)
        return tuple((c[0], Place(c[1], c[2], c[3], int(c[4]))) for c in cells)

    @cached_property
    def _index(self) -> dict[str, list[Place]]:
        index: dict[str, list[Place]] = {}
        for names, place in self._rows:
            for name in names.split("|"):
                index.setdefault(name, []).append(place)
        return index

    @cached_property
    def _regions(self) -> dict[str, list[str]]:
        """Folded names and short codes of countries and US states -> codes ("ca": CA, US-CA)."""
        regions: dict[str, list[str]] = {}
        for line in (TABLES / "regions.tsv").read_text(encoding="utf-8").splitlines():
            names, code = line.split("\t")
            for name in names.split("|"):
                regions.setdefault(name, []).append(code)
        return regions

    def _known(self, words: tuple[str, ...]) -> Found:
        """The whole of a text is a name, a name and its region, or a region."""
        whole = " ".join(words)
        if abbreviated := ABBREVIATIONS.get(whole):
            return tuple(self._of_zone(zone) for zone in abbreviated)
        exact = _well_known(self._index.get(whole, []))
        if len(whole) > 2 and whole in self._regions:
            return exact + self._in_regions(whole)
        return exact or self._with_hint(words)

    def _of_zone(self, zone: str) -> Place:
        """A zone's own city."""
        return self._index[fold(zone)][0]

    def _in_regions(self, name: str) -> Found:
        """The biggest city of each zone there."""
        by_zone: dict[str, Place] = {}
        for _, place in self._rows:
            if self._is_in(place, name):
                by_zone.setdefault(place.zone, place)
        found = tuple(by_zone.values())
        return tuple(p for p in found if p.population >= TOO_SMALL) or found

    def _is_in(self, place: Place, name: str) -> bool:
        codes = self._regions[name]
        return place.region in codes or place.country in codes

    def _with_hint(self, words: tuple[str, ...]) -> Found:
        """A name, then its region ("el paso tx"); a town not known there gives the zones there."""
        for cut in range(1, len(words)):
            hint = " ".join(words[cut:])
            if hint not in self._regions:
                continue
            named = self._index.get(" ".join(words[:cut]), ())
            fitting = tuple(place for place in named if self._is_in(place, hint))
            if fitting or len(hint) > 2:
                return fitting or self._in_regions(hint)
        return ()

    def _after_comma(self, text: str) -> Found:
        """After a comma even two letters are a region: "Paris, US"."""
        before, comma, after = text.rpartition(",")
        region = fold(after)
        return self._in_regions(region) if comma and before and region in self._regions else ()

    def _begun(self, text: str) -> Found:
        """Names with this word, or from five letters on with a word that begins so."""
        if len(text) < 3:
            return ()
        word = re.compile(rf"(?<![^ |]){re.escape(text)}" + ("" if len(text) > 4 else "(?![^ |])"))
        begun = (place for names, place in self._rows if word.search(names))
        return tuple(islice(begun, 2 * MOST))

    def _within(self, words: tuple[str, ...]) -> Found:
        """The longest name inside a sentence: "I live in New York these days"."""
        for size in range(min(len(words) - 1, 5), 0, -1):
            for start in range(len(words) - size + 1):
                window = words[start : start + size]
                if len("".join(window)) > 3 and (found := self._known(window)):
                    return found
        return ()

    def _misspelt(self, text: str) -> Found:
        """Names one letter away, from five letters on; few people miss the first."""
        if not 5 <= len(text) <= 40:
            return ()
        likely = (name for name in _one_edit_away(text) if name.startswith(text[0]))
        near = {place for name in likely for place in self._index.get(name, ())}
        return tuple(sorted(near, key=lambda p: (-p.population, p.label)))


def _well_known(named: list[Place]) -> Found:
    """Without namesakes far smaller than the first; their region brings them back."""
    return tuple(p for p in named if p.population * NAMESAKE >= named[0].population)


def _distinct(found: Found) -> Found:
    """One of those that nothing in the label or zone tells apart: the most people."""
    return tuple({(p.label, p.zone): p for p in reversed(found)}.values())[::-1]


def _one_edit_away(text: str) -> set[str]:
    """One letter less, more or other, or two neighbors swapped, in the script of the text."""
    letters = _ALPHABETS[0] if text.isascii() else _ALPHABETS[1]
    cuts = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {text[:i] + b + a + text[i + 2 :] for i, (a, b) in enumerate(pairwise(text))}
    other = {a + c + b[1:] for a, b in cuts if b for c in letters}
    more = {a + c + b for a, b in cuts for c in letters}
    return less | swapped | other | more
