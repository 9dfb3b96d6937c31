"""Readers see all writes that are acknowledged before they are published."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import PreconditionFailedError, UnavailableError
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import Condition, GraphWrite, ReceivedDocument
from districtgraph.server.store.embedded.folder.store_folder import unpublished_updates
from districtgraph.server.store.embedded.store_service import StoreService
from districtgraph.server.store.embedded.writing import traffic, unpublished
from tests.patience import PATIENCE, PATIENT_SETTINGS
from tests.server.child_processes import kill_children

pytestmark = pytest.mark.usefixtures("processes")

N_TRIPLES, TSV = GRAPH_FORMATS[1], RESULT_FORMATS[3]
WRITER = "districtgraph.server.store.embedded.writing.store_writer"


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published by time, and no query prevents the next write from using the log."""
    monkeypatch.setattr(traffic, "_IN_A_ROW", -1)
    monkeypatch.setattr(traffic, "_READERS", -1.0)
    monkeypatch.setattr(unpublished, "_LONGEST", 3600.0)


def over_a_store(folder: Path, scenario: Callable[[StoreService], Awaitable[None]]) -> None:
    async def run() -> None:
        service = StoreService(
            folder / "store", ServerConfig(folder, workers=1, **PATIENT_SETTINGS)
        )
        await service.open()
        try:
            await scenario(service)
        finally:
            await service.close()

    asyncio.run(run())


async def insert(service: StoreService, number: int) -> None:
    text = f"INSERT DATA {{ <urn:s{number}> <urn:p> {number} }}"
    await service.update(Update(text), Asker())


async def whole(service: StoreService) -> bytes:
    answer = await service.read_graph("", N_TRIPLES, Asker())
    assert isinstance(answer.body, bytes)
    return answer.body


async def count(service: StoreService) -> int:
    prepared = await service.prepare(
        QueryOperation("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), Asker()
    )
    answer = await service.query(prepared, TSV, Asker())
    assert isinstance(answer.body, bytes)
    return int(answer.body.split(b"\n")[1])


def is_unpublished(service: StoreService) -> int:
    return service._writer.unpublished.count


def test_every_query_and_every_graph_has_what_was_acknowledged(tmp_path: Path) -> None:
    async def scenario(service: StoreService) -> None:
        for number in range(1, 7):
            await insert(service, number)
            assert is_unpublished(service)
            if number % 2:
                assert await count(service) == number
            else:
                assert (await whole(service)).count(b"\n") == number
            assert not is_unpublished(service)

    over_a_store(tmp_path, scenario)


def test_readiness_is_determined_without_publishing(tmp_path: Path) -> None:
    async def scenario(service: StoreService) -> None:
        await insert(service, 1)
        assert await service.unready() is None
        assert is_unpublished(service)
        long = Update("INSERT DATA { <urn:a> <urn:b> '" + "x" * 10_000 + "' }")
        await service.update(long, Asker())
        assert is_unpublished(service) == 2

    over_a_store(tmp_path, scenario)


def test_the_version_is_that_of_the_next_answer_from_the_acknowledgement_on(
    tmp_path: Path,
) -> None:
    async def scenario(service: StoreService) -> None:
        seen: list[str | None] = []
        service.on_change(lambda: seen.append(service.version))
        first = service.version
        await insert(service, 1)
        second = service.version
        assert second != first
        await insert(service, 2)
        assert service.version == second
        assert await count(service) == 2
        assert service.version == second
        assert seen == [second]
        assert first is not None
        assert second is not None
        assert service.changed(first, second) == frozenset({"urn:s1", "urn:s2", "urn:p"})
        await insert(service, 3)
        third = service.version
        assert third not in (first, second, None)
        assert service.changed(second, str(third)) is None
        await count(service)
        assert service.changed(second, str(third)) == frozenset({"urn:s3", "urn:p"})

    over_a_store(tmp_path, scenario)


def test_a_precondition_on_the_last_read_version_holds_until_the_next_write(tmp_path: Path) -> None:
    document = tmp_path / "document"
    document.write_bytes(b'<urn:d> <urn:p> "1" .')

    async def put(service: StoreService, version: str | None) -> None:
        documents = (ReceivedDocument(document, N_TRIPLES),)
        await service.write_graph(
            GraphWrite("urn:g", documents, "urn:base", False, Condition(version))
        )

    async def scenario(service: StoreService) -> None:
        await insert(service, 1)
        version = service.version
        await whole(service)
        await put(service, version)
        version = service.version
        await whole(service)
        await insert(service, 2)
        with pytest.raises(PreconditionFailedError):
            await put(service, version)

    over_a_store(tmp_path, scenario)


def test_a_store_is_read_only_with_what_the_log_has(tmp_path: Path) -> None:
    async def leave(service: StoreService) -> None:
        await insert(service, 1)
        service._writer._work.cancel()  # type: ignore[union-attr]
        kill_children(WRITER)

    over_a_store(tmp_path, leave)
    assert unpublished_updates(tmp_path / "store")

    async def opened() -> None:
        config = ServerConfig(tmp_path, workers=1, **PATIENT_SETTINGS)
        service = StoreService(tmp_path / "store", config)
        opening = asyncio.ensure_future(service.open())
        try:
            while not is_unpublished(service):
                await asyncio.sleep(0)
            assert await count(service) == 1
        finally:
            await opening
            await service.close()

    asyncio.run(opened())
    assert not unpublished_updates(tmp_path / "store")


def test_only_so_many_queries_wait_for_a_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpublished, "_MOST_WAITING", 2)

    async def scenario(service: StoreService) -> None:
        await insert(service, 1)
        asked = [asyncio.ensure_future(count(service)) for _ in range(3)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert answers[:2] == [1, 1]
        assert isinstance(answers[2], UnavailableError)
        assert answers[2].reason == "queue"

    over_a_store(tmp_path, scenario)


def test_while_clients_read_each_write_is_published_before_its_acknowledgement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traffic, "_READERS", 3600.0)

    async def scenario(service: StoreService) -> None:
        await insert(service, 0)
        assert is_unpublished(service)
        await count(service)
        for number in (1, 2):
            await insert(service, number)
            assert not is_unpublished(service)

    over_a_store(tmp_path, scenario)


