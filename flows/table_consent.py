"""The rows of consent: asked anew when the policy has changed, taken back, and given again.

Rule: order is meaning, as in `table`; these rows come before all others.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.load import Content
from flows import asides, privacy, renewal, stops, welcome, withdrawal
from flows.claims import (
    PROGRAM,
    bring_kept_card,
    bring_open_card,
    card_is_open,
    card_was_kept,
    has_consent,
)
from flows.table_rows import Move, of_intake, onwards


def consenting(content: Content) -> Iterator[Move]:
    yield Move("privacy", "*", None, (privacy.show,))
    yield from _asked_anew()
    yield from _at_rest()
    yield Move("withdraw", "*", None, (withdrawal.ask,), (has_consent,))
    yield Move("withdraw", "*", None, (withdrawal.say_none,))
    for source in (*of_intake(content), "program.proposed", *PROGRAM, "referred", "stopped"):
        yield Move("withdraw_yes", source, withdrawal.STATE, (withdrawal.take_back,))
    yield Move("withdraw_no", "*", None, (withdrawal.keep,))
    yield from _given_again(content)


def _asked_anew() -> Iterator[Move]:
    yield Move("renew", "*", None, (renewal.ask,))
    yield Move("renew_due", "*", None, (renewal.due,))
    yield Move("renew_danger", "*", None, (renewal.hear_danger,))
    yield Move("renew_new", "*", None, (renewal.hear_new,))
    yield Move("renewed", "*", None, (renewal.agree,))


def _at_rest() -> Iterator[Move]:
    """Nothing is kept; the door stands open."""
    here = withdrawal.STATE
    for trigger in ("start", "resume"):
        yield Move(trigger, here, None, (welcome.greet,))
    yield Move("decline", here, None, (withdrawal.stay,))
    yield Move("crisis", here, None, (withdrawal.hear_crisis,))
    yield Move("unclear", here, None, (asides.unclear,))
    yield Move("rest", here, None, (withdrawal.rest,))


def _given_again(content: Content) -> Iterator[Move]:
    """To where the talk was left: a stop first, then a safety card that was open."""
    here, back = withdrawal.STATE, (withdrawal.come_back,)
    stopped = (*back, stops.plan_again, stops.repeat_stop)
    yield Move("agree", here, "referred", (*stopped, bring_open_card),
               (stops.stands, card_is_open))  # fmt: skip
    yield Move("agree", here, "referred", stopped, (stops.stands,))
    for way in onwards("agree", here, back, content):
        yield way._replace(act=(*back, bring_kept_card), when=(*way.when, card_was_kept))
    yield from onwards("agree", here, back, content)
