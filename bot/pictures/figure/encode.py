"""Pictures to a silent MP4, as Telegram's sendAnimation wants it: H.264, yuv420p, 640 pixels.

Rule: PyAV is a tool of who builds the media, and no part of the running bot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace

from bot.pictures.figure.body import SIZE

MOST_BYTES = 200_000
_CRF = (24, 27, 30, 34)
"""The first whose file is small enough; a higher number is a poorer picture."""
_BT709 = 1


def mp4(pngs: Sequence[bytes], fps: int) -> bytes:
    """Raises ValueError when it cannot be made small enough."""
    for crf in _CRF:
        made = _mp4(pngs, fps, crf)
        if len(made) <= MOST_BYTES:
            return made
    raise ValueError(f"{len(made)} bytes even at the poorest quality, at most {MOST_BYTES}")


def _mp4(pngs: Sequence[bytes], fps: int, crf: int) -> bytes:
    with TemporaryDirectory() as folder:  # as what plays at once is written twice
        path = Path(folder) / "film.mp4"
        _write(path, pngs, fps, crf)
        return path.read_bytes()


def _write(path: Path, pngs: Sequence[bytes], fps: int, crf: int) -> None:
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as box:
        stream = box.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = SIZE, SIZE, "yuv420p"
        stream.options = {"crf": str(crf), "preset": "slow", "tune": "animation", "threads": "1"}
        context = stream.codec_context
        # TV range and BT.709, said and done: otherwise phones show washed-out colours
        context.color_range = context.colorspace = _BT709
        context.color_primaries = context.color_trc = _BT709
        for frame in _frames(pngs, fps):
            box.mux(stream.encode(frame))
        box.mux(stream.encode())


def _frames(pngs: Sequence[bytes], fps: int) -> Iterator[av.VideoFrame]:
    for index, png in enumerate(pngs):
        decoder = av.CodecContext.create("png", "r")  # a new one each: a shared one mixes pictures
        for decoded in decoder.decode(av.Packet(png)):
            frame = decoded.reformat(
                SIZE,
                SIZE,
                "yuv420p",
                src_color_range=ColorRange.JPEG,
                dst_color_range=ColorRange.MPEG,
                dst_colorspace=Colorspace.ITU709,
            )
            frame.pts, frame.time_base = index, Fraction(1, fps)
            frame.pict_type = PictureType.NONE  # or each becomes a key frame, 40 times the size
            yield frame
