"""A cohort of virtual people, who live with the bot for weeks on a virtual clock.

Rule: the door; what the command does, and which exit code comes of it.
"""

from __future__ import annotations

import json
from pathlib import Path

from bot.simulate.cohort import Course, Plan, run_cohort
from bot.simulate.picture import draw_picture
from bot.simulate.report import by_week, summary, text
from bot.simulate.walk import walk
from content.load import load_content

__all__ = ["Plan", "replay_one", "simulate", "tell"]


def simulate(plan: Plan, out: Path | None = None, workers: int | None = None) -> int:
    """Raises ContentError when the content files are wrong."""
    load_content()
    return tell(plan, run_cohort(plan, workers), out)


def tell(plan: Plan, course: Course, out: Path | None) -> int:
    """Prints what became of them; 1 when a rule was broken."""
    print(text(plan, course))  # noqa: T201 - a command line prints
    if out:
        out.mkdir(parents=True, exist_ok=True)
        found = json.dumps(summary(plan, course), indent=2)
        (out / "summary.json").write_text(found + "\n", "utf-8")
        picture = draw_picture(by_week(course.counts, plan.weeks), plan)
        (out / "cohort.svg").write_text(picture, "utf-8")
    return 1 if course.failures else 0


def replay_one(plan: Plan, number: int) -> int:
    """The whole talk of one person, who is the same as in the cohort."""
    one = walk(plan.seed, number, load_content(), weeks=plan.weeks, tell_all=True)
    failed = one.run()
    print(failed.talk if failed else one.talk())  # noqa: T201 - a command line prints
    print(failed.sentence if failed else "Every rule held in every step.")  # noqa: T201 - see above
    return 1 if failed else 0
