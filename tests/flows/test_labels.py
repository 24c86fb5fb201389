"""Words against labels: exact before number before beginning before a part."""

from __future__ import annotations

import pytest

from flows.conversation import Conversation
from flows.effects import Text
from flows.events import Said
from flows.labels import fold, in_either, pick, pick_label, pick_many, shown
from flows.topics import draw
from flows.turn import Turn
from tests.flows.situations import MONDAY_AT_NINE
from tests.pseudo import pseudo, pseudo_content

FEELING = [("never", "Never"), ("rarely", "Rarely"), ("often", "Often or always")]
PLACES = [("thigh", "Back of thigh or buttock"), ("knee", "Behind the knee"), ("calf", "Calf"),
          ("low", "Below the knee")]  # fmt: skip
LEGS = [("left", "Izquierda"), ("right", "Derecha"), ("both", "Las dos")]
MINUTES = [("m5", "5"), ("m10", "10"), ("m15", "15")]


@pytest.mark.parametrize(
    ("text", "labels", "found"),
    [
        ("never", FEELING, "never"),
        ("NEVER!", FEELING, "never"),
        ("Néver", FEELING, "never"),
        ("3", FEELING, "often"),
        ("03", FEELING, "often"),
        ("4", FEELING, None),
        ("0", FEELING, None),
        ("²", FEELING, "rarely"),
        ("፩", FEELING, None),
        ("often", FEELING, "often"),
        ("always", FEELING, "often"),
        ("rarely, I think", FEELING, "rarely"),
        ("", FEELING, None),
        ("🙂", FEELING, None),
        ("calf", PLACES, "calf"),
        ("buttock", PLACES, "thigh"),
        ("knee", PLACES, "knee"),
        ("the knee", PLACES, None),
        ("the calf", PLACES, "calf"),
        ("la derecha", LEGS, "right"),
        ("en la pierna izquierda", LEGS, "left"),
        ("las dos", LEGS, "both"),
        ("la pierna", LEGS, None),
        ("be", PLACES, None),
        ("10", MINUTES, "m10"),
        ("3", MINUTES, None),
        ("10 minutes", MINUTES, "m10"),
    ],
)
def test_one_label_is_found_or_none(
    text: str, labels: list[tuple[str, str]], found: str | None
) -> None:
    assert pick(text, labels) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", ["thigh"]),
        ("1, 3", ["thigh", "calf"]),
        ("3 1", ["calf", "thigh"]),
        ("calf and buttock", ["calf", "thigh"]),
        ("calf + 1; 1", ["calf", "thigh"]),
        ("Back of thigh or buttock", ["thigh"]),
        ("calf, foot", None),
        ("9", None),
        ("", None),
        (",", None),
    ],
)
def test_several_labels_are_found_or_none(text: str, found: list[str] | None) -> None:
    assert pick_many(text, PLACES) == found


def test_what_remains_of_a_text_to_compare() -> None:
    assert fold("  Über-straße, 2½! ") == "uber strasse 21 2"


# In the person's own language.

SIDES = [
    (code, Text(key=f"option.q_side.{side}"))
    for code, side in (("x", "left"), ("y", "right"), ("z", "both"))
]


def turn_in(language: str) -> Turn:
    event = Said(at=MONDAY_AT_NINE, text="")
    return Turn(Conversation(language=language), event, pseudo_content("es"), draw)


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        (pseudo("Left"), "es", "x"),
        (pseudo("Left"), "es-MX", "x"),
        ("left", "es", "x"),
        ("2", "es", "y"),
        ("left", "en", "x"),
        (pseudo("Both"), "en", None),
        ("middle", "es", None),
    ],
)
def test_a_label_is_found_in_ones_language_or_in_english(
    typed: str, language: str, found: str | None
) -> None:
    assert pick_label(typed, SIDES, turn_in(language)) == found


def test_several_are_found_in_one_of_the_languages() -> None:
    content = pseudo_content("es")
    assert in_either(pick_many, "left y right", SIDES, content, "es") == ["x", "y"]
    assert in_either(pick_many, f"left, {pseudo('Right')}", SIDES, content, "es") is None


def test_a_label_is_shown_as_the_person_reads_it() -> None:
    """Without the signs that Telegram wants escaped."""
    assert shown(Text(key="plain", values={"text": "a & b"}), turn_in("en")) == "a & b"
    assert shown(SIDES[0][1], turn_in("es")) == pseudo("Left")
