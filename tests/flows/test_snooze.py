"""Later today: what is offered fits into the day, and comes on it.

The desk worker trains on Monday, Tuesday, Thursday and Friday; day 1 is the Tuesday.
"""

from __future__ import annotations

import pytest

from tests.flows.days import at, lines, p1, pass_days, person
from tests.flows.situations import then
from tests.flows.walker import Walker, buttons

LISBON = "Europe/Lisbon"


def prompted(now: str = "18:05", own: str = "18:00", zone: str = LISBON) -> Walker:
    """On Tuesday, the prompt on the screen since the own time."""
    walker = p1(done="skipped", zone=zone, q_time=own)
    walker.pass_until(at(1, now, zone))
    return walker


def asked(now: str = "18:05", own: str = "18:00", zone: str = LISBON) -> Walker:
    walker = prompted(now, own, zone)
    walker.press("later")
    return walker


def offered(walker: Walker) -> list[str]:
    """The codes below what was said last, without the way to the safety cards."""
    return [b.code for b in buttons(walker.offers()[-1]) if b.code != "!new"]


def comes(walker: Walker, zone: str = LISBON) -> list[str]:
    """The times at which today's session is brought again."""
    return [s.time for s in pass_days(walker, at(1, "23:59", zone)) if s.what == "prompt"]


@pytest.mark.parametrize("zone", [LISBON, "Asia/Kolkata", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("own", "now", "codes"),
    [
        ("07:00", "07:05", ["in.30", "in.120", "tonight", "other"]),
        ("18:00", "18:05", ["in.30", "in.120", "tonight", "other"]),
        ("18:00", "18:30", ["in.30", "in.120", "other"]),  # tonight is in 30 minutes
        ("18:00", "19:10", ["in.30", "in.120", "other"]),  # tonight is in 2 hours
        ("18:00", "20:30", ["in.30", "other"]),
        ("18:00", "21:28", ["in.30", "other"]),
        ("05:00", "05:10", ["in.120", "tonight", "other"]),  # the night is not over
    ],
)
def test_what_fits_into_the_day_is_offered(own: str, now: str, codes: list[str], zone: str) -> None:
    """T5."""
    walker = asked(now, own, zone)
    assert walker.open_topic() == "snooze"
    assert offered(walker) == codes


@pytest.mark.parametrize("zone", [LISBON, "Asia/Kathmandu", "America/New_York"])
@pytest.mark.parametrize(
    ("code", "now", "time"),
    [
        ("in.30", "18:05", "18:35"),
        ("in.120", "18:05", "20:05"),
        ("tonight", "18:05", "19:00"),
        ("tonight", "07:30", "19:00"),
    ],
)
def test_a_tap_moves_the_session_within_the_day(code: str, now: str, time: str, zone: str) -> None:
    """T5: a moment on the agenda, which outlives a restart after each step here."""
    walker = asked(now, "07:00" if now < "12:00" else "18:00", zone)
    walker.press(code)
    assert "snoozed" in lines(walker)
    assert comes(walker, zone) == [time]


def test_another_time_is_tapped() -> None:
    walker = asked()
    walker.press("other")
    assert offered(walker) == ["at.1900", "at.2000", "at.2100", "back"]
    walker.press("at.2000")
    assert comes(walker) == ["20:00"]


def test_from_early_on_the_next_eight_hours_are_shown() -> None:
    walker = asked("07:05", "07:00")
    walker.press("other")
    assert offered(walker) == [*(f"at.{hour:02}00" for hour in range(8, 16)), "back"]


def test_back_leads_to_the_first_offers() -> None:
    walker = asked()
    walker.press("other")
    walker.press("back")
    assert offered(walker) == ["in.30", "in.120", "tonight", "other"]
    assert len([s for s in walker.screens.values() if s.lines[0].key == "snooze-ask"]) == 1


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("at 19:30", "19:30"), ("in 45 min", "18:50"), ("at 8", "20:00"), ("8", "20:00"),
        ("20 minutes", "18:25"), ("tonight", "19:00"), ("half past seven", "19:30"),
    ],
)  # fmt: skip
def test_another_time_is_typed(text: str, time: str) -> None:
    walker = asked()
    walker.press("other")
    walker.say(text)
    assert comes(walker) == [time]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("later tonight", "19:00"), ("in an hour", "19:05"), ("at 6", None), ("at 7", "19:00"),
        ("in 30 minutes", "18:35"), ("later, at 9", "21:00"), ("at 21:59", "21:59"),
        ("at 22:00", None), ("in 5 hours", None), ("at 17:00", None),
    ],
)  # fmt: skip
def test_words_to_the_prompt_move_it_at_once_if_they_fit(text: str, time: str | None) -> None:
    walker = prompted()
    walker.say(text)
    if time:
        assert lines(walker) == ["snoozed"]
        assert comes(walker) == [time]
    else:
        assert lines(walker) == ["snooze-no-fit", "snooze-when"]
        assert comes(walker) == []


