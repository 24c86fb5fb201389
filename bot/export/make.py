"""One file of a copy: its name, its kind and its bytes.

Rule: slow, so it is called in a thread; nothing is kept here.
"""

from __future__ import annotations

import json

from bot.export import csv_files, fhir, summary
from bot.export.facts import Source, facts
from bot.model import Upload
from flows.effects import Export

NAME = "unhamstrung"
"""Of the files, so that it tells nothing in a list of files."""
ENDINGS = {"summary": ".pdf", "json": ".json", "csv": "-csv.zip", "fhir": "-fhir.json"}


def made(order: Export, source: Source) -> Upload:
    name = f"{NAME}-{order.made_at:%Y-%m-%d}{ENDINGS[order.part]}"
    return Upload(name, _data(order, source))


def _data(order: Export, source: Source) -> bytes:
    match order.part:
        case "summary":
            return summary.made(facts(source), source)
        case "json":
            return facts(source).model_dump_json(indent=1).encode()
        case "csv":
            return csv_files.zipped(facts(source), source)
        case "fhir":
            bundle = fhir.bundle(source.everything, source.content, source.language, source.at)
            return json.dumps(bundle, ensure_ascii=False, indent=1).encode()
