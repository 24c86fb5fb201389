"""Letters with pictures: what is called, uploaded and shown, by Telegram's own rules."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from bot.clock import VirtualClock
from bot.model import ChatId, Dropped, Handled, Letter, LetterId, Sent, Standing, Uncertain
from bot.outbox import Pump
from bot.pacing import Pacer
from bot.pictures.painter import Painter
from bot.screens import Screens
from bot.store import Past, Store
from bot.telegram.api import TelegramApi
from bot.telegram.pictures import Pictures
from bot.telegram.sender import Sender
from bot.telegram.uploads import Uploads
from content.load import load_content
from flows.effects import Button, Figure, PhysioPage, ResultPicture, Say, Text
from flows.words import draw as draw_content
from tests.bot.api_server import BotApiServer, Message, RefusalError
from tests.bot.memory_store import MemoryStore
from tests.flows.days import person

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
RESULT = ResultPicture(factors={"nerve": 70, "length": None}, functions={"pelvis": 10})
BOW, BRIDGE = Figure(id="bow"), Figure(id="bridge")


class Files(NamedTuple):
    path_mp4: Path
    path_png: Path
    key: str
    key_png: str


class Shelf:
    """A film and a still of each figure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("bow", "bridge", "slump"):
            (folder / f"{name}.mp4").write_bytes(b"\0\0\0\x20ftypisom" + name.encode())
            (folder / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())

    def find(self, id_: str, language: str) -> Any:
        del language
        if id_ not in {"bow", "bridge", "slump"}:
            return None
        film, still = self.folder / f"{id_}.mp4", self.folder / f"{id_}.png"
        return Files(film, still, f"film {id_}", f"still {id_}")


def draw(text: Text, language: str) -> str:
    """As a message is drawn; what a test says stands for itself."""
    if text.key == "plain":
        return str(text.values["text"])
    return draw_content(text, load_content(), language)


class House:
    """A pump with pictures; `restart` is another process on the same store."""

    def __init__(self, api: TelegramApi, server: BotApiServer, folder: Path) -> None:
        self.api = api
        self.server = server
        self.store = MemoryStore()
        self.shelf = Shelf(folder)
        self.clock = VirtualClock(NOW)
        self._ids = itertools.count(1)
        self.restart()

    def restart(self, bot: str = "1") -> None:
        store = cast("Store", self.store)
        painter = Painter(store, load_content(), draw, self.shelf.find)
        pictures = Pictures(painter, Uploads(store, bot, self.clock))
        sender = Sender(self.api, Screens(store), draw, self.clock, pictures)
        self.pump = Pump(sender, store, self.clock, Pacer(1e6, 0), self._note)

    async def _note(self, chat: ChatId) -> None:
        raise AssertionError(f"nobody blocks the bot here: {chat}")

    def letter(self, text: str, chat: int = 1, **say: Any) -> Letter:
        said = Say(lines=(Text(key="plain", values={"text": text}),), **say)
        return Letter(LetterId(next(self._ids)), ChatId(chat), said, "en", 1, NOW)

    async def say(self, text: str, chat: int = 1, **say: Any) -> None:
        await self.send(self.letter(text, chat, **say))

    async def send(self, *letters: Letter) -> None:
        self.pump.deliver(Handled(letters, ()))
        await self.pump.quiet()
        for letter in letters:  # what the real store reads of a verdict
            verdict = self.store.verdicts.get(letter.id)
            if isinstance(verdict, Sent) and letter.say.screen is not None:
                stands = Standing(verdict.message_id, verdict.pictured)
                self.store.screens[letter.chat, letter.say.screen] = stands

    def methods(self) -> list[str]:
        return [method for method, _ in self.server.calls]

    def uploads(self) -> int:
        return len(self.server.files)

    def shown(self, chat: int = 1) -> list[Message]:
        return list(self.server.messages[chat].values())


@pytest.fixture
async def house(server: BotApiServer, tmp_path: Path) -> AsyncIterator[House]:
    async with TelegramApi(server.url, server.token, read_seconds=2) as api:
        yield House(api, server, tmp_path)


