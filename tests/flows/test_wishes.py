"""Questions and wishes in plain words, in four languages.

Also of `wanted` and `moves_named`.
"""

from __future__ import annotations

import pytest

from flows import topics
from flows.events import Said
from flows.turn import Turn
from flows.understand import understand
from flows.wishes import Asked, alone, names_one_day, place_in, wishes
from tests.flows.days import copy
from tests.flows.people import CONTENT
from tests.flows.situations import MONDAY_AT_NINE as AT
from tests.flows.situations import in_program, situation, then
from tests.flows.walker import Walker

WORDS = CONTENT.reply_words

ASKED = {
    "why_moves": (
        "why this one?", "Why these?", "why do I do this", "what is this for?", "why so many?",
        "why?", "¿Por qué estos?", "para qué sirve", "¿por qué hago esto?",
        "Warum diese Übungen?", "wozu", "почему эти?",
    ),
    "doses": (
        "how many?", "how many reps", "how often should I do it?", "how long does it take",
        "sets and reps?", "¿cuántas veces?", "¿Cuánto tiempo dura?", "con qué frecuencia",
        "wie oft?", "Wie viele Wiederholungen?", "wie lange dauert das", "сколько раз?",
    ),
    "show_how": (
        "how do I do the nerve slider?", "show me the bridge", "how to do this", "show me how",
        "how do I do move 2?", "I forgot how to do the hip bend", "how?", "¿cómo se hace?",
        "cómo hago el ejercicio 1", "Wie geht das?", "wie mache ich die Übung?", "как делать?",
    ),
    "when": (
        "what time?", "when is my next session", "When do I train next?", "when", "next session?",
        "what time tomorrow?", "¿a qué hora?", "¿cuándo me toca?", "cuándo es la próxima sesión",
        "wann?", "Um wie viel Uhr kommt die nächste Einheit?", "во сколько?",
    ),
    "set_time": (
        "change time to 7pm", "change the time to 19:00", "remind me at 18:30",
        "every day at 18:30", "Move it to 8 pm please", "remind me every day at 6.30 pm",
        "cambia la hora a las 19:00", "recuérdame a las 7 de la tarde",
        "todos los días a las 18:30", "cámbiame la hora a las 19:30",
        "erinnere mich um 18 Uhr", "jeden Tag um 19:00", "Zeit ändern auf 20:15",
    ),
    "which_time": ("remind me at 7", "set it to 6", "change time to 8"),
    "ask_time": ("change time", "change the time please", "cambiar la hora", "Uhrzeit ändern",
                 "change the time to something else"),
    "stop": (
        "stop", "Stop!", "please stop sending me messages", "unsubscribe", "stop texting me",
        "hi, stop please", "para", "basta", "no me escribas más", "darme de baja", "stopp",
        "Bitte aufhören", "abmelden", "keine Nachrichten mehr", "стоп",
    ),
    "pause_for": (
        "pause until Friday", "pause for 2 weeks", "on holiday until 5 December",
        "I'm away for 10 days", "take a break for 3 days", "pausa hasta el viernes",
        "de vacaciones hasta el 5 de diciembre", "Pause bis Freitag", "im Urlaub bis 5. Dezember",
    ),
    "pause": (
        "pause", "I need a break", "I am on holiday", "estoy de vacaciones", "Pause",
        "quiero una pausa", "bin im Urlaub", "pause until the moon is blue",
    ),
    "ill": ("I am ill", "I'm sick today", "I have the flu", "estoy enferma", "ich bin krank"),
    "rezone": (
        "I moved to Lisbon", "I'm in Tokyo now", "I live in Berlin now", "me mudé a Madrid",
        "ahora estoy en Tokio", "ich wohne jetzt in Wien", "bin jetzt in Tokio",
    ),
    "zones": ("I moved to Springfield",),
    "set": ("I moved to Xyzzyqux",),
    "help": (
        "help", "menu", "what can you do?", "how does this work?", "what now?", "ayuda",
        "¿qué puedes hacer?", "Hilfe", "Was kannst du?", "помощь",
    ),
    "plan": ("my plan", "show me my plan please", "which days?", "mi plan", "mein Plan", "план"),
    "progress": (
        "progress", "show me my progress", "How am I doing?", "am I getting better?",
        "stats please", "¿cómo voy?", "mi progreso", "¿estoy mejorando?", "Fortschritt",
        "wie läuft es bei mir?", "прогресс",
    ),
    "page_ask": (
        "pdf", "a report for my physio please", "can you make a page for my doctor?",
        "informe para mi fisio", "Bericht für meinen Arzt", "отчёт для врача",
    ),
    "today": (
        "today", "show my moves", "my moves for today", "is today a rest day?", "continue",
        "let's go", "hoy", "mis ejercicios", "enséñame los ejercicios", "sigo",
        "ya he vuelto", "heute", "meine Übungen", "weiter", "сегодня",
    ),
    "language": ("language", "Spanish please", "en español", "Sprache ändern", "auf Deutsch bitte",
                 "do you speak English?", "на русском"),
    "learn": ("lessons", "teach me something", "lección", "mehr lernen"),
    "settings": ("settings", "ajustes", "Einstellungen"),
    "answers": ("change my answers", "my answers", "mis respuestas", "meine Antworten"),
    "correct": ("I made a mistake", "that was wrong", "I tapped the wrong button", "me equivoqué",
                "Ich habe mich vertippt"),
    "erase_ask": (
        "delete my data", "please erase everything", "can you delete my data?",
        "borra mis datos", "lösche meine Daten", "удали мои данные",
    ),
    "withdraw": (
        "withdraw my consent", "I take back my consent", "I don't agree any more",
        "retiro mi consentimiento", "ya no doy mi permiso", "ich widerrufe meine Einwilligung",
        "отзываю согласие",
    ),
    "export": (
        "export", "export my data", "can you send me a copy of my data?", "download my data",
        "copia de mis datos", "quiero exportar mis datos", "Daten exportieren",
        "скачать мои данные",
    ),
    "privacy": ("privacy", "who can see my data?", "privacidad", "Wer sieht meine Daten?"),
    "about": (
        "who are you?", "are you a human?", "Are you a doctor", "am I talking to an AI?",
        "¿eres médico?", "quién eres", "Bist du ein Mensch?", "кто ты?",
    ),
    "sore": (
        "does it hurt?", "is it normal to be sore?", "what if it hurts?", "¿es normal que duela?",
        "Darf es wehtun?", "it hurts", "hurts like hell", "me duele mucho",
    ),
    "results": ("does this work?", "how long until it gets better?", "¿esto funciona?",
                "¿cuándo notaré mejora?", "wann wird es besser?"),
    "hello": ("hi", "Good morning!", "hello there 👋", "hola", "Guten Morgen", "привет"),
    "thanks": ("thanks", "Thank you so much!", "ok thanks", "🙏", "gracias", "danke", "спасибо"),
    "bye": ("bye", "Good night!", "hasta mañana", "Tschüss"),
    "what_is_wrong": ("why does it hurt?", "¿por qué me duele?"),
}  # fmt: skip
"""With the session on the screen and nothing asked."""


