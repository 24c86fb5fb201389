"""What the operator sets, by environment, `.env` or systemd credentials; see `.env.example`.

An empty value counts as not set. A wrong one ends in a sentence that names the variable.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, quote, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

TELEGRAM = "api.telegram.org"
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""That Telegram brings updates to."""


class SettingsError(Exception):
    """One line for the operator, which starts with the variable's name."""


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}", value.get_secret_value()):
        raise ValueError("a token looks like 123456789:AAE..., as @BotFather gives it")
    return value


def _split(value: str) -> SplitResult:
    """What the library says of brackets and odd characters repeats the value."""
    try:
        return urlsplit(value)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _web_address(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://api.telegram.org")
    return value.rstrip("/")


def _webhook(value: str) -> str:
    parts = _split(value)
    plain = value.isascii() and value.isprintable() and " " not in value
    extra = parts.query or parts.fragment or "@" in parts.netloc
    named = parts.scheme in {"http", "https"} and parts.hostname and _port(parts) >= 0
    if not plain or not named or extra:
        raise ValueError("must be an address such as https://bot.example.org/telegram")
    return value


def _port(parts: SplitResult) -> int:
    """-1: there is no such port."""
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return -1


def _is_this_machine(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("must be 1 to 256 letters, digits, _ and -, as Telegram wants it")
    return value


def place_to_listen(value: str) -> tuple[str, int] | Path:
    """Host and port, or the file of a socket."""
    if match := re.fullmatch(r"unix:(/.{0,99}[^/])", value):
        return Path(match[1])
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})", value)
    if not match or int(match[2]) > 65535:
        raise ValueError("must be 127.0.0.1:8080, [::1]:8080 or unix:/run/unhamstrung/bot.sock")
    return match[1].strip("[]"), int(match[2])


def _listen(value: str) -> str:
    place_to_listen(value)
    return value


def _database(value: str) -> str:
    if re.fullmatch(r"sqlite:///\S.*(?<!:memory:)(?<!/)", value) or _is_postgres(value):
        return value
    raise ValueError(
        "must be sqlite:///data/unhamstrung.db, or postgresql://user:password@host/database with"
        " each sign of the password that is neither letter nor digit as % and its code, so @ as %40"
    )


def _is_postgres(value: str) -> bool:
    """A password that is not escaped would tear the address apart, and could be shown as a host."""
    parts = _split(value)
    try:
        port = parts.port or 1
    except ValueError:
        return False
    named = re.fullmatch(r"/[^/@]+", parts.path) is not None
    return parts.scheme in {"postgresql", "postgres"} and named and not parts.fragment and port > 0


def _keys(value: SecretStr) -> SecretStr:
    entries = re.split(r"[\s,]+", value.get_secret_value().strip())
    if not all(map(_KEY.fullmatch, entries)):
        raise ValueError("must be entries such as k1:BASE64, of 32 bytes each, parted by commas")
    return value


_KEY = re.compile(r"[a-z0-9_-]{1,16}:([A-Za-z0-9+/]{43}=)")


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line of plain text")
    return value.strip()


