"""python-telegram-bot's ConversationHandler, as its documentation shows: one update at a time.

Use: python -m bench.peers.ptb [--pickle] [--people N] [--limiter]
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    ExtBot,
    PicklePersistence,
)
from telegram.warnings import PTBUserWarning

from bench.peers.script import AT_ONCE, LAST, NEWS, TEXTS, codes

Context = ContextTypes.DEFAULT_TYPE
LIMITED_TO = 1000.0
"""Messages a second, of the rate limiter; by itself it allows 30."""


def keyboard(step: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=code)] for label, code in codes(step)]
    )


async def start(update: Update, context: Context) -> int:
    context.user_data.clear()
    await update.message.reply_text(TEXTS[0], reply_markup=keyboard(0))
    return 0


def taken(step: int) -> Callable[[Update, Context], Awaitable[int]]:
    """Keeps the answer to this step, and asks the next."""

    async def handle(update: Update, context: Context) -> int:
        query = update.callback_query
        await query.answer()
        context.user_data[f"answer {step}"] = query.data
        following = step + 1
        if following == LAST:
            await query.edit_message_text(TEXTS[following])
            return ConversationHandler.END
        await query.edit_message_text(TEXTS[following], reply_markup=keyboard(following))
        return following

    return handle


async def broadcast(_: Update, context: Context) -> None:
    people = int(context.args[0])
    context.application.create_task(send_to_all(context.application, people))


async def send_to_all(application: Application, people: int) -> None:
    slots = asyncio.Semaphore(AT_ONCE)

    async def send(chat: int) -> None:
        async with slots:
            await application.bot.send_message(chat, NEWS, reply_markup=keyboard(0))

    await asyncio.gather(*(send(chat) for chat in range(1, people + 1)))


def talk(*, persistent: bool) -> ConversationHandler:
    warnings.simplefilter("ignore", PTBUserWarning)  # taps are not told apart by message, as meant
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            step: [CallbackQueryHandler(taken(step), pattern=f"^{step}:")] for step in range(LAST)
        },
        fallbacks=[CommandHandler("start", start)],
        name="talk",
        persistent=persistent,
    )


async def fill(file: Path, people: int) -> None:
    """As if so many had come to the end; written once."""
    persistence = PicklePersistence(file, on_flush=True)
    persistence.set_bot(ExtBot(os.environ["TELEGRAM_BOT_TOKEN"]))
    for load in (persistence.get_user_data, persistence.get_chat_data, persistence.get_bot_data):
        await load()  # what is not there begins empty
    answers = {f"answer {step}": code for step in range(LAST) for _, code in codes(step)}
    for person in range(1, people + 1):
        await persistence.update_user_data(person, dict(answers))
    await persistence.flush()


def main(asked: argparse.Namespace) -> None:
    logging.disable(logging.ERROR)  # when its server ends before it does, it tells at length
    url = os.environ["TELEGRAM_API_URL"]
    builder = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
    )
    if asked.pickle:
        file = Path(os.environ["FOLDER"]) / "bot.pickle"
        asyncio.run(fill(file, asked.people))
        builder = builder.persistence(PicklePersistence(file))
    if asked.limiter:
        builder = builder.rate_limiter(AIORateLimiter(overall_max_rate=LIMITED_TO))
    application = builder.build()
    application.add_handler(talk(persistent=asked.pickle))
    application.add_handler(CommandHandler("broadcast", broadcast))
    application.run_polling()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pickle", action="store_true", help="with PicklePersistence")
    parser.add_argument("--people", type=int, default=0, help="stored there before")
    parser.add_argument("--limiter", action="store_true", help="with AIORateLimiter")
    return parser.parse_args()


if __name__ == "__main__":
    main(_arguments())
