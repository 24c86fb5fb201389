"""What is not understood or cannot be read: never silence, and never the same words three times.

Also of `closed`.
"""

from __future__ import annotations

from itertools import product

import pytest

from content.texts import message_values
from flows.effects import Say
from flows.events import Commanded, Event, Said, Sent
from flows.parts import t
from flows.unclear import EXAMPLES, FITTING, RUN
from flows.words import draw
from tests.flows.days import lines, p1
from tests.flows.people import CONTENT
from tests.flows.situations import SITUATIONS, at_start, in_program, situation, then
from tests.flows.situations import at as come_to
from tests.flows.walker import Walker

AT = at_start().now
ODD: tuple[Event, ...] = (
    Said(at=AT, text="qwerty zuiop"),
    Sent(at=AT, what="sticker"),
    Sent(at=AT, what="voice"),
)
"""Nothing that anybody can understand."""
MEDIA = (
    "sticker", "gif", "dice", "game", "voice", "audio", "video_note", "video", "photo", "document",
    "poll", "contact", "edited", "forwarded", "story", "paid", "gift", "something new",
)  # fmt: skip


def says(walker: Walker) -> list[str]:
    """Whole messages, but for screens that were only tidied up."""
    said = [e for e in walker.last if isinstance(e, Say) and not e.edit_only]
    return [walker.drawn(say) for say in said if say.lines[0].key != "moved-down"]


def odd(walker: Walker, event: Event) -> list[str]:
    walker.send(event.model_copy(update={"at": walker.now}))
    return says(walker)


@pytest.mark.parametrize("name", SITUATIONS)
def test_nothing_is_met_with_silence_or_the_same_words_three_times(name: str) -> None:
    """R25: any three in a row, alike or not, in every situation."""
    for run in product(ODD, repeat=RUN):
        walker = situation(name)
        told = [odd(walker, event) for event in run]
        assert all(told), (name, run)
        assert len({said[0] for said in told}) > 1, (name, run, told)
        last = set(told[0]) & set(told[1]) & set(told[2])
        assert not last, (name, run, last)


@pytest.mark.parametrize("event", [*ODD, Commanded(at=AT, name="nonsense")])
def test_a_long_run_goes_round_and_never_stays(event: Event) -> None:
    walker = then(in_program, "=done")
    told = [odd(walker, event)[0] for _ in range(7)]
    assert len(set(told[:RUN])) == RUN
    assert told[:RUN] == told[RUN : 2 * RUN]


@pytest.mark.parametrize("understood", ["=n.2", "2", "/help", "thanks"])
def test_whatever_is_understood_begins_the_count_anew(understood: str) -> None:
    walker = then(in_program, "=done", "qwerty", "qwerty")
    assert walker.conversation.missed == 2
    then(lambda: walker, understood)
    assert walker.conversation.missed == 0


def test_an_old_button_and_a_prompt_that_comes_are_neither_here_nor_there() -> None:
    walker = then(in_program, "qwerty")
    walker.chose(0, "done")
    walker.wait()
    assert walker.conversation.missed == 1


# The second time: an example that fits.


@pytest.mark.parametrize(
    ("topic", "words", "says"),
    [
        ("q.q_side", "purple", "Left"),
        ("q.q_goal_score", "so so", "3"),
        ("q.q_f1", "stiff", "left 3 right 5"),
        ("q.q_time", "soon", "18:00"),
        ("q.q_ftf", "far", "3"),
        ("q.q_goal", "?!", "tie my shoes"),
        ("zone", "Xyzzyqux", "Madrid"),
        ("q.q_rf_b", "purple", "One of the buttons below"),
        ("result", "purple", "One of the buttons below"),
        ("q.q_work", "soon", "09:00-17:00"),
    ],
)
def test_the_second_time_there_is_an_example_that_fits(topic: str, words: str, says: str) -> None:
    walker = come_to(topic, q_breaks=2) if topic == "q.q_work" else come_to(topic)
    for _ in range(2):
        walker.say(words)
    assert says in walker.said()
    assert walker.open_topic() == topic


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (("=done", "qwerty", "qwerty"), "like this: 3"),
        (("qwerty", "qwerty"), "like this: All"),
        (("/pause", "until the cows come home", "until the cows come home"), "2 weeks"),
        (("done 2", "=n.5", "qwerty", "qwerty"), '"what time?"'),
        (("done 2", "=n.5", "done", "done"), "/correct changes it"),
        (("my foot drags", "qwerty", "qwerty"), '"yes" or a "no"'),
        (("done 8", "qwerty", "qwerty"), "One of the buttons below"),
        (("/stop", "qwerty", "qwerty"), "You stopped me"),
    ],
)
def test_in_a_programme_too(steps: tuple[str, ...], says: str) -> None:
    assert says in then(in_program, *steps).said()


