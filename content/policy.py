"""The words that people agree to, version by version, and whether they are still the same.

Rule: the shape of policy.yaml and what can be wrong in it; who agreed to what is the talk's matter.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from content.reading import Field as Place
from content.reading import mistake
from content.schema import Frozen
from content.texts import message_texts
from content.words import Words

POLICY = "policy.yaml"
TEXTS = "policy.ftl"
"""In the folder of each language: the question of consent, and what /privacy says."""
CHANGE = "policy-change-"
"""Begins the name of the message that says what a version has changed."""


def _hash(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError("is no hash, which has 64 of the signs 0-9 and a-f")
    return text


Hash = Annotated[str, AfterValidator(_hash)]


class Version(Frozen):
    version: int
    since: dt.date
    hashes: dict[str, Hash]
    """By language: SHA-256 of its words."""


class Policy(Frozen):
    versions: Annotated[tuple[Version, ...], Field(min_length=1)]
    """The oldest first; the last one is in force."""

    @property
    def current(self) -> Version:
        return self.versions[-1]

    def later_than(self, version: int) -> tuple[Version, ...]:
        """What has changed since then, the oldest first."""
        return tuple(each for each in self.versions if each.version > version)


def policy_findings(policy: Policy, words: Words) -> Iterator[tuple[Place, str]]:
    """Where in the file, what is wrong."""
    for index, each in enumerate(policy.versions):
        if each.version != index + 1:
            yield ("versions", index, "version"), f"{each.version} is not {index + 1}"
        if index and each.since < policy.versions[index - 1].since:
            yield ("versions", index, "since"), "is before the version before it"
        if index and not words.has(f"{CHANGE}{each.version}"):
            yield ("versions", index, "version"), f"there is no message {CHANGE}{each.version}"


def changed_words(folder: Path, policy: Policy, languages: tuple[str, ...]) -> list[str]:
    """Languages whose words are not those of the version in force, one line each."""
    found = {language: words_hash(folder, language) for language in languages}
    return [
        mistake(folder / POLICY, *_changed(policy, language, now))
        for language, now in found.items()
        if policy.current.hashes.get(language) != now
    ]


def _changed(policy: Policy, language: str, now: str) -> tuple[Place, str]:
    current, field = policy.current, ("versions", len(policy.versions) - 1, "hashes")
    if language not in current.hashes:
        return field, f"the words in {language} have no hash yet; it is {now}"
    what = (
        f"the words of the policy are not those of version {current.version}; their hash is {now}"
    )
    return (*field, language), what


def words_hash(folder: Path, language: str) -> str:
    """Of what is read, however its lines are broken."""
    texts = message_texts(folder / "locales" / language / TEXTS)
    said = (f"{text.field}: {' '.join(text.text.split())}" for text in texts)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
