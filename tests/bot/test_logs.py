"""No secret, no chat and no answer of a person gets into a line; what belongs together is named."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from bot import logs
from bot.discretion import Discretion
from bot.logs import QUIET, CarefulFormatter, JsonFormatter, error_of, line_of
from bot.model import ChatId
from bot.request import request

TOKEN = "123456789:AAEexampleexampleexampleexampleexam"
ANNA = ChatId(6_180_339_887)
DISCREET = Discretion([TOKEN])


def _record(message: object, *args: object, **kwargs: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"msg": message, "args": args, "name": "bot.x", "levelname": "INFO", **kwargs}
    )


def _line(message: object, *args: object, **kwargs: object) -> str:
    return CarefulFormatter(DISCREET).format(_record(message, *args, **kwargs))


def _json(message: object, *args: object, **kwargs: object) -> Any:
    return json.loads(JsonFormatter(DISCREET).format(_record(message, *args, **kwargs)))


def _raised(error: BaseException) -> BaseException:
    with pytest.raises(type(error)):
        _raise(error)
    return error


def _raise(error: BaseException) -> None:
    raise error


def _info(error: BaseException) -> Any:
    return type(error), error, error.__traceback__


# What a line says


def test_a_line_of_json_has_a_name_for_each_thing() -> None:
    with request("u1000", ANNA):
        line = _json("a letter failed: %s", "too large", created=1_767_225_600.25, where="x:1 y")
    assert line == {
        "time": "2026-01-01T00:00:00.250Z",
        "level": "INFO",
        "logger": "bot.x",
        "message": "a letter failed: too large",
        "request": "u1000",
        "where": "x:1 y",
    }


def test_a_readable_line_has_the_same_words_and_names() -> None:
    with request("u1000/l5"):
        line = _line("a letter failed", where="x:1 y")
    assert line.endswith(" INFO bot.x: a letter failed request=u1000/l5 where=x:1 y")


def test_a_readable_line_stays_one_line_whatever_is_in_it() -> None:
    assert _line("it said %s", "a\nb\x1b[2J").endswith("it said a b [2J")


@pytest.mark.parametrize("extra", [{"chat": ANNA}, {}])
def test_a_person_is_a_pseudonym(extra: dict[str, Any]) -> None:
    """S1: of the line itself, or of the request that it belongs to."""
    discretion = Discretion()
    discretion.call_people_by(lambda chat: f"alias-{chat % 7}")
    with request("u1", None if extra else ANNA):
        line = line_of(_record("a letter failed", **extra), discretion)
    assert line["person"] == f"alias-{ANNA % 7}"
    assert str(ANNA) not in str(line)


def test_a_person_without_a_pseudonym_is_left_out() -> None:
    """S1: before the key is known."""
    assert "person" not in _json("a letter failed", chat=ANNA)
    assert str(ANNA) not in _line("a letter failed", chat=ANNA)


async def test_tasks_and_threads_belong_to_the_request_that_began_them() -> None:
    async def work() -> str:
        return str(await asyncio.to_thread(lambda: _json("x")["request"]))

    with request("u1000"):
        task = asyncio.create_task(work())
    assert await task == "u1000"
    assert "request" not in _json("x")


# Secrets


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://api.telegram.org/bot{TOKEN}/getMe",
        f"path {TOKEN.replace(':', '%3A')} not found",
        f"the secret half {TOKEN.partition(':')[2]} alone",
        "somebody else's 987654321:BBFexampleexampleexampleexampleexam",
    ],
)
def test_a_token_never_shows(text: str) -> None:
    """S1."""
    for line in (_line(text), _line("%s", text), _line("x", where=text), str(_json(text))):
        assert "example" not in line
        assert "(token)" in line


def test_a_password_of_a_database_never_shows() -> None:
    """S1."""
    line = _line("cannot reach %s", "postgresql://bot:k33p-0ut@db.example/bot")
    assert line.endswith("cannot reach postgresql://bot:(password)@db.example/bot")


# Exceptions


def _break() -> None:
    try:
        int("my pain is 7")
    except ValueError as cause:
        raise KeyError(f"{TOKEN} numb") from cause


def test_an_exception_shows_its_kind_and_place_but_not_its_text() -> None:
    """S1."""
    with pytest.raises(KeyError) as caught:
        _break()
    line, told = _line("it broke", exc_info=_info(caught.value)), error_of(caught.value)
    assert "ValueError" in line
    assert "KeyError" in line
    assert "tests/bot/test_logs.py" in line
    assert (told["kind"], told["after"][0]["kind"]) == ("KeyError", "ValueError")
    assert told["places"][-1].endswith(" _break")
    assert not any(secret in f"{line}{told}" for secret in ("pain", "numb", TOKEN))


def test_all_of_a_group_are_told_by_their_kinds() -> None:
    group = _raised(ExceptionGroup("my pain", [_raised(ValueError("7")), OSError(28, "full")]))
    told = error_of(group)
    assert [part["kind"] for part in told["parts"]] == ["ValueError", "OSError"]
    assert "OSError: full" in _line("x", exc_info=_info(group))
    assert "pain" not in str(told)


def test_the_system_may_say_why() -> None:
    error = OSError(28, "No space left on device", "/somewhere")
    assert "No space left on device" in _line("it broke", exc_info=_info(error))
    assert error_of(error)["reason"] == "No space left on device"


def test_errors_that_led_to_each_other_come_to_an_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__context__, second.__context__ = second, first
    assert error_of(first)["after"] == [{"kind": "KeyError", "places": []}]


def test_an_error_a_thousand_calls_deep_is_told_in_short() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    assert len(error_of(caught.value)["places"]) == logs.MOST_PLACES


# What is not ours


@pytest.mark.parametrize(
    ("message", "args", "told"),
    [
        ("Error handling request from %s", ("my pain is 7",), "Error handling request from %s"),
        ("Task exception was never retrieved: ValueError('my pain is 7')", (), logs.LEFT_OUT),
        (ValueError("my pain is 7"), (), logs.LEFT_OUT),
    ],
)
def test_of_a_library_only_what_stands_in_its_program_is_told(
    message: object, args: tuple[object, ...], told: str
) -> None:
    """S1."""
    line = _json(message, *args, name="aiohttp.server", pathname="/lib/aiohttp/x.py", lineno=7)
    assert (line["message"], line["where"]) == (told, "/lib/aiohttp/x.py:7")


def test_libraries_that_write_addresses_are_quiet() -> None:
    assert QUIET["httpx"] >= logging.WARNING
    assert QUIET["aiohttp"] >= logging.WARNING
    assert QUIET["telegram"] == logging.CRITICAL


# The whole process


Said = Callable[[], str]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Said]:
    """What the process has written; afterwards all is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    for owner, hook in (
        (sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"),
        (warnings, "showwarning"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    monkeypatch.setattr(logs, "_discretion", Discretion())
    yield lambda: capsys.readouterr().err
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def test_by_itself_it_is_json_where_nobody_reads(said: Said) -> None:
    logs.set_up("INFO")
    logging.getLogger("bot.x").info("all is well")
    assert logs.is_set_up()
    assert logs.writes_json()
    assert json.loads(said())["message"] == "all is well"


def test_by_itself_it_is_text_at_a_terminal(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    logs.set_up("INFO")
    logging.getLogger("bot.x").info("all is well")
    assert said().endswith("INFO bot.x: all is well\n")
    assert not logs.writes_json()


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_operator_may_choose(said: Said, form: logs.Form) -> None:
    logs.set_up("INFO", form=form)
    logging.getLogger("bot.x").info("all is well")
    assert said().startswith("{") == logs.writes_json() == (form == "json")


def test_what_is_learnt_later_is_kept_secret_too(said: Said) -> None:
    """S1: keys are known only once their file was read, and pseudonyms with them."""
    logs.set_up("INFO", [TOKEN])
    logs.keep_secret("hunter2-hunter2")
    logs.call_people_by(lambda chat: f"{chat % 9973:08x}")
    logging.getLogger("bot.x").info("hunter2-hunter2 %s", TOKEN, extra={"chat": ANNA})
    line = json.loads(said())
    assert (line["message"], line["person"]) == ("(secret) (token)", f"{ANNA % 9973:08x}")


def test_a_line_that_is_a_mistake_of_ours_shows_no_value(said: Said) -> None:
    """S1: the library would print the values with a stack trace."""
    logs.set_up("INFO")
    logging.getLogger("bot.x").info("%d", "my pain is 7")
    assert json.loads(said())["message"] == "%d"


def test_a_line_that_cannot_be_written_is_lost_in_silence(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1."""
    logs.set_up("INFO")
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logs.CarefulHandler)
    closed = io.StringIO()
    closed.close()
    handler.setStream(closed)
    logging.getLogger("bot.x").info("my pain is %s", 7)
    assert said() == ""


def _uncaught() -> None:
    error = _raised(ValueError("my pain is 7"))
    sys.excepthook(*_info(error))


def _in_a_thread() -> None:
    thread = threading.Thread(target=lambda: int("my pain is 7"))
    thread.start()
    thread.join()


def _in_a_destructor() -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError("my pain is 7")

    Broken()


@pytest.mark.parametrize("fail", [_uncaught, _in_a_thread, _in_a_destructor])
def test_what_nobody_catches_is_told_with_care(said: Said, fail: Any) -> None:
    """S1: Python itself would print it."""
    logs.set_up("INFO")
    fail()
    line = said()
    assert json.loads(line)["error"]["kind"] == "ValueError"
    assert "pain" not in line


def test_who_stops_the_program_is_told_nothing(said: Said) -> None:
    logs.set_up("INFO")
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert said() == ""


def test_a_warning_is_told_by_its_kind_and_place(said: Said) -> None:
    """S1."""
    logs.set_up("INFO")
    warnings.showwarning("my pain is 7", UserWarning, "/lib/x.py", 7)
    line = json.loads(said())
    assert (line["message"], line["where"]) == ("a warning: UserWarning", "/lib/x.py:7")


def test_what_fails_in_the_background_is_told_with_care(said: Said) -> None:
    """S1."""
    logs.set_up("INFO")
    context = {"message": "my pain is 7", "exception": ValueError("my pain is 7")}
    logs.note_lost_errors(SimpleNamespace(), context)  # type: ignore[arg-type] # it is not asked
    line = said()
    assert json.loads(line)["error"] == {"kind": "ValueError", "places": []}
    assert "pain" not in line


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_last_words_are_like_the_rest(said: Said, form: logs.Form) -> None:
    """R19: of a program that stands still."""
    logs.set_up("INFO", form=form)
    words = logs.last_words("it stands still", ["bot.x:1 a", "bot.y:2 b"])
    assert said() == ""
    if form == "text":
        assert words == "it stands still\n  bot.x:1 a\n  bot.y:2 b"
    else:
        line = json.loads(words)
        assert (line["message"], line["where"]) == ("it stands still", "bot.x:1 a | bot.y:2 b")
        assert line["time"].endswith("Z")
