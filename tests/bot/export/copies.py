"""Copies of people who lived, and of one whose every field holds a value of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import count
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel

from bot.export.facts import Source
from bot.store import Everything
from bot.telegram.letters import plain
from flows.effects import Text
from flows.words import draw
from tests.bot.export.fhir_people import everything
from tests.flows.people import CONTENT
from tests.flows.walker import Walker

LONG_AGO = dt.datetime(2031, 1, 1, 8, 0, tzinfo=dt.UTC)


def words(text: Text, language: str) -> str:
    return plain(draw(text, CONTENT, language))


def source(found: Everything, language: str = "en", at: dt.datetime = LONG_AGO) -> Source:
    return Source(found, CONTENT, words, language, at)


def of(walker: Walker, language: str = "en", **changes: Any) -> Source:
    talk = walker.conversation.model_copy(update=changes)
    return source(everything(talk, walker.records, walker.now), language, walker.now)


class Filler:
    """Every field gets a value that no other has; of some, what they must be is given."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._numbers = count(1)
        self.values: list[str] = []
        """As they stand in JSON, of those that are told apart by themselves."""

    def fill(self, kind: Any, **more: Any) -> Any:
        """An instance of a model or a data class."""
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            names = {field.name: hints[field.name] for field in fields(kind)}
        else:
            names = {name: field.annotation for name, field in kind.model_fields.items()}
        given = {name: self._given[name] for name in names.keys() & self._given.keys()} | more
        return kind(**{n: given[n] if n in given else self.value(of) for n, of in names.items()})

    def value(self, kind: Any) -> Any:
        origin, parts = get_origin(kind), get_args(kind)
        if origin in {Union, UnionType}:
            return self.value(next(part for part in parts if part is not NoneType))
        if origin is Literal:
            return parts[-1]
        if hasattr(kind, "__metadata__"):
            return self.value(parts[0])
        if origin is tuple:
            return tuple(self.value(part) for part in parts if part is not Ellipsis)
        if origin in {dict, Mapping} or kind is dict:
            key, held = parts
            return {self.value(key): self.value(held)}
        return self._one(kind)

    def _one(self, kind: Any) -> Any:
        n = next(self._numbers)
        if isinstance(kind, type) and (issubclass(kind, BaseModel) or is_dataclass(kind)):
            return self.fill(kind)
        made: dict[Any, Any] = {
            str: f"canary-{n}",
            int: 900_000 + n,
            float: 900_000.5 + n,
            bool: True,
            dt.date: dt.date(2040, 1, 1) + dt.timedelta(days=n),
            dt.datetime: LONG_AGO + dt.timedelta(minutes=n),
            AwareDatetime: LONG_AGO + dt.timedelta(minutes=n),
            Any: f"canary-{n}",
        }
        value = made[getattr(kind, "__supertype__", kind)]
        if kind is not bool:
            told = value.isoformat() if isinstance(value, dt.date) else str(value)
            self.values.append(told.replace("+00:00", "Z"))
        return value


# A schema, looked at as far as ours goes.


def breaches(value: Any, part: Mapping[str, Any], whole: Mapping[str, Any], at: str = "") -> Any:
    """What of it the schema does not allow, in words."""
    return list(_breaches(value, part, whole, at))


def _breaches(
    value: Any, part: Mapping[str, Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        yield from _breaches(value, whole["$defs"][name], whole, at)
        return
    for ways in (part.get("anyOf"), part.get("oneOf")):
        if ways and all(breaches(value, way, whole, at) for way in ways):
            yield f"{at}: {value!r} is none of what it may be"
    if "type" in part and not _is_of(value, part["type"]):
        yield f"{at}: {value!r} is no {part['type']}"
        return
    if "enum" in part and value not in part["enum"]:
        yield f"{at}: {value!r} is none of {part['enum']}"
    if "const" in part and value != part["const"]:
        yield f"{at}: {value!r} is not {part['const']}"
    match part.get("format"):
        case "date":
            dt.date.fromisoformat(value)
        case "date-time" if dt.datetime.fromisoformat(value).tzinfo is None:
            yield f"{at}: {value} has no zone"
    if isinstance(value, dict):
        yield from _of_object(value, part, whole, at)
    if isinstance(value, list):
        parts = part.get("prefixItems") or [part.get("items", {})] * len(value)
        for n, (each, its) in enumerate(zip(value, parts, strict=True)):
            yield from _breaches(each, its, whole, f"{at}.{n}")


def _of_object(
    value: dict[str, Any], part: Mapping[str, Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    known, more = part.get("properties", {}), part.get("additionalProperties", True)
    for name in set(part.get("required", ())) - value.keys():
        yield f"{at}.{name} is missing"
    for name, each in value.items():
        if name in known or isinstance(more, dict):
            yield from _breaches(each, known.get(name, more), whole, f"{at}.{name}")
        elif not more:
            yield f"{at}.{name} is not known"


def _is_of(value: Any, kind: str) -> bool:
    kinds: dict[str, Any] = {
        "object": dict, "array": list, "string": str, "null": NoneType, "boolean": bool,
        "integer": int, "number": (int, float),
    }  # fmt: skip
    is_other = isinstance(value, bool) and kind in {"integer", "number"}
    return isinstance(value, kinds[kind]) and not is_other
