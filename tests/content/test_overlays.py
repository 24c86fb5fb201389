"""What a language says in the place of the YAML files: all of it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from content.files import INTAKE
from content.lessons import LESSONS
from content.load import load_content
from content.overlays import OVERLAYS, english_texts, read_english, read_overlays
from content.reading import ContentError
from flows.effects import Text
from flows.words import draw
from tests.pseudo import pseudo


def told(place: Path) -> list[str]:
    """The mistakes, without the folder."""
    with pytest.raises(ContentError) as refused:
        read_overlays(place, read_english(place.parents[1]))
    return [line.removeprefix("content/locales/de/") for line in refused.value.mistakes]


def test_a_whole_overlay_says_each_text_of_english(german: Path):
    english = read_english(german.parents[1])
    said = read_overlays(german, english)
    ours = english_texts(english)
    assert said.keys() == ours.keys()
    assert said["questions", "q_age", "ask"] == pseudo("How old are you?")
    assert said["red_flags", "sexual"] == pseudo("New loss of feeling or function during sex")
    assert said["exercises", "n_lying", "steps", 0] == pseudo("Lie on your back.")


@pytest.mark.parametrize(
    ("name", "field", "value", "mistakes"),
    [
        ("intake.yaml", ("q_age", "ask"), None, ["questions.q_age.ask: Field required"]),
        (
            "intake.yaml",
            ("q_age", "help"),
            None,
            ["questions.q_age.help: is not in the language de"],
        ),
        (
            "intake.yaml",
            ("q_side", "options", "unsure"),
            None,
            ["questions.q_side.options.unsure: is not in the language de"],
        ),
        (
            "intake.yaml",
            ("q_side", "options", "left", "because"),
            "das",
            ["questions.q_side.options.left.because: is not in the language en"],
        ),
        (
            "intake.yaml",
            ("q_side", "options", "left", "pts"),
            3,
            ["questions.q_side.options.left.pts: Extra inputs are not permitted"],
        ),
        (
            "intake.yaml",
            ("q_f1", "because"),
            "du {w}",
            [
                "questions.q_f1.because: {w} is not given in English",
                "questions.q_f1.because: {v} is left out here",
            ],
        ),
        (
            "intake.yaml",
            ("q_sit_hours", "bands"),
            ["{v}", "{v}"],
            ["questions.q_sit_hours.bands: 2 lines here, 3 in English"],
        ),
        ("safety.yaml", ("saddle",), None, ["red_flags.saddle: is not in the language de"]),
        ("safety.yaml", ("saddle",), "", ["red_flags.saddle: is empty"]),
        ("exercises.yaml", ("n_lying",), None, ["exercises.n_lying: is not in the language de"]),
        ("safety.yaml", ("hiccup",), "Hicks", ["red_flags.hiccup: is not in the language en"]),
        (
            "exercises.yaml",
            ("n_lying", "steps"),
            ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben"],
            ["exercises.n_lying.steps: 7 lines here, 6 in English"],
        ),
    ],
)
def test_a_difference_is_told_with_its_field(
    german: Path, name: str, field: tuple[str, ...], value: object, mistakes: list[str]
):
    path = german / name
    data = yaml.safe_load(path.read_text("utf-8"))
    [inner] = data.values()
    *outer, last = field
    for key in outer:
        inner = inner[key]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert [line.partition(":")[2].partition(": ")[2] for line in told(german)] == mistakes


def test_a_mistake_names_file_and_line(german: Path):
    path = german / "safety.yaml"
    path.write_text(path.read_text("utf-8") + "  hiccup: Hicks\n", "utf-8")
    line = path.read_text("utf-8").count("\n")
    assert told(german) == [
        f"safety.yaml:{line}: red_flags.hiccup: is not in the language en",
    ]


def test_an_overlay_that_is_not_there_is_told(german: Path):
    for name in OVERLAYS:
        (german / name).unlink()
    assert told(german) == [f"{name}: No such file or directory" for name in OVERLAYS]
    assert {INTAKE, LESSONS} <= set(OVERLAYS)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (Text(key="ask.q_age"), "How old are you?"),
        (Text(key="why.q_tempo"), "Slow lowering builds strength where the muscle is long."),
        (Text(key="option.q_rf_c.hypermobile"), "Very bendy joints"),
        (Text(key="flag.hypermobile"), "Very bendy joints"),
        (Text(key="because.q_sleep.curled"), "you sleep curled up"),
        (Text(key="exercise.n_lying.name"), "Lying nerve slider"),
        (Text(key="step.n_lying.1"), "Lie on your back."),
    ],
)
def test_people_read_it(german: Path, text: Text, english: str):
    content = load_content(german.parents[1])
    assert draw(text, content, "de-AT") == pseudo(english)
    assert draw(text, content, "en") == draw(text, content, "fr") == english


def test_numbers_are_written_as_the_language_does(german: Path):
    """The band of 6.5 hours is the third; only three of the four have words."""
    content = load_content(german.parents[1])
    text = Text(key="because.q_sit_hours.2", values={"v": 6.5})
    assert draw(text, content, "de") == f"{pseudo('you sit ')}6,5{pseudo(' hours a day')}"


def test_spanish_names_of_moves_stand_in_lists_and_before_a_dose():
    """As in "A, B y C" and "A: 2 series": "y" is not said before i, nor a colon twice."""
    texts = load_content().texts["es"]
    names = [text for field, text in texts.items() if field[0::2] == ("exercises", "name")]
    assert len(names) == len(load_content().exercises)
    assert [n for n in names if re.search(r"[:,]|^h?i", n, re.IGNORECASE)] == []


def test_spanish_reasons_stand_in_lists():
    texts = load_content().texts["es"]
    reasons = [text for field, text in texts.items() if "because" in field or "bands" in field]
    assert reasons
    assert [r for r in reasons if re.search(r":|^h?i|\.$", r)] == []
