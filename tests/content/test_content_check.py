"""What `check` says of the files as they are, and what no text may say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.check import problems, report
from content.load import FOLDER, load_content
from content.tone import read_tone, tone_problems
from tests.content.conftest import Break


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A content folder with the rules of tone, and no texts yet."""
    place = tmp_path / "content"
    (place / "locales" / "en").mkdir(parents=True)
    shutil.copy(FOLDER / "tone.yaml", place)
    return place


def test_nothing_is_wrong_with_the_content():
    assert problems(FOLDER) == []


def test_report_can_be_read_at_a_glance():
    lines = report(load_content())
    assert lines[0].endswith(": nothing is wrong.")
    assert cells(lines, "RED FLAGS", "card B") == ["0", "10", "0", "10"]
    assert cells(lines, "EXERCISES", "strength") == ["3", "3", "3", "3", "12"]
    assert cells(lines, "SCORES", "rotation") == ["100", "2", "3"]
    assert cells(lines, "QUESTIONS", "all") == ["46", "32"]


def test_columns_of_the_report_stand_under_their_names():
    lines = report(load_content())
    start = lines.index(next(line for line in lines if line.startswith("EXERCISES")))
    table = lines[start : lines.index("", start)]
    assert len({len(line) for line in table}) == 1
    assert all(line[-1].isdigit() or line is table[0] for line in table)


def cells(lines: list[str], title: str, row: str) -> list[str]:
    """Of one row of one table."""
    start = next(n for n, line in enumerate(lines) if line.startswith(title))
    found = next(line for line in lines[start + 1 :] if line.strip().startswith(row))
    return found.replace(row, "", 1).split()


def test_every_reading_grade_in_the_report_is_of_a_text_that_may_be_so(folder: Path):
    """Without the allowances, the worst are told."""
    path = folder / "tone.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("allowed:")] + "allowed: []\n", "utf-8")
    told = [problem.split(": ")[1] for problem in problems(folder)]
    assert len(told) == 12
    assert {"saddle.label", "a_pelvic_rock.name", "q_tingle.ask"} <= set(told)


@pytest.mark.parametrize(
    "text",
    [
        "You have sciatica.",
        "It seems you have a pinched nerve.",
        "Your weak hamstrings need work.",
        "That comes from bad posture.",
        "This will fix it.",
        "A cure for tight legs.",
        "The disc is out of place.",
        "That is wear and tear.",
        "No pain, no gain!",
        "This may damage the nerve.",
        "You do not need a doctor.",
        "You don't need to see a doctor.",
        "We guarantee it.",
        "In 4 weeks you will touch your toes.",
        "Take ibuprofen first.",
        "It adds muscle segments.",
        "This makes your hamstrings longer.",
        # telling people what they have
        "You've got a bulging disc.",
        "This looks like sciatica.",
        "Rest your sciatica today.",
        "Your hamstrings are too short.",
        "Your posture is poor.",
        "You have a swayback.",
        "You co-contract.",
        # promises
        "This will help.",
        "The pain will go away.",
        "We promise a change.",
        "You will bend with ease in 4 weeks.",
        "Your legs feel looser in two weeks.",
        "It gives lasting relief.",
        # words that frighten or shame
        "It is bone on bone.",
        "Stay tough.",
        "You should have trained.",
        # advice that is not ours
        "There is no need for a check-up.",
        "You can do this without a doctor.",
        "Skip the doctor.",
        "Take a pill first.",
        "Stop your medicine.",
        "Use less medication.",
        "400 mg is enough.",
        # claims that the studies do not carry
        "It builds new segments.",
        "Slow work grows sarcomeres.",
        "Your hamstrings get longer.",
        "That will lengthen the muscle.",
        "It resets your muscle.",
        "It is stuck in nearly everyone.",
        "It compresses your joints.",
    ],
)
def test_forbidden_words_are_found_in_messages_and_cards(bare: Path, text: str):
    """P15: also in small letters, and across a line break in the file."""
    message = text.lower().replace(" ", "\n    ", 1)
    (bare / "locales" / "en" / "new.ftl").write_text(f"new-words =\n    {message}\n", "utf-8")
    (bare / "cards.yaml").write_text(f'cards:\n  - id: a_card\n    feel: "{text}"\n', "utf-8")
    found = tone_problems(bare, read_tone(bare), "en")
    assert len(found) >= 2
    assert found[0].startswith("content/cards.yaml:3: a_card.feel: must not say ")
    assert found[-1].startswith("content/locales/en/new.ftl:1: new-words: must not say ")


def test_check_tells_forbidden_words(folder: Path, break_file: Break):
    text = "A light pull that comes and goes."
    line = break_file("exercises.yaml", text, "This will fix it.")
    told = f"content/exercises.yaml:{line}: n_lying.feel: must not say 'will fix': a promise; "
    assert problems(folder) == [f'{told}say "may help" -> say it in other words']