def meaning(name: str, text: str) -> str:
    event = Said(at=AT, text=text)
    return understand(Turn(situation(name).conversation, event, CONTENT, topics.draw))


@pytest.mark.parametrize(
    ("text", "trigger"), [(text, name) for name, texts in ASKED.items() for text in texts]
)
def test_a_wish_is_understood(text: str, trigger: str) -> None:
    assert meaning("first session", text) == trigger


@pytest.mark.parametrize(
    ("name", "text", "trigger"),
    [
        # A report is a report, whatever else it holds.
        ("first session", "had to stop", "report"),
        ("first session", "tuve que parar", "report"),
        ("first session", "musste aufhören", "report"),
        ("first session", "done 2, what time tomorrow?", "report"),
        ("first session", "pain 7, remind me at 8", "report"),
        ("first session", "is pain 7 ok?", "report"),
        ("first session", "👍", "report"),
        ("first session", "not yet, later tonight", "snooze"),
        ("pain asked", "3", "report"),
        ("pain asked", "change time to 7", "which_time"),
        # Words with nothing in them that can be done.
        ("first session", "I'm in a hurry", "vague"),
        ("first session", "ok", "vague"),
        ("first session", "remind me at 7 tonight", "vague"),
        ("first session", "show me the money", "vague"),
        ("first session", "how do I file my taxes", "vague"),
        ("first session", "move 9", "vague"),
        ("first session", "skip this one please", "report"),
        ("reported", "back", "unclear"),
        ("reported", "next question", "unclear"),
        # Where nothing waits, kind words are kind words.
        ("reported", "👍", "thanks"),
        ("reported", "ok", "thanks"),
        ("reported", "I meant 3, not 5", "correct"),
        ("reported", "it was a mistake, I skipped it", "correct"),
        ("first session", "change my time zone", "set"),
        ("first session", "how am I doing?", "progress"),
        ("first session", "export my data", "export"),
        ("first session", "is anyone there?", "hello"),
        ("side", "ok", "unclear"),
        # An answer to what is open comes first.
        ("goal", "why my leg hurts", "answer"),
        ("goal", "take a break from work", "answer"),
        ("goal", "stop", "stop"),
        ("goal", "help", "help"),
        ("goal", "skip", "answer"),
        ("side", "both", "answer"),
        ("side", "back", "back"),
        ("side", "undo", "back"),
        ("age", "back", "unclear"),
        ("side", "skip", "unclear"),
        ("time", "remind me at 18:30", "answer"),
        ("time", "remind me at 7", "unclear"),
        ("setting the time", "every day at 18:30", "changed"),
        ("where", "I live in Madrid", "zone"),
        ("where", "I'm in Tokyo now", "zone"),
        ("where", "I live in Ulm now", "zone"),
        ("where", "Nice", "zone"),
        ("where", "what can you do?", "help"),
        ("where", "basta", "stop"),
        ("where", "hola", "hello"),
        ("side", "I moved to Madrid", "zone"),
        ("side", "I moved to Springfield", "unclear"),
        ("side", "I'm ill", "pause"),
        ("side", "pause until Friday", "pause"),
        ("first session", "on holiday until the cows come home", "pause"),
        ("side", "change time to 19:00", "set_time"),
        ("how long a pause", "on holiday until Friday", "pause_for"),
        # Going on means what there is to go on with.
        ("never seen", "let's go", "hello"),
        ("side", "let's go", "start"),
        ("paused", "resume", "resume"),
        ("stopped in the programme", "continue", "resume"),
        # Safety first.
        ("first session", "help, I can't hold my pee", "danger"),
        ("something new", "help", "help"),
        ("something new", "show me the bridge", "show_how"),
        ("crisis in a report", "help", "wrote_again"),
        ("crisis in a report", "stop", "stop"),
        ("paused by pain", "I mistyped", "mistyped"),
        ("to a doctor", "I mistyped", "correct"),
    ],
)
def test_it_depends_on_what_is_open(name: str, text: str, trigger: str) -> None:
    """R23."""
    held = name.startswith("crisis")
    conversation = situation(name).conversation
    turn = Turn(conversation, Said(at=AT, text=text), CONTENT, topics.draw)
    turn.was_held = held
    assert understand(turn) == trigger


