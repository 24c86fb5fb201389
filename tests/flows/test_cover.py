"""What comes unasked waits below a cover: what it says, and how it is opened (trust spec P11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from flows import cover
from flows.conversation import Conversation
from flows.effects import Say
from flows.events import MomentDue
from flows.parts import NEW_SYMPTOM, t
from flows.settings import OFF
from flows.topics import draw
from flows.turn import Turn
from tests.flows.days import (
    at,
    below_covers,
    copy,
    lived,
    p1,
    pass_days,
    person,
    program,
    report,
    reports,
    settle,
)
from tests.flows.lock_screen import tells
from tests.flows.people import CONTENT, MONDAY, SCORED
from tests.flows.sensible import answer, question
from tests.flows.situations import at as come_to
from tests.flows.situations import in_program, p10, then
from tests.flows.test_comeback import strong
from tests.flows.walker import Walker, buttons
from tests.flows.wanderer import watched

DAY = dt.timedelta(days=1)
MONTHS = 90
REPORT = ["done", "partial", "skipped", "later"]


def until(topic: str, walker: Walker) -> Walker:
    """Just before this topic comes unasked for the first time."""
    while True:
        before = copy(walker)
        walker.wait()
        if walker.conversation.opens and walker.open_topic().startswith(topic):
            return before


def until_said(key: str, walker: Walker) -> Walker:
    """Just before a message that asks nothing comes; sessions are reported meanwhile."""
    while True:
        settle(walker)
        if walker.open_topic() == "prompt":
            report(walker, "done 1")
        before = copy(walker)
        if any(isinstance(e, Say) and e.lines[0].key == key for e in walker.wait()):
            return before


def unasked(walker: Walker) -> Say:
    """The message that came last."""
    return [e for e in walker.last if isinstance(e, Say) and not e.edit_only][-1]


def keys(say: Say) -> list[str]:
    return [line.key for line in say.lines]


def codes(say: Say) -> list[str]:
    return [b.code for b in buttons(say) if b.code != "!new"]


def labels(walker: Walker, say: Say) -> list[str]:
    return [walker.text(b.label) for b in buttons(say)]


def covered(before: Walker) -> Walker:
    """What is due next has come, and waits below a cover."""
    walker = below_covers(copy(before))
    walker.wait()
    return walker


def worker() -> Walker:
    return person(q_breaks=4, q_work="09:00-17:00")


def half_told() -> Walker:
    """The morning after the second red day was left half told: the next prompt pauses the moves."""
    walker = person()
    report(walker, "done 6")
    walker.pass_until(at(1, "08:10"))
    walker.press("n.1")
    walker.pass_until(at(3, "18:10"))
    report(walker, "done 2")
    walker.pass_until(at(4, "08:10"))
    walker.press("n.4")  # soreness is asked, and never answered
    return until("stopped", walker)


def few_done() -> Walker:
    """After a week of one session; nothing else is asked on that day."""
    walker = lived("p1_desk", 7, lambda day: day < 1)
    fired = {**walker.conversation.last_fired, "weekly": MONDAY + 6 * DAY}
    walker.conversation = walker.conversation.model_copy(update={"last_fired": fired})
    return until("barrier", walker)


BEFORE: dict[str, Callable[[], Walker]] = {
    "prompt": lambda: until("prompt", p1("skipped")),
    "nudge": in_program,
    "report under way": lambda: then(in_program, "=done"),
    "morning": lambda: until("morning.pain", p1()),
    "weekly": lambda: until("weekly", lived("p1_desk", 6)),
    "review": lambda: until("again.offer", lived("p1_desk", 13)),
    "few sessions": few_done,
    "moves put off": lambda: then(lambda: come_to("fork"), "=in2"),
    "seen?": p10,
    "a stop": half_told,
    "card": lambda: then(p1, "=!new", "wait"),
}
COVERS = {
    "prompt": (["cover-prompt"], ["show", *REPORT]),
    "nudge": (["nudge", "cover-prompt"], ["show", *REPORT]),
    "report under way": (["nudge", "cover-question"], ["show"]),
    "morning": (["cover-morning"], ["show", "skip"]),
    "weekly": (["cover-question"], ["show"]),
    "review": (["cover-again"], ["show", "later"]),
    "few sessions": (["cover-barrier"], ["show", "skip"]),
    "moves put off": (["cover-fork"], ["show"]),
    "seen?": (["cover-question"], ["show"]),
    "a stop": (["cover-stop"], ["show"]),
    "card": (["cover-first"], ["show"]),
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_comes_unasked_says_only_that_it_waits(name: str) -> None:
    """P11."""
    walker = covered(BEFORE[name]())
    say = unasked(walker)
    assert (keys(say), codes(say)) == COVERS[name]
    assert not tells(say, CONTENT)


@pytest.mark.parametrize("name", BEFORE)
def test_a_tap_shows_it_as_it_would_have_come(name: str) -> None:
    """P11. In its place, as an answer; nothing that stood on it is lost."""
    before = BEFORE[name]()
    in_full, walker = copy(before), covered(before)
    in_full.wait()
    hidden, full = unasked(walker), unasked(in_full)
    (shown,) = [e for e in walker.press("show") if isinstance(e, Say)]
    assert (shown.lines, shown.buttons) == (full.lines, full.buttons)
    assert (shown.screen, shown.ask) == (hidden.screen, hidden.ask)
    assert (hidden.lane, hidden.silent, hidden.useless_after) == (
        full.lane, full.silent, full.useless_after,
    )  # fmt: skip
    assert shown.lane == "reply"
    assert all(o.under is None for o in walker.conversation.opens)


@pytest.mark.parametrize("name", BEFORE)
def test_a_second_tap_says_nothing(name: str) -> None:
    """R7."""
    walker = covered(BEFORE[name]())
    ask = unasked(walker).ask
    walker.chose(ask, "show")
    assert walker.chose(ask, "show") == []


@pytest.mark.parametrize(("name", "label"), [("prompt", "Show"), ("morning", "Answer")])
def test_its_first_button_says_what_a_tap_is_for(name: str, label: str) -> None:
    walker = covered(BEFORE[name]())
    assert labels(walker, unasked(walker))[0] == label


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("warm", "Good to see you. Your moves for today are ready: about 5 minutes."),
        ("brief", "Your moves for today are ready: about 5 minutes."),
        ("quiet", "Today: about 5 minutes."),
    ],
)
def test_a_cover_keeps_the_tone(style: str, said: str) -> None:
    walker = covered(until("prompt", p1("skipped", q_style=style)))
    assert walker.drawn(unasked(walker)) == said
    assert unasked(walker).silent == (style == "quiet")


def test_a_session_without_moves_has_no_minutes() -> None:
    walker = covered(BEFORE["prompt"]())
    empty = program(walker).today
    assert empty
    bare = program(walker).model_copy(update={"today": empty.model_copy(update={"items": ()})})
    walker.conversation = walker.conversation.model_copy(update={"program": bare})
    turn = Turn(walker.conversation, MomentDue(at=walker.now), CONTENT, draw)
    line = cover.line_of(turn, walker.conversation.opens[-1])
    assert walker.text(line) == "Your plan for today is here."


# Without opening it.


def test_a_report_in_words_needs_no_look() -> None:
    walker = covered(BEFORE["prompt"]())
    walker.say("done 2")
    settle(walker)
    assert reports(walker)[-1].completion == "done"


def test_a_report_by_tap_takes_no_tap_more() -> None:
    walker = covered(BEFORE["prompt"]())
    walker.press("done")
    assert walker.open_topic() == "checkin.pain"


@pytest.mark.parametrize("name", ["weekly", "card"])
@pytest.mark.parametrize("words", ["no", "none of these"])
def test_nobody_answers_for_their_safety_unread(name: str, words: str) -> None:
    """Whoever writes below a closed cover has not seen what is asked."""
    walker = covered(BEFORE[name]())
    asked = walker.open_topic()
    walker.say(words)
    assert walker.open_topic() == asked
    assert keys(unasked(walker))[0] == "card-first"
    assert "cover" not in "".join(keys(unasked(walker)))


def test_danger_in_words_wins_over_a_cover() -> None:
    walker = covered(BEFORE["weekly"]())
    walker.say("numb between my legs")
    assert walker.open_topic() == "item.saddle"


def test_after_words_of_crisis_a_cover_stays_closed() -> None:
    walker = covered(BEFORE["prompt"]())
    ask = unasked(walker).ask
    walker.say("I want to die")
    walker.chose(ask, "show")
    assert "session-item" not in keys(unasked(walker))
    assert walker.conversation.held


# What stood first.


def test_the_end_of_a_pause_stands_on_the_cover() -> None:
    walker = below_covers(then(lambda: p1("skipped"), "/pause", "=d.3"))
    walker.pass_until(at(3, "18:01"))
    assert keys(unasked(walker)) == ["pause-over", "cover-prompt"]


def changed() -> Walker:
    """Good days: the next prompt says first which moves grow."""
    walker = person()
    while True:
        settle(walker)
        if walker.open_topic() == "prompt":
            report(walker, "done 1")
        before = copy(walker)
        walker.wait()
        if walker.open_topic() == "prompt" and keys(unasked(walker))[0] == "changes-up":
            return before


def test_what_was_changed_is_said_below_the_cover_and_not_on_it() -> None:
    before = changed()
    in_full, walker = copy(before), covered(before)
    in_full.wait()
    said = keys(unasked(in_full))
    first = said[: said.index("prompt")]
    assert first
    assert keys(unasked(walker)) == ["cover-prompt"]
    walker.press("show")
    assert keys(unasked(walker)) == said


@pytest.mark.parametrize("again", ["wait", "/today"])
def test_what_nobody_has_read_is_said_with_the_next_message(again: str) -> None:
    """A nudge or a wish for today's moves brings it once more."""
    before = changed()
    in_full, walker = copy(before), covered(before)
    in_full.wait()
    said = keys(unasked(in_full))
    lost = said[: said.index("prompt")]
    then(lambda: walker, again)
    if again == "wait":
        assert keys(unasked(walker)) == ["nudge", "cover-prompt"]
        walker.press("show")
    assert set(lost) <= set(keys(unasked(walker)))
    assert len(set(walker.conversation.opens)) == len(walker.conversation.opens)


