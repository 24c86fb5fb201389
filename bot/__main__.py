"""The command line: all that the bot can be asked to do.

Each command imports what it needs itself, so that all of them start fast. Whatever stops one is a
single line on standard error; exit code 2 is a wrong setting, 1 anything else.
"""

# ruff: noqa: PLC0415 - see above
# ruff: noqa: T201 - a command line prints

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

from bot import logs, systemd
from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP = {
    "run": "the bot on Telegram, or the preview when there is no TELEGRAM_BOT_TOKEN",
    "preview": "the same bot in a browser page on this machine",
    "check": "read all content files and say what is wrong",
    "backup": "copy the database, while the bot runs, and prove that the copy can be restored",
    "restore": "put a backup in the place of the database, while no bot runs",
    "restored": "after a restore by other means, such as pg_restore: send no old messages again",
    "rotate-key": "put everybody under a new key, while no bot runs",
    "copy": "put everything into another database, of either kind, while no bot runs",
    "doctor": "say what has to be mended, here and at Telegram, while the bot runs or not",
    "draw-states": "redraw docs/states.md from the state machine",
    "draw-media": "build the film and the still of every figure that has changed",
    "draw-gallery": "redraw docs/gallery.md and its contact sheets from the figures",
    "simulate": "let virtual people live with the bot for weeks, and say what became of them",
    "webhook": "show where Telegram brings updates; set it or delete it by hand",
    "quarantine": "list events that raised; retry them once the program is mended, or drop them",
}
KEEPING = ("backup", "restore", "restored", "rotate-key", "copy")
FORCE = {
    "backup": "replace FILE if it is an older backup",
    "restore": "put a database that is there already aside",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, text in HELP.items():
        _add_options(name, commands.add_parser(name, help=text, description=text))
    chosen = parser.parse_args(arguments)
    try:
        return _do(chosen)
    except SettingsError as error:
        return _fail(str(error), 2)
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # whoever reads, as `head` does, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _fail(f"{error.filename or chosen.command}: {error.strerror}.", 1)
    except Exception:  # what nobody foresaw must not print what people said
        if not logs.is_set_up():
            logs.set_up("ERROR", form="text")
        logging.getLogger("bot").exception("%s met a mistake of its own", chosen.command)
        return 1


def _add_options(command: str, parser: argparse.ArgumentParser) -> None:
    if command == "simulate":
        _add_people(parser)
    elif command == "draw-media":
        _add_figures(parser)
    elif command in FORCE:
        parser.add_argument("file", metavar="FILE", help="the backup")
        parser.add_argument("--force", action="store_true", help=FORCE[command])
    elif command == "rotate-key":
        text = "drop the older keys from the key file, once no backup needs them"
        parser.add_argument("--forget-old", action="store_true", help=text)
    elif command == "copy":
        text = "an address like DATABASE_URL, which it is when left out"
        parser.add_argument("--from", dest="source", metavar="URL", help=text)
        text = "of an empty database; its password may come in PGPASSWORD"
        parser.add_argument("--to", dest="target", metavar="URL", required=True, help=text)
    elif command == "webhook":
        parser.add_argument("action", choices=("show", "set", "delete"))
    elif command == "quarantine":
        parser.add_argument("action", choices=("list", "retry", "drop"))
        parser.add_argument("ids", nargs="*", metavar="ID", type=_row, help="an id, or all")


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="of figures; all if left out")
    looks = parser.add_mutually_exclusive_group()
    looks.add_argument("--strip", metavar="FOLDER", help="only six moments of each loop, as a PNG")
    looks.add_argument("--sheet", metavar="FOLDER", help="only the ends of all movements, as a PNG")
    parser.add_argument("--language", default="en", help="of strips and sheets")


def _add_people(parser: argparse.ArgumentParser) -> None:
    for name, default, text in (
        ("--people", 1000, "how many"),
        ("--weeks", 26, "for how long"),
        ("--seed", 1, "the same seed draws the same people"),
        ("--workers", None, "processes; as many as there are cores if left out"),
        ("--only", None, "replay this one person and print the talk"),
    ):
        parser.add_argument(name, type=_count, default=default, help=text)
    parser.add_argument("--out", metavar="FOLDER", help="where the summary and the picture go")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 up")
    return int(text)


def _row(text: str) -> int | None:
    """An id as `list` shows it; None: all of them."""
    return None if text == "all" else _count(text)


def _do(chosen: argparse.Namespace) -> int:
    if chosen.command == "simulate":
        return _simulate(chosen)
    if chosen.command == "quarantine":
        return _quarantine(chosen)
    if chosen.command == "webhook":
        return _webhook(chosen)
    if chosen.command == "draw-media":
        return _draw_media(chosen)
    if chosen.command in KEEPING:
        return _keep(chosen)
    return _start(chosen.command)


def _quarantine(chosen: argparse.Namespace) -> int:
    from bot.quarantine import quarantine
    from bot.store import StoreError

    if (chosen.action == "list") == bool(chosen.ids):
        return _fail("quarantine: `list`, or `retry` or `drop` with ids or the word all", 2)
    try:
        ids = None if None in chosen.ids else chosen.ids
        return quarantine(read_settings(), chosen.action, ids)
    except StoreError as error:
        return _fail(str(error), 1)


