"""A command of the bot that is killed by itself before its first step, its second, and so on.

`python -m tests.bot.store.stopped FOLDER COMMAND...` does it anew for each line of its input, one
step later each time, and prints the code with which it ended. A step is one at files of the folder.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot import backup, copying, rotate
from bot.__main__ import main
from tests.bot.running import ROOT

STEPS = {
    *("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"),
    "sqlite3.connect",
}
FEWEST_STEPS = 8
"""Fewer would mean that the steps are not seen."""
LOADED_ONCE = (backup, copying, rotate)
"""It takes longer than the command itself."""


def stopped_at_each_step(
    folder: Path, command: Sequence[str], given: Mapping[str, str]
) -> Iterator[int]:
    """Each step after its kill, until the command is through."""
    program = [sys.executable, "-m", "tests.bot.store.stopped", str(folder), *command]
    with subprocess.Popen(
        program,
        env={**os.environ, "PYTHONPATH": str(ROOT), **given},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as stopper:
        assert stopper.stdin is not None
        assert stopper.stdout is not None
        for step in itertools.count(1):
            print(file=stopper.stdin, flush=True)
            code = int(stopper.stdout.readline())
            if code == 0:
                assert step > FEWEST_STEPS
                return
            assert code == -signal.SIGKILL
            yield step


def kill_before(step: int, folder: str) -> None:
    left = step

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in STEPS and folder in repr(arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _ended(step: int, folder: str, command: Sequence[str]) -> int:
    """In a process of its own, which says what it says as errors."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    kill_before(step, folder)
    sys.exit(main(command))


if __name__ == "__main__":
    for number, _ in enumerate(sys.stdin, 1):
        print(_ended(number, sys.argv[1], sys.argv[2:]), flush=True)  # noqa: T201 - the answer
