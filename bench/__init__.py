"""Measurements of the running process; nothing here is part of the bot."""