@pytest.mark.parametrize("hint", FITTING)
def test_a_reason_in_other_words_needs_no_other_values(hint: str) -> None:
    files = sorted((CONTENT.folder / "locales" / "en").glob("*.ftl"))
    values = {name: needs for file in files for name, needs in message_values(file).items()}
    assert values[FITTING[hint]] <= values[hint]


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_is_a_text(example: object) -> None:
    assert draw(example, CONTENT, "en")  # type: ignore[arg-type] # all are texts


# The third time: ways on.


def test_the_third_time_there_are_ways_on() -> None:
    walker = come_to("q.q_goal_score")
    for _ in range(3):
        walker.say("so so")
    assert walker.said_buttons()[-3:] == ["Skip", "Help", "Stop messages"]
    walker.press("!help")
    assert lines(walker)[0] == "help-intake"
    assert walker.open_topic() == "q.q_goal_score"


def test_who_has_declined_can_start_all_the_same() -> None:
    walker = situation("declined")
    for _ in range(3):
        walker.say("qwerty")
    assert walker.said_buttons() == ["Start", "Help"]
    walker.press("!start")
    assert walker.open_topic() == "welcome"


def test_one_of_them_ends_it_all() -> None:
    walker = then(in_program, "=done", "qwerty", "qwerty", "qwerty", "=!stop")
    assert walker.conversation.state == "stopped"


@pytest.mark.parametrize("name", ["never seen", "under 18", "stopped in the programme"])
def test_there_is_nothing_to_stop_where_nothing_runs(name: str) -> None:
    walker = situation(name)
    for _ in range(3):
        walker.say("qwerty")
    assert "Help" in walker.said_buttons()
    assert "Stop messages" not in walker.said_buttons()


def test_after_words_of_self_harm_no_button_is_offered_that_does_nothing() -> None:
    walker = situation("crisis in a report")
    for _ in range(3):
        walker.sends("sticker")
    assert walker.said_buttons() == []


# What cannot be read.


@pytest.mark.parametrize("what", MEDIA)
def test_each_kind_of_message_gets_its_own_short_answer(what: str) -> None:
    """R25."""
    walker = then(in_program, "=done")
    walker.sends(what)
    said = says(walker)[0].splitlines()[0]
    assert said == walker.text(t("media", what=what))
    assert walker.open_topic() == "checkin.pain"


def test_only_what_may_be_heard_alike_is_answered_alike() -> None:
    said = {what: draw(t("media", what=what), CONTENT, "en") for what in MEDIA}
    assert len(set(said.values())) == len(MEDIA) - 2  # voice and audio, both kinds of video


@pytest.mark.parametrize("told", ["", "done 2"])
def test_a_changed_message_leads_to_a_correction_where_there_is_one(told: str) -> None:
    walker = p1(told or None)
    walker.sends("edited")
    assert ("Not right? Change it" in walker.said_buttons()) == bool(told)


def test_a_changed_message_in_the_intake_leads_back() -> None:
    walker = come_to("q.q_side")
    walker.sends("edited")
    assert "tap Back" in walker.said()


def test_a_changed_message_beside_an_open_question_can_be_corrected_too() -> None:
    walker = p1("done 2")
    walker.say("felt a pop")
    walker.sends("edited")
    assert walker.open_topic() == "item.tear"
    assert "Not right? Change it" in walker.said_buttons()


def test_a_forwarded_report_does_not_count_and_its_danger_does() -> None:
    walker = in_program()
    walker.send(Sent(at=walker.now, what="forwarded", text="done 2"))
    assert not walker.conversation.draft
    walker.send(Sent(at=walker.now, what="forwarded", text="numb between my legs"))
    assert walker.open_topic() == "item.saddle"


def test_a_photo_is_not_looked_at() -> None:
    walker = in_program()
    walker.sends("photo")
    assert "do not look at pictures" in walker.said()
