"""What every turn of the talk promises, whatever was done; each breach is told in words."""

from __future__ import annotations

import re
from html import unescape

from bot.telegram.updates import BUTTON
from content.load import Content
from flows import advance
from flows.conditions import avoided
from flows.consent import holds
from flows.conversation import Conversation
from flows.effects import Button, Effect, Say, Text, Toast
from flows.events import Event
from flows.report import waiting_session
from flows.stops import SCREENING, screening_open
from flows.turn import Outcome
from flows.words import draw
from tests.flows.lock_screen import tells

LONGEST_MESSAGE, LONGEST_CAPTION, LONGEST_TOAST, LONGEST_BUTTON = 4096, 1024, 200, 34
LARGEST_SNAPSHOT = 16 * 1024
MOST_KEPT = 100_000
_SHOWN: dict[object, str] = {}
PRIVATE = ("started", "said", "commanded", "located", "sent")


def keep(before: Conversation, event: Event, outcome: Outcome, content: Content) -> None:
    """Raises AssertionError for the first promise that is broken."""
    after, effects = outcome.conversation, outcome.effects
    for effect in effects:
        draws(effect, after.language, content)
    answers(before, event, effects)
    asks_nothing_twice(after)
    plans(after, event, content)
    moves_wait(before, after, event, effects)
    offers_new(after, effects)
    shows_nothing_unasked(after, event, effects, content)
    keeps_nothing_unagreed(before, after, effects, content)
    ends_some_day(after, effects)
    assert len(after.model_dump_json()) < LARGEST_SNAPSHOT
    if before.consent is None and after.consent is None:
        assert not after.answers
        assert not after.draft
        assert not any(effect.kind == "record" for effect in effects)
        assert not after.held


def keeps_nothing_unagreed(
    before: Conversation, after: Conversation, effects: tuple[Effect, ...], content: Content
) -> None:
    """P3, P4: nothing is told or planned once consent was taken back, nor under a new policy."""
    if before.state != after.state or holds(before, content) or holds(after, content):
        return
    assert after.answers == before.answers or not after.answers
    assert {e.what for e in effects if e.kind == "record"} <= {"consent"}
    assert not shows_session(effects)
    assert after.state != "withdrawn" or not after.agenda


def draws(effect: Effect, language: str, content: Content) -> None:
    """Every text is there and fits; every button fits on the wire."""
    match effect:
        case Toast(text=text):
            assert len(shown(text, language, content)) <= LONGEST_TOAST
        case Say():
            letter = "\n".join(shown(line, language, content) for line in effect.lines)
            assert letter.strip(), "an empty message"
            longest = LONGEST_CAPTION if effect.picture or effect.album else LONGEST_MESSAGE
            assert len(letter.encode("utf-16-le")) // 2 <= longest, letter
            for button in (button for row in effect.buttons for button in row):
                fits(button, effect, language, content)
        case _:
            pass


def fits(button: Button, say: Say, language: str, content: Content) -> None:
    assert BUTTON.fullmatch(f"1:{say.ask}:{button.code}"), button.code
    label = shown(button.label, language, content)
    assert 0 < len(label.removeprefix("☑ ")) <= LONGEST_BUTTON, label


def shown(text: Text, language: str, content: Content) -> str:
    """The same text is drawn once: most screens show few that are new."""
    name = (language, content.version, _name(text))
    if name not in _SHOWN:
        if len(_SHOWN) >= MOST_KEPT:
            _SHOWN.clear()
        _SHOWN[name] = unescape(re.sub(r"<[^>]+>", "", draw(text, content, language)))
    return _SHOWN[name]


def _name(value: object) -> object:
    """What tells one text from another."""
    match value:
        case Text(key=key, values=values):
            return (key, *((name, _name(each)) for name, each in values.items()))
        case tuple():
            return tuple(_name(each) for each in value)
        case _:
            return value


