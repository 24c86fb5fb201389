"""What is too hard, too long or too merry, and what is allowed to be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from content.check import problems
from content.reading import read_yaml
from content.texts import SPOKEN, message_texts, our_yamls, spoken_texts, yaml_texts
from tests.content.conftest import Break

NEW = "content/locales/en/new.ftl:1: new-words: "
HARD = "Hamstring extensibility necessitates consideration."
FIFTEEN = "You can do it now or you can do it at ten or at two."


def write(folder: Path, text: str) -> None:
    (folder / "locales" / "en" / "new.ftl").write_text(f"new-words =\n    {text}\n", "utf-8")


def style(folder: Path) -> list[str]:
    """Problems, but for messages that no program says: it is the words that are tried here."""
    return [line for line in problems(folder) if "nothing says this message" not in line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            FIFTEEN,
            f"15 words in one sentence, at most 14: {FIFTEEN!r} -> make two sentences of it",
        ),
        (
            "Stop at once. " + FIFTEEN,
            f"15 words in one sentence, at most 14: {FIFTEEN!r} -> make two sentences of it",
        ),
        (
            HARD,
            f"reading grade 36.1, at most 7: {HARD!r} -> use shorter words and sentences",
        ),
        ("Well done! 🎉 👍", "2 emoji, at most 1 -> keep one"),
    ],
)
def test_text_that_is_too_much_is_told(folder: Path, text: str, told: str):
    write(folder, text)
    assert style(folder) == [NEW + told]


@pytest.mark.parametrize(
    "text",
    [
        "You can do it now, at ten, at two or at three.",
        "Physical rehabilitation exercises",  # a label of 3 words has no grade
        "✓ Well done 👍",
        "{ $items } and { $more }",
    ],
)
def test_text_within_the_limits_passes(folder: Path, text: str):
    write(folder, text)
    assert style(folder) == []


def test_every_variant_of_a_message_is_judged(folder: Path):
    """Also one inside another that is not the usual one."""
    variants = (
        "{ $n ->\n        [0] { $m ->\n            [0] Hamstring extensibility necessitates { $n }"
        "\n           *[other] Fine.\n        }\n       *[other] Good.\n    }"
    )
    write(folder, variants)
    [told] = style(folder)
    assert told.startswith(NEW + "reading grade ")
    assert "'Hamstring extensibility necessitates it'" in told


def test_readings_of_a_message_differ_in_one_variant_each(tmp_path: Path):
    path = tmp_path / "a.ftl"
    path.write_text(
        "hi = { $a ->\n    [x] Ah\n   *[y] Oh\n } { $b ->\n    [x] you\n   *[y] all\n }{ $n }.\n",
        "utf-8",
    )
    assert [t.text for t in message_texts(path)] == ["Oh allit.", "Ah allit.", "Oh youit."]


def test_text_of_the_yaml_files_is_judged_too(folder: Path, break_file: Break):
    line = break_file("exercises.yaml", "Sit tall on a firm chair.", FIFTEEN)
    [told] = style(folder)
    assert told.startswith(f"content/exercises.yaml:{line}: n_seated.steps: 15 words in one ")


def test_texts_for_clinicians_are_not_judged(folder: Path, break_file: Break):
    break_file("intake.yaml", '"Side handling."', f'"{FIFTEEN} You have sciatica."')
    assert style(folder) == []


def test_what_is_allowed_must_still_be_said(folder: Path, break_file: Break):
    """An allowance holds for these very words."""
    old = "Told you have a slipped disc, sciatica or a narrow spine in the last year"
    break_file("safety.yaml", old, old + " or so")
    path = folder / "tone.yaml"
    line = path.read_text("utf-8")[: path.read_text("utf-8").index(old)].count("\n") + 1
    harder, unused = style(folder)
    assert "disc.label: 17 words in one sentence" in harder
    assert unused.startswith(f"content/tone.yaml:{line}: allowed.7: no text says '{old}' -> take")


def test_every_allowance_has_a_reason(folder: Path):
    for allowed in read_yaml(folder / "tone.yaml")["allowed"]:
        assert allowed["because"].startswith("worded by the clinical specification, section ")


def test_no_key_with_sentences_is_forgotten(folder: Path):
    """A new field that people read has to be named in SPOKEN."""
    codes = {"ask_if", "skip_if", "d1", "d2", "d3", "poses", "when"}
    codes |= {"add", "L", "R"}  # joints and contacts of figures
    codes |= {"citation"}  # the title of a study is in its authors' words
    texts = [text for path in our_yamls(folder) for text in yaml_texts(path)]
    assert {t.field for t in texts if " " in t.text} - codes <= SPOKEN


def test_all_texts_are_found(folder: Path):
    spoken = {text.text for text in spoken_texts(folder, "en")}
    exercises = yaml.safe_load((folder / "exercises.yaml").read_text("utf-8"))["exercises"]
    assert {step for move in exercises for step in move["steps"]} <= spoken
    assert {"Which leg feels tight?", "Under 18", "it aches behind the knee"} <= spoken
    assert "No moves this time, so the level stays as it is." in spoken
