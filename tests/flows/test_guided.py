"""A session led move by move: what it remembers, what it says of the report, and how it ends.

Also of `at_card`.
"""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import CheckIn, Session
from tests.flows.cards import guided, how, item, on, press, put, shown, started
from tests.flows.days import at, lines, p1, person, program, reports, session
from tests.flows.people import days
from tests.flows.walker import Walker

FOUR = ("did.1", "did.2", "did.3", "did.4")


def draft(walker: Walker) -> dict[str, Any]:
    return walker.conversation.draft


# On from move to move.


def test_start_leads_to_the_first_move_and_done_to_the_next_on_the_same_message() -> None:
    """6-guided."""
    walker = started()
    screen = walker.conversation.opens[-1].screen
    for n in (2, 3, 4):
        walker.press(f"did.{n - 1}")
        assert shown(walker).startswith(f"{n} of 4\n")
        assert walker.conversation.opens[-1].screen == screen


@pytest.mark.parametrize(
    ("codes", "completion", "left_out"),
    [
        (FOUR, "done", []),
        (("did.1", "skip.2", "did.3", "did.4"), "partial", ["a_pelvic_rock"]),
        (("skip.1", "card.1", "did.1", "did.2", "did.3", "did.4"), "done", []),
        (("did.1", "hurt.2", "h.2.6", "did.3", "did.4"), "partial", ["a_pelvic_rock"]),
    ],
)
def test_what_was_done_follows_from_the_cards(
    codes: tuple[str, ...], completion: str, left_out: list[str]
) -> None:
    walker = started("p1_desk", *codes)
    assert (draft(walker)["completion"], draft(walker)["left_out"]) == (completion, left_out)


def test_none_done_is_a_skipped_session_and_asks_nothing_more() -> None:
    walker = started("p1_desk", "skip.1", "skip.2", "skip.3", "skip.4")
    assert [r.completion for r in reports(walker)] == ["skipped"]
    assert reports(walker)[0].left_out == tuple(i.exercise for i in session(walker).items)


def test_only_pain_with_tingling_and_effort_are_left_to_ask() -> None:
    """On a load day; two taps in all."""
    walker = started("p1_desk", *FOUR)
    for topic, code in (("checkin.pain", "n.2"), ("checkin.effort", "n.5")):
        assert walker.open_topic() == topic
        walker.press(code)
    report = reports(walker)[0]
    assert (report.completion, report.pain, report.light) == ("done", 2, "GREEN")


def test_what_was_done_is_praised_once_it_is_all_answered() -> None:
    assert "4 of 4 moves done. Well done.\n✓ Done\n" in started("p1_desk", *FOUR).said()
    walker = started("p1_desk", "hurt.1", "h.1.6", "skip.2", "skip.3", "skip.4")
    assert "moves done" not in walker.said()


def test_what_was_passed_over_comes_again_before_the_end() -> None:
    """Someone went back and on again from there."""
    walker = started("p1_desk", "did.1", "did.2", "card.2", "card.1", "did.1")
    assert shown(walker).startswith("3 of 4\n")


def test_a_move_behind_the_last_one_comes_too() -> None:
    walker = started()
    walker.tap_forged("card.4")
    walker.press("did.4")
    assert shown(walker).startswith("1 of 4\n")


@pytest.mark.parametrize(
    "code",
    ["did.2", "skip.2", "ease.1.half", "hard.2", "hurt.2", "h.1.3", "did", "card.5", "card.0", ""],
)
def test_a_tap_that_belongs_to_another_card_is_closed(code: str) -> None:
    walker = started()
    before = walker.conversation.guided
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.guided == before


def test_a_double_tap_does_one_move_and_says_nothing() -> None:
    walker = started("p1_desk", "did.1")
    walker.tap_forged("did.1")
    assert walker.last == []
    assert how(walker) == ["done", "open", "open", "open"]


# This hurts.


