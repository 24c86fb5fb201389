"""Back inside the check-in: one tap to the question before, and nothing is counted twice."""

from __future__ import annotations

import pytest

from tests.flows.cards import codes, press, shown, started
from tests.flows.days import p1, person, reports, session
from tests.flows.walker import Walker


def draft(walker: Walker) -> dict[str, object]:
    return walker.conversation.draft


@pytest.mark.parametrize(
    ("steps", "back", "left"),
    [
        (["=done"], ["completion", "prompt"], {}),
        (["=done", "=n.2"], ["pain", "completion", "prompt"], {}),
        (["=done", "=n.5"], ["pain", "completion", "prompt"], {}),
        (["=done", "=n.5", "=o.a_bow"], ["culprit", "pain", "completion", "prompt"], {}),
        (["=done", "=g.worse", "=n.2"], ["pain", "completion", "prompt"], {}),
        (["done 2"], ["pain", "completion", "prompt"], {}),
        (
            ["done 2, some tingling", "=o.same"],
            ["tingling", "pain", "completion", "prompt"],
            {},
        ),
        (["did 3", "=o.pain", "=o.done"], ["pain", "completion", "which"], {"which": None}),
        (["did 3", "=o.pain"], ["which", "prompt"], {}),
        (
            ["did yesterday's moves today, 2", "=o.today"],
            ["pain", "completion", "which_day"],
            {"which_day": None},
        ),
        (["all good"], ["prompt"], {}),
    ],
)
def test_back_leads_question_by_question_to_the_moves(
    steps: list[str], back: list[str], left: dict[str, object] | None
) -> None:
    walker = p1(done=None)
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    for topic in back:
        walker.press("back")
        assert walker.open_topic() == (topic if topic == "prompt" else f"checkin.{topic}")
    assert {name: value for name, value in draft(walker).items() if name != "number"} == left


def test_an_answer_taken_back_counts_once() -> None:
    walker = p1(done=None)
    press(walker, "partial", "n.5", "back", "n.2", "back", "g.same", "n.2", "n.4")
    assert len(reports(walker)) == 1
    report = reports(walker)[0]
    assert (report.pain, report.tingling, report.effort) == (2, "same", 4)
    assert [r.what for r in walker.records].count("report") == 1


def test_a_wrong_completion_can_be_told_anew() -> None:
    walker = p1(done=None)
    press(walker, "done", "back", "o.partial", "n.1", "n.4")
    assert reports(walker)[0].completion == "partial"


def test_a_tick_beside_the_pain_is_seen_again() -> None:
    walker = p1(done=None)
    press(walker, "done", "g.worse", "n.2", "back")
    assert draft(walker) == {"completion": "done", "tingling": "worse"}
    press(walker, "n.2", "n.4")
    assert (reports(walker)[0].pain, reports(walker)[0].tingling) == (2, "worse")


def test_a_tick_goes_with_what_was_done() -> None:
    walker = p1(done=None)
    press(walker, "done", "g.worse", "back", "o.skipped")
    assert (reports(walker)[0].completion, reports(walker)[0].tingling) == ("skipped", None)


def test_back_stands_beside_something_new() -> None:
    walker = p1(done=None)
    walker.press("done")
    assert codes(walker)[-1] == ["back", "!new"]


def test_an_older_list_keeps_no_buttons() -> None:
    walker = p1(done=None)
    walker.say("all good")  # the list stays above
    walker.press("back")
    prompts = [s for s in walker.screens.values() if any(b.code == "done" for r in s.buttons
                                                         for b in r)]  # fmt: skip
    assert len(prompts) == 1


# After the cards.


def test_back_from_the_first_question_is_the_card_where_one_was() -> None:
    walker = started("p1_desk", "did.1", "did.2", "did.3", "did.4", "back")
    assert shown(walker).startswith("4 of 4\n")
    assert draft(walker) == {}
    press(walker, "skip.4", "n.1", "n.3")
    assert (reports(walker)[0].completion, reports(walker)[0].left_out) == ("partial", ("a_bow",))


def test_pain_that_was_said_at_a_card_is_changed_there() -> None:
    """Back leaves out what was not asked here."""
    walker = started("p1_desk", "hurt.1", "h.1.5", "did.1", "did.2", "did.3", "did.4")
    press(walker, "o.none")
    assert walker.open_topic() == "checkin.effort"
    press(walker, "back")
    assert walker.open_topic() == "checkin.tingling"
    press(walker, "back")
    assert shown(walker).startswith("4 of 4\n")


def test_pain_that_was_asked_here_is_asked_again() -> None:
    walker = started("p1_desk", "did.1", "did.2", "did.3", "did.4", "n.3", "back")
    assert walker.open_topic() == "checkin.pain"


@pytest.mark.parametrize(
    ("codes_", "shows"),
    [
        (("did.1", "did.2", "did.3", "hurt.4", "h.4.6", "back"), "3 of 4\n"),
        (tuple(c for n in (1, 2, 3, 4) for c in (f"hurt.{n}", f"h.{n}.6")), ""),
    ],
)
def test_a_move_that_was_stopped_is_not_brought_again(codes_: tuple[str, ...], shows: str) -> None:
    walker = started("p1_desk", *codes_)
    if not shows:
        walker.press("back")
        assert walker.conversation.opens[-1].picks == ()
        return
    assert shows in shown(walker)


def test_a_question_whose_session_is_gone_leads_nowhere() -> None:
    walker = p1(done=None)
    walker.press("done")
    assert session(walker)
    walker.tap_forged("o.done")
    assert walker.toasts() == ["That question is closed."]


def test_cards_that_are_owed_come_before_the_moves() -> None:
    walker = person()
    walker.say("done 2")
    walker.conversation = walker.conversation.model_copy(update={"cards_owed": True})
    for _ in range(3):
        walker.press("back")
        if not walker.open_topic().startswith("checkin."):
            break
    assert walker.open_topic() == "new.q_rf_a"
    assert draft(walker) == {}
