"""A policy that has changed: what is new is said and agreed to before anything else.

Rule: until it is answered, nothing that the person says is an answer to anything; words of danger
come first as always, and what they may do with their own data goes on.
"""

from __future__ import annotations

from flows import agenda, consent, day, items, lapse
from flows.anywhere import RUNNING
from flows.asides import move_down
from flows.cards import CARDS
from flows.claims import PROGRAM, finish_and_back
from flows.conversation import Moment, MomentKind, Open
from flows.effects import Text
from flows.parts import GAP, button, t
from flows.reminders import hold, in_quiet_hours
from flows.turn import Screen, Turn
from flows.unclear import add_rows, answer
from flows.yes_no import NO, read_yes_no

TOPIC = "renew"
PASSES = frozenset({
    "block", "crisis", "erase", "erase_ask", "export", "held", "help", "keep", "keep_data",
    "language", "language_kept", "language_set", "privacy", "renewed", "retention", "stop",
    "unblock", "withdraw", "withdraw_no", "withdraw_yes", "wrote_again",
})  # fmt: skip
"""Triggers that go on: words of help, and all that a person may do with their own data."""
APART = {"danger": "renew_danger", "due": "renew_due", "new": "renew_new"}
"""Triggers that have a row of their own meanwhile."""
ASKS: tuple[MomentKind, ...] = ("prompt", "snooze", "moves", "follow_up")
"""Moments in the place of which it is asked."""


def instead(turn: Turn, trigger: str) -> str:
    """The trigger in the place of this one."""
    if not consent.is_outdated(turn.conversation, turn.content) or turn.state == "withdrawn":
        return trigger
    if trigger in PASSES or (trigger == "stale" and _asked(turn)):
        return trigger
    if trigger == "new" and turn.state not in RUNNING:
        return "renew"
    return APART.get(trigger, "renew")


def _asked(turn: Turn) -> Open | None:
    return next((o for o in turn.conversation.opens if o.topic == TOPIC), None)


# Asking.


def ask(turn: Turn) -> None:
    """As the last message; a run of taps shows it once."""
    asked = _asked(turn)
    if asked and turn.tapped and asked.screen == turn.conversation.next_screen - 1:
        turn.toast("renew-first")
        return
    if asked is None or turn.tapped:
        _show(turn, asked)
        return
    lines, ways = answer(turn, t("hint-renew"), asked)
    turn.lead += [*lines, GAP]
    _show(turn, asked)
    add_rows(turn, ways)


def _show(turn: Turn, asked: Open | None) -> None:
    turn.opened = None
    if asked:
        move_down(turn, asked)
    else:
        turn.show(TOPIC)


def draw_renew(turn: Turn, topic: Open) -> Screen:
    del topic
    rows = (
        (button("button-agree", "agree", "success"),),
        (button("button-read-it", "privacy"), button("button-no-thanks", "no")),
    )
    return Screen(lines=_words(turn), rows=rows)


def _words(turn: Turn) -> tuple[Text, ...]:
    """What every version since theirs has changed."""
    given, months = turn.conversation.consent, turn.content.keeping.months
    assert given
    newer = turn.content.policy.later_than(consent.version_of(given))
    changes = (t(f"policy-change-{v.version}", months=months) for v in newer if v.version > 1)
    told = (t("renew-change", what=change) for change in changes)
    return (t("renew-title"), *told, t("renew-ask"))


def take_renew(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del turn, topic
    if text is not None:
        return "withdraw" if read_yes_no(None, text) == NO else "elsewhere"
    ways = {"agree": "renewed", "privacy": "privacy", "no": "withdraw"}
    return ways.get(code or "", "stale")


# What comes meanwhile.


def hear_danger(turn: Turn) -> None:
    """The words that help, and nothing else; the sign is asked of once it may be kept."""
    items.danger_only(turn)
    signs = [sign for sign in turn.value if sign not in turn.conversation.stops]
    if signs:
        _hold(turn, f"item.{signs[0]}", tuple(signs[1:]))


def hear_new(turn: Turn) -> None:
    """The cards follow at once, and hold the moves from here on."""
    turn.put(cards_owed=True)
    _hold(turn, f"new.{CARDS[0]}")
    turn.lead += [t("renew-new"), GAP]
    _show(turn, _asked(turn))


def _hold(turn: Turn, topic: str, picks: tuple[str, ...] = ()) -> None:
    """Open, but not on the screen yet."""
    talk = turn.conversation
    if any(o.topic == topic for o in talk.opens):
        return
    waits = Open(ask=talk.next_ask, screen=talk.next_screen, topic=topic, picks=picks)
    turn.put(
        opens=(waits, *talk.opens), next_ask=talk.next_ask + 1, next_screen=talk.next_screen + 1
    )


def due(turn: Turn) -> None:
    """Instead of what was to come; once, and nothing after it."""
    moments = agenda.take_due(turn)
    if turn.state == "program.active":
        _keep_day(turn, moments)
    asks = next((moments[kind] for kind in ASKS if kind in moments), None)
    if asks and _asked(turn) is None and not turn.conversation.held:
        _ask_unasked(turn, asks)
    if turn.state in PROGRAM:
        agenda.plan_prompt(turn)


def _keep_day(turn: Turn, moments: dict[MomentKind, Moment]) -> None:
    """Today's session follows once they have agreed."""
    if "prompt" in moments:
        agenda.fired(turn, "prompt")
    if "prompt" in moments or "snooze" in moments:
        day.keep_in_mind(turn)


def _ask_unasked(turn: Turn, asks: Moment) -> None:
    """Not at night, nor on the silent days of a lapse."""
    zone = turn.conversation.zone
    is_of_day = asks.kind in agenda.DAILY
    if zone and is_of_day and agenda.is_quiet(turn, asks):
        return
    if zone and not is_of_day and in_quiet_hours(turn.at, zone):
        later = asks.model_copy(update={"at": hold(turn.at, zone)})
        turn.put(agenda=(*turn.conversation.agenda, later))
    elif turn.state != "program.active" or lapse.speaks(turn, agenda.today(turn)):
        turn.show(TOPIC, **agenda.sending_any_day(turn))


# The yes.


def agree(turn: Turn) -> None:
    """What was agreed to stays on the screen; what was open, or waited, comes once."""
    words = _words(turn)
    consent.keep(turn, words)
    turn.lead += [*words, GAP, t("answered", answer=t("button-agree")), t("renew-thanks")]
    finish_and_back(turn)
