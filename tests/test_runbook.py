"""docs/operate.md quotes what the program says, and names only commands and files that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from bot.__main__ import HELP
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
RUNBOOK = ROOT / "docs" / "operate.md"
PAGES = [RUNBOOK, ROOT / "deploy" / "README.md"]
LINES_OF_A_PAGE = 120
GAP = "…"


def _said() -> list[str]:
    """Every text in the program, with a gap for what is put in."""
    return [
        _text(node)
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr | ast.Constant)
    ]


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    value = node.value if isinstance(node, ast.Constant) else GAP
    return re.sub("%[sd]", GAP, value) if isinstance(value, str) else GAP


def _quoted() -> list[str]:
    """From the first column of the table of incidents."""
    table = RUNBOOK.read_text("utf-8").partition("## When something is wrong")[2]
    rows = re.findall(r"^\| (.+?) \|", table.partition("\n## ")[0], re.MULTILINE)
    return [quote for row in rows for quote in re.findall("`([^`]+)`", row)]


@pytest.mark.parametrize("quote", [q for q in _quoted() if " " in q])
def test_each_sign_of_trouble_is_what_the_program_says(quote: str) -> None:
    parts = [re.escape(part) for part in quote.split(GAP)]
    pattern = re.compile(".*".join(parts), re.DOTALL)
    assert any(map(pattern.search, SAID)), "no text in bot/ reads like it"


SAID = _said()


def test_enough_signs_are_told_of() -> None:
    assert len(_quoted()) >= 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_settings_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    code = re.findall("```\n(.*?)```", text, re.DOTALL) + re.findall("`([^`\n]+)`", text)
    called = re.findall(r"\bbot(?:-1)? ([a-z][a-z-]+)(?![\w-]*:)", "\n".join(c for c in code))
    assert set(called) - {"python"} <= set(HELP)
    names = {name.upper() for name in Settings.model_fields}
    settings = {word for c in code for word in re.findall(r"^([A-Z]+_[A-Z_]+)(?:=|$)", c)}
    assert settings - {"COMPOSE_FILE"} <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_services_and_units_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    compose = [yaml.safe_load(p.read_text("utf-8")) for p in (ROOT / "deploy").glob("compose*.yml")]
    services = {name for found in compose for name in found["services"]}
    words = r"docker compose (?:exec|run|stop|logs)(?: --\S+)* ([a-z][a-z0-9-]*)"
    assert set(re.findall(words, text)) <= services
    units = {path.stem for path in (ROOT / "deploy").glob("unhamstrung*")}
    started = re.findall(r"systemctl (?:start|stop|restart) (unhamstrung[a-z-]*)", text)
    assert set(started) <= units


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in _anchors(file), target


def _anchors(page: Path) -> set[str]:
    titles = re.findall("^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_it_is_one_page() -> None:
    assert len(RUNBOOK.read_text("utf-8").splitlines()) <= LINES_OF_A_PAGE


def test_every_alert_leads_to_it() -> None:
    (group,) = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]:
        page, _, anchor = rule["annotations"]["runbook"].partition("#")
        assert ROOT / page == RUNBOOK, rule["alert"]
        assert not anchor or anchor in _anchors(RUNBOOK), rule["alert"]
