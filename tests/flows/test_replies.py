"""Plain-word replies: the examples of the clinical spec 9, and tables for each of its rules.

Also of `amounts`, `fold` and `lexicon`.
"""

from __future__ import annotations

import timeit
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from content.load import load_content
from content.reply_words import Entry, SafetyRow
from flows.fold import fold
from flows.replies import CRISIS, Reply, pain, read, safety_found

CONTENT = load_content()
WORDS = CONTENT.reply_words
MOVES = 5
BLOCK = yaml.safe_load((Path(__file__).parent / "replies_block.yaml").read_text("utf-8"))


def said(text: str) -> Reply:
    return read(text, MOVES, WORDS)


@pytest.mark.parametrize("row", BLOCK, ids=[row[0] for row in BLOCK])
def test_example_of_the_spec(row: list[Any]) -> None:
    text, *expected = row
    reply = said(text)
    found = [reply.completion, reply.pain, reply.tingling, reply.ask]
    assert found == [None if x == "none" else x for x in expected]


@pytest.mark.parametrize(
    ("text", "completion", "pain", "tingling", "ask"),
    [
        # done
        ("todo hecho sin molestias", "done", 0, None, None),
        ("he hecho todo", "done", None, None, "pain"),
        ("lo he hecho, 2", "done", 2, None, None),
        ("ya los hice, 3", "done", 3, None, None),
        ("ya está", "done", None, None, "pain"),
        ("ya está mejor", None, None, None, "completion"),
        ("echo 2", "done", 2, None, None),
        ("hice los ejercicios, un tres de dolor", "done", 3, None, None),
        ("estoy listo", None, None, None, "completion"),
        # "he hecho 3" is "did 3"
        ("he hecho 3", None, None, None, "which"),
        ("lo hice ayer, 2", "done", 2, None, "which_day"),
        # partly; what was left out is no pain
        ("hice 3 de 5", "partial", None, None, "pain"),
        ("me salté dos", "partial", None, None, "pain"),
        ("me salté 2, dolor 3", "partial", 3, None, None),
        ("me faltó uno, 2", "partial", 2, None, None),
        ("no hice el último, 2", "partial", 2, None, None),
        ("no pude con todo, 4", "partial", 4, None, None),
        ("no lo he terminado, 4", "partial", 4, None, None),
        ("algunos, 2", "partial", 2, None, None),
        ("algunos", "partial", None, None, "pain"),
        ("hecho 2, algunos dolores", "done", 2, None, None),
        # not done
        ("no lo he hecho", "skipped", None, None, None),
        ("nada hecho", "skipped", None, None, None),
        ("sin hacer", "skipped", None, None, None),
        ("no he realizado los ejercicios", None, None, None, "completion"),
        ("no me dio tiempo", "skipped", None, None, None),
        ("mañana lo hago", "skipped", None, None, None),
        ("me salté los ejercicios", "skipped", None, None, None),
        ("ninguno de los dos", "skipped", None, None, None),
        ("no pude con el dolor", "skipped", None, None, "pain"),
        # pain
        ("hecho, cuatro sobre diez", "done", 4, None, None),
        ("hecho, entre 3 y 5 de dolor", "done", 5, None, None),
        ("hecho, 4 izq 2 der", "done", 4, None, None),
        ("hecho, ni dolor ni hormigueo", "done", 0, None, None),
        ("hecho, ya no me duele", "done", 0, None, None),
        ("hecho, casi sin dolor", "done", None, None, "pain"),
        ("hecho, no me molestó mucho", "done", None, None, "pain"),
        ("hecho, sin dolor hasta el último, 5", "done", 5, None, None),
        ("hecho, dolor 2 antes y 4 después", "done", 4, None, None),
        ("hecho, luego me dolió 3", "done", 3, None, None),
        # tingling
        ("hecho 2, hormigueo como ayer", "done", 2, "same", None),
        ("hecho 2, hormigueo más o menos igual", "done", 2, "same", None),
        ("hecho 2, hormigueo un poco menos", "done", 2, "better", None),
        ("hecho 2, hormigueo más suave", "done", 2, "better", None),
        ("hecho 2, el hormigueo se fue", "done", 2, "better", None),
        ("hecho 2, el hormigueo se fue al pie", "done", 2, "worse", None),
        ("hecho 2, hormigueo más fuerte", "done", 2, "worse", None),
        ("hecho 2, el hormigueo no para", "done", 2, "worse", None),
        ("hecho 2, se me duerme el pie", "done", 2, None, "tingling"),
        ("hecho 2, no hubo hormigueo", "done", 2, None, None),
        ("hecho 2, no he notado hormigueo", "done", 2, None, None),
        ("he dormido mal, hecho 2", "done", 2, None, None),
    ],
)
def test_spanish_as_it_is_typed(
    text: str, completion: str | None, pain: int | None, tingling: str | None, ask: str | None
) -> None:
    reply = said(text)
    found = (reply.completion, reply.pain, reply.tingling, reply.ask)
    assert found == (completion, pain, tingling, ask)


