"""The budget of an update: its parts are all there, and come to what the whole takes."""

from __future__ import annotations

from bench.crowd import STEPS
from bench.growth import with_people
from bench.stages import PARTS, Cost, Watch, budget


def test_a_watch_adds_up_what_a_stage_took_until_it_is_emptied() -> None:
    watch = Watch()
    for _ in range(2):
        with watch.on("work"):
            sum(range(100_000))
    took = watch.empty()["work"]
    assert 0 < took.cpu < 1_000_000
    assert took.wall > 0
    assert not watch.empty()


def test_what_parts_took_is_left_out_of_the_rest() -> None:
    assert Cost(10, 12).less([Cost(1, 2), Cost(3, 3)]) == Cost(6, 7)
    assert Cost(10, 12).over(4) == Cost(2.5, 3)


async def test_each_stage_of_an_update_costs_something() -> None:
    found = await budget(people=2, talks=1)
    assert set(found.stages) == set(PARTS)
    dear = ("parse", "load", "advance", "save", "commit", "render", "settle", "send")
    assert all(found.stages[name].cpu > 0 for name in dear)
    assert 1 <= found.letters < found.calls, "a tap is answered, too"


async def test_the_store_can_be_full_of_others() -> None:
    found = await with_people(50, at_once=2, talks=1)
    assert found.found.updates == 2 * STEPS
    assert found.file_mb > 0
