"""Writes schema.json and the tables of docs/export.md anew, after a change of what is stored."""

from __future__ import annotations

import json

from bot.export.describe import PAGE, SCHEMA, page, schema

SCHEMA.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", "utf-8")
PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
