"""What happened. Every event carries its own time; none carries Telegram."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

UNASKED = ("moment_due", "blocked")
"""Kinds of what no person did."""


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)
    at: AwareDatetime


class Started(_Event):
    """/start, with the language that the client names (BCP 47), if any; `argument` as below."""

    kind: Literal["started"] = "started"
    language: str | None = None
    argument: str = ""


class Said(_Event):
    """A text message that is no command."""

    kind: Literal["said"] = "said"
    text: str


class Commanded(_Event):
    """A command other than /start; `name` has no slash, `argument` is the rest of the line."""

    kind: Literal["commanded"] = "commanded"
    name: str
    argument: str = ""


class Chose(_Event):
    """A button: the number of the question it belonged to, and its code."""

    kind: Literal["chose"] = "chose"
    ask: int
    code: str


class Located(_Event):
    """A shared place, already reduced to its zone; None when no zone is known there."""

    kind: Literal["located"] = "located"
    zone: str | None


class Sent(_Event):
    """Something we do not read: sticker, voice, photo, poll, contact, an edited message ..."""

    kind: Literal["sent"] = "sent"
    what: str
    text: str = ""
    """Words that came with it: only looked through for danger."""


class MomentDue(_Event):
    """One or more moments of the agenda have come."""

    kind: Literal["moment_due"] = "moment_due"


class Blocked(_Event):
    """The person blocked the bot, or Telegram says that the chat is gone."""

    kind: Literal["blocked"] = "blocked"


class Unblocked(_Event):
    """The person let the bot in again."""

    kind: Literal["unblocked"] = "unblocked"


Event = Annotated[
    Started | Said | Commanded | Chose | Located | Sent | MomentDue | Blocked | Unblocked,
    Field(discriminator="kind"),
]
