"""The image and the compose files name only what there is, pin what they take, give few rights.

Whether an image can be built is not tried here, as that needs a daemon and a registry.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
NAMES = {name.upper() for name in Settings.model_fields}
COMPOSE = sorted(DEPLOY.glob("compose*.yml"))
BY_NAME = {"argvalues": COMPOSE, "ids": lambda path: path.name}
EXACT = r"(:[0-9]+\.[0-9]+(\.[0-9]+)?-[a-z]+(-[a-z]+)?|:local)"
"""A version to its last number, or what is built here."""


def _instructions() -> list[tuple[str, str]]:
    """Each line of the Dockerfile as the builder takes it."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "").splitlines()
    return [
        (word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word
    ]


def _all(word: str) -> list[str]:
    return [rest for name, rest in _instructions() if name == word]


def _last_stage() -> list[tuple[str, str]]:
    found = _instructions()
    return found[max(n for n, (word, _) in enumerate(found) if word == "FROM") :]


def _image_sets() -> dict[str, str]:
    """The image's environment."""
    (env,) = _all("ENV")
    return dict(entry.split("=", 1) for entry in env.split())


def _copied() -> list[str]:
    """What goes from this repository into the image."""
    copies = [rest for rest in _all("COPY") if "--from" not in rest]
    return [source.rstrip("/") for copy in copies for source in copy.split()[:-1]]


# The image


def test_what_the_image_is_made_from_is_pinned() -> None:
    (base,) = _all("ARG")
    python = f"PYTHON=python:{sys.version_info.major}.{sys.version_info.minor}"
    assert re.fullmatch(rf"{python}\.[0-9]+-slim-bookworm", base), (
        "an exact patch of what is tested"
    )
    assert {rest.split()[0] for rest in _all("FROM")} == {"${PYTHON}"}
    (install,) = [rest for rest in _all("RUN") if "pip" in rest]
    assert "--require-hashes" in install
    assert "--only-binary :all:" in install
    assert not re.findall("index-url|find-links|trusted-host", install)


def test_whoever_runs_in_it_has_a_number_and_no_rights() -> None:
    user = [rest for word, rest in _last_stage() if word == "USER"]
    assert user == ["10001:10001"]
    owned = {rest for word, rest in _last_stage() if "10001" in rest and word != "USER"}
    assert owned == {"install -d -m 700 -o 10001 -g 10001 /data /keys /backups"}


def test_signals_reach_the_program_itself() -> None:
    last = dict(_last_stage())
    assert json.loads(last["ENTRYPOINT"]) + json.loads(last["CMD"]) == [
        "python",
        "-m",
        "bot",
        "run",
    ]
    assert last["STOPSIGNAL"] == "SIGTERM"


def test_the_image_sets_only_what_can_be_set() -> None:
    others = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    assert set(_image_sets()) - others <= NAMES


def test_only_what_is_copied_goes_to_the_builder() -> None:
    """So no secret, no data and no history can."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(_copied())
    assert all((ROOT / path).exists() for path in _copied())
    assert {"**/.env*", "**/*.key", "**/*.db*"} <= set(rules)


def test_what_is_copied_is_all_that_the_program_needs(tmp_path: Path) -> None:
    """And it writes nothing beside itself."""
    for path in _copied():
        source = ROOT / path
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / path)
    before = {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts} == before


class _Health(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def healthz() -> Iterator[tuple[type[_Health], int]]:
    kind = type("Health", (_Health,), {})
    server = http.server.HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield kind, server.server_port
    server.shutdown()
    server.server_close()


def test_the_health_check_asks_healthz(healthz: tuple[type[_Health], int]) -> None:
    kind, port = healthz
    assert _health_check(port) == 0
    kind.status = 503
    assert _health_check(port) == 1


def test_the_health_check_fails_where_nobody_answers() -> None:
    assert _health_check(9) != 0


def _health_check(port: int) -> int:
    (check,) = _all("HEALTHCHECK")
    _python, *arguments = json.loads(check.partition(" CMD ")[2])
    return subprocess.run(
        [sys.executable, *arguments],
        env={"HEALTH_PORT": str(port)}, capture_output=True, check=False, timeout=20,
    ).returncode  # fmt: skip


# The compose files


def _read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def _bots(path: Path) -> list[dict[str, Any]]:
    services = _read(path)["services"].values()
    return [service for service in services if "build" in service]


def test_there_are_three() -> None:
    assert [len(_bots(path)) for path in COMPOSE] == [1, 2, 1]
    assert [path.name for path in COMPOSE] == [
        "compose.sqlite.yml",
        "compose.workers.yml",
        "compose.yml",
    ]


@pytest.mark.parametrize("path", **BY_NAME)
def test_every_service_is_shut_off_limited_and_pinned(path: Path) -> None:
    for name, service in _read(path)["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service
        assert service["restart"] == "unless-stopped", name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        assert service["logging"]["options"]["max-size"], name
        assert re.search(f"{EXACT}$", service["image"]), name
        if name == "proxy":
            assert service["cap_add"] == ["NET_BIND_SERVICE"]
        else:
            assert re.fullmatch("[1-9][0-9]*:[1-9][0-9]*", service["user"]), name
            assert "cap_add" not in service
            assert "ports" not in service, "only the proxy is open to the world"


@pytest.mark.parametrize("path", **BY_NAME)
def test_whatever_is_named_is_there(path: Path) -> None:
    found = _read(path)
    for service in found["services"].values():
        assert set(service.get("secrets", [])) <= set(found["secrets"])
        assert set(service.get("networks", [])) <= set(found.get("networks", {}))
        assert set(service.get("depends_on", {})) <= set(found["services"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (
                (DEPLOY / source).exists() if source.startswith(".") else source in found["volumes"]
            )
    used = {v.split(":")[0] for s in found["services"].values() for v in s.get("volumes", [])}
    assert set(found["volumes"]) <= used


@pytest.mark.parametrize("path", **BY_NAME)
def test_secrets_are_files_that_are_never_committed(path: Path) -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"deploy/secrets/", "deploy/settings", ".env"} <= set(ignored)
    for name, secret in _read(path)["secrets"].items():
        assert secret == {"file": f"secrets/{name}"}
        assert name.upper() in NAMES
    assert not re.search(r"://[^/@\s]+:[^/@\s]+@", path.read_text("utf-8")), "no password"


@pytest.mark.parametrize("path", **BY_NAME)
def test_the_bot_in_it_finds_its_settings(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the image and the file set, with secrets as they are made."""
    monkeypatch.chdir(tmp_path)
    secrets = {
        "telegram_bot_token": "123456:from-a-file",
        "data_key": f"k1:{'T' * 43}=",
        "database_password": "not/so:simple",
    }
    for name in _bots(path)[0]["secrets"]:
        (tmp_path / name).write_text(f"{secrets[name]}\n")
    for bot in _bots(path):
        sets = {**_image_sets(), **bot["environment"]}
        assert sets.pop("CREDENTIALS_DIRECTORY") == "/run/secrets"
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
        for name, value in sets.items():
            if name in NAMES:
                monkeypatch.setenv(name, re.sub(r"\$\{DOMAIN:[^}]*\}", "bot.example.org", value))
        settings = read_settings()
        assert settings.token == secrets["telegram_bot_token"]
        assert settings.data_key is not None
        assert str(settings.erasures).startswith(tuple(_mounts(bot)))
        if "postgres" in _read(path)["services"]:
            assert "//unhamstrung:not%2Fso%3Asimple@postgres/" in settings.database_url
        else:
            assert settings.database_url.removeprefix("sqlite:///").startswith(tuple(_mounts(bot)))


def _mounts(bot: dict[str, Any]) -> list[str]:
    return [f"{volume.split(':')[1]}/" for volume in bot["volumes"]]


def test_the_proxy_leads_to_where_both_workers_listen() -> None:
    path = DEPLOY / "compose.workers.yml"
    found = _read(path)["services"]
    bots = {name: bot for name, bot in found.items() if "build" in bot}
    listens = {bot["environment"]["LISTEN"].rpartition(":")[2] for bot in bots.values()}
    (port,) = listens
    assert found["proxy"]["environment"]["WORKERS"] == " ".join(f"{name}:{port}" for name in bots)
    brought = {bot["environment"]["WEBHOOK_URL"].rpartition("/")[2] for bot in bots.values()}
    handled = re.findall(r"handle /(\w+) ", (DEPLOY / "Caddyfile").read_text("utf-8"))
    assert brought == set(handled)


def test_the_database_has_no_way_to_the_world() -> None:
    for path in COMPOSE:
        found = _read(path)
        if "postgres" in found["services"]:
            assert found["services"]["postgres"]["networks"] == ["inside"]
            assert found["networks"]["inside"] == {"internal": True}
