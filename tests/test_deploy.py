"""The files in deploy/ name only what there is, and systemd takes them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import HELP
from bot.settings import WRONG, Settings, read_settings
from bot.telegram.door import MOST_BYTES, NOT_THIS_WAY
from bot.watchdog import END_SECONDS

FOLDER = Path(__file__).parents[1] / "deploy"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
UNITS = [path for path in FILES if path.suffix in {".service", ".timer"}]
NAMES = {name.upper() for name in Settings.model_fields}
PYTHON = "/opt/unhamstrung/.venv/bin/python"
NEWER = ("RestartSteps", "RestartMaxDelaySec")
"""Of systemd 254; an older one says that it ignores them."""
NO_SETTINGS = {
    *("AF_INET", "AF_UNIX", "LC_ALL", "NET_BIND_SERVICE"),
    *("CREDENTIALS_DIRECTORY", "COMPOSE_FILE"),
    *("POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"),
}
"""Of systemd, of the shell, of containers."""


def _options(unit: Path) -> dict[str, list[str]]:
    options: dict[str, list[str]] = {}
    for name, value in re.findall(r"^([A-Za-z]+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE):
        options.setdefault(name, []).append(value)
    return options


def _service(name: str = "unhamstrung") -> dict[str, list[str]]:
    return _options(FOLDER / f"{name}.service")


def _seconds(span: str) -> int:
    number, unit = re.fullmatch(r"([0-9]+)(s|min)", span).groups()  # type: ignore[union-attr] # it fails then
    return int(number) * (60 if unit == "min" else 1)


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_a_unit_sets_only_what_can_be_set(unit: Path) -> None:
    set_there = {value.partition("=")[0] for value in _options(unit)["Environment"]}
    assert set_there <= NAMES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_names_only_settings_and_commands_that_exist(file: Path) -> None:
    text = file.read_text("utf-8")
    called = set(re.findall(r"-m bot ([a-z-]+)", text))
    named = set(re.findall(r"\b[A-Z]{2,}_[A-Z_]{2,}\b", text))
    assert called <= set(HELP)
    assert named - NO_SETTINGS <= NAMES
    assert not re.findall(r"-m bot\s*$", text, re.MULTILINE)


def test_each_file_is_told_of() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert "deploy/unhamstrung*" in readme
    assert all(path.name.startswith("unhamstrung") for path in UNITS)
    assert "unhamstrung-backup.timer" in readme
    others = {path.name for path in FILES} - {path.name for path in UNITS} - {"README.md"}
    told = readme + (FOLDER.parent / "docs" / "metrics.md").read_text("utf-8")
    assert not {name for name in others if name not in told}


def test_every_exit_code_is_explained_and_a_wrong_setting_is_not_tried_again() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert re.findall(r"^\| ([0-9]) \|", readme, re.MULTILINE) == ["0", "1", "2"]
    assert _service()["RestartPreventExitStatus"] == ["2"]
    assert _service()["Restart"] == ["on-failure"]


def test_our_own_watchdog_and_end_come_before_the_supervisors() -> None:
    """R19: ours say why."""
    service = _service()
    assert _seconds(service["WatchdogSec"][0]) > _watchdog_default() + END_SECONDS
    assert _seconds(service["TimeoutStopSec"][0]) > END_SECONDS
    assert service["Type"] == ["notify"]


def _watchdog_default() -> float:
    return float(Settings.model_fields["watchdog_seconds"].default)


def test_data_key_and_backups_lie_apart_in_folders_that_the_unit_makes() -> None:
    service, backup = _service(), _service("unhamstrung-backup")
    own = [value for value in service["Environment"] if not value.startswith("HEALTH")]
    assert own == backup["Environment"], "the backup looks where the bot writes"
    made = {f"/var/lib/{name}" for name in backup["StateDirectory"][0].split()}
    paths = [value.partition("=")[2].removeprefix("sqlite:///") for value in own]
    assert len({Path(path).parent for path in paths}) == 2
    assert {str(Path(path).parent) for path in paths} < made
    assert "/var/lib/unhamstrung-backups" in made


def test_the_token_comes_as_a_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (credential,) = _service()["LoadCredential"]
    name = credential.partition(":")[0]
    (tmp_path / name).write_text("123456:from-a-file\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_settings().token == "123456:from-a-file"
    assert name.upper() in NAMES - {wrong.upper() for wrong in WRONG}


def _of_worker(number: int) -> dict[str, str]:
    drop_in = (FOLDER / "worker.conf").read_text("utf-8").replace("%i", str(number))
    return dict(re.findall(r"^Environment=([A-Z_]+)=(.*)$", drop_in, re.MULTILINE))


def test_each_worker_has_places_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    places = {_default("listen").rpartition(":")[2], _default("preview_port")}
    places |= set(re.findall("HEALTH_PORT=([0-9]+)", " ".join(_service()["Environment"])))
    for number in range(1, 10):
        for name, value in _of_worker(number).items():
            monkeypatch.setenv(name, value)
        settings = read_settings()
        own = {settings.listen.rpartition(":")[2], str(settings.health_port)}
        assert len(own) == 2
        assert not own & places
        places |= own


def _default(name: str) -> str:
    return str(Settings.model_fields[name].default)


def test_the_password_of_the_database_comes_as_a_credential_too() -> None:
    (credential,) = _options(FOLDER / "worker.conf")["LoadCredential"]
    assert credential.partition(":")[0].upper() in NAMES


def test_a_proxy_leads_to_the_workers_and_lets_through_what_they_take() -> None:
    nginx = (FOLDER / "nginx.conf").read_text("utf-8")
    assert re.findall("server ([0-9.:]+)", nginx) == [_of_worker(n)["LISTEN"] for n in (1, 2)]
    assert f"client_max_body_size {MOST_BYTES // 2**20}m;" in nginx
    caddy = (FOLDER / "Caddyfile").read_text("utf-8")
    assert f"max_size {MOST_BYTES // 2**20}MiB" in caddy
    assert f"health_status {NOT_THIS_WAY.status}" in caddy


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units, as if the program lay here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    copies = []
    for unit in UNITS:
        text = (
            unit.read_text("utf-8").replace(PYTHON, "/bin/sh").replace("=unhamstrung\n", "=root\n")
        )
        copies.append(tmp_path / unit.name)
        copies[-1].write_text(text)
    copies.append(tmp_path / "unhamstrung@.service")
    shutil.copy(tmp_path / "unhamstrung.service", copies[-1])
    drop_ins = tmp_path / "unhamstrung@.service.d"
    drop_ins.mkdir()
    shutil.copy(FOLDER / "worker.conf", drop_ins)
    return copies


def test_systemd_finds_nothing_wrong(installed: list[Path]) -> None:
    said = subprocess.run(
        ["systemd-analyze", "verify", *map(str, installed)],
        capture_output=True, text=True, check=False, timeout=60,
    ).stderr.splitlines()  # fmt: skip
    ours = [line for line in said if "unhamstrung" in line]
    assert not [line for line in ours if not any(name in line for name in NEWER)]


@pytest.mark.parametrize("name", ["unhamstrung", "unhamstrung@", "unhamstrung-backup"])
def test_systemd_finds_it_well_shut_off(installed: list[Path], name: str) -> None:
    unit = next(path for path in installed if path.name == f"{name}.service")
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        capture_output=True, text=True, check=False, timeout=60,
    ).stdout  # fmt: skip
    (score,) = re.findall(r"Overall exposure level for .*: ([0-9.]+)", said)
    assert float(score) < 3
