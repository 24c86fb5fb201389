"""A Say becomes exactly one call that Telegram accepts."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import ChatId, Upload
from bot.telegram.letters import (
    CELEBRATE,
    SHARE_PLACE,
    TEXT_UNITS,
    Call,
    compose,
    fit,
    plain,
    toast,
    units,
)
from bot.telegram.pictured import (
    CAPTION_UNITS,
    Kind,
    caption_of,
    file_ids,
    fits,
    with_album,
    with_picture,
)
from bot.telegram.profile import COMMANDS
from bot.telegram.updates import GROUP_LINE, TROUBLE_LINE
from content.load import load_content
from flows.effects import Button, Say, Text
from flows.words import draw as draw_content
from tests.bot.api_html import parse

CHAT = ChatId(7)


def draw(text: Text, language: str) -> str:
    """Keys stand for themselves; a value `text` is escaped, as the real one does."""
    return escape(str(text.values.get("text", text.key)), quote=False)


def _say(*keys: str, **rest: Any) -> Say:
    return Say(lines=tuple(Text(key=key) for key in keys), **rest)


def _button(label: str, code: str, **rest: Any) -> Button:
    return Button(label=Text(key="plain", values={"text": label}), code=code, **rest)


def _compose(say: Say, message_id: int | None = None) -> Call:
    return compose(say, CHAT, "en", draw, message_id=message_id)


def test_a_plain_message() -> None:
    assert _compose(_say("hello", "you")) == Call(
        "sendMessage",
        {
            "chat_id": 7,
            "text": "hello\nyou",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    )


def test_a_known_message_is_edited_and_keeps_quiet_about_silence() -> None:
    call = _compose(_say("hello", silent=True), message_id=3)
    assert (call.method, call.params["message_id"]) == ("editMessageText", 3)
    assert "disable_notification" not in call.params


def test_silence_is_asked_for() -> None:
    assert _compose(_say("hello", silent=True)).params["disable_notification"] is True


def test_buttons_carry_version_showing_and_code() -> None:
    buttons = ((_button("Done & dusted", "done"), _button("Stop", "no", style="danger")),)
    markup = _compose(_say("how?", ask=12, buttons=buttons)).params["reply_markup"]
    assert markup == {
        "inline_keyboard": [
            [
                {"text": "Done & dusted", "callback_data": "1:12:done"},
                {"text": "Stop", "callback_data": "1:12:no", "style": "danger"},
            ]
        ]
    }


def test_the_longest_button_fits() -> None:
    buttons = ((_button("x" * 200, "c" * 48),),)
    button = _compose(_say("?", ask=999_999_999, buttons=buttons)).params["reply_markup"][
        "inline_keyboard"
    ][0][0]
    assert len(button["callback_data"]) <= 64
    assert units(button["text"]) <= 64


def test_styles_can_be_left_out() -> None:
    call = _compose(_say("?", buttons=((_button("Stop", "no", style="danger"),),)), message_id=3)
    bare = call.without_styles()
    assert bare.params["reply_markup"]["inline_keyboard"] == [
        [{"text": "Stop", "callback_data": "1:0:no"}]
    ]
    assert {**bare.params, "reply_markup": 0} == {**call.params, "reply_markup": 0}


def test_an_effect_goes_with_a_new_message_only() -> None:
    say = _say("well done", effect="celebrate")
    call = _compose(say)
    assert call.params["message_effect_id"] == CELEBRATE
    assert "message_effect_id" not in _compose(say, message_id=3).params
    assert "message_effect_id" not in _compose(_say("hello")).params
    assert call.without_effect() == _compose(_say("well done"))


def test_moments_can_be_left_out_and_their_words_stay() -> None:
    text = 'Next: at <tg-time unix="1772388000" format="t">18:00</tg-time>, <b>you</b>.'
    call = Call("sendMessage", {"chat_id": 7, "text": text})
    assert parse(text) == "Next: at 18:00, you."
    assert call.without_times().params == {"chat_id": 7, "text": "Next: at 18:00, <b>you</b>."}


def test_a_moment_is_drawn_as_telegram_writes_it() -> None:
    """Bot API, formatting options: `t` is the short time."""
    values: dict[str, Any] = {"unix": "1772388000", "text": "18:00"}
    drawn = draw_content(Text(key="plain.time", values=values), load_content(), "en")
    assert drawn == '<tg-time unix="1772388000" format="t">18:00</tg-time>'


def test_text_only_has_neither_emoji_nor_effect() -> None:
    buttons = ((_button("✅ Done", "done"),),)
    say = Say(
        lines=(Text(key="plain", values={"text": "🎉 Yes"}),), buttons=buttons,
        effect="celebrate", text_only=True,
    )  # fmt: skip
    params = _compose(say).params
    assert params["text"] == "Yes"
    assert params["reply_markup"]["inline_keyboard"][0][0]["text"] == "Done"
    assert "message_effect_id" not in params


@pytest.mark.parametrize("keyboard", ["ask_location", "remove"])
def test_no_buttons_means_nothing_to_strip(keyboard: Any) -> None:
    for call in (_compose(_say("?")), _compose(_say("?", keyboard=keyboard))):
        assert call.without_styles() == call


def test_sharing_a_place_is_always_a_new_message() -> None:
    call = _compose(_say("where?", keyboard="ask_location"), message_id=3)
    assert call.method == "sendMessage"
    assert call.params["reply_markup"]["keyboard"] == [
        [{"text": "button-share-location", "request_location": True}]
    ]


def test_the_keyboard_goes_away_with_a_new_message() -> None:
    call = _compose(_say("thanks", keyboard="remove"), message_id=3)
    assert call.method == "sendMessage"
    assert call.params["reply_markup"] == {"remove_keyboard": True}


def test_inline_buttons_come_before_the_keyboard_below() -> None:
    call = _compose(_say("?", keyboard="remove", buttons=((_button("A", "a"),),)), message_id=3)
    assert call.method == "editMessageText"
    assert "inline_keyboard" in call.params["reply_markup"]


@pytest.mark.parametrize(
    "key", [SHARE_PLACE.key, GROUP_LINE, TROUBLE_LINE, *(f"command-{name}" for name in COMMANDS)]
)
def test_the_words_that_the_shell_says_exist(key: str) -> None:
    drawn = draw_content(Text(key=key), load_content(), "en")
    assert plain(drawn).strip()


def test_a_toast_is_plain_and_short() -> None:
    text = Text(key="plain", values={"text": "a < b " * 100})
    drawn = toast(text, "en", draw)
    assert drawn.startswith("a < b a")
    assert units(drawn) == 200


def test_a_long_text_loses_its_last_lines() -> None:
    text = "\n".join(["<b>" + "x" * 100 + "</b>"] * 60)
    shorter = fit(text)
    assert units(parse(shorter)) <= TEXT_UNITS
    assert shorter.endswith("</b>\n…")


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=3000).map(
            lambda s: f"<b>{escape(s, quote=False)}</b>"
        ),
        max_size=6,
    )
)
def test_any_text_fits_and_stays_well_formed(lines: list[str]) -> None:
    """People's own words, emoji of two units and our tags, however long."""
    text = "\n".join(lines)
    fitted = fit(text)
    assert units(parse(fitted)) <= TEXT_UNITS
    assert fitted == text or plain(fitted).endswith("…")


