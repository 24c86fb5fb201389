"""A page for a physio: what was told, what was done and what was decided, as recipes of texts.

Rule: facts and their source, no advice; every list ends where two pages would not hold it. A
person's own words stand alone in fields of their own (`name`, `goal`), never inside a sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from content.load import Content
from content.schema import Target
from flows.adapt import say_decision
from flows.conditions import known
from flows.conversation import Conversation
from flows.effects import Record, Text
from flows.gains import Gain, compare
from flows.intake import CARDS
from flows.page_asks import asks, sign_text
from flows.page_facts import Decided, Facts, Look, Practice, facts_of, practised
from flows.page_words import (
    UNKNOWN,
    answer_behind,
    cut,
    day_text,
    in_turn,
    measure,
    move,
    number,
    value_text,
)
from flows.parts import t
from flows.past import kept_of, past_of, planned_of
from flows.question import listed
from flows.session import dose_text
from flows.weigh import level, weigh

GOAL, BEND = "q_goal", "q_ftf"


class Room(NamedTuple):
    """How many of each stand on the page; the others are counted."""

    asks: int
    signs: int
    reasons: int
    moves: int
    decisions: int


ROOMS = (Room(8, 6, 3, 10, 10), Room(7, 5, 2, 8, 6), Room(6, 3, 1, 6, 3))
"""To be tried in turn, until two pages are enough."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Tile(_Part):
    """One number to be seen at once."""

    label: Text
    value: Text
    note: Text


class Block(_Part):
    """A heading and lines below it."""

    title: Text
    lines: tuple[Text, ...]


class Table(_Part):
    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    notes: tuple[Text, ...] = ()
    """Below it, in small letters."""


class Page(_Part):
    title: Text
    subtitle: Text
    period: Text
    name: str
    """As it was typed; empty = none."""
    name_label: Text
    goal: str
    """In the person's own words; empty = none was told."""
    goal_label: Text
    tiles: tuple[Tile, ...]
    asks: Block
    safety: Block
    scores: Table
    gains: Table
    chart_alt: Text
    plan: Block
    moves: Table
    decisions: Table
    footer: Text


def page_of(  # noqa: PLR0913, PLR0917 - whose it is, from what, and how it is to look
    conversation: Conversation,
    records: Sequence[Record],
    content: Content,
    at: dt.datetime,
    name: str = "",
    room: Room = ROOMS[0],
) -> Page:
    """`records`: the whole history, oldest first; `at`: when the page was asked for."""
    facts = facts_of(conversation, records, content, at)
    found = asks(facts) or (t("page-asks-none"),)
    first, last = day_text(facts.first_day), day_text(facts.today)
    goal = conversation.answers.get(GOAL)
    return Page(
        title=t("page-title"),
        subtitle=t("page-subtitle"),
        period=t("page-period", first=first, last=last),
        name=name,
        name_label=t("page-name"),
        goal=goal if isinstance(goal, str) else "",
        goal_label=t("page-goal"),
        tiles=tuple(_tiles(facts, records)),
        asks=Block(title=t("page-asks"), lines=cut(found, room.asks)),
        safety=Block(title=t("page-safety"), lines=tuple(_safety(facts, room.signs))),
        scores=_scores(facts, room.reasons),
        gains=_gains(facts),
        chart_alt=t("page-chart-alt", first=first, last=last),
        plan=Block(title=t("page-plan"), lines=tuple(_plan(facts))),
        moves=_moves(facts, room.moves),
        decisions=_decisions(facts, room.decisions),
        footer=t("page-footer", day=last),
    )


# Tiles.