@pytest.mark.parametrize("pain", range(4))
def test_pain_up_to_3_is_fine(pain: int) -> None:
    walker = started("p1_desk", "hurt.1", f"h.1.{pain}")
    assert "0 to 3 is fine." in shown(walker)
    assert guided(walker).moves[0].now == guided(walker).moves[0].planned
    assert how(walker)[0] == "open"


@pytest.mark.parametrize("pain", [4, 5])
def test_pain_of_4_or_5_makes_it_smaller(pain: int) -> None:
    """Clinical spec 6, before the first session."""
    walker = started("p1_desk", "hurt.1", f"h.1.{pain}")
    assert "At 4 or 5 we make it smaller." in shown(walker)
    assert guided(walker).moves[0].now.halved


def test_what_cannot_get_smaller_may_be_skipped() -> None:
    walker = started("p1_desk", "ease.1.full", "hurt.1", "h.1.4")
    assert "It cannot get smaller today." in shown(walker)


@pytest.mark.parametrize("pain", [6, 7])
def test_pain_of_6_ends_the_move_and_it_is_not_brought_again(pain: int) -> None:
    walker = started("p1_desk", "hurt.1", f"h.1.{pain}")
    assert how(walker)[0] == "stopped"
    assert shown(walker).startswith("We stop that move for today.")
    assert "2 of 4" in shown(walker)
    walker.press("list")  # Back leads past it
    walker.tap_forged("card.1")
    assert walker.toasts() == ["That question is closed."]


@pytest.mark.parametrize("pain", [8, 9, 10])
def test_pain_from_8_pauses_the_moves_as_when_it_is_reported(pain: int) -> None:
    """Clinical spec 7, D2."""
    walker = started("p1_desk", "did.1", "hurt.2", f"h.2.{pain}")
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == ("pause-pain",)
    report = reports(walker)[-1]
    assert (report.pain, report.light, report.completion) == (pain, "RED", "partial")
    assert report.culprit == "a_pelvic_rock"


def test_a_second_red_session_pauses_at_once_too() -> None:
    """Clinical spec 7, D2: the same as a report that says 6."""
    walker = person()
    red = CheckIn(day=days(-1), type="M", items=(), completion="done", pain=6)
    walker = put(walker, reports=(red,))
    press(walker, "card.1", "hurt.1", "h.1.6")
    assert walker.conversation.stops == ("pause-two-red",)


def test_the_highest_pain_and_its_move_fill_the_report() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.4", "did.1", "hurt.2", "h.2.5", "did.2", "hurt.3",
                     "h.3.1", "did.3", "did.4")  # fmt: skip
    assert walker.open_topic() == "checkin.tingling"
    press(walker, "o.none", "n.5")
    report = reports(walker)[0]
    assert (report.pain, report.culprit, report.light) == (5, "a_pelvic_rock", "AMBER")
    assert report.eased == ("n_lying", "a_pelvic_rock")


def test_a_little_pain_names_no_culprit() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.3", *FOUR)
    assert draft(walker)["pain"] == 3
    assert "culprit" not in draft(walker)


def test_the_same_move_may_hurt_twice_and_the_higher_counts() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.5", "hurt.1", "h.1.2")
    assert (guided(walker).moves[0].pain, guided(walker).pain) == (5, 5)


@pytest.mark.parametrize(
    ("said", "pain", "culprit"), [("done 2", 5, "n_lying"), ("done 5", 5, "n_lying")]
)
def test_a_report_in_words_cannot_lower_what_was_said_at_a_card(
    said: str, pain: int, culprit: str
) -> None:
    walker = started("p1_desk", "hurt.1", "h.1.5")
    walker.say(said)
    assert (draft(walker)["pain"], draft(walker)["culprit"]) == (pain, culprit)


def test_a_higher_pain_in_words_is_asked_of_anew() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.4")
    walker.say("done 5")
    assert draft(walker)["pain"] == 5
    assert walker.open_topic() == "checkin.culprit"


