"""The questions: every one can be tapped and typed, taken back, skipped and left for days.

Also of `question`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from content.schema import Question
from flows.conditions import status
from flows.intake import prune
from flows.parts import LONG_LABEL
from flows.question import ask_line
from flows.replies import safety_found
from flows.words import draw
from tests.flows.people import CONTENT, PERSONAS, SCORED, answers_of
from tests.flows.situations import at, at_start, greeted, in_program, then
from tests.flows.walker import Walker, buttons

ASKED = [q for section in CONTENT.sections for q in section.questions]
ONLY_FOR: dict[str, tuple[str, dict[str, Any]]] = {
    "q_onset": ("p1_desk", {"q_duration": "lt6w", "q_onset": "gradual"}),
    "q_tingle_where": ("p2_runner", {}),
    "q_tingle_settle": ("p2_runner", {}),
    "q_ankle": ("p2_runner", {}),
    "q_tempo": ("p3_lifter", {}),
    "q_f3_dir": ("p9_skater", {}),
}
"""Questions that depend on another answer, and who is asked them."""


def asked(question: str) -> Walker:
    persona, changes = ONLY_FOR.get(question, ("p1_desk", {}))
    return at(f"q.{question}", persona, **changes)


def labels(question: Question) -> list[tuple[str, str]]:
    flags = CONTENT.red_flags
    return [
        (o, flags[o].label if question.options_from else _label(question, o))
        for o in CONTENT.option_ids(question.id)
    ]


def _label(question: Question, option: str) -> str:
    return next(o.label for o in question.options if o.id == option)


def typed(question: Question) -> list[tuple[str, Any]]:
    """What can be written, and what is stored for it."""
    match question.type:
        case "single":
            by_name = [(label, o) for o, label in labels(question)]
            if question.id == "q_minutes":  # its labels are numbers themselves
                return by_name
            return by_name + [(str(n), o) for n, (o, _) in enumerate(labels(question), 1)]
        case "multi":
            known = labels(question)
            alone = [(str(n), [o]) for n, (o, _) in enumerate(known, 1)]
            alone += [(label, [o]) for o, label in known]
            both = [("1, 2", [known[0][0], known[1][0]]), ("1 and 3", [known[0][0], known[2][0]])]
            return alone + both + ([("none", [])] if question.none_button else [])
        case "scale":
            return [("0", 0), ("7", 7), ("about three", 3), ("10/10", 10)]
        case "number":
            low, high = int(question.min or 0), int(question.max or 0)
            return [(str(low), low), (str(high), high), (f"maybe {low + 1}", low + 1)]
        case "lr":
            return [("left 3 right 5", [3, 5]), ("r5 l3", [3, 5]), ("3/5", [3, 5]), ("4", [4, 4])]
        case "text":
            return [("  walk   my dog ", "walk my dog")]
        case "time":
            return [("18:00", "18:00"), ("6.30 pm", "18:30"), ("noon", "12:00"), ("0730", "07:30")]
        case "time_range":
            return [("09:00-17:00", "09:00-17:00"), ("9 to 5", "09:00-17:00")]


@pytest.mark.parametrize("name", ASKED)
def test_every_question_can_be_typed(name: str) -> None:
    question = CONTENT.questions[name]
    for text, value in typed(question):
        walker = asked(name)
        walker.say(text)
        if safety_found(text, CONTENT.reply_words):
            assert walker.open_topic().startswith("item."), text
        elif name == "q_age" and value == "u18":
            assert walker.conversation.state == "not_offered"
        elif not (name == "q_pain_worst" and value < 0):
            assert walker.conversation.answers[name] == value, text


@pytest.mark.parametrize("name", ASKED)
def test_every_question_can_be_tapped(name: str) -> None:
    """Every button that answers does; the rest lead back, aside, or tick a line."""
    codes = {b.code for say in asked(name).offers() for b in buttons(say)}
    answered = set()
    for code in codes - {"back", "why", "unsure"}:
        walker = asked(name)
        walker.press(code)
        if code.startswith("t."):
            walker.press("go")
        elif CONTENT.questions[name].type == "lr" and code != "skip":
            walker.press("same")
        answered.add(walker.open_topic() != f"q.{name}")
    assert answered == {True}, name


@pytest.mark.parametrize("name", [q for q in ASKED if CONTENT.questions[q].skippable])
def test_skip_is_kept_as_no_answer(name: str) -> None:
    walker = asked(name)
    walker.press("skip")
    assert walker.conversation.answers[name] is None
    assert "Skipped" in walker.said()


def test_what_must_be_known_has_no_skip() -> None:
    for name in ("q_age", "q_rf_a", "q_rf_b", "q_rf_c", "q_side", "q_pain_now", "q_pain_worst"):
        assert "Skip" not in asked(name).said() + str(
            [b.code for say in asked(name).offers() for b in buttons(say) if b.code == "skip"]
        )


def test_the_style_is_asked_in_settings_only() -> None:
    for number, option in (("1", "warm"), ("Just the facts", "brief"), ("3", "quiet")):
        walker = then(in_program, "/settings", "=set.q_style", number)
        assert walker.conversation.answers["q_style"] == option


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("q_age", "old enough", "not find that on the list"),
        ("q_rf_c", "1 and blue", "write the numbers"),
        ("q_side", "7", "not find that on the list"),
        ("q_pain_now", "very", "from 0 to 10"),
        ("q_pain_now", "12", "from 0 to 10"),
        ("q_goal", "🙂", "a few words"),
        ("q_goal", "x" * 81, "81 letters long"),
        ("q_sit_hours", "lots", "one number from 0 to 18 (hours a day)"),
        ("q_sit_hours", "25", "more than I expected"),
        ("q_sit_hours", "-1", "lower than I expected"),
        ("q_sit_hours", "3.3", "steps of 0.5"),
        ("q_f1", "left 3", "the other leg"),
        ("q_f1", "left 3 right 12", "go from 0 to 10"),
        ("q_f1", "left 3.5 right 2", "Whole numbers"),
        ("q_f1", "both bad", "a number for each leg"),
        ("q_days", "1", "from 2 to 7"),
        ("q_time", "soon", "a time of day"),
        ("q_time", "25:00", "a time of day"),
        ("q_time", "6", "06:00 or 18:00"),
        ("q_work", "all day", "two times"),
    ],
)
def test_what_cannot_be_read_gets_its_own_hint_and_the_question_again(
    name: str, text: str, hint: str
) -> None:
    walker = asked(name)
    walker.say(text)
    assert hint in walker.said()
    assert CONTENT.questions[name].ask in walker.said()
    assert walker.open_topic() == f"q.{name}"
    assert name not in walker.conversation.answers


def test_the_worst_pain_cannot_be_less_than_now() -> None:
    walker = at("q.q_pain_worst", q_pain_now=4)
    walker.press("n.3")
    assert "now is 4" in walker.said()
    walker.press("n.4")
    assert walker.conversation.answers["q_pain_worst"] == 4


def test_more_pain_now_asks_for_the_worst_again() -> None:
    walker = at("q.q_pain_where", q_pain_now=1, q_pain_worst=2)
    walker.press("back")
    walker.press("back")
    walker.press("n.3")
    assert walker.open_topic() == "q.q_pain_worst"


# Back.


@pytest.mark.parametrize("persona", SCORED)
def test_back_goes_through_every_question_to_the_first(persona: str) -> None:
    walker = at("proposal", persona)
    seen = []
    walker.press("back")
    while walker.open_topic() != "q.q_age":
        seen.append(walker.open_topic())
        walker.press("back")
    answers = walker.conversation.answers
    known = [q for q in ASKED if status(q, answers, CONTENT) in ("answered", "skipped")]
    assert seen == [f"q.{q}" for q in reversed(known[1:])]
    assert walker.conversation.state == "intake.safety"


def test_going_far_back_and_on_leads_to_what_is_open() -> None:
    """From the movement checks back to the cards: the talk questions are not asked again."""
    walker = at("q.q_ankle", "p2_runner")
    while walker.open_topic() != "q.q_rf_c":
        walker.press("back")
    walker.press("none")
    assert walker.open_topic() == "fork"
    walker.press("now")
    assert walker.open_topic() == "q.q_ankle"


def test_a_changed_answer_in_the_checks_shows_the_result_again() -> None:
    walker = at("q.q_equip")
    walker.press("back")
    walker.say("20")
    walker.press("go")
    assert walker.open_topic() == "result"
    walker.press("set_up")
    assert walker.open_topic() == "q.q_equip"


def test_a_changed_answer_drops_what_hung_on_it() -> None:
    walker = at("q.q_cramp", "p2_runner")
    for _ in range(3):
        walker.press("back")
    assert walker.open_topic() == "q.q_tingle"
    walker.press("o.never")
    assert walker.open_topic() == "q.q_cramp"
    assert not {"q_tingle_where", "q_tingle_settle"} & set(walker.conversation.answers)
    walker.press("back")
    assert walker.open_topic() == "q.q_tingle"


def test_a_skipped_question_that_applies_no_more_is_not_gone_back_to() -> None:
    walker = at("q.q_cramp", "p2_runner", q_tingle_settle=None)
    for _ in range(3):
        walker.press("back")
    walker.press("o.never")
    walker.press("back")
    assert walker.open_topic() == "q.q_tingle"


def test_prune_keeps_what_still_applies() -> None:
    answers = answers_of("p2_runner")
    assert prune(answers, CONTENT) == answers


# Progress.


def place(walker: Walker) -> tuple[int, int]:
    """By the open question's own line; the result above it has numbers of its own."""
    found = re.findall(r"^(?:Set-up: )?(\d+) of (?:about )?(\d+)$", walker.said(), re.MULTILINE)
    return int(found[-1][0]), int(found[-1][1])


