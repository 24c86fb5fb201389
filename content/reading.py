"""Reads one YAML file into one frozen model, or says what is wrong, with file, line and field.

Knows nothing of what the files mean. Line numbers cost a second look at the file, which is taken
only when there is a mistake to report.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Field = tuple[str | int, ...]
"""Where in a file: keys and list positions, as in pydantic's `loc`."""

_Loader: type[yaml.SafeLoader] = cast(
    "type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
_BOOL = "tag:yaml.org,2002:bool"
_KEY = "[key]"
"""How pydantic says that a name is wrong, and not what stands behind it."""
_FIELDS = "must hold fields, each as name: value"
_SHAPES = {"tuple_type": "must be a list", "dict_type": _FIELDS, "model_type": _FIELDS}
NOT_UTF8 = "is not saved as UTF-8"


class ContentError(Exception):
    """Content files that cannot be used; the message has one line per mistake."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class _Strict(_Loader):  # type: ignore[misc, valid-type]  # chosen at import: the C loader is 8x faster
    """Refuses a key given twice, of which YAML would silently keep the last.

    Only true and false are truth values: `yes`, `no`, `on` and `off` are words here.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {
        first: [rule for rule in rules if rule[0] != _BOOL]
        for first, rules in _Loader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's signature
    ) -> dict[Hashable, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if str(key.value) in seen:
                what = f"{key.value} is given twice"
                raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
            seen.add(str(key.value))
        return cast("dict[Hashable, Any]", super().construct_mapping(node, deep))


_Strict.add_implicit_resolver(_BOOL, re.compile("(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path) -> Any:
    """The plain data of a file; ContentError when it is missing or no YAML."""
    try:
        return yaml.load(path.read_bytes(), _Strict)  # noqa: S506 - a SafeLoader, made stricter
    except OSError as error:
        raise ContentError([f"{shown_path(path)}: {error.strerror}"]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ContentError([f"{shown_path(path)}:{line}: {error.problem}"]) from error
    except yaml.YAMLError as error:  # signs that are none
        raise ContentError([f"{shown_path(path)}:1: file: {NOT_UTF8}"]) from error


def read_model(path: Path, model: type[Model]) -> Model:
    """Raises ContentError with every mistake of the file."""
    data = read_yaml(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        mistakes = [
            mistake(path, tuple(step for step in item["loc"] if step != _KEY), _plainly(item))
            for item in error.errors(include_url=False)
            if not _only_seems_short(item)
        ]
        raise ContentError(mistakes) from error


def _only_seems_short(item: ErrorDetails) -> bool:
    """What is wrong in a list does not count as there; it is told by itself."""
    return item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]


def _plainly(item: ErrorDetails) -> str:
    """What is wrong, without the words of the program for it."""
    kind, given = item["type"], item["input"]
    if item["loc"][-1:] == (_KEY,):
        return f"is not known here, only {item['ctx']['expected']}"
    if kind in {"string_too_short", "too_short"} or (given is None and kind.endswith("_type")):
        return "is empty"
    if kind == "string_pattern_mismatch":
        return f"{given!r} is no word or phrase"
    return _SHAPES.get(kind) or item["msg"].removeprefix("Value error, ")


def mistake(path: Path, field: Field, what: str) -> str:
    """One line for the operator; the item of a file's list is named by its id."""
    node: yaml.Node | None = _nodes(path, path.stat().st_mtime_ns)
    line, names = 1, list[str]()
    for step in field:
        line, node = _child(node, step) or (line, None)
        name = _id(node) if isinstance(step, int) and len(names) == 1 else None
        names = [name] if name else [*names, str(step)]
    return f"{shown_path(path)}:{line}: {'.'.join(names) or 'file'}: {what}"


def shown_path(path: Path) -> str:
    """`content/intake.yaml`, wherever the folder stands."""
    parts = path.parts
    start = max((i for i, part in enumerate(parts) if part == "content"), default=len(parts) - 1)
    return "/".join(parts[start:])


@cache
def _nodes(path: Path, changed: int) -> yaml.Node | None:
    """The file as nodes with their lines; `changed` makes an edited file a new one."""
    del changed
    return yaml.compose(path.read_bytes(), yaml.SafeLoader)


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """The line (from 1) and node at one step further, if the file has it."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in {str(step), f"d{step}"}:  # dose steps are d1, d2, d3 in the file
                return key.start_mark.line + 1, value
    return None


def _id(node: yaml.Node | None) -> str | None:
    """The id of a list item; a row of the safety words has that of its red flag."""
    found = _child(node, "id") or _child(node, "item")
    return str(found[1].value) if found else None
