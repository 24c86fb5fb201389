"""One move on its card: place, dose, how it is done, and what can be tapped.

Rule: draws from the snapshot alone; short enough to stand below a picture.
"""

from __future__ import annotations

from content.load import Content
from content.schema import Exercise
from flows.builder import of_one_set
from flows.conversation import Conversation, Doing, Guided, Item, Open
from flows.effects import Button, Figure, Text
from flows.guided import before, led
from flows.parts import GAP, NEW_SYMPTOM, button, scale_rows, t
from flows.turn import Rows, Screen, Turn
from flows.weigh import Side, weigh

CARD, HURTS = "card", "hurts"
"""First picks of a prompt that shows a move: its card, or the question how much it hurts."""
LONGEST = 900
"""Characters; a caption below a picture holds 1,024 (trust spec 1)."""


def is_card(topic: Open) -> bool:
    """A prompt that shows a move, and not the list of all."""
    return topic.topic == "prompt" and topic.picks[:1] in {(CARD,), (HURTS,)}


def place(topic: Open) -> int:
    """Of the move that a card shows, from 1."""
    return int(topic.picks[1])


def draw_card(turn: Turn, topic: Open) -> Screen:
    guided, n = led_of(turn), place(topic)
    move, content = guided.moves[n - 1], turn.content
    exercise = content.exercises[move.now.exercise]
    at = f"exercise.{exercise.id}"
    lines = (
        *_rest(guided, n, content),
        t("card-title", n=n, total=len(guided.moves), name=t(f"{at}.name")),
        *_how_it_stands(move),
        *dose_lines(move.now, _side(turn.conversation, content), content),
        GAP,
        *step_lines(exercise),
        GAP,
        t("card-feel", feel=t(f"{at}.feel")),
        t("card-mistakes", mistakes=t(f"{at}.mistakes")),
        t("card-stop", stop=t(f"{at}.stop_if")),
    )
    return Screen(lines=lines, rows=_card_rows(guided, n), picture=Figure(id=exercise.id))


def led_of(turn: Turn) -> Guided:
    """Where a session waits."""
    guided = led(turn.conversation, turn.content)
    assert guided
    return guided


def _side(conversation: Conversation, content: Content) -> Side:
    return weigh(conversation.answers, content).focus_side


def _rest(guided: Guided, n: int, content: Content) -> tuple[Text, ...]:
    """Of who comes from a move whose sets want a rest; it ends by a tap."""
    last = guided.moves[n - 2] if n > 1 else None
    if last is None or last.how != "done" or guided.moves[n - 1].how != "open":
        return ()
    rest = content.exercises[last.now.exercise].dose[last.now.dose].rest_seconds
    return (t("guided-rest", n=rest),) if rest else ()


def _how_it_stands(move: Doing) -> tuple[Text, ...]:
    """Done or skipped before, and made easier."""
    was = (t(f"guided-was-{move.how}"),) if move.how in {"done", "skipped"} else ()
    if move.now.exercise != move.planned.exercise:
        name = t(f"exercise.{move.planned.exercise}.name")
        return (*was, t("guided-instead", name=name))
    return (*was, t("guided-halved")) if move.now != move.planned else was


def dose_lines(item: Item, focus: Side, content: Content) -> tuple[Text, ...]:
    """Sets and sides in plain words, the tighter leg first; then how slowly."""
    exercise = content.exercises[item.exercise]
    dose = exercise.dose[item.dose]
    said = t(
        "guided-dose",
        sets=dose.sets,
        one=_one_set(item, focus, content),
        rest=dose.rest_seconds if dose.sets > 1 else 0,
        extra=item.extra_set or "none",
    )
    effort, hold, back = dose.tempo_seconds
    slowly = t("guided-tempo", effort=effort, hold=hold, back=back)
    return (said, t("tempo-none") if dose.held else slowly)


def _one_set(item: Item, focus: Side, content: Content) -> Text:
    exercise, n = content.exercises[item.exercise], of_one_set(item, content)
    what = "hold" if exercise.dose[item.dose].held else "reps"
    if exercise.side == "each":
        first = "right" if focus == "right" else "left"
        return t(f"guided-set-each-{what}", n=n, first=first)
    if exercise.side == "alternate":
        return t("guided-set-turn", n=n)
    return t(f"guided-set-{what}", n=n)


def step_lines(exercise: Exercise) -> tuple[Text, ...]:
    steps = range(1, len(exercise.steps) + 1)
    return tuple(t("step", n=n, step=t(f"step.{exercise.id}.{n}")) for n in steps)


def _card_rows(guided: Guided, n: int) -> Rows:
    return (
        (button("button-done", f"did.{n}", "success"),),
        (button("button-easier", ease_code(guided, n)), button("button-harder", f"hard.{n}")),
        (button("button-hurts", f"hurt.{n}"), button("button-skip", f"skip.{n}")),
        (_back(guided, n), *NEW_SYMPTOM[0]),
    )


def ease_code(guided: Guided, n: int) -> str:
    """Another one once the move is smaller, so that a double tap makes it smaller once."""
    return f"ease.{n}.{'half' if guided.moves[n - 1].now.halved else 'full'}"


def _back(guided: Guided, n: int) -> Button:
    last = before(guided, n)
    return button("button-back", f"card.{last}" if last else "list")


def draw_hurts(turn: Turn, topic: Open) -> Screen:
    n = place(topic)
    move = led_of(turn).moves[n - 1]
    name = t(f"exercise.{move.now.exercise}.name")
    back = (button("button-back", f"card.{n}"), *NEW_SYMPTOM[0])
    lines = (t("guided-hurts", name=name), t("checkin-pain-ends"))
    picture = Figure(id=move.now.exercise)
    return Screen(lines=lines, rows=(*scale_rows(code=f"h.{n}"), back), picture=picture)