@pytest.mark.parametrize("persona", SCORED)
def test_progress_only_grows(persona: str) -> None:
    """One by one at most in parts 1 and 2, and to the very end of the set-up."""
    walker, answers = greeted(), answers_of(persona)
    walker.press("agree")
    shown: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
    while walker.open_topic() not in ("zone", "proposal"):
        name = walker.open_topic().removeprefix("q.")
        if name in CONTENT.questions:
            shown[CONTENT.questions[name].part == 3].append(place(walker))
            walker.answer(name, answers)
        else:
            walker.press({"fork": "now", "review": "go", "result": "set_up"}[name])
    for numbers in shown.values():
        assert [n for n, _ in numbers] == list(range(1, len(numbers) + 1))
        assert all(n <= of for n, of in numbers)
        assert numbers[-1][0] == numbers[-1][1] or answers["q_breaks"] == 0  # no hours then


# Screens.


@pytest.mark.parametrize("name", ASKED)
def test_long_labels_stand_in_the_message_and_short_ones_on_buttons(name: str) -> None:
    question = CONTENT.questions[name]
    long = any(len(label) > LONG_LABEL for _, label in labels(question))
    walker = asked(name)
    for number, (_, label) in enumerate(labels(question), 1):
        assert (f"{number}. {label}" in walker.said()) == long