@pytest.mark.parametrize(
    ("text", "completion"),
    [
        # n of m, when m is the number of moves today
        ("5/5, 1", "done"),
        ("0/5", "skipped"),
        ("3 out of 5 done, 4", "partial"),
        ("hice 2 de 5, dolor 1", "partial"),
        ("3 von 5, Schmerz 2", "partial"),
        ("3 of 4", None),
        # partial words come before done words
        ("did all but 2", "partial"),
        ("did all except the bridge, 3", "partial"),
        ("hice todo menos dos, dolor 1", "partial"),
        ("alles gemacht außer 1, Schmerz 2", "partial"),
        ("не всё сделал", "partial"),
        ("½, 4", "partial"),
        ("partly", "partial"),
        # ... and skip words too
        ("nicht geschafft", "skipped"),
        ("не сделал, боль 3", "skipped"),
        ("no lo hice", "skipped"),
        ("I did not do it, finished work late", "skipped"),
        # a denied done word is no done word
        ("not done", None),
        ("I haven't done them", None),
        # one word that stands alone
        ("sí, 2", "done"),
        ("ja 3", "done"),
        ("да", "done"),
        ("all", "done"),
        ("todo bien", None),
        ("si me duele te digo", None),
        # signs
        ("✅ 1", "done"),
        ("👍🏽", "done"),
        ("✔️ 2", "done"),
        # not a word of completion
        ("ok", None),
        ("fine", None),
        ("half an hour of walking", None),
        ("fell asleep", None),
        ("", None),
    ],
)
def test_completion(text: str, completion: str | None) -> None:
    assert said(text).completion == completion


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("later", True),
        ("not done yet", True),
        ("todavía no", True),
        ("no puedo, luego", True),
        ("noch nicht", True),
        ("ещё не", True),
        ("después", True),
        ("en un rato", True),
        ("esta noche lo hago", True),
        ("not today", False),
        ("lo hago mañana", False),
        ("pain 2, 5 later", False),
        ("dolor 2 antes, cinco después", False),
        ("done", False),
        ("half, the rest later", False),
    ],
)
def test_later_is_a_snooze_and_no_question(text: str, later: bool) -> None:  # noqa: FBT001 - a table
    reply = said(text)
    assert reply.later is later
    assert not later or (reply.completion, reply.ask) == (None, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("three", 3),
        ("tres", 3),
        ("drei", 3),
        ("0", 0),
        ("null", 0),
        ("10", 10),
        ("3/10", 3),
        ("4 out of 10", 4),
        ("cuatro de diez", 4),
        ("about a 4", 4),
        ("it was a 7 I think", 7),
        # the highest of a range or of two sides
        ("2-3", 3),
        ("2 – 3", 3),  # a dash of a phone keyboard
        ("2 to 3", 3),
        ("2-3/10", 3),
        ("between 3 and 5", 5),
        ("from 2 to 5", 5),
        ("de 2 a 5", 5),
        ("zwischen 2 und 4", 4),
        ("от 2 до 5", 5),
        ("2 or 3", 3),
        ("L4 R2", 4),
        ("4 on the left, 6 on the right", 6),
        # decimals round up
        ("4.5", 5),
        ("4,5", 5),
        ("3.1", 4),
        ("9.5", 10),
        # no number of 0-10
        ("11", None),
        ("10.5", None),
        ("12/10", None),
        ("3/4", None),
        ("2 and 7", None),
        ("100%", None),
        ("9" * 5000, None),
        ("sore", None),
        ("it hurts", None),
        ("", None),
        # no pain
        ("no pain", 0),
        ("pain free", 0),
        ("pain-free", 0),
        ("didn’t hurt", 0),
        ("sin dolor", 0),
        ("keine Schmerzen", 0),
        ("без боли", 0),
        ("didn't hurt much", None),
        ("no pain until the last one, then 5", 5),
        # numbers of something else
        ("3 sets of 8", None),
        ("3x8", None),
        ("15 min", None),
        ("8'", None),
        ("at 8", None),
        ("7:30", None),
        ("um 7 Uhr", None),
        ("day 3", None),
        ("3rd day", None),
        ("the last two", None),
        ("all 5", None),
        ("2 of them", None),
        ("the last one", None),
        ("one leg", None),
        ("one", 1),
        ("5 kg", None),
        ("walked 6 km", None),
        ("pain 3, effort 7", 3),
        ("pain 2, tingling 5", 2),
        # a number at a pain word beats a bare one
        ("pain 2 and 8 moves", 2),
        ("20 minutes, pain was about 3", 3),
        ("4, pain: 6", 6),
        ("3 pain, at 8", 3),
        ("hurt on the left side 6", 6),
        ("pain 2 before, 5 after", 5),
        ("pain 11", None),
        ("pain at 4", 4),
        # "no pain" and a number: which of them?
        ("no pain, 3", None),
        ("no pain, 0", 0),
    ],
)
def test_pain(text: str, number: int | None) -> None:
    assert pain(text, WORDS) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "did N" asks which, unless something else says it
        ("did 3", (None, None, "which")),
        ("did three", (None, None, "which")),
        ("hice 3", (None, None, "which")),
        ("did 3, pain 2", (None, 2, "completion")),
        ("did 3 moves", (None, None, "completion")),
        ("did 3, all done", ("done", None, "pain")),
        # days
        ("did yesterday's", ("done", None, "which_day")),
        ("hice los de ayer, 2", ("done", 2, "which_day")),
        ("die von gestern gemacht, 2", ("done", 2, "which_day")),
        ("my back hurt yesterday, done 2", ("done", 2, None)),
        # pain is asked when it is the reason for a skip, and not else
        ("skipped, my leg hurts", ("skipped", None, "pain")),
        ("skipped, pain 6", ("skipped", 6, None)),
        ("no time", ("skipped", None, None)),
    ],
)
def test_one_question_at_a_time(text: str, expected: tuple[Any, ...]) -> None:
    reply = said(text)
    assert (reply.completion, reply.pain, reply.ask) == expected


