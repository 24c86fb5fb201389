"""Thousands of hostile updates on a real database; `python -m bench.fuzz` sends 200,000.

S3, S6, R25: nothing raises, nothing is set aside, and nothing of one person reaches another.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.siege import Siege

UPDATES = 2_500


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_comes_of_hostile_updates(tmp_path: Path, seed: int) -> None:
    """S3, S6: bent, forged, stolen, replayed, huge, or in the words of other languages."""
    siege = Siege(seed)
    await siege.run(tmp_path, UPDATES)
    assert siege.problems == []
    assert siege.done["Incoming"] > UPDATES / 2
    assert siege.done["letters"] > UPDATES / 4
