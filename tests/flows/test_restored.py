from __future__ import annotations

import datetime as dt

from flows import Conversation
from flows.conversation import Open
from flows.restored import restored

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
SECONDS_SINCE_2026 = 120 * 24 * 3600


def test_new_questions_get_numbers_that_no_button_has_yet() -> None:
    """T4: a button of a question asked after the backup must not answer another one."""
    talk = Conversation(state="intake", opens=(Open(topic="q_age", ask=41, screen=7),), next_ask=42)
    back = restored(talk, AT)
    assert back.next_ask == SECONDS_SINCE_2026
    assert back.model_copy(update={"next_ask": 42}) == talk


def test_numbers_never_go_back() -> None:
    talk = Conversation(state="intake", next_ask=SECONDS_SINCE_2026 + 5)
    assert restored(talk, AT) == talk


def test_a_talk_that_never_began_numbers_itself() -> None:
    assert restored(Conversation(), AT) == Conversation()
