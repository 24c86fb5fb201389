"""aiogram 3 with its state machine, as its documentation shows: a task for each update, on uvloop.

The state is in memory, or in Redis where REDIS_URL names one. Use: python -m
bench.peers.aiogram_bot
"""

from __future__ import annotations

import asyncio
import logging
import os

import uvloop
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers.script import AT_ONCE, LAST, NEWS, TEXTS, codes


class Talk(StatesGroup):
    first = State()
    second = State()
    third = State()
    fourth = State()
    fifth = State()


STEPS = (Talk.first, Talk.second, Talk.third, Talk.fourth, Talk.fifth)
router = Router()
tasks: set[asyncio.Task[None]] = set()


def keyboard(step: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=code)] for label, code in codes(step)
        ]
    )


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(STEPS[0])
    await message.answer(TEXTS[0], reply_markup=keyboard(0))


@router.callback_query(StateFilter(*STEPS))
async def take(query: CallbackQuery, state: FSMContext) -> None:
    step = int(query.data.partition(":")[0])
    await query.answer()
    await state.update_data({f"answer {step}": query.data})
    following = step + 1
    if following == LAST:
        await state.clear()
        await query.message.edit_text(TEXTS[following])
        return
    await state.set_state(STEPS[following])
    await query.message.edit_text(TEXTS[following], reply_markup=keyboard(following))


@router.message(Command("broadcast"))
async def broadcast(_: Message, command: CommandObject, bot: Bot) -> None:
    task = asyncio.create_task(send_to_all(bot, int(command.args)))
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def send_to_all(bot: Bot, people: int) -> None:
    slots = asyncio.Semaphore(AT_ONCE)

    async def send(chat: int) -> None:
        async with slots:
            await bot.send_message(chat, NEWS, reply_markup=keyboard(0))

    await asyncio.gather(*(send(chat) for chat in range(1, people + 1)))


def storage() -> BaseStorage:
    url = os.environ.get("REDIS_URL")
    return RedisStorage.from_url(url) if url else MemoryStorage()


async def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher(storage=storage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    uvloop.run(main())
