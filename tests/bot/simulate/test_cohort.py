"""A small cohort breaks no rule, is the same again, and however it is shared out."""

from __future__ import annotations

import io

from bot.simulate.cohort import Course, Plan, Progress, run_cohort, walk_all
from content.load import load_content

SEED = 1
SMALL = Plan(people=20, weeks=4, seed=SEED)
FEW = Plan(people=6, weeks=1, seed=SEED)


def told(course: Course) -> str:
    return "\n\n".join(f"person {f.number}: {f.sentence}\n{f.talk}" for f in course.failures)


def test_a_small_cohort_breaks_no_rule_and_is_the_same_again() -> None:
    show = io.StringIO()
    course = run_cohort(SMALL, workers=1, show=show)
    assert not course.failures, told(course)
    assert course.counts["people", 0] == SMALL.people
    assert sum(n for (name, _), n in course.counts.items() if name == "sessions done") > 50
    assert show.getvalue().splitlines()[-1] == "100 %: 20 of 20 people"


def test_workers_make_no_difference() -> None:
    alone, together = (run_cohort(FEW, workers=n, show=io.StringIO()) for n in (1, 2))
    assert alone == together


def test_a_person_alone_is_as_in_the_cohort() -> None:
    content = load_content()
    both = walk_all(FEW, (3, 5), content).counts
    third, fifth = (walk_all(FEW, (n,), content).counts for n in (3, 5))
    assert both == third + fifth


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal() -> None:
    show = Terminal()
    progress = Progress(10, show)
    progress.more(5)
    progress.more(5)
    first, last = show.getvalue().split("\r")[1:]
    assert first.startswith("█" * 20 + "░" * 20 + "  50 %")
    assert last.startswith("█" * 40 + " 100 %")
    assert last.endswith("\n")


def test_progress_elsewhere_is_a_line_every_ten_percent() -> None:
    show = io.StringIO()
    progress = Progress(200, show)
    for _ in range(200):
        progress.more(1)
    assert len(show.getvalue().splitlines()) == 10
