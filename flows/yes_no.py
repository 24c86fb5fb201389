"""Questions that are answered by yes or no, by tap and in the words of four languages.

Rule: the only place that knows these words.
"""

from __future__ import annotations

from flows.labels import fold
from flows.parts import button, in_rows
from flows.turn import Rows

YES, NO, UNSURE = "yes", "no", "maybe"
_WORDS = {
    **dict.fromkeys(("yes", "y", "yep", "yeah", "ja", "да"), YES),
    **dict.fromkeys(("si", "sip", "claro", "claro que si", "si claro", "asi es", "correcto"), YES),
    **dict.fromkeys(("yess", "yes yes", "yup", "jo"), YES),
    **dict.fromkeys(("no", "n", "nope", "nah", "nein", "нет"), NO),
    **dict.fromkeys(("no thanks", "no thank you", "no thx", "no gracias", "nein danke"), NO),
    **dict.fromkeys(("nop", "nada", "nada nuevo", "para nada", "no para nada", "que va"), NO),
    **dict.fromkeys(("not sure", "unsure", "maybe", "weiss nicht", "не знаю"), UNSURE),
    **dict.fromkeys(("no se", "no lo se", "ni idea", "quizas", "quiza", "tal vez"), UNSURE),
    **dict.fromkeys(("idk", "dunno", "dont know", "i dont know", "don t know"), UNSURE),
    **dict.fromkeys(("i don t know", "i am not sure", "im not sure", "i m not sure"), UNSURE),
    **dict.fromkeys(("no idea", "ich weiss nicht", "keine ahnung", "я не знаю"), UNSURE),
    **dict.fromkeys(("a lo mejor", "puede ser", "no estoy seguro", "no estoy segura"), UNSURE),
}


def yes_no_rows(*, unsure: bool = False) -> Rows:
    buttons = [button("button-yes", YES), button("button-no", NO)]
    return in_rows([*buttons, button("button-unsure", UNSURE)] if unsure else buttons, 3)


def read_yes_no(code: str | None, text: str | None) -> str | None:
    """None when it is neither."""
    if code is not None:
        return code if code in (YES, NO, UNSURE) else None
    return _WORDS.get(fold((text or "").replace("ß", "ss")))


def is_unsure(text: str) -> bool:
    """As the button "Not sure" says it, or in other words: "idk", "no idea"."""
    return read_yes_no(None, text) == UNSURE