@pytest.mark.parametrize("looks", [True, False])
def test_days_off_count_as_told_once_they_were_read(*, looks: bool) -> None:
    walker = below_covers(strong(person(q_days=7)))
    report(walker, "done 2")
    walker.pass_until(at(4, "18:10"))
    if looks:
        walker.press("show")
        assert "days-off" in keys(unasked(walker))
    assert ("eased" in walker.conversation.last_fired) == looks


# What asks nothing.


def summary_due() -> Walker:
    return until_said("summary-title", person())


def break_due() -> Walker:
    return until_said("break", worker())


NOTES = {"break": break_due, "summary": summary_due}


@pytest.mark.parametrize("kind", NOTES)
def test_a_note_waits_below_a_cover_and_is_shown_in_its_place(kind: str) -> None:
    """P11."""
    before = NOTES[kind]()
    in_full, walker = copy(before), covered(before)
    in_full.wait()
    hidden, full = unasked(walker), unasked(in_full)
    assert (keys(hidden), codes(hidden)) == ([f"cover-{kind}"], ["show"])
    assert hidden.picture is None
    assert (hidden.lane, hidden.silent, hidden.useless_after) == (
        full.lane, full.silent, full.useless_after,
    )  # fmt: skip
    (shown,) = [e for e in walker.press("show") if isinstance(e, Say)]
    assert (shown.lines, shown.buttons, shown.picture) == (full.lines, full.buttons, full.picture)
    assert (shown.screen, shown.lane) == (hidden.screen, "reply")
    assert walker.chose(hidden.ask, "show") == []


