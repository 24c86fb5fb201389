"""P7: who is not heard of for long is warned, and 30 days later everything of theirs goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from content.keeping import Keeping
from content.load import Content
from flows.agenda import AHEAD
from flows.conversation import Conversation, Retention
from flows.effects import Effect, Forget, Say
from flows.events import MomentDue, Unblocked
from flows.reminders import in_quiet_hours
from flows.retention import GRACE, months_after
from tests.flows.days import at, p1
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, at_start, greeted, in_program, p11, situation, then
from tests.flows.walker import Walker, buttons

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
WARNING, ENDED = "retention-warning", "retention-ended"


def kept_for(months: int) -> Content:
    return replace(CONTENT, keeping=Keeping(months))


ONE_MONTH, FOR_EVER = kept_for(1), kept_for(0)


def silent(start: Callable[[], Walker], content: Content = ONE_MONTH) -> Walker:
    """Somebody who does one more thing that changes nothing, and then nothing any more."""
    walker = start()
    walker.content = content
    walker.chose(0, "old")
    return walker


def until_forgotten(walker: Walker, days: int = 90) -> Iterator[tuple[dt.datetime, list[Effect]]]:
    """What each due moment leads to."""
    end = walker.now + days * DAY
    while (due := walker.conversation.due_at) is not None and due <= end:
        yield walker.now, walker.wait()
        if is_forgotten(walker):
            return


def is_forgotten(walker: Walker) -> bool:
    return any(isinstance(effect, Forget) for effect in walker.last)


def said(effects: list[Effect]) -> list[str]:
    return [effect.lines[0].key for effect in effects if isinstance(effect, Say)]


def told(walker: Walker, days: int = 90) -> dict[str, dt.datetime]:
    """When each of the two messages came; the end of everything too."""
    found: dict[str, dt.datetime] = {}
    for _, effects in until_forgotten(walker, days):
        names = {key for key in said(effects) if key in (WARNING, ENDED)}
        names |= {"gone"} if is_forgotten(walker) else set()
        assert found.keys().isdisjoint(names), "each comes once"
        found |= dict.fromkeys(names, walker.now)
    return found


def looked_at(walker: Walker) -> None:
    """Something may be due, or the store has found nobody looked for long."""
    walker.send(MomentDue(at=walker.now))


def retention(walker: Walker) -> Retention:
    assert walker.conversation.retention
    return walker.conversation.retention


def warned(start: Callable[[], Walker] = in_program) -> Walker:
    walker = silent(start)
    for _, effects in until_forgotten(walker):
        if WARNING in said(effects):
            return walker
    raise AssertionError("no warning came")


# Wherever the talk rests.

WITH_CONSENT = [name for name in SITUATIONS if situation(name).conversation.consent]


@pytest.mark.parametrize("name", WITH_CONSENT)
def test_wherever_the_talk_rests_a_warning_comes_and_then_the_end(name: str) -> None:
    """P7: stopped, referred, paused, half way through the questions, in the programme."""
    walker = silent(lambda: situation(name))
    begun = walker.now
    if walker.conversation.withdrawn_at or walker.conversation.blocked:
        assert told(walker).keys() == {"gone"}
        return
    came = told(walker)
    assert came.keys() == {WARNING, ENDED, "gone"}
    assert came[ENDED] == came["gone"]
    assert 28 * DAY <= came[WARNING] - begun <= 33 * DAY
    assert GRACE - DAY <= came["gone"] - came[WARNING] <= GRACE + DAY


@pytest.mark.parametrize("name", sorted(SITUATIONS.keys() - set(WITH_CONSENT) - {"never seen"}))
def test_before_a_yes_what_little_is_known_goes_in_silence(name: str) -> None:
    """P7, P2: there are ids only, and nobody to warn of them."""
    walker = silent(lambda: situation(name), CONTENT)
    begun = walker.now
    found = list(until_forgotten(walker))
    assert [said(effects) for _, effects in found] == [[]]
    assert GRACE - DAY <= walker.now - begun <= GRACE + DAY


def test_a_year_is_kept_when_nothing_else_is_set() -> None:
    """P7: daily prompts and the silence of a lapse are no sign of the person."""
    walker = silent(p1, CONTENT)
    came = told(walker, 500)
    assert came[WARNING].date() == dt.date(2027, 1, 5)
    assert came["gone"].date() == dt.date(2027, 2, 4)


def test_a_new_person_has_a_last_day_from_the_first_tap_on() -> None:
    walker = greeted()
    assert retention(walker) == Retention(
        active_on=walker.now.date(), at=dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC), last=True
    )


def test_somebody_else_may_begin_where_somebody_was_forgotten() -> None:
    walker = warned()
    walker.wait()
    while not is_forgotten(walker):
        walker.wait()
    assert walker.conversation == Conversation()
    assert walker.start()


def test_nothing_is_planned_for_who_has_just_deleted_everything() -> None:
    walker = then(in_program, "/erase")
    walker.tap("Delete everything")
    assert walker.outcome
    assert walker.outcome.conversation.retention is None


# A sign of the person.


@pytest.mark.parametrize(
    "sign", ["hello", "/today", "/stop", "sticker", "old button", "unblocked", "/start"]
)
def test_any_sign_after_the_warning_keeps_all_and_nothing_is_said_of_it(sign: str) -> None:
    walker = warned()
    walker.now += 29 * DAY
    match sign:
        case "sticker":
            walker.sends("sticker")
        case "old button":
            walker.chose(0, "old")
        case "unblocked":
            walker.unblocks()
        case "/start":
            walker.start()
        case str() if sign.startswith("/"):
            walker.command(sign)
        case _:
            walker.say(sign)
    assert not {line.key for e in walker.last if isinstance(e, Say) for line in e.lines} & {
        "retention-kept"
    }
    assert retention(walker).active_on == walker.now.date()
    assert not retention(walker).last
    assert told(walker, 29) == {}


def test_the_button_keeps_all_and_says_so_and_the_open_question_comes_again() -> None:
    walker = warned(lambda: situation("goal"))
    walker.press("!keep")
    assert "Your data stays" in walker.said()
    assert walker.open_topic() == "q.q_goal"
    assert not retention(walker).last


def test_after_words_of_self_harm_it_keeps_all_and_asks_nothing() -> None:
    walker = warned(lambda: then(in_program, "I want to die"))
    walker.press("!keep")
    assert said(walker.last) == ["retention-kept"]


def test_its_tap_years_later_finds_nothing_to_keep() -> None:
    walker = at_start()
    walker.chose(0, "!keep")
    assert said(walker.last) == ["retention-nothing"]


@pytest.mark.parametrize("what", ["blocks", "comes due"])
def test_what_nobody_did_is_no_sign(what: str) -> None:
    walker = silent(in_program)
    walker.now += 3 * DAY
    before = retention(walker)
    if what == "blocks":
        walker.blocks()
    else:
        walker.pass_until(walker.now + DAY)
    assert retention(walker) == before


def test_a_tap_on_the_same_day_changes_nothing_of_it() -> None:
    walker = in_program()
    before = retention(walker)
    walker.now += dt.timedelta(hours=3)
    walker.say("hello")
    assert retention(walker) == before


# How it comes.


def test_the_warning_is_quiet_and_has_one_button_of_its_own() -> None:
    """P7, P11: on a locked screen it tells nothing of anybody's health."""
    walker = warned()
    (say,) = [e for e in walker.last if isinstance(e, Say)]
    assert (say.lane, say.silent, say.screen) == ("bulk", True, None)
    assert [b.code for b in buttons(say)] == ["!keep", "!new"]
    assert walker.drawn(say) == (
        "I have not heard from you for a long time. On Saturday, 7 March I will delete all your"
        " data here. To keep it, tap the button or write anything. For a copy, send /export."
    )


