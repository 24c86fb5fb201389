"""/export: a copy of everything, at any time and in any state; and nothing else happens."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.effects import Export, Say
from flows.events import Chose, Commanded, Said
from flows.export import ONCE_IN, PARTS
from tests.flows.days import p1
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, situation
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker


def files(walker: Walker) -> list[Export]:
    says = (effect for effect in walker.last if isinstance(effect, Say))
    return [say.picture for say in says if isinstance(say.picture, Export)]


def keys(walker: Walker) -> list[str]:
    return [e.lines[0].key for e in walker.last if isinstance(e, Say)]


def ask(walker: Walker) -> None:
    walker.send(Commanded(at=walker.now, name="export"))


def test_four_files_come_below_what_they_are(walker: Walker) -> None:
    """P5: the summary first, as people read it."""
    ask(walker)
    assert keys(walker)[:5] == ["export-here", *(f"export-file-{part}" for part in PARTS)]
    assert [file.part for file in files(walker)] == ["summary", "json", "csv", "fhir"]
    assert {file.made_at for file in files(walker)} == {walker.now}


@pytest.fixture
def walker() -> Walker:
    return p1(done=None)


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_comes_wherever_the_talk_is(name: str) -> None:
    """P5: before consent, in the middle of questions, stopped, beside an open safety card."""
    walker = situation(name)
    before = walker.conversation
    ask(walker)
    assert len(files(walker)) == len(PARTS)
    after = walker.conversation
    for kept in ("state", "answers", "stops", "agenda", "draft"):
        assert getattr(after, kept) == getattr(before, kept), kept
    assert {o.topic for o in after.opens} == {o.topic for o in before.opens}


@pytest.mark.parametrize("topic", ["q.q_age", "q.q_rf_a", "q.q_goal"])
def test_the_open_question_comes_again_once(topic: str) -> None:
    """R23."""
    walker = come_to(topic)
    ask(walker)
    assert walker.open_topic() == topic
    asked = [e for e in walker.last if isinstance(e, Say) and e.buttons and e.ask]
    assert len(asked) == 1
    assert walker.last[-1] == asked[0]


def test_before_consent_nothing_is_kept_but_when_it_was_asked_for() -> None:
    """P2."""
    walker = Walker(CONTENT, p1(done=None).now)
    ask(walker)
    assert len(files(walker)) == len(PARTS)
    talk = walker.conversation
    assert (talk.exported_at, talk.answers, talk.consent) == (walker.now, {}, None)
    assert walker.records == []


@pytest.mark.parametrize(
    ("later", "comes"),
    [(dt.timedelta(), False), (ONCE_IN / 2, False), (ONCE_IN, True), (-ONCE_IN, True)],
    ids=["at once", "half a minute", "a minute", "a clock that was set back"],
)
def test_a_second_one_in_the_same_minute_is_on_its_way(
    walker: Walker, *, later: dt.timedelta, comes: bool
) -> None:
    ask(walker)
    walker.now += later
    ask(walker)
    assert bool(files(walker)) is comes
    assert ("export-under-way" in keys(walker)) is not comes


def test_who_wants_words_only_gets_the_files_too(walker: Walker) -> None:
    walker.conversation = walker.conversation.model_copy(update={"text_only": True})
    ask(walker)
    assert len(files(walker)) == len(PARTS)


def test_its_button_never_grows_old(walker: Walker) -> None:
    walker.send(Chose(at=walker.now, ask=1, code="!export"))
    assert len(files(walker)) == len(PARTS)


def test_its_button_answers_before_words_come_again_after_self_harm(walker: Walker) -> None:
    walker.send(Said(at=walker.now, text="I want to die"))
    assert walker.conversation.held
    walker.send(Chose(at=walker.now, ask=1, code="!export"))
    assert len(files(walker)) == len(PARTS)
    assert walker.conversation.held
    assert keys(walker)[-1] == "export-file-fhir"


def test_words_of_danger_behind_the_command_come_first(walker: Walker) -> None:
    walker.send(Commanded(at=walker.now, name="export", argument="I want to die"))
    assert not files(walker)
    assert keys(walker)[0].startswith("crisis")