@pytest.mark.parametrize(
    ("text", "number"), [("did 3", 3), ("did three", 3), ("did 12", None), ("done 3", None)]
)
def test_which_names_the_number(text: str, number: int | None) -> None:
    reply = said(text)
    assert (reply.number, reply.ask == "which") == (number, number is not None)


@pytest.mark.parametrize(
    ("text", "tingling", "ask"),
    [
        ("done 2, tingling gone", "better", None),
        ("done 2, it tingles more", "worse", None),
        ("done 2, tingling is spreading", "worse", None),
        ("done 2, tingling no worse than usual", "same", None),
        ("done 2, Kribbeln wie immer", "same", None),
        ("done 2, más hormigueo", "worse", None),
        ("сделал 2, покалывание меньше", "better", None),
        # the worst that is said counts
        ("done 2, tingling better then worse", "worse", None),
        # another clause says nothing about tingling
        ("done 2, tingling. more tomorrow", None, "tingling"),
        # denied
        ("done 2, no numbness", None, None),
        ("done 2, no new tingling", None, None),
        ("done 2, no more tingling", None, None),
        ("done 2, no tingling or numbness", None, None),
        ("done, no pain or tingling", None, None),
        ("done 2, not numb", None, None),
        ("done 2, tingling: none", None, None),
        ("hecho 2, sin hormigueo", None, None),
        ("fertig 2, kein Kribbeln", None, None),
        ("сделал 2, без покалывания", None, None),
        ("сделал 2, покалывания нет", None, None),
        # not denied: the comma ends the denial, "and" does not carry it
        ("done 2, no, tingling", None, "tingling"),
        ("done, no pain and tingling", None, "tingling"),
        # a move's number is not numbness
        ("done 2, number two was fun", None, None),
    ],
)
def test_tingling(text: str, tingling: str | None, ask: str | None) -> None:
    reply = said(text)
    assert reply.tingling == tingling
    assert (reply.ask == "tingling") is (ask == "tingling")


