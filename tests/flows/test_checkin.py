"""The check-in: by taps and by words in four languages, one question at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.checkin import next_step
from tests.flows.days import at, lines, p1, person, program, reports, session
from tests.flows.people import days
from tests.flows.walker import Walker

ROWS: list[list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "replies_block.yaml").read_text("utf-8")
)


def none(value: object) -> object:
    return None if value == "none" else value


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_reply_of_the_table_is_taken_as_listed(row: list[Any]) -> None:
    """Five moves today, and the prompt is the last thing that was sent (clinical spec 9)."""
    text, completion, pain, tingling, ask = row
    walker = person("p2_runner")
    walker.say(text)
    if ask == "safety":
        assert walker.open_topic().startswith("item.") or walker.conversation.held
        return
    if ask == "none" and completion == "none":
        assert [m.kind for m in walker.conversation.agenda if m.kind == "snooze"]
        return
    known = reports(walker)[-1].model_dump() if reports(walker) else walker.conversation.draft
    assert known.get("completion") == none(completion)
    assert known.get("pain") == none(pain)
    if ask != "tingling":
        assert none(known.get("tingling", "none")) == none(tingling)
    if ask != "none":
        assert walker.open_topic() == f"checkin.{ask}"


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("L", ["=done", "pain", "=n.2", "effort", "=n.5", "over"]),
        ("L", ["=partial", "pain", "=n.5", "culprit", "=o.a_bow", "effort", "=n.5", "over"]),
        ("L", ["=skipped", "over"]),
        ("M", ["=done", "pain", "=g.same", "pain", "=n.4", "culprit", "=o.unsure", "over"]),
        ("M", ["=done", "pain", "=g.better", "pain", "=n.3", "over"]),
        ("M", ["done", "pain", "2", "over"]),
        ("M", ["all good", "completion", "all", "pain", "no pain", "over"]),
        ("M", ["3", "completion", "=o.partial", "over"]),
        ("M", ["all good", "completion", "none", "over"]),
        ("M", ["all good", "completion", "some", "pain", "2", "over"]),
        ("M", ["did 3", "which", "=o.pain", "completion", "=o.done", "over"]),
        ("M", ["did 3", "which", "moves", "completion", "=o.partial", "pain", "1", "over"]),
        ("M", ["done 2, some tingling", "tingling", "worse", "over"]),
        ("M", ["done, some tingling", "pain", "=n.2", "tingling", "=o.none", "over"]),
        ("M", ["done 5", "culprit", "2", "over"]),
        ("M", ["done 5", "culprit", "seated bow", "over"]),
        ("L", ["done 2", "effort", "7", "over"]),
        ("L", ["skipped, too sore", "pain", "=n.3", "over"]),
        ("M", ["done", "pain", "half, 3", "over"]),  # a whole report in the place of an answer
    ],
)  # fmt: skip
def test_one_thing_is_asked_at_a_time(day: str, steps: list[str]) -> None:
    walker = p1(done=None) if day == "L" else p1()
    if day == "M":
        walker.pass_until(at(1, "18:10"))
        walker.close_morning()
    for step, asked in zip(steps[::2], steps[1::2], strict=True):
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
        over = {"", "lesson"}  # one may be offered below a report
        assert walker.open_topic() in (over if asked == "over" else {f"checkin.{asked}"}), step
    assert reports(walker)[-1].day == session(walker).day


@pytest.mark.parametrize(
    ("reply", "echo"),
    [
        ("done 2", "✓ Done, pain 2"),
        ("half, hurt 3/10", "✓ Partly done, pain 3"),
        ("skipped", "✓ Skipped"),
        ("done 3 and the tingling got worse", "✓ Done, pain 3, tingling worse"),
        ("3", "✓ Noted, pain 3"),
    ],
)
def test_how_it_was_understood_is_shown(reply: str, echo: str) -> None:
    walker = p1(done=None)
    walker.say(reply)
    assert echo in walker.said().splitlines()


@pytest.mark.parametrize(
    ("day", "hour", "echo"), [(1, "09:00", "✓ Yesterday: Done"), (2, "09:00", "✓ Tuesday: Done")]
)
def test_a_report_of_an_earlier_day_names_the_day(day: int, hour: str, echo: str) -> None:
    walker = p1() if day == 2 else p1(done=None)
    if day == 2:
        walker.pass_until(at(1, "18:10"))
        walker.now = at(3, "09:00")
    else:
        walker.now = at(day, hour)
    walker.say("done")
    assert echo in walker.said()


@pytest.mark.parametrize(
    ("culprit_asked", "ticks", "culprit"),
    [
        ("o.unsure", [], "s_hinge_wall"),
        ("o.unsure", ["g.worse"], "n_lying"),
        ("o.a_bow", [], "a_bow"),
    ],
)
def test_who_is_not_sure_means_the_longest_strength_or_the_nerve_move(
    culprit_asked: str, ticks: list[str], culprit: str
) -> None:
    walker = p1(done=None)
    for code in ("done", *ticks, "n.5", culprit_asked, "n.5"):
        walker.press(code)
    assert reports(walker)[-1].culprit == culprit


@pytest.mark.parametrize(
    ("steps", "stop"),
    [
        (["done 8"], "pause-pain"),
        (["=done", "=n.9"], "pause-pain"),
        (["8"], "pause-pain"),  # nobody waits for "all, some or none" then
        (["skipped, it hurt 8"], "pause-pain"),
    ],
)
def test_what_must_pause_the_moves_does_so_at_once(steps: list[str], stop: str) -> None:
    walker = p1(done=None)
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    assert walker.conversation.state == "referred"
    assert walker.conversation.stops == (stop,)
    assert reports(walker)[-1].light == "RED"


# Yesterday or today?


def test_yesterdays_report_is_taken_while_yesterday_is_open() -> None:
    walker = p1()
    walker.pass_until(at(1, "18:10"))
    walker.close_morning()
    walker.now = at(2, "09:00")
    walker.say("did yesterday's moves, 2")
    assert reports(walker)[-1].day == days(1)
    assert reports(walker)[-1].completion == "done"


@pytest.mark.parametrize("answer", ["=o.yesterday", "yesterday"])
def test_yesterday_is_closed_once_todays_session_is_built(answer: str) -> None:
    walker = person()
    walker.pass_until(at(1, "18:10"))
    walker.say("did yesterday's moves today, 2")
    assert walker.open_topic() == "checkin.which_day"
    walker.press(answer[1:]) if answer.startswith("=") else walker.say(answer)
    assert "yesterday-closed" in lines(walker)
    assert walker.open_topic() == "prompt"
    assert walker.conversation.draft == {}
    assert [r.completion for r in reports(walker)] == ["skipped"]


def test_today_is_today() -> None:
    walker = person()
    walker.pass_until(at(1, "18:10"))
    walker.say("did yesterday's moves today, 2")
    walker.press("o.today")
    assert (reports(walker)[-1].day, reports(walker)[-1].pain) == (days(1), 2)


# What is not clear, late or forged.


@pytest.mark.parametrize(
    ("steps", "hint"),
    [
        (["=done", "quite a bit"], "hint-pain"),
        (["done 2, some tingling", "hm"], "hint-tingling"),
        (["=done", "=n.5", "the other one"], "hint-culprit"),
        (["=done", "=n.2", "so so"], "hint-effort"),
        (["did 3", "hm"], "hint-which"),
    ],
)
def test_what_is_not_clear_is_asked_again_with_a_hint(steps: list[str], hint: str) -> None:
    walker = p1(done=None)
    for step in steps:
        topic = walker.open_topic()
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    assert hint in lines(walker)
    assert walker.open_topic() == topic


@pytest.mark.parametrize("code", ["n.11", "o.", "o.nothing", "n.x", "done", "o.done"])
def test_a_forged_tap_is_closed(code: str) -> None:
    walker = p1(done=None)
    walker.press("done")
    walker.tap_forged(code)
    assert walker.toasts() == ["That question is closed."]
    assert walker.open_topic() == "checkin.pain"


@pytest.mark.parametrize(
    ("day", "said"),
    [(0, "I have your report of today."), (2, "No session waits for a report now.")],
)
def test_a_second_report_is_there_already(day: int, said: str) -> None:
    walker = p1(q_days=2)
    walker.pass_until(at(day, "13:00"))
    before = reports(walker)
    walker.close_morning()
    walker.say("done 7")
    assert said in walker.said()
    assert reports(walker) == before


def test_words_in_a_state_without_sessions_are_no_report() -> None:
    walker = p1(done=None)
    walker.command("/stop")
    walker.say("done 2")
    assert reports(walker) == ()


def test_taps_on_an_old_check_in_are_harmless() -> None:
    walker = p1(done=None)
    walker.press("done")
    old = walker.conversation.opens[-1].ask
    walker.press("n.2")
    before = walker.conversation.draft
    walker.chose(old, "n.9")
    assert walker.toasts() == ["That question is closed."]
    assert walker.conversation.draft == before


# A day that ends in the middle.


@pytest.mark.parametrize(
    ("steps", "known"),
    [
        (["=done"], {"completion": "done", "pain": None}),
        (["=done", "=n.3"], {"completion": "done", "pain": 3, "tingling": "none", "effort": None}),
        (["=partial", "=g.worse"], {"completion": "partial", "pain": None, "tingling": "worse"}),
        (["3"], {"completion": "skipped", "pain": 3}),
        ([], {"completion": "skipped", "pain": None}),
    ],
)
def test_an_unfinished_check_in_is_kept_with_what_is_known(
    steps: list[str], known: dict[str, Any]
) -> None:
    walker = p1(done=None)
    for step in steps:
        walker.press(step[1:]) if step.startswith("=") else walker.say(step)
    walker.pass_until(at(1, "23:00"))
    report = reports(walker)[0]
    assert known.items() <= report.model_dump().items()
    assert walker.conversation.draft == {}
    assert [r.data["day"] for r in walker.records if r.what == "report"] == ["2026-01-05"]


def test_nothing_is_asked_of_a_whole_draft() -> None:
    today = session(p1(done=None))
    whole = {"completion": "done", "pain": 2, "tingling": "none", "effort": 5}
    assert next_step(whole, today) is None
    assert next_step({}, today) == "completion"


def test_a_programme_without_sessions_is_asked_nothing() -> None:
    """A check-in whose session is gone is stale."""
    walker: Walker = p1(done=None)
    walker.press("done")
    gone = program(walker).model_copy(update={"today": None})
    walker.conversation = walker.conversation.model_copy(update={"program": gone})
    walker.tap_forged("n.2")
    assert walker.toasts() == ["That question is closed."]
