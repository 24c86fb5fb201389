"""What a physio may want to ask about: one fact, one line; nothing where there is none."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import Conversation
from flows.effects import Record
from flows.page_asks import MOST_NAMED, asks
from flows.parts import t
from tests.flows.histories import BOW, SLIDER, day, facts, look, report, talk
from tests.flows.test_page import drawn


def told(conversation: Conversation | None = None, *records: Record, days: int = 30) -> list[str]:
    return [drawn(line) for line in asks(facts(conversation, *records, days=days))]


def blocked(**until: Any) -> Conversation:
    program = talk().program
    assert program
    return talk(program=program.model_copy(update={"reports": (), "blocked_until": until}))


CASES: dict[str, tuple[Conversation | None, tuple[Record, ...], list[str]]] = {
    "nothing": (None, (report(0), look(0), look(14)), []),
    "held by a sign": (
        talk(stops=("fever",)),
        (),
        [
            ("The moves are held, and nobody has looked yet: "
            "Fever, chills or feeling very ill with new back or leg pain")
        ],
    ),
    "held by a report": (
        talk(stops=("pause-pain",)),
        (),
        ["The moves are held, and nobody has looked yet: Pain of 8 or more in a report"],
    ),
    "worse than at first": (
        talk({"q_pain_now": 4}),
        (look(0, q_pain_now=2), look(14)),
        ["Pain now, 0-10: 2 at first, 4 now. That is clearly worse."],
    ),
    "not clearly worse": (talk({"q_pain_now": 3}), (look(0, q_pain_now=2), look(14)), []),
    "red": (
        None,
        (report(0, light="RED", pain=6), report(2, light="RED"), report(4, light="AMBER")),
        [
            ("Red light after 2 sessions, last on 7 Jan 2026. "
            "Red is pain of 6 or more, or a far worse morning.")
        ],
    ),
    "tingling worse": (
        None,
        (report(0, tingling="worse"), report(2, tingling="same")),
        ["Tingling was worse in 1 session, last on 5 Jan 2026."],
    ),
    "tingling the next morning": (
        None,
        (report(0, morning_tingling=True), report(2, morning_tingling=False)),
        ["Tingling was still there on 1 morning after, last on 5 Jan 2026."],
    ),
    "tingling that is slow to settle": (
        talk({"q_tingle": "rarely", "q_tingle_settle": "over10"}),
        (),
        ["Tingling takes over 10 minutes to settle."],
    ),
    "tingling below the knee": (
        talk({"q_tingle": "often", "q_tingle_where": ["foot"]}),
        (),
        ["Tingling often reaches the calf or the foot."],
    ),
    "two looks without a gain": (talk(no_gain=2), (), ["No clear gain in the last 2 looks."]),
    "one look without a gain": (talk(no_gain=1), (), []),
    "sides that differ": (
        talk({"q_f1": [6, 3], "q_f2": [3, 1]}),
        (),
        ["The sides differ. Leg back: L 6 · R 3."],
    ),
    "a move that hurt twice": (
        None,
        (report(0, culprit=BOW), report(2, culprit=BOW), report(4, culprit=SLIDER)),
        ["Standing bow, anchored was named 2 times as the move that hurt."],
    ),
    "a move that is gone": (None, (report(0, culprit="x"), report(2, culprit="x")), []),
    "a move that rests": (
        blocked(**{BOW: day(31), SLIDER: day(30), "x_gone": day(31)}),
        (),
        ["Standing bow, anchored rests until 5 Feb 2026."],
    ),
    "no plan": (talk(program=None), (), []),
    "a health list": (
        talk({"q_rf_c": ["anticoag", "hypermobile"]}),
        (),
        ["On the health list: You take blood thinners or bleed easily; Very bendy joints"],
    ),
    "stiff mornings": (
        talk({"q_rf_c": ["am_stiff"]}),
        (),
        [
            "Back or hips are stiff for over 30 minutes each morning.",
            ("On the health list: Back or hips stiff for over 30 minutes each morning, "
            "easing as you move"),
        ],
    ),
    "little done lately": (
        None,
        (report(10), *(report(n, completion="skipped", pain=None) for n in (12, 14, 16))),
        ["1 of 4 sessions were done in the last 28 days."],
    ),
    "little done long ago": (
        None,
        (*(report(n, completion="skipped", pain=None) for n in (-9, -7, -5, -3)), report(20)),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_fact_is_a_line(name: str) -> None:
    conversation, records, lines = CASES[name]
    assert told(conversation, *records) == lines


def test_a_long_list_names_three_and_counts_the_rest() -> None:
    many = ["anticoag", "osteoporosis", "sitbone", "disc", "joint"]
    (line,) = asks(facts(talk({"q_rf_c": many})))
    assert line.key == "page-ask-care"
    assert drawn(line).endswith(f"; and {len(many) - MOST_NAMED} more")


def test_what_holds_the_moves_stands_first() -> None:
    lines = asks(facts(talk({"q_rf_c": ["disc"]}, stops=("fever",), no_gain=2), report(0)))
    assert [line.key for line in lines] == ["page-ask-held", "page-ask-no-gain", "page-ask-care"]


def test_what_was_cleared_before_starting_over_keeps_its_name() -> None:
    assert told(talk(stops=("before-pain_now",))) == [
        "The moves are held, and nobody has looked yet: High pain at the time of asking"
    ]


def test_every_reason_to_mention_has_words_of_its_own() -> None:
    for reason in ("am_stiff", "irritable", "tingling_below_knee"):
        assert drawn(t(f"page-ask-{reason}"))