def test_unclear_tingling_is_not_lost_behind_another_question() -> None:
    reply = said("done, some tingling")
    assert (reply.ask, reply.tingling_unclear) == ("pain", True)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        # apostrophes, accents, hyphens, case and ß make no difference
        ("CAN’T BREATHE", "breath"),
        ("cant breathe", "breath"),
        ("self-harm", CRISIS),
        ("Fuß schleift", "weak"),
        ("FUSS SCHLEIFT", "weak"),
        ("me caí", "trauma"),
        # both parts in one clause, in any order
        ("numb in the groin", "saddle"),
        ("my groin went numb", "saddle"),
        ("groin is fine, toe a bit numb", None),
        ("groin", None),
        ("both legs worked hard", None),
        ("both legs feel weak", "both_legs"),
        ("my calf is hot", "swelling"),
        ("my calf is tight, hot day", None),
        # denied numbness and tingling are taken out, nothing else is
        ("no tingling this morning", None),
        ("not numb all day", None),
        ("no pain or tingling all night", None),
        ("no numbness between my legs", "saddle"),
        ("no fever", "fever"),
        ("no, numb all day", "numb_fixed"),
        ("no pain and numb all day", "numb_fixed"),
        # whole words are whole
        ("peeling an orange", None),
        ("popular", None),
        ("I fell", "trauma"),
        ("I fell asleep", None),
        ("a wee bit sore", None),
        ("a wee bit sore, trouble when I wee", "bladder"),
        ("I felt fine", None),
        # the most urgent row of several
        ("a pop, a bruise, and now numb between my legs", "saddle"),
        ("fever and I want to die", CRISIS),
        # prefixes inside an entry
        ("я потеряла сознание", "heart"),
        # Spanish, as people say it
        ("me quiero morir", CRISIS),
        ("no siento nada entre mis piernas", "saddle"),
        ("la ingle está dormida", "saddle"),
        ("no aguanto el pis", "bladder"),
        ("se me duermen los dos pies", "both_legs"),
        ("las dos piernas flojas", "both_legs"),
        ("se me dobla la rodilla", "weak"),
        ("el muslo está hinchado", "swelling"),
        ("la pantorrilla está roja", "swelling"),
        ("me falta el aire", "breath"),
        ("me duele el pecho", "breath"),
        ("no puedo apoyar el pie", "trauma"),
        ("tengo calentura", "fever"),
        ("la pierna está helada", "cold_leg"),
        ("noté un desgarro", "tear"),
        ("perdí el conocimiento", "heart"),
        ("el hormigueo no se me quita", "numb_fixed"),
        ("el pie dormido todo el día", "numb_fixed"),
        ("hormigueo mejor desde ayer", None),
        ("sin hormigueo en los dos pies", None),
        ("he dormido toda la noche", None),
        ("me quedé dormida", None),
        ("hace un año", None),
        # nothing
        ("done 2", None),
        ("", None),
    ],
)
def test_safety_words(text: str, item: str | None) -> None:
    assert next(iter(safety_found(text, WORDS)), None) == item
    reply = said(text)
    assert (reply.safety_item, reply.ask == "safety") == (item, item is not None)


