"""Every kind of update and of message that the library knows: decided on, and tried on a bot.

R13, R25: private content is answered, every tap too; groups hear one line, channels nothing. A new
version of the library that knows more fails here until somebody decides what is to happen.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import CallbackQuery, Message, Update

from bot.app import run
from bot.clock import SystemClock
from bot.model import Answered, Incoming
from bot.settings import Settings
from bot.telegram.updates import ALLOWED_UPDATES, SERVICE, Aside, decode
from flows.events import Located, Said, Sent
from tests.bot.api_server import BotApiServer, Person

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
FILE = {"file_id": "A", "file_unique_id": "B", "file_size": 9}
PHOTO = [{**FILE, "width": 90, "height": 90}]
VIDEO = {**FILE, "width": 90, "height": 90, "duration": 1}
PLACE = {"latitude": 52.5, "longitude": 13.4}
ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "last_name": "Secretname"}
A_CHANNEL = {"id": -1005, "type": "channel", "title": "News"}
GIFT = {"id": "1", "sticker": {**FILE, "type": "regular"}, "star_count": 15}

CONTENT: dict[str, Any] = {
    "text": "hello",
    "animation": VIDEO,
    "audio": {**FILE, "duration": 1},
    "checklist": {"title": "To do", "tasks": [{"id": 1, "text": "stretch"}]},
    "contact": {"phone_number": "+15550100", "first_name": "Bea"},
    "dice": {"emoji": "🎲", "value": 3},
    "document": {**FILE, "file_name": "mri.pdf"},
    "game": {"title": "Snake", "description": "-", "photo": PHOTO},
    "gift": {"gift": GIFT},
    "giveaway": {"chats": [A_CHANNEL], "winners_selection_date": 0, "winner_count": 1},
    "giveaway_winners": {"chat": A_CHANNEL, "giveaway_message_id": 1, "winner_count": 0},
    "invoice": {"title": "Tea", "description": "-", "currency": "EUR", "total_amount": 100},
    "live_photo": {**VIDEO, "photo": PHOTO},
    "location": PLACE,
    "paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]},
    "passport_data": {"data": [], "credentials": {"data": "", "hash": "", "secret": ""}},
    "photo": PHOTO,
    "poll": {
        "id": "1",
        "question": "Quiz?",
        "options": [{"text": "a", "voter_count": 0}],
        "type": "quiz",
        "correct_option_id": 0,
        "is_anonymous": True,
    },
    "sticker": {**FILE, "type": "regular", "is_animated": False},
    "story": {"chat": A_CHANNEL, "id": 1},
    "successful_payment": {"currency": "EUR", "total_amount": 100, "invoice_payload": "x"},
    "unique_gift": {"gift": {"base_name": "Cap", "number": 1}, "origin": "transfer"},
    "venue": {"location": PLACE, "title": "Gym", "address": "1 High St"},
    "video": VIDEO,
    "video_note": {**FILE, "length": 90, "duration": 1},
    "voice": {**FILE, "duration": 1},
    "web_app_data": {"data": "x", "button_text": "Open"},
}
"""What a person sends, and waits for an answer to."""

BESIDE: dict[str, Any] = {
    "author_signature": "Ada",
    "business_connection_id": "b1",
    "caption": "my leg",
    "caption_entities": [{"type": "bold", "offset": 0, "length": 2}],
    "direct_messages_topic": {"topic_id": 1},
    "edit_date": 5,
    "effect_id": "5",
    "entities": [{"type": "bold", "offset": 0, "length": 2}],
    "external_reply": {"origin": {"type": "hidden_user", "date": 0, "sender_user_name": "?"}},
    "forward_origin": {"type": "channel", "date": 0, "chat": A_CHANNEL, "message_id": 9},
    "guest_bot_caller_chat": A_CHANNEL,
    "guest_bot_caller_user": ADA,
    "guest_query_id": "g1",
    "has_media_spoiler": True,
    "has_protected_content": True,
    "is_automatic_forward": True,
    "is_from_offline": True,
    "is_paid_post": True,
    "is_topic_message": True,
    "link_preview_options": {"is_disabled": True},
    "media_group_id": "1",
    "message_thread_id": 5,
    "paid_star_count": 5,
    "quote": {"text": "he", "position": 0},
    "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "https://example.org"}]]},
    "reply_to_checklist_task_id": 1,
    "reply_to_message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}},
    "reply_to_poll_option_id": "1",
    "reply_to_story": {"chat": A_CHANNEL, "id": 1},
    "sender_boost_count": 1,
    "sender_business_bot": {"id": 8, "is_bot": True, "first_name": "B"},
    "sender_chat": A_CHANNEL,
    "sender_tag": "x",
    "show_caption_above_media": True,
    "suggested_post_info": {"state": "pending"},
    "via_bot": {"id": 8, "is_bot": True, "first_name": "B"},
}
"""What may stand beside any content, and changes nothing about the answer."""
EVERY_MESSAGE = {"from_user"}

UPDATES = {
    "message", "edited_message", "callback_query", "my_chat_member",
}  # fmt: skip
NOT_ASKED_FOR = {
    *("channel_post", "edited_channel_post", "business_connection", "business_message"),
    *("edited_business_message", "deleted_business_messages", "guest_message"),
    *("message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result"),
    *("shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer"),
    *("chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot"),
}
CHATS = {
    "private": {"id": 7, "type": "private", "first_name": "Ada"},
    "group": {"id": -7, "type": "group", "title": "Runners"},
    "supergroup": {"id": -1007, "type": "supergroup", "title": "Runners", "is_forum": True},
    "channel": A_CHANNEL,
}


def _message(chat: dict[str, Any] = CHATS["private"], **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 0, "chat": chat, "from": ADA, **content}


def _read(body: dict[str, Any]) -> Incoming | Aside | Answered | None:
    return decode({"update_id": 5, **body}, "123", AT)


# Decided on


def test_every_kind_of_update_of_the_library_is_decided_on() -> None:
    assert {str(kind) for kind in Update.ALL_TYPES} == UPDATES | NOT_ASKED_FOR
    assert set(ALLOWED_UPDATES) == UPDATES


def test_every_field_of_a_message_is_decided_on() -> None:
    """R25: what a person sends is answered, what Telegram notes is not."""
    fields = {name for name in Message.__slots__ if not name.startswith("_")}
    decided = [set(CONTENT), set(BESIDE), set(SERVICE), EVERY_MESSAGE]
    assert fields == set().union(*decided)
    assert len(fields) == sum(map(len, decided)), "each in one list only"


@pytest.mark.parametrize("kind", sorted(NOT_ASKED_FOR))
@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_what_nobody_asked_for_is_passed_over(kind: str, chat: dict[str, Any]) -> None:
    assert _read({kind: {**_message(chat, text="x"), "id": "1", "query": "x"}}) is None


@pytest.mark.parametrize("field", CONTENT)
def test_private_content_is_answered_whatever_stands_beside_it(field: str) -> None:
    """R25."""
    for extra in ({}, BESIDE, *({name: value} for name, value in BESIDE.items())):
        body = _message(**{field: CONTENT[field]}, **extra)
        read = _read({"message": body})
        assert isinstance(read, Incoming)
        assert isinstance(read.event, Said | Sent | Located)
        edited = _read({"edited_message": body})
        assert (edited is None) == ("location" in body), "a live location moves without a word"


@pytest.mark.parametrize("field", [*CONTENT, *sorted(SERVICE)])
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_groups_and_channels_are_not_answered(field: str, kind: str) -> None:
    """R13."""
    for name in ("group", "supergroup", "channel"):
        assert _read({kind: _message(CHATS[name], **{field: CONTENT.get(field, {})})}) is None


@pytest.mark.parametrize("field", sorted(SERVICE))
def test_notes_of_telegram_are_not_answered(field: str) -> None:
    assert _read({"message": _message(**{field: {"anything": 1}})}) is None


TAPS: dict[str, dict[str, Any]] = {
    "of a message": {"message": _message(text="x")},
    "of a message that is inaccessible": {
        "message": {"message_id": 5, "date": 0, "chat": CHATS["private"]}
    },
    "of a message sent inline": {"inline_message_id": "i1"},
    "in a group": {"message": _message(CHATS["group"])},
    "in a forum": {"message": _message(CHATS["supergroup"])},
    "in a channel": {"message": _message(A_CHANNEL)},
    "of nothing at all": {},
}


@pytest.mark.parametrize("where", TAPS.values(), ids=TAPS)
@pytest.mark.parametrize("data", [{"data": "1:1:go"}, {"data": "2:?"}, {"game_short_name": "g"}])
def test_every_tap_is_answered(where: dict[str, Any], data: dict[str, str]) -> None:
    """R25, R13: where there is no conversation, the spinner stops and nothing is said."""
    tap = {"id": "q1", "from": ADA, "chat_instance": "1", **where, **data}
    read = _read({"callback_query": tap})
    assert isinstance(read, Incoming | Answered)
    assert read.callback_id == "q1"


def test_the_fields_of_a_tap_are_known() -> None:
    fields = {name for name in CallbackQuery.__slots__ if not name.startswith("_")}
    assert fields == {
        *("id", "from_user", "chat_instance", "message", "inline_message_id", "data"),
        "game_short_name",
    }


# Bent


_TAP = {"id": "q", "from": ADA, "data": "1:1:a"}
_CHANGE = {
    "from": ADA,
    "old_chat_member": {"status": "left", "user": ADA},
    "new_chat_member": {"status": "member", "user": ADA},
}
REAL = [
    *({"message": _message(**{field: value}, **BESIDE)} for field, value in CONTENT.items()),
    *({"callback_query": {**_TAP, **where}} for where in TAPS.values()),
    {"my_chat_member": _CHANGE | {"chat": CHATS["group"]}},
    {"my_chat_member": _CHANGE | {"chat": CHATS["private"]}},
]
WRONG = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.just([]),
    st.just({}), st.just("x" * 100_000), st.just("\ud800"), st.just(10**30),
    st.lists(st.integers(), max_size=2),
)  # fmt: skip


@st.composite
def bent(draw: st.DrawFn) -> dict[str, Any]:
    """A real update in which something is missing, of a wrong type, or huge."""
    update = draw(st.sampled_from(REAL))
    return _bend(draw, update, draw(st.integers(1, 4)))


def _bend(draw: st.DrawFn, value: dict[str, Any], depth: int) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(value)))
    inner = value[name]
    if depth > 1 and isinstance(inner, dict) and inner:
        return {**value, name: _bend(draw, inner, depth - 1)}
    rest = {key: kept for key, kept in value.items() if key != name}
    return rest if draw(st.booleans()) else {**rest, name: draw(WRONG)}


@settings(max_examples=400)
@given(bent())
def test_whatever_is_wrong_with_an_update_nothing_raises(body: dict[str, Any]) -> None:
    """R25."""
    read = _read(body)
    assert read is None or isinstance(read, Incoming | Aside | Answered)
    if isinstance(read, Incoming):
        read.event.model_dump_json().encode()


# Tried on a bot


@contextlib.asynccontextmanager
async def _bot(server: BotApiServer, folder: Path) -> AsyncIterator[None]:
    stop = asyncio.Event()
    given_ = Settings(
        _env_file=None,  # type: ignore[call-arg] # the library's own switch
        telegram_bot_token=server.token,
        telegram_api_url=server.url,
        database_url=f"sqlite:///{folder}/bot.db",
        data_key_file=folder / "bot.key",
        flood_per_minute=100_000,  # all updates come from one person
    )
    task = asyncio.create_task(run(given_, SystemClock(), stop))
    try:
        yield
    finally:
        stop.set()
        await task


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server, _bot(server, tmp_path):
        yield server


async def test_a_bot_answers_each_kind_of_content(server: BotApiServer) -> None:
    """R25: whoever sends it; and the notes of Telegram among it stay without an answer."""
    people = {field: Person(server, 100 + n) for n, field in enumerate(CONTENT)}
    noted = [Person(server, 500 + n) for n, _ in enumerate(SERVICE)]
    for person, field in zip(noted, sorted(SERVICE), strict=True):
        person.sends(**{field: {}})
    for field, person in people.items():
        person.sends(**{field: CONTENT[field]}, **BESIDE)
    await server.until(lambda: all(person.heard for person in people.values()))
    await server.until(lambda: not server.pending)
    assert not any(person.heard for person in noted)


async def test_a_bot_stops_each_spinner(server: BotApiServer) -> None:
    """R25."""
    for where in TAPS.values():
        server.push({"callback_query": {"id": server.new_query(), "from": ADA, **where}})
    await server.until(lambda: len(server.taps) == len(TAPS))


async def test_a_group_hears_one_line_and_a_channel_nothing(server: BotApiServer) -> None:
    """R13."""
    for chat in (CHATS["group"], CHATS["supergroup"], A_CHANNEL):
        for was, now in (("left", "member"), ("member", "administrator")):
            change = {"old_chat_member": {"status": was}, "new_chat_member": {"status": now}}
            server.push({"my_chat_member": {"chat": chat, "from": ADA, "date": 0, **change}})
        for field, content in CONTENT.items():
            server.push({"message": _message(chat, **{field: content})})
        server.push({"message": _message(chat, text="/start@the_bot")})
    ada = Person(server, 7)
    ada.says("/help")
    await server.until(lambda: ada.heard and server.messages[-7] and server.messages[-1007])
    heard = {chat: len(messages) for chat, messages in server.messages.items() if messages}
    assert heard == {-7: 1, -1007: 1, 7: 1}


async def test_a_bot_survives_updates_that_make_no_sense(server: BotApiServer) -> None:
    """R25: each is passed over, and whoever is behind it is answered."""
    for odd in (None, 5, [], {}, "x", {"chat": 5}, {"chat": {"id": "7", "type": "private"}}):
        for kind in ALLOWED_UPDATES:
            server.push({kind: odd})
    long = Person(server, 8)
    long.says("x" * 100_000)
    half = Person(server, 9)
    half.says("\ud800 half a character")
    ada = Person(server, 7)
    ada.says("/help")
    await server.until(lambda: ada.heard and long.heard and half.heard)