def test_ticks_come_and_go() -> None:
    walker = asked("q_equip")
    walker.press("t.floor")
    assert "☑ 1. Floor" in walker.said()
    walker.press("u.floor")
    assert "☑" not in walker.said()
    walker.press("t.box")
    walker.press("t.floor")
    walker.press("go")
    assert walker.conversation.answers["q_equip"] == ["floor", "box"]


def test_why_keeps_the_ticks() -> None:
    walker = asked("q_equip")
    walker.press("t.floor")
    walker.press("why")
    assert CONTENT.questions["q_equip"].plain_why in walker.said()
    walker.press("go")
    assert walker.conversation.answers["q_equip"] == ["floor"]


def test_not_sure_turns_a_card_into_single_questions() -> None:
    walker = asked("q_rf_b")
    walker.press("unsure")
    lines = CONTENT.option_ids("q_rf_b")
    for number, _ in enumerate(lines, 1):
        assert f"{number} of {len(lines)}" in walker.said()
        walker.say("no")
    assert walker.conversation.answers["q_rf_b"] == []
    assert walker.open_topic() == "q.q_rf_c"


def test_not_sure_again_counts_as_yes() -> None:
    walker = asked("q_rf_a")
    walker.press("unsure")
    for _ in CONTENT.option_ids("q_rf_a"):
        walker.press("maybe")
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == tuple(CONTENT.option_ids("q_rf_a"))


def test_a_no_to_one_line_is_no_answer_to_the_card() -> None:
    """Words of danger before the card was shown: the card is still to come."""
    walker = then(greeted, "=agree", "numb between my legs", "no")
    walker.press("o.a18_39")
    assert walker.open_topic() == "q.q_rf_a"


def test_nothing_else_is_taken_while_a_line_of_danger_is_open() -> None:
    walker = then(lambda: asked("q_side"), "my foot drags", "=o.both")
    assert "q_side" not in walker.conversation.answers
    assert walker.open_topic() == "item.weak"


# Taps that come too late.


def test_a_double_tap_says_nothing_and_changes_nothing() -> None:
    """R7."""
    walker = asked("q_side")
    ask = walker.conversation.opens[-1].ask
    walker.press("o.both")
    before = walker.conversation
    assert walker.chose(ask, "o.both") == []
    assert walker.conversation == before


def test_a_double_tap_on_a_line_leaves_it_ticked() -> None:
    """R7: a red flag, for instance; and the same when the tick is taken off."""
    walker = asked("q_rf_a")
    ask = walker.conversation.opens[-1].ask
    for code, ticks in (("t.saddle", ("saddle",)), ("u.saddle", ())):
        walker.press(code)
        assert walker.chose(ask, code)
        assert walker.conversation.opens[-1].picks == ticks


def test_a_double_tap_rates_one_leg() -> None:
    """R7."""
    walker = asked("q_f3")
    ask = walker.conversation.opens[-1].ask
    walker.press("n.3")
    walker.chose(ask, "n.3")
    assert walker.open_topic() == "q.q_f3"
    walker.press("r.5")
    assert walker.conversation.answers["q_f3"] == [3, 5]


@pytest.mark.parametrize("code", ["r.3", "same", "r.", "n.11", "n."])
def test_the_right_leg_does_not_come_first(code: str) -> None:
    walker = asked("q_f3")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.open_topic() == "q.q_f3"


