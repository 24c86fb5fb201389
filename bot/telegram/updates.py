"""A raw Update becomes an event, a short aside, or nothing.

Nothing here raises, whatever arrives; and nobody's surname, number or place gets past this module.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.model import Answered, ChatId, Incoming
from flows.events import Blocked, Chose, Commanded, Event, Located, Said, Sent, Started, Unblocked

Json = Mapping[str, Any]

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
BUTTON = re.compile(r"1:(\d{1,9}):([a-z0-9_.!-]{1,48})")
"""Version 1 of callback_data: the number of the showing, and the code of the button."""
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
GROUP_LINE = "group-only-private"
TROUBLE_LINE = "trouble-storing"
"""Keys of the content."""
TEXT_CHARS = 4096
"""Telegram's own limit; more than this is not Telegram."""

UNREAD = {
    "sticker": "sticker",
    "voice": "voice",
    "video_note": "video_note",
    "video": "video",
    "animation": "gif",
    "photo": "photo",
    "live_photo": "photo",
    "audio": "audio",
    "document": "document",
    "poll": "poll",
    "contact": "contact",
    "dice": "dice",
    "game": "game",
    "story": "story",
    "paid_media": "paid",
    "invoice": "paid",
    "gift": "gift",
    "unique_gift": "gift",
    "giveaway": "gift",
}
"""Fields of a message that we do not read, and what `Sent.what` calls them; else "other"."""

FORWARDED = frozenset({"forward_origin", "forward_date", "forward_from", "forward_sender_name"})
"""Written elsewhere, and no report of the person's own; the last three by older servers."""

SERVICE = frozenset({
    *("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed"),
    *("chat_background_set", "chat_shared", "users_shared", "connected_website"),
    *("migrate_from_chat_id", "migrate_to_chat_id", "proximity_alert_triggered", "boost_added"),
    *("new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo"),
    *("delete_chat_photo", "group_chat_created", "supergroup_chat_created"),
    *("channel_chat_created", "chat_owner_changed", "chat_owner_left", "managed_bot_created"),
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden", "video_chat_scheduled"),
    *("video_chat_started", "video_chat_ended", "video_chat_participants_invited"),
    *("giveaway_created", "giveaway_completed", "gift_upgrade_sent", "refunded_payment"),
    *("checklist_tasks_added", "checklist_tasks_done", "poll_option_added", "poll_option_deleted"),
    *("direct_message_price_changed", "paid_message_price_changed", "suggested_post_approved"),
    *("suggested_post_approval_failed", "suggested_post_declined", "suggested_post_paid"),
    "suggested_post_refunded",
})  # fmt: skip
"""Notes that Telegram writes itself; nobody waits for an answer to one."""


@dataclass(frozen=True, slots=True)
class Aside:
    """One line for a place that has no conversation: not stored, sent once, best effort."""

    chat: ChatId
    key: str
    language: str


Read = Incoming | Aside | Answered | None
"""What an update is read as; None: nobody is waiting."""


def decode(update: object, bot: str, at: dt.datetime) -> Read:
    """`bot` is the bot's own numeric id; `at` the moment of receipt."""
    if not isinstance(update, Mapping) or not _is_id(update.get("update_id")):
        return None
    key = f"u:{bot}:{update['update_id']}"
    for kind, read in _READERS.items():
        body = update.get(kind)
        if isinstance(body, Mapping):
            return read(body, key, at)
    return None


def in_order(updates: list[Any]) -> list[Any]:
    """As people did it, which their numbers tell."""
    return sorted(updates, key=lambda update: next_update([update]) or 0)


def next_update(updates: list[Any]) -> int | None:
    """The offset that confirms all of these; None when not one has an id."""
    ids = [u["update_id"] for u in updates if isinstance(u, Mapping) and _is_id(u.get("update_id"))]
    return max(ids) + 1 if ids else None


def _message(body: Json, key: str, at: dt.datetime) -> Incoming | None:
    chat = _private_chat(body)
    if chat is None or not SERVICE.isdisjoint(body):
        return None
    return Incoming(key, chat, _spoken(body, at), language=_language(body) or "en")