@pytest.mark.parametrize(
    "text",
    [
        "Tienes ciática.",
        "Parece que tienes un nervio pinzado.",
        "Usted tiene ciática.",
        "Esto parece una hernia.",
        "Descansa hoy tu ciática.",
        "Tus isquios están tensos: isquiotibiales cortos.",
        "Eso viene de una mala postura.",
        "Este es tu diagnóstico.",
        # promises
        "Una cura para las piernas tensas.",
        "Esto te va a curar.",
        "Lo arreglará.",
        "El dolor va a desaparecer.",
        "Te lo garantizamos.",
        "En 4 semanas vas a tocarte los pies.",
        "Notarás la pierna suelta en 4 semanas.",
        "Estarás mejor en dos semanas.",
        "Adiós al dolor para siempre.",
        # words that frighten or shame
        "Esto puede dañar el nervio.",
        "El disco está fuera de lugar.",
        "Es el desgaste.",
        "¡Sin dolor no hay ganancia!",
        "Has fallado hoy.",
        "Sin excusas.",
        # advice that is not ours
        "No necesitas un médico.",
        "No hace falta ir al médico.",
        "Puedes hacerlo sin un médico.",
        "Toma ibuprofeno antes.",
        "Deja de tomar tus medicamentos.",
        # claims that the studies do not carry
        "Añade segmentos al músculo.",
        "Hace los músculos más largos.",
        # an English one stays forbidden
        "400 mg bastan.",
    ],
)
def test_forbidden_words_are_found_in_spanish(bare: Path, text: str):
    place = bare / "locales" / "es"
    place.mkdir()
    (place / "new.ftl").write_text(f"new-words = {text.lower()}\n", "utf-8")
    (place / "safety.yaml").write_text(f'red_flags:\n  a_card: "{text}"\n', "utf-8")
    found = tone_problems(bare, read_tone(bare), "es")
    assert len(found) >= 2
    assert found[0].startswith("content/locales/es/safety.yaml:2: red_flags.a_card: must not say ")
    assert found[-1].startswith("content/locales/es/new.ftl:1: new-words: must not say ")


@pytest.mark.parametrize(
    "text",
    [
        "No es un diagnóstico.",
        "Te dijeron que tienes una hernia de disco",
        "Los deslizamientos suaves del nervio ayudan a menudo.",
        "Ve al médico en 1 semana.",
        "Tomas anticoagulantes o sangras con facilidad",
        "Vuelvo a mirar en 4 semanas.",
        "Fortalece el músculo cuando está alargado.",
        "Cuenta en semanas, no en días.",
        "Se borrará todo para siempre.",
        "Algo ha fallado por mi parte.",
        "Te ayudaré con el resto otro día.",
        "Acuéstate con cuidado.",
    ],
)
def test_calm_words_pass_in_spanish(bare: Path, text: str):
    (bare / "locales" / "es").mkdir()
    (bare / "locales" / "es" / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    assert tone_problems(bare, read_tone(bare), "es") == []


@pytest.mark.parametrize(
    "text",
    [
        "They are not a diagnosis.",
        "Told you have a slipped disc, sciatica or a narrow spine in the last year",
        "Gentle nerve slides often help.",
        "Legs long and lazy.",
        "Please see a doctor within 1 week.",
        "You take blood thinners or bleed easily",
        "I look again in 4 weeks.",
        "Builds strength where the muscle is long.",
        "Less bent-knee time may help.",
        "Your body may get used to the long position.",
        "You tap your answers. I will help you with the rest another day.",
        "Expect weeks, not days.",
        "Can you take two steps?",
        "Two doses a week, then one day of rest.",
        "Ask them if leg exercise is fine.",
    ],
)
def test_calm_words_pass(bare: Path, text: str):
    (bare / "locales" / "en" / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    assert tone_problems(bare, read_tone(bare), "en") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<b>Done", "<b> is not closed"),
        ("Done</b>", "</b> closes nothing"),
        ("<b><i>Done</b></i>", "</b> closes nothing"),
        ("<h1>Done</h1>", "<h1> is no tag that we use"),
        ("pain & tingling", "a bare < or & has to be written as &lt; or &amp;"),
        ("{ nowhere }", "refers to nowhere, which is not there"),
    ],
)
def test_what_telegram_would_refuse_is_found(bare: Path, text: str, what: str):
    (bare / "locales" / "en" / "new.ftl").write_text(f"new-words = {text}\n", "utf-8")
    told = tone_problems(bare, read_tone(bare), "en")
    assert told == [f"content/locales/en/new.ftl:1: new-words: {what}"]


def test_tags_are_found_where_they_would_be_read(folder: Path, break_file: Break):
    """YAML texts are escaped, as they may hold any sign."""
    line = break_file("lessons.yaml", "They are still worth", "They are <b>still</b> worth")
    [told] = problems(folder)
    assert told.startswith(f"content/lessons.yaml:{line - 3}: sitting.text: tags are shown")
    assert " -> leave them out" in told


def test_mistakes_of_the_files_come_before_those_of_the_tone(folder: Path, break_file: Break):
    break_file("intake.yaml", "    max_chars: 80", "    max_chars: many")
    assert [problem.split(": ")[1] for problem in problems(folder)] == ["q_goal.max_chars"]
