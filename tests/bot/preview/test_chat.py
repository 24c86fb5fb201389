"""The chat in memory keeps Telegram's rules for messages, edits and buttons."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import pytest
from telegram.error import BadRequest

from bot.clock import VirtualClock
from bot.model import Upload
from bot.preview.chat import Chat
from bot.preview.cupboard import Cupboard
from bot.telegram.pictured import Kind, file_ids

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:4:yes"}]]}


class Told:
    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []
        self.chat = Chat(VirtualClock(NOON), self.changes.append)


@pytest.fixture
def told() -> Told:
    return Told()


async def test_a_message_is_shown_with_its_buttons(told: Told) -> None:
    sent = await told.chat.call("sendMessage", {"text": "<b>Hi</b>", "reply_markup": KEYS})
    assert sent == {"message_id": 1}
    shown = told.changes[-1]["message"]
    assert (shown["text"], shown["at"]) == ("<b>Hi</b>", NOON.isoformat())
    assert shown["inline"] == [[{"text": "Yes", "data": "1:4:yes", "style": "plain"}]]


async def test_an_edit_changes_the_message_and_drops_its_buttons(told: Told) -> None:
    await told.chat.call("sendMessage", {"text": "one", "reply_markup": KEYS})
    await told.chat.call("editMessageText", {"message_id": 1, "text": "two"})
    shown = told.changes[-1]["message"]
    assert (shown["id"], shown["text"]) == (1, "two")
    assert "inline" not in shown
    assert not told.chat.button(1, "1:4:yes")


PICTURE = Upload("week.png", b"\x89PNG\r\n\x1a\n...")
FILM = Upload("bow.mp4", b"\0\0\0\x20ftypisom")
KINDS = {"photo": PICTURE, "animation": FILM, "document": Upload("page.pdf", b"%PDF-1.7")}


@pytest.mark.parametrize(("kind", "file"), KINDS.items(), ids=KINDS)
async def test_pictures_stand_with_their_caption(told: Told, kind: str, file: Upload) -> None:
    await told.chat.call(f"send{kind.title()}", {kind: file, "caption": "Your week"})
    await told.chat.call("editMessageCaption", {"message_id": 1, "caption": "Your month"})
    shown = told.changes[-1]["message"]
    assert told.chat.files.get(shown[kind]) == file
    assert shown["caption"] == "Your month"


@pytest.mark.parametrize(("kind", "file"), KINDS.items(), ids=KINDS)
async def test_what_was_uploaded_can_be_sent_by_its_id(told: Told, kind: str, file: Upload) -> None:
    sent = await told.chat.call(f"send{kind.title()}", {kind: file})
    (id_,) = file_ids(sent, cast("Kind", kind))
    await told.chat.call(f"send{kind.title()}", {kind: id_})
    first, second = (change["message"][kind] for change in told.changes)
    assert first == second


async def test_another_picture_is_edited_in(told: Told) -> None:
    await told.chat.call("sendPhoto", {"photo": PICTURE, "caption": "Your week"})
    media = {"type": "animation", "media": FILM, "caption": "Bow"}
    await told.chat.call("editMessageMedia", {"message_id": 1, "media": media})
    shown = told.changes[-1]["message"]
    assert (told.chat.files.get(shown["animation"]), shown["caption"]) == (FILM, "Bow")
    assert "photo" not in shown


async def test_buttons_are_taken_away_from_under_a_picture(told: Told) -> None:
    await told.chat.call("sendPhoto", {"photo": PICTURE, "caption": "x", "reply_markup": KEYS})
    await told.chat.call("editMessageReplyMarkup", {"message_id": 1})
    shown = told.changes[-1]["message"]
    assert (shown["caption"], "inline" in shown) == ("x", False)


async def test_an_album_is_one_message_with_several_pictures(told: Told) -> None:
    other = Upload("other.png", b"\x89PNG other")
    media = [{"type": "photo", "media": PICTURE, "caption": "Today"}, {"media": other}]
    sent = await told.chat.call("sendMediaGroup", {"media": media})
    shown = told.changes[-1]["message"]
    assert shown["caption"] == "Today"
    assert file_ids(sent, "photo") == shown["album"]
    assert [told.chat.files.get(id_) for id_ in shown["album"]] == [PICTURE, other]


def test_only_so_many_bytes_of_files_are_kept() -> None:
    cupboard = Cupboard(most=10)
    ids = [cupboard.put(Upload("a.png", bytes([n]) * 4)) for n in (1, 2, 1, 3)]
    assert [cupboard.get(id_) is not None for id_ in ids] == [True, False, True, True]
    assert cupboard.size == 8


REFUSED = {
    "an empty text": ("sendMessage", {"text": ""}, "Message text is empty"),
    "an edit of nothing": ("editMessageText", {"message_id": 9, "text": "x"}, "to edit not found"),
    "an edit of the person's own": ("editMessageText", {"message_id": 2, "text": "x"}, "not found"),
    "an edit that changes nothing": (
        "editMessageText",
        {"message_id": 1, "text": "one"},
        "not mod",
    ),
    "a text into a picture": ("editMessageText", {"message_id": 3, "text": "x"}, "no text in"),
    "a caption of a text": ("editMessageCaption", {"message_id": 1, "caption": "x"}, "no caption"),
    "a file that is not kept": ("sendPhoto", {"photo": "none/a.png"}, "file identifier"),
    "a deletion of nothing": ("deleteMessage", {"message_id": 9}, "to delete not found"),
    "a method nobody knows": ("sendSmell", {"text": "x"}, "not known"),
}


@pytest.mark.parametrize(("method", "params", "reason"), REFUSED.values(), ids=REFUSED)
async def test_what_telegram_refuses_is_refused(
    told: Told, method: str, params: dict[str, Any], reason: str
) -> None:
    await told.chat.call("sendMessage", {"text": "one"})
    told.chat.add_own("mine")
    await told.chat.call("sendPhoto", {"photo": PICTURE})
    with pytest.raises(BadRequest, match=reason):
        await told.chat.call(method, params)


async def test_a_deleted_message_goes(told: Told) -> None:
    await told.chat.call("sendMessage", {"text": "one"})
    await told.chat.call("deleteMessage", {"message_id": 1})
    assert told.changes[-1] == {"kind": "gone", "id": 1}


async def test_a_tap_is_answered_with_a_short_line(told: Told) -> None:
    params = {"callback_query_id": "7", "text": "That question is closed."}
    await told.chat.call("answerCallbackQuery", params)
    assert told.changes == [{"kind": "answered", "text": "That question is closed."}]


async def test_a_place_can_be_asked_for_and_the_keyboard_goes_again(told: Told) -> None:
    keyboard = [[{"text": "Share", "request_location": True}]]
    await told.chat.call("sendMessage", {"text": "Where?", "reply_markup": {"keyboard": keyboard}})
    assert told.changes[-1]["message"]["keyboard"] == keyboard
    gone = {"text": "Thanks", "reply_markup": {"remove_keyboard": True}}
    await told.chat.call("sendMessage", gone)
    assert told.changes[-1]["message"]["remove_keyboard"]


async def test_the_command_menu_is_kept(told: Told) -> None:
    menu = [{"command": "help", "description": "How it works"}]
    await told.chat.call("setMyCommands", {"commands": menu})
    assert told.chat.commands == menu
    assert await told.chat.call("getMyCommands", {"scope": {"type": "all_private_chats"}}) == menu
    assert await told.chat.call("getMyCommands", {}) == []


async def test_what_only_a_phone_shows_is_taken_and_shown_nowhere(told: Told) -> None:
    assert await told.chat.call("getMyDescription", {}) == {}
    assert await told.chat.call("setMyDescription", {"description": "A bot"})
    await told.chat.call("sendMessage", {"text": "Well done", "message_effect_id": "1"})
    assert set(told.changes[-1]["message"]) == {"id", "at", "text"}


async def test_a_message_of_an_earlier_run_is_edited_out_of_sight() -> None:
    chat = Chat(VirtualClock(NOON), lambda _: None, first_id=500)
    assert await chat.call("editMessageText", {"message_id": 499, "text": "x"})
    assert not chat.messages


def test_a_new_person_sees_an_empty_chat(told: Told) -> None:
    told.chat.add_own("hello")
    told.chat.clear()
    assert not told.chat.messages
    assert told.changes[-1] == {"kind": "clear"}


async def test_messages_can_be_swept_away(told: Told) -> None:
    """Those that are not there are passed over, as on Telegram."""
    chat = told.chat
    first, second = [await chat.call("sendMessage", {"text": text}) for text in ("a", "b")]
    ids = [first["message_id"], 999]
    assert await chat.call("deleteMessages", {"message_ids": ids})
    assert list(chat.messages) == [second["message_id"]]
