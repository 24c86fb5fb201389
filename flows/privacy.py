"""/privacy: who runs this bot, what is stored, why, how long, how it is locked, and one's rights.

Rule: says it wherever the talk is, with where the person's own consent stands; changes nothing.
"""

from __future__ import annotations

import datetime as dt

from flows import referral
from flows.agenda import date
from flows.asides import bring_back
from flows.effects import Text
from flows.parts import GAP, t
from flows.reminders import local_day
from flows.turn import Turn


def show(turn: Turn) -> None:
    turn.say(*lines(turn))
    bring_back(turn)


def lines(turn: Turn) -> tuple[Text, ...]:
    return (
        t("privacy"),
        t("privacy-who"),
        t("privacy-what"),
        t("privacy-why"),
        t("privacy-long", months=turn.content.keeping.months),
        *referral.privacy_lines(turn),
        t("privacy-rest"),
        GAP,
        _own(turn),
    )


def _own(turn: Turn) -> Text:
    talk = turn.conversation
    if talk.consent is None:
        return t("privacy-not-agreed")
    if talk.withdrawn_at is not None:
        return t("privacy-taken-back", **_on(turn, talk.withdrawn_at))
    return t("privacy-agreed", **_on(turn, talk.consent.at), version=talk.consent.version)


def _on(turn: Turn, at: dt.datetime) -> dict[str, Text | str]:
    zone = turn.conversation.zone
    day = local_day(at, zone) if zone else at.date()
    return {"date": date(day), "year": str(day.year)}