def _tiles(facts: Facts, records: Sequence[Record]) -> Iterator[Tile]:
    days = past_of(records, facts.conversation, facts.today, facts.content).days
    yield Tile(
        label=t("page-tile-done"),
        value=t("page-of", n=kept_of(days), of=planned_of(days)),
        note=t("page-tile-partly", n=sum(r.completion == "partial" for r in facts.reports)),
    )
    pains = [r.pain for r in facts.done if r.pain is not None]
    yield Tile(
        label=t("page-tile-pain"),
        value=number(pains[-1] if pains else None),
        note=t("page-worst", n=max(pains)) if pains else t("page-tile-none"),
    )
    yield _measured("q_goal_score", t("page-tile-goal"), facts)
    yield _measured(BEND, t("page-tile-bend"), facts)


def _measured(name: str, label: Text, facts: Facts) -> Tile:
    """Now, and at the first look."""
    question, first = facts.content.questions[name], facts.first_look
    now = known(name, facts.answers, facts.content)
    was = known(name, first.answers, facts.content) if first else None
    note = t("page-was", value=value_text(question, was)) if was is not None else t("page-was-none")
    return Tile(label=label, value=UNKNOWN if now is None else value_text(question, now), note=note)


# The safety screen.


def _safety(facts: Facts, most: int) -> Iterator[Text]:
    """The class, then all that was ticked or said, with what became of it."""
    conversation, asked_on = facts.conversation, facts.conversation.last_fired.get("cards")
    yield t("page-class", cls=conversation.safety)
    signs = tuple(_signs(facts))
    yield from cut(signs, most) or (t("page-no-sign"),)
    if asked_on:
        yield t("page-cards-asked", day=day_text(asked_on))


def _signs(facts: Facts) -> Iterator[Text]:
    """What holds the moves stands first."""
    conversation = facts.conversation
    ticked = [name for card in CARDS for name in _ticks(card, facts)]
    for name in conversation.stops:
        since = conversation.stopped_at.get(name)  # not known in an older snapshot
        yield _sign("stands", name, facts, day=day_text(since.date()) if since else UNKNOWN)
    for name in [n for n in conversation.cleared if n not in conversation.stops]:
        yield _sign("cleared", name, facts, day=day_text(conversation.cleared[name]))
    known_already = {*conversation.stops, *conversation.cleared}
    yield from (_sign("noted", name, facts) for name in ticked if name not in known_already)


def _sign(what: str, name: str, facts: Facts, **more: Text) -> Text:
    flag = facts.content.red_flags.get(name)
    card = flag.card.upper() if flag else "none"
    return t(f"page-sign-{what}", sign=sign_text(name, facts), card=card, **more)


def _ticks(card: str, facts: Facts) -> list[str]:
    ticks = facts.answers.get(card)
    return [str(tick) for tick in ticks] if isinstance(ticks, list) else []


# Scores.


def _scores(facts: Facts, most: int) -> Table:
    return Table(
        title=t("page-scores"),
        head=tuple(t(f"page-scores-{name}") for name in ("name", "score", "level", "answers")),
        rows=tuple(_score(target.id, facts, most) for target in facts.content.weighing.targets),
        notes=(t("page-scores-note"),),
    )


def _score(target: Target, facts: Facts, most: int) -> tuple[Text, ...]:
    content = facts.content
    score, first = weigh(facts.answers, content).scores[target], facts.first_look
    if score.value is None:
        return (t(f"page-name-{target}"), UNKNOWN, UNKNOWN, t("page-scores-few"))
    was = first.scores.get(target) if first else None
    is_other = was is not None and was != score.value
    shown = t("page-score", n=score.value, was=was) if is_other else number(score.value)
    behind = [answer_behind(r, facts.answers, content) for r in score.reasons if r.points > 0]
    told = listed(cut(behind, most)) if behind else t("page-scores-none")
    return (t(f"page-name-{target}"), shown, t(f"page-level-{level(score.value, content)}"), told)


# Then and now.


def _gains(facts: Facts) -> Table:
    """What counts as a change stands beside it, with its source."""
    first = facts.first_look
    rows = tuple(_gain(gain, first, facts) for gain in _compared(first, facts)) if first else ()
    looks = [day_text(look.day) for look in facts.looks]
    head = (t("page-gains-name"), looks[0], looks[-1]) if rows else ()
    told = t("page-gains-note", n=len(looks)) if rows else t("page-gains-none")
    return Table(
        title=t("page-gains"),
        head=(*head, t("page-gains-change"), t("page-gains-counts")) if rows else (),
        rows=rows,
        notes=(told,),
    )


