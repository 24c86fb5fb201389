"""Our client of the Bot API alone: no flows, no store, the same calls for each update.

Rule: for `bench.floor` only. No bot with this client can be faster.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from bench.telegram import BUTTONS, WORDS
from bot.telegram.api import TelegramApi

POLL_SECONDS = 30
QUESTION: dict[str, Any] = {
    "text": WORDS,
    "parse_mode": "HTML",
    "link_preview_options": {"is_disabled": True},
    "reply_markup": {"inline_keyboard": BUTTONS},
}


async def main() -> None:
    url, token = os.environ["TELEGRAM_API_URL"], os.environ["TELEGRAM_BOT_TOKEN"]
    asked: dict[str, Any] = {"limit": 100, "timeout": POLL_SECONDS}
    async with TelegramApi(url, token) as api, asyncio.TaskGroup() as tasks:
        while True:
            updates = await api.call("getUpdates", asked)
            for update in updates:
                for method, params in _calls(update):
                    tasks.create_task(api.call(method, params))
            if updates:
                asked["offset"] = updates[-1]["update_id"] + 1


def _calls(update: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if "message" in update:
        return [("sendMessage", {"chat_id": update["message"]["chat"]["id"], **QUESTION})]
    tap = update["callback_query"]
    message = tap["message"]
    where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    return [
        ("answerCallbackQuery", {"callback_query_id": tap["id"]}),
        ("editMessageText", {**where, **QUESTION}),
    ]


if __name__ == "__main__":
    asyncio.run(main())
