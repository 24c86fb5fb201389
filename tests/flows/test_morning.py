"""The morning after: who is asked, when, and what the answer changes."""

from __future__ import annotations

import pytest

from tests.flows.days import Sent, at, lines, p1, pass_days, person, reports, session, type_today
from tests.flows.walker import Walker


def p1_with(reply: str, *more: str, **changes: object) -> Walker:
    """Monday's load session is reported; further steps answer what is asked."""
    walker = p1(done=None, **changes)
    walker.say(reply)
    for step in more:
        walker.press(step)
    return walker


GREEN = ("done 2", "n.5")
SORE = ("done 3, tingling same", "n.6")


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        (GREEN, True),  # a load day
        (("skipped",), False),
        (("skipped, pain 5",), True),
        (("half, 2", "n.4"), True),
    ],
)
def test_after_a_load_day_the_morning_is_asked_at_eight(
    steps: tuple[str, ...], *, asked: bool
) -> None:
    sent = pass_days(p1_with(*steps), at(1, "17:00"))
    assert sent == ([Sent(1, "08:00", "morning-pain")] if asked else [])


@pytest.mark.parametrize(
    ("reply", "asked"),
    [("done 3", False), ("done 4", True), ("done 1, tingling worse", True), ("skipped", False)],
)
def test_after_a_movement_day_only_pain_or_tingling_is_asked_about(
    reply: str, *, asked: bool
) -> None:
    walker = p1()
    walker.pass_until(at(1, "18:30"))
    walker.say(reply)
    if walker.open_topic() == "checkin.culprit":
        walker.press("o.unsure")
    assert pass_days(walker, at(2)) == ([Sent(2, "08:00", "morning-pain")] if asked else [])


@pytest.mark.parametrize("time", ["06:30", "08:00"])
def test_a_prompt_at_eight_or_before_asks_first_and_then_shows_the_session(time: str) -> None:
    walker = p1_with(*GREEN, q_time=time)
    assert pass_days(walker, at(1, "08:30")) == [Sent(1, time, "morning-pain")]
    walker.press("n.1")
    assert "session-item" in lines(walker)
    assert walker.open_topic() == "prompt"
    assert pass_days(walker, at(1, "12:00"))[0].what == "nudge"


def test_without_an_answer_the_nudge_brings_the_session_all_the_same() -> None:
    walker = p1_with(*GREEN, q_time="07:00")
    sent = pass_days(walker, at(1, "12:00"))
    assert sent == [Sent(1, "07:00", "morning-pain"), Sent(1, "10:00", "nudge")]
    assert session(walker).day == at(1).date()


def test_it_is_asked_once_and_a_skip_is_an_answer() -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "08:10"))
    walker.press("skip")
    assert pass_days(walker, at(1, "18:10")) == [Sent(1, "18:00", "prompt")]
    assert reports(walker)[-1].morning_pain is None


@pytest.mark.parametrize(
    ("evening", "answers", "light", "says", "today"),
    [
        (GREEN, ("n.1",), "GREEN", None, "M"),
        (GREEN, ("n.2", "no"), "AMBER", "decision-d8-morning", "M"),  # 2 = base + 2, no soreness
        (GREEN, ("n.3", "yes"), "GREEN", None, "M"),  # soreness up to 3 is ignored
        (GREEN, ("n.5", "yes"), "AMBER", "decision-d8-morning", "M"),
        (GREEN, ("n.4", "no", "none", "none"), "RED", "decision-d3-morning", "G"),
        (GREEN, ("n.6", "yes", "none", "none"), "RED", "decision-d3-morning", "G"),
        (SORE, ("n.1", "no"), "GREEN", None, "M"),
        (SORE, ("n.1", "yes"), "GREEN", None, "M"),
    ],
)
def test_the_answer_rates_anew_and_todays_session_is_built_on_it(
    evening: tuple[str, ...], answers: tuple[str, ...], light: str, says: str | None, today: str
) -> None:
    walker = p1_with(*evening)
    walker.pass_until(at(1, "08:10"))
    said: list[str] = []
    for code in answers:
        walker.press(code)
        said += lines(walker)
    assert (says in said) if says else not any(k.startswith("decision-") for k in said)
    walker.pass_until(at(1, "18:10"))
    assert reports(walker)[-1].light == light
    assert type_today(walker) == today


