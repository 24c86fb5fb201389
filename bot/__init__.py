"""The shell around the talk: Telegram, the store, the clock and the process."""

VERSION = "0.1.0"
"""As in pyproject.toml."""
