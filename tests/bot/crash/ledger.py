"""What should have come of everything that people did: the same events before the pure talk.

Rule: knows nothing of kills. An update counts once, at the moment at which it was sent; the clock
stands still until all that belongs to a moment is done, so that no event's time is in doubt.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bot.model import ChatId, Incoming
from bot.telegram.letters import Draw, compose
from bot.telegram.updates import decode
from content.load import Content as Words
from flows import Conversation, advance
from flows.effects import Effect, Hush, Record, Say
from flows.events import Event, MomentDue
from tests.bot.crash.server import Content


class LedgerError(AssertionError):
    """What is stored can have come about in no order of the events."""


class Wanted(NamedTuple):
    """A letter, as the person should see it."""

    content: Content
    is_unasked: bool
    must_come: bool
    """Not what only tidies up a message that may be gone, or what a person has hushed in time."""


@dataclass(frozen=True)
class Account:
    """One person's share."""

    chat: ChatId
    conversation: Conversation = field(default_factory=Conversation)
    records: tuple[Record, ...] = ()
    letters: tuple[Wanted, ...] = ()
    prompted: tuple[dt.date, ...] = ()
    """Local days whose prompt has come due."""

    @property
    def needed(self) -> Counter[Content]:
        return Counter(letter.content for letter in self.letters if letter.must_come)

    @property
    def contents(self) -> Counter[Content]:
        return Counter(letter.content for letter in self.letters)

    def differs(self, seen: Counter[Content]) -> int:
        """By how many messages."""
        return (self.needed - seen).total() + (seen - self.contents).total()

    def is_due(self, now: dt.datetime) -> bool:
        due_at = self.conversation.due_at
        return due_at is not None and due_at <= now


class Ledger:
    def __init__(self, words: Words, draw: Draw, bot: str) -> None:
        self._words = words
        self._draw = draw
        self._bot = bot
        self.accounts: dict[int, Account] = {}
        self._news: dict[int, list[dict[str, Any]]] = {}

    def note(self, update: dict[str, Any]) -> None:
        body = update.get("message") or update["callback_query"]["message"]
        chat = body["chat"]["id"]
        self.accounts.setdefault(chat, Account(ChatId(chat)))
        self._news.setdefault(chat, []).append(update)

    def next_due(self) -> dt.datetime | None:
        due = (account.conversation.due_at for account in self.accounts.values())
        return min((at for at in due if at), default=None)

    def touched(self, now: dt.datetime) -> list[int]:
        """Chats of which something else should be stored than before this moment."""
        due = (chat for chat, account in self.accounts.items() if account.is_due(now))
        return sorted({*self._news, *due})

    def settle(
        self, chat: int, now: dt.datetime, stored: Conversation | None, seen: Counter[Content]
    ) -> None:
        """A due moment and an answer may have come in either order; LedgerError if in none.

        Where both lead to the same state, what was said tells which it was.
        """
        account, updates = self.accounts[chat], self._news.pop(chat, [])
        futures = list(self._futures(account, updates, now))
        found = [future for future in futures if future.conversation == stored]
        if not found:
            raise LedgerError(
                f"chat {chat} at {now}: stored {_differences(stored, futures[0].conversation)}"
            )
        self.accounts[chat] = min(found, key=lambda each: each.differs(seen))

    def _futures(
        self, account: Account, updates: list[dict[str, Any]], now: dt.datetime
    ) -> Iterator[Account]:
        decoded = [decode(update, self._bot, now) for update in updates]
        events = [one.event for one in decoded if isinstance(one, Incoming)]
        for place in range(len(events) + 1 if account.is_due(now) else 1):
            future = account
            for event in (*events[:place], None, *events[place:], None):
                future = self._after(future, event, now)
            yield future

    def _after(self, account: Account, event: Event | None, now: dt.datetime) -> Account:
        """None: a look at what is due."""
        unasked = event is None
        if event is None:
            if not account.is_due(now):
                return account
            event = MomentDue(at=now)
        before = account.conversation
        outcome = advance(before, event, self._words)
        after = Conversation.model_validate_json(outcome.conversation.model_dump_json())
        fired = after.last_fired.get("prompt")
        is_new = unasked and fired is not None and fired != before.last_fired.get("prompt")
        account = replace(
            account,
            conversation=after,
            prompted=(*account.prompted, fired) if is_new and fired else account.prompted,
        )
        for effect in outcome.effects:
            account = self._note(account, effect, event)
        return account

    def _note(self, account: Account, effect: Effect, event: Event) -> Account:
        match effect:
            case Record():
                return replace(account, records=(*account.records, effect))
            case Hush():
                return replace(account, letters=tuple(_hushed(account.letters, event.at)))
            case Say():
                language = account.conversation.language
                call = compose(effect, account.chat, language, self._draw)
                is_unasked = event.kind == "moment_due"
                wanted = Wanted(Content.of(call.params, event.at), is_unasked, not effect.edit_only)
                return replace(account, letters=(*account.letters, wanted))
            case _:
                return account


def _hushed(letters: Iterable[Wanted], now: dt.datetime) -> Iterator[Wanted]:
    """Unasked ones of this very moment may not have gone yet."""
    for letter in letters:
        is_late = letter.is_unasked and letter.content.at == now
        yield letter._replace(must_come=False) if is_late else letter


def _differences(stored: Conversation | None, wanted: Conversation) -> str:
    if stored is None:
        return "is nothing"
    found, due = stored.model_dump(mode="json"), wanted.model_dump(mode="json")
    names = [name for name in due if found.get(name) != due[name]]
    return "; ".join(f"{name} {found.get(name)!r}, not {due[name]!r}" for name in names)
