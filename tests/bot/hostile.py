"""Updates that mean harm: bent, forged, stolen, replayed, huge, or in the words of other languages.

Rule: each is drawn from a seed and from what the bot has shown before; who gets it decides nothing.
"""

from __future__ import annotations

import itertools
import random
from collections import deque
from typing import Any

from flows.effects import Say
from tests.bot.test_every_update import BESIDE, CONTENT, SERVICE

COMMANDS = (
    "start", "help", "privacy", "settings", "stop", "erase", "export", "withdraw", "report",
    "today", "plan", "why", "correct", "answers", "pause", "resume", "language", "learn",
    "progress", "stats", "quarantine", "nothing",
)  # fmt: skip
HOSTILE = (
    "'; DROP TABLE people; --", '" OR 1=1 --', "{0.__class__}", "%s%n%x", "{{7*7}}", "${jndi:x}",
    "<b>", "</b></blockquote><a href='tg://user?id=1'>x</a>", "&lt;&amp;&#0;", "=1+1", "@SUM(A1)",
    "\x00", "\ud800", "\u202eabc", "\ufeff", "a\u0301" * 400, "🦵🏽" * 800,
    "١٢٣", "９", "¼", "1e999",
    "-0", "NaN", "0x10", "9" * 400, "[]", "{}", "null", "../../etc/passwd", "\n" * 3000, " ",
    "done 2", "done -1", "done 11", "left 3 right 5", "25:61", "UTC+99", "../UTC", "yes", "no",
    "/", "//", "/start@x y", "/erase yes", "/start " + "A" * 64, "/stats 31415926", "1:1:agree",
)  # fmt: skip
WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 10**30, float("nan"), "", "x", "x" * 5000, "\ud800", [], {}, [1],
    {"id": 31_415_926}, [[[[[[]]]]]],
)  # fmt: skip
FIRST_CHAT, CHATS = 7_000_001, 12
ELSEWHERE = (
    {"id": -100, "type": "group"}, {"id": -1001, "type": "supergroup"},
    {"id": -1002, "type": "channel"}, {"id": 31_415_926, "type": "group"},
    {"id": "31415926", "type": "private"}, {"id": 2**60, "type": "private"},
)  # fmt: skip
KNOWN_BUTTONS, REPLAYED = 400, 50


def mark(chat: int) -> str:
    """What only this person says."""
    return f"word-of-{chat}"


class Hostile:
    def __init__(self, seed: int) -> None:
        self.chats = range(FIRST_CHAT, FIRST_CHAT + CHATS)
        self._dice = random.Random(f"{seed}/hostile")
        self._ids = itertools.count(1)
        self._shown: deque[tuple[int, str]] = deque(maxlen=KNOWN_BUTTONS)
        """Numbers and codes of buttons that anybody has seen."""
        self._sent: deque[dict[str, Any]] = deque(maxlen=REPLAYED)

    def learn(self, say: Say) -> None:
        self._shown.extend((say.ask, button.code) for row in say.buttons for button in row)

    def update(self) -> Any:
        if self._sent and self._dice.random() < 0.08:
            return self._dice.choice(self._sent)
        body = self._dice.choices(
            (self._tap, self._words, self._content, self._member, self._edited),
            (40, 30, 12, 3, 5),
        )[0]()
        if self._dice.random() < 0.25:
            body = self._bent(body)
        update = {"update_id": next(self._ids), **body}
        self._sent.append(update)
        return self._bent(update) if self._dice.random() < 0.03 else update

    def _chat(self) -> dict[str, Any]:
        if self._dice.random() < 0.04:
            return dict(self._dice.choice(ELSEWHERE))
        return {"id": self._dice.choice(self.chats), "type": "private"}

    def _message(self, **content: Any) -> dict[str, Any]:
        chat = self._chat()
        sender = self._dice.choice((chat["id"], 31_415_926))
        languages = ("en", "es", "de", "xx", "", "e" * 40, None, 7)
        return {
            "message_id": self._dice.randrange(1, 9),
            "date": 0,
            "chat": chat,
            "from": {"id": sender, "language_code": self._dice.choice(languages)},
            **content,
        }

    def _words(self) -> dict[str, Any]:
        dice = self._dice
        message = self._message()
        own = mark(message["chat"]["id"]) if isinstance(message["chat"]["id"], int) else ""
        match dice.randrange(5):
            case 0:
                text = f"/{dice.choice(COMMANDS)}"
            case 1:
                text = f"/{dice.choice(COMMANDS)} {dice.choice(HOSTILE)}"
            case 2:
                text = dice.choice(HOSTILE)
            case 3:
                text = f"{own} {dice.choice(HOSTILE)}"
            case _:
                text = own
        return {"message": {**message, "text": text}}

    def _content(self) -> dict[str, Any]:
        dice = self._dice
        fields = [*CONTENT, *dice.sample(sorted(SERVICE), 3)]
        content = {name: CONTENT.get(name, {}) for name in dice.sample(fields, dice.randint(1, 3))}
        beside = {name: BESIDE[name] for name in dice.sample(sorted(BESIDE), dice.randint(0, 3))}
        return {"message": self._message(**content, **beside)}

    def _edited(self) -> dict[str, Any]:
        return {"edited_message": self._words()["message"]}

    def _tap(self) -> dict[str, Any]:
        message = self._message()
        query = {"id": f"q{next(self._ids)}", "from": message["from"], "message": message}
        return {"callback_query": {**query, "data": self._data()}}

    def _data(self) -> Any:
        """Seen somewhere, near to what was seen, or never seen."""
        dice = self._dice
        if not self._shown:
            return "1:0:!start"
        ask, code = dice.choice(self._shown)
        _, other = dice.choice(self._shown)
        return dice.choices(
            (
                f"1:{ask}:{code}",
                f"1:{ask}:{other}",
                f"1:{ask + dice.randint(-3, 3)}:{code}",
                f"1:{ask}:{code[:2]}{dice.choice('0.zZ!-_')}{dice.randrange(99)}",
                f"2:{ask}:{code}",
                f"1:{'9' * dice.randrange(1, 30)}:{code}",
                f"1:{ask}:{dice.choice(HOSTILE)}",
                dice.choice(HOSTILE),
                dice.choice(WRONG),
            ),
            (55, 10, 5, 8, 2, 4, 6, 5, 5),
        )[0]

    def _member(self) -> dict[str, Any]:
        states = ("member", "kicked", "left", "administrator", "restricted", "", None)
        old, new = self._dice.choice(states), self._dice.choice(states)
        changed = {"old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
        return {"my_chat_member": {"chat": self._chat(), "from": {"id": 1}, **changed}}

    def _bent(self, value: dict[str, Any]) -> dict[str, Any]:
        """Something in it is missing, or is what it should not be."""
        name = self._dice.choice(sorted(value))
        inner = value[name]
        if isinstance(inner, dict) and inner and self._dice.random() < 0.8:
            return {**value, name: self._bent(inner)}
        rest = {key: kept for key, kept in value.items() if key != name}
        return rest if self._dice.random() < 0.5 else {**rest, name: self._dice.choice(WRONG)}
