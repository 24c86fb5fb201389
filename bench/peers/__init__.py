"""Bots as other projects' documentation shows how to write them, for the same short talk.

Rule: they run in an environment of their own and share nothing with ours but the script.
"""
