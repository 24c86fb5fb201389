"""Writes down what a process asks of the network, and refuses whatever is not allowed.

Python imports this at its start where this folder is on its path. Each asking is a JSON list, one a
line, in the file ASKED_OF_NETWORK; ALLOWED_ON_NETWORK is a JSON list of addresses.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

REACHES = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LISTENS = {"socket.bind"}
REFUSED = {
    *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
    # Another program could ask in its place.
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"),
}
_file = os.open(os.environ["ASKED_OF_NETWORK"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_allowed = json.loads(os.environ["ALLOWED_ON_NETWORK"])


def _met(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in REACHES | LISTENS | REFUSED:
        return
    plain = [one for one in arguments if isinstance(one, str | int | tuple | list)]
    os.write(_file, json.dumps([event, *plain], default=str).encode() + b"\n")
    if event in REFUSED or (event in REACHES and not _is_allowed(arguments[-1])):
        raise ConnectionRefusedError(f"{event} is not allowed here")


def _is_allowed(address: Any) -> bool:
    return (list(address) if isinstance(address, tuple) else address) in _allowed


sys.addaudithook(_met)
