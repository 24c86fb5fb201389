"""The page that shows the talk's states, drawn from the table that moves them.

Rule: leaves out what would hide the way of the talk; adds nothing that is not in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transitions.extensions import HierarchicalGraphMachine
from transitions.extensions.diagrams import NestedGraphTransition

from content.load import Content
from flows.machine import State
from flows.table import table
from flows.table_rows import Move, states

HEAD = """# States of the talk

Drawn from `flows/table.py` by `python -m bot draw-states`; do not edit.

An arrow's words are what the person was understood to mean (`flows/understand.py`). An arrow from
a frame starts in every state inside it. What changes no state stands in the table below.
"""


class GraphMachine(HierarchicalGraphMachine):
    """Draws only; never moves anybody."""

    state_cls = type("GraphState", (State, HierarchicalGraphMachine.state_cls), {})
    transition_cls = NestedGraphTransition


def states_page(content: Content) -> str:
    """Markdown with a mermaid diagram and the table of what stays."""
    stays = "\n".join(f"| `{s}` | {', '.join(ts)} |" for s, ts in staying(content).items())
    diagram = mermaid(content)
    return f"{HEAD}\n```mermaid\n{diagram}\n```\n\n| in | stays, on |\n|---|---|\n{stays}\n"


def mermaid(content: Content) -> str:
    """The arrows between states; one for each pair and trigger, however many guards it has."""
    # The drawing needs a model, thrown away at once.
    model = _Model()
    machine = GraphMachine(
        model=model, states=states(content), initial="welcome", auto_transitions=False,
        graph_engine="mermaid", title="Unhamstrung",
    )  # fmt: skip
    for source, trigger, dest in arrows(content):
        machine.add_transition(trigger, source, dest)
    drawn: Any = machine.get_combined_graph()
    return _plain(drawn.source)


class _Model:
    """What the library draws from."""


def _plain(drawn: str) -> str:
    """Without the colours, which mark the state of one model, and without blanks at line ends."""
    lines = [line.rstrip() for line in drawn.splitlines()]
    lines = lines[lines.index("stateDiagram-v2") :]
    painted = ("classDef", "Class ")
    return "\n".join(ln for ln in lines if ln and not ln.lstrip().startswith(painted))


def arrows(content: Content) -> list[tuple[str, str, str]]:
    """Source, trigger, destination; one from the frame where every state inside has it."""
    found = dict.fromkeys((m.source, m.trigger, m.dest) for m in _moving(content) if m.dest)
    for frame, inner in frames(content).items():
        for _, trigger, dest in list(found):
            every = [(f"{frame}.{name}", trigger, dest) for name in inner]
            if all(arrow in found for arrow in every):
                found = {a: None for a in found if a not in every} | {(frame, trigger, dest): None}
    return list(found)


def _moving(content: Content) -> Iterator[Move]:
    return (m for m in table(content) if m.source != "*" and m.dest not in (None, m.source))


def frames(content: Content) -> dict[str, list[str]]:
    """The states that hold others."""
    return {s["name"]: s["children"] for s in states(content) if "children" in s}


def staying(content: Content) -> dict[str, list[str]]:
    """Per state the triggers that are answered without leaving it; * is every state."""
    found: dict[str, dict[str, Any]] = {}
    for move in table(content):
        if move.dest in (None, move.source):
            found.setdefault(move.source, {})[move.trigger] = None
    anywhere = found.pop("*")
    return {s: list(ts) for s, ts in sorted(found.items())} | {"*": list(anywhere)}