@pytest.mark.parametrize("text", ["later", "not yet", "luego", "später", "позже"])
def test_plain_later_means_two_hours_and_shows_what_else_there_is(text: str) -> None:
    """Clinical spec 9."""
    walker = prompted()
    walker.say(text)
    assert "Fine. I will remind you at 20:05." in walker.said()
    walker.press("in.30")
    assert comes(walker) == ["18:35"]


def test_plain_later_stands_if_nothing_else_is_chosen() -> None:
    walker = prompted()
    walker.say("later")
    walker.press("other")
    assert comes(walker) == ["20:05"]


def test_too_late_for_two_hours_what_fits_is_offered() -> None:
    walker = prompted("20:30")
    walker.say("later")
    assert offered(walker) == ["in.30", "other"]


@pytest.mark.parametrize("way", ["=later", "later", "at 23:00", "in an hour"])
def test_when_nothing_fits_a_kind_line_says_so(way: str) -> None:
    walker = prompted("21:50")
    walker.press("later") if way == "=later" else walker.say(way)
    assert "snooze-too-late" in lines(walker)
    assert comes(walker) == []


def test_an_offer_that_does_not_fit_any_more_is_said_to() -> None:
    walker = asked("19:30")
    walker.now = at(1, "20:05")
    walker.press("in.120")
    assert lines(walker) == ["snooze-no-fit", "snooze-when"]


def test_an_offer_of_late_evening_ends_with_a_kind_line_on_its_own_screen() -> None:
    walker = asked("21:00")
    walker.now = at(1, "21:55")
    walker.press("in.30")
    assert "snooze-too-late" in lines(walker)
    assert walker.open_topic() == "prompt"


def test_the_moves_stay_where_they_can_be_reported_and_no_nudge_comes() -> None:
    walker = asked()
    walker.press("tonight")
    walker.press("done")
    walker.press("n.1")
    assert pass_days(walker, at(2, "23:00")) == []


def test_it_can_be_put_off_again() -> None:
    walker = asked()
    walker.press("in.30")
    walker.pass_until(at(1, "18:36"))
    walker.press("later")
    walker.press("in.120")
    assert comes(walker) == ["20:36"]


def test_a_report_below_the_offers_is_a_report() -> None:
    walker = asked()
    walker.say("done 2")
    assert walker.open_topic() == "checkin.tingling" or "next-session" in lines(walker)


@pytest.mark.parametrize("text", ["2 hours", "In 2 hours", "in two hours"])
def test_an_offer_is_chosen_by_its_label(text: str) -> None:
    walker = asked()
    walker.say(text)
    assert comes(walker) == ["20:05"]


def test_another_time_is_asked_for_in_words() -> None:
    walker = asked()
    walker.say("another time")
    assert lines(walker)[-1] == "snooze-when"


@pytest.mark.parametrize("code", ["at.2500", "at.19", "at.", "in.45", "done", "n.3"])
def test_a_forged_time_is_closed(code: str) -> None:
    walker = asked()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


# Nothing to put off.


def test_without_a_session_that_waits_nothing_is_put_off() -> None:
    walker = p1()
    walker.say("later")
    assert lines(walker) == ["snooze-nothing", "next-session"]


def test_in_a_pause_nobody_is_reminded() -> None:
    walker = then(person, "/pause", "=d.0", "/today")
    walker.press("later")
    assert "snooze-paused" in lines(walker)
    assert pass_days(walker, at(3)) == []


def test_a_question_that_comes_first_comes_again() -> None:
    """The session waits for what got in the way; only then can it be put off."""
    walker = prompted()
    held = walker.conversation.model_copy(update={"opening": at(1).date(), "program": None})
    programme = walker.conversation.program
    assert programme
    today = programme.today
    assert today
    yesterday = today.model_copy(update={"day": at(0).date()})
    programme = programme.model_copy(update={"today": yesterday})
    walker.conversation = held.model_copy(update={"program": programme, "opens": ()})
    walker.say("not yet")
    assert "card-first" in lines(walker)


def test_an_open_safety_card_comes_before_a_later_time() -> None:
    walker = asked()
    walker.press("!new")
    walker.say("in an hour")
    walker.press("in.30")
    assert walker.open_topic() == "new.q_rf_a"
    assert not any(m.kind == "snooze" for m in walker.conversation.agenda)


def test_a_snooze_in_the_night_of_another_zone_waits_or_is_dropped() -> None:
    """T5: a flight moves the moment into quiet hours; the day ends before they do."""
    walker = asked()
    walker.press("in.120")
    walker.command("/settings")
    walker.press("set.zone")
    walker.say("Karachi")  # 23:05 there: the moment lies behind midnight
    assert [s for s in pass_days(walker, at(2, "12:00")) if s.what == "prompt"] == []
