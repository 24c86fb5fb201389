"""Reads the pose grammar, `base joint=degrees ...`, and knows how far a body goes.

Rule: angles only; how a pose is drawn is the pictures' matter (clinical spec 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Base = Literal["stand", "sit", "supine", "prone", "half_kneel"]

# How far each may go, in degrees, lift in cm. Normal ranges: AAOS 1965 (Joint Motion) for neck,
# spine, shoulder, hip, knee and ankle; Zarins 1983 (Rotational motion of the knee, bent 30-90
# degrees) for the shin. The trunk's lean is a spine that bends on a hip that bends. Tilt and lift
# have no such table: they are what a drawing still shows as a body.
RANGES: Mapping[str, tuple[int, int]] = {
    "trunk": (-25, 110),
    "round": (-25, 80),
    "neck": (-45, 45),
    "hip": (-30, 120),
    "knee": (0, 135),
    "ank": (-50, 20),
    "turn": (-25, 45),
    "arms": (-60, 180),
    "tilt": (-20, 20),
    "lift": (0, 40),
}
SIDED = frozenset({"hip", "knee", "ank", "turn"})
"""One of each leg, with L or R at the end."""
_START: Mapping[Base, Mapping[str, float]] = {
    "stand": {},
    "sit": {"hipL": 90, "hipR": 90, "kneeL": 90, "kneeR": 90},
    "supine": {},
    "prone": {},
    "half_kneel": {"hipL": 90, "kneeL": 90, "hipR": 0, "kneeR": 90},
}
"""What a base is before a pose changes it; all else is 0."""
_CHANGE = re.compile(r"(?P<joint>[a-zA-Z]+)=(?P<degrees>-?\d+(?:\.\d+)?)", re.ASCII)
JOINTS: tuple[str, ...] = tuple(
    name + side for name in RANGES for side in (("L", "R") if name in SIDED else ("",))
)


@dataclass(frozen=True)
class Pose:
    base: Base
    angles: Mapping[str, float]
    """Of every joint, defaults included."""


def read_pose(text: str) -> Pose:
    """Raises ValueError with what is wrong."""
    name, *changes = text.split() or [""]
    base = next((known for known in get_args(Base) if known == name), None)
    if base is None:
        raise ValueError(f"{name!r} is no base; the bases are {', '.join(get_args(Base))}")
    changed = dict[str, float]()
    for change in changes:
        joint, degrees = _read_change(change)
        if joint in changed:
            raise ValueError(f"{joint} is given twice in {text!r}")
        changed[joint] = degrees
    return Pose(base, {**dict.fromkeys(JOINTS, 0.0), **_START[base], **changed})


def _read_change(text: str) -> tuple[str, float]:
    match = _CHANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not joint=degrees, as in kneeR=30")
    if match["joint"] not in JOINTS:
        raise ValueError(f"{match['joint']!r} is no joint; the joints are {', '.join(JOINTS)}")
    return match["joint"], float(match["degrees"])


def out_of_range(pose: Pose) -> Iterator[str]:
    """What no body does, joint by joint."""
    for joint, degrees in pose.angles.items():
        low, high = RANGES[joint.rstrip("LR")]
        if not low <= degrees <= high:
            yield f"{joint}={degrees:g} is beyond its range, {low} to {high}"
