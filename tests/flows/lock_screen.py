"""What a locked screen must not show unless details were wished for (trust spec P11).

Rule: word lists by language, and the names of all moves; knows nothing of the talk.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from content.load import Content
from flows.effects import Button, Say, Text
from flows.words import draw

WORDS = {
    "en": r"""leg thigh hamstring muscle nerve knee hip foot feet calf toe spine pelvi glute buttock
        seat groin belly stomach bladder bowel chest heart joint (?:your|low)\sback pain hurt ache
        aching sore tingl numb stiff swell swollen fever symptom health clinic doctor physio medic
        injur emerg safety danger urgent exercise stretch slider bridge bow rock phase load gentle
        stop tick mistake""",
    "es": """pierna muslo isquio músculo nervi rodilla cadera pie pies pantorrilla dedo espalda
        columna pelvi glúteo nalga asiento ingle vientre barriga vejiga intestin pecho coraz articul
        dolor duele duela molest hormigue adormec entumec rígid rigid hincha fiebre síntoma salud
        clínic médic fisio lesi emerg segurid peligro urgen ejercicio estira puente desliz fase
        carga suave error""",
}
"""Each begins a word: parts of the body, what they do, who treats it, and what is done about it."""
WHOLE = frozenset({"pie", "pies", "bow", "rock", "seat"})
"""Only as a whole word: other harmless words begin like these."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = WORDS[language].split()
    ends = [f"{word}\\b" if word in WHOLE else word for word in words]
    return re.compile(rf"\b(?:{'|'.join(ends)})", re.IGNORECASE)


@cache
def _moves(language: str, content: Content) -> frozenset[str]:
    names = (Text(key=f"exercise.{move}.name") for move in content.exercises)
    return frozenset(_plain(name, language, content).lower() for name in names)


@cache
def _told(text: str, language: str, content: Content) -> tuple[str, ...]:
    found = _pattern(language).findall(text)
    return (*found, *(move for move in _moves(language, content) if move in text.lower()))


def tells(say: Say, content: Content) -> dict[str, tuple[str, ...]]:
    """What of it nobody else should read, by language."""
    said = {language: _text(say, language, content) for language in WORDS}
    found = {language: _told(text, language, content) for language, text in said.items()}
    return {language: words for language, words in found.items() if words}


def _text(say: Say, language: str, content: Content) -> str:
    buttons: list[Button] = [button for row in say.buttons for button in row]
    texts = (*say.lines, *(button.label for button in buttons))
    return "\n".join(_plain(text, language, content) for text in texts)


def _plain(text: Text, language: str, content: Content) -> str:
    return unescape(re.sub(r"<[^>]+>", "", draw(text, content, language)))
