"""Reads the condition grammar: `question op value`, joined by all `and` or all `or`.

Text in, plain data out; what a condition means for a person's answers is decided in flows.
"""

from __future__ import annotations

import re
from typing import Any

_TEST = re.compile(r"(?P<question>\w+) (?P<op>==|!=|>=|in|has) (?P<values>[\w.]+(?:\|[\w.]+)*)")


def read_condition(text: str) -> dict[str, Any]:
    """Raises ValueError with what is wrong; `in` is the only test with several values."""
    joins = set(re.findall(r" (and|or) ", text))
    if len(joins) > 1:
        raise ValueError(f"mixes 'and' with 'or': {text!r}")
    join = joins.pop() if joins else "and"
    return {"join": join, "tests": [_read_test(part) for part in text.split(f" {join} ")]}


def _read_test(text: str) -> dict[str, Any]:
    match = _TEST.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()!r} is not 'question op value' (op: == != >= in has)")
    values = match["values"].split("|")
    if len(values) > 1 and match["op"] != "in":
        raise ValueError(f"only 'in' takes several values: {text.strip()!r}")
    return {"question": match["question"], "op": match["op"], "values": values}
