"""Lists what runs beside our own code, and under which licences: `python -m docs.licences`.

Rule: a licence that is not on the list below stops it, so that somebody has to read it first.
"""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCKS = ("requirements.lock", "requirements-postgres.lock")
"""Of the running bot; what tests and builds need besides goes to nobody."""
ALLOWED = {
    *("MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0"),
    "MPL-2.0",  # binds changes of its own files, and we make none
    "LGPL-3.0-only",  # binds changes of the library, which everybody can exchange
}
SPELT = {
    "APL 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT",
}
"""What packages call a licence, in the words of SPDX."""
HEAD = """\
# What it is made of, and licences

Every package of the running bot, as in `requirements.lock` and `requirements-postgres.lock`: exact
versions, each file known by its hash, wheels only. `make licences` writes this page. A test fails
when it is stale, or when a licence comes in that nobody has read yet (`docs/licences.py`).

- `make sbom` writes `sbom.json`, a bill of materials (CycloneDX), from the lock, without a network.
- `make audit` asks which locked versions have known weaknesses. It needs a network, so it is no
  part of the tests: run it before a release, and once a month.

All of it is installed beside the program, and none of it is changed by us. LGPL-3.0 and MPL-2.0 ask
for changes of those packages to be published, and there are none. `cryptography`, `pydantic-core`,
`typst` and `tzfpy` hold compiled libraries, which each wheel lists in its folder `sboms`. The
borders of time zones in `tzfpy` come from OpenStreetMap, under ODbL-1.0.

| package | version | licence |
|---|---|---|
"""


class UnreadLicenceError(Exception):
    """Nobody has said yet that this licence may be used."""


class Package(NamedTuple):
    name: str
    version: str
    licence: str


def locked(lock: str) -> list[tuple[str, str]]:
    """Names and versions."""
    return re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)


def packages() -> list[Package]:
    found = sorted({one for lock in LOCKS for one in locked(lock)})
    return [Package(name, version, licence_of(name)) for name, version in found]


def licence_of(name: str) -> str:
    """As the installed package says it: in one expression, in a field of old, or by its kind."""
    about = metadata(name)
    kinds = [kind for kind in about.get_all("Classifier", []) if kind.startswith("License ::")]
    said = about.get("License-Expression") or about.get("License") or " AND ".join(kinds)
    return checked(name, said.rpartition(" :: ")[2])


def checked(name: str, said: str) -> str:
    licence = SPELT.get(said, said)
    if not all(one in ALLOWED for one in re.split(r" AND | OR ", licence)):
        raise UnreadLicenceError(f"{name}: {said.splitlines()[0] if said else 'none'}")
    return licence


def page() -> str:
    return HEAD + "".join(f"| {' | '.join(package)} |\n" for package in packages())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
