"""The same bot in a browser page on this machine: no token, no network, a clock of its own."""

from bot.preview.server import serve

__all__ = ["serve"]
