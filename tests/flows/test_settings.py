"""Settings: changed by tap or by words, said, and followed by the days at once."""

from __future__ import annotations

import pytest

from tests.flows.days import Sent, at, lines, p1, pass_days, person, session
from tests.flows.walker import Walker


def opened(name: str, walker: Walker | None = None) -> Walker:
    walker = walker or p1()
    walker.command("/settings")
    walker.press(f"set.{name}")
    return walker


def test_all_settings_are_shown() -> None:
    walker = p1()
    walker.command("/settings")
    assert walker.said_buttons() == [
        "Time: 18:00",
        "Days a week: 4 days",
        "Minutes a day: 10",
        "Reminders: Just the facts",
        "Sitting breaks: 0 a day",
        "Weekly summary: Sunday",
        "Time zone: Lisbon",
        "Language: English",
        "Text only: Off",
        "Details in reminders: On",
        "Close",
        "Something new",
    ]
    assert all(len(row) == 1 for row in walker.offers()[-1].buttons)


@pytest.mark.parametrize(
    ("name", "step", "shown"),
    [
        ("q_time", "=s.0", "Time: 07:00"),
        ("q_time", "half past six pm", "Time: 18:30"),
        ("q_time", "19h", "Time: 19:00"),
        ("q_days", "=n.6", "Days a week: 6 days"),
        ("q_days", "two", "Days a week: 2 days"),
        ("q_minutes", "=o.m30", "Minutes a day: 30"),
        ("q_minutes", "15", "Minutes a day: 15"),
        ("q_style", "=o.quiet", "Reminders: One quiet message"),
        ("q_style", "friendly", "Reminders: Friendly"),
        ("zone", "Berlin", "Time zone: Berlin"),
        ("zone", "UTC+2", "Time zone: UTC+2"),
    ],
)
def test_a_setting_is_changed_by_tap_or_by_words(name: str, step: str, shown: str) -> None:
    walker = opened(name)
    walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    assert shown in walker.said_buttons()
    assert "next-session" in lines(walker)
    assert walker.open_topic() == "settings"


def test_a_change_says_when_the_next_session_is() -> None:
    walker = opened("q_time")
    walker.say("07:15")
    assert "Next: tomorrow at 07:15, a movement day." in walker.said()


def test_more_minutes_make_the_next_session_longer() -> None:
    walker = opened("q_minutes")
    walker.press("o.m30")
    walker.press("close")
    walker.pass_until(at(1, "18:10"))
    assert len(session(walker).items) > 4


def test_a_friendly_style_is_heard_in_the_prompt() -> None:
    walker = opened("q_style")
    walker.press("o.warm")
    walker.pass_until(at(1, "18:10"))
    assert "Good to see you." in walker.said()


@pytest.mark.parametrize(
    ("name", "words", "hint"),
    [
        ("q_time", "soon", "hint-time"),
        ("q_time", "7", "hint-time-which"),
        ("q_days", "9", "hint-number-above"),
        ("zone", "Xyzzyville", "hint-zone"),
    ],
)
def test_what_is_not_clear_is_asked_again(name: str, words: str, hint: str) -> None:
    walker = opened(name)
    walker.say(words)
    assert hint in lines(walker)
    assert walker.open_topic() == ("zone" if name == "zone" else f"set.{name}")


def test_back_leads_to_the_list() -> None:
    walker = opened("q_time")
    walker.press("back")
    assert walker.open_topic() == "settings"