@pytest.mark.parametrize("text", ["", "?", "!!!", "🙂", "  ", "<b>", "stop" * 900, "\u200b"])
def test_no_text_is_too_odd(text: str) -> None:
    assert alone(text, WORDS) in (None, "fine")
    assert all(isinstance(asked, Asked) for asked in wishes(text, WORDS))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stop, thanks", "stop"),
        ("thanks, my plan please", "plan"),
        ("today", "today"),
        ("hi thanks", "thanks"),
    ],
)
def test_of_two_wishes_the_one_that_does_more_counts(text: str, first: str) -> None:
    assert alone(text, WORDS) == first


def test_words_around_a_wish_are_kept_as_they_were_written() -> None:
    (asked, *_) = wishes("Please change time to 18:30!", WORDS)
    assert asked == Asked("set_time", "please", "18:30!")


@pytest.mark.parametrize(
    ("text", "place"),
    [("Paris, France now", "paris, france"), ("New York these days!", "new york"), ("now", "")],
)
def test_a_place_is_what_is_left(text: str, place: str) -> None:
    assert place_in(text, WORDS) == place


def test_a_time_of_one_day_is_none_of_every_day() -> None:
    assert names_one_day("7 tonight", WORDS)
    assert not names_one_day("7", WORDS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("show me the nerve slider", "Lying nerve slider"),
        ("how do I do move 3", "Hip bend to the wall"),
        ("show me the pelvic rocks", "Pelvic rock, belly and hamstrings together"),
        ("show me how", "Lying nerve slider"),
        ("show me the seated nerve slider", "Seated nerve slider"),
    ],
)
def test_a_move_is_found_by_its_number_or_words_of_its_name(text: str, shown: str) -> None:
    """One of today before all others; with the whole name, that one."""
    walker: Walker = copy(then(in_program))
    walker.say(text)
    assert shown in walker.said()