def test_with_details_a_note_is_not_kept() -> None:
    walker = break_due()
    walker.wait()
    assert walker.conversation.note is None


def test_only_the_newest_note_can_be_shown() -> None:
    walker = covered(break_due())
    first = unasked(walker).ask
    walker.wait()
    assert keys(unasked(walker)) == ["cover-break"]
    walker.chose(first, "show")
    assert walker.toasts() == ["That is over."]


NOT_NOW: dict[str, Callable[[Walker], object]] = {
    "paused": lambda w: then(lambda: w, "/pause", "=d.7"),
    "stopped": lambda w: w.command("/stop"),
    "to a doctor": lambda w: then(lambda: w, "=!new", "=t.saddle", "=go"),
}


@pytest.mark.parametrize("why", NOT_NOW)
def test_no_move_is_shown_that_is_stopped_meanwhile(why: str) -> None:
    """What holds the moves is not led round by an old cover."""
    walker = covered(break_due())
    ask = unasked(walker).ask
    NOT_NOW[why](walker)
    walker.chose(ask, "show")
    assert walker.toasts() == ["That is over."]


def test_a_safety_card_comes_before_a_break() -> None:
    walker = covered(break_due())
    ask = unasked(walker).ask
    walker.press("!new")
    walker.chose(ask, "show")
    assert keys(unasked(walker))[0] == "card-first"
    assert walker.open_topic() == "new.q_rf_a"


def test_cards_that_are_owed_come_before_a_break() -> None:
    walker = covered(break_due())
    owing = walker.conversation.model_copy(update={"cards_owed": True})
    walker.conversation = owing
    walker.press("show")
    assert walker.toasts() == ["That is over."]


def test_a_move_that_rests_meanwhile_is_not_shown() -> None:
    walker = covered(break_due())
    note = walker.conversation.note
    assert note
    blocked = {note.about: walker.now.date() + DAY}
    put = program(walker).model_copy(update={"blocked_until": blocked})
    walker.conversation = walker.conversation.model_copy(update={"program": put})
    walker.press("show")
    assert walker.toasts() == ["That is over."]


def test_after_words_of_crisis_a_note_stays_closed() -> None:
    walker = covered(break_due())
    ask = unasked(walker).ask
    walker.say("I want to die")
    walker.chose(ask, "show")
    assert "break" not in keys(unasked(walker))