def button(label: str) -> Button:
    return Button(label=Text(key="plain", values={"text": label}), code="go")


# What is sent


async def test_a_figure_is_an_animation_with_caption_and_buttons(house: House) -> None:
    buttons = ((button("Done"),),)
    await house.say("<b>Bow</b>", picture=BOW, buttons=buttons, silent=True, effect="celebrate")
    (call,) = house.server.called("sendAnimation")
    assert call["animation"] == ("bow.mp4", b"\0\0\0\x20ftypisombow")
    assert (call["disable_notification"], call["parse_mode"]) == (True, "HTML")
    assert call["message_effect_id"]
    (message,) = house.shown()
    assert (message.kind, message.text, list(message.buttons)) == ("animation", "Bow", ["Done"])


async def test_a_chart_is_a_photo(house: House) -> None:
    await house.say("Your result", picture=RESULT)
    (call,) = house.server.called("sendPhoto")
    name, data = call["photo"]
    assert (name, data[:4], call["caption"]) == ("result.png", b"\x89PNG", "Your result")


async def test_an_album_is_a_group_of_stills(house: House) -> None:
    await house.say("Today", album=("bow", "bridge", "slump"), silent=True)
    (call,) = house.server.called("sendMediaGroup")
    assert [media["media"][0] for media in call["media"]] == ["bow.png", "bridge.png", "slump.png"]
    assert [media.get("caption") for media in call["media"]] == ["Today", None, None]
    assert call["disable_notification"] is True
    assert house.store.verdicts == {1: Sent(1, pictured=True)}


ALBUMS = {
    "one still": (("bow",), (), "sendPhoto"),
    "one of two is there": (("bow", "nothing"), (), "sendPhoto"),
    "none is there": (("nothing", "neither"), (), "sendMessage"),
    "buttons, which no album has": (("bow", "bridge"), ((button("Done"),),), "sendMessage"),
}


@pytest.mark.parametrize(("ids", "buttons", "method"), ALBUMS.values(), ids=ALBUMS)
async def test_what_makes_no_album(
    house: House, ids: tuple[str, ...], buttons: Any, method: str
) -> None:
    await house.say("Today", album=ids, buttons=buttons)
    assert house.methods() == [method]


# A picture never takes its letter with it


