"""Virtual people are drawn by their own dice, and live on whether or not the bot asks."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from bot.simulate.people import CARD_A, CARD_B, DAY, KINDS, PLACES, draw_person
from content.load import load_content
from flows.reminders import local_day


def test_a_person_is_the_same_each_time() -> None:
    first, again = draw_person(1, 17), draw_person(1, 17)
    assert [first.dice.random() for _ in range(5)] == [again.dice.random() for _ in range(5)]
    assert (first.kind, first.place, first.starts_at) == (again.kind, again.place, again.starts_at)


@pytest.mark.parametrize(("seed", "number"), [(2, 17), (1, 18)])
def test_another_seed_or_number_is_another_person(seed: int, number: int) -> None:
    assert draw_person(seed, number).dice.random() != draw_person(1, 17).dice.random()


def test_the_kinds_come_in_their_shares() -> None:
    drawn = Counter(draw_person(1, n).kind for n in range(2000))
    assert sum(habits.share for habits in KINDS.values()) == 100
    assert all(abs(drawn[kind] / 20 - KINDS[kind].share) < 4 for kind in KINDS)


def test_signs_and_places_are_known_to_the_bot() -> None:
    content = load_content()
    assert {content.red_flags[sign].card for sign in CARD_A} == {"a"}
    assert {content.red_flags[sign].card for sign in CARD_B} == {"b"}
    for place, zone in PLACES.items():
        assert zone in {found.zone for found in content.places.find(place)}
        assert local_day(dt.datetime(2026, 1, 5, tzinfo=dt.UTC), zone)


def test_a_responder_feels_less_pain_after_weeks() -> None:
    person = next(p for p in (draw_person(1, n) for n in range(99)) if p.kind == "responder")
    person.body.usual = 5.0
    person.live_until(person.starts_at + DAY * 70)
    assert person.body.usual == pytest.approx(2.0, abs=0.05)


def test_an_illness_heals_on_its_day() -> None:
    person = draw_person(1, 3)
    sign = person.body.falls_ill(person.today, person.dice)
    heals_on = person.body.heals_on
    assert heals_on
    person.live_until(dt.datetime.combine(heals_on - DAY, dt.time(), dt.UTC))
    assert person.body.signs == {sign}
    person.live_until(dt.datetime.combine(heals_on, dt.time(), dt.UTC))
    assert not person.body.signs
