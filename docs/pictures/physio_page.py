"""The sample of the page for a physio: somebody who is not real, after two months.

Drawn with the charts, by `python -m docs.pictures.draw_samples`.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from bot.pictures.charts import progress
from bot.pictures.page.make import TEMPLATE, as_data
from bot.pictures.typeset import FONTS, pdf
from bot.telegram.letters import plain
from content.load import load_content
from flows.conversation import Conversation
from flows.effects import Record, Text
from flows.page import page_of
from flows.past import past_of
from flows.weigh import weigh
from flows.words import draw as said
from tests.flows.days import at, person, report, settle

HERE = Path(__file__).parent
NAME = "physio-page"
LANGUAGE, DAYS = "en", 58
CONTENT = load_content()
REPLIES = {
    0: "done 4", 1: "done 3", 2: "partly 3", 3: "done 4", 4: "done 3", 7: "done 3", 8: "skipped",
    9: "done 6, tingling worse", 10: "done 3", 11: "done 2", 14: "partly 3", 16: "done 4",
    18: "done 3", 22: "done 2, tingling worse", 30: "skipped", 37: "partly 2", 45: "done 3",
}  # fmt: skip
"""By day; on others the pain is 2, and later 1."""
BETTER: dict[str, tuple[Any, ...]] = {
    "q_pain_now": (3, 2, 2, 1, 1),
    "q_pain_worst": (6, 5, 4, 3, 3),
    "q_goal_score": (3, 4, 6, 7, 7),
    "q_ftf": (24, 22, 17, 13, 12),
    "q_f1": ([7, 4], [6, 4], [6, 3], [5, 2], [5, 2]),
    "q_f2": ([4, 3], [4, 3], [3, 2], [2, 2], [2, 2]),
    "q_f4": (6, 6, 5, 5, 4),
}
"""What each look finds, from the first on."""
GOAL = "Run 5 km with my daughter again"


@cache
def data() -> dict[str, Any]:
    """All that the page is made of."""
    walker = person("p4_shared", q_goal=GOAL)
    for day in range(DAYS):
        walker.pass_until(at(day, "23:00"))
        settle(walker, morning="n.2", again="now")
        if walker.open_topic() == "prompt" and day % 9 != 5:
            report(walker, REPLIES.get(day, f"done {2 if day < DAYS // 2 else 1}"))
    walker.pass_until(at(DAYS))
    talk, records = _as_it_got_better(walker.conversation, walker.records)
    page = page_of(talk, records, CONTENT, walker.now, name="Sam Example")
    past = past_of(records, talk, walker.now.date(), CONTENT)
    svg = progress.draw(past, None, _words, LANGUAGE)
    return as_data(page, svg, _words, LANGUAGE, "a4")


def _as_it_got_better(
    talk: Conversation, records: list[Record]
) -> tuple[Conversation, list[Record]]:
    """The same talk with other answers at each look."""
    made: list[Record] = []
    number = -1
    for record in records:
        if record.what == "assessment":
            number += not record.data.get("changed")
            record = _look(record, number)  # noqa: PLW2901 - the same record, told anew
        made.append(record)
    answers = {**talk.answers, **_found(number)}
    return talk.model_copy(update={"answers": answers, "no_gain": 0}), made


def _look(record: Record, number: int) -> Record:
    answers = {**record.data["answers"], **_found(number)}
    scores = {name: score.value for name, score in weigh(answers, CONTENT).scores.items()}
    return record.model_copy(update={"data": {**record.data, "answers": answers, "scores": scores}})


def _found(number: int) -> dict[str, Any]:
    return {name: values[min(number, len(values) - 1)] for name, values in BETTER.items()}


def draw() -> None:
    (HERE / f"{NAME}.pdf").write_bytes(pdf(TEMPLATE, data()))
    first = typst.compile(
        TEMPLATE.read_bytes(),
        format="png",
        ppi=110.0,
        sys_inputs={"data": json.dumps(data())},
        font_paths=FONTS,
    )
    assert isinstance(first, list)
    (HERE / f"{NAME}.png").write_bytes(first[0])


def checksum() -> str:
    """Of what is on it, and of how it is laid out."""
    told = json.dumps(data(), sort_keys=True).encode() + TEMPLATE.read_bytes()
    return f"{hashlib.sha256(told).hexdigest()}  {NAME}\n"


def _words(text: Text) -> str:
    return plain(said(text, CONTENT, LANGUAGE))