async def test_an_unknown_figure_leaves_the_words(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.say("Bow", picture=Figure(id="nothing"))
    assert house.methods() == ["sendMessage"]
    assert [record.message for record in caplog.records] == ["there is no picture of nothing"]


async def test_a_missing_file_leaves_the_words(house: House) -> None:
    (house.shelf.folder / "bow.mp4").unlink()
    await house.say("Bow", picture=BOW)
    assert house.methods() == ["sendMessage"]


async def test_a_page_that_cannot_be_made_is_spoken_of(house: House) -> None:
    """There is no past here to make one of."""
    await house.say("Your page", picture=PhysioPage(paper="a4", made_at=NOW))
    (message,) = house.shown()
    assert message.text.startswith("I could not make the page")


async def test_a_page_that_telegram_refuses_is_spoken_of(house: House) -> None:
    somebody = person()
    house.store.pasts[ChatId(1)] = Past(somebody.conversation, tuple(somebody.records))
    refusal = RefusalError(400, "Bad Request: file must be non-empty")
    house.server.fail("sendDocument", times=9, refusal=refusal)
    await house.say("Your page", picture=PhysioPage(paper="a4", made_at=somebody.now))
    assert house.methods() == ["sendDocument", "sendMessage"]
    assert house.shown()[0].text.startswith("I could not make the page")


async def test_words_too_long_for_a_caption_go_without_the_picture(house: House) -> None:
    await house.say("x" * 1025, picture=BOW)
    await house.say("<b>" + "x" * 1024 + "</b>", picture=BOW)
    assert house.methods() == ["sendMessage", "sendAnimation"]


REFUSALS = {
    "no picture to Telegram": RefusalError(400, "Bad Request: IMAGE_PROCESS_FAILED"),
    "empty": RefusalError(400, "Bad Request: MEDIA_EMPTY"),
    "too large": RefusalError(413, "Request Entity Too Large"),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_picture_that_telegram_refuses_leaves_the_words(
    house: House, refusal: RefusalError
) -> None:
    house.server.fail("sendAnimation", times=9, refusal=refusal)
    await house.say("Bow", picture=BOW)
    assert house.methods() == ["sendAnimation", "sendMessage"]
    assert house.store.verdicts == {1: Sent(1)}


async def test_a_gateway_that_finds_a_picture_too_large_leaves_the_words(house: House) -> None:
    house.server.fail("sendAnimation", times=9, gateway=(413, "<h1>Too Large</h1>"))
    await house.say("Bow", picture=BOW)
    assert house.methods() == ["sendAnimation", "sendMessage"]


# Edits


async def test_another_picture_takes_the_place_of_the_first(house: House) -> None:
    await house.say("Bow", picture=BOW, screen=1)
    await house.say("Bridge", picture=BRIDGE, screen=1, buttons=((button("Done"),),))
    assert house.methods() == ["sendAnimation", "editMessageMedia"]
    (message,) = house.shown()
    assert (message.text, message.file, list(message.buttons)) == (
        "Bridge", "animation-2", ["Done"],
    )  # fmt: skip


async def test_other_words_below_the_same_picture_change_the_caption_only(house: House) -> None:
    await house.say("Bow", picture=BOW, screen=1)
    await house.say("Did it hurt?", picture=BOW, screen=1)
    assert house.methods() == ["sendAnimation", "editMessageCaption"]
    assert [message.text for message in house.shown()] == ["Did it hurt?"]


async def test_after_a_restart_the_same_picture_is_edited_in_by_its_id(house: House) -> None:
    """What this process does not know is which picture stands there, so it says so again."""
    await house.say("Bow", picture=BOW, screen=1)
    house.restart()
    await house.say("Did it hurt?", picture=BOW, screen=1)
    assert house.methods() == ["sendAnimation", "editMessageMedia"]
    assert house.server.called("editMessageMedia")[0]["media"]["media"] == "animation-1"


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "method"), [(None, BOW, "sendAnimation"), (BOW, None, "sendMessage")]
)
async def test_between_text_and_picture_a_new_message_takes_the_old_ones_place(
    house: House, first: Figure | None, second: Figure | None, method: str, *, restarted: bool
) -> None:
    """6-screens: a change between text and media sends anew."""
    await house.say("one", picture=first, screen=1)
    if restarted:
        house.restart()
    await house.say("two", picture=second, screen=1)
    assert house.methods()[1:] == [method, "deleteMessage"]
    assert [message.text for message in house.shown()] == ["two"]


async def test_an_old_message_that_cannot_be_deleted_loses_its_buttons(house: House) -> None:
    """Telegram lets a bot delete for 48 hours only."""
    too_old = RefusalError(400, "Bad Request: message can't be deleted for everyone")
    house.server.fail("deleteMessage", refusal=too_old)
    await house.say("one", screen=1, buttons=((button("Old"),),))
    await house.say("two", screen=1, picture=BOW)
    old, new = house.shown()
    assert (old.text, old.buttons, new.text) == ("one", {}, "two")


async def test_a_vanished_picture_is_sent_anew(house: House) -> None:
    """6-screens."""
    await house.say("Bow", picture=BOW, screen=1)
    del house.server.messages[1][1]
    await house.say("Did it hurt?", picture=BOW, screen=1)
    assert [message.text for message in house.shown()] == ["Did it hurt?"]