def test_the_last_answer_of_a_report_may_come_from_a_card() -> None:
    """A report was begun and left; at the cards the rest is said, and nothing is asked twice."""
    walker = p1()
    walker.pass_until(at(1, "18:10"))
    walker.close_morning()
    walker.say("all good")  # the moves stay above what is asked
    press(walker, "o.done", "n.5")
    assert walker.open_topic() == "checkin.culprit"
    moves = len(session(walker).items)
    press(walker, "card.1", "hurt.1", "h.1.5")
    for n in range(1, moves + 1):
        walker.press(f"did.{n}")
    assert reports(walker)[-1].culprit == session(walker).items[0].exercise


# Made smaller, and counting.


def test_an_eased_move_does_not_count_and_the_others_do() -> None:
    """Clinical spec 7, D13: only full repetitions count."""
    walker = started("p1_desk", "ease.1.full", *FOUR)
    press(walker, "n.1", "n.5")
    walker.pass_until(at(1, "18:10"))
    counts = {i: program(walker).rungs[i].count for i in reports(walker)[0].items}
    assert counts == {"n_lying": 0, "a_pelvic_rock": 1, "s_hinge_wall": 1, "a_bow": 1}


# Words at a card.


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("Done", ["done", "open", "open", "open"]),
        ("done!", ["done", "open", "open", "open"]),
        ("skip", ["skipped", "open", "open", "open"]),
    ],
)
def test_the_name_of_a_button_is_taken_for_a_tap(words: str, becomes: list[str]) -> None:
    walker = started()
    walker.say(words)
    assert how(walker) == becomes
    assert "2 of 4" in walker.said()


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("easier", "Easier today: half of it."),
        ("harder", "Today's dose stays."),
        ("this hurts", "How much does this move hurt, 0-10?"),
        ("back", "1 of 4"),
    ],
)
def test_every_button_of_a_card_can_be_written(words: str, shows: str) -> None:
    walker = started("p1_desk", "did.1")
    walker.say(words)
    assert shows in walker.said()


@pytest.mark.parametrize(("words", "pain"), [("3", 3), ("about a 4", 4), ("no pain", 0)])
def test_pain_can_be_written_where_it_is_asked(words: str, pain: int) -> None:
    walker = started("p1_desk", "hurt.1")
    walker.say(words)
    assert guided(walker).moves[0].pain == pain


@pytest.mark.parametrize("words", ["it hurts", "hurts like hell", "ouch, this hurts", "me duele"])
def test_who_writes_that_it_hurts_is_asked_how_much(words: str) -> None:
    walker = started("p1_desk", "did.1")
    walker.say(words)
    assert "How much does this move hurt, 0-10?" in walker.said()


@pytest.mark.parametrize(
    ("words", "pain"), [("it hurts, 5", 5), ("me duele 4", 4), ("pain 2", 2), ("no pain", 0)]
)
def test_a_pain_written_at_a_card_is_of_its_move(words: str, pain: int) -> None:
    walker = started("p1_desk", "did.1")
    walker.say(words)
    assert guided(walker).moves[1].pain == pain
    assert "2 of 4" in walker.said()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("is it normal that it hurts?", "Pain 0-3 while you move is fine."),
        ("why does it hurt?", "I cannot tell."),
    ],
)
def test_a_question_about_pain_at_a_card_is_answered(words: str, said: str) -> None:
    walker = started("p1_desk", "did.1")
    walker.say(words)
    assert said in walker.said()


@pytest.mark.parametrize("code", ["did.1", "hurt.1"])
def test_tingling_beside_a_pain_at_a_card_is_kept_for_the_report(code: str) -> None:
    walker = started("p1_desk", code)
    walker.say("it hurts 4, more tingling")
    assert draft(walker)["tingling"] == "worse"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("done 3", {"completion": "done", "pain": 3}),
        ("did 3 of 4, pain 2", {"completion": "partial", "pain": 2}),
    ],
)
@pytest.mark.parametrize("code", ["did.1", "hurt.1"])
def test_a_report_in_words_is_taken_at_any_card(
    code: str, words: str, known: dict[str, Any]
) -> None:
    walker = started("p1_desk", code)
    walker.say(words)
    assert known.items() <= draft(walker).items()


