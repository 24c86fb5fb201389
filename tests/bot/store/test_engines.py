from __future__ import annotations

import sys

import pytest

from bot.store import StoreError
from bot.store.engines import engine_for


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("sqlite:///data/bot.db", "data/bot.db"),
        ("sqlite+aiosqlite:///data/bot.db", "data/bot.db"),
        ("sqlite:////srv/bot.db", "/srv/bot.db"),
        ("postgresql://bot:secret@db.example/bot", "bot on db.example"),
        ("postgres://bot:s%40crt@db.example:6432/bot?sslmode=require", "bot on db.example"),
        ("postgresql+asyncpg://bot@[::1]/my%20bot", "my bot on ::1"),
        ("postgresql://bot@/bot?host=/run/postgresql", "bot on /run/postgresql"),
        ("postgresql:///bot", "bot on this machine"),
    ],
)
def test_a_url_names_a_database_for_the_operator_without_password(given: str, name: str) -> None:
    assert engine_for(given).name == name


@pytest.mark.parametrize(
    "given",
    ["", "data/bot.db", "sqlite://", "sqlite:///:memory:", "mysql://bot:secret@host/bot"],
)
def test_any_other_url_is_refused_without_its_password(given: str) -> None:
    with pytest.raises(StoreError, match="try sqlite:///data/") as refused:
        engine_for(given)
    assert "secret" not in str(refused.value)


def test_without_its_driver_postgresql_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "bot.store.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StoreError, match="run `make postgres` once"):
        engine_for("postgresql:///bot")
