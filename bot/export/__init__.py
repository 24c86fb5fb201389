"""A copy of everything that is stored about one chat, as files to keep."""