def test_words_that_say_nothing_bring_the_card_again() -> None:
    walker = started("p1_desk", "did.1")
    walker.say("what a day")
    assert "Tap Done when you have done this move." in walker.said()
    assert "2 of 4" in walker.said()
    assert "moved-down" in lines(walker)


# Leaving and coming back.


@pytest.mark.parametrize("leave", ["/today", "wait", "/help", "a photo"])
def test_who_comes_back_goes_on_where_they_were(leave: str) -> None:
    walker = started("p1_desk", "did.1", "did.2")
    if leave == "wait":
        walker.pass_until(at(0, "23:00"))
    elif leave == "a photo":
        walker.sends("photo")
    else:
        walker.command(leave)
    if leave in {"/today", "wait"}:
        assert "Go on with move 3 of 4." in shown(walker)
        walker.tap("Go on: move 3 of 4")
    assert "3 of 4" in shown(walker)


def test_the_list_says_which_moves_are_answered() -> None:
    walker = started("p1_desk", "did.1", "skip.2", "hurt.3", "h.3.6")
    walker.command("/today")
    for line in (
        "1. Lying nerve slider: done\n",
        "2. Pelvic rock, belly and hamstrings together: skipped\n",
        "3. Hip bend to the wall: stopped for today\n",
        "4. Standing bow, anchored: 5 slow reps\n",
    ):
        assert line in shown(walker)


@pytest.mark.parametrize("way", ["/today", "wait"])
def test_who_comes_back_to_a_report_is_asked_on(way: str) -> None:
    walker = started("p1_desk", *FOUR)
    walker.command("/today") if way == "/today" else walker.pass_until(at(0, "23:00"))
    assert walker.open_topic() == "checkin.pain"
    assert "And pain, 0-10?" in walker.said()


def test_only_looking_is_no_beginning() -> None:
    walker = started("p1_desk", "list")
    assert "Start shows one move at a time." in shown(walker)


def test_the_short_version_is_not_offered_half_way() -> None:
    walker = person(q_days=7)
    walker.pass_until(at(4, "12:00"))
    walker.command("/today")
    press(walker, "card.1", "did.1")
    walker.command("/today")
    assert "short" not in {b.code for s in walker.offers()[-1:] for r in s.buttons for b in r}


def test_a_session_left_half_way_counts_in_part_and_is_told_once() -> None:
    """6-guided."""
    walker = started("p1_desk", "did.1", "skip.2")
    walker.pass_until(at(1, "18:10"))
    report = reports(walker)[0]
    assert (report.completion, report.left_out) == ("partial", ("a_pelvic_rock", "s_hinge_wall",
                                                                "a_bow"))  # fmt: skip
    told = [w for w in walker.screens.values() if "guided-kept" in {line.key for line in w.lines}]
    assert [walker.text(say.lines[0]) for say in told] == [
        "Last time you did 1 of 4 moves. That counts."
    ]
    assert walker.conversation.guided is None


def test_pain_said_at_a_card_is_known_at_midnight() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.5")
    walker.pass_until(at(1, "23:00"))
    report = reports(walker)[0]
    assert (report.completion, report.pain, report.culprit) == ("partial", 5, "n_lying")


@pytest.mark.parametrize("codes", [(), ("skip.1",), ("ease.1.full",)])
def test_nothing_done_until_midnight_is_skipped_and_nothing_is_said_of_it(
    codes: tuple[str, ...],
) -> None:
    walker = started("p1_desk", *codes)
    walker.pass_until(at(1, "23:00"))
    assert reports(walker)[0].completion == "skipped"
    said = {line.key for say in walker.screens.values() for line in say.lines}
    assert "guided-kept" not in said


