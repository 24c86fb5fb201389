"""What a crash test found, and which promises were not kept.

Rule: counts what Telegram carried out, and what is stored, against the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.bot.crash.ledger import Account
from tests.bot.crash.server import Content, Shown
from tests.bot.crash.stored import Stored

NOTHING_OF = (
    "letters WHERE settled_at IS NULL",
    "letters WHERE state IN ('uncertain', 'failed', 'blocked')",
    "quarantine",
)
"""Rows that are there only when something went wrong."""
FEW_KILLS = 50
"""Of fewer, one that falls amid many calls could make more than its share of the repeats."""
DAILY = 7
LEAST_SESSIONS = 2
"""The first one, right after the plan, and that of a later day."""


@dataclass
class Report:
    kills: Counter[str]
    starts: int
    seconds: float
    days: int
    people: int
    answers: int
    history: int = 0
    prompts: int = 0
    messages: int = 0
    repeats: Counter[int] = field(default_factory=Counter)
    """Messages that came twice, by the process that sent them again."""
    most_in_a_chat: int = 0
    """Messages that one process sent again."""
    most_of_a_message: int = 0
    """Times that one process sent the same again."""
    prompts_twice: int = 0
    problems: list[str] = field(default_factory=list)

    def count(self, shown: Sequence[Shown], accounts: Mapping[int, Account]) -> None:
        again = list(repeats(shown, accounts))
        unasked = {
            chat: {letter.content for letter in account.letters if letter.is_unasked}
            for chat, account in accounts.items()
        }
        self.repeats = Counter(one.life for one in again)
        in_chats = Counter((one.life, one.chat) for one in again)
        of_messages = Counter((one.life, one.chat, one.content) for one in again)
        self.most_in_a_chat = max(in_chats.values(), default=0)
        self.most_of_a_message = max(of_messages.values(), default=0)
        self.prompts_twice = sum(one.content in unasked[one.chat] for one in again)
        self.messages = sum(one.how == "sent" for one in shown)
        self.prompts = sum(len(account.prompted) for account in accounts.values())
        if self.most_of_a_message > 1 or len(again) > max(self.kills.total(), FEW_KILLS):
            self.problems.append("a kill repeats more than it may")
        for chat, account in accounts.items():
            self._judge(chat, account, [one for one in shown if one.chat == chat])

    def _judge(self, chat: int, account: Account, shown: Sequence[Shown]) -> None:
        found = {
            "was never shown": account.needed - Counter(one.content for one in shown),
            "nobody should have said": strange(shown, account),
            "missed prompts, or had two, before": missed_prompts(account),
        }
        self.problems += [f"chat {chat} {what}: {each}" for what, each in found.items() if each]
        state, opens = account.conversation.state, account.conversation.opens
        if len(sessions(account)) < LEAST_SESSIONS and state != "referred":
            self.problems.append(f"chat {chat} did not come to the end: {state}, {opens}")

    def look_into(self, stored: Stored, accounts: Mapping[int, Account]) -> None:
        """Every row of history, and whether the database is whole."""
        for chat, account in accounts.items():
            found = stored.history(chat)
            self.history += len(found)
            if found != [record.model_dump(mode="json") for record in account.records]:
                self.problems.append(f"chat {chat} has another history")
        self.problems += [f"{n} {rows}" for rows in NOTHING_OF if (n := stored.count(rows))]
        if not stored.is_sound():
            self.problems.append("the database is damaged")

    def __str__(self) -> str:
        killed, again = self.kills.total(), self.repeats.total()
        lines = {
            "kills": f"{killed} in {self.seconds:.0f} s, {self.starts} starts",
            "": ", ".join(f"{name} {n}" for name, n in self.kills.most_common()),
            "virtual days": f"{self.days}, {self.people} people",
            "answers": f"{self.answers}",
            "rows of history": f"{self.history}",
            "prompts": f"{self.prompts}; {self.prompts_twice} messages that nobody asked for"
            " came twice",
            "messages": f"{self.messages}",
            "repeats": f"{again}, {again / max(killed, 1):.2f} a kill; after one kill at most"
            f" {max(self.repeats.values(), default=0)}, in one chat {self.most_in_a_chat}",
            "problems": "\n".join(self.problems) or "none",
        }
        return "\n".join(f"{name:16} {said}" for name, said in lines.items())


def repeats(shown: Sequence[Shown], accounts: Mapping[int, Account]) -> Iterator[Shown]:
    """Messages sent although their content had been seen as often as the ledger wants it.

    Of a content that is wanted twice in one moment, a kill may repeat the first: so those count
    that a later process sent right after the same one, before those that came last.
    """
    wanted = {chat: account.contents for chat, account in accounts.items()}
    seen: Counter[tuple[int, Content]] = Counter()
    newest: dict[int, Shown] = {}
    sent: dict[tuple[int, Content], list[tuple[bool, Shown]]] = defaultdict(list)
    surplus: Counter[tuple[int, Content]] = Counter()
    for one in shown:
        key = (one.chat, one.content)
        if one.how == "sent":
            last = newest.get(one.chat)
            is_again = last is not None and last.content == one.content and last.life < one.life
            sent[key].append((is_again, one))
            newest[one.chat] = one
        if one.how == "sent" and seen[key] >= wanted[one.chat][one.content]:
            surplus[key] += 1
        elif one.how != "unchanged":
            seen[key] += 1
    for key, many in surplus.items():
        likely = [one for is_again, one in sent[key] if is_again]
        others = [one for is_again, one in reversed(sent[key]) if not is_again]
        yield from [*likely, *others][:many]


def strange(shown: Sequence[Shown], account: Account) -> set[Content]:
    return {one.content for one in shown} - set(account.contents)


def sessions(account: Account) -> list[dt.date]:
    """Local days with a prompt, or with a report before the prompt came due."""
    reported = {record.day for record in account.records if record.what == "report"}
    return sorted({*account.prompted, *reported})


def missed_prompts(account: Account) -> list[dt.date]:
    """Days between the first session and the last without a prompt, and days with two.

    Who has asked for the day's session, and reported it, before the prompt was due wants none; who
    has come to train on fewer days of the week has days without.
    """
    days = sessions(account) if account.conversation.answers.get("q_days") == DAILY else []
    gaps = [day for before, day in pairwise(days) if (day - before).days != 1]
    twice = [day for day, n in Counter(account.prompted).items() if n > 1]
    return [*gaps, *twice]
