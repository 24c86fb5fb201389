"""What people agree to: versions with what each has changed, and words that fit the last one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.check import problems
from content.load import FOLDER, ContentError, load_content
from content.policy import CHANGE, POLICY, TEXTS, words_hash
from content.words import SOURCE_LANGUAGE
from tests.content.conftest import Break

CONTENT = load_content()
CASES = {
    "numbers that do not rise": (
        "- version: 2", "- version: 4", 0, "versions.1.version: 4 is not 2",
    ),
    "a change that nothing tells": (
        "- version: 2", "- version: 3", 0,
        "versions.1.version: there is no message policy-change-3",
    ),
    "dates that fall": (
        "since: 2026-11-22", "since: 2025-11-22", 0,
        "versions.1.since: is before the version before it",
    ),
    "no hash": (
        "      en: 7bca856", "      en: XX7bca856", 0,
        "versions.0.hashes.en: is no hash, which has 64 of the signs 0-9 and a-f",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_with_its_line(folder: Path, break_file: Break, name: str) -> None:
    old, new, below, told = CASES[name]
    line = break_file(POLICY, old, new)
    with pytest.raises(ContentError) as error:
        load_content(folder)
    where = f"content/policy.yaml:{line + below}: "
    assert [m for m in error.value.mistakes if m.startswith(where) and told in m]
    assert all(" -> " in found for found in problems(folder))


def test_each_version_after_the_first_says_what_it_has_changed() -> None:
    assert [each.version for each in CONTENT.policy.versions] == [1, 2]
    assert CONTENT.policy.current.version == 2
    assert [each.version for each in CONTENT.policy.later_than(1)] == [2]
    assert CONTENT.words.has(f"{CHANGE}2")


def test_words_that_have_changed_call_for_a_new_version(folder: Path) -> None:
    """P3: or for the new hash, when nothing has changed in meaning; the line says it."""
    path = folder / "locales" / SOURCE_LANGUAGE / TEXTS
    text = path.read_text("utf-8")
    path.write_text(text.replace("They are shared with no one", "They are for us alone"), "utf-8")
    [found] = problems(folder)
    now = words_hash(folder, SOURCE_LANGUAGE)
    told = f"the words of the policy are not those of version 2; their hash is {now} -> "
    assert f"versions.1.hashes.en: {told}add a version" in found
    before = CONTENT.policy.current.hashes[SOURCE_LANGUAGE]
    mended = shutil.copytree(folder, folder.parent / "mended" / "content")  # a folder is read once
    policy = mended / POLICY
    policy.write_text(policy.read_text("utf-8").replace(before, now), "utf-8")
    assert problems(mended) == []


def test_a_language_without_a_hash_is_told(german: Path) -> None:
    folder = german.parents[1]
    policy = folder / POLICY
    policy.write_text(policy.read_text("utf-8").partition("      de: ")[0], "utf-8")
    found = [each for each in problems(folder) if "policy.yaml" in each]
    assert len(found) == 1
    assert "versions.1.hashes: the words in de have no hash yet; it is " in found[0]


def test_other_line_breaks_and_notes_are_the_same_words(folder: Path) -> None:
    path = folder / "locales" / SOURCE_LANGUAGE / TEXTS
    before = words_hash(folder, SOURCE_LANGUAGE)
    text = path.read_text("utf-8")
    broken = text.replace("plan. They are kept", "plan.\n    They are kept")
    noted = f"# A note.\n\n{broken}"
    assert noted.count("\n") > text.count("\n") + 2
    path.write_text(noted, "utf-8")
    assert words_hash(folder, SOURCE_LANGUAGE) == before


def test_the_words_in_the_repository_are_those_of_the_version_in_force() -> None:
    current = CONTENT.policy.current
    assert current.hashes == {name: words_hash(FOLDER, name) for name in CONTENT.words.languages}
