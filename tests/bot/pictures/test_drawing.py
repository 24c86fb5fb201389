"""A frame as a picture: well-formed, inside its edges, and with nothing but what the frame says."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from bot.pictures.figure.body import SIZE, Frame
from bot.pictures.figure.drawing import CAPTION_WIDTH, caption_size, draw, width_of
from bot.pictures.figure.palette import ARROW
from content.figures import MOST_LETTERS
from tests.bot.pictures.frames import BASES, SVG, loop, points_of


def words(key: str) -> str:
    return {"figure-right-leg": "Right leg"}[key]


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text")]


def some(frames: list[Frame]) -> list[Frame]:
    return frames[::5]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("show", ["nerve", "hamstrings", "hip_flexor"])
def test_each_frame_is_well_formed_and_inside_the_picture(base, show):
    for frame in some(loop(base, show=show)):
        points = list(points_of(draw(frame, words)))
        assert len(points) > 100
        assert all(-1 <= x <= SIZE + 1 and -1 <= y <= SIZE + 1 for x, y in points)


def test_a_cue_with_markup_is_only_text():
    frame = replace(loop("stand")[0], cue='Bow & <b>"hold"</b>')
    assert texts(draw(frame, words)) == ['Bow & <b>"hold"</b>']


def test_one_leg_at_a_time_says_which_leg_is_seen():
    assert texts(draw(loop("stand", one_sided=True)[0], words)) == ["Right leg", "There"]
    assert texts(draw(loop("stand")[0], words)) == ["There"]


@pytest.mark.parametrize("base", BASES)
def test_arrows_only_while_it_moves(base):
    moving = next(frame for frame in loop(base) if frame.moving)
    assert ARROW in draw(moving, words)
    assert ARROW not in draw(replace(moving, moving=False), words)


@pytest.mark.parametrize(
    "cue",
    [
        "Up",
        "Look up, straighten the knee",
        "Baja despacio, la espalda recta",
        "W" * MOST_LETTERS,
        "Mantén los dos muslos bien paralelos y respira",
    ],
)
def test_a_cue_fits_its_pill_and_can_be_read(cue):
    size = caption_size(cue)
    assert width_of(cue, size) <= CAPTION_WIDTH - 40
    assert size <= 31
    assert size >= 18


def test_the_bar_grows_with_the_loop():
    def done(progress: float) -> float:
        svg = draw(replace(loop("stand")[0], progress=progress), words)
        return float(re.findall(r'<rect x="24" y="625" width="([\d.]+)"', svg)[1])

    assert done(0.0) < done(0.5) < done(1.0) == CAPTION_WIDTH


def test_more_work_shows_more():
    frame = loop("stand")[0]
    calm, warm = (draw(replace(frame, heat=heat), words) for heat in (0.0, 1.0))
    assert 'fill-opacity="0.30"' in calm
    assert 'fill-opacity="1.00"' in warm


def test_the_weight_hangs_from_fists():
    open_hand = draw(loop("stand")[0], words)
    holding = draw(loop("stand", scene={"weight": 0})[0], words)
    assert "M11 -10C" in holding
    assert "M11 -10C" not in open_hand


def test_drawing_is_quick_and_small():
    frames = loop("slump", show="nerve")
    began = time.perf_counter()
    drawn = [draw(frame, words) for frame in frames]
    assert (time.perf_counter() - began) / len(frames) < 0.005
    assert max(map(len, drawn)) < 16_000