@pytest.mark.parametrize(("picture", "known"), [(BOW, False), (None, True)])
async def test_what_stands_in_the_chat_decides_when_the_store_is_wrong(
    house: House, picture: Figure | None, *, known: bool
) -> None:
    """As after a backup was put back; the other kind is found out by Telegram's answer."""
    await house.say("one", screen=1, picture=picture)
    house.store.screens[ChatId(1), 1] = Standing(1, pictured=known)
    house.restart()
    await house.say("two", screen=1, picture=None if picture else BOW)
    assert [message.text for message in house.shown()][-1:] == ["two"]
    assert len(house.shown()) == 1


async def test_a_typed_answer_collapses_a_picture_into_its_caption(house: House) -> None:
    """Tidying up neither sends anew nor takes a picture away."""
    await house.say("How bad?", picture=BOW, screen=1, buttons=((button("3"),),))
    await house.say("You said 3", screen=1, edit_only=True)
    await house.say("Next?", picture=BOW, screen=1)
    assert house.methods() == ["sendAnimation", "editMessageCaption", "editMessageCaption"]


async def test_there_is_nothing_to_tidy_where_no_message_stands(house: House) -> None:
    await house.say("You said 3", screen=1, edit_only=True, picture=BOW)
    await house.say("Bow", picture=BOW, screen=2)
    del house.server.messages[1][1]
    await house.say("You said 3", screen=2, edit_only=True)
    assert [type(verdict) for verdict in house.store.verdicts.values()] == [Dropped, Sent, Dropped]


# Uploaded once


async def test_a_figure_is_uploaded_once_for_all(house: House) -> None:
    for chat in range(5):
        await house.say("Bow", chat=chat, picture=BOW)
    assert house.uploads() == 1
    assert house.server.called("sendAnimation")[-1]["animation"] == "animation-1"


async def test_those_who_wait_at_once_share_one_upload(house: House) -> None:
    """6-pictures: the first upload is made once for all who wait for it."""
    house.server.fail("sendAnimation", seconds=0.05)
    await house.send(*(house.letter("Bow", chat=n, picture=BOW) for n in range(100)))
    assert house.uploads() == 1
    assert len(house.server.called("sendAnimation")) == 100
    assert len(house.store.sent()) == 100


async def test_what_an_edit_uploads_is_kept_too(house: House) -> None:
    await house.say("Bow", picture=BOW, screen=1)
    await house.say("Bridge", picture=BRIDGE, screen=1)
    await house.say("Bridge", chat=2, picture=BRIDGE)
    assert house.uploads() == 2


async def test_each_still_of_an_album_is_uploaded_once(house: House) -> None:
    await house.say("Today", album=("bow", "bridge"))
    await house.say("Today", chat=2, album=("slump", "bow"))
    assert house.uploads() == 3
    assert house.server.called("sendMediaGroup")[1]["media"][1]["media"] == "photo-1"


async def test_another_process_uploads_nothing_again(house: House) -> None:
    """6-pictures: it survives a restart."""
    await house.say("Bow", picture=BOW)
    house.restart()
    await house.say("Bow", chat=2, picture=BOW)
    assert house.uploads() == 1


async def test_another_bot_has_ids_of_its_own(house: House) -> None:
    await house.say("Bow", picture=BOW)
    house.restart(bot="2")
    await house.say("Bow", chat=2, picture=BOW)
    assert house.uploads() == 2


async def test_a_file_that_telegram_forgot_is_uploaded_again_once(house: House) -> None:
    """6-pictures: the upload is repeated once, and all later letters know the new id."""
    await house.say("Bow", picture=BOW)
    house.server.files.clear()
    await house.send(*(house.letter("Bow", chat=n, picture=BOW) for n in range(20)))
    assert list(house.server.files) == ["animation-2"]
    assert len(house.store.sent()) == 21
    house.restart()
    await house.say("Bow", chat=30, picture=BOW)
    assert list(house.server.files) == ["animation-2"]


FORGETS = ("MEDIA_EMPTY", "FILE_REFERENCE_EXPIRED", "wrong file identifier/HTTP URL specified")


