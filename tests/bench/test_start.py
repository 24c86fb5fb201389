"""What is read from Python's own account of its imports."""

from __future__ import annotations

from bench.start import by_package

TOLD = """\
import time: self [us] | cumulative | imported package
import time:       100 |        100 |   zipimport
import time:       900 |       1000 |     aiohttp.web
import time:       600 |       2600 | aiohttp
"""


def test_a_package_has_the_time_of_its_own_modules() -> None:
    assert by_package(TOLD) == {"aiohttp": 1.5, "zipimport": 0.1}