def test_both_messages_come_at_noon_in_the_persons_own_zone() -> None:
    """T5: never at night."""
    walker = silent(in_program)
    walker.flies("Asia/Tokyo")
    came = told(walker)
    assert {f"{moment + dt.timedelta(hours=9):%H:%M}" for moment in came.values()} == {"12:00"}


@pytest.mark.parametrize("message", [WARNING, ENDED])
def test_one_that_comes_late_waits_for_the_day(message: str) -> None:
    """T5: the bot was off at noon, and is back at night."""
    walker = silent(in_program) if message == WARNING else warned()
    walker.conversation = walker.conversation.model_copy(update={"agenda": ()})
    walker.now = retention(walker).at.replace(hour=23)
    came = told(walker, 2)
    assert came[message].hour == 6
    assert not in_quiet_hours(came[message], "Europe/Lisbon")


def test_what_else_is_due_goes_first() -> None:
    """The bot was off for long: one event leaves nothing due, and the next one is the warning."""
    walker = silent(in_program)
    walker.now = retention(walker).at + dt.timedelta(hours=1)
    walker.wait()
    assert WARNING not in said(walker.last)
    assert retention(walker).at == walker.now + SECOND
    walker.wait()
    assert said(walker.last) == [WARNING]


def test_a_look_at_somebody_without_a_moment_says_nothing() -> None:
    """The store has everybody looked at now and then."""
    walker = silent(p11)
    assert walker.conversation.state == "referred"
    walker.conversation = walker.conversation.model_copy(update={"agenda": ()})
    looked_at(walker)
    assert walker.last == []


# Who cannot be reached, and who took the yes back.


def test_who_blocked_the_bot_is_forgotten_in_silence() -> None:
    """P7: as late as all others."""
    walker = silent(in_program)
    walker.blocks()
    begun, found = walker.now, list(until_forgotten(walker))
    assert [said(effects) for _, effects in found] == [[], []]
    assert is_forgotten(walker)
    assert 58 * DAY <= walker.now - begun <= 63 * DAY


