"""Whatever the screen asks, a virtual person has a tap or words for it."""

from __future__ import annotations

import pytest

from bot.simulate.acts import Act, Show, Sight, Tap, Write
from bot.simulate.answers import answer
from bot.simulate.people import Person, draw_person
from content.load import load_content
from flows.conversation import Open
from flows.effects import Say
from flows.parts import button

CONTENT = load_content()


def sight(topic: str, *codes: str, picks: tuple[str, ...] = ()) -> Sight:
    rows = tuple((button("button-yes", code),) for code in codes)
    shown = Open(ask=7, screen=3, topic=topic, picks=picks)
    return Sight(Say(lines=(), screen=3, ask=7, buttons=rows), shown, CONTENT)


def acts(seen: Sight, people: int = 60, **changes: object) -> set[Act]:
    """What many people do about it."""
    found = set()
    for number in range(people):
        person = draw_person(5, number)
        for name, value in changes.items():
            setattr(person, name, value)
        found.add(answer(person, seen))
    return found


@pytest.mark.parametrize(
    ("topic", "codes", "expected"),
    [
        ("of.tomorrow", ("a", "b", "!new"), {Tap("a"), Tap("b")}),
        ("of.tomorrow", ("go.1", "back", "skip"), {Tap("go.1")}),
        ("of.tomorrow", ("back",), {Tap("back")}),
        ("of.tomorrow", (), {Write("ok")}),
        ("fork", ("now", "in2", "back"), {Tap("now"), Tap("in2")}),
        ("zone", ("z.0", "z.1"), {Tap("z.0"), Tap("z.1")}),
        ("clear.tear.examined", ("yes", "no"), {Tap("yes"), Tap("no")}),
        ("clear.tear.now", ("gone", "same", "worse"), {Tap("gone")}),
        ("item.tear", ("yes", "no", "maybe"), {Tap("no")}),
        ("again.q_age", ("o.u18", "o.a65", "o.a18_39", "o.a40_64"),
         {Tap("o.a65"), Tap("o.a18_39"), Tap("o.a40_64")}),
    ],
)  # fmt: skip
def test_people_tap_what_leads_on(topic: str, codes: tuple[str, ...], expected: set[Act]) -> None:
    odd = {Tap(code) for code in codes}
    found = acts(sight(topic, *codes), people=300, minor=False)
    assert expected <= found <= expected | odd


def test_who_is_under_age_says_so() -> None:
    codes = ("o.u18", "o.a65", "o.a18_39", "o.a40_64")
    assert Tap("o.u18") in acts(sight("q.q_age", *codes), minor=True)


def test_a_sign_that_is_there_is_admitted() -> None:
    person = draw_person(5, 1)
    person.body.signs = frozenset(["tear"])
    assert answer(person, sight("item.tear", "yes", "no", "maybe")) == Tap("yes")


def test_ticks_are_tapped_one_by_one() -> None:
    person = draw_person(5, 1)
    person.body.signs = frozenset(["tear", "groin"])
    codes = ("t.tear", "t.groin", "t.heart")
    assert answer(person, sight("new.q_rf_b", *codes, "none")) == Tap("t.tear")
    assert answer(person, sight("new.q_rf_b", *codes, "go", picks=("tear",))) == Tap("t.groin")
    ticked = sight("new.q_rf_b", *codes, "go", picks=("tear", "groin"))
    assert answer(person, ticked) == Tap("go")


def test_tingling_that_changed_is_ticked_before_the_pain() -> None:
    person = draw_person(5, 1)
    person.body.tingles, person.writes = 1.0, 0.0
    numbers, ticks = [f"n.{n}" for n in range(11)], ("g.better", "g.same", "g.worse")
    looks = [answer(person, sight("checkin.pain", *numbers, *ticks)) for _ in range(3)]
    assert len({tick for tick in looks if tick in {Tap(code) for code in ticks}}) == 1
    left = [code if Tap(code) not in looks else "g.none" for code in ticks]
    assert str(answer(person, sight("checkin.pain", *numbers, *left))[0]).startswith("n.")


def test_tingling_that_changed_is_written_along() -> None:
    person = draw_person(5, 1)
    person.body.tingles, person.writes = 1.0, 1.0
    person.wishes[7, "tingling"] = "worse"
    said = answer(person, sight("checkin.pain", "n.0", "g.better", "g.same", "g.worse"))
    assert str(said[0]).endswith(", tingling worse")


def test_who_does_not_tingle_taps_the_pain() -> None:
    person = draw_person(5, 1)
    person.body.tingles, person.writes = 0.0, 0.0
    codes = [f"n.{n}" for n in range(11)]
    for _ in range(5):
        act = answer(person, sight("checkin.pain", *codes, "g.better", "g.same", "g.worse"))
        assert act in {Tap(code) for code in codes}


def test_a_prompt_is_answered_by_taps_and_by_words() -> None:
    found = acts(sight("prompt", "done", "partial", "skipped", "card.1", "why", "later"), 400)
    assert {Tap("done"), Tap("partial"), Tap("skipped")} <= found
    assert any(isinstance(act, Write) and "pain" in act.text for act in found)


def test_some_go_through_the_moves_and_say_when_one_hurts() -> None:
    assert Tap("card.1") in acts(sight("prompt", "card.1", "done", "partial", "skipped"), 60)
    card = ("did.2", "ease.2.full", "hard.2", "hurt.2", "skip.2", "card.1", "!new")
    found = acts(sight("prompt", *card), 400)
    assert {Tap(code) for code in card[:-1]} <= found
    assert any(isinstance(act, Write) for act in found)
    pains = [f"h.2.{n}" for n in range(11)]
    assert {Tap("h.2.2"), Tap("h.2.4")} <= acts(sight("prompt", *pains, "card.2"), 200)
    assert acts(sight("prompt", "h.2.99", "card.2"), 1) <= {Tap("h.2.99"), Tap("card.2")}


def test_a_place_is_shared_or_written() -> None:
    kinds = {type(act) for act in acts(sight("zone"))}
    assert kinds == {Show, Write}


def test_unseen_people_say_not_yet() -> None:
    person: Person = draw_person(5, 1)
    stopped = sight("stopped", "seen", "not_yet")
    assert answer(person, stopped) == Tap("not_yet")
    person.seen_on = person.today
    assert answer(person, stopped) == Tap("seen")