@pytest.mark.parametrize("words", FORGETS)
async def test_an_id_refused_in_an_edit_is_uploaded_again(house: House, words: str) -> None:
    await house.say("Bow", chat=2, picture=BOW)
    await house.say("Bridge", picture=BRIDGE, screen=1)
    house.server.fail("editMessageMedia", refusal=RefusalError(400, f"Bad Request: {words}"))
    await house.say("Bow", picture=BOW, screen=1)
    assert [message.file for message in house.shown()] == ["animation-3"]


async def test_a_chart_is_nobody_elses_and_its_id_is_not_kept(house: House) -> None:
    await house.say("Your result", picture=RESULT)
    assert house.store.files == {}


async def test_a_store_that_keeps_no_ids_only_costs_uploads(house: House) -> None:
    house.store.file_ids = house.store.keep_files = _fails  # type: ignore[method-assign] # a store that fails
    await house.say("Bow", picture=BOW)
    await house.say("Bow", picture=BOW)
    assert len(house.store.sent()) == 2


async def _fails(*_: object) -> Any:
    from bot.store import StoreError

    raise StoreError("the disk is full")


# Doubt, and who has to wait


async def test_an_animation_without_an_answer_is_unknown(house: House) -> None:
    """R10: as a text is; it is tried once more after a restart only (T4)."""
    house.server.fail("sendAnimation", lose_answer=True)
    await house.say("Bow", picture=BOW)
    assert [type(verdict) for verdict in house.store.verdicts.values()] == [Uncertain]
    assert house.methods() == ["sendAnimation"]


async def test_whoever_waited_for_an_upload_that_was_lost_uploads_next(house: House) -> None:
    house.server.fail("sendAnimation", lose_call=True)
    await house.send(*(house.letter("Bow", chat=n, picture=BOW) for n in range(5)))
    assert house.uploads() == 1
    assert len(house.store.sent()) == 4


async def test_an_edit_without_an_answer_is_made_again(house: House) -> None:
    await house.say("Bow", picture=BOW, screen=1)
    house.server.fail("editMessageMedia", lose_answer=True)
    await house.say("Bridge", picture=BRIDGE, screen=1)
    assert house.methods()[1:] == ["editMessageMedia", "editMessageMedia"]
    assert len(house.store.sent()) == 2


async def test_a_deletion_that_is_refused_for_now_waits_as_told(house: House) -> None:
    """R9: nothing is called inside Telegram's "not before"."""
    wait = RefusalError(429, "Too Many Requests: retry after 1", retry_after=1)
    house.server.fail("deleteMessage", refusal=wait)
    await house.say("one", screen=1)
    await house.say("two", screen=1, picture=BOW)
    assert [message.text for message in house.shown()] == ["two"]


async def test_a_slow_upload_holds_up_nobody_else(house: House) -> None:
    """6-pictures: those who wait for it take no place of those who do not."""
    house.server.fail("sendAnimation", seconds=0.4)
    waiting = [house.letter("Bow", chat=n, picture=BOW) for n in range(200)]
    house.pump.deliver(Handled(tuple(waiting), ()))
    await asyncio.sleep(0.1)
    async with asyncio.timeout(0.2):
        house.pump.deliver(Handled((house.letter("hello", chat=999),), ()))
        await house.server.until(lambda: house.shown(999))
    await house.pump.quiet()
    assert len(house.store.sent()) == 201


async def test_a_chat_hears_its_letters_in_order_while_one_is_drawn(house: House) -> None:
    """6-screens: order holds within a chat and lane."""
    await house.send(house.letter("Result", picture=RESULT), house.letter("after"))
    assert [message.text for message in house.shown()] == ["Result", "after"]


async def test_a_past_that_cannot_be_read_is_asked_for_again(house: House) -> None:
    from flows.effects import Progress

    house.store.broken = True
    letter = house.letter("Progress", picture=Progress(days=7, until=NOW.date()))
    house.pump.deliver(Handled((letter,), ()))
    await asyncio.sleep(0.1)
    house.store.broken = False
    async with asyncio.timeout(3):
        await house.pump.quiet()
    assert len(house.shown()) == 1
