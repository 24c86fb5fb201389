"""Words against labels: exact before number before beginning before a part."""

from __future__ import annotations

import pytest

from flows.labels import fold, pick, pick_many

FEELING = [("never", "Never"), ("rarely", "Rarely"), ("often", "Often or always")]
PLACES = [("thigh", "Back of thigh or buttock"), ("knee", "Behind the knee"), ("calf", "Calf"),
          ("low", "Below the knee")]  # fmt: skip
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
