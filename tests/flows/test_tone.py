"""The tone changes words, and never the plan, a button or the moment of a session."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from flows.effects import Say
from tests.flows.days import at, lines, p1, program, settle
from tests.flows.walker import Walker, buttons

STYLES = ("warm", "brief", "quiet")


@dataclass
class Seen:
    """All of two weeks."""

    moments: list[str] = field(default_factory=list)
    codes: list[list[str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    plan: str = ""
    silent: set[bool] = field(default_factory=set)


def two_weeks(style: str) -> Seen:
    """Every session is reported; what is asked in between is answered."""
    walker, seen = p1(q_style=style), Seen()
    while (due := walker.conversation.due_at) is not None and due <= at(14):
        walker.wait()
        look(walker, seen, unasked=True)
        settle(walker, morning="n.1", again="later")
        look(walker, seen)
        if walker.open_topic() == "prompt":
            walker.say("done 2")
            walker.say("5") if walker.open_topic() == "checkin.effort" else None
            look(walker, seen)
    seen.plan = program(walker).model_dump_json()
    return seen


def look(walker: Walker, seen: Seen, *, unasked: bool = False) -> None:
    says = [e for e in walker.last if isinstance(e, Say) and not is_lesson(e)]
    if unasked and says:
        seen.moments.append(f"{walker.now:%d %H:%M}")
        seen.silent.update(say.silent for say in says if say.lane == "prompt" and not say.edit_only)
    seen.codes += [[button.code for button in buttons(say)] for say in says]
    seen.texts += [walker.drawn(say) for say in says]


def is_lesson(say: Say) -> bool:
    """To one who wants it quiet it is only named, which is no part of the plan."""
    return any(line.key.startswith("lesson") for line in say.lines)


@pytest.mark.parametrize("style", ["warm", "quiet"])
def test_same_moments_same_buttons_same_plan_and_other_words(style: str) -> None:
    """Clinical spec, `q_style`: tone only. To one who reports, the nudge makes no difference."""
    one, other = two_weeks("brief"), two_weeks(style)
    assert one.moments == other.moments
    assert one.codes == other.codes
    assert one.plan == other.plan
    assert one.texts != other.texts


@pytest.mark.parametrize(
    ("style", "is_silent"), [("warm", False), ("brief", False), ("quiet", True)]
)
def test_one_quiet_message_makes_no_sound(style: str, *, is_silent: bool) -> None:
    """Clinical spec 6: that is how it is delivered, and no plan."""
    assert two_weeks(style).silent == {is_silent}


WORDS = {
    "prompt": ("Good to see you.", "Your 4 moves for today are ready.", "Today: 4 moves."),
    "thanks": ("Good job.", "Thank you.", "Noted."),
}


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("style", STYLES)
def test_each_has_its_own_words(what: str, style: str) -> None:
    walker = p1(done="skipped", q_style=style)
    walker.pass_until(at(1, "18:05"))
    if what == "thanks":
        walker.say("done 2")
    assert WORDS[what][STYLES.index(style)] in walker.said()


def test_a_friendly_thanks_is_not_the_same_every_day() -> None:
    walker, said = p1(q_style="warm"), set()
    for day in (1, 3, 4, 8):
        walker.pass_until(at(day, "18:05"))
        settle(walker)
        walker.say("done 1")
        walker.say("5") if walker.open_topic() == "checkin.effort" else None
        thanks = next(e for e in walker.last if isinstance(e, Say) and not e.edit_only).lines
        said.add(next(walker.text(line) for line in thanks if line.key == "thanks"))
    assert len(said) == 3


def test_a_skipped_session_needs_no_thanks() -> None:
    walker = p1(done="skipped")
    assert "thanks" not in lines(walker)
