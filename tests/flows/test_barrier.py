"""What got in the way: when it is asked, what each answer changes, and what no answer changes.

Also of `relief`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows import advance
from flows.conversation import Conversation, Program
from flows.effects import Say
from flows.events import MomentDue
from flows.report import before_settling
from tests.flows.days import (
    at,
    copy,
    lines,
    pass_days,
    person,
    program,
    reports,
    session,
)
from tests.flows.people import CONTENT, days
from tests.flows.promises import keep, sessions_suit
from tests.flows.test_machine import events
from tests.flows.walker import Walker

DONE, PART, SKIP = "done 2", "half, 2", "skipped"
ONE_OF_FOUR = (DONE, SKIP, SKIP, SKIP)


def report(walker: Walker, reply: str) -> None:
    """Of the session that is there, with a middling effort."""
    walker.close_morning()
    walker.say(reply)
    if walker.open_topic() == "checkin.effort":
        walker.say("5")


def week(*replies: str, start: int = 0, **changes: object) -> Walker:
    """A week of reports, up to the evening after it; the weekly safety question is answered."""
    walker = person(**{"q_days": 4} | changes)
    for day, reply in zip(CONTENT.rules.week[answer(walker, "q_days")], replies, strict=True):
        walker.pass_until(at(start + day, "18:30"))
        report(walker, reply)
    to_prompt(walker, start + 7)
    return walker


def to_prompt(walker: Walker, day: int) -> None:
    """The prompt, or a look at the moves where the bot has fallen silent."""
    for before in range(3, 0, -1):
        walker.pass_until(at(day - before, "20:00"))
        walker.close_morning()
    walker.pass_until(at(day, "18:05"))
    if not topics(walker):
        walker.command("/today")
    if walker.open_topic() == "weekly":
        walker.press("no")


def asked(**changes: object) -> Walker:
    """1 of 4 was done, and it is asked why."""
    walker = week(*ONE_OF_FOUR, **changes)
    assert walker.open_topic() == "barrier.ask"
    return walker


def answer(walker: Walker, question: str) -> object:
    return walker.conversation.answers[question]


def topics(walker: Walker) -> list[str]:
    return [o.topic for o in walker.conversation.opens]


def put(walker: Walker, **changes: object) -> None:
    changed = program(walker).model_copy(update=changes)
    walker.conversation = walker.conversation.model_copy(update={"program": changed})


# When it is asked.


@pytest.mark.parametrize(
    ("replies", "is_asked"),
    [
        ((SKIP, SKIP), True),
        ((DONE, SKIP), False),  # half is enough
        ((SKIP, SKIP, DONE), True),
        ((DONE, DONE, SKIP), False),
        ((SKIP, SKIP, SKIP, SKIP), True),
        ((SKIP, SKIP, PART, SKIP), True),
        ((DONE, SKIP, PART, SKIP), False),
        ((DONE, SKIP, DONE, SKIP, SKIP), True),
        ((DONE, SKIP, DONE, SKIP, SKIP, SKIP, DONE), True),
        ((DONE, SKIP, DONE, SKIP, SKIP, DONE, DONE), False),
    ],
)
def test_a_week_of_few_sessions_is_asked_about_before_the_next(
    replies: tuple[str, ...], *, is_asked: bool
) -> None:
    walker = week(*replies, q_days=len(replies))
    assert walker.open_topic() == ("barrier.ask" if is_asked else "prompt")


def test_the_week_is_counted_without_blame() -> None:
    walker = asked()
    said = "Last week had 1 of 4 sessions.\nWhat got in the way?\nYour moves come right after."
    assert walker.said().endswith(said)
    assert walker.said_buttons()[-1] == "Something new"


def test_in_the_midst_of_the_first_week_nothing_is_asked() -> None:
    walker = person(q_days=4)
    report(walker, SKIP)
    for day in (1, 3):
        walker.pass_until(at(day, "18:30"))
        report(walker, SKIP)
    walker.pass_until(at(4, "18:30"))
    assert topics(walker) == ["prompt"]


def test_it_is_asked_once_a_week() -> None:
    walker = asked()
    walker.press("skip")
    report(walker, SKIP)
    walker.pass_until(at(8, "18:30"))
    assert topics(walker) == ["prompt"]


def test_a_second_week_of_few_sessions_is_asked_about_too() -> None:
    walker = asked()
    walker.press("skip")
    report(walker, SKIP)
    for day in (8, 10, 11):
        walker.pass_until(at(day, "18:30"))
        report(walker, SKIP)
    walker.conversation = walker.conversation.model_copy(update={"reassess_on": days(40)})
    to_prompt(walker, 14)
    assert walker.open_topic() == "barrier.ask"


@pytest.mark.parametrize(
    ("steps", "is_asked"),
    [
        ((("/pause", "d.3"),), False),  # over by itself
        ((("/pause", "d.0"), ("/resume", None)), False),
        ((("/stop", None), ("/start", None)), False),
        ((("/pause", "close"),), True),  # no pause after all
        ((("/resume", None),), True),  # none was running
    ],
)
def test_a_week_with_a_pause_is_not_asked_about(
    steps: tuple[tuple[str, str | None], ...], *, is_asked: bool
) -> None:
    walker = person(q_days=4)
    report(walker, DONE)
    for command, code in steps:
        walker.start() if command == "/start" else walker.command(command)
        if code:
            walker.press(code)
    for day in (1, 3, 4):
        walker.pass_until(at(day, "18:30"))
        walker.say(SKIP)
    to_prompt(walker, 7)
    assert topics(walker) == ["barrier.ask" if is_asked else "prompt"]


def test_while_a_pause_runs_a_look_at_the_moves_asks_nothing() -> None:
    walker = person(q_days=4)
    report(walker, SKIP)
    walker.command("/pause")
    walker.press("d.0")
    walker.pass_until(at(21, "12:00"))
    walker.conversation = walker.conversation.model_copy(
        update={"last_fired": walker.conversation.last_fired | {"cards": days(20)},
                "reassess_on": days(40)}
    )  # fmt: skip
    walker.command("/today")
    assert topics(walker) == ["prompt"]


def test_on_the_day_of_a_look_back_it_waits() -> None:
    walker = week(*ONE_OF_FOUR)
    before = walker.conversation.model_copy(
        update={"opens": (), "last_fired": {**walker.conversation.last_fired, "again": days(7)}}
    )
    del before.last_fired["barrier"]
    walker.conversation = before
    walker.command("/today")
    assert topics(walker) == ["prompt"]


def test_who_has_fallen_silent_is_asked_with_the_next_prompt_that_is_sent() -> None:
    walker = person(q_days=7)
    sent = [(s.day, s.what) for s in pass_days(walker, at(7, "20:00")) if s.day >= 4]
    assert sent == [(7, "weekly")]
    walker.press("no")
    assert walker.open_topic() == "barrier.ask"


def test_left_open_the_nudge_brings_the_session_all_the_same() -> None:
    walker = asked()
    assert session(walker).day != days(7)
    assert [s.what for s in pass_days(walker, at(7, "21:30"))] == ["nudge"]
    assert session(walker).day == days(7)
    assert topics(walker) == ["barrier.ask", "prompt"]


def test_the_next_session_closes_the_question() -> None:
    walker = asked()
    walker.pass_until(at(7, "23:00"))
    report(walker, SKIP)
    walker.pass_until(at(8, "18:30"))
    assert topics(walker) == ["prompt"]


def test_a_quiet_person_is_asked_in_silence() -> None:
    walker = asked(q_style="quiet")
    walker = week(*ONE_OF_FOUR[:3], SKIP, q_style="quiet")
    outcome = ask_unasked(walker)
    assert outcome.silent
    assert outcome.lane == "prompt"
    assert outcome.useless_after


def ask_unasked(walker: Walker) -> Say:
    """The same question when the prompt itself brings it: the weekly one was asked yesterday."""
    fired = {**walker.conversation.last_fired, "weekly": days(6)}
    del fired["barrier"], fired["prompt"]
    again = walker.conversation.model_copy(update={"opens": (), "last_fired": fired})
    moment = again.agenda[0].model_copy(update={"kind": "prompt", "day": days(7), "at": walker.now})
    again = again.model_copy(update={"agenda": (moment,)})
    effects = advance(again, MomentDue(at=walker.now), CONTENT).effects
    return next(e for e in effects if isinstance(e, Say) and e.ask)


# After sessions that were cut short (D9).


def cut_short(**changes: object) -> Walker:
    walker = person(**{"q_days": 4} | changes)
    report(walker, PART)
    walker.pass_until(at(1, "18:30"))
    report(walker, PART)
    return walker


def test_two_partial_sessions_are_asked_about_below_the_report() -> None:
    walker = cut_short()
    assert topics(walker) == ["barrier.ask"]
    assert lines(walker).index("decision-d9-partial") < lines(walker).index("barrier-ask")
    assert "barrier-week" not in lines(walker)
    assert "next-session" in lines(walker)


def test_after_reports_it_is_asked_once_a_week_too() -> None:
    walker = cut_short()
    walker.press("skip")
    walker.pass_until(at(3, "18:30"))
    report(walker, PART)
    assert "decision-d9-partial" in lines(walker)
    assert topics(walker) == []


def test_an_answer_to_a_report_changes_the_next_session() -> None:
    walker = cut_short(q_minutes="m20")
    walker.press("o.time")
    walker.press("yes")
    assert "next-session" in lines(walker)
    walker.pass_until(at(3, "18:30"))
    walker.close_morning()
    assert len(session(walker).items) == CONTENT.rules.items["m15"] - 1  # D9 shortens too


# What each answer does. First by tap, then by words.


Effect = Callable[[Conversation, Conversation], bool]


def rests(before: Conversation, after: Conversation) -> bool:
    """One move rests for 14 days, in no session any more, and as many moves are left."""
    old, new = program_in(before), program_in(after)
    assert new.today
    blocked = new.blocked_until.keys() - old.blocked_until.keys()
    assert [new.blocked_until[move] for move in blocked] == [days(21)]
    assert all(new.rungs[move].count == 0 for move in blocked)
    return not blocked & {i.exercise for i in new.today.items} and len(new.today.items) >= 3


def is_gentle(before: Conversation, after: Conversation) -> bool:
    new = program_in(after)
    return bool(new.today and new.today.day == days(7) and new.today.type == "G")


def program_in(conversation: Conversation) -> Program:
    assert conversation.program
    return conversation.program


def minutes(option: str) -> Effect:
    return lambda _, after: after.answers["q_minutes"] == option


def is_asked_for_a_time(before: Conversation, after: Conversation) -> bool:
    return after.opens[-1].topic == "set.q_time" and after.answers == before.answers


def is_same(before: Conversation, after: Conversation) -> bool:
    """Answers and orders stay; the session comes as it would have come."""
    old, new = program_in(before), program_in(after)
    assert new.today
    assert new.today.type == "L"
    return (before.answers, old.blocked_until) == (after.answers, new.blocked_until)


TO_SESSION = [
    pytest.param(["=o.time", "=yes"], minutes("m5"), marks=pytest.mark.rule("barrier.time")),
    pytest.param(["no time", "yes"], minutes("m5"), marks=pytest.mark.rule("barrier.time")),
    pytest.param(["No time at all", "ja"], minutes("m5"), marks=pytest.mark.rule("barrier.time")),
    pytest.param(["=o.time", "=no"], is_same, marks=pytest.mark.rule("barrier.time")),
    pytest.param(["=o.pain", "=o.FIRST"], rests, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["it hurt", "1"], rests, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["2", "NAME"], rests, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["=o.pain", "=o.unsure"], is_gentle, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["it hurt", "not sure"], is_gentle, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["=o.pain", "=no"], is_same, marks=pytest.mark.rule("barrier.pain")),
    pytest.param(["=o.forgot", "=no"], is_same, marks=pytest.mark.rule("barrier.forgot")),
    pytest.param(["forgot", "no"], is_same, marks=pytest.mark.rule("barrier.forgot")),
    pytest.param(["=o.bored", "=o.FIRST"], rests, marks=pytest.mark.rule("barrier.bored")),
    pytest.param(["I got bored", "1"], rests, marks=pytest.mark.rule("barrier.bored")),
    pytest.param(["=o.bored", "=no"], is_same, marks=pytest.mark.rule("barrier.bored")),
    pytest.param(["bored", "leave it"], is_same, marks=pytest.mark.rule("barrier.bored")),
    pytest.param(["=o.unsure"], is_same, marks=pytest.mark.rule("barrier.unsure")),
    pytest.param(["unsure how"], is_same, marks=pytest.mark.rule("barrier.unsure")),
    pytest.param(["=o.other"], is_same, marks=pytest.mark.rule("barrier.other")),
    pytest.param(["visitors from abroad"], is_same, marks=pytest.mark.rule("barrier.other")),
    pytest.param(["=skip"], is_same, marks=pytest.mark.rule("barrier.other")),
    pytest.param(["skip"], is_same, marks=pytest.mark.rule("barrier.other")),
]


@pytest.mark.parametrize(("steps", "effect"), TO_SESSION)
def test_each_answer_has_its_effect_and_the_session_follows(
    steps: list[str], effect: Effect
) -> None:
    walker = asked(q_minutes="m10")
    before = walker.conversation
    walk(walker, steps)
    assert effect(before, walker.conversation)
    assert session(walker).day == days(7)
    assert topics(walker) == ["prompt"]


def walk(walker: Walker, steps: list[str]) -> None:
    """A tap by its =code, or words; FIRST and NAME stand for the first move of the list."""
    for step in steps:
        move = next(iter(walker.conversation.opens[-1].picks), "")
        name = CONTENT.exercises[move].name if move in CONTENT.exercises else ""
        if step.startswith("="):
            walker.press(step[1:].replace("FIRST", move))
        else:
            walker.say(step.replace("NAME", name))


@pytest.mark.rule("barrier.forgot")
@pytest.mark.parametrize("steps", [["=o.forgot", "=yes"], ["I forgot", "si"]])
def test_a_better_time_is_picked_before_the_session_comes(steps: list[str]) -> None:
    walker = asked()
    before = walker.conversation
    walk(walker, steps)
    assert is_asked_for_a_time(before, walker.conversation)
    walker.say("07:30")
    assert answer(walker, "q_time") == "07:30"
    assert topics(walker) == ["settings", "prompt"]
    assert session(walker).day == days(7)
    report(walker, SKIP)
    assert [(s.day, s.time) for s in pass_days(walker, at(8, "08:00"))] == [(8, "07:30")]


@pytest.mark.rule("barrier.forgot")
def test_without_a_new_time_the_session_comes_when_the_settings_close() -> None:
    walker = asked()
    for code in ("o.forgot", "yes", "back", "close"):
        walker.press(code)
    assert walker.open_topic() == "prompt"
    assert answer(walker, "q_time") == "18:00"


def test_a_setting_is_no_way_past_a_question_that_stands_first() -> None:
    walker = asked()
    walker.command("/settings")
    walker.press("close")
    assert topics(walker) == ["barrier.ask"]


@pytest.mark.rule("barrier.time")
@pytest.mark.parametrize(
    ("has", "wanted"),
    [
        ({"q_minutes": "m30", "q_days": 4}, {"q_minutes": "m20", "q_days": 4}),
        ({"q_minutes": "m10", "q_days": 4}, {"q_minutes": "m5", "q_days": 4}),
        ({"q_minutes": "m5", "q_days": 4}, {"q_minutes": "m5", "q_days": 3}),
        ({"q_minutes": "m5", "q_days": 3}, {"q_minutes": "m5", "q_days": 2}),
    ],
)
def test_time_takes_minutes_first_and_then_a_day(has: dict, wanted: dict) -> None:
    replies = (SKIP,) * has["q_days"]
    walker = week(*replies, **has)
    walker.press("o.time")
    walker.press("yes")
    assert {name: answer(walker, name) for name in has} == wanted
    assert session(walker).day == days(7)


@pytest.mark.rule("barrier.time")
def test_the_shortest_week_has_nothing_to_take_away() -> None:
    walker = week(SKIP, SKIP, q_days=2, q_minutes="m5")
    walker.press("o.time")
    assert "barrier-shortest" in lines(walker)
    assert topics(walker) == ["prompt"]


@pytest.mark.rule("barrier.time")
def test_what_was_shortened_meanwhile_is_not_shortened_again() -> None:
    walker = asked(q_minutes="m10")
    walker.press("o.time")
    answers = {**walker.conversation.answers, "q_minutes": "m5", "q_days": 2}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    walker.press("yes")
    assert "barrier-shortest" in lines(walker)
    assert walker.conversation.answers == answers


@pytest.mark.rule("barrier.time")
def test_a_day_fewer_may_make_this_a_rest_day() -> None:
    """Asked on day 8, which a week of 3 days does not hold."""
    walker = person(q_days=4, q_minutes="m5")
    pass_days(walker, at(8, "18:05"))
    walker.press("no")
    assert walker.open_topic() == "barrier.ask"
    walker.press("o.time")
    walker.press("yes")
    assert answer(walker, "q_days") == 3
    assert topics(walker) == []
    assert "next-session" in lines(walker)


@pytest.mark.rule("barrier.pain")
def test_sharp_or_new_pain_is_sent_to_something_new() -> None:
    walker = asked()
    walker.press("o.pain")
    assert "barrier-sharp" in lines(walker)
    walker.press("!new")
    assert walker.open_topic() == "new.q_rf_a"


@pytest.mark.rule("barrier.pain")
def test_moves_that_rest_already_are_not_named() -> None:
    walker = asked()
    resting = session(walker).items[0].exercise
    put(walker, blocked_until={resting: days(9)})
    walker.press("o.pain")
    assert resting not in walker.conversation.opens[-1].picks
    assert walker.conversation.opens[-1].picks


@pytest.mark.rule("barrier.bored")
def test_without_moves_to_swap_thanks_are_said() -> None:
    walker = asked()
    put(walker, built=(), blocked_until={i.exercise: days(30) for i in session(walker).items})
    walker.press("o.bored")
    assert "barrier-thanks" in lines(walker)


FEW: dict[str, object] = {
    "q_rf_c": ["osteoporosis", "joint", "headdown", "sitbone"], "q_equip": [], "q_minutes": "m5",
}  # fmt: skip
"""Four moves are left on a load day, three on a movement day."""


@pytest.mark.rule("barrier.bored")
def test_who_is_bored_swaps_only_what_another_move_can_replace() -> None:
    walker = asked(**FEW)
    walker.press("o.bored")
    assert walker.conversation.opens[-1].picks == ("s_curl_slow",)  # three are left without it
    walker = asked(q_minutes="m5")
    walker.press("o.bored")
    for move in walker.conversation.opens[-1].picks:
        swapped = copy(walker)
        swapped.press(f"o.{move}")
        assert "barrier-rested" in lines(swapped)
        assert len(session(swapped).items) == 3


@pytest.mark.rule("barrier.pain")
def test_who_has_few_moves_is_told_that_sessions_get_shorter() -> None:
    walker = asked(**FEW)
    walker.press("o.pain")
    walker.press("o.n_seated")
    assert "barrier-rested-fewer" in lines(walker)
    assert program(walker).blocked_until == {"n_seated": days(21)}


@pytest.mark.rule("barrier.pain")
def test_the_last_move_is_not_taken_away() -> None:
    walker = asked(**FEW)
    put(walker, blocked_until=dict.fromkeys(("p_stand_reset", "c_sit_release"), days(40)))
    walker.press("o.pain")
    assert walker.conversation.opens[-1].picks
    for move in walker.conversation.opens[-1].picks:
        rested = copy(walker)
        rested.press(f"o.{move}")
        assert session(rested).items
        assert move not in {i.exercise for i in session(rested).items}


@pytest.mark.rule("barrier.unsure")
def test_the_steps_of_the_first_move_are_opened() -> None:
    walker = asked()
    walker.press("o.unsure")
    assert "barrier-how-here" in lines(walker)
    assert walker.conversation.opens[-1].picks == ("card", "1")


@pytest.mark.rule("barrier.unsure")
def test_without_a_session_it_is_said_where_the_steps_are() -> None:
    walker = cut_short()
    walker.press("o.unsure")
    assert "barrier-how-later" in lines(walker)
    assert "card-title" not in lines(walker)


# A session that is there already follows; what was settled may be settled anew.


def late() -> Walker:
    """The nudge has brought the session, and the question is still open."""
    walker = asked(q_minutes="m15")
    walker.pass_until(at(7, "21:30"))
    assert topics(walker) == ["barrier.ask", "prompt"]
    return walker


@pytest.mark.parametrize("steps", [["o.time", "yes"], ["o.pain", "o.unsure"]])
def test_the_open_session_is_built_anew(steps: list[str]) -> None:
    walker = late()
    shown = session(walker)
    for code in steps:
        walker.press(code)
    assert session(walker) != shown
    assert topics(walker) == ["prompt"]
    assert "prompt-changed" in lines(walker)


def test_a_move_that_rests_leaves_the_open_session() -> None:
    walker = late()
    move = session(walker).items[-1].exercise
    walker.press("o.bored")
    walker.press(f"o.{move}")
    assert move not in {i.exercise for i in session(walker).items}


def test_a_list_of_moves_is_the_same_after_the_session_came() -> None:
    walker = asked()
    walker.press("o.pain")
    listed = walker.conversation.opens[-1].picks
    walker.pass_until(at(7, "21:30"))
    assert "barrier.pain" in topics(walker)
    walker.press(f"o.{listed[0]}")
    assert listed[0] in program(walker).blocked_until


def test_a_change_survives_a_report_that_is_settled_anew() -> None:
    walker = late()
    before = before_settling(program(walker))
    assert before
    move = session(walker).items[-1].exercise
    walker.press("o.bored")
    walker.press(f"o.{move}")
    after = before_settling(program(walker))
    assert after
    assert after.blocked_until == {**before.blocked_until, move: days(21)}
    assert program(walker).unsettled.reports == ()


# Other words and taps.


def test_a_report_is_not_taken_for_an_answer() -> None:
    walker = late()
    walker.press("later")
    walker.say("done 2")
    walker.say("5")
    assert reports(walker)[-1].completion == "done"


def test_words_that_are_no_move_are_asked_for_again() -> None:
    walker = asked()
    walker.press("o.pain")
    walker.say("the weather")
    assert "hint-barrier" in lines(walker)
    assert walker.open_topic() == "barrier.pain"


def test_words_that_are_neither_yes_nor_no_are_asked_for_again() -> None:
    walker = asked()
    walker.press("o.time")
    walker.say("hm")
    assert "hint-yes-no" in lines(walker)


@pytest.mark.parametrize("code", ["o.nothing", "yes", "no", "n.1", "", "o."])
def test_a_forged_reason_changes_nothing(code: str) -> None:
    walker = asked()
    before = walker.conversation
    walker.tap_forged(code)
    assert walker.toasts()
    assert walker.conversation.opens == before.opens


@pytest.mark.parametrize("steps", [[], ["o.time"], ["o.forgot"], ["o.pain"], ["o.bored"]])
def test_every_event_has_an_answer_at_every_step(steps: list[str]) -> None:
    walker = asked()
    for code in steps:
        walker.press(code)
    for event in events(walker):
        outcome = advance(walker.conversation, event, CONTENT)
        keep(walker.conversation, event, outcome, CONTENT)
        sessions_suit(outcome.conversation, CONTENT)


@pytest.mark.parametrize("command", ["/help", "/plan", "/settings"])
def test_no_command_loses_the_question(command: str) -> None:
    walker = copy(asked())
    walker.command(command)
    assert topics(walker).count("barrier.ask") == 1
