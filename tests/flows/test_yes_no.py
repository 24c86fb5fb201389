"""Yes, no and not sure, by tap and in the words of four languages."""

from __future__ import annotations

import pytest

from flows.yes_no import NO, UNSURE, YES, is_unsure, read_yes_no, yes_no_rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes", YES), ("Y", YES), ("Yep!", YES), ("sí", YES), ("ja", YES), ("Да", YES),
        ("no", NO), ("Nope.", NO), ("nein", NO), ("НЕТ", NO),
        ("not sure", UNSURE), ("maybe", UNSURE), ("no sé", UNSURE), ("weiß nicht", UNSURE),
        ("не знаю", UNSURE),
        ("Claro que sí", YES), ("Sí, claro", YES), ("Nada nuevo", NO), ("no, para nada", NO),
        ("No lo sé", UNSURE), ("tal vez", UNSURE), ("no estoy segura", UNSURE),
        ("yess", YES), ("yup", YES), ("nah", NO), ("no thx", NO), ("No, gracias", NO),
        ("idk", UNSURE), ("dont know", UNSURE), ("I don't know", UNSURE), ("keine Ahnung", UNSURE),
        ("", None), ("yes and no", None), ("5", None), ("not", None),
    ],
)  # fmt: skip
def test_words_are_read(text: str, said: str | None) -> None:
    assert read_yes_no(None, text) == said


@pytest.mark.parametrize(
    ("code", "said"), [("yes", YES), ("no", NO), ("maybe", UNSURE), ("o.yes", None), ("", None)]
)
def test_a_tap_is_read_and_words_beside_it_are_not(code: str, said: str | None) -> None:
    assert read_yes_no(code, "yes") == said


@pytest.mark.parametrize(("unsure", "codes"), [(False, [YES, NO]), (True, [YES, NO, UNSURE])])
def test_not_sure_is_offered_only_where_it_means_something(
    codes: list[str], *, unsure: bool
) -> None:
    (row,) = yes_no_rows(unsure=unsure)
    assert [button.code for button in row] == codes


@pytest.mark.parametrize(("text", "unsure"), [("idk", True), ("No idea!", True), ("no", False)])
def test_not_sure_has_many_words(text: str, *, unsure: bool) -> None:
    assert is_unsure(text) is unsure