@pytest.mark.parametrize("code", ["set.q_age", "set.", "accept", "n.3"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = p1()
    walker.command("/settings")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize("code", ["skip", "none", "o.m10", "n.9"])
def test_a_setting_cannot_be_skipped(code: str) -> None:
    walker = opened("q_days")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.answers["q_days"] == 4


def test_closing_brings_the_open_question_back() -> None:
    """R23."""
    walker = person()
    walker.press("done")
    walker.command("/settings")
    walker.press("close")
    assert walker.open_topic() == "checkin.pain"
    assert lines(walker).count("checkin-pain") == 1


# The place.


def test_a_name_of_several_places_is_asked_about() -> None:
    walker = opened("zone")
    walker.say("Springfield")
    assert "zone-which" in lines(walker)
    walker.press("z.0")
    assert walker.open_topic() == "settings"
    assert walker.conversation.zone.startswith("America/")


def test_a_place_is_shared_and_only_its_zone_is_kept() -> None:
    walker = opened("zone")
    walker.press("locate")
    asked = [e for e in walker.last if e.kind == "say" and e.keyboard == "ask_location"]
    assert len(asked) == 1
    walker.flies("Asia/Tokyo")
    assert walker.conversation.zone == "Asia/Tokyo"
    assert [e.keyboard for e in walker.last if e.kind == "say"].count("remove") == 1


def test_a_place_without_a_zone_is_asked_again() -> None:
    walker = opened("zone")
    walker.locate(None)
    assert "hint-zone" in lines(walker)


@pytest.mark.parametrize("code", ["z.0", "z.9", "z.", "yes"])
def test_a_forged_place_is_closed(code: str) -> None:
    walker = opened("zone")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_a_new_zone_moves_the_morning_question_too() -> None:
    walker = p1()
    walker.flies("Asia/Tokyo")  # 18:00 there
    assert pass_days(walker, at(1, "18:10", "Asia/Tokyo")) == [
        Sent(1, "08:00", "morning-pain"),
        Sent(1, "18:00", "prompt"),
    ]


def test_a_report_written_while_the_list_is_open_is_a_report() -> None:
    walker = person()
    walker.command("/settings")
    walker.say("done 2")
    assert walker.open_topic() == "checkin.effort"


# Sitting breaks and the weekly summary.


def test_breaks_ask_for_their_hours_and_are_planned_at_once() -> None:
    walker = opened("q_breaks")
    walker.press("n.2")
    assert walker.open_topic() == "set.q_work"
    walker.press("s.1")
    assert {"Sitting breaks: 2 a day", "Break hours: 09:00-17:00"} <= {*walker.said_buttons()}
    assert "break" in {m.kind for m in walker.conversation.agenda}


def test_without_hours_no_break_comes_and_the_menu_says_that_they_are_not_set() -> None:
    walker = opened("q_breaks")
    walker.press("n.2")
    walker.press("back")
    assert "Break hours: not set" in walker.said_buttons()
    assert "break" not in {m.kind for m in walker.conversation.agenda}


def test_no_breaks_any_more_are_planned_no_more() -> None:
    walker = opened("q_breaks", p1(q_breaks=2, q_work="09:00-17:00"))
    walker.press("n.0")
    assert "Sitting breaks: 0 a day" in walker.said_buttons()
    assert not any(label.startswith("Break hours") for label in walker.said_buttons())
    assert "break" not in {m.kind for m in walker.conversation.agenda}


def test_who_sits_little_is_not_offered_breaks() -> None:
    walker = p1(q_sit_hours=2)
    walker.command("/settings")
    assert not any("break" in label.lower() for label in walker.said_buttons())


@pytest.mark.parametrize(
    ("step", "day", "shown"),
    [
        ("=w.3", 3, "Weekly summary: Wednesday"),
        ("friday", 5, "Weekly summary: Friday"),
        ("=w.0", 0, "Weekly summary: Off"),
        ("off", 0, "Weekly summary: Off"),
    ],
)
def test_the_day_of_the_summary_is_changed(step: str, day: int, shown: str) -> None:
    walker = opened("summary")
    walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    assert walker.conversation.summary_day == day
    assert shown in walker.said_buttons()
    planned = [m.day.isoweekday() for m in walker.conversation.agenda if m.kind == "summary"]
    assert planned == ([day] if day else [])


@pytest.mark.parametrize("code", ["w.8", "w.", "n.3"])
def test_a_forged_day_is_closed(code: str) -> None:
    walker = opened("summary")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_words_that_are_no_day_are_for_something_else() -> None:
    walker = opened("summary")
    walker.say("hello")
    assert walker.conversation.summary_day == 7


@pytest.mark.parametrize(
    ("place", "shown"),
    [("New York", "New York"), ("Buenos Aires", "Buenos Aires"), ("UTC-3", "UTC-3")],
)
def test_a_zone_is_shown_by_a_name_that_fits_on_a_button(place: str, shown: str) -> None:
    walker = opened("zone")
    walker.say(place)
    assert f"Time zone: {shown}" in walker.said_buttons()


@pytest.mark.parametrize("steps", [("close",), ("set.q_minutes", "o.m15")])
@pytest.mark.parametrize(("done", "key"), [(None, "asks-waits"), ("done 2", "next-session")])
def test_moves_that_wait_are_named_before_any_later_session(steps, done, key: str) -> None:
    walker = p1(done=done)
    walker.command("/settings")
    for code in steps:
        walker.press(code)
    assert key in lines(walker)
