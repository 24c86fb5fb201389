"""What the operator sets, by environment, `.env` or systemd credentials; see `.env.example`.

An empty value counts as not set. A wrong one ends in a sentence that names the variable.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """One line for the operator, which starts with the variable's name."""


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}", value.get_secret_value()):
        raise ValueError("a token looks like 123456789:AAE..., as @BotFather gives it")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://api.telegram.org")
    return value.rstrip("/")


def _database(value: str) -> str:
    if re.fullmatch(r"sqlite:///\S.*(?<!:memory:)(?<!/)", value) or _is_postgres(value):
        return value
    raise ValueError(
        "must be sqlite:///data/unhamstrung.db, or postgresql://user:password@host/database with"
        " each sign of the password that is neither letter nor digit as % and its code, so @ as %40"
    )


def _is_postgres(value: str) -> bool:
    """A password that is not escaped would tear the address apart, and could be shown as a host."""
    parts = urlsplit(value)
    try:
        port = parts.port or 1
    except ValueError:
        return False
    named = re.fullmatch(r"/[^/@]+", parts.path) is not None
    return parts.scheme in {"postgresql", "postgres"} and named and not parts.fragment and port > 0


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line of plain text")
    return value.strip()


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = (
        "sqlite:///data/unhamstrung.db"
    )
    data_key_file: Path = Path("keys/unhamstrung.key")
    """Outside the data folder, so that a copy of one is not a copy of both."""
    emergency_number: Annotated[str, Field(pattern=r"^[0-9+*#][0-9 +*#().-]{1,19}$")] | None = None
    bot_name: Annotated[str, Field(max_length=64), AfterValidator(_one_line)] | None = None
    """None leaves the name as @BotFather has it."""
    operator_contact: Annotated[str, Field(max_length=200), AfterValidator(_one_line)] | None = None
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"
    preview_port: Annotated[int, Field(ge=0, le=65535)] = 8765
    """0 takes any free port."""
    send_rate: Annotated[float, Field(gt=0, le=1000)] = 28
    """Unasked letters a second; Telegram allows about 30, and 1,000 when paid for."""
    watchdog_seconds: Annotated[float, Field(ge=10, le=86_400)] = 600
    """So long without one good poll, the process ends, so that its supervisor starts it anew."""
    health_port: Annotated[int, Field(ge=0, le=65535)] | None = None
    """None serves no health; 0 takes any free port."""

    @property
    def token(self) -> str | None:
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else None


WRONG = {
    "data_key_file": "must be the path of a file",
    "emergency_number": "must be a phone number, such as 112",
    "bot_name": "must be one line of at most 64 characters",
    "operator_contact": "must be one line of at most 200 characters",
    "log_level": "must be DEBUG, INFO, WARNING or ERROR",
    "preview_port": "must be a whole number from 0 to 65535",
    "send_rate": "must be a number above 0, at most 1000",
    "watchdog_seconds": "must be a number from 10 to 86400",
    "health_port": "must be a whole number from 0 to 65535",
}


def read_settings() -> Settings:
    """Raises SettingsError; the wrong value itself is never repeated, as it may be a secret."""
    try:
        return Settings(_secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY"))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        reason = WRONG.get(name) or first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name.upper()}: {reason}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env: cannot be read ({type(error).__name__})") from None
