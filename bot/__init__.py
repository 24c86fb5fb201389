"""The shell around the talk: Telegram, the store, the clock and the process."""
