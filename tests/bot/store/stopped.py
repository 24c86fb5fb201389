"""A command of the bot that is killed by itself before its n-th step at the files below a folder.

`python -m tests.bot.store.stopped N FOLDER COMMAND...`; it ends well when it has fewer steps.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from bot.__main__ import main

STEPS = {
    *("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"),
    "sqlite3.connect",
}


def kill_before(step: int, folder: str) -> None:
    left = step

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in STEPS and folder in repr(arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    kill_before(int(sys.argv[1]), sys.argv[2])
    sys.exit(main(sys.argv[3:]))