def _webhook(chosen: argparse.Namespace) -> int:
    from bot.clock import SystemClock
    from bot.telegram.hearing import TokenError
    from bot.webhook_command import RefusedError, webhook_command

    try:
        print(webhook_command(read_settings(), chosen.action, SystemClock()))
    except TokenError as error:
        return _fail(str(error), 2)
    except RefusedError as error:
        return _fail(str(error), 1)
    return 0


def _draw_media(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from content.load import ContentError

    try:
        from bot.pictures.figure.build import draw_looks, draw_media

        looks = chosen.strip or chosen.sheet
        if looks:
            whole = bool(chosen.sheet)
            print(draw_looks(chosen.ids, Path(looks), whole=whole, language=chosen.language))
        else:
            print(draw_media(chosen.ids))
    except ModuleNotFoundError as error:
        return _fail(f"draw-media: {error.name} is not installed; `make test` installs it", 1)
    except (ContentError, ValueError) as error:
        return _fail(str(error), 1)
    return 0


def _keep(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from bot.backup import backup_command, restore_command, restored_command
    from bot.clock import SystemClock
    from bot.copying import copy_command
    from bot.rotate import rotate_command
    from bot.store import StoreError

    settings = read_settings()
    try:
        if chosen.command == "backup":
            print(backup_command(settings, Path(chosen.file), force=chosen.force))
        elif chosen.command == "restore":
            file = Path(chosen.file)
            print(restore_command(settings, file, SystemClock(), force=chosen.force))
        elif chosen.command == "rotate-key":
            print(rotate_command(settings, forget_old=chosen.forget_old))
        elif chosen.command == "copy":
            print(copy_command(settings, chosen.source, chosen.target))
        else:
            print(restored_command(settings, SystemClock()))
    except StoreError as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return _fail(f"{chosen.command}: broken off before its end", 1)
    return 0


def _simulate(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from bot.simulate import Plan, replay_one, simulate
    from content.load import ContentError

    plan = Plan(max(1, chosen.people), max(1, chosen.weeks), chosen.seed)
    try:
        if chosen.only is not None:
            return replay_one(plan, chosen.only)
        return simulate(plan, Path(chosen.out) if chosen.out else None, chosen.workers)
    except ContentError as error:
        return _fail(str(error), 1)


def _start(command: str) -> int:
    if command == "check":
        return _check()
    if command == "doctor":
        return _doctor()
    if command == "draw-states":
        return _draw_states()
    if command == "draw-gallery":
        return _draw_gallery()
    settings = read_settings()
    if command == "run" and settings.token:
        return _run(settings)
    if command == "run":
        if systemd.listens():
            raise SettingsError("TELEGRAM_BOT_TOKEN: is not set, and no supervisor wants a preview")
        print("TELEGRAM_BOT_TOKEN is not set, so this is the preview.", flush=True)
    return _preview(settings)


def _run(settings: Settings) -> int:
    gc.disable()  # what a start reads stays; looking through it again and again takes a tenth of it
    from bot.app import run
    from bot.clock import SystemClock
    from bot.store import StoreError, TakenOverError
    from bot.telegram.hearing import SilenceError, TokenError
    from bot.watchdog import Watchdog
    from content.load import ContentError, load_content

    logs.set_up(settings.log_level, settings.secrets(), settings.log_format)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await run(settings, SystemClock(), stop, watchdog=watchdog)

    watchdog = Watchdog(settings.watchdog_seconds)
    try:
        load_content()
        _spare_the_collector()
        watchdog.start()
        asyncio.run(until_stopped())
    except (SettingsError, TokenError) as error:
        return _end(str(error), 2)
    except (ContentError, SilenceError, StoreError, TakenOverError) as error:
        return _end(str(error), 1)
    return 0


def _end(sentence: str, code: int) -> int:
    """The last line of a log is like all others."""
    if not logs.writes_json():
        return _fail(sentence, code)
    logging.getLogger("bot").critical("%s", sentence)
    return code


def _spare_the_collector() -> None:
    """What is loaded by now stays; a batch's many short-lived objects need no look each time."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _check() -> int:
    from content.check import draft_problems, problems, report
    from content.load import FOLDER, load_content

    found = problems(FOLDER)
    for problem in found:
        print(problem)
    if found:
        return 1
    print("\n".join(report(load_content())))
    for language, left in draft_problems(FOLDER).items():
        print(f"\nDraft {language}: nobody reads it yet, {len(left)} to mend.", *left, sep="\n")
    return 0


def _doctor() -> int:
    from bot.clock import SystemClock
    from bot.doctor import doctor_command

    return doctor_command(SystemClock())


def _draw_states() -> int:
    from pathlib import Path

    from content.load import load_content
    from flows.diagram import states_page

    page = Path(__file__).parents[1] / "docs" / "states.md"
    page.write_text(states_page(load_content()), "utf-8")
    print("docs/states.md is drawn")
    return 0


def _draw_gallery() -> int:
    from bot.pictures.gallery import draw_gallery
    from content.load import ContentError

    try:
        print(draw_gallery())
    except ContentError as error:
        return _fail(str(error), 1)
    return 0


def _preview(settings: Settings) -> int:
    from bot.preview import serve

    return serve(settings)


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    logs.set_up("WARNING", form="text")  # until the settings say more, and for all other commands
    sys.exit(main())
