"""`python -m bot simulate`: what it writes, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.__main__ import main
from bot.simulate import Plan, tell
from bot.simulate.cohort import walk_all
from bot.simulate.tally import STANDINGS
from bot.simulate.walk import Failure
from content.load import load_content

TINY = ("--people", "3", "--weeks", "2", "--seed", "3", "--workers", "1")
PLAN = Plan(people=3, weeks=2, seed=3)


def test_a_sound_cohort_ends_with_0_and_leaves_a_summary_and_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *TINY, "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "3 people, 2 weeks, seed 3" in printed
    assert "Every rule held in every step." in printed
    found = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert [week["week"] for week in found["by_week"]] == [1, 2]
    assert all(sum(week["standing"].values()) == 3 for week in found["by_week"])
    assert set(found["by_week"][0]["standing"]) == set(STANDINGS)
    assert found["totals"]["messages"] == sum(week["messages"] for week in found["by_week"])
    assert found["failures"] == []


def test_the_picture_is_drawn_whole(tmp_path: Path) -> None:
    main(["simulate", *TINY, "--out", str(tmp_path)])
    picture = ET.parse(tmp_path / "cohort.svg").getroot()
    texts = [text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    for title in ("Where people stand", "Sessions a week", "Mean dose", "Messages sent"):
        assert any(text.startswith(title) for text in texts)
    assert "nan" not in ET.tostring(picture, "unicode")


def test_a_broken_rule_ends_with_1_and_tells_how_to_replay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = walk_all(PLAN, range(3), load_content())
    failures = (
        Failure(1, "silent", "silent: a tap was not answered", "THE TALK"),
        Failure(2, "silent", "silent: a message was not answered", "ANOTHER TALK"),
    )
    assert tell(PLAN, course._replace(failures=failures), tmp_path) == 1
    printed = capsys.readouterr().out
    assert "2 people show a broken rule" in printed
    assert "python -m bot simulate --weeks 2 --seed 3 --only 1" in printed
    assert "THE TALK" in printed
    assert "ANOTHER TALK" not in printed, "one talk for each rule is enough"
    found = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert [failure["person"] for failure in found["failures"]] == [1, 2]


def test_one_person_is_replayed_with_the_whole_talk(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--weeks", "1", "--seed", "3", "--only", "2"]) == 0
    printed = capsys.readouterr().out
    assert "> started" in printed
    assert printed.endswith("Every rule held in every step.\n")


@pytest.mark.parametrize("wrong", [("--people", "many"), ("--weeks", "-1"), ("--oops",)])
def test_a_wrong_option_ends_with_2(wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *wrong])
    assert ended.value.code == 2
