"""The pose grammar, and how far a body goes (clinical spec 5)."""

from __future__ import annotations

import pytest

from content.poses import JOINTS, RANGES, out_of_range, read_pose


def test_pose_changes_its_base():
    pose = read_pose("sit trunk=15 hipL=105 kneeR=20.5 ankR=-5")
    assert pose.base == "sit"
    assert set(pose.angles) == set(JOINTS)
    changed = {joint: angle for joint, angle in pose.angles.items() if angle}
    assert changed == {
        "trunk": 15, "hipL": 105, "hipR": 90, "kneeL": 90, "kneeR": 20.5, "ankR": -5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("base", "changed"),
    [
        ("stand", {}),
        ("supine", {}),
        ("prone", {}),
        ("sit", {"hipL": 90, "hipR": 90, "kneeL": 90, "kneeR": 90}),
        ("half_kneel", {"hipL": 90, "kneeL": 90, "kneeR": 90}),
    ],
)
def test_base_has_angles_of_its_own(base: str, changed: dict[str, float]):
    assert {joint: angle for joint, angle in read_pose(base).angles.items() if angle} == changed


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "'' is no base"),
        ("lie", "'lie' is no base"),
        ("sit neck", "'neck' is not joint=degrees"),
        ("sit neck=", "'neck=' is not joint=degrees"),
        ("sit neck=a lot", "'neck=a' is not joint=degrees"),
        ("sit hip=90", "'hip' is no joint"),
        ("sit neckL=9", "'neckL' is no joint"),
        ("sit neck=1 neck=2", "neck is given twice"),
    ],
)
def test_what_is_no_pose_is_refused(text: str, what: str):
    with pytest.raises(ValueError, match=r"joint|base|twice") as error:
        read_pose(text)
    assert what in str(error.value)


@pytest.mark.parametrize("joint", JOINTS)
def test_end_of_a_range_is_in_it_and_one_more_is_not(joint: str):
    low, high = RANGES[joint.rstrip("LR")]
    for inside, outside in ((low, low - 1), (high, high + 1)):
        assert list(out_of_range(read_pose(f"stand {joint}={inside}"))) == []
        told = f"{joint}={outside} is beyond its range, {low} to {high}"
        assert list(out_of_range(read_pose(f"stand {joint}={outside}"))) == [told]