def _ids(value: object) -> object:
    """A person's number is above zero; a group's is below."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[1-9][0-9]{0,15}(\s*,\s*[1-9][0-9]{0,15})*", value.strip()):
        raise ValueError("not numbers")
    return tuple(int(number) for number in value.split(","))


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
    database_password: SecretStr | None = None
    """For a `database_url` that has a user and no password, so that it can come from a file."""
    data_key: Annotated[SecretStr, AfterValidator(_keys)] | None = None
    """The key ring itself, in the place of a file that holds it."""
    data_key_file: Path = Path("keys/unhamstrung.key")
    """Outside the data folder, so that a copy of one is not a copy of both."""
    erased_file: Path | None = None
    """Who was erased, as hashes; None lays the list beside the key file."""
    emergency_number: Annotated[str, Field(pattern=r"^[0-9+*#][0-9 +*#().-]{1,19}$")] | None = None
    bot_name: Annotated[str, Field(max_length=64), AfterValidator(_one_line)] | None = None
    """None leaves the name as @BotFather has it."""
    operator_name: Annotated[str, Field(max_length=100), AfterValidator(_one_line)] | None = None
    operator_contact: Annotated[str, Field(max_length=200), AfterValidator(_one_line)] | None = None
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"
    log_format: Annotated[Literal["json", "text", "auto"], BeforeValidator(str.lower)] = "auto"
    """Auto: text at a terminal, else JSON."""
    flood_per_minute: Annotated[int, Field(ge=10, le=100_000)] = 60
    """Updates a minute that one chat may bring; what is beyond them is not read."""
    preview_port: Annotated[int, Field(ge=0, le=65535)] = 8765
    """0 takes any free port."""
    send_rate: Annotated[float, Field(gt=0, le=1000)] = 28
    """Unasked letters a second; Telegram allows about 30, and 1,000 when paid for."""
    watchdog_seconds: Annotated[float, Field(ge=10, le=86_400)] = 600
    """So long without one good poll, the process ends, so that its supervisor starts it anew."""
    retention_months: Annotated[int, Field(ge=0, le=120)] = 12
    """Without a sign of a person, before they are warned; 0 keeps all until they ask."""
    operator_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    """Telegram's numbers of those who may ask for /stats."""
    health_port: Annotated[int, Field(ge=0, le=65535)] | None = None
    """None serves no health; 0 takes any free port."""
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = None
    """Where Telegram brings updates; None polls for them."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    """Where what Telegram brings arrives, behind whatever serves `webhook_url`."""

    @property
    def token(self) -> str | None:
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else None

    @property
    def secret_of_webhook(self) -> str | None:
        """What Telegram proves itself by; without a setting all workers work out the same one."""
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        if self.token is None:
            return None
        return hmac.new(self.token.encode(), b"the webhook's secret", hashlib.sha256).hexdigest()

    @property
    def erasures(self) -> Path:
        return self.erased_file or self.data_key_file.with_name("erased.txt")

    def secrets(self) -> tuple[str, ...]:
        """What no line of a log may show."""
        password = urlsplit(self.database_url).password
        keys = _KEY.findall(self.data_key.get_secret_value()) if self.data_key else []
        own = (self.token, self.secret_of_webhook, password, unquote(password or ""))
        return tuple(secret for secret in (*own, *keys) if secret)


WRONG = {
    "data_key_file": "must be the path of a file",
    "erased_file": "must be the path of a file",
    "emergency_number": "must be a phone number, such as 112",
    "bot_name": "must be one line of at most 64 characters",
    "operator_name": "must be one line of at most 100 characters",
    "operator_contact": "must be one line of at most 200 characters",
    "log_level": "must be DEBUG, INFO, WARNING or ERROR",
    "log_format": "must be json, text or auto",
    "flood_per_minute": "must be a whole number from 10 to 100000",
    "preview_port": "must be a whole number from 0 to 65535",
    "send_rate": "must be a number above 0, at most 1000",
    "watchdog_seconds": "must be a number from 10 to 86400",
    "retention_months": "must be a whole number from 0 to 120",
    "operator_ids": "must be Telegram ids such as 123456789, parted by commas",
    "health_port": "must be a whole number from 0 to 65535",
}


def read_settings(**instead: Any) -> Settings:
    """Raises SettingsError; the wrong value itself is never repeated, as it may be a secret.

    `instead`: what counts in the place of what is set.
    """
    try:
        settings = Settings(_secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY"), **instead)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        reason = WRONG.get(name) or first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name.upper()}: {reason}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env: cannot be read ({type(error).__name__})") from None
    except SourceError as error:
        found = re.findall('field "(.+?)"', str(error))
        if not found:
            raise SettingsError("CREDENTIALS_DIRECTORY: is no folder") from None
        name = found[0]
        why = type(error.__cause__).__name__
        raise SettingsError(
            f"{name.upper()}: the file {name} in CREDENTIALS_DIRECTORY cannot be read ({why})"
        ) from None
    if settings.data_key and "data_key_file" in settings.model_fields_set:
        raise SettingsError("DATA_KEY: is set, and DATA_KEY_FILE too; set only one of them")
    _check_webhook(settings)
    return _with_password(settings)


def _with_password(settings: Settings) -> Settings:
    parts = urlsplit(settings.database_url)
    if settings.database_password is None or not parts.username or parts.password:
        return settings
    password = quote(settings.database_password.get_secret_value(), safe="")
    user, _, host = parts.netloc.rpartition("@")
    url = parts._replace(netloc=f"{user.rstrip(':')}:{password}@{host}").geturl()
    return settings.model_copy(update={"database_url": url})


def _check_webhook(settings: Settings) -> None:
    """Telegram's own server brings updates by TLS and to few ports; one's own may do more."""
    parts, api = urlsplit(settings.webhook_url or ""), urlsplit(settings.telegram_api_url)
    if not parts.hostname or _is_this_machine(parts.hostname) or api.hostname != TELEGRAM:
        return
    if parts.scheme != "https" or _port(parts) not in WEBHOOK_PORTS:
        raise SettingsError(
            "WEBHOOK_URL: must begin with https://, and Telegram knows only the ports"
            f" {', '.join(map(str, WEBHOOK_PORTS))}"
        )