@pytest.mark.parametrize(
    ("evening", "answers", "stop"),
    [
        (("done 3, tingling worse", "n.6"), ("n.1", "yes"), "pause-tingling-stays"),
        (GREEN, ("n.8",), "pause-pain"),
    ],
)
def test_a_bad_morning_pauses_the_moves(
    evening: tuple[str, ...], answers: tuple[str, ...], stop: str
) -> None:
    walker = p1_with(*evening)
    walker.pass_until(at(1, "08:10"))
    for code in answers:
        walker.press(code)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == (stop,)


def test_soreness_is_asked_before_a_second_red_pauses() -> None:
    """Morning pain 4 after an earlier RED: dull soreness makes it AMBER, and nothing stops."""
    walker = p1_with("done 6", "o.unsure", "n.5", "none", "none")
    walker.pass_until(at(1, "08:10"))
    walker.press("n.1")
    walker.pass_until(at(3, "18:10"))
    walker.say("done 2")
    walker.say("5")
    walker.pass_until(at(4, "08:10"))
    assert "morning-pain" in lines(walker)
    walker.press("n.4")
    assert walker.open_topic() == "morning.doms"
    walker.press("yes")
    assert walker.conversation.state == "program.active"
    assert reports(walker)[-1].light == "AMBER"


def test_a_late_answer_still_changes_a_session_that_is_not_begun() -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "18:10"))
    assert type_today(walker) == "M"
    walker.press("n.5")
    walker.press("no")
    for code in ("none", "none"):
        walker.press(code)
    assert type_today(walker) == "G"
    assert walker.open_topic() == "prompt"


def test_a_late_answer_that_changes_nothing_leaves_the_session_where_it_is() -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "18:10"))
    before = session(walker)
    walker.press("n.1")
    assert session(walker) == before
    assert "session-item" not in lines(walker)
    assert walker.conversation.opens[0].topic == "prompt"


@pytest.mark.parametrize("begun", ["done", "partial"])
def test_once_todays_session_is_begun_the_morning_is_closed(begun: str) -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "18:10"))
    walker.press(begun)
    walker.press("skip")  # the only skip on the screen is the morning's
    assert walker.toasts() == ["That question is closed."]


def test_yesterdays_question_is_no_question_of_today() -> None:
    walker = p1_with(*GREEN, q_days=2)
    walker.pass_until(at(2, "12:00"))
    walker.press("n.9")
    assert walker.toasts() == ["That question is closed."]
    assert reports(walker)[-1].morning_pain is None


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("3", "morning.doms"),
        ("no pain", ""),
        ("about a two", "morning.doms"),
        ("what?", "morning.pain"),
    ],
)
def test_pain_can_be_written(words: str, topic: str) -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "08:10"))
    walker.say(words)
    assert walker.open_topic() == topic


@pytest.mark.parametrize(
    ("words", "doms"),
    [("yes", True), ("Ja", True), ("sí", True), ("да", True), ("no", False), ("nein", False)],
)
def test_yes_and_no_can_be_written_in_four_languages(words: str, *, doms: bool) -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "08:10"))
    walker.press("n.2")
    walker.say(words)
    assert reports(walker)[-1].doms is doms


@pytest.mark.parametrize("words", ["perhaps a bit", "not sure"])
def test_what_is_neither_yes_nor_no_is_asked_again(words: str) -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "08:10"))
    walker.press("n.2")
    walker.say(words)
    assert "hint-yes-no" in lines(walker)
    assert walker.open_topic() == "morning.doms"


