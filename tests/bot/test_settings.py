"""Settings come from the environment or `.env`; a wrong one names its variable in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

KEY, OTHER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "T" * 43 + "="


@pytest.fixture(autouse=True)
def _clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_set_is_a_working_configuration() -> None:
    settings = read_settings()
    assert settings.token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/unhamstrung.db"
    assert (settings.preview_port, settings.send_rate, settings.log_level) == (8765, 28, "INFO")


def test_the_key_file_is_outside_the_data_folder() -> None:
    settings = read_settings()
    assert not settings.data_key_file.is_relative_to("data")


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "telegram_api_url", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_URL", "https://h.example/api", "telegram_api_url", "https://h.example/api"),
        ("TELEGRAM_BOT_TOKEN", "123456:TEST", "token", "123456:TEST"),
        ("DATA_KEY_FILE", "/k/bot.key", "data_key_file", Path("/k/bot.key")),
        ("ERASED_FILE", "/k/list.txt", "erasures", Path("/k/list.txt")),
        ("DATA_KEY_FILE", "/k/bot.key", "erasures", Path("/k/erased.txt")),
        ("DATA_KEY", "", "data_key", None),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("LOG_FORMAT", "JSON", "log_format", "json"),
        ("FLOOD_PER_MINUTE", "100", "flood_per_minute", 100),
        ("EMERGENCY_NUMBER", "112", "emergency_number", "112"),
        ("OPERATOR_NAME", "Ada Example", "operator_name", "Ada Example"),
        ("OPERATOR_CONTACT", "Ada, ada@example.org", "operator_contact", "Ada, ada@example.org"),
        ("BOT_NAME", "Bendy", "bot_name", "Bendy"),
        ("BOT_NAME", "", "bot_name", None),
        ("PREVIEW_PORT", "", "preview_port", 8765),
        ("TELEGRAM_BOT_TOKEN", "", "token", None),
        ("SEND_RATE", "0.5", "send_rate", 0.5),
        ("WATCHDOG_SECONDS", "10", "watchdog_seconds", 10),
        ("HEALTH_PORT", "0", "health_port", 0),
        ("HEALTH_PORT", "", "health_port", None),
        ("RETENTION_MONTHS", "0", "retention_months", 0),
        ("OPERATOR_IDS", "123456789", "operator_ids", (123456789,)),
        ("OPERATOR_IDS", " 1, 22 ,333", "operator_ids", (1, 22, 333)),
        ("OPERATOR_IDS", "", "operator_ids", ()),
        ("WEBHOOK_URL", "https://bot.example.org/telegram", "webhook_url", ...),
        ("WEBHOOK_URL", "https://bot.example.org:8443/a/b/", "webhook_url", ...),
        ("WEBHOOK_URL", "http://127.0.0.1:8080/hook", "webhook_url", ...),
        ("WEBHOOK_URL", "http://[::1]:8080", "webhook_url", ...),
        ("WEBHOOK_URL", "", "webhook_url", None),
        ("WEBHOOK_SECRET", "A-secret_of_9", "secret_of_webhook", "A-secret_of_9"),
        ("WEBHOOK_SECRET", "", "secret_of_webhook", None),
        ("LISTEN", "0.0.0.0:80", "listen", "0.0.0.0:80"),
        ("LISTEN", "[::]:8080", "listen", "[::]:8080"),
        ("LISTEN", "unix:/run/bot.sock", "listen", "unix:/run/bot.sock"),
        ("LISTEN", "", "listen", "127.0.0.1:8080"),
        (
            "DATABASE_URL",
            "postgres://b:p%40@h:6432/bot",
            "database_url",
            "postgres://b:p%40@h:6432/bot",
        ),
        (
            "DATABASE_URL",
            "postgresql:///bot?host=/run",
            "database_url",
            "postgresql:///bot?host=/run",
        ),
    ],
)
def test_a_right_value_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), field) == (value if read is ... else read)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "no-colon"),
        ("TELEGRAM_BOT_TOKEN", "123456:with space"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_API_URL", "https://"),
        ("DATABASE_URL", "oracle://somewhere"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:////var/lib/"),
        ("DATABASE_URL", "sqlite:////"),
        ("DATABASE_URL", "postgresql://bot:pass@host"),
        ("DATABASE_URL", "postgresql://bot:pa#ss@host/bot"),
        ("DATABASE_URL", "postgresql://bot:pa/ss@host/bot"),
        ("DATABASE_URL", "postgresql://bot:12/ss@host/bot"),
        ("DATABASE_URL", "postgresql://bot:12?ss@host/bot"),
        ("DATABASE_URL", "postgresql://bot:pass@host:port/bot"),
        ("DATABASE_URL", "postgresql://bot:x[pa55]x@host/bot"),
        ("DATABASE_URL", "postgresql://bot:pa[ss@host/bot"),
        ("DATABASE_URL", "postgresql://bot:pa55\N{FULLWIDTH COLON}x@host/bot"),
        ("WEBHOOK_URL", "https://[pa55]/"),
        ("DATA_KEY", "secret"),
        ("DATA_KEY", f"k1:{KEY[:-4]}"),
        ("DATA_KEY", f"K1:{KEY}"),
        ("DATA_KEY", f"k2:{KEY};k1:{KEY}"),
        ("EMERGENCY_NUMBER", "call a friend"),
        ("OPERATOR_NAME", "x" * 101),
        ("OPERATOR_NAME", "two\nlines"),
        ("OPERATOR_CONTACT", "x" * 201),
        ("OPERATOR_CONTACT", "two\nlines"),
        ("BOT_NAME", "x" * 65),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("FLOOD_PER_MINUTE", "9"),
        ("FLOOD_PER_MINUTE", "many"),
        ("PREVIEW_PORT", "80a"),
        ("PREVIEW_PORT", "65536"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "fast"),
        ("WATCHDOG_SECONDS", "9"),
        ("WATCHDOG_SECONDS", "never"),
        ("HEALTH_PORT", "-1"),
        ("HEALTH_PORT", "on"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_URL", "ftp://bot.example.org"),
        ("WEBHOOK_URL", "http://bot.example.org"),
        ("WEBHOOK_URL", "https://bot.example.org:8080/hook"),
        ("WEBHOOK_URL", "https://bot.example.org:99999/hook"),
        ("WEBHOOK_URL", "https://pa55@bot.example.org"),
        ("WEBHOOK_URL", "https://bot.example.org/a?pa55"),
        ("WEBHOOK_URL", "https://bot.example.org/#pa55"),
        ("WEBHOOK_URL", "https://bot.example.org/a b"),
        ("WEBHOOK_URL", "https://[bot.example.org/"),
        ("WEBHOOK_SECRET", "pa55 word"),
        ("WEBHOOK_SECRET", "pa55wörd"),
        ("WEBHOOK_SECRET", "pa55" * 65),
        ("LISTEN", "8080"),
        ("LISTEN", ":8080"),
        ("LISTEN", "127.0.0.1:65536"),
        ("LISTEN", "http://127.0.0.1:8080"),
        ("LISTEN", "::1:8080"),
        ("LISTEN", "unix:bot.sock"),
        ("LISTEN", "unix:/run/"),
        ("RETENTION_MONTHS", "121"),
        ("RETENTION_MONTHS", "-1"),
        ("RETENTION_MONTHS", "a year"),
        ("OPERATOR_IDS", "@ada"),
        ("OPERATOR_IDS", "-100123"),
        ("OPERATOR_IDS", "1,,2"),
        ("OPERATOR_IDS", "1 2"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it_and_does_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    assert name not in {"TELEGRAM_BOT_TOKEN", "DATA_KEY"} or value not in line
    assert not re.search("pa.?ss@|12.ss|pa55", line)


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PREVIEW_PORT=1001\nEMERGENCY_NUMBER=999\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("PREVIEW_PORT", "1002")
    settings = read_settings()
    assert (settings.preview_port, settings.emergency_number) == (1002, "999")


def test_the_token_is_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:hidden")
    settings = read_settings()
    assert "hidden" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("between", [",", " ", "\n", ", "])
def test_a_ring_of_keys_is_taken_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    """P9, S1."""
    monkeypatch.setenv("DATA_KEY", f" k2:{KEY}{between}k1:{OTHER_KEY}\n")
    settings = read_settings()
    assert {KEY, OTHER_KEY} <= set(settings.secrets())
    assert not re.search(f"{KEY}|{OTHER_KEY}", f"{settings!r} {settings} {settings.model_dump()}")


def test_a_key_in_two_places_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """P9: which one counts must not be guessed."""
    monkeypatch.setenv("DATA_KEY", f"k1:{KEY}")
    monkeypatch.setenv("DATA_KEY_FILE", "keys/unhamstrung.key")
    with pytest.raises(SettingsError, match="DATA_KEY: is set, and DATA_KEY_FILE too"):
        read_settings()


def test_the_secret_of_the_webhook_is_the_same_for_all_workers_and_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """S1, S2: without a setting it follows from the token, and does not tell it."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:TEST")
    settings, again = read_settings(), read_settings()
    secret = settings.secret_of_webhook
    assert secret == again.secret_of_webhook
    assert secret
    assert re.fullmatch("[0-9a-f]{64}", secret)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:OTHER")
    assert read_settings().secret_of_webhook != secret
    monkeypatch.setenv("WEBHOOK_SECRET", "chosen-by-the-operator")
    settings = read_settings()
    assert "chosen-by-the-operator" in settings.secrets()
    assert "chosen" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_an_own_bot_api_server_may_bring_updates_within_a_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://bot-api:8081")
    monkeypatch.setenv("WEBHOOK_URL", "http://bot:8080/hook")
    assert read_settings().webhook_url == "http://bot:8080/hook"


