"""The dose grammar (clinical spec 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.schema import Dose


def test_repetitions_have_a_tempo():
    assert Dose.model_validate("2x8 @ 2-0-4 r30") == Dose(
        sets=2, n=8, held=False, tempo_seconds=(2, 0, 4), rest_seconds=30
    )


def test_holds_are_seconds_without_a_tempo():
    assert Dose.model_validate("2x60s @ hold r20") == Dose(
        sets=2, n=60, held=True, tempo_seconds=(0, 0, 0), rest_seconds=20
    )


@given(
    sets=st.integers(1, 10),
    n=st.integers(1, 1200),
    tempo=st.tuples(*[st.integers(0, 20)] * 3),
    rest=st.integers(0, 300),
)
def test_every_dose_is_read_as_written(sets: int, n: int, tempo: tuple[int, int, int], rest: int):
    dose = Dose.model_validate(f"{sets}x{n} @ {'-'.join(map(str, tempo))} r{rest}")
    assert (dose.sets, dose.n, dose.held) == (sets, n, False)
    assert (dose.tempo_seconds, dose.rest_seconds) == (tempo, rest)


@pytest.mark.parametrize(
    "text",
    ["2x8", "2x8 @ 2-0 r30", "2x8 @ 2-0-4", "2x60s @ 2-0-4 r0", "2x60 @ hold r0", "0x8 @ 2-0-4 r0",
     "2x0 @ 2-0-4 r0", "11x8 @ 2-0-4 r0", "", "two sets"],
)  # fmt: skip
def test_what_is_no_dose_is_refused(text: str):
    with pytest.raises(ValueError, match="Dose"):
        Dose.model_validate(text)