def _spoken(body: Json, at: dt.datetime) -> Event:
    text = _text(body, "text")
    if not FORWARDED.isdisjoint(body):
        return Sent(at=at, what="forwarded", text=text or _text(body, "caption"))
    if text.strip():
        return _read_text(text, _language(body), at)
    if isinstance(body.get("location"), Mapping):
        return Located(at=at, zone=_zone(body["location"]))
    return Sent(at=at, what=_unread(body), text=_text(body, "caption"))


def _text(body: Json, field: str) -> str:
    """Half a character, which JSON can hold, cannot be stored."""
    text = body.get(field)
    return text[:TEXT_CHARS].encode(errors="replace").decode() if isinstance(text, str) else ""


def _read_text(text: str, language: str | None, at: dt.datetime) -> Event:
    command = COMMAND.fullmatch(text.strip())
    if command is None:
        return Said(at=at, text=text)
    name, argument = command[1].lower(), (command[2] or "").strip()
    if name == "start":
        return Started(at=at, language=language, argument=argument)
    return Commanded(at=at, name=name, argument=argument)


def _edited(body: Json, key: str, at: dt.datetime) -> Incoming | None:
    """Moves of a live location and late link previews come as edits too; those are no words."""
    chat = _private_chat(body)
    if chat is None or "location" in body:
        return None
    text = _text(body, "text") or _text(body, "caption")
    event = Sent(at=at, what="edited", text=text)
    return Incoming(key, chat, event, language=_language(body) or "en")


def _tapped(body: Json, key: str, at: dt.datetime) -> Incoming | Answered | None:
    """Where there is no conversation (a group, a message sent inline), only the spinner stops."""
    query, message = body.get("id"), body.get("message")
    chat = _private_chat(message) if isinstance(message, Mapping) else None
    if not isinstance(query, str) or not query.isascii():
        return None
    if chat is None:
        return Answered(query, None, "en")
    data = body.get("data")
    button = BUTTON.fullmatch(data) if isinstance(data, str) and data.isascii() else None
    ask, code = (int(button[1]), button[2]) if button else (-1, "?")
    chose, language = Chose(at=at, ask=ask, code=code), _language(body) or "en"
    return Incoming(key, chat, chose, callback_id=query, language=language)


def _membership(body: Json, key: str, at: dt.datetime) -> Incoming | Aside | None:
    status = _status(body, "new_chat_member")
    chat = _private_chat(body)
    if chat is not None:
        match status:
            case "kicked":
                return Incoming(key, chat, Blocked(at=at))
            case "member":
                return Incoming(key, chat, Unblocked(at=at))
            case _:
                return None
    return _greeted_group(body) if status in {"member", "administrator"} else None


def _greeted_group(body: Json) -> Aside | None:
    """A group is told once, when it lets the bot in; a change of rights there is not news."""
    chat = body.get("chat")
    if not isinstance(chat, Mapping) or not _is_id(chat.get("id")):
        return None
    if chat.get("type") not in ("group", "supergroup"):  # may be unhashable
        return None
    if _status(body, "old_chat_member") not in {"left", "kicked"}:
        return None
    return Aside(ChatId(chat["id"]), GROUP_LINE, _language(body) or "en")


def _status(body: Json, name: str) -> str | None:
    member = body.get(name)
    status = member.get("status") if isinstance(member, Mapping) else None
    return status if isinstance(status, str) else None


_READERS = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tapped,
    "my_chat_member": _membership,
}


def _private_chat(body: Json) -> ChatId | None:
    chat = body.get("chat")
    if not isinstance(chat, Mapping) or chat.get("type") != "private":
        return None
    return ChatId(chat["id"]) if _is_id(chat.get("id")) else None


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**52


def _language(body: Json) -> str | None:
    sender = body.get("from")
    code = sender.get("language_code") if isinstance(sender, Mapping) else None
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9-]{2,35}", code) else None


def _zone(place: Json) -> str | None:
    longitude, latitude = place.get("longitude"), place.get("latitude")
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        return None
    from tzfpy import get_tz  # noqa: PLC0415 - 5 MB that most runs never need

    return get_tz(longitude, latitude) or None


def _unread(body: Json) -> str:
    return next((what for field, what in UNREAD.items() if field in body), "other")
