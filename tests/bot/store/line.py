"""A line to a PostgreSQL server that a test can cut or freeze."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

SOCKET = ".s.PGSQL.5432"
Part = Literal["question", "answer"]


class Line:
    def __init__(self, far: Path, near: Path) -> None:
        self.host = str(near)
        self.lost_commits = 0
        self._parts_left: int | None = None
        self._lose: Part = "answer"
        self._to_lose = 0
        self._far = far / SOCKET
        self._frozen: set[asyncio.Task[None]] = set()
        self._open: set[asyncio.Task[None]] = set()

    def lose_commit(self, part: Part, times: int = 1) -> None:
        """Cut the line when a COMMIT is on its way: before or after the server gets it."""
        self._lose, self._to_lose = part, times

    def cut_at(self, part: int | None) -> None:
        """Cut the line when so many parts, of questions or answers, have gone over it."""
        self._parts_left = part

    @property
    def was_cut(self) -> bool:
        return self._parts_left == 0

    def freeze(self) -> None:
        """Of connections that are open now, neither side hears anything more."""
        self._frozen |= self._open

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        far_reader, far_writer = await asyncio.open_unix_connection(self._far)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._ask(task, reader, far_writer))
                both.create_task(self._answer(task, far_reader, writer))
        except* (ConnectionError, EOFError):
            pass
        finally:
            self._open.discard(task)
            for end in (writer, far_writer):
                end.close()

    async def _ask(
        self, task: object, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(65536):
            await self._thaw(task)
            self._cut_if_due()
            self._lose_if("question", data)
            writer.write(data)
            await writer.drain()
        raise EOFError

    async def _answer(
        self, task: object, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(65536):
            await self._thaw(task)
            self._cut_if_due()
            self._lose_if("answer", data)
            writer.write(data)
            await writer.drain()
        raise EOFError

    def _cut_if_due(self) -> None:
        if self._parts_left:
            self._parts_left -= 1
            if self.was_cut:
                raise EOFError

    def _lose_if(self, part: str, data: bytes) -> None:
        if self._to_lose and self._lose == part and b"COMMIT" in data:
            self._to_lose -= 1
            self.lost_commits += 1
            raise EOFError

    async def _thaw(self, task: object) -> None:
        if task in self._frozen:
            await asyncio.Event().wait()


@contextlib.asynccontextmanager
async def line_to(socket_folder: Path) -> AsyncIterator[Line]:
    with TemporaryDirectory(prefix="line_") as near:
        line = Line(socket_folder, Path(near))
        server = await asyncio.start_unix_server(line.serve, Path(near) / SOCKET)
        try:
            yield line
        finally:
            server.close()
            for task in tuple(line._open):
                task.cancel()
            await asyncio.gather(*line._open, return_exceptions=True)
