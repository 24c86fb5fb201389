"""Lessons: read at any time on one screen, and one a week offered below a report."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from flows import consent, learn
from flows.effects import Say
from tests.flows.days import at, lines, p1, person, program, settle
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, greeted, in_program, p11, situation, then
from tests.flows.situations import at as intake_at
from tests.flows.walker import Walker, buttons

IDS = CONTENT.lessons.ids
FIRST, SECOND, LAST = IDS[0], IDS[1], IDS[-1]


def reading(lesson: str = FIRST) -> Walker:
    walker = in_program()
    walker.command("/learn")
    walker.press(f"l.{lesson}")
    return walker


def codes(walker: Walker) -> list[str]:
    says = [effect for effect in walker.last if isinstance(effect, Say) and effect.buttons]
    return [button.code for button in buttons(says[-1])]


def now(walker: Walker, **changes: Any) -> Walker:
    walker.conversation = walker.conversation.model_copy(update=changes)
    return walker


# The list, and one of them.


def test_the_list_has_a_button_with_number_and_title_for_each() -> None:
    walker = in_program()
    walker.command("/learn")
    assert walker.said_buttons()[:2] == ["1. Nerves that slide", "2. Why slides are gentle"]
    assert codes(walker)[-2:] == ["close", "!new"]
    assert f"{len(IDS)} lessons" in walker.said()


def test_a_lesson_stands_on_the_same_screen_and_says_where_it_stands() -> None:
    walker = in_program()
    walker.command("/learn")
    screen = walker.conversation.opens[-1].screen
    walker.press(f"l.{SECOND}")
    (say,) = [effect for effect in walker.last if isinstance(effect, Say)]
    assert say.screen == screen
    assert f"Lesson 2 of {len(IDS)}" in walker.said()
    assert CONTENT.lessons.lessons[1].text in walker.said()
    assert "Sources" not in walker.said()


def test_a_lesson_that_was_opened_says_so_in_a_word() -> None:
    walker = reading()
    walker.press("list")
    assert walker.said_buttons()[0] == "1. Nerves that slide (read)"
    assert f"1 of {len(IDS)} read" in walker.said()
    assert walker.conversation.lessons_read == (FIRST,)


def test_read_again_is_read_once() -> None:
    walker = reading()
    walker.press("list")
    walker.press(f"l.{FIRST}")
    assert walker.conversation.lessons_read == (FIRST,)


def test_its_sources_are_shown_and_hidden_again() -> None:
    walker = reading()
    walker.press("sources")
    assert walker.drawn(says_of(walker)[0]).count("•") == len(CONTENT.lessons.lessons[0].sources)
    assert "Nunez de Arenas-Arroyo et al. 2025" in walker.said()
    walker.press("fewer")
    assert "•" not in walker.said()


def says_of(walker: Walker) -> list[Say]:
    return [effect for effect in walker.last if isinstance(effect, Say)]


def test_the_next_one_is_a_tap_away_but_for_the_last() -> None:
    walker = reading()
    walker.tap("Next ›")
    assert walker.conversation.lessons_read == (FIRST, SECOND)
    assert "Next ›" not in reading(LAST).said_buttons()


def test_closing_says_when_the_next_session_comes() -> None:
    walker = reading()
    walker.press("close")
    assert lines(walker)[:2] == ["learn-closed", "next-session"]
    assert not any(o.topic == "learn" for o in walker.conversation.opens)


def test_closing_brings_the_open_question_back() -> None:
    """R23."""
    walker = intake_at("q.q_sleep")
    walker.command("/learn")
    assert walker.open_topic() == "learn"
    walker.press("close")
    assert walker.open_topic() == "q.q_sleep"


@pytest.mark.parametrize("code", ["l.nothing", "l.", "sources", "fewer", "list", "x"])
def test_what_the_list_does_not_offer_is_closed(code: str) -> None:
    walker = in_program()
    walker.command("/learn")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


def test_words_are_for_what_is_asked() -> None:
    walker = in_program()
    walker.command("/learn")
    walker.say("done 2")
    assert "echo-day" in lines(walker)


def test_a_lesson_that_is_gone_gives_way_to_the_list() -> None:
    walker = reading()
    topic = walker.conversation.opens[-1].model_copy(update={"picks": ("gone",)})
    walker.conversation = walker.conversation.model_copy(update={"opens": (topic,)})
    walker.press("sources")
    assert "learn-title" in lines(walker)


# Where.


@pytest.mark.parametrize("name", SITUATIONS)
def test_it_opens_wherever_the_talk_is_unless_something_comes_first(name: str) -> None:
    """Safety does, and a yes that was taken back or is asked for anew."""
    walker = situation(name)
    before = walker.conversation
    walker.command("/learn")
    topics = {o.topic for o in walker.conversation.opens}
    first = before.stops or before.state == "not_offered" or "card-first" in lines(walker)
    agrees = before.consent is None or consent.holds(before, CONTENT)
    assert ("learn" in topics) == (agrees and not first)
    assert walker.conversation.state == before.state


def test_before_consent_it_is_read_and_not_kept() -> None:
    """P2."""
    walker = greeted()
    walker.command("/learn")
    walker.press(f"l.{FIRST}")
    assert "lesson-text" in lines(walker)
    assert walker.conversation.lessons_read == ()


def test_an_open_card_comes_first() -> None:
    walker = then(in_program, "/learn", "=!new")
    walker.press(f"l.{FIRST}")
    assert "card-first" in lines(walker)
    assert "lesson-text" not in lines(walker)
    walker.command("/learn")
    assert lines(walker)[1] == "card-first"


def test_a_stop_stays_the_only_word() -> None:
    """P14: no advice after it."""
    walker = p11()
    walker.command("/learn")
    assert "stop-emergency" in lines(walker)
    walker = then(p11, "/stop", "/learn")
    assert "stop-emergency" in lines(walker)


# One a week.


def lived(style: str = "brief", replies: tuple[str, ...] = (), **changes: Any) -> list[Any]:
    """Day by day every session is reported; the lessons offered, with their day."""
    answers = {"q_equip": ["floor"], "q_sit_hours": 2, "q_sleep": "straight"} | changes
    walker = person(q_style=style, **answers)
    now(walker, reassess_on=None)
    said, told = iter(replies), list[Any]()
    for day in range(22):
        walker.pass_until(at(day, "18:30"))
        settle(walker, morning="n.0")
        if walker.open_topic() == "prompt":
            walker.say(next(said, "done 1"))
            while walker.open_topic().startswith("checkin."):
                walker.press({"checkin.effort": "n.5", "checkin.culprit": "o.unsure"}.get(
                    walker.open_topic(), "o.none"
                ))  # fmt: skip
            told += [(day, name) for name in offered(walker)]
    return told


def offered(walker: Walker) -> list[str]:
    found = [
        line.values["title"].key
        for say in says_of(walker)
        for line in say.lines
        if line.key in {"lesson-offer", "lesson-line"}
    ]
    return [key.split(".")[1] for key in found]


def report(walker: Walker, words: str) -> None:
    walker.say(words)
    while walker.open_topic().startswith("checkin."):
        walker.press("n.5" if walker.open_topic() == "checkin.effort" else "o.unsure")


def before_the_second(first: str = "done 1", **changes: Any) -> Walker:
    """One session was reported, and the next one stands there."""
    walker = person(**changes)
    report(walker, first)
    walker.pass_until(at(1, "18:30"))
    settle(walker, morning="n.0")
    return walker


def offering(**changes: Any) -> Walker:
    """The second one was reported too, and a lesson is offered."""
    walker = before_the_second(**changes)
    report(walker, "done 1")
    return walker


def test_the_first_report_offers_none_and_the_second_one() -> None:
    walker = person()
    report(walker, "done 1")
    assert offered(walker) == []
    walker.pass_until(at(1, "18:30"))
    settle(walker, morning="n.0")
    report(walker, "done 1")
    assert len(offered(walker)) == 1
    assert walker.open_topic() == "lesson"


def test_one_a_week_and_none_twice() -> None:
    told = lived()
    found = [day for day, _ in told]
    assert len(told) >= 3
    assert all(later - day >= 7 for day, later in pairwise(found))
    assert len({name for _, name in told}) == len(told)


@pytest.mark.parametrize(
    ("ranked", "lesson"),
    [
        (("nerve", "length", "posture"), "nerve"),
        (("length", "posture", "nerve"), "length"),
        (("posture",), "posture"),
        ((), "nerve"),
    ],
)
def test_what_leads_comes_first(
    monkeypatch: pytest.MonkeyPatch, ranked: tuple[str, ...], lesson: str
) -> None:
    walker = before_the_second()
    real = learn.weigh
    monkeypatch.setattr(
        learn, "weigh", lambda *given: real(*given).model_copy(update={"factor_rank": ranked})
    )
    report(walker, "done 1")
    assert offered(walker) == [lesson]


def test_after_a_sore_report_soreness_comes_first() -> None:
    walker = before_the_second("done 4")
    report(walker, "done 1")
    assert offered(walker) == ["soreness"]


def test_an_ache_that_was_asked_about_is_sore_too() -> None:
    walker = before_the_second()
    (first,) = program(walker).reports
    sore = program(walker).model_copy(
        update={"reports": (first.model_copy(update={"doms": True}),)}
    )
    now(walker, program=sore)
    report(walker, "done 1")
    assert offered(walker) == ["soreness"]


@pytest.mark.parametrize(
    ("in_days", "before", "answers", "is_test"),
    [
        (5, {}, {}, True),
        (6, {}, {}, False),
        (5, {"again": dt.date(2026, 1, 5)}, {}, False),
        (5, {}, {"q_ftf": None}, False),
    ],
)
def test_before_the_first_look_back_measuring_comes_for_who_may_bend(
    in_days: int, before: dict[str, Any], answers: dict[str, Any], *, is_test: bool
) -> None:
    walker = before_the_second()
    talk = walker.conversation
    now(
        walker,
        reassess_on=dt.date(2026, 1, 6) + dt.timedelta(days=in_days),
        last_fired={**talk.last_fired, **before},
        answers={**talk.answers, **answers},
    )
    report(walker, "done 1")
    assert (offered(walker) == ["reach"]) == is_test


def test_measuring_is_never_offered_after_the_first_look_back() -> None:
    walker = offering()
    talk = walker.conversation
    fired = {**talk.last_fired, "again": dt.date(2026, 1, 5), "lesson": dt.date(2025, 12, 1)}
    others = tuple(name for name in IDS if name != "reach")
    now(walker, last_fired=fired, lessons_read=others)
    walker.pass_until(at(3, "18:30"))
    settle(walker, morning="n.0")
    report(walker, "done 1")
    assert offered(walker) == []


def test_read_it_opens_the_lesson_on_the_same_screen() -> None:
    walker = offering()
    screen, name = walker.conversation.opens[-1].screen, offered(walker)[0]
    walker.tap("Read it")
    assert walker.open_topic() == "learn"
    assert walker.conversation.opens[-1].screen == screen
    assert walker.conversation.lessons_read == (name,)


@pytest.mark.parametrize(("words", "topic"), [("yes", "learn"), ("no", None), ("si", "learn")])
def test_a_typed_answer_counts(words: str, topic: str | None) -> None:
    walker = offering()
    walker.say(words)
    topics = {o.topic for o in walker.conversation.opens}
    assert "lesson" not in topics
    assert ("learn" in topics) == (topic == "learn")


def test_not_now_leaves_it_at_that() -> None:
    walker = offering()
    walker.tap("Not now")
    assert lines(walker) == ["lesson-later"]
    assert walker.conversation.lessons_read == ()
    assert len(walker.conversation.lessons_offered) == 1


def test_other_words_are_for_what_is_asked_since() -> None:
    walker = offering()
    walker.say("what a day")
    assert lines(walker)[0] != "lesson-text"
    walker.command("/pause")
    walker.say("no")
    assert any(o.topic == "lesson" for o in walker.conversation.opens)


def test_a_forged_answer_or_one_to_a_lesson_that_is_gone_is_closed() -> None:
    walker = offering()
    walker.tap_forged("maybe")
    assert walker.toasts() == ["That question is closed."]
    topic = walker.conversation.opens[-1].model_copy(update={"picks": ("gone",)})
    now(walker, opens=(topic,))
    walker.chose(topic.ask, "yes")
    assert walker.toasts() == ["That question is closed."]


def test_a_quiet_tone_has_one_line_and_nothing_to_answer() -> None:
    walker = offering(q_style="quiet")
    (say,) = [s for s in says_of(walker) if s.lines[0].key == "lesson-line"]
    assert len(say.lines) == 1
    assert say.screen is None
    assert not any(o.topic == "lesson" for o in walker.conversation.opens)


def test_it_is_never_sent_by_itself() -> None:
    walker = p1()
    walker.pass_until(at(9))
    assert offered(walker) == []