def test_a_report_that_says_how_much_was_done_is_kept_as_it_was_told() -> None:
    walker = press(started("p1_desk", "did.1", "card.1", "list"), "done")
    walker.pass_until(at(1, "23:00"))
    assert reports(walker)[0].completion == "done"


def test_a_red_pain_half_way_opens_the_cards_before_the_next_session() -> None:
    """Clinical spec 7, D3."""
    walker = started("p1_desk", "hurt.1", "h.1.6")
    walker.pass_until(at(1, "18:10"))
    assert walker.open_topic().startswith("new.")


def test_who_stops_all_half_way_has_done_a_part() -> None:
    walker = started("p1_desk", "did.1")
    walker.command("/stop")
    assert reports(walker)[0].completion == "partial"


# The session is another one.


def _another(walker: Walker, *kept: int) -> Session:
    old = session(walker)
    return old.model_copy(update={"items": tuple(old.items[n] for n in kept)})


def test_a_session_built_anew_begins_again_and_keeps_the_pain() -> None:
    walker = started("p1_desk", "did.1", "hurt.2", "h.2.5")
    put(walker, today=_another(walker, 2, 3))
    assert how(walker) == ["open", "open"]
    assert (guided(walker).pain, guided(walker).culprit) == (5, "a_pelvic_rock")
    walker.command("/today")
    assert "Go on with move 1 of 2." in shown(walker)
    press(walker, "card.1", "skip.1", "skip.2")
    assert (draft(walker)["completion"], draft(walker)["pain"]) == ("partial", 5)


def test_a_skip_in_a_session_that_is_gone_is_no_beginning() -> None:
    walker = started("p1_desk", "skip.1")
    put(walker, today=_another(walker, 2, 3))
    walker.command("/today")
    assert "Start shows one move at a time." in shown(walker)


def test_a_move_done_in_the_place_of_another_goes_when_an_answer_rules_it_out() -> None:
    walker = press(on(item("a_bow")), "card.1", "ease.1.full", "ease.1.half")
    assert guided(walker).moves[0].now.exercise == "a_pelvic_rock"
    answers = {**walker.conversation.answers, "q_equip": []}
    walker.conversation = walker.conversation.model_copy(update={"answers": answers})
    assert guided(walker).moves[0].now.exercise == "a_bow"


def test_an_answer_that_changes_the_moves_begins_them_again() -> None:
    walker = started("p1_desk", "hurt.1", "h.1.4")
    press_answer(walker)
    assert len(session(walker).items) == 6
    assert "Go on with move 1 of 6." in walker.said()
    assert (guided(walker).pain, how(walker)) == (4, ["open"] * 6)


def press_answer(walker: Walker) -> None:
    """More minutes a day."""
    walker.command("/answers")
    press(walker, "s.setup", "e.q_minutes", "o.m30")


def test_a_session_without_moves_has_no_start() -> None:
    walker = person()
    put(walker, today=_another(walker))
    walker.command("/today")
    assert "card.1" not in {b.code for s in walker.offers()[-1:] for r in s.buttons for b in r}
    assert "guided-empty" in lines(walker)


def test_yesterday_s_cards_go_on_until_today_is_built() -> None:
    walker = started("p1_desk", "did.1")
    walker.now = at(1, "00:20")
    press(walker, "did.2", "did.3", "did.4", "n.1", "n.4")
    assert (reports(walker)[0].day, reports(walker)[0].completion) == (days(0), "done")


def test_a_correction_to_all_done_leaves_no_move_out() -> None:
    walker = started("p1_desk", "did.1", "did.2", "did.3", "skip.4")
    press(walker, "n.1", "n.4", "!correct", "fix.completion", "o.done")
    assert (reports(walker)[0].completion, reports(walker)[0].left_out) == ("done", ())