def test_a_tap_on_an_old_question_is_told_that_it_is_closed() -> None:
    walker = asked("q_side")
    ask = walker.conversation.opens[-1].ask
    walker.press("o.both")
    answers = walker.conversation.answers
    walker.chose(ask, "o.left")
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.answers == answers


# Leaving and coming back.


@pytest.mark.parametrize("name", ASKED)
def test_the_same_question_waits_for_days(name: str) -> None:
    walker = asked(name)
    walker.now += dt.timedelta(days=9)
    walker.start()
    assert CONTENT.questions[name].ask in walker.said()
    walker.command("/stop")
    walker.start()
    if CONTENT.questions[name].part == 2:  # is now a good time to move?
        walker.press("now")
    assert walker.open_topic() == f"q.{name}"


@pytest.mark.parametrize("command", ["/help", "/privacy", "/today", "/plan", "/pause", "/settings"])
def test_a_command_brings_the_question_back_once(command: str) -> None:
    walker = asked("q_sleep")
    walker.command(command)
    asks = [b for say in walker.last if say.kind == "say" for b in buttons(say)]
    assert sum(b.code == "o.curled" for b in asks) == 1
    assert walker.open_topic() == "q.q_sleep"


def test_a_place_shared_early_is_kept_and_the_question_stays() -> None:
    walker = asked("q_time")
    walker.locate("Asia/Kolkata")
    assert walker.conversation.zone == "Asia/Kolkata"
    assert walker.open_topic() == "q.q_time"


# Whole intakes.


@pytest.mark.parametrize("persona", SCORED)
def test_a_persona_comes_to_the_plan_of_the_specification(persona: str) -> None:
    expect = PERSONAS[persona]["expect"]
    walker = at_start()
    walker.intake(PERSONAS[persona]["answers"])
    talk = walker.conversation
    assert talk.state == "program.active"
    assert talk.safety == expect["class"]
    scores = next(r.data["scores"] for r in walker.records if r.what == "assessment")
    assert scores == expect["factors"] | expect["functions"]
    assert talk.program
    assert talk.program.today
    first, session = expect["first_session"], talk.program.today
    assert session.type == first["day"]
    assert [f"{i.exercise}:d{i.dose}" for i in session.items] == first["items"]
    assert session.seconds == first["seconds"]


@pytest.mark.parametrize(("persona", "cls"), [("p10_pop", "clinician_first"),
                                              ("p11_saddle", "emergency")])  # fmt: skip
def test_a_screened_persona_stops(persona: str, cls: str) -> None:
    walker = at_start()
    walker.intake(PERSONAS[persona]["answers"])
    assert (walker.conversation.state, walker.conversation.safety) == ("referred", cls)
    assert walker.conversation.program is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7", ["weak", "breath"]), ("5, 7", ["weak", "breath"]), ("5", ["weak"])],
)
def test_what_is_typed_on_a_card_joins_what_is_ticked(typed: str, kept: list[str]) -> None:
    walker = at("q.q_rf_a")
    walker.press("t.weak")
    walker.say(typed)
    assert walker.conversation.answers["q_rf_a"] == kept


def test_none_takes_back_no_tick() -> None:
    walker = at("q.q_rf_a")
    walker.press("t.weak")
    walker.say("none")
    assert "You ticked 1 line. Take the tick off first, or tap Continue." in walker.said()
    assert walker.conversation.opens[-1].picks == ("weak",)
    walker.press("go")
    assert walker.conversation.state == "referred"


@pytest.mark.parametrize(
    ("question", "drawn"),
    [
        ("q_longbridge", "Hold up to 20 seconds. <b>How was it?</b>"),
        ("q_f3_dir", "<b>Which way is harder?</b>"),
        ("q_side", "<b>Which leg feels tight?</b>"),
    ],
)
def test_only_what_is_asked_of_a_check_stands_out(question: str, drawn: str) -> None:
    line = draw(ask_line(CONTENT.questions[question]), CONTENT, "en")
    assert line.endswith(drawn)
    assert line.count("<b>") == 1


# Not sure, in words.


def test_not_sure_in_words_goes_line_by_line_as_the_button_does() -> None:
    assert then(lambda: at("q.q_rf_a"), "idk").open_topic() == "single.q.q_rf_a"


@pytest.mark.parametrize(
    ("question", "steps"), [("q_rf_a", ("=t.fever", "idk")), ("q_duration", ("idk",))]
)
def test_not_sure_is_no_answer_beside_a_tick_or_where_it_is_not_offered(
    question: str, steps: tuple[str, ...]
) -> None:
    walker = then(lambda: at(f"q.{question}"), *steps)
    assert walker.open_topic() == f"q.{question}"
    assert "I did not find that on the list." in walker.said()
