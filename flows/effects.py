"""What should happen. Effects name texts by key and values; they are drawn when they are sent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Lane = Literal["reply", "prompt", "bulk"]
"""In this order of priority: an answer to what a person just did, a prompt, the rest."""


class _Effect(BaseModel):
    model_config = ConfigDict(frozen=True)


class Text(_Effect):
    """A recipe of a text: a key of the content and the values that it takes.

    A value is a plain str (a person's own words, escaped when drawn), a number, another Text, or a
    tuple of Texts, which are joined as a list in the reader's language ("a, b and c").
    """

    key: str
    values: dict[str, str | int | float | Text | tuple[Text, ...]] = {}


class Button(_Effect):
    """`code` comes back in Chose; at most 48 characters of a-z 0-9 _ . ! -."""

    label: Text
    code: str
    style: Literal["plain", "primary", "success", "danger"] = "plain"


class Figure(_Effect):
    """A movement, by the id of its exercise or of its movement check."""

    kind: Literal["figure"] = "figure"
    id: str


class Progress(_Effect):
    """What the history of this chat shows of the last days, up to one; None is all of it.

    Its caption is followed by the same in words.
    """

    kind: Literal["progress"] = "progress"
    days: Literal[7, 30, 90] | None
    until: dt.date
    words_only: bool = False
    """For who wants no pictures: nothing is drawn, and the words are sent as a text."""


class WeekPicture(_Effect):
    """The planned days of a week, and what was told of each."""

    kind: Literal["week"] = "week"
    first: dt.date
    last: dt.date


class ResultPicture(_Effect):
    """What answers point to, as bars; None where nothing can be said."""

    kind: Literal["result"] = "result"
    factors: dict[str, int | None]
    functions: dict[str, int | None]


class PhysioPage(_Effect):
    """A page to show somebody, with a name on it when one was given."""

    kind: Literal["page"] = "page"
    paper: Literal["a4", "us-letter"]
    name: str = ""
    made_at: AwareDatetime


class Export(_Effect):
    """A copy of all that is stored about this chat, as a file of one kind."""

    kind: Literal["export"] = "export"
    part: Literal["summary", "json", "csv", "fhir"]
    made_at: AwareDatetime


Picture = Annotated[
    Figure | Progress | WeekPicture | ResultPicture | PhysioPage | Export,
    Field(discriminator="kind"),
]
"""A recipe, as small as a Text: what is to be drawn, and made when the letter is sent."""


class Say(_Effect):
    """A message on a logical screen.

    A screen that exists is edited into this; one that does not is sent anew. Without a screen it
    is a plain message, which is never edited.
    """

    kind: Literal["say"] = "say"
    lines: tuple[Text, ...]
    """Paragraphs, drawn and joined by newlines."""
    screen: int | None = None
    ask: int = 0
    """The question that the buttons belong to."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    """Stands above the lines, which are then its caption."""
    album: tuple[str, ...] = ()
    """Ids of figures, 2 to 10: their stills in one message, the lines below the first."""
    lane: Lane = "reply"
    silent: bool = False
    useless_after: AwareDatetime | None = None
    """A letter still unsent then is dropped with a record."""
    edit_only: bool = False
    """Tidies up a screen that stands already; dropped when there is none.

    Of a message with a picture it changes the caption, and the picture stays.
    """
    keyboard: Literal["keep", "ask_location", "remove"] = "keep"
    """The keyboard below the text field: a button to share a place, or away with it."""
    effect: Literal["none", "celebrate"] = "none"
    """A short animation, where the client can; never on an edit."""
    text_only: bool = False
    """Without emoji and effects."""


class Toast(_Effect):
    """A short answer to a tap, best effort; at most 200 characters when drawn."""

    kind: Literal["toast"] = "toast"
    text: Text


class Record(_Effect):
    """A row of the person's history, sealed when stored."""

    kind: Literal["record"] = "record"
    what: Literal["consent", "assessment", "session", "report", "decision", "safety"]
    day: dt.date
    data: dict[str, Any]


class Hush(_Effect):
    """Letters stored before this event that nobody asked for, and that still wait, are not sent."""

    kind: Literal["hush"] = "hush"


class Forget(_Effect):
    """Erase everything stored about this chat."""

    kind: Literal["forget"] = "forget"
    keep_talk: bool = False
    """The conversation of this outcome is stored anew, under a new key."""
    sweep: bool = False
    """The bot's own messages of the last 48 hours go at Telegram too, best effort."""


Effect = Annotated[Say | Toast | Record | Hush | Forget, Field(discriminator="kind")]
