"""The door: who we are, what this is not, and consent before anything is kept.

Rule: nothing here reads or stores an answer.
"""

from __future__ import annotations

from flows import consent
from flows.conversation import Conversation, Open
from flows.effects import Forget, Text
from flows.parts import GAP, button, t
from flows.turn import Rows, Screen, Turn
from flows.yes_no import NO, read_yes_no

CONSENT = t("consent")
WRONG_AGE: Rows = ((button("button-wrong-age", "!start"),),)


def greet(turn: Turn) -> None:
    turn.show("welcome")


def draw_welcome(turn: Turn, topic: Open) -> Screen:
    """In full when greeting, and to who took consent back; shown again, only what is asked."""
    del topic
    is_full = turn.event.kind == "started" or turn.conversation.withdrawn_at is not None
    lines = greeting() if is_full else (CONSENT,)
    rows = (
        (button("button-agree", "agree", "success"),),
        (button("button-privacy", "privacy"), button("button-not-now", "decline")),
    )
    return Screen(lines=lines, rows=rows)


def greeting() -> tuple[Text, ...]:
    return (t("welcome"), GAP, t("disclaimer"), GAP, CONSENT)


def take_welcome(turn: Turn, topic: Open, *, code: str | None, text: str | None) -> str:
    del topic
    if text is not None and read_yes_no(None, text) == NO:
        return "decline"
    if text is not None:
        turn.value = t("hint-consent")
        return "unclear"
    return code if code in ("agree", "decline", "privacy") else "stale"


def keep_consent(turn: Turn) -> None:
    """What was agreed to stays on the screen."""
    consent.keep(turn, (CONSENT,))
    turn.finish(*greeting(), GAP, t("answered", answer=t("button-agree")))
    turn.lead += [t("consent-thanks"), GAP]


def decline(turn: Turn) -> None:
    """Nothing is kept, nor the link they came by."""
    turn.put(clinic=None)
    turn.finish(t("consent-declined"), rows=((button("button-start", "!start"),),))


def turn_away(turn: Turn) -> None:
    """Under 18: say so; of what was said nothing is kept, nor of the consent, but a closed door."""
    fresh = Conversation(
        language=turn.conversation.language,
        language_chosen=turn.conversation.language_chosen,
        next_ask=turn.conversation.next_ask,
        next_screen=turn.conversation.next_screen,
        last_tap=turn.conversation.last_tap,
        opens=tuple(o for o in turn.conversation.opens if o == turn.opened),
    )
    turn.put(**{name: getattr(fresh, name) for name in Conversation.model_fields})
    turn.lead.clear()
    turn.finish(t("not-offered"), rows=WRONG_AGE)
    turn.effects.append(Forget(keep_talk=True))


def say_adults_only(turn: Turn) -> None:
    turn.say(t("not-offered"), rows=WRONG_AGE)


def help_text(conversation: Conversation) -> tuple[Text, ...]:
    commands = t("help-commands") if conversation.program else t("help-intake")
    last = (t("help-data"), GAP, t("disclaimer"))
    looks = (t("help-progress"),) if conversation.program else ()
    more = (t("help-learn"), t("help-page"), t("help-export"), t("help-language"))
    return (commands, *looks, *more, *last)
