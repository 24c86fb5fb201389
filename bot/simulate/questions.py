"""Questions of the questionnaire, whoever asks them: an answer that suits the person.

Rule: by the type of the question; a few are answered by how the legs feel.
"""

from __future__ import annotations

from typing import Any

from bot.simulate.acts import Act, Sight, Tap, Write, any_button, tap_or
from bot.simulate.people import Person
from content.schema import Question


def answer_question(person: Person, sight: Sight, question: Question) -> Act:
    if "skip" in sight.codes and person.chance(0.05):
        return Tap("skip")
    if question.type == "multi":
        return _ticks(person, sight, question)
    if question.type == "lr":
        leg = "r" if "r.0" in sight.codes else "n"
        return Tap(f"{leg}.{_rating(person)}")
    if question.type == "single":
        return Tap(f"o.{_option(person, sight, question)}")
    return _open_answer(person, sight, question)


def _option(person: Person, sight: Sight, question: Question) -> str:
    if question.id == "q_age" and not person.minor:
        return person.dice.choices(("a18_39", "a40_64", "a65"), (50, 38, 12))[0]
    if question.id == "q_age":
        return "u18"
    if question.id == "q_onset":
        return "gradual" if person.chance(0.9) else "sudden"
    return person.dice.choice(sight.content.option_ids(question.id))


def _ticks(person: Person, sight: Sight, question: Question) -> Act:
    """One tap at a time, until all that was wished for is ticked."""
    key = (sight.topic.ask, question.id)
    if key not in person.wishes:
        person.wishes[key] = _wish(person, sight, question)
    wished: Any = person.wishes[key]
    left = [o for o in wished if o not in sight.topic.picks and f"t.{o}" in sight.codes]
    if left:
        return Tap(f"t.{left[0]}")
    del person.wishes[key]
    if "go" in sight.codes:
        return Tap("go")
    return Tap("none") if "none" in sight.codes else any_button(person, sight)


def _wish(person: Person, sight: Sight, question: Question) -> list[str]:
    every = sight.content.option_ids(question.id)
    if question.options_from == "card_c":
        return [o for o in every if person.chance(0.04)]
    if question.options_from:
        return [o for o in every if o in person.body.signs or person.chance(0.0004)]
    some = [o for o in every if person.chance(0.4)]
    return some or ([] if question.none_button else [person.dice.choice(every)])


def _open_answer(person: Person, sight: Sight, question: Question) -> Act:
    """Numbers, times and plain text."""
    ready = [code for code in sight.codes if code.startswith("s.")]
    if ready and person.chance(0.6):
        return Tap(person.dice.choice(ready))
    low, high = int(question.min or 0), int(question.max or 10)
    match question.type:
        case "scale" | "number":
            number = _number(person, question, low, high)
            return tap_or(person, sight, f"n.{number}", str(number))
        case "time":
            return Write(f"{person.dice.randint(5, 22)}:{person.dice.choice(('00', '30'))}")
        case "time_range":
            return Write(f"{person.dice.randint(6, 10)}:00-{person.dice.randint(14, 20)}:00")
        case _:
            return Write(person.dice.choice(("touch my toes", "run with my kids", "sit all day")))


def _number(person: Person, question: Question, low: int, high: int) -> int:
    dice = person.dice
    if question.id == "q_pain_now":
        return person.body.pain(dice, -0.5)
    if question.id == "q_pain_worst":
        return person.body.pain(dice, 1.5)
    if question.id == "q_goal_score":
        return max(0, min(10, round(8 - person.body.usual + dice.gauss(0, 1))))
    if question.rate:
        return _rating(person)
    if question.id == "q_ftf":
        return max(low, min(high, round(4 * person.body.usual + dice.gauss(6, 4))))
    return dice.randint(low, high)


def _rating(person: Person) -> int:
    """How hard a movement check is: it eases as the pain does."""
    return max(0, min(10, round(person.body.usual + person.dice.gauss(1, 1.5))))