def test_what_nobody_has_thought_of_is_covered_too() -> None:
    """A message without a note is never shown on a locked screen; it cannot be opened."""
    talk = Conversation(state="program.active")
    turn = Turn(talk, MomentDue(at=at(0)), CONTENT, draw)
    turn.say(t("stop-pause", reason=t("pause-pain")), rows=NEW_SYMPTOM, lane="bulk")
    cover.hide(turn)
    (say,) = [e for e in turn.effects if isinstance(e, Say)]
    assert (keys(say), codes(say)) == (["cover-note"], [])
    assert not tells(say, CONTENT)


def test_what_names_nothing_needs_no_cover() -> None:
    turn = Turn(Conversation(), MomentDue(at=at(0)), CONTENT, draw)
    turn.say(t("retention-ended"), lane="bulk")
    (before,) = turn.effects
    cover.hide(turn)
    assert turn.effects == [before]


CHANGES = [key for n in range(1, 100) if CONTENT.words.has(key := f"policy-change-{n}")]
VALUES = {
    "retention-warning": [{"date": t("date", weekday=t("weekday-1"), day=5, month=1)}],
    "renew-change": [{"what": t(key, months=12)} for key in CHANGES],
}


@pytest.mark.parametrize("key", cover.SAFE)
def test_a_line_that_needs_no_cover_names_nothing(key: str) -> None:
    """P11."""
    for values in VALUES.get(key, [{}]):
        assert not tells(Say(lines=(t(key, **values),)), CONTENT)


# Over days.


def test_a_look_counts_as_no_message_that_nobody_asked_for() -> None:
    walker = covered(BEFORE["prompt"]())
    had = walker.conversation.unasked
    assert had
    walker.press("show")
    assert walker.conversation.unasked == had


def test_a_cover_ends_with_its_day() -> None:
    walker = covered(BEFORE["prompt"]())
    screen = unasked(walker).screen
    assert screen
    pass_days(walker, at(1, "20:00"))
    walker.conversation = walker.conversation.model_copy(
        update={"agenda": tuple(m for m in walker.conversation.agenda if m.kind != "nudge")}
    )
    pass_days(walker, at(4, "23:00"))
    assert keys(walker.screens[screen]) == ["day-over"]


LIVES: dict[str, Callable[[int], str | None]] = {
    "trains": lambda day: "done 2" if day % 7 else None,
    "hurts": lambda day: ("done 5", "done 7", "skipped", "half, 3", "done 1")[day % 5],
    "comes and goes": lambda day: "done 3" if day % 40 < 9 else None,
    "opens only": lambda day: "",
}
"""What is written about the moves of a day; None = nobody looks."""


def live(walker: Walker, says: Callable[[int], str | None]) -> list[Say]:
    """All that came unasked; each cover is opened, and what is asked below it is answered."""
    start, came = walker.now, []
    while (due := walker.conversation.due_at) is not None and due < start + MONTHS * DAY:
        said = says((due - start).days)
        came += [e for e in walker.wait() if isinstance(e, Say) and not e.edit_only]
        if said is None or not came or came[-1] not in walker.last:
            continue
        while asked := question(walker):
            answer(walker, asked)
        if walker.conversation.note:
            walker.chose(walker.conversation.note.ask, "show")
        if walker.open_topic() == "prompt":
            walker.say(said) if said else looked(walker)
    return came


def looked(walker: Walker) -> None:
    """At the moves, if they wait below a cover still."""
    asked = walker.conversation.opens[-1]
    if asked.under is not None:
        walker.chose(asked.ask, "show")


@pytest.mark.parametrize(
    ("name", "life"),
    [(name, life) for n, name in enumerate(SCORED) for life in LIVES if n < 3 or life == "trains"],
)
def test_in_months_no_message_tells_more_than_that_it_waits(name: str, life: str) -> None:
    """P11. In each language; what every step promises is looked at too."""
    walker = watched(below_covers(person(name, q_breaks=4, q_work="09:00-17:00", q_days=5)))
    came = live(walker, LIVES[life])
    assert len(came) > 10
    assert not [found for say in came if (found := tells(say, CONTENT))]
    assert all(keys(say)[-1].startswith(("cover-", "retention-")) for say in came)


def test_with_details_they_tell_it_all() -> None:
    """The same life, opted in: the list of words would find it."""
    walker = person(q_breaks=4, q_work="09:00-17:00", q_days=5)
    came = live(walker, LIVES["trains"])
    found = {language for say in came for language in tells(say, CONTENT)}
    assert found == {"en", "es"}
    assert not any(keys(say)[-1].startswith("cover-") for say in came)
    assert walker.conversation.summary_day != OFF