def test_who_lets_the_bot_in_again_is_kept() -> None:
    walker = silent(in_program)
    walker.blocks()
    walker.wait()
    assert retention(walker).last
    walker.send(Unblocked(at=walker.now))
    assert not retention(walker).last


def test_who_blocks_it_after_the_warning_gets_no_last_word() -> None:
    walker = warned()
    walker.blocks()
    walker.wait()
    assert (said(walker.last), is_forgotten(walker)) == ([], True)


def test_thirty_days_after_a_yes_was_taken_back_all_is_gone() -> None:
    """P4, P7: whatever is written meanwhile; the person was told the day, and hears no more."""
    walker = silent(in_program, FOR_EVER)
    gone_at = walker.now + GRACE
    taken_back = {"withdrawn_at": walker.now, "agenda": (), "state": "stopped"}
    walker.conversation = walker.conversation.model_copy(update=taken_back)
    for _ in range(3):
        walker.now += 9 * DAY
        walker.say("hello")
    assert [said(effects) for _, effects in until_forgotten(walker)] == [[]]
    assert walker.now == gone_at
    assert is_forgotten(walker)


# What the operator sets.


def test_nothing_is_deleted_by_itself_when_no_months_are_set() -> None:
    walker = silent(in_program, FOR_EVER)
    assert walker.conversation.retention is None
    assert told(walker, 400) == {}


@pytest.mark.parametrize("is_warned", [False, True])
def test_no_months_any_more_ends_what_was_planned(*, is_warned: bool) -> None:
    walker = warned() if is_warned else silent(lambda: then(in_program, "/stop"))
    walker.content = FOR_EVER
    walker.conversation = walker.conversation.model_copy(update={"agenda": ()})
    walker.wait()
    assert walker.last == []
    assert walker.conversation.retention is None


def test_more_months_count_for_who_was_not_warned_yet() -> None:
    walker = silent(lambda: then(in_program, "/stop"))
    walker.content = kept_for(2)
    walker.wait()
    assert walker.last == []
    assert retention(walker).at.date() == dt.date(2026, 3, 5)


def test_fewer_months_count_with_the_next_look() -> None:
    walker = silent(lambda: then(in_program, "/stop"), CONTENT)
    walker.content = ONE_MONTH
    walker.now += 40 * DAY
    looked_at(walker)
    walker.wait()
    assert said(walker.last) == [WARNING]


def test_who_was_warned_keeps_the_day_that_was_named() -> None:
    walker = warned(lambda: then(in_program, "/stop"))
    named = retention(walker).at
    walker.content = kept_for(6)
    walker.wait()
    assert (walker.now, is_forgotten(walker)) == (named, True)


# Snapshots of an older program, and wrong clocks.


@pytest.mark.parametrize(
    ("known", "counts_from"),
    [
        ({"heard_on": dt.date(2026, 1, 3), "seen_at": None}, dt.date(2026, 1, 3)),
        ({"heard_on": None, "seen_at": at(0, "08:00") - DAY}, dt.date(2026, 1, 4)),
        ({"heard_on": None, "seen_at": None}, dt.date(2026, 1, 8)),
    ],
)
def test_who_is_in_the_store_already_counts_from_what_is_known(
    known: dict[str, object], counts_from: dt.date
) -> None:
    """With the next event, be it a moment of the programme."""
    walker = p1()
    older = {"retention": None, "agenda": (), "state": "stopped", **known}
    walker.conversation = walker.conversation.model_copy(update=older)
    walker.now = at(3, "09:00")
    looked_at(walker)
    assert retention(walker).active_on == counts_from


def test_who_was_silent_long_before_it_is_warned_with_the_next_look() -> None:
    walker = silent(lambda: then(in_program, "/stop"), CONTENT)
    walker.conversation = walker.conversation.model_copy(update={"retention": None})
    walker.now += 500 * DAY
    looked_at(walker)
    assert retention(walker).at == walker.now + SECOND
    walker.wait()
    assert said(walker.last) == [WARNING]


@pytest.mark.parametrize("is_warned", [False, True])
def test_a_clock_that_was_far_ahead_deletes_nobody(*, is_warned: bool) -> None:
    """It counts anew from the day on which the clock is right."""
    walker = silent(lambda: then(in_program, "/stop"), CONTENT)
    right = walker.now
    walker.now += 4000 * DAY
    if is_warned:
        looked_at(walker)
        assert said(walker.last) == [WARNING]
    else:
        walker.say("hello")
    assert retention(walker).at > right + 400 * DAY
    walker.now = right + AHEAD
    looked_at(walker)
    assert retention(walker).active_on == walker.now.date()
    assert not retention(walker).last


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-05", 12, "2027-01-05"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-03-31", 120, "2036-03-31"),
        ("2026-11-30", 1, "2026-12-30"),
    ],
)
def test_a_month_later_is_the_same_day_or_its_last(day: str, months: int, later: str) -> None:
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)