# With a picture: what the text would be, as a caption


FILM = Upload("bow.mp4", b"film")
NEW = {"chat_id": 7, "caption": "hello", "parse_mode": "HTML"}
EDIT = {"chat_id": 7, "message_id": 3}


def test_a_text_becomes_a_caption() -> None:
    call = with_picture(_compose(_say("hello")), "animation", FILM)
    assert call == Call("sendAnimation", {**NEW, "animation": FILM})


@pytest.mark.parametrize("kind", ["animation", "photo", "document"])
def test_each_kind_has_its_method_and_field(kind: Kind) -> None:
    call = with_picture(_compose(_say("hello")), kind, "an-id")
    assert (call.method, call.params[kind]) == (f"send{kind.title()}", "an-id")


def test_buttons_silence_and_effects_go_with_a_picture() -> None:
    said = _say("hi", buttons=((_button("Go", "go"),),), silent=True, effect="celebrate")
    text = _compose(said)
    same = ("reply_markup", "disable_notification", "message_effect_id")
    call = with_picture(text, "photo", FILM)
    assert [call.params[name] for name in same] == [text.params[name] for name in same]


def test_another_picture_is_edited_in_with_its_words() -> None:
    said = _say("hello", buttons=((_button("Go", "go"),),))
    call = with_picture(_compose(said, message_id=3), "photo", "an-id")
    media = {"type": "photo", "media": "an-id", "caption": "hello", "parse_mode": "HTML"}
    markup = call.params["reply_markup"]
    assert call == Call("editMessageMedia", {**EDIT, "media": media, "reply_markup": markup})


