"""Words to the supervisor that started the process: systemd's notify protocol, a few lines of it.

Rule: says and forgets; without a supervisor, or when it does not listen, nothing happens.
"""

from __future__ import annotations

import contextlib
import os
import socket


def listens() -> bool:
    return bool(os.environ.get("NOTIFY_SOCKET"))


def tell(**state: str) -> None:
    """For instance READY="1" and STATUS="polling"; see sd_notify(3)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    said = "\n".join(f"{name}={value}" for name, value in state.items())
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.settimeout(0)
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.send(said.encode())