def _compared(first: Look, facts: Facts) -> Iterator[Gain]:
    content = facts.content
    every = compare(first.answers, facts.answers, content.questions, content)
    return (gain for gain in every if gain.measure in content.rules.reassess.measures)


def _gain(gain: Gain, first: Look | None, facts: Facts) -> tuple[Text, ...]:
    assert first
    name, rule = gain.measure, facts.content.rules.reassess.measures[gain.measure]
    question = facts.content.questions[name]
    return (
        measure(name),
        value_text(question, first.answers[name]),
        value_text(question, facts.answers[name]),
        t(f"page-change-{gain.change}"),
        t(f"page-counts-{name}", clear=rule.clear, percent=rule.percent),
    )


# The plan, and how it went.


def _plan(facts: Facts) -> Iterator[Text]:
    conversation, program = facts.conversation, facts.conversation.program
    if program is None:
        yield t("page-plan-none")
        return
    since = day_text(program.phase_since)
    yield t("page-plan-phase", phase=t(f"phase-{program.phase}"), since=since)
    days, minutes = conversation.answers.get("q_days"), conversation.answers.get("q_minutes")
    if isinstance(days, int | float) and minutes in facts.content.rules.minutes:
        length = facts.content.rules.minutes[str(minutes)]
        yield t("page-plan-week", days=days, minutes=length)
    yield t("page-plan-state", state=_state(conversation))
    reported = [r.completion for r in facts.reports]
    yield t(
        "page-plan-sessions",
        done=reported.count("done"),
        partly=reported.count("partial"),
        skipped=reported.count("skipped"),
    )


def _state(conversation: Conversation) -> str:
    if conversation.stops:
        return "held"
    return conversation.state.rpartition(".")[2]


def _moves(facts: Facts, most: int) -> Table:
    found = [p for p in practised(facts) if p.planned or p.is_used]
    left = len(found) - most
    more = (t("page-moves-more", n=left),) if left > 0 else ()
    return Table(
        title=t("page-moves"),
        head=tuple(t(f"page-moves-{name}") for name in ("name", "dose", "done", "percent", "pain")),
        rows=tuple(_move(each, facts) for each in found[:most]),
        notes=(*more, t("page-moves-note" if found else "page-moves-none")),
    )


def _move(each: Practice, facts: Facts) -> tuple[Text, ...]:
    name = move(each.exercise)
    return (
        name if each.is_used else t("page-move-before", name=name),
        dose_text(each.item, facts.content) if each.item else UNKNOWN,
        t("page-move-done", done=each.done, partly=each.partly, skipped=each.skipped),
        t("page-percent", n=each.percent) if each.planned else UNKNOWN,
        _pain(each),
    )


def _pain(each: Practice) -> Text:
    if each.worst_pain is None or each.last_pain is None:
        return UNKNOWN
    return t("page-move-pain", last=each.last_pain, worst=each.worst_pain, named=each.named)


# Decisions.


def _decisions(facts: Facts, most: int) -> Table:
    told = facts.decided[:most]
    return Table(
        title=t("page-decisions"),
        head=(t("page-decisions-day"), t("page-decisions-rule"), t("page-decisions-why")),
        rows=tuple(_decided(each, facts) for each in told),
        notes=(t("page-decisions-note") if told else t("page-decisions-none"),),
    )


def _decided(each: Decided, facts: Facts) -> tuple[Text, ...]:
    decision = each.decision
    said: Iterable[Text] = (t("page-decision-old"),)
    if decision:
        said = say_decision(decision, each.changes, facts.answers, facts.content)
    return (day_text(each.day), t("plain", text=each.rule), in_turn(tuple(said)))