def test_the_password_of_the_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hidden@host/bot")
    settings = read_settings()
    assert "hidden" not in f"{settings!r} {settings}"


def _with_secrets(monkeypatch: pytest.MonkeyPatch, folder: Path, **secrets: str) -> None:
    folder.mkdir()
    for name, value in secrets.items():
        (folder / name).write_text(f"{value}\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("postgresql://bot@h:6432/bot", "postgresql://bot:p%40%2F%3A%23%20s@h:6432/bot"),
        ("postgresql://bot:@h/bot?ssl=require", "postgresql://bot:p%40%2F%3A%23%20s@h/bot?ssl=require"),
        ("postgresql://bot:own@h/bot", "postgresql://bot:own@h/bot"),
        ("postgresql:///bot?host=/run", "postgresql:///bot?host=/run"),
        ("sqlite:///data/bot.db", "sqlite:///data/bot.db"),
    ],
)  # fmt: skip
def test_the_password_of_the_database_may_come_from_a_file_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, whole: str
) -> None:
    """It counts where the address has a user and no password."""
    _with_secrets(monkeypatch, tmp_path / "secrets", database_password="p@/:# s")
    monkeypatch.setenv("DATABASE_URL", url)
    settings = read_settings()
    assert settings.database_url == whole
    assert "p@/:# s" not in f"{settings!r} {settings}"
    assert ("p@/:# s" in settings.secrets()) == ("p%40" in whole), "in neither way in a log"
    assert ("p%40%2F%3A%23%20s" in settings.secrets()) == ("p%40" in whole)


def test_a_secret_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _with_secrets(monkeypatch, tmp_path / "secrets")
    (tmp_path / "secrets" / "database_password").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"^DATABASE_PASSWORD: .* cannot be read"):
        read_settings()


def test_the_example_file_lists_every_setting_with_its_default() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    listed = dict(re.findall(r"^#? ?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert set(listed) == {name.upper() for name in Settings.model_fields}
    Path(".env").write_text(example)
    assert read_settings().model_dump() == Settings(_env_file=None).model_dump()  # type: ignore[call-arg] # the library's own switch
