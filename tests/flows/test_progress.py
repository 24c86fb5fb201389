"""/progress: which days are shown, by which buttons, and when there is nothing to show."""

from __future__ import annotations

import pytest

from flows.effects import Progress, Say
from tests.flows.days import at, lived, p1, person, settle
from tests.flows.people import days
from tests.flows.situations import situation, then
from tests.flows.walker import Walker


def shown(walker: Walker) -> Say:
    """The screen of the picture."""
    topic = next(o for o in walker.conversation.opens if o.topic == "progress")
    return walker.screens[topic.screen]


def month() -> Walker:
    """Of the second week."""
    walker = lived("p1_desk", 8)
    walker.command("/progress")
    return walker


@pytest.mark.parametrize(("day", "window"), [(1, 7), (6, 7), (7, 30), (20, 30)])
def test_a_week_of_who_began_this_week_else_a_month(day: int, window: int) -> None:
    walker = lived("p1_desk", day)
    walker.command("/progress")
    assert shown(walker).picture == Progress(days=window, until=days(day))


@pytest.mark.parametrize(
    ("code", "window", "title"),
    [
        ("w.7", 7, "Your last 7 days"),
        ("w.30", 30, "Your last 30 days"),
        ("w.90", 90, "Your last 90 days"),
        ("w.all", None, "All your days so far"),
    ],
)
def test_a_button_shows_other_days_on_the_same_screen(
    code: str, window: int | None, title: str
) -> None:
    walker = month()
    before = shown(walker)
    walker.press(code)
    (say,) = (effect for effect in walker.last if isinstance(effect, Say))
    assert (say.screen, say.ask) == (before.screen, before.ask)
    assert say.picture == Progress(days=window, until=days(8))
    assert walker.drawn(say) == title
    assert walker.fresh == []


def test_the_days_that_are_shown_are_marked_in_words() -> None:
    walker = month()
    labels = [walker.text(b.label) for row in shown(walker).buttons for b in row]
    assert labels == ["7 days", "· 30 days ·", "90 days", "All", "Something new"]


@pytest.mark.parametrize("code", ["d.8", "d.", "x"])
def test_a_forged_button_shows_nothing(code: str) -> None:
    walker = month()
    before = shown(walker)
    walker.chose(before.ask, code)
    assert walker.toasts()
    assert shown(walker) == before


def test_it_ends_on_the_day_of_the_tap() -> None:
    walker = month()
    walker.pass_until(at(9, "10:00"))
    walker.press("w.90")
    assert shown(walker).picture == Progress(days=90, until=days(9))


def test_before_the_first_report_there_is_a_kind_word() -> None:
    walker = person()
    walker.command("/progress")
    assert "There is nothing to show yet." in walker.said()
    assert not any(o.topic == "progress" for o in walker.conversation.opens)


@pytest.mark.parametrize("way", ["/progress", "how am I doing?", "=!progress"])
def test_a_command_words_and_a_button_of_the_plan_lead_there(way: str) -> None:
    walker = p1()
    walker.command("/plan")
    then(lambda: walker, way)
    assert isinstance(shown(walker).picture, Progress)


def test_words_below_it_are_a_report_as_ever() -> None:
    walker = p1(q_days=7)
    walker.pass_until(at(1, "18:30"))
    settle(walker)
    walker.close_morning()
    walker.command("/progress")
    assert walker.open_topic() == "progress"
    walker.say("skipped")
    assert walker.records[-1].what == "report"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("goal", "not-yet"),
        ("to a doctor", "stop-"),
        ("stopped in the programme", "stopped-already"),
        ("under 18", "not-offered"),
        ("something new", "card-first"),
    ],
)
def test_elsewhere_what_stands_there_comes_first(name: str, says: str) -> None:
    walker = situation(name)
    walker.command("/progress")
    keys = [line.key for e in walker.last if isinstance(e, Say) for line in e.lines]
    assert any(key.startswith(says) for key in keys), keys


def test_who_wants_words_only_gets_them_by_the_same_recipe() -> None:
    walker = lived("p1_desk", 8)
    walker.conversation = walker.conversation.model_copy(update={"text_only": True})
    walker.command("/progress")
    assert shown(walker).picture == Progress(days=30, until=days(8), words_only=True)
