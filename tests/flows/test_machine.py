"""The machine: a table that is whole, and a talk that has an answer to everything.

Also of `table`, `table_rows`, `table_consent`, `table_intake`, `table_program`, `table_safety`,
`claims`, `diagram` and `errors`.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import __file__ as flows_file
from flows import advance
from flows.conversation import Conversation
from flows.diagram import states_page
from flows.errors import UnexpectedEvent
from flows.events import (
    Blocked,
    Chose,
    Commanded,
    Event,
    Located,
    MomentDue,
    Said,
    Sent,
    Started,
    Unblocked,
)
from flows.machine import build
from flows.table import table
from flows.understand import ANYWHERE, COMMANDS
from tests.flows.people import CONTENT
from tests.flows.promises import keep, sessions_suit, shows_session
from tests.flows.situations import MONDAY_AT_NINE, SITUATIONS, at, in_program, situation, then
from tests.flows.walker import Walker, buttons

FLOWS = Path(flows_file).parent
DOCS = FLOWS.parent / "docs"
WORDS = (
    "hi", "", "5", "0", "11", "-3", "3.5", "1, 2", "left 3 right 5", "18:00", "6", "18:00 Lisbon",
    "09:00-17:00", "Springfield", "UTC+2", "yes", "no", "not sure", "none", "skip", "back", "later",
    "done 2", "did half, hurt 6/10", "skipped", "did 3", "done 9", "hecho 2", "fertig 3, Kribbeln",
    "numb between my legs", "felt a pop, it is bruised", "I want to die", "gone", "worse", "today",
    "what time?", "why?", "how many?", "how?", "stop", "help", "thanks", "ok",
    "change time to 19:00", "bye",
    "remind me at 7", "I moved to Tokyo", "I'm ill", "pause for 2 days", "I mistyped", "my plan",
    "delete my data", "who are you?", "language", "learn", "let's go", "skip this", "my answers",
    "፩", "²", "①", "🙂", "a" * 4000, "7" * 4000, "{$x} <b>&", "\n", "I agree", "Under 18", "moves",
)  # fmt: skip
FORGED = ("", "o.", "o.nothing", "t.saddle", "n.99", "n.", "go", "none", "same", "back", "skip",
          "why", "unsure", "yes", "no", "accept", "agree", "z.0", "z.99", "d.0", "d.5", "card.0",
          "card.99", "set.q_age", "s.0", "s.99", "now", "in2", "seen", "mistake", "done", "later",
          "list", "all", "close", "why.nerve", "why.nothing", "x" * 48)  # fmt: skip
UNREAD = ("sticker", "voice", "photo", "poll", "contact", "edited", "forwarded", "a new thing")


def leaves() -> set[str]:
    """Every state that has none inside."""
    names = set(build(CONTENT).get_nested_state_names())
    return {n for n in names if not any(other.startswith(f"{n}.") for other in names)}


def events(walker: Walker) -> Iterator[Event]:
    """Every kind of event, several of each."""
    at = walker.now
    yield Started(at=at, language="en")
    yield Started(at=at)
    yield from (Said(at=at, text=text) for text in WORDS)
    yield from (Commanded(at=at, name=name) for name in (*COMMANDS, "nothing", ""))
    yield from (Located(at=at, zone=zone) for zone in ("America/New_York", None))
    yield from (Sent(at=at, what=what) for what in UNREAD)
    yield from (MomentDue(at=at + dt.timedelta(hours=hours)) for hours in (0, 1, 24, 24 * 30))
    due = walker.conversation.due_at
    yield MomentDue(at=due or at)
    yield Blocked(at=at)
    yield Unblocked(at=at)
    yield from taps(walker)


def taps(walker: Walker) -> Iterator[Event]:
    """Offered, forged on an open question, stale, and of the kind that never grows old."""
    at, asks = walker.now, {topic.ask for topic in walker.conversation.opens}
    for say in walker.offers():
        yield from (Chose(at=at, ask=say.ask, code=button.code) for button in buttons(say))
    for ask in (*asks, 0, 999):
        yield from (Chose(at=at, ask=ask, code=code) for code in (*FORGED, *ANYWHERE))


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_event_has_an_answer_in_every_situation(name: str) -> None:
    walker = situation(name)
    before = walker.conversation
    for event in events(walker):
        try:
            outcome = advance(before, event, CONTENT)
            stored = outcome.conversation.model_dump_json()
            assert Conversation.model_validate_json(stored) == outcome.conversation
            keep(before, event, outcome, CONTENT)
            sessions_suit(outcome.conversation, CONTENT)
        except Exception as error:
            told = event.model_dump_json()[:200]
            raise AssertionError(f"{name}: {told}: {error!r}") from error


# Blocks, and cards that stand in the way.


def test_a_block_silences_and_a_message_ends_it_without_a_backlog() -> None:
    walker = in_program()
    walker.send(Blocked(at=walker.now))
    assert walker.pass_until(walker.now + dt.timedelta(days=9)) == []
    walker.say("hello again")
    assert not walker.conversation.blocked
    assert walker.conversation.due_at
    assert walker.conversation.due_at > walker.now


def test_a_block_in_the_intake_ends_too() -> None:
    walker = at("q.q_goal")
    walker.send(Blocked(at=walker.now))
    walker.send(Unblocked(at=walker.now))
    assert not walker.conversation.blocked
    assert walker.open_topic() == "q.q_goal"


def test_a_pause_that_ends_while_a_card_is_open_sends_no_session() -> None:
    walker = then(in_program, "/pause", "=d.7", "=!new", "wait")
    assert walker.conversation.state == "program.active"
    assert not shows_session(tuple(walker.last))
    assert walker.conversation.due_at


def test_of_two_cards_the_second_comes_after_the_first() -> None:
    walker = then(in_program, "=!new", "numb between my legs", "no")
    assert walker.open_topic() == "new.q_rf_a"
    assert not shows_session(tuple(walker.last))


def test_today_waits_for_an_open_card() -> None:
    walker = then(in_program, "=!new", "/today")
    assert "This comes first" in walker.said()
    assert not shows_session(tuple(walker.last))


# The table.


def test_the_situations_cover_every_state() -> None:
    assert {situation(name).conversation.state for name in SITUATIONS} == leaves()


def test_every_source_and_destination_is_a_state() -> None:
    named = {name for move in table(CONTENT) for name in (move.source, move.dest)}
    assert named - {"*", None} == leaves()


def test_every_guard_and_action_takes_a_turn() -> None:
    """The library finds a wrong callback only when it is reached."""
    for move in table(CONTENT):
        for function in (*move.when, *move.act):
            assert list(inspect.signature(function).parameters) == ["turn"], function


def test_every_state_can_be_reached() -> None:
    reached, ways = {"welcome"}, {(m.source, m.dest) for m in table(CONTENT) if m.dest}
    while more := {dest for source, dest in ways if source in reached} - reached:
        reached |= more
    assert reached == leaves()


def test_no_row_stands_behind_one_that_always_holds() -> None:
    """Order is meaning: such a row could never be taken. A row for every state gives way."""
    settled: set[tuple[str, str]] = set()
    for move in table(CONTENT):
        pair = (move.trigger, move.source)
        assert pair not in settled, f"{pair} is settled before"
        if not move.when:
            settled.add(pair)


def test_what_is_never_understood_has_no_row() -> None:
    """Triggers come from the events and topics; what none of them names is dead."""
    source = "".join(path.read_text("utf-8") for path in FLOWS.glob("*.py"))
    for trigger in {move.trigger for move in table(CONTENT)}:
        assert f'"{trigger}"' in source.replace(f'Move("{trigger}"', ""), trigger


def test_a_meaning_without_a_row_is_our_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.machine.understand", lambda _: "nonsense")
    with pytest.raises(UnexpectedEvent, match="nonsense in welcome"):
        advance(Conversation(), Started(at=MONDAY_AT_NINE), CONTENT)
    monkeypatch.setattr("flows.machine.understand", lambda _: "agree")
    with pytest.raises(UnexpectedEvent, match="agree in stopped"):
        advance(Conversation(state="stopped"), Started(at=MONDAY_AT_NINE), CONTENT)


def test_the_page_of_states_is_fresh() -> None:
    """`python -m bot draw-states` draws it anew."""
    assert (DOCS / "states.md").read_text("utf-8") == states_page(CONTENT)


def test_the_page_of_states_shows_every_state_and_the_way_to_a_plan() -> None:
    page = states_page(CONTENT)
    assert all(f'state "{leaf.rpartition(".")[2]}" as {leaf}' in page for leaf in leaves())
    assert "welcome --> intake.safety: agree" in page
    assert "intake --> stopped: stop" in page
    assert "program.proposed --> program.active: accept" in page
