"""Films are what Telegram plays as an animation."""

from __future__ import annotations

import io

import av
import pytest
from av.video.plane import VideoPlane

from bot.pictures.figure import encode
from bot.pictures.figure.body import SIZE
from bot.pictures.typeset import pngs

FPS = 25


def pictures(count: int) -> list[bytes]:
    """A bar that grows."""
    svgs = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#F4F1EA"/>'
        f'<rect width="{20 * n + 20}" height="90" fill="#2F6F8F"/></svg>'
        for n in range(count)
    ]
    return pngs(svgs, SIZE, SIZE)


@pytest.fixture(scope="module")
def film() -> bytes:
    return encode.mp4(pictures(10), FPS)


def test_a_film_is_h264_silent_square_and_as_long_as_its_pictures(film: bytes) -> None:
    with av.open(io.BytesIO(film)) as box:
        [stream] = box.streams
        assert stream.codec_context.name == "h264"
        assert (stream.codec_context.width, stream.codec_context.height) == (SIZE, SIZE)
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.frames == 10
        assert stream.average_rate == FPS


def test_it_can_be_played_before_all_of_it_is_there(film: bytes) -> None:
    assert film.index(b"moov") < film.index(b"mdat")


def test_its_pictures_come_in_their_order_and_their_colours(film: bytes) -> None:
    with av.open(io.BytesIO(film)) as box:
        shown = [frame.reformat(format="rgb24").planes[0] for frame in box.decode(video=0)]
    for n, picture in enumerate(shown):
        assert pixel(picture, 20 * n + 8, 45) == pytest.approx((0x2F, 0x6F, 0x8F), abs=12)
        assert min(pixel(picture, 20 * n + 40, 45)) > 200


def pixel(picture: VideoPlane, x: int, y: int) -> tuple[int, ...]:
    start = y * picture.line_size + 3 * x
    return tuple(bytes(picture)[start : start + 3])


def test_most_pictures_are_made_of_those_before(film: bytes) -> None:
    with av.open(io.BytesIO(film)) as box:
        keys = sum(packet.is_keyframe for packet in box.demux(video=0) if packet.size)
    assert keys == 1


def test_what_is_too_large_is_packed_tighter(monkeypatch: pytest.MonkeyPatch, film: bytes) -> None:
    monkeypatch.setattr(encode, "MOST_BYTES", len(film) - 1)
    assert len(encode.mp4(pictures(10), FPS)) < len(film)


def test_what_cannot_be_made_small_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "MOST_BYTES", 100)
    with pytest.raises(ValueError, match="even at the poorest quality"):
        encode.mp4(pictures(2), FPS)
