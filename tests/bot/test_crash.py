"""Kill -9, again and again, while people live with the bot: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import ChatId
from tests.bot.crash.ledger import Account, Wanted
from tests.bot.crash.report import repeats
from tests.bot.crash.server import MONDAY, Content, How, Shown
from tests.bot.crash.trial import Trial
from tests.bot.store.kit import SqlitePlace
from tests.postgres import Server

KILLS = {"sqlite": 75, "postgresql": 25}
SECONDS = {"sqlite": 80.0, "postgresql": 40.0}
"""After that no more kills, on a slow machine; what was begun is lived to its end."""
LEAST_KILLS = 20


@pytest.fixture
async def url(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    """Of a database without tables, as a kill may also fall while these are made."""
    if engine_name == "sqlite":
        yield SqlitePlace(tmp_path / "data").url
        return
    server: Server = request.getfixturevalue("postgres_server")
    async with server.database() as name:
        yield server.at(name)


async def test_people_lose_nothing_however_often_the_process_is_killed(
    tmp_path: Path, engine_name: str, url: str
) -> None:
    """R1, R2, T2: each answer once and in order, each day's prompt once, whatever was under way.

    T4: a kill repeats a message once at most, and all kills together no more than one each.
    """
    kills, seconds = KILLS[engine_name], SECONDS[engine_name]
    report = await Trial(tmp_path, url, kills=kills, seed=7, seconds=seconds).run()
    assert not report.problems, f"{report}"
    assert report.kills.total() >= LEAST_KILLS
    assert report.prompts >= report.people


SAME = Content(MONDAY, "Your moves are ready.", "{}")


@pytest.mark.parametrize(
    ("letters", "shown", "doubled"),
    [
        (1, ["sent"], 0),
        (1, ["sent", "sent"], 1),
        (1, ["sent", "edited", "sent"], 1),
        (1, ["sent", "unchanged"], 0),
        (2, ["sent", "sent"], 0),
        (2, ["sent", "edited", "sent", "sent"], 2),
        (2, ["edited", "unchanged", "sent"], 0),
    ],
)
def test_a_message_counts_as_repeated_when_it_was_seen_as_often_as_it_was_written(
    letters: int, shown: list[How], doubled: int
) -> None:
    """Two letters may say the same; an edit that changes nothing shows nothing."""
    wanted = Wanted(SAME, is_unasked=False, must_come=True)
    account = Account(ChatId(1), letters=(wanted,) * letters)
    found = [Shown(1, 1, SAME, how) for how in shown]
    assert len(list(repeats(found, {1: account}))) == doubled


def test_a_repeat_counts_where_it_happened_when_the_same_words_are_wanted_again() -> None:
    """Each of two kills has repeated one message; none has repeated two."""
    same, other = SAME, SAME._replace(text="Which leg feels tight?")
    letters = tuple(
        Wanted(content, is_unasked=False, must_come=True) for content in (same, other, same)
    )
    sent = [(1, same), (2, same), (2, other), (3, other), (3, same)]
    found = [Shown(life, 1, content, "sent") for life, content in sent]
    again = repeats(found, {1: Account(ChatId(1), letters=letters)})
    assert sorted((one.life, one.content) for one in again) == [(2, same), (3, other)]
