"""The summary: a PDF of some pages that everybody can read, whatever they wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bot.export.facts import facts
from bot.export.summary import MOST_DECISIONS, as_data, made
from bot.pictures.page.make import pages
from tests.bot.export.copies import of, source
from tests.bot.export.fhir_people import PEOPLE, everything, somebody
from tests.bot.export.test_facts import full
from tests.flows.days import person
from tests.flows.histories import decision
from tests.flows.walker import Walker

HOSTILE = '#eval("1") $x$ *bold* <b>b</b> \u202egnp.exe \ud83d\ude00 \x07 ' + "w" * 400


def pdf(walker: Walker, language: str = "en", **changes: Any) -> bytes:
    from_ = of(walker, language, **changes)
    return made(facts(from_), from_)


def text_of(file: bytes) -> str:
    document = pypdfium2.PdfDocument(file)
    found = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(found).replace("\u200b", ""))


def parts(walker: Walker, **changes: Any) -> dict[str, Any]:
    from_ = of(walker, **changes)
    return {part["title"]: part for part in as_data(facts(from_), from_)["parts"]}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PEOPLE)
def test_it_can_be_made_of_everybody(name: str, language: str) -> None:
    """P5: typst refuses what PDF/UA does not allow."""
    assert pdf(PEOPLE[name](), language).startswith(b"%PDF")


def test_a_year_takes_some_pages() -> None:
    assert pages(pdf(somebody(400))) <= 12


def test_it_says_who_what_when_and_why() -> None:
    """P5."""
    said = text_of(pdf(somebody()))
    for words in (
        "A copy of your data", "Who runs this bot", "Consent", "given", "How old are you? 18-39",
        "touch my toes", "What the answers point to", "Phase 3: legs take turns",
        "Reports, newest first", "Pain was 2, so this session counts.", "Time zone Lisbon",
        "Telegram's number of this chat: 7316554021", "no diagnosis",
    ):  # fmt: skip
        assert words in said, words


def test_it_is_in_the_language_of_the_person() -> None:
    said = text_of(pdf(somebody(), "es"))
    for words in ("Una copia de tus datos", "¿Qué edad tienes?", "Zona horaria"):
        assert words in said, words


def test_before_consent_it_says_what_little_is_stored() -> None:
    """P2: what is due is the end of it, so no message of the bot is spoken of."""
    shown = parts(PEOPLE["before consent"]())
    assert list(shown) == ["Settings", "Also stored"]
    assert any("next has something to do" in line for line in shown["Also stored"]["lines"])


def test_who_wrote_what_cannot_be_drawn_gets_it_too() -> None:
    """S6: words are data, and never markup."""
    walker = person()
    answers = {**walker.conversation.answers, "q_goal": HOSTILE}
    said = text_of(pdf(walker, answers=answers))
    assert '#eval("1") $x$ *bold* <b>b</b>' in said


def test_of_many_decisions_the_last_are_shown_and_the_others_counted() -> None:
    walker = person()
    walker.records += [decision(n, "D4") for n in range(MOST_DECISIONS + 5)]
    shown = parts(walker)["Decisions, newest first"]
    assert len(shown["rows"]) == MOST_DECISIONS
    assert shown["notes"][0] == "5 earlier decisions stand in the other files."


def test_few_decisions_are_all_shown() -> None:
    walker = person()
    walker.records.append(decision(0, "D4"))
    shown = parts(walker)["Decisions, newest first"]
    assert (len(shown["rows"]), len(shown["notes"])) == (1, 1)


def test_a_report_shows_what_was_told_and_what_was_not() -> None:
    rows = parts(somebody())["Reports, newest first"]["rows"]
    assert all(len(row) == 6 for row in rows)
    assert {row[1] for row in rows} <= {"All", "Some", "None"}
    assert {"–", "2"} <= {cell for row in rows for cell in row}


def test_answers_to_older_questions_stand_by_themselves() -> None:
    walker = person()
    found = parts(walker, answers={**walker.conversation.answers, "q_gone": "yes"})
    assert found["Answers to older questions"]["rows"] == [["q_gone", "yes"]]
    assert "Answers to older questions" not in parts(walker)


def test_what_could_not_be_opened_is_said() -> None:
    from_ = source(everything(None, person().records))
    assert made(facts(from_), from_).startswith(b"%PDF")
    found = source(full()[0])
    lines = [line for part in as_data(facts(found), found)["parts"] for line in part["lines"]]
    assert '3 entries in "letters" that could not be opened' in lines


def test_pain_and_sessions_are_drawn_beside_the_plan_once_there_are_some() -> None:
    assert parts(somebody())["Plan"]["svg"].startswith("<svg")
    assert parts(somebody())["Plan"]["alt"].startswith("Chart of pain and sessions")
    assert parts(person())["Plan"]["svg"] is None


def test_nothing_of_it_stays_in_memory() -> None:
    """P5: typst would remember what it laid out, some 20 MB of it for each year."""
    walker = somebody(400)
    pdf(walker)
    before = resident_megabytes()
    for _ in range(6):
        pdf(walker)
    assert resident_megabytes() - before < 60


def resident_megabytes() -> float:
    pages_ = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages_ * 4096 / 2**20
