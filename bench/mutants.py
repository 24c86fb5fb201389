"""Whether the tests notice a changed number: what mutmut leaves out of the modules that decide.

mutmut changes the bodies of functions. This changes, one at a time: numbers, rows and the order of
tables at the top of these modules, decorated functions, min and max, statements that
are only called, and the numbers of the content they reckon with. See docs/mutants.md.
Use: python -m bench.mutants [part of a file name]
"""

# ruff: noqa: T201 - it prints what it finds

from __future__ import annotations

import ast
import copy
import itertools
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
COPIED = ("content", "flows", "tests", "pyproject.toml")
CONTENT = ("content/plans.yaml", "content/factors.yaml")
ITS_TESTS = ("tests/flows/test_breaks.py",)
"""Beside those of the modules: plans.yaml holds the numbers of the breaks too."""
SECONDS = 120
"""A run that takes longer goes round in circles; it counts as noticed."""
OTHER = {
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Mutant(NamedTuple):
    file: str
    line: int
    what: str
    text: str
    """The whole file, changed."""


def of_python(file: str) -> Iterator[Mutant]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    nodes = [node for part in _parts(tree) for node in ast.walk(part)]
    nodes += [node for node in ast.walk(tree) if _is_extra(node)]
    for node in nodes:
        before = copy.copy(node.__dict__)
        for what, change in _changes(node):
            node.__dict__.update(change)
            yield Mutant(file, getattr(node, "lineno", 0), what, ast.unparse(tree))
            node.__dict__.update(before)


def _parts(tree: ast.Module) -> Iterator[ast.expr | ast.FunctionDef]:
    """Values at the top of a module, but for names of types; and decorated functions."""
    top = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    yield from (value for value in top if value and not isinstance(value, ast.Subscript))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    yield from (function for function in functions if function.decorator_list)


def _is_extra(node: ast.AST) -> bool:
    """Wherever it stands: mutmut leaves these alone in the bodies too."""
    match node:
        case ast.Name(id="min" | "max") | ast.Expr(value=ast.Call()):
            return True
    return False


def _changes(node: ast.AST) -> Iterator[tuple[str, dict[str, object]]]:
    """What changes, and the fields of the node that do it."""
    match node:
        case ast.Constant(value=bool(value)):
            yield f"{value}  ->  {not value}", {"value": not value}
        case ast.Constant(value=int(number)):
            for other in (number + 1, number - 1):
                yield f"{number}  ->  {other}", {"value": other}
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            yield f"turned: {ast.unparse(node)}", {"ops": [OTHER[type(op)]()]}
        case ast.BoolOp(op=op):
            turned = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"and/or: {ast.unparse(node)}", {"op": turned}
        case ast.Name(id="min" | "max" as name):
            yield f"not {name}", {"id": "max" if name == "min" else "min"}
        case ast.Expr(value=ast.Call()):
            yield f"without {ast.unparse(node)}", {"value": ast.Constant(None)}
        case ast.Return():
            yield f"returns None: {ast.unparse(node)}", {"value": ast.Constant(None)}
        case ast.Tuple(elts=[ast.Tuple(), *_] as rows):
            for n, (one, other) in enumerate(itertools.pairwise(rows)):
                swapped = [_row(one, other), _row(other, one)]
                yield f"rows {n + 1} and {n + 2}", {"elts": [*rows[:n], *swapped, *rows[n + 2 :]]}
        case ast.Tuple(elts=[ast.Constant(value=str()), ast.Constant(), *_] as names):
            for n, name in enumerate(names):
                yield f"without {ast.unparse(name)}", {"elts": [*names[:n], *names[n + 1 :]]}
        case ast.Dict(keys=keys, values=values):
            for n, (one, other) in enumerate(itertools.pairwise(values)):
                if ast.dump(one) != ast.dump(other):
                    what = f"{ast.unparse(keys[n] or one)}: {ast.unparse(other)}"
                    yield what, {"values": [*values[:n], other, *values[n + 1 :]]}


def _row(name: ast.expr, rest: ast.expr) -> ast.expr:
    """The name of one row with what stands in another."""
    assert isinstance(name, ast.Tuple)
    assert isinstance(rest, ast.Tuple)
    return ast.Tuple([name.elts[0], *rest.elts[1:]])


def of_content(file: str) -> Iterator[Mutant]:
    """Each number one higher."""
    text = (ROOT / file).read_text("utf-8")
    for node in _scalars(yaml.compose(text)):
        if node.tag == "tag:yaml.org,2002:int":
            start, end, higher = node.start_mark, node.end_mark, int(node.value) + 1
            line = text.splitlines()[start.line].strip()
            what = f"column {start.column + 1}: {node.value}  ->  {higher}   in {line[:70]}"
            changed = f"{text[: start.index]}{higher}{text[end.index :]}"
            yield Mutant(file, start.line + 1, what, changed)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    match node:
        case yaml.ScalarNode():
            yield node
        case yaml.SequenceNode(value=parts):
            yield from (scalar for part in parts for scalar in _scalars(part))
        case yaml.MappingNode(value=pairs):
            yield from (scalar for pair in pairs for part in pair for scalar in _scalars(part))


def is_noticed(folder: Path, mutant: Mutant, pytest: list[str]) -> bool:
    place = folder / mutant.file
    before, more = place.read_text("utf-8"), ITS_TESTS if mutant.file in CONTENT else ()
    place.write_text(mutant.text, "utf-8")
    try:
        done = subprocess.run(  # noqa: S603 - our own tests
            [sys.executable, "-B", "-m", "pytest", "-x", "-q", *pytest, *more],
            cwd=folder, capture_output=True, check=False, timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_text(before, "utf-8")
    return done.returncode != 0


def main(wanted: str = "") -> int:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    pytest = settings["pytest_add_cli_args"] + settings["pytest_add_cli_args_test_selection"]
    found = [m for file in settings["only_mutate"] for m in of_python(file)]
    found = [m for m in (*found, *(c for f in CONTENT for c in of_content(f))) if wanted in m.file]
    free: queue.Queue[Path] = queue.Queue()

    def run(mutant: Mutant) -> bool:
        folder = free.get()
        try:
            return is_noticed(folder, mutant, pytest)
        finally:
            free.put(folder)

    with ExitStack() as stack, ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in range(os.cpu_count() or 1):
            free.put(_copied(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        results = [_told(*pair) for pair in zip(found, pool.map(run, found), strict=True)]
    return report(results)


def _copied(folder: Path) -> Path:
    for name in COPIED:
        of = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        of(ROOT / name, folder / name)
    return folder


def _told(mutant: Mutant, is_found: bool) -> tuple[str, bool]:  # noqa: FBT001 - of a pair
    """What survives is said at once."""
    if not is_found:
        print(f"{mutant.file}:{mutant.line}: {mutant.what}", flush=True)
    return mutant.file, is_found


def report(results: list[tuple[str, bool]]) -> int:
    for file in dict.fromkeys(file for file, _ in results):
        of = [is_found for name, is_found in results if name == file]
        print(f"{file:24} {sum(of):4} of {len(of)} noticed")
    return 0 if all(is_found for _, is_found in results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
