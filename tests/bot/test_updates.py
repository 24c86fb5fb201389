"""Every update becomes an event, an aside, or nothing; whatever arrives, nothing raises."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Answered, ChatId, Incoming
from bot.telegram.updates import (
    ALLOWED_UPDATES,
    SERVICE,
    UNREAD,
    Aside,
    decode,
    in_order,
    next_update,
)
from flows.events import Blocked, Chose, Commanded, Event, Located, Said, Sent, Started, Unblocked

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
CHAT = {"id": 7, "type": "private", "first_name": "Ada"}
GROUP = {"id": -100, "type": "supergroup", "title": "Runners"}
ADA = {"id": 7, "first_name": "Ada", "last_name": "Secretname", "language_code": "pt-br"}


def _message(chat: dict[str, Any] = CHAT, **content: Any) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 0, "chat": chat, "from": ADA, **content}}


def _tap(data: Any, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return {
        "callback_query": {
            "id": "q1",
            "from": ADA,
            "message": {"message_id": 1, "date": 0, "chat": chat},
            "data": data,
        }
    }


def _member(was: str, now: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return {
        "my_chat_member": {
            "chat": chat,
            "from": ADA,
            "date": 0,
            "old_chat_member": {"status": was},
            "new_chat_member": {"status": now},
        }
    }


def _read(body: dict[str, Any]) -> Incoming | Aside | Answered | None:
    return decode({"update_id": 5, **body}, "123", AT)


@pytest.mark.parametrize(
    ("body", "event"),
    [
        (_message(text="left 3 right 5"), Said(at=AT, text="left 3 right 5")),
        (_message(text="5/10"), Said(at=AT, text="5/10")),
        (_message(text="/"), Said(at=AT, text="/")),
        (_message(text="/ 5"), Said(at=AT, text="/ 5")),
        (
            _message(text="done 2", forward_origin={}),
            Sent(at=AT, what="forwarded", text="done 2"),
        ),
        (_message(text="/start"), Started(at=AT, language="pt-br")),
        (
            _message(text="/start@a_bot ref_1"),
            Started(at=AT, language="pt-br", argument="ref_1"),
        ),
        (
            _message(text="/start clinic-Oak_7"),
            Started(at=AT, language="pt-br", argument="clinic-Oak_7"),
        ),
        (_message(text="/today"), Commanded(at=AT, name="today")),
        (
            _message(text=" /Pause@a_bot  2 weeks "),
            Commanded(at=AT, name="pause", argument="2 weeks"),
        ),
        (_message(sticker={}), Sent(at=AT, what="sticker")),
        (_message(photo=[], caption="my leg"), Sent(at=AT, what="photo", text="my leg")),
        (_message(animation={}, document={}), Sent(at=AT, what="gif")),
        (_message(contact={"phone_number": "555"}), Sent(at=AT, what="contact")),
        (_message(something_new={}), Sent(at=AT, what="other")),
        (_message(text="   "), Sent(at=AT, what="other")),
        (_message(video={}, caption=7), Sent(at=AT, what="video")),
        ({"edited_message": _message(text="no")["message"]}, Sent(at=AT, what="edited", text="no")),
        (
            {"edited_message": _message(photo=[], caption="my leg")["message"]},
            Sent(at=AT, what="edited", text="my leg"),
        ),
        (_tap("1:12:done"), Chose(at=AT, ask=12, code="done")),
        (_tap("1:0:q_age.a18-30!x"), Chose(at=AT, ask=0, code="q_age.a18-30!x")),
        (_member("member", "kicked"), Blocked(at=AT)),
        (_member("kicked", "member"), Unblocked(at=AT)),
        (
            _message(location={"latitude": 52.52, "longitude": 13.4}),
            Located(at=AT, zone="Europe/Berlin"),
        ),
        (_message(location={"latitude": 95, "longitude": 13.4}), Located(at=AT, zone=None)),
        (_message(location={"latitude": "x"}), Located(at=AT, zone=None)),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_private_update_becomes_an_event(body: dict[str, Any], event: Event) -> None:
    read = _read(body)
    assert isinstance(read, Incoming)
    assert (read.key, read.chat, read.event) == ("u:123:5", 7, event)


@pytest.mark.parametrize(
    "data",
    [
        *("", "2:12:done", "1:12", "1:-1:done", "1:x:done", "1:1:" + "a" * 49, "1:1:Ä", "1:١:a"),
        *("1:12:done\n", "1:9999999999:a", None, 5),
    ],
)
def test_a_forged_button_is_still_answered(data: Any) -> None:
    """R25."""
    read = _read(_tap(data))
    assert isinstance(read, Incoming)
    assert read.event == Chose(at=AT, ask=-1, code="?")
    assert read.callback_id == "q1"


@pytest.mark.parametrize("field", UNREAD)
def test_each_kind_of_content_is_answered(field: str) -> None:
    read = _read(_message(**{field: {}}))
    assert isinstance(read, Incoming)
    assert isinstance(read.event, Sent)


@pytest.mark.parametrize("field", sorted(SERVICE))
def test_notes_by_telegram_itself_need_no_answer(field: str) -> None:
    assert _read(_message(**{field: {}})) is None


def test_a_live_location_that_moves_is_not_answered_each_time() -> None:
    moved = _message(location={"latitude": 1.0, "longitude": 1.0})["message"]
    assert _read({"edited_message": moved}) is None


def test_a_group_is_told_once_and_then_silence() -> None:
    """R13."""
    """R13."""
    assert _read(_member("left", "member", GROUP)) == Aside(
        ChatId(-100), "group-only-private", "pt-br"
    )
    assert _read(_member("member", "administrator", GROUP)) is None
    assert _read(_member("member", "left", GROUP)) is None
    assert _read(_message(GROUP, text="/start")) is None
    assert _read(_tap("1:1:a", GROUP)) == Answered("q1", None, "en"), "only its spinner stops"


def test_a_channel_hears_nothing() -> None:
    assert _read(_member("left", "administrator", {"id": -5, "type": "channel"})) is None


def test_names_numbers_and_places_do_not_get_through() -> None:
    """P8: neither surname nor phone number nor coordinates."""
    for body in (
        _message(text="hi"),
        _message(contact={"phone_number": "+15550100", "last_name": "Secretname"}),
        _message(location={"latitude": 52.5163, "longitude": 13.3777}),
    ):
        assert not any(
            word in repr(_read(body)) for word in ("Secretname", "5550100", "52.5", "13.3")
        )


def test_the_next_offset_is_above_every_update_that_has_a_number() -> None:
    assert next_update([{"update_id": 5}, {"update_id": 9}, {"update_id": None}, "x"]) == 10
    assert next_update(["x", {}]) is None


def test_updates_are_taken_in_the_order_of_their_numbers() -> None:
    """R4: those without a number have no place, and nothing follows from them."""
    one, two, three = ({"update_id": n} for n in (1, 2, 3))
    assert in_order([three, "x", one, two]) == ["x", one, two, three]


def test_half_a_character_becomes_a_question_mark() -> None:
    """JSON can hold one, UTF-8 and so the store cannot."""
    read = _read(_message(text="a \ud800 b"))
    assert isinstance(read, Incoming)
    assert read.event == Said(at=AT, text="a ? b")


def _names() -> st.SearchStrategy[str]:
    known = ["chat", "id", "type", "from", "text", "location", "latitude", "longitude", "message"]
    known += ["data", "new_chat_member", "old_chat_member", "status", "language_code", "sticker"]
    return st.sampled_from(known) | st.text(max_size=5)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names(), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=300)
@given(
    st.sampled_from(ALLOWED_UPDATES),
    JSON,
    st.dictionaries(_names(), JSON, max_size=6),
    st.booleans(),
)
def test_no_update_raises(kind: str, anything: Any, body: dict[str, Any], private: bool) -> None:  # noqa: FBT001 - a case
    decode(anything, "123", AT)
    read = _read({kind: {**body, "chat": CHAT} if private else body})
    assert read is None or isinstance(read, Incoming | Aside | Answered)