def test_a_caption_is_changed_alone() -> None:
    assert caption_of(_compose(_say("hello"), message_id=3)) == Call(
        "editMessageCaption", {**NEW, **EDIT}
    )


def test_an_album_has_its_words_below_the_first() -> None:
    call = with_album(_compose(_say("hello", silent=True)), [FILM, "an-id"])
    first = {"type": "photo", "media": FILM, "caption": "hello", "parse_mode": "HTML"}
    media = [first, {"type": "photo", "media": "an-id"}]
    assert call == Call(
        "sendMediaGroup", {"chat_id": 7, "media": media, "disable_notification": True}
    )


@pytest.mark.parametrize(
    ("words", "is_short"),
    [("x" * 1024, True), ("x" * 1025, False), ("😀" * 512, True), ("😀" * 513, False)],
)
def test_a_caption_is_measured_as_telegram_does(words: str, *, is_short: bool) -> None:
    """In UTF-16 units, without tags."""
    text = Call("sendMessage", {"chat_id": 7, "text": f"<b>{words}</b>"})
    assert fits(text) is is_short
    assert units(plain(caption_of(text).params["caption"])) <= CAPTION_UNITS


MOMENT = '<tg-time unix="1772388000" format="t">18:00</tg-time>'


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
def test_moments_are_left_out_of_captions_too(method: str) -> None:
    text = Call(method, {"chat_id": 7, "text": MOMENT, "parse_mode": "HTML"})
    shown = str(with_picture(text, "photo", "an-id").without_times())
    assert ("18:00" in shown, "tg-time" in shown) == (True, False)
    album = str(with_album(text, ["an-id", "other"]).without_times())
    assert ("18:00" in album, "tg-time" in album) == (True, False)


RESULTS: dict[str, tuple[Any, Kind, list[str | None]]] = {
    "an animation": ({"animation": {"file_id": "A"}, "document": {}}, "animation", ["A"]),
    "a photo in sizes": ({"photo": [{"file_id": "s"}, {"file_id": "L"}]}, "photo", ["L"]),
    "an album": ([{"photo": [{"file_id": n}]} for n in "AB"], "photo", ["A", "B"]),
    "taken for something else": ({"video": {"file_id": "A"}}, "animation", [None]),
    "no photo at all": ({"photo": []}, "photo", [None]),
    "nothing that can be read": (True, "photo", [None]),
}


@pytest.mark.parametrize(("result", "kind", "ids"), RESULTS.values(), ids=RESULTS)
def test_ids_of_files_are_read_from_the_answer(
    result: Any, kind: Kind, ids: list[str | None]
) -> None:
    assert file_ids(result, kind) == ids
