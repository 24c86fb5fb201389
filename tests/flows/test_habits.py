"""What comes below a report: the tip of the week, and the offer of fewer days."""

from __future__ import annotations

import pytest

from flows.effects import Figure, Say
from tests.flows.days import at, lines, pass_days, person, program, settle
from tests.flows.people import CONTENT, days
from tests.flows.walker import Walker

BOX = {"q_equip": ["floor", "box"], "q_sit_hours": 8}
NO_BOX = {"q_equip": ["floor"], "q_sit_hours": 8}
CURLED, FLAT = {"q_sleep": "curled"}, {"q_sleep": "straight"}
TIPS = {"exercise.p_footbox.name": "foot", "exercise.p_sleep_setup.name": "sleep"}


def someone(**answers: object) -> Walker:
    """The desk worker with other answers, whatever they are made of."""
    walker = person(q_days=answers.pop("q_days", 4))
    changed = {**walker.conversation.answers, **answers}
    walker.conversation = walker.conversation.model_copy(update={"answers": changed})
    return walker


def asked_later(walker: Walker) -> None:
    """Looks back on the past are another matter."""
    walker.conversation = walker.conversation.model_copy(update={"reassess_on": days(400)})


def train(walker: Walker, until: int, reply: str = "done 2") -> list[tuple[int, str]]:
    """Every session up to that day is reported at once; the tips that came of it, and when."""
    told = list[tuple[int, str]]()
    asked_later(walker)
    for day in range(until):
        walker.pass_until(at(day, "18:30"))
        walker.close_morning()
        settle(walker)
        if walker.open_topic() == "prompt":
            walker.say(reply)
            if walker.open_topic() == "checkin.effort":
                walker.say("5")
            told += [(day, TIPS[name]) for name in tips(walker)]
    return told


def tips(walker: Walker) -> list[str]:
    said = [line for e in walker.last if e.kind == "say" for line in e.lines if line.key == "tip"]
    return [line.values["name"].key for line in said]


# The tip of the week.


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (BOX | CURLED, [(7, "foot"), (14, "sleep"), (21, "foot")]),
        (BOX | FLAT, [(7, "foot"), (14, "foot"), (21, "foot")]),
        (NO_BOX | {"q_sleep": "slight"}, [(7, "sleep"), (14, "sleep"), (21, "sleep")]),
        (BOX | CURLED | {"q_sit_hours": 3}, [(7, "sleep"), (14, "sleep"), (21, "sleep")]),
        (BOX | CURLED | {"q_sit_hours": None}, [(7, "sleep"), (14, "sleep"), (21, "sleep")]),
        (NO_BOX | FLAT, []),
    ],
)
def test_a_tip_that_fits_comes_once_a_week_and_in_turn(
    answers: dict, wanted: list[tuple[int, str]]
) -> None:
    assert train(someone(**answers), 28) == wanted


def test_a_tip_that_is_avoided_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    walker = someone(**BOX, **CURLED)
    box = CONTENT.exercises["p_footbox"].model_copy(update={"avoid_if": ("q_sleep.curled",)})
    monkeypatch.setitem(CONTENT.exercises, "p_footbox", box)
    assert [tip for _, tip in train(walker, 22)] == ["sleep"] * 3


def test_a_skipped_session_is_a_report_too() -> None:
    walker = someone(q_days=7, **BOX, **FLAT)
    assert train(walker, 10, reply="skipped") == [(7, "foot")]


def test_the_tip_is_told_below_the_report_with_its_steps() -> None:
    walker = someone(**BOX, **FLAT)
    train(walker, 8)
    assert lines(walker).index("next-session") < lines(walker).index("tip")
    assert lines(walker).count("step") == len(CONTENT.exercises["p_footbox"].steps)
    assert "Tip of the week: Foot box under the desk" in walker.said()
    shown = [e.picture for e in walker.last if isinstance(e, Say) and e.picture]
    assert shown == [Figure(id="p_footbox")]
    assert walker.said_buttons()[-1] == "Something new"