def test_the_first_writes_in_a_row_and_after_a_pause_are_published_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(traffic, "_IN_A_ROW", 3)
    monkeypatch.setattr(traffic, "_PAUSE", 3600.0)

    async def scenario() -> None:
        seen = traffic.Traffic()
        found = []
        for _ in range(5):
            seen.wrote()
            found.append(seen.only_writes())
        assert found == [False, False, False, True, True]
        seen.read()
        assert not seen.only_writes()
        for _ in range(4):
            seen.wrote()
        assert seen.only_writes()
        monkeypatch.setattr(traffic, "_PAUSE", -1.0)
        seen.wrote()
        assert not seen.only_writes()

    asyncio.run(scenario())


def test_only_the_server_itself_reads_for_longer_than_clients_may(tmp_path: Path) -> None:
    """The first index of a large store takes longer than any client may ask for."""
    asked = QueryOperation("SELECT * { ?s ?p ?o }", timeout=4000)

    async def scenario(service: StoreService) -> None:
        now, left = asyncio.get_running_loop().time(), []
        for asker in (Asker(), Asker(reads_all=True)):
            answer = await service.query(await service.prepare(asked, asker), TSV, asker)
            left.append(answer.deadline - now)
        assert left[0] <= PATIENCE + 60
        assert left[1] > 3600

    over_a_store(tmp_path, scenario)


def test_our_own_statements_are_not_searched_for_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are megabytes, in which words like `services` or `housing` are met often."""
    words = "services download housing " * 1000
    text = f'INSERT DATA {{ <urn:s> <urn:p> "{words}" }}'

    async def scenario(service: StoreService) -> None:
        monkeypatch.setattr(service, "_looked_through", None)
        await service.update(Update(text, changes=frozenset({"urn:s"})), Asker())
        assert await count(service) == 1
        with pytest.raises(TypeError):
            await service.update(Update(text), Asker())

    over_a_store(tmp_path, scenario)
