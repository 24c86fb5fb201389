"""What of Telegram's own words about a refusal may go on: known words only.

Rule: a description may repeat what was sent to it, as "can't parse entities" does, and so what a
person wrote. Whatever is not in this list ends here, before it is an error's text.
"""

from __future__ import annotations

import re

LEFT_OUT = "(other words, left out)"
HEADS = (
    "Bad Request", "Forbidden", "Unauthorized", "Not Found", "Conflict", "Too Many Requests",
    "Internal Server Error", "Bad Gateway", "Gateway Timeout", "Service Unavailable",
    "Request Entity Too Large", "Flood control exceeded", "Logged out",
)  # fmt: skip
"""A description begins with one of these, and often ends there."""
KNOWN = (
    # about the person or the chat
    "chat not found", "user not found", "user is deactivated", "peer_id_invalid",
    "chat_write_forbidden", "bot was blocked by the user", "bot was kicked",
    "bot can't initiate conversation with a user", "bot can't send messages to bots",
    "bot is not a member", "have no rights to send a message", "not enough rights",
    "need administrator rights", "not enough rights to send", "group chat was upgraded",
    # about the message to change
    "message is not modified", "message to edit not found", "message can't be edited",
    "message_id_invalid", "message identifier is not specified", "message to delete not found",
    "message can't be deleted", "message to be replied not found",
    "there is no text in the message to edit", "there is no caption in the message to edit",
    "there is no media in the message to edit",
    # about what was to be shown
    "message text is empty", "message is too long", "message_too_long", "caption is too long",
    "media_caption_too_long", "can't parse entities", "can't parse inputmedia",
    "can't parse reply keyboard markup", "can't parse inline keyboard button",
    "reply markup is too long", "reply_markup_too_long", "button_data_invalid",
    "text buttons are unallowed", "style", "tg-time", "effect", "unsupported start tag",
    # about pictures and files
    "wrong file identifier", "wrong remote file", "file_id_invalid", "file_reference",
    "type of file mismatch", "can't use file of type", "failed to get http url content",
    "wrong type of the web page content", "media_empty", "media_invalid", "image_process_failed",
    "photo_invalid_dimensions", "photo_save_file_invalid", "photo_ext_invalid", "photo_",
    "file must be non-empty", "file is too big", "too large",
    # about the call
    "query is too old", "query id is invalid", "retry after", "terminated by other getupdates",
    "terminated by setwebhook", "can't use getupdates method while webhook is active",
    "bad webhook", "https url must be provided", "failed to resolve host",
    "webhook can be set up only on ports", "is reserved",
    "method not found", "invalid bot token", "wrong parameter", "unknown parameters",
)  # fmt: skip
"""In small letters; what `verdicts` asks for is among them."""
SPACES = re.compile(r"\s+")


def known_words(description: str) -> str:
    """For instance "Bad Request: can't parse entities"; of all else only that there was more."""
    text = SPACES.sub(" ", description.replace("’", "'")).strip()
    head = next((head for head in HEADS if text.lower().startswith(head.lower())), "")
    rest = text[len(head) :].strip(" :.")
    if not rest:
        return head or LEFT_OUT
    found = [known for known in KNOWN if known in rest.lower()]
    told = ", ".join(
        one for one in found if not any(one != other and one in other for other in found)
    )
    return ": ".join(part for part in (head, told or LEFT_OUT) if part)