def answers(before: Conversation, event: Event, effects: tuple[Effect, ...]) -> None:
    """R25: a message gets a message; a tap too, or a toast; only a double tap is silent."""
    spoken = [e for e in effects if e.kind in ("say", "toast")]
    if event.kind in PRIVATE:
        assert any(e.kind == "say" for e in spoken), f"no answer to {event}"
    if event.kind == "chose" and before.last_tap != (event.ask, event.code):
        assert spoken, f"no answer to {event}"


def asks_nothing_twice(after: Conversation) -> None:
    asks = [topic.ask for topic in after.opens]
    screens = [topic.screen for topic in after.opens]
    assert len(set(asks)) == len(asks)
    assert len(set(screens)) == len(screens)
    assert all(ask < after.next_ask for ask in asks)


def plans(after: Conversation, event: Event, content: Content) -> None:
    """At most one prompt; a due moment is over once it was handled, so nothing runs in circles."""
    assert [m.kind for m in after.agenda].count("prompt") <= 1
    if event.kind != "moment_due" or after.due_at is None:
        return
    if after.due_at <= event.at:  # today's prompt, found while an older day was put away
        after = advance(after, event, content).conversation
    assert after.due_at is None or after.due_at > event.at, f"still due: {after.agenda}"


def moves_wait(
    before: Conversation, after: Conversation, event: Event, effects: tuple[Effect, ...]
) -> None:
    """No session goes out while stopped, while a safety card is open, or after words of crisis."""
    if shows_session(effects):
        assert after.state.startswith("program."), after.state
        assert not after.held
        assert not screening_open(after), after.opens
    if event.kind == "moment_due" and before.held:
        assert not shows_session(effects)
    if after.stops and not any(effect.kind == "forget" for effect in effects):
        assert after.state in ("referred", "stopped", "withdrawn"), after.state
        assert {m.kind for m in after.agenda} <= {"follow_up"}


NO_BUTTON = {"moved-down", "crisis", "crisis-alone", "crisis-stopped"}
"""What leads to another message, and words of help that nothing may stand beside."""


def offers_new(after: Conversation, effects: tuple[Effect, ...]) -> None:
    """Clinical spec 2, screening again (a): "Something new" is on every message of a programme."""
    if after.state not in ("program.active", "program.paused") or after.held:
        return
    cards = {o.ask for o in after.opens if o.topic.startswith(SCREENING)}
    for say in (e for e in effects if e.kind == "say" and not e.edit_only and e.ask not in cards):
        keys = {line.key for line in say.lines}
        codes = {button.code for row in say.buttons for button in row}
        has_no_room = say.keyboard != "keep" or say.album
        assert "!new" in codes or keys & NO_BUTTON or has_no_room, keys


def shows_nothing_unasked(
    after: Conversation, event: Event, effects: tuple[Effect, ...], content: Content
) -> None:
    """P11: what comes unasked names nothing of health, unless details were wished for.

    A locked screen shows pictures too: even then only a break comes with its move. What tidies up
    an older screen is no message.
    """
    if event.kind != "moment_due":
        return
    for say in (e for e in effects if e.kind == "say" and not e.edit_only):
        is_break = after.details and say.lines[0].key == "break"
        assert is_break or not (say.picture or say.album), say
        assert after.details or not tells(say, content), tells(say, content)


def ends_some_day(after: Conversation, effects: tuple[Effect, ...]) -> None:
    """P7: nobody is kept for ever, wherever the talk rests and whether or not they are reached."""
    if not any(effect.kind == "forget" and not effect.keep_talk for effect in effects):
        assert after.retention
        assert after.due_at


def shows_session(effects: tuple[Effect, ...]) -> bool:
    says = [effect for effect in effects if effect.kind == "say"]
    keys = {line.key for say in says for line in say.lines}
    return bool(keys & {"session-item", "card-title"}) or any(say.album for say in says)


def sessions_suit(after: Conversation, content: Content) -> None:
    """A session that waits to be done holds no move that the answers rule out."""
    session = waiting_session(after) if after.state.startswith("program.") else None
    for item in session.items if session else ():
        assert not avoided(content.exercises[item.exercise], after.answers), item.exercise