def test_a_tip_is_never_sent_by_itself() -> None:
    walker = someone(**BOX, **CURLED)
    asked_later(walker)
    sent = {s.what for s in pass_days(walker, at(30))}
    assert sent
    assert "tip" not in sent


def test_pain_comes_first_and_the_tip_with_the_next_report() -> None:
    walker = someone(**BOX, **FLAT)
    train(walker, 7)
    walker.pass_until(at(7, "18:30"))
    settle(walker)
    walker.say("done 6")
    walker.press("o.unsure")
    walker.say("5")
    assert walker.open_topic() == "new.q_rf_a"
    assert not tips(walker)


# Fewer days.


def in_last_phase(since: int, phase: int = 4, **changes: object) -> Walker:
    """On day 28, and that phase began so many days ago; today's session is reported."""
    walker = someone(**{"q_days": 4} | NO_BOX | FLAT | changes)
    train(walker, 28)
    kept = {"phase": phase, "phase_since": days(28 - since), "counted": 0}
    changed = program(walker).model_copy(update=kept)
    walker.conversation = walker.conversation.model_copy(update={"program": changed})
    walker.pass_until(at(28, "18:30"))
    settle(walker)
    walker.say("done 2")
    walker.say("5")
    return walker


@pytest.mark.parametrize(
    ("since", "q_days", "is_offered"),
    [(27, 4, False), (28, 4, True), (28, 3, True), (60, 7, True), (60, 2, False)],
)
def test_after_28_days_in_the_last_phase_2_days_a_week_are_offered(
    since: int, q_days: int, *, is_offered: bool
) -> None:
    walker = in_last_phase(since, q_days=q_days)
    assert ("less-ask" in lines(walker)) == is_offered


@pytest.mark.parametrize("phase", [1, 2, 3])
def test_the_phases_before_offer_nothing(phase: int) -> None:
    walker = in_last_phase(60, phase=phase)
    assert program(walker).phase == phase
    assert "less-ask" not in lines(walker)


@pytest.mark.parametrize("yes", ["=yes", "yes"])
def test_a_yes_makes_it_2_days_a_week(yes: str) -> None:
    walker = in_last_phase(28)
    walker.press("yes") if yes.startswith("=") else walker.say(yes)
    assert walker.conversation.answers["q_days"] == 2
    assert "next-session" in lines(walker)
    assert [m.day for m in walker.conversation.agenda if m.kind == "prompt"] == [days(31)]


@pytest.mark.parametrize("no", ["=no", "no"])
def test_a_no_leaves_the_days_as_they_are(no: str) -> None:
    walker = in_last_phase(28)
    walker.press("no") if no.startswith("=") else walker.say(no)
    assert walker.conversation.answers["q_days"] == 4
    assert "less-kept" in lines(walker)


@pytest.mark.parametrize("code", ["yes", "no", None])
def test_it_is_offered_once_whatever_the_answer(code: str | None) -> None:
    walker = in_last_phase(28)
    if code:
        walker.press(code)
    walker.conversation = walker.conversation.model_copy(
        update={"answers": {**walker.conversation.answers, "q_days": 4}}
    )
    walker.pass_until(at(29, "18:30"))
    walker.close_morning()
    walker.say("done 2")
    assert "less-ask" not in lines(walker)


def test_an_offer_left_open_is_in_nobodys_way() -> None:
    walker = in_last_phase(28)
    walker.say("blue")
    assert "unclear-idle" in lines(walker)
    walker.command("/help")
    assert "less-ask" not in lines(walker)
    walker.press("yes")
    assert walker.conversation.answers["q_days"] == 2


def test_a_forged_tap_on_the_offer_is_stale() -> None:
    walker = in_last_phase(28)
    walker.tap_forged("maybe")
    assert walker.toasts()
    assert walker.conversation.answers["q_days"] == 4
