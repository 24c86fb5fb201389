"""All answers on one screen before the result: read, changed by section, and followed at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from flows import review
from flows.conversation import Answers, Conversation, Open
from flows.effects import Forget
from flows.events import MomentDue
from flows.question import option_text
from flows.turn import Turn
from flows.words import draw
from tests.flows.days import copy, lines
from tests.flows.people import CONTENT, SCORED, answers_of
from tests.flows.promises import LONGEST_MESSAGE
from tests.flows.situations import MONDAY_AT_NINE, at, then
from tests.flows.walker import Walker, buttons


def review_of(persona: str = "p1_desk", **changes: object) -> Walker:
    return at("review", persona, **changes)


def changed(question: str, *steps: str, walker: Walker | None = None) -> Walker:
    """A step is a tap by its =code, or words."""
    walker = walker or review_of()
    section = next(s.id for s in CONTENT.sections if question in s.questions)
    walker.press(f"s.{section}")
    walker.press(f"e.{question}")
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    return walker


def codes(walker: Walker) -> list[list[str]]:
    return [[b.code for b in row] for row in walker.offers()[-1].buttons]


def state(walker: Walker) -> str:
    return walker.conversation.state


# What is on it.


def test_it_comes_before_the_result_and_adds_one_tap() -> None:
    walker = review_of()
    assert state(walker) == "intake.review"
    assert not any(record.what == "assessment" for record in walker.records)
    walker.press("go")
    assert state(walker) == "intake.result"
    assert [record.what for record in walker.records].count("assessment") == 1


@pytest.mark.parametrize("way", [("=never",), ("=in2", "=never"), ("=in24", "wait", "=never")])
def test_it_comes_too_when_the_checks_were_put_off_or_left_out(way: tuple[str, ...]) -> None:
    walker = then(lambda: at("fork"), *way)
    assert walker.open_topic() == "review"
    assert "Leg back: Skipped" in walker.said()


def test_every_answer_stands_below_its_section_in_few_words() -> None:
    said = review_of(q_sleep=None).said().splitlines()
    heads = [said.index(head) for head in ("Safety", "Your legs", "Movement checks")]
    assert heads == sorted(heads)
    for line in ("Age: 18-39", "Urgent signs: None of these", "Your goal: touch my toes",
                 "How you sleep: Skipped", "Leg back: Left 2, right 2"):  # fmt: skip
        assert line in said


def test_of_many_ticks_the_first_are_named_and_the_rest_counted() -> None:
    said = review_of(q_pain_where=["thigh", "knee_back", "low_back", "below_knee"]).said()
    where = "Where it hurts: Middle of the back of the thigh; Behind the knee; and 2 more"
    assert where in said


@pytest.mark.parametrize("persona", SCORED)
def test_the_way_on_stands_first_and_the_sections_below(persona: str) -> None:
    first, *others = codes(review_of(persona))
    assert first == ["go"]
    assert [code for row in others for code in row] == ["s.safety", "s.talk", "s.move"]


def test_the_longest_answers_fit_into_one_message_in_every_language() -> None:
    for language in CONTENT.words.languages:
        talk = Conversation(answers=longest(language), language=language, state="intake.review")
        turn = Turn(talk, MomentDue(at=MONDAY_AT_NINE), CONTENT, review.draw_review)
        screen = review.draw_review(turn, Open(ask=1, screen=1, topic="review"))
        letter = "\n".join(draw(line, CONTENT, language) for line in screen.lines)
        assert len(letter.encode("utf-16-le")) // 2 < LONGEST_MESSAGE


def longest(language: str) -> Answers:
    """Of each question the longest labels, and as many as may be ticked."""
    said: dict[str, Any] = {}
    for question in CONTENT.questions.values():
        labels = {
            option: len(draw(option_text(question, option), CONTENT, language))
            for option in CONTENT.option_ids(question.id)
        }
        longest_first = sorted(labels, key=lambda option: -labels[option])
        said[question.id] = {
            "single": longest_first[:1] and longest_first[0],
            "multi": longest_first,
            "lr": [10, 10],
            "text": "😀" * (question.max_chars or 0),
            "time": "18:00",
            "time_range": "09:00-17:00",
        }.get(question.type, int(question.max or 10))
    return said | {"q_duration": "lt6w", "q_rf_c": ["sitbone", "hypermobile", "anticoag"]}


def test_words_get_a_hint_and_the_review_again() -> None:
    walker = review_of()
    walker.say("looks fine")
    assert "Please tap the first button" in walker.said()
    assert walker.open_topic() == "review"


@pytest.mark.parametrize("code", ["s.setup", "s.nothing", "s.", "e.q_side", "back"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = review_of()
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize("steps", [(), ("=s.talk",), ("=s.talk", "=e.q_side")])
def test_an_aside_brings_back_what_was_open(steps: tuple[str, ...]) -> None:
    """R23."""
    walker = then(review_of, *steps)
    topic = walker.open_topic()
    walker.command("/help")
    assert walker.open_topic() == topic
    assert lines(walker)[1:] != []
    assert [o.topic for o in walker.conversation.opens] == [topic]


# One section, one answer.


def test_a_section_has_a_number_for_each_answer_and_a_way_back() -> None:
    walker = then(review_of, "=s.move")
    assert "1. Slump check: No change" in walker.said()
    assert codes(walker)[0][0] == "e.q_slump"
    assert codes(walker)[-1] == ["close"]
    walker.press("close")
    assert walker.open_topic() == "review"


def test_a_line_is_chosen_by_words_too_and_others_get_a_hint() -> None:
    walker = then(review_of, "=s.talk", "purple")
    assert "I did not find that line" in walker.said()
    walker.say("your goal")
    assert walker.open_topic() == "edit.q_goal"


def test_all_of_it_happens_on_one_screen() -> None:
    walker = review_of()
    screen = walker.conversation.opens[-1].screen
    for code in ("s.talk", "e.q_side", "o.left"):
        walker.press(code)
        assert walker.conversation.opens[-1].screen == screen


@pytest.mark.parametrize(
    ("question", "steps", "value", "says"),
    [
        ("q_side", ["=o.left"], "left", "Tight leg: Left. It was: Both."),
        ("q_goal", ["run a mile"], "run a mile", "Your goal: run a mile"),
        ("q_f1", ["=n.4", "=r.2"], [4, 2], "Leg back: Left 4, right 2"),
        ("q_ftf", ["=skip"], None, "Fingers to floor: Skipped. It was: 18 cm."),
        ("q_hipflex", ["=u.front_tight", "=none"], [], "Front of your hip: None of these"),
        ("q_age", ["=o.a65"], "a65", "Age: 65 or over. It was: 18-39."),
    ],
)
def test_a_changed_answer_leads_back_and_says_so(
    question: str, steps: list[str], value: object, says: str
) -> None:
    walker = changed(question, *steps)
    assert walker.conversation.answers[question] == value
    assert walker.open_topic() == "review"
    assert "Changed. Thank you." in walker.said()
    assert says in walker.said()


def test_the_first_line_says_that_it_is_changed() -> None:
    assert changed("q_side", "=o.left").said().startswith("Changed. Thank you.\n✓ Tight leg: Left.")


def test_a_change_weighs_nothing_before_the_result() -> None:
    walker = changed("q_f4", "=n.2")
    assert "score" not in walker.said()
    assert not any(record.what == "assessment" for record in walker.records)
    walker.press("go")
    (record,) = [r for r in walker.records if r.what == "assessment"]
    assert record.data["answers"]["q_f4"] == 2


def test_from_an_answer_the_way_back_leads_to_its_section() -> None:
    walker = changed("q_side", "=back")
    assert walker.open_topic() == "answers.talk"
    assert "Something new" not in changed("q_side").said_buttons()


# What follows.


def test_questions_that_an_answer_opens_are_asked_and_lead_back() -> None:
    walker, asked = changed("q_tingle", "=o.often"), []
    answers = {"q_tingle_where": ["foot"], "q_tingle_settle": "secs", "q_ankle": "none"}
    while (topic := walker.open_topic()).startswith("q."):
        asked.append(topic.removeprefix("q."))
        walker.answer(asked[-1], answers)
    assert asked == list(answers)
    assert walker.open_topic() == "review"
    assert "Where it tingles: Foot" in walker.said()


def test_a_check_that_an_answer_opens_says_how_to_move_safely() -> None:
    walker = changed("q_f3", "=n.6", "=same")
    assert walker.open_topic() == "q.q_f3_dir"
    assert "Use a steady chair" in walker.said()
    walker.press("o.in")
    assert walker.open_topic() == "review"


def test_where_all_checks_were_left_out_an_answer_opens_none() -> None:
    walker = then(lambda: at("fork"), "=never")
    changed("q_cramp", "=o.often", walker=walker)
    assert walker.open_topic() == "review"
    assert walker.conversation.answers["q_longbridge"] is None


def test_a_check_done_after_all_asks_what_follows_from_it() -> None:
    walker = then(lambda: at("fork"), "=never")
    changed("q_f3", "=n.6", "=same", walker=walker)
    assert walker.open_topic() == "q.q_f3_dir"


def test_what_an_answer_makes_void_goes() -> None:
    walker = changed("q_sit_hours", "2")
    assert not {"q_feet", "q_stiff"} & set(walker.conversation.answers)
    assert "Stiff after sitting" not in walker.said()


def test_more_pain_now_than_the_worst_asks_for_the_worst_again() -> None:
    walker = changed("q_pain_now", "=n.3")
    assert walker.open_topic() == "q.q_pain_worst"
    walker.press("n.3")
    assert walker.open_topic() == "review"


# Safety.


@pytest.mark.parametrize(
    ("question", "steps", "stop"),
    [
        ("q_pain_now", ["=n.6"], "pain_now"),
        ("q_pain_worst", ["nine"], "pain_worst"),
        ("q_rf_a", ["=t.saddle", "=go"], "saddle"),
        ("q_rf_b", ["=none", "=t.tear", "=go"], "tear"),
    ],
)
def test_what_stops_stops_at_once(question: str, steps: list[str], stop: str) -> None:
    walker = changed(question, *steps)
    assert state(walker) == "referred"
    assert walker.conversation.stops == (stop,)


def test_a_sudden_start_stops_at_once() -> None:
    walker = changed("q_duration", "=o.lt6w", "=o.sudden")
    assert walker.conversation.stops == ("onset_sudden",)


def test_the_class_follows_the_health_list() -> None:
    walker = changed("q_rf_c", "=t.hypermobile", "=go")
    assert walker.conversation.safety == "care"
    changed("q_rf_c", "=u.hypermobile", "=none", walker=walker)
    assert walker.conversation.safety == "ok"


def test_under_18_nothing_is_kept() -> None:
    walker = changed("q_age", "=o.u18")
    assert lines(walker) == ["not-offered"]
    assert any(isinstance(effect, Forget) for effect in walker.last)


def test_signs_can_be_gone_through_one_by_one() -> None:
    walker = changed("q_rf_a", "=unsure")
    while walker.open_topic() == "single.new.q_rf_a":
        walker.press("no")
    assert walker.open_topic() == "new.q_rf_b"
    walker.press("none")
    assert [o.topic for o in walker.conversation.opens] == ["review"]


def test_a_card_that_is_open_holds_the_way_on() -> None:
    walker = changed("q_rf_a")
    walker.start()
    assert walker.open_topic() == "new.q_rf_a"
    assert "Start over" not in walker.said_buttons()
    walker.command("/answers")
    assert "This comes first" in walker.said()


def test_danger_in_words_is_asked_of_and_the_review_comes_back() -> None:
    walker = then(review_of, "my foot drags", "no")
    assert walker.open_topic() == "review"
    walker = changed("q_rf_a", "=none", "my foot drags", "no")
    assert walker.open_topic() == "new.q_rf_b"


@pytest.mark.parametrize("stop", ["cleared", "mistake", "/stop"])
def test_after_a_stop_the_review_comes_before_the_result(stop: str) -> None:
    walker = changed("q_pain_now", "=n.6") if stop != "/stop" else then(review_of, "/stop")
    if stop == "/stop":
        walker.start()
    elif stop == "mistake":
        walker.press("mistake")
        walker.press("no")
        walker.press("n.1")
        walker.press("n.2")
    else:
        for code in ("seen", "yes", "yes", "same"):
            walker.press(code)
        walker.press("n.6")  # the worst of 7 days, which cannot be less
    assert walker.open_topic() == "review"
    walker.press("go")
    assert walker.open_topic() == "result"


def cleared(item: str) -> Walker:
    """Ticked on card B, seen and found fine; the intake went on, and all is answered."""
    walker = at("q.q_rf_b")
    for code in (f"t.{item}", "go", "none"):
        walker.press(code)
    walker.now += dt.timedelta(days=3)
    for code in ("seen", "yes", "yes", "same"):
        walker.press(code)
    walker.answer_all(answers_of("p1_desk"))
    walker.press("now")
    walker.answer_all(answers_of("p1_desk"))
    return walker


def test_what_lasts_counts_only_if_it_is_worse() -> None:
    walker = changed("q_rf_b", "=none", "=t.pregnancy", "=go", walker=cleared("pregnancy"))
    assert walker.open_topic() == "item.pregnancy"
    no, yes = copy(walker), copy(walker)
    no.press("no")
    assert no.open_topic() == "review"
    yes.press("yes")
    assert yes.conversation.stops == ("pregnancy",)


def test_what_was_cleared_is_never_taken_off_its_card() -> None:
    """Clinical spec 2, clearing: what it restricts stays."""
    walker = changed("q_rf_b", "=none", "=none", walker=cleared("surgery"))
    assert walker.conversation.answers["q_rf_b"] == ["surgery"]
    assert walker.conversation.safety == "care"


# In the middle of the intake.


def test_half_way_it_shows_what_was_answered_and_goes_on_from_there() -> None:
    walker = then(lambda: at("q.q_sleep"), "/answers")
    assert "Your answers so far" in walker.said()
    assert "How you sleep" not in walker.said()
    assert [o.topic for o in walker.conversation.opens] == ["review"]
    changed("q_side", "=o.left", walker=walker)
    walker.press("go")
    assert walker.open_topic() == "q.q_sleep"


def test_half_way_the_checks_are_offered_in_their_turn() -> None:
    walker = then(lambda: at("q.q_hipflex"), "/answers", "=go", "=none")
    assert walker.open_topic() == "fork"
    walker = then(lambda: at("fork"), "/answers", "=go")
    assert walker.open_topic() == "fork"


def test_half_way_a_question_that_an_answer_opens_comes_with_the_way_on() -> None:
    walker = then(lambda: at("q.q_sleep"), "/answers")
    changed("q_duration", "=o.lt6w", walker=walker)
    assert walker.open_topic() == "review"
    walker.press("go")
    assert walker.open_topic() == "q.q_onset"
    walker.press("o.gradual")
    assert walker.open_topic() == "q.q_sleep"


def test_checks_that_were_put_off_are_offered_when_their_time_has_come() -> None:
    walker = then(lambda: at("fork"), "=in2", "/answers", "wait")
    assert walker.open_topic() == "fork"
    assert "Moving checks now" in walker.said()
    assert [o.topic for o in walker.conversation.opens] == ["fork"]


def test_but_not_while_a_card_is_open() -> None:
    walker = then(lambda: at("fork"), "=in2", "/answers", "=s.safety", "=e.q_rf_a", "wait")
    assert walker.open_topic() == "new.q_rf_a"
    assert walker.conversation.agenda == ()


@pytest.mark.parametrize("topic", ["q.q_equip", "q.q_time", "zone"])
def test_in_the_set_up_it_shows_the_result_anew_and_goes_on_there(topic: str) -> None:
    walker = then(lambda: at(topic), "/answers", "=go")
    assert walker.open_topic() == "result"
    walker.press("set_up")
    assert walker.open_topic() == topic


def test_at_the_proposal_a_change_makes_another_plan() -> None:
    walker = then(lambda: at("proposal"), "/answers", "=s.setup", "=e.q_days", "=n.6", "=go")
    walker.press("set_up")
    assert walker.open_topic() == "proposal"
    assert "6 days a week" in walker.said()
    assert {b.code for s in walker.offers()[-1:] for b in buttons(s)} >= {"accept"}


def test_before_the_first_answer_there_is_nothing_to_show() -> None:
    walker = then(lambda: at("q.q_age"), "/answers")
    assert "not-yet" in lines(walker)
    assert walker.open_topic() == "q.q_age"


# Cards that something came between.


@pytest.mark.parametrize(
    "start", [lambda: at("review"), lambda: then(lambda: at("q.q_sleep"), "/answers")]
)
@pytest.mark.parametrize(
    "between", [("my foot drags", "=yes", "=mistake", "=no"), ("/stop", "/start")]
)
def test_owed_cards_are_asked_before_anything_else(start, between) -> None:
    """A stop that was a mistake, or the end of all messages and a new beginning."""
    walker = changed("q_rf_a", walker=start())
    assert walker.open_topic() == "new.q_rf_a"
    then(lambda: walker, *between)
    assert (walker.conversation.state, walker.open_topic()) == ("intake.review", "new.q_rf_a")
    walker.press("none")
    walker.press("none")
    assert walker.open_topic() == "review"
    assert not walker.conversation.cards_owed


def test_owed_cards_leave_nothing_of_the_stop_to_be_answered() -> None:
    walker = changed("q_rf_a", "I felt a pop", "=yes", "=seen", "=yes", "=yes", "=gone")
    assert [o.topic for o in walker.conversation.opens] == ["new.q_rf_a"]
