"""What we install: pinned, with hashes, from no address of ours, under licences that were read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.licences import PAGE, UnreadLicenceError, checked, licence_of, locked, page

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def entries(lock: Path) -> list[str]:
    """With their hashes, each in one line."""
    text = lock.read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_there_are_the_four_locks() -> None:
    assert [lock.name for lock in LOCKS] == [
        "requirements-bench.lock", "requirements-dev.lock", "requirements-postgres.lock",
        "requirements.lock",
    ]  # fmt: skip


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_package_is_one_version_with_hashes(lock: Path) -> None:
    pinned = re.compile(r"[a-z0-9.-]+==[^\s;]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert len(entries(lock)) > 30
    assert [entry for entry in entries(lock) if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    """Whoever installs decides where from; the hashes say whether it is the right file."""
    assert not re.search(r"://|index-url|find-links|^-", lock.read_text("utf-8"), re.MULTILINE)


def test_all_locks_agree() -> None:
    """Tests run what runs."""
    run, more, dev = (set(locked(f"requirements{kind}.lock")) for kind in ("", "-postgres", "-dev"))
    assert run < more < dev


def test_nothing_is_installed_without_its_hash() -> None:
    installs = [line for line in MAKEFILE.splitlines() if re.search(r"\binstall -", line)]
    assert installs
    assert all("--require-hashes --only-binary :all:" in line for line in installs)
    assert not re.search(r"\b(curl|wget|git clone|uvx|pipx)\b", MAKEFILE)


def test_every_package_that_runs_is_listed_with_its_licence() -> None:
    """After `make lock`, `make licences` writes the page anew."""
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize(
    "said", ["GPL-3.0-only", "MIT AND SSPL-1.0", "", "Ours\nAll rights reserved"]
)
def test_a_licence_that_nobody_has_read_is_named(said: str) -> None:
    with pytest.raises(UnreadLicenceError, match=r"^parrot: .+$"):
        checked("parrot", said)


@pytest.mark.parametrize(
    ("package", "licence"),
    [
        ("aiohttp", "Apache-2.0 AND MIT"),  # an expression
        ("fluent-runtime", "Apache-2.0"),  # a field, in words of its own
        ("aiosqlite", "MIT"),  # its kind alone
    ],
)
def test_a_licence_is_read_wherever_a_package_says_it(package: str, licence: str) -> None:
    assert licence_of(package) == licence


def test_a_bill_of_materials_is_made_of_the_lock_without_a_network(tmp_path: Path) -> None:
    """By the command of `make sbom`."""
    (command,) = re.findall(r"cyclonedx-py (requirements .*?) -o sbom\.json", MAKEFILE)
    made = tmp_path / "sbom.json"
    program = [sys.executable, "-m", "cyclonedx_py", *command.split(), "-o", str(made)]
    subprocess.run(program, cwd=ROOT, check=True, capture_output=True)
    bill = json.loads(made.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    listed = {(one["name"], one["version"]) for one in bill["components"]}
    assert listed == set(locked("requirements-postgres.lock"))
