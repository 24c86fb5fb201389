"""The session builder: slots filled with the moves of highest value, then fitted to the time.

Rule: decides one session from a programme and changes nothing in it (clinical spec 6, session
builder, steps 1 to 7).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from content.load import Content
from content.plan_rules import Bonus, Phase, SlotId
from content.schema import Category, DayType, Exercise
from flows.basis import Basis
from flows.conversation import Item, Program, Session
from flows.rungs import level_cap, phase_of

Filled = list[tuple[SlotId, Exercise]]
FITTING: dict[SlotId, Category] = {
    "nerve": "nerve",
    "strength": "strength",
    "anchor": "anchor",
    "posture": "posture",
    "rotation": "rotation",
}
"""What a slot holds; the focus slot holds the category of the phase, a free one anything."""

SHORT: tuple[Literal["nerve", "anchor"], ...] = ("nerve", "anchor")
"""What the 2-minute version holds."""


@dataclass(frozen=True)
class Bench:
    """All that one session is built from; what is asked of each move is worked out once."""

    program: Program
    day: dt.date
    type: DayType
    basis: Basis

    @cached_property
    def phase(self) -> Phase:
        return phase_of(self.program, self.basis.content)

    @cached_property
    def level_cap(self) -> int:
        """A gentle day has its own."""
        if self.type == "G":
            return self.basis.rules.gentle.level
        return level_cap(self.program, self.day, self.basis)

    @cached_property
    def categories(self) -> frozenset[Category]:
        """Of which a session of this day may hold moves."""
        scores = self.basis.weighed.scores
        early = {
            category
            for category, needs in self.phase.early.items()
            if any((scores[function].value or 0) >= least for function, least in needs.items())
        }
        open_ = early.union(self.phase.unlocks)
        never = () if self.type == "L" else self.basis.rules.load_only
        return frozenset(open_.difference(never))

    @cached_property
    def candidates(self) -> list[Exercise]:
        """What may be in the session, best first."""
        every = self.basis.content.exercises.values()
        return best_first((move for move in every if _may_be_in(move, self)), self)

    @cached_property
    def times(self) -> Counter[str]:
        """In how many of the last sessions each move was."""
        sessions = self.recent(self.basis.rules.repeat.sessions)
        return Counter(name for session in sessions for name in _moves_of(session))

    def recent(self, count: int) -> tuple[Session, ...]:
        """The last built sessions before this day, of any type."""
        return earlier(self.program, self.day)[-count:]


def earlier(program: Program, day: dt.date) -> tuple[Session, ...]:
    """Built sessions before this day, oldest first."""
    every = (*program.built, program.today) if program.today else program.built
    return tuple(session for session in every if session.day < day)


def build(bench: Bench) -> Session:
    """A gentle one where rests have left nothing else."""
    if bench.type != "G" and not bench.candidates:
        bench = replace(bench, type="G")
    chosen = _with_rotation(_fill(bench), bench)
    items = _fit(tuple(make_item(slot, move, bench) for slot, move in chosen), bench)
    return Session(
        day=bench.day,
        type=bench.type,
        items=tuple(_extra(item, bench.basis) for item in items),
        seconds=sum(seconds(item, bench.basis.content) for item in items),
    )


def build_short(bench: Bench) -> Session | None:
    """The gentle day's two best moves of `SHORT`; None when there is none for one of them.

    Its time is that of the moves alone, as its name of a 2-minute version says.
    """
    found = [(slot, best_of(slot, bench)) for slot in SHORT]
    items = tuple(make_item(slot, move, bench) for slot, move in found if move)
    if len(items) < len(SHORT):
        return None
    content = bench.basis.content
    ready = content.rules.time.seconds_per_item
    length = sum(seconds(i, content) - ready for i in items)
    return Session(day=bench.day, type="G", items=items, seconds=length)


def of_one_set(item: Item, content: Content) -> int:
    """Repetitions, or seconds of a hold; the half is rounded up."""
    n = content.exercises[item.exercise].dose[item.dose].n
    return (n + 1) // 2 if item.halved else n


def seconds(item: Item, content: Content) -> int:
    """How long an item takes, as estimated; an extra set is not in it (clinical spec 5)."""
    exercise = content.exercises[item.exercise]
    dose = exercise.dose[item.dose]
    n = of_one_set(item, content)
    work = n if dose.held else n * sum(dose.tempo_seconds)
    legs = 2 if exercise.side == "each" else 1
    rests = (dose.sets - 1) * dose.rest_seconds
    return dose.sets * work * legs + rests + content.rules.time.seconds_per_item


# Steps 1 and 2: how many, and which may be in it.


def slots(bench: Bench) -> tuple[SlotId, ...]:
    """In order, cut or filled up with free ones to the number of items."""
    named, count = bench.basis.rules.slots[bench.type], _count(bench)
    is_doubled = "focus" in named and bench.phase.focus == "anchor"
    kept = [slot for slot in named if not (is_doubled and slot == "anchor")]
    kept += ["free"] * count
    return tuple(kept[:count])


def _count(bench: Bench) -> int:
    rules = bench.basis.rules
    if bench.type == "G":
        return rules.gentle.items
    count = rules.items.get(bench.basis.chosen("q_minutes"), min(rules.items.values()))
    until = bench.program.shorten_until
    shorter = until is not None and bench.day < until
    return max(rules.time.least_items, count - 1) if shorter else count


def _may_be_in(move: Exercise, bench: Bench) -> bool:
    return (
        "session" in move.use
        and move.level <= bench.level_cap
        and move.cat in bench.categories
        and _is_open(move, bench)
        and bench.basis.is_usable(move)
        and not _is_blocked(move, bench)
        and not _would_run_on(move, bench)
    )


def _is_open(move: Exercise, bench: Bench) -> bool:
    """A gentle day takes passed moves again."""
    state = bench.program.rungs[move.id].state
    return state != "locked" if bench.type == "G" else state == "active"


def _is_blocked(move: Exercise, bench: Bench) -> bool:
    until = bench.program.blocked_until.get(move.id)
    return until is not None and bench.day < until


def _back_early(bench: Bench) -> list[Exercise]:
    """Of a gentle day on which all moves rest, the one whose rest ends first."""
    blocked = bench.program.blocked_until
    awake = replace(bench, program=bench.program.model_copy(update={"blocked_until": {}}))
    by_end = sorted(awake.candidates, key=lambda move: (blocked[move.id], move.level, move.id))
    return by_end[:1]


def _would_run_on(move: Exercise, bench: Bench) -> bool:
    """Was in the last session, and must never be in two running."""
    if move.id not in bench.basis.rules.never_running:
        return False
    return any(move.id in _moves_of(session) for session in bench.recent(1))


def _moves_of(session: Session) -> set[str]:
    return {item.exercise for item in session.items}


# Steps 3 and 4: slots and category caps.


def _fill(bench: Bench) -> Filled:
    pool, filled = bench.candidates or _back_early(bench), Filled()
    freely = best_first(pool, bench, free=True)
    for slot in slots(bench):
        category = _category(slot, bench)
        fitting = (move for move in pool if move.cat == category)
        if move := _first_with_room(fitting, filled, bench):
            filled.append((slot, move))
        elif move := _first_with_room(freely, filled, bench):
            filled.append(("free", move))
    return filled


def _first_with_room(moves: Iterable[Exercise], filled: Filled, bench: Bench) -> Exercise | None:
    return next((move for move in moves if _has_room(move, filled, bench)), None)


def _category(slot: SlotId, bench: Bench) -> Category | None:
    return bench.phase.focus if slot == "focus" else FITTING.get(slot)


def _has_room(move: Exercise, filled: Filled, bench: Bench) -> bool:
    """Not in it yet, and its category has not reached its cap."""
    same = [other.id for _, other in filled if other.cat == move.cat]
    return move.id not in same and len(same) < _category_cap(move.cat, bench.basis)


def _category_cap(category: Category, basis: Basis) -> int:
    caps = basis.rules.caps
    if category == "nerve" and basis.score("nerve") >= caps.nerve_many.score:
        return caps.nerve_many.cap
    return caps.by_category.get(category, caps.others)


# Steps 5 and 6: rotation and value.


def _with_rotation(filled: Filled, bench: Bench) -> Filled:
    """The last slot but strength goes to rotation when that has not been there for a while."""
    places = [n for n, (slot, _) in enumerate(filled) if slot != "strength"]
    move = best_of("rotation", bench)
    if not (move and places and _rotation_is_due(filled, bench)):
        return filled
    place = places[-1]
    return [*filled[:place], ("rotation", move), *filled[place + 1 :]]


def _rotation_is_due(filled: Filled, bench: Bench) -> bool:
    rule = bench.basis.rules.rotation
    if bench.type == "G" or bench.phase.id < rule.from_phase:
        return False
    library = bench.basis.content.exercises
    past = [library[i.exercise] for s in bench.recent(rule.within) for i in s.items]
    return all(move.cat != "rotation" for move in (*past, *(move for _, move in filled)))


def best_of(category: Category, bench: Bench, but: Sequence[str] = ()) -> Exercise | None:
    """The best candidate of a category, if there is one; but for some."""
    fitting = (move for move in bench.candidates if move.cat == category and move.id not in but)
    return next(fitting, None)


def best_first(moves: Iterable[Exercise], bench: Bench, *, free: bool = False) -> list[Exercise]:
    """Highest value; ties: less often of late, lower level, id A-Z."""
    points = bench.basis.rules.repeat.points if free else 0

    def order(move: Exercise) -> tuple[int, int, int, str]:
        times = bench.times[move.id]
        return (points * times - value(move, bench.phase, bench.basis), times, move.level, move.id)

    return sorted(moves, key=order)


def value(move: Exercise, phase: Phase, basis: Basis) -> int:
    """What a move is worth to this person in this phase, before repeats are counted."""
    factor = max(map(basis.score, move.factors), default=0)
    function = max(map(basis.score, move.functions), default=0)
    focus = basis.rules.focus_bonus if move.cat == phase.focus else 0
    extra = sum(b.points for b in basis.rules.bonuses if _earns(b, move, phase, basis))
    return factor + function + focus + extra


def _earns(bonus: Bonus, move: Exercise, phase: Phase, basis: Basis) -> bool:
    if bonus.category not in {None, move.cat} or bonus.exercise not in {None, move.id}:
        return False
    if bonus.phase not in {None, phase.id}:
        return False
    return not bonus.flags or any(flag in basis.weighed.flags for flag in bonus.flags)


# Step 7: doses and time.


def make_item(slot: SlotId, move: Exercise, bench: Bench) -> Item:
    rung = bench.program.rungs[move.id]
    dose = 1 if bench.type == "G" else rung.dose
    return Item(exercise=move.id, dose=dose, slot=slot, halved=rung.halved_sessions > 0)


def _fit(items: tuple[Item, ...], bench: Bench) -> tuple[Item, ...]:
    """Lower the longest items, then drop the last free one, until the session fits the time."""
    content = bench.basis.content
    while sum(seconds(item, content) for item in items) > _limit(bench):
        shorter = _lowered(items, content) or _without_last_free(items, content)
        if shorter is None:
            break
        items = shorter
    return items


def _limit(bench: Bench) -> float:
    """Seconds."""
    rules = bench.basis.rules
    minutes = rules.minutes.get(bench.basis.chosen("q_minutes"), min(rules.minutes.values()))
    return minutes * 60 * rules.time.slack


def _lowered(items: tuple[Item, ...], content: Content) -> tuple[Item, ...] | None:
    """The longest item above d1 goes one dose step down; the earlier of equals."""
    above = [n for n, item in enumerate(items) if item.dose > 1]
    if not above:
        return None
    at = max(above, key=lambda n: seconds(items[n], content))
    lower = items[at].model_copy(update={"dose": items[at].dose - 1})
    return (*items[:at], lower, *items[at + 1 :])


def _without_last_free(items: tuple[Item, ...], content: Content) -> tuple[Item, ...] | None:
    free = [n for n, item in enumerate(items) if item.slot == "free"]
    if not free or len(items) <= content.rules.time.least_items:
        return None
    return (*items[: free[-1]], *items[free[-1] + 1 :])


def _extra(item: Item, basis: Basis) -> Item:
    """One more set for the tighter side, where a matching test differs (clinical spec 5)."""
    rule, exercise = basis.rules.extra_set, basis.content.exercises[item.exercise]
    if exercise.side != "each" or item.dose < rule.from_dose or item.halved:
        return item
    tests = (rule.tests[f] for f in exercise.functions if f in rule.tests)
    sides = [basis.weighed.tighter[test] for test in tests if test in basis.weighed.tighter]
    return item.model_copy(update={"extra_set": sides[0]}) if sides else item