@pytest.mark.parametrize("code", ["n.11", "n.", "o.3", "yes"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "08:10"))
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_today_asks_first_and_shows_the_session_when_asked_again() -> None:
    walker = p1_with(*GREEN)
    walker.now = at(1, "07:00")
    walker.command("/today")
    assert walker.open_topic() == "morning.pain"
    walker.command("/today")
    assert "session-item" in lines(walker)
    assert pass_days(walker, at(1, "18:10"))[-1] == Sent(1, "18:00", "prompt")


def test_a_quiet_person_is_asked_without_a_sound() -> None:
    walker = p1_with(*GREEN, q_style="quiet")
    walker.pass_until(at(1, "07:59"))
    (say,) = [e for e in walker.wait() if e.kind == "say"]
    assert say.silent


def test_a_report_made_the_next_day_is_asked_about_at_the_prompt() -> None:
    walker = person(q_time="18:00")
    walker.now = at(1, "09:00")
    walker.say("done 2")
    walker.say("5")
    assert pass_days(walker, at(1, "18:10")) == [Sent(1, "18:00", "morning-pain")]
    walker.press("n.0")
    assert walker.open_topic() == "prompt"


def test_a_skip_after_the_nudge_leaves_the_session_as_it_is() -> None:
    walker = p1_with(*GREEN, q_time="07:00")
    walker.pass_until(at(1, "10:10"))
    before = session(walker)
    walker.press("skip")
    assert session(walker) == before
    assert "morning-skipped" in lines(walker)


def test_who_skipped_as_tingling_was_worse_is_asked_and_paused_if_it_stays() -> None:
    walker = p1_with("skipped, tingling worse")
    assert pass_days(walker, at(1, "08:10")) == [Sent(1, "08:00", "morning-pain")]
    walker.press("n.1")
    walker.press("yes")
    assert walker.conversation.stops == ("pause-tingling-stays",)


@pytest.mark.parametrize(("code", "stops"), [("yes", ("pause-tingling-stays",)), ("no", ())])
def test_who_leaves_out_the_pain_is_still_asked_about_worse_tingling(
    code: str, stops: tuple[str, ...]
) -> None:
    walker = p1_with("done 2, tingling worse", "n.5")
    walker.pass_until(at(1, "08:10"))
    walker.press("skip")
    assert walker.open_topic() == "morning.tingling"
    walker.press(code)
    assert walker.conversation.stops == stops
    assert not any(o.topic.startswith("morning.") for o in walker.conversation.opens)


def morning_below_the_session() -> Walker:
    """The morning was left open, and stands last again after an aside; the session is there."""
    walker = p1_with(*GREEN)
    walker.pass_until(at(1, "18:30"))
    walker.command("/help")
    assert [o.topic for o in walker.conversation.opens][-2:] == ["prompt", "morning.pain"]
    return walker


@pytest.mark.parametrize("words", ["done 5", "half, 5", "yes done 5"])
def test_words_for_todays_session_are_never_taken_for_the_mornings_pain(words: str) -> None:
    walker = morning_below_the_session()
    walker.say(words)
    assert reports(walker)[-1].morning_pain is None
    assert walker.conversation.draft["pain"] == 5


@pytest.mark.parametrize("words", ["3", "about a 3", "yes, 3"])
def test_a_number_alone_still_answers_the_morning(words: str) -> None:
    walker = morning_below_the_session()
    walker.say(words)
    assert reports(walker)[-1].morning_pain == 3


def test_a_yes_still_answers_the_mornings_other_questions() -> None:
    walker = morning_below_the_session()
    walker.say("4")
    assert walker.open_topic() == "morning.doms"
    walker.say("yes")
    assert reports(walker)[-1].doms is True


@pytest.mark.parametrize("words", ["none", "None!", "nothing", "nada", "keine", "нет"])
def test_none_is_no_pain(words: str) -> None:
    walker = p1()
    walker.pass_until(at(1, "08:30"))
    walker.say(words)
    assert reports(walker)[-1].morning_pain == 0


def test_while_todays_moves_wait_no_later_session_is_named() -> None:
    walker = p1()
    walker.pass_until(at(1, "18:10"))
    walker.press("n.1")
    assert lines(walker) == ["morning-thanks", "asks-waits"]
