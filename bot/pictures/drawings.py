"""Charts and the page, from the past of one person: which code draws which recipe.

Rule: pure and slow, so it is called in a thread; nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.pictures.charts import progress, result, week
from bot.pictures.charts.look import WIDTH
from bot.pictures.page.make import make_to_fit
from bot.pictures.typeset import pngs
from bot.store import Past
from bot.telegram.letters import plain
from content.load import Content
from flows.effects import PhysioPage, Progress, ResultPicture, Text, WeekPicture
from flows.page import Page, Room, page_of
from flows.past import past_of
from flows.past_words import describe

Said = Callable[[Text], str]
Chart = Progress | WeekPicture | ResultPicture
HEIGHTS = {"progress": progress.HEIGHT, "week": week.HEIGHT, "result": result.HEIGHT}


class Sketch(NamedTuple):
    """A drawing that is not yet a picture."""

    name: str
    svg: str
    height: int


class Reader(NamedTuple):
    """Who looks at it."""

    language: str
    said: Said
    """A text in their language, as it stands in a message."""

    def words(self, text: Text) -> str:
        """Without markup."""
        return plain(self.said(text))


def sketch(picture: Chart, past: Past, content: Content, reader: Reader) -> Sketch | None:
    """None when there is nothing to show, or nobody wants to see it."""
    match picture:
        case Progress(words_only=True):
            return None
        case Progress(days=days, until=until):
            days_of = past_of(past.records, past.conversation, until, content)
            svg = progress.draw(days_of, days, reader.said, reader.language)
        case WeekPicture(first=first, last=last):
            days_of = past_of(past.records, past.conversation, last, content)
            svg = week.draw(days_of, first, last, reader.said, reader.language)
        case ResultPicture(factors=factors, functions=functions):
            svg = result.draw(factors, functions, content.weighing.levels, reader.said)
    return Sketch(picture.kind, svg, HEIGHTS[picture.kind]) if svg else None


def lines_of(picture: Chart, past: Past, content: Content) -> tuple[Text, ...]:
    """What no letter can say by itself, as it does not know the past."""
    if not isinstance(picture, Progress):
        return ()
    days = past_of(past.records, past.conversation, picture.until, content)
    return describe(days, picture.days)


def rendered(drawing: Sketch) -> bytes:
    return pngs([drawing.svg], WIDTH, drawing.height)[0]


def page(picture: PhysioPage, past: Past, content: Content, reader: Reader) -> bytes:
    talk, at = past.conversation, picture.made_at
    assert talk

    def told(room: Room) -> Page:
        return page_of(talk, past.records, content, at, picture.name, room)

    day = at.astimezone(ZoneInfo(talk.zone or "UTC")).date()
    days = past_of(past.records, talk, day, content)
    svg = progress.draw(days, None, reader.said, reader.language)
    return make_to_fit(told, svg, reader.words, reader.language, picture.paper)
