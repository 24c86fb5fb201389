"""Reports, mornings, signs and stops: what a person in the programme says to each.

Rule: by how the body is; chances are choices to try the bot with.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.simulate.acts import Act, Show, Sight, Tap, Write, any_button, tap_or
from bot.simulate.people import Person

TINGLING = {"none": 0.2, "better": 0.3, "same": 0.3, "worse": 0.2}
"""Where a session changed it."""


def pain(person: Person, sight: Sight) -> Act:
    """Where tingling is on the same screen, a change is ticked first, or written along."""
    felt = person.body.pain(person.dice, 0.4)
    if not any(code.startswith("g.") for code in sight.codes):
        return tap_or(person, sight, f"n.{felt}", str(felt))
    key = (sight.topic.ask, "tingling")
    change = str(person.wishes.setdefault(key, tingling(person)))
    if f"g.{change}" in sight.codes:
        return tap_or(person, sight, f"g.{change}", f"{felt}{_tail(change)}")
    del person.wishes[key]  # it is ticked, or nothing changed
    return tap_or(person, sight, f"n.{felt}", str(felt))


def morning_pain(person: Person, sight: Sight) -> Act:
    felt = person.body.pain(person.dice)
    return Tap("skip") if person.chance(0.05) else tap_or(person, sight, f"n.{felt}", str(felt))


def effort(person: Person, sight: Sight) -> Act:
    felt = max(0, min(10, round(person.dice.gauss(5, 1.8))))
    return tap_or(person, sight, f"n.{felt}", str(felt))


def tingling(person: Person) -> str:
    if not person.chance(person.body.tingles):
        return "none"
    return person.dice.choices(list(TINGLING), list(TINGLING.values()))[0]


def say_tingling(person: Person, sight: Sight) -> Act:
    said = tingling(person)
    return tap_or(person, sight, f"o.{said}", said)


def mostly(of: str, chance: float, other: str) -> Callable[[Person, Sight], Act]:
    def choose(person: Person, sight: Sight) -> Act:
        said = of if person.chance(chance) else other
        return Tap(said) if said in sight.codes else any_button(person, sight)

    return choose


def prompt(person: Person, sight: Sight) -> Act:
    """Move by move, or by themselves; in the end a report."""
    if any(code.startswith("did.") for code in sight.codes):
        return _at_card(person, sight)
    if any(code.startswith("h.") for code in sight.codes):
        return _move_hurts(person, sight)
    starts = [c for c in sight.codes if c.startswith("card.")]
    if starts and person.chance(0.35):
        return Tap(starts[0])
    looks = [c for c in sight.codes if c in ("why", "list", "checks")]
    if looks and person.chance(0.08):
        return Tap(person.dice.choice(looks))
    if person.chance(0.03):
        return tap_or(person, sight, "later", "not yet")
    if "done" not in sight.codes or person.chance(person.writes):
        return Write(report(person))
    return Tap(person.dice.choices(("done", "partial", "skipped"), (84, 10, 6))[0])


def _at_card(person: Person, sight: Sight) -> Act:
    """Done, mostly; now and then another button of the card, or a whole report in words."""
    if person.chance(0.02):
        return Write(report(person))
    done = next(code for code in sight.codes if code.startswith("did."))
    others = [code for code in sight.codes if code != done and code[0] != "!"]
    return Tap(person.dice.choice(others)) if others and person.chance(0.12) else Tap(done)


def _move_hurts(person: Person, sight: Sight) -> Act:
    felt = person.body.pain(person.dice, 1.0)
    fitting = [code for code in sight.codes if code.endswith(f".{felt}")]
    return Tap(fitting[0]) if fitting else any_button(person, sight)


def report(person: Person) -> str:
    """A whole report, or a vague one, as people write it."""
    felt = person.body.pain(person.dice, 0.4)
    tail = _tail(tingling(person))
    words = ("done, pain {n}", "did it all, pain {n}", "finished {n}/10", "done {n}", "did {n}",
             "half of it, pain {n}", "done", "all good", "skipped", "no time today")  # fmt: skip
    said = person.dice.choices(words, (30, 14, 10, 14, 3, 9, 6, 2, 7, 5))[0]
    return said.format(n=felt) + tail


def _tail(change: str) -> str:
    return "" if change == "none" else f", tingling {change}"


# Signs, stops and how they end.


def sign(person: Person, sight: Sight) -> Act:
    """Is it there? By the name of the topic where it tells the sign, or anything at all."""
    name = sight.topic.topic.rpartition(".")[2]
    if name in sight.content.red_flags:
        there = name in person.body.signs
    else:
        there = bool(person.body.signs) and person.chance(0.5)
    said = "yes" if there else "maybe" if person.chance(0.003) else "no"
    return Tap(said) if said in sight.codes else any_button(person, sight)


def stopped(person: Person, sight: Sight) -> Act:
    if "mistake" in sight.codes and not person.body.signs and person.chance(0.1):
        return Tap("mistake")
    is_seen = person.seen_on is not None and person.today >= person.seen_on
    said = "seen" if is_seen else "not_yet"
    return Tap(said) if said in sight.codes else any_button(person, sight)


def now(person: Person, sight: Sight) -> Act:
    there = sight.topic.topic.split(".")[1] in person.body.signs
    said = person.dice.choice(("same", "worse")) if there else "gone"
    return Tap(said) if said in sight.codes else any_button(person, sight)


def place(person: Person, sight: Sight) -> Act:
    found = [code for code in sight.codes if code.startswith("z.")]
    if found:
        return Tap(person.dice.choice(found))
    if "locate" in sight.codes and person.chance(0.1):
        return Tap("locate")
    return Show(person.zone) if person.chance(0.3) else Write(person.place)