def _entries() -> list[tuple[str, Entry]]:
    return [(row.item, entry) for row in WORDS.safety for entry in row.entries]


def _speak(entry: Entry) -> list[str]:
    """One clause for each way to say an entry's first part."""
    rest = [part[0].replace("-", "") for part in entry.parts[1:]]
    return [" ".join([first.replace("-", ""), *rest]) for first in entry.parts[0]]


@pytest.mark.parametrize(("item", "entry"), _entries())
def test_each_safety_entry_is_found(item: str, entry: Entry) -> None:
    """By its own row, or by one more urgent that shares its words."""
    order = [row.item for row in WORDS.safety]
    for text in _speak(entry):
        found = safety_found(text, WORDS)
        assert found
        assert order.index(found[0]) <= order.index(item)


def test_every_row_but_crisis_names_a_red_flag_of_the_cards() -> None:
    assert {row.item for row in WORDS.safety} - set(CONTENT.red_flags) == {CRISIS}
    assert WORDS.safety[0].item == CRISIS


def test_every_language_with_done_words_has_safety_words() -> None:
    assert all(getattr(row, language) for row in WORDS.safety for language in WORDS.words)


@pytest.mark.parametrize("written", ["", "numb, , weak", "groin +", "+ numb", "numb-/"])
def test_an_empty_place_in_an_entry_is_a_mistake(written: str) -> None:
    with pytest.raises(ValidationError):
        SafetyRow.model_validate({"item": "x", "en": written, "es": "a", "de": "a", "ru": "a"})


CALM_WORDS = st.sampled_from(["done", "my pain is 3", "and", "hoy", "fertig", "сделал", "👍"])


@given(
    st.sampled_from([(i, e) for i, e in _entries() if len(e.parts) == 1]),
    st.lists(CALM_WORDS),
    st.lists(CALM_WORDS),
)
def test_a_safety_word_is_found_among_other_words(
    row: tuple[str, Entry], before: list[str], after: list[str]
) -> None:
    text = " ".join([*before, _speak(row[1])[0], *after])
    assert safety_found(text, WORDS)


@given(st.text(), st.integers(0, 10))
def test_any_text_is_read_without_an_error(text: str, moves: int) -> None:
    reply = read(text, moves, WORDS)
    assert reply.pain is None or 0 <= reply.pain <= 10
    assert (reply.ask == "safety") is (reply.safety_item is not None)


MESSY = st.text(st.sampled_from(list("aoñßİéDONE done2 3.,5-–—'’´/½²ёЙй:!?%_👍\u200d\ufe0f\n٣")))


@pytest.mark.parametrize(
    "part",
    ["1-", "1 ", "pain 1 ", "pain ", "numb or ", "no numb or ", "all ", "half 1 ", "½", "a "],
)
def test_the_longest_message_is_read_soon(part: str) -> None:
    """4,096 characters; a bound for a flood of them, on a busy machine."""
    text = (part * 4096)[:4096]
    assert timeit.timeit(lambda: said(text), number=1) < 0.5


@given(MESSY | st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(MESSY, st.integers(0, 6))
def test_a_messy_text_is_read_as_its_folded_form(text: str, moves: int) -> None:
    assert read(fold(text), moves, WORDS) == read(text, moves, WORDS)


def test_a_reply_is_read_in_a_blink() -> None:
    """About 0.06 ms each; the bound leaves room for a busy machine."""
    texts = [row[0] for row in BLOCK]
    seconds = min(timeit.repeat(lambda: [said(text) for text in texts], number=3, repeat=3))
    assert seconds / 3 / len(texts) < 0.001


@pytest.mark.parametrize(
    ("text", "completion"),
    [
        ("donee", "done"), ("finshed 2", "done"), ("doen, 3", "done"), ("yess", "done"),
        ("did some", "partial"), ("cant today", "skipped"), ("I can't do it today", "skipped"),
        ("done 2, can't tomorrow", "done"),
    ],
)  # fmt: skip
def test_hasty_typing_is_read(text: str, completion: str) -> None:
    assert said(text).completion == completion
