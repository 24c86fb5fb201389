"""What comes in, however it came: read, sifted, stored in one transaction, and then handed on.

Rule: knows neither polls nor webhooks; whoever brings updates hears whether they are stored.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.clock import Clock
from bot.model import Answered, ChatId, Handled, Incoming, Offset
from bot.request import of_batch, request
from bot.store import StoreError
from bot.telegram.updates import TROUBLE_LINE, Aside, Read, decode, in_order, next_update

Take = Callable[[Sequence[Incoming], Offset | None], Awaitable[Handled]]
"""Stores a batch with its offset in one transaction, or raises StoreError and stores nothing."""
Ride = Callable[[Handled], Handled]
"""Takes what can go another way out of what a stored batch leaves to do."""


class Intake:
    """`deliver` is told what a stored batch leaves to do.

    `aside` has a line said, or a tap answered, that no conversation is stored for, and waits for
    nothing; `sift` leaves out what is too much of one chat.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the way of an update, in its order
        self,
        take: Take,
        deliver: Callable[[Handled], None],
        aside: Callable[[Aside | Answered], None],
        sift: Callable[[Iterable[Read]], list[Read]],
        bot_id: str,
        clock: Clock,
    ) -> None:
        self._take = take
        self._deliver = deliver
        self._aside = aside
        self._sift = sift
        self._bot_id = bot_id
        self._clock = clock
        self._told: set[ChatId] = set()

    async def handle(
        self, updates: Sequence[Any], offset: Offset | None, *, ride: Ride = lambda handled: handled
    ) -> None:
        """Stored when this returns. StoreError: none of them is; they have to come again.

        They are taken as people did them, in whatever order they came.
        """
        ordered = in_order(list(updates))
        numbers = [following - 1 for one in ordered if (following := next_update([one]))]
        with request(of_batch([f"u{number}" for number in numbers])):
            await self._handle(ordered, offset, ride)

    async def _handle(self, updates: Sequence[Any], offset: Offset | None, ride: Ride) -> None:
        at = self._clock.now()
        read = self._sift(decode(update, self._bot_id, at) for update in updates)
        incoming = [one for one in read if isinstance(one, Incoming)]
        try:
            handled = await self._take(incoming, offset)
        except StoreError:
            self._apologize({one.chat: one.language for one in incoming})
            raise
        self._told.clear()
        self._deliver(ride(handled))
        for one in read:
            if isinstance(one, Aside | Answered):
                self._aside(one)

    def _apologize(self, chats: Mapping[ChatId, str]) -> None:
        """Each writing chat is told once in an outage; nothing can be stored about that."""
        for chat in sorted(chats.keys() - self._told):
            self._aside(Aside(chat, TROUBLE_LINE, chats[chat]))
        self._told |= chats.keys()
