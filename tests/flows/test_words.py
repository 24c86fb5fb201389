"""Drawing: keys and values become what Telegram shows."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.load import Content, load_content
from content.words import WordsError, read_words
from flows.effects import Text
from flows.words import draw, part_question


def t(key: str, **values: str | float | Text | tuple[Text, ...]) -> Text:
    return Text(key=key, values=values)


def plain(text: str) -> Text:
    return t("plain", text=text)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The real content, with a few messages of our own."""
    folder: Path = tmp_path_factory.mktemp("locales")
    for language, text in {
        "en": "said = You said <b>{ $what }</b>.\n"
        "moves = { $n ->\n    [one] { $n } move\n   *[other] { $n } moves\n }\n",
        "de": "said = Du sagst <b>{ $what }</b>.\n",
    }.items():
        (folder / language).mkdir()
        (folder / language / "bot.ftl").write_text(text, "utf-8")
    return dataclasses.replace(load_content(), words=read_words(folder))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (t("ask.q_age"), "How old are you?"),
        (t("help.q_age"), "This bot is for adults."),
        (t("why.q_tempo"), "Slow lowering builds strength where the muscle is long."),
        (t("unit.q_sit_hours"), "hours a day"),
        (t("option.q_side.unsure"), "Not sure"),
        (t("option.q_rf_c.hypermobile"), "Very bendy joints"),
        (t("flag.hypermobile"), "Very bendy joints"),
        (t("because.q_sleep.curled"), "you sleep curled up"),
        (t("because.q_sit_hours.2", v=6.5), "you sit 6.5 hours a day"),
        (t("because.q_sit_hours.3", v=9.0), "you sit 9 hours a day"),
        (t("because.q_f1", v=7), "the leg-back test felt held back (7/10)"),
        (t("exercise.n_lying.name"), "Lying nerve slider"),
        (t("exercise.p_stand_reset.feel"), "Legs waking up."),
        (t("exercise.p_stand_reset.stop_if"), "Dizzy. Sit down."),
        (t("exercise.n_tension.mistakes"), "Long holds. Adding more range while it still pulls."),
        (t("step.n_lying.1"), "Lie on your back."),
        (t("step.n_lying.6"), "Bend again and pull the toes up. Keep it flowing."),
    ],
)  # fmt: skip
def test_texts_of_the_content(content: Content, text: Text, drawn: str):
    assert draw(text, content, "en") == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (t("moves", n=1), "1 move"),
        (t("moves", n=3.0), "3 moves"),
        (t("moves", n=2.5), "2.5 moves"),
        (t("said", what=t("because.q_sleep.curled")), "You said <b>you sleep curled up</b>."),
        (t("said", what="<i>2 & 3</i>"), "You said <b>&lt;i&gt;2 &amp; 3&lt;/i&gt;</b>."),
        (t("said", what=t("said", what="it")), "You said <b>You said <b>it</b>.</b>."),
        (t("said", what=()), "You said <b></b>."),
        (t("said", what=(plain("a"),)), "You said <b>a</b>."),
        (t("said", what=(plain("a"), plain("<b>"))), "You said <b>a and &lt;b&gt;</b>."),
        (t("said", what=(plain("a"), plain("b"), plain("c"))), "You said <b>a, b and c</b>."),
    ],
)
def test_messages_take_numbers_words_texts_and_lists(content: Content, text: Text, drawn: str):
    assert draw(text, content, "en") == drawn


def test_lists_are_joined_as_the_language_does(content: Content):
    text = t("said", what=(plain("a"), plain("b"), plain("c")))
    assert draw(text, content, "de") == "Du sagst <b>a, b und c</b>."


def test_language_that_nobody_wrote_reads_english(content: Content):
    assert draw(t("said", what=(plain("a"), plain("b"))), content, "tlh") == (
        "You said <b>a and b</b>."
    )


@given(st.text())
def test_a_persons_own_words_come_out_as_they_are(text: str):
    """Nothing in them is a tag, an entity or a place for a value."""
    drawn = draw(plain(text), load_content(), "en")
    assert "<" not in drawn
    assert drawn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (t("nobody-wrote-this"), "there is no message 'nobody-wrote-this'"),
        (t("ask.q_nothing"), "there is no message 'ask.q_nothing'"),
        (t("step.n_lying.7"), "there is no message 'step.n_lying.7'"),
        (t("because.q_f1"), "because.q_f1 needs the value 'v'"),
        (t("said"), "said: Unknown external: what"),
    ],
)
def test_half_a_text_is_refused(content: Content, text: Text, what: str):
    with pytest.raises(WordsError, match=what):
        draw(text, content, "en")


def test_every_text_of_the_content_can_be_drawn(content: Content):
    """All a person may see of the questionnaire, the cards and the exercises."""
    keys = [f"{kind}.{name}" for name in content.questions for kind in ("ask", "why")]
    for name in content.questions:
        keys += [f"option.{name}.{option}" for option in content.option_ids(name)]
    for exercise in content.exercises.values():
        parts = ("name", "feel", "mistakes", "stop_if")
        keys += [f"exercise.{exercise.id}.{part}" for part in parts]
        keys += [f"step.{exercise.id}.{number + 1}" for number in range(len(exercise.steps))]
    assert all(draw(t(key), content, "en") for key in keys)


def test_drawing_is_quick(content: Content):
    """A prompt has some 30 texts; this bound is ten times what they take."""
    text = t("said", what=(t("because.q_sit_hours.2", v=6), t("because.q_sleep.curled")))
    draw(text, content, "en")
    started = time.perf_counter()
    for _ in range(100):
        draw(text, content, "en")
    assert time.perf_counter() - started < 0.1


@pytest.mark.parametrize(
    ("ask", "how", "asked"),
    [
        ("Lift your hips. Hold it. How was it?", "Lift your hips. Hold it.", "How was it?"),
        ("Point them. What changes? Judge it.", "Point them.", "What changes? Judge it."),
        ("Levanta la cadera. ¿Cómo fue?", "Levanta la cadera.", "¿Cómo fue?"),
        ("Which way is harder?", "", "Which way is harder?"),
    ],
)
def test_a_check_is_parted_from_what_is_asked_of_it(ask: str, how: str, asked: str) -> None:
    assert part_question(ask) == (how, asked)
