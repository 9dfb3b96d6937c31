"""A result on its way from a thread: complete, broken off, or left by its reader at any moment."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.remote import remote_service, result_pieces
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.remote_service import RemoteService
from districtgraph.server.store.remote.result_pieces import ResultPieces

pytestmark = pytest.mark.usefixtures("processes")

PIECE = b"x" * result_pieces._PIECE


async def _nothing(_body: AsyncIterator[bytes]) -> None:
    """Read nothing, as for HEAD."""


async def _one(body: AsyncIterator[bytes]) -> None:
    await anext(body)


@pytest.mark.parametrize("read", [_nothing, _one])
def test_a_result_that_is_left_ends_its_operation(
    read: Callable[[AsyncIterator[bytes]], object],
) -> None:
    async def left() -> bool:
        with Attempt(60) as attempt:
            result = ResultPieces(attempt, 1 << 30, None)
            await asyncio.to_thread(result.write, PIECE)
            body = await result.body()
            assert not isinstance(body, bytes)
            await read(body)  # type: ignore[misc]
            assert not attempt.given_up.is_set()
            await body.aclose()  # type: ignore[attr-defined]
            return attempt.given_up.is_set()

    assert asyncio.run(left())


def test_a_whole_result_and_one_that_breaks_off() -> None:
    async def read(error: UnavailableError | None) -> list[bytes]:
        with Attempt(60) as attempt:
            result = ResultPieces(attempt, 1 << 30, None)

            def write() -> None:
                for _ in range(3):
                    result.write(PIECE)
                result.write(b"end")
                result.end(error)

            writing = asyncio.create_task(asyncio.to_thread(write))
            body = await result.body()
            assert not isinstance(body, bytes)
            try:
                return [piece async for piece in body]
            finally:
                await writing

    assert asyncio.run(read(None)) == [PIECE, PIECE, PIECE, b"end"]
    with pytest.raises(UnavailableError, match="broke"):
        asyncio.run(read(UnavailableError("broke", 1, "engine")))


def test_an_operation_without_a_thread_gives_its_turn_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(_seconds: float) -> Attempt:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(remote_service, "Attempt", no_thread)
    service = RemoteService(ServerConfig(tmp_path, engine="http://127.0.0.1:9/sparql"))

    async def ask() -> int:
        prepared = await service.prepare(QueryOperation("ASK {}"), Asker())
        with pytest.raises(RuntimeError):
            await service.query(prepared, RESULT_FORMATS[0], Asker())
        return service.load.busy

    assert asyncio.run(ask()) == 0


class _LateThreads:
    """An executor that can start no thread, and gives what it has taken to a later one."""

    def __init__(self) -> None:
        self.taken: list[Callable[[], object]] = []

    def submit(self, function: Callable[..., object], *of: object) -> None:
        self.taken.append(partial(function, *of))
        raise RuntimeError("can't start new thread")


def test_what_a_thread_gets_too_late_is_not_sent(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as engine:
        address = f"http://127.0.0.1:{engine.getsockname()[1]}/sparql"
        service = RemoteService(ServerConfig(tmp_path, engine=address))
        service._threads = late = _LateThreads()  # type: ignore[assignment]

        async def scenario() -> int:
            with pytest.raises(RuntimeError):
                await service.update(Update("INSERT DATA { <x:s> <x:p> 1 }"), Asker())
            prepared = await service.prepare(QueryOperation("ASK {}"), Asker())
            with pytest.raises(RuntimeError):
                await service.query(prepared, RESULT_FORMATS[0], Asker())
            return service.load.busy

        assert asyncio.run(scenario()) == 0
        update, query = late.taken
        with pytest.raises(UnavailableError, match="hung up"):
            update()
        query()
        engine.settimeout(0.2)
        sent = b""
        with suppress(TimeoutError):
            while True:
                with engine.accept()[0] as connection:
                    sent += connection.recv(100)
        assert sent == b""
