"""If the engine is away, slow, wrong or cut off, clients get 503 or a broken result."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    NotOfferedError,
    RefusedError,
    RequestError,
    ResultTooLargeError,
    UnavailableError,
)
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import Answer, Backend
from districtgraph.server.store.opening import new_backend
from districtgraph.server.store.remote.credentials import Credentials
from districtgraph.server.store.remote.engine_http import Attempt, EngineHttp, EngineRequest
from districtgraph.server.store.remote.remote_service import RemoteService
from tests.engines.fake_engine import (
    FakeEngine,
    boolean,
    drips,
    fake_engine,
    hangs_up,
    rows,
    says,
    says_on,
    says_without_length,
)
from tests.leaping_clock import leap, run_with_leaps
from tests.live_server import free_port
from tests.patience import PATIENCE, PATIENT_SETTINGS, until

pytestmark = pytest.mark.usefixtures("processes")

CSV = next(item for item in RESULT_FORMATS if item.engine == "CSV")
N_TRIPLES = GRAPH_FORMATS[1]
ROWS = "SELECT ?a { ?s ?p ?a }"
TRIPLES = "CONSTRUCT WHERE { ?s ?p ?o }"
XML = "application/sparql-results+xml"
MANY_TRIPLES = "".join(f"<urn:s> <urn:p> <urn:o{number}> .\n" for number in range(1000))
MANY = rows(*(f"value number {number}" for number in range(40_000)))


@pytest.fixture
def engine(processes: None) -> Iterator[FakeEngine]:
    with fake_engine(says(rows("one"))) as made:
        yield made


def before(address: str, **settings: Any) -> Backend:
    given = {**PATIENT_SETTINGS, **settings}
    return new_backend(
        Path("/nowhere"), ServerConfig(Path("/nowhere"), engine=address, workers=2, **given)
    )


def version_of(backend: Backend) -> str | None:
    return backend.version


def run(backend: Backend, scenario: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await backend.open()
        try:
            await scenario()
        finally:
            await backend.close()

    run_with_leaps(whole())


def attempts(backend: Backend) -> list[Attempt]:
    assert isinstance(backend, RemoteService)
    return list(backend._attempts)


def end_attempts(backend: Backend) -> None:
    """End what the engine is asked now, as the deadline does."""
    for attempt in attempts(backend):
        attempt._expire()


async def answer(
    backend: Backend, text: str, output: Format = CSV, asker: Asker | None = None
) -> Answer:
    asker = asker or Asker()
    return await backend.query(await backend.prepare(QueryOperation(text), asker), output, asker)


async def whole(answered: Answer) -> bytes:
    body = answered.body
    return body if isinstance(body, bytes) else b"".join([piece async for piece in body])


async def content(backend: Backend, text: str, output: Format = CSV) -> bytes:
    return await whole(await answer(backend, text, output))


NO_RESULTS = {
    "a page with 200": says("<html><body>It works!</body></html>", "text/html"),
    "an error in the words of a result": says("Internal error: out of memory", XML),
    "a result that is cut": says(rows("one", "two"), cut=200),
    "a result that ends where its length says, too early": says(rows("one", "two")[:-30]),
    "chunks without the last": says_without_length(rows("one"), XML, True, False),
    "no length and no chunks": says_without_length(rows("one"), XML, False, True),
    "a part by its status": says(rows("one"), status="206 Partial Content"),
    "a part by Virtuoso's bound": says(rows("one"), headers=("X-SPARQL-MaxRows: 1",)),
    "a part by Virtuoso's time-out": says(rows("one"), headers=("X-SQL-State: S1TAT",)),
    "being started": says("starting", "text/plain", "503 Service Unavailable"),
    "a gateway's page": says("<html>", "text/html", "502 Bad Gateway"),
    "an error page with 500": says("<html>", "text/html", "500 Internal Server Error"),
    "a deadlock": says("Virtuoso 40001 Error SR172", "text/plain", "500 Oops"),
    "wrong credentials": says("who are you?", "text/plain", "401 Unauthorized"),
    "another address": says("moved", "text/plain", "302 Found", ("Location: http://192.0.2.1/",)),
    "nothing": hangs_up,
}


@pytest.mark.parametrize("misbehaviour", NO_RESULTS.values(), ids=NO_RESULTS)
def test_an_incomplete_result_gives_503_and_the_next_one_is_answered(
    engine: FakeEngine, misbehaviour: Any
) -> None:
    async def scenario() -> None:
        engine.answers = [misbehaviour]
        with pytest.raises(UnavailableError) as caught:
            await content(backend, ROWS)
        assert caught.value.status == 503
        assert caught.value.retry_after >= 1
        assert "127.0.0.1" not in str(caught.value)
        assert await backend.unready() is not None
        engine.answers = [says(rows("one"))]
        assert await content(backend, ROWS) == b"a\r\none\r\n"

    backend = before(engine.address)
    run(backend, scenario)


N_TRIPLES_TYPE = "application/n-triples"
LINE = "<urn:a> <urn:p> <urn:b> .\n"
NO_TRIPLES = {
    "cut at a line's end": says(LINE * 3, N_TRIPLES_TYPE, cut=2 * len(LINE)),
    "chunks without the last": says_without_length(LINE, N_TRIPLES_TYPE, True, False),
    "no length and no chunks": says_without_length(LINE, N_TRIPLES_TYPE, False, True),
    "an error behind triples": says(LINE + "Virtuoso 42000 Error\n", N_TRIPLES_TYPE),
}


@pytest.mark.parametrize("misbehaviour", NO_TRIPLES.values(), ids=NO_TRIPLES)
def test_incomplete_triples_give_503(engine: FakeEngine, misbehaviour: Any) -> None:
    async def scenario() -> None:
        engine.answers = [misbehaviour]
        with pytest.raises(UnavailableError):
            await content(backend, TRIPLES, N_TRIPLES)

    backend = before(engine.address)
    run(backend, scenario)


def test_a_large_result_that_is_cut_breaks_off(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [says(MANY)]
        assert (await content(backend, ROWS)).count(b"\r\n") == 40_001
        engine.answers = [says(MANY, cut=len(MANY) - 100)]
        answered = await answer(backend, ROWS)
        assert not isinstance(answered.body, bytes)
        with pytest.raises(UnavailableError):
            await whole(answered)

    backend = before(engine.address)
    run(backend, scenario)


def test_a_read_is_sent_twice_at_most_and_a_write_once(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [hangs_up, says(rows("one"))]
        assert await content(backend, ROWS) == b"a\r\none\r\n"
        assert len(engine.asked) == 2
        engine.asked.clear()
        engine.answers = [hangs_up, says("done", "text/plain")]
        with pytest.raises(UnavailableError, match="not known"):
            await backend.update(Update("INSERT DATA { <urn:a> <urn:p> 1 }"), Asker())
        assert len(engine.asked) == 1

    backend = before(engine.address)
    run(backend, scenario)


def test_reads_share_a_connection_and_each_write_has_a_new_one(engine: FakeEngine) -> None:
    async def scenario() -> None:
        for number in range(5):
            engine.answers = [says_on(rows(f"{number}"))]
            assert await content(backend, ROWS) == f"a\r\n{number}\r\n".encode()
        assert engine.connections == 1
        engine.answers = [says_on("done", "text/plain")]
        for number in range(3):
            await backend.update(Update("INSERT DATA { <urn:a> <urn:p> 1 }"), Asker())
            assert engine.connections == 2 + number

    backend = before(engine.address)
    run(backend, scenario)


def test_a_read_on_a_connection_that_the_engine_has_closed_is_sent_again_on_a_new_one(
    engine: FakeEngine,
) -> None:
    async def scenario() -> None:
        engine.answers = [says_on(rows("one")), hangs_up, says_on(rows("two"))]
        assert await content(backend, ROWS) == b"a\r\none\r\n"
        assert await content(backend, ROWS) == b"a\r\ntwo\r\n"
        assert (len(engine.asked), engine.connections) == (3, 2)

    backend = before(engine.address)
    run(backend, scenario)


def test_a_result_that_was_left_off_takes_its_connection_with_it(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [says_on(MANY)]
        answered = await answer(backend, ROWS)
        assert not isinstance(answered.body, bytes)
        assert await anext(answered.body)
        await answered.body.aclose()  # type: ignore[attr-defined]
        engine.answers = [says_on(rows("one"))]
        assert await content(backend, ROWS) == b"a\r\none\r\n"
        assert engine.connections == 2

    backend = before(engine.address)
    run(backend, scenario)


def test_an_engine_that_is_away_is_told_503_and_a_write_has_not_happened(processes: None) -> None:
    async def scenario() -> None:
        with pytest.raises(UnavailableError):
            await content(backend, ROWS)
        with pytest.raises(UnavailableError, match="has not happened"):
            await backend.update(Update("INSERT DATA { <urn:a> <urn:p> 1 }"), Asker())
        why = await backend.unready()
        assert why is not None
        assert "127.0.0.1" not in why

    backend = before(f"http://127.0.0.1:{free_port()}/sparql")
    run(backend, scenario)


@pytest.mark.parametrize("slow", ["silent", "dripping"])
def test_a_slow_engine_is_left_at_the_deadline(engine: FakeEngine, slow: str) -> None:
    begun = threading.Event()

    async def scenario() -> None:
        # What drips is not whole for hours.
        dripping = drips(MANY, 0.01, begun=begun)
        engine.answers = [engine.silence if slow == "silent" else dripping]
        asking = asyncio.create_task(content(backend, ROWS))
        await until(lambda: engine.asked if slow == "silent" else begun.is_set())
        assert not asking.done()
        (attempt,) = attempts(backend)
        assert 0 < attempt.seconds <= PATIENCE / 2
        end_attempts(backend)
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(UnavailableError) as caught:
                await asking
        assert caught.value.reason == "deadline"

    backend = before(engine.address, timeout=PATIENCE / 2)
    run(backend, scenario)


def test_the_socket_s_own_timeout_at_the_deadline_is_the_deadline(engine: FakeEngine) -> None:
    engine.answers = [engine.silence]
    attempt = Attempt(0.2)
    attempt.cancel()  # As if the timer's thread had no turn on a busy machine.
    request = EngineRequest("GET", f"{engine.address}?query=ASK%7B%7D", {}, repeatable=True)
    with (
        pytest.raises(UnavailableError) as caught,
        EngineHttp(Credentials()).answer(request, attempt),
    ):
        pass
    assert caught.value.reason == "deadline"


@pytest.mark.parametrize(("kind", "stops"), [("virtuoso", True), ("oxigraph", False)])
def test_an_engine_that_can_end_a_query_itself_is_given_the_deadline(
    engine: FakeEngine, kind: str, stops: bool
) -> None:
    async def scenario() -> None:
        clock = asyncio.get_running_loop().time
        begun = clock()
        await content(backend, ROWS)
        least = PATIENCE - (clock() - begun)
        given = engine.asked[-1].form.get("timeout", [])
        # Later than this server leaves it, and not much.
        assert [least < int(value) / 1000 <= PATIENCE + 2 for value in given] == [True] * stops

    backend = before(engine.address, engine_kind=kind)
    run(backend, scenario)


def test_if_a_client_hangs_up_the_connection_to_the_engine_is_closed(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [engine.silence]
        asker = Asker()
        asking = asyncio.create_task(answer(backend, ROWS, asker=asker))
        await until(lambda: engine.asked)
        asker.gone = True
        for act in list(asker._on_gone):
            act()
        with pytest.raises(UnavailableError, match="hung up"):
            await asking
        assert await asyncio.to_thread(engine.hung_up.wait, PATIENCE)

    backend = before(engine.address)
    run(backend, scenario)


def test_a_client_that_stops_reading_ends_the_query_at_the_engine(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [says(MANY * 1)]
        for _ in range(5):
            answered = await answer(backend, ROWS)
            assert not isinstance(answered.body, bytes)
            assert await anext(answered.body)
            await answered.body.aclose()  # type: ignore[attr-defined]
        assert (await content(backend, ROWS)).count(b"\r\n") == 40_001

    backend = before(engine.address)
    run(backend, scenario)


def test_requests_beyond_those_running_wait_and_those_beyond_the_queue_get_503(
    engine: FakeEngine,
) -> None:
    async def scenario() -> None:
        engine.answers = [engine.silence]
        asking = [asyncio.create_task(answer(backend, ROWS)) for _ in range(8)]
        await until(lambda: len(engine.asked) == 2 and backend.load.waiting == 3)
        assert (backend.load.busy, len(engine.asked)) == (2, 2)
        await leap(PATIENCE)
        end_attempts(backend)
        results = await asyncio.gather(*asking, return_exceptions=True)
        reasons = [error.reason for error in results if isinstance(error, UnavailableError)]
        assert reasons.count("queue") == 3
        assert reasons.count("deadline") == 5

    backend = before(engine.address, queue=3)
    run(backend, scenario)


def test_a_refusal_of_the_engine_is_reported_in_its_words(engine: FakeEngine) -> None:
    async def scenario() -> None:
        complaint = "Virtuoso 37000 Error SP031: no such thing\n\nSPARQL query:\nSELECT secret"
        engine.answers = [says(complaint, "text/plain", "400 Bad Request")]
        with pytest.raises(RefusedError, match="no such thing") as caught:
            await content(backend, ROWS)
        assert "secret" not in str(caught.value)

    backend = before(engine.address)
    run(backend, scenario)


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://192.0.2.1/> {} }",
    "SELECT * { SERVICE ?s {} }",
    "SELECT * {",
    "SELECT (<bif:http_get>('http://192.0.2.1/') AS ?a) {}",
    "PREFIX x: <bi> SELECT (x:f:http_get('http://192.0.2.1/') AS ?a) {}",
    "PREFIX sql: <http://example.org/> SELECT (sql:f(1) AS ?a) {}",
    "SELECT (<\\u0062if:http_get>('http://192.0.2.1/') AS ?a) {}",
    "define get:soft 'replacing' SELECT * {}",
    "SELECT * {" + "{" * 600 + "}" * 601,
])  # fmt: skip
def test_a_refused_query_is_not_sent_to_the_engine(engine: FakeEngine, text: str) -> None:
    async def scenario() -> None:
        with pytest.raises(RequestError) as caught:
            await content(backend, text)
        assert caught.value.status in (400, 403, 500)
        assert engine.asked == []

    backend = before(engine.address, engine_kind="virtuoso")
    run(backend, scenario)


def test_load_is_not_sent(engine: FakeEngine) -> None:
    async def scenario() -> None:
        with pytest.raises(RequestError) as caught:
            await backend.update(Update("LOAD <http://192.0.2.1/>"), Asker())
        assert caught.value.status == 403
        assert engine.asked == []

    backend = before(engine.address)
    run(backend, scenario)


def test_a_result_has_a_bound(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [says(MANY)]
        with pytest.raises(ResultTooLargeError):
            await content(backend, ROWS)

    backend = before(engine.address, max_result=100_000)
    run(backend, scenario)


def test_a_graph_has_none(engine: FakeEngine) -> None:
    async def scenario() -> None:
        engine.answers = [says(MANY_TRIPLES, "application/n-triples")]
        answer = await backend.read_graph("", N_TRIPLES, Asker())
        assert len(await whole(answer)) > 1000

    backend = before(engine.address, max_result=1000)
    run(backend, scenario)


def test_graphs_that_share_a_triple_are_not_merged_by_an_engine_that_would_find_it_twice(
    engine: FakeEngine,
) -> None:
    async def scenario() -> None:
        text = "SELECT ?a FROM <urn:g> FROM <urn:h> { ?s ?p ?a }"
        engine.answers = [says(boolean(True))]
        with pytest.raises(NotOfferedError):
            await content(backend, text)
        engine.answers = [says(boolean(False)), says(rows("one"))]
        assert await content(backend, text) == b"a\r\none\r\n"

    backend = before(engine.address)
    run(backend, scenario)


def test_the_version_is_unknown_where_others_write(engine: FakeEngine) -> None:
    async def scenario() -> None:
        assert backend.version is None
        await backend.update(Update("INSERT DATA { <urn:a> <urn:p> 1 }"), Asker())
        assert backend.version is None

    backend = before(engine.address)
    run(backend, scenario)


def test_the_version_is_that_of_the_engine_where_nobody_else_writes(engine: FakeEngine) -> None:
    async def scenario() -> None:
        assert version_of(backend) == "one"
        engine.answers = [hangs_up]
        with pytest.raises(UnavailableError):
            await backend.update(Update("INSERT DATA { <urn:a> <urn:p> 1 }"), Asker())
        assert version_of(backend) is None
        engine.answers = [says(rows("two"))]
        await until(lambda: version_of(backend) == "two", "the engine's version")

    backend = before(engine.address, engine_only_writer=1)
    run(backend, scenario)


def test_a_connection_that_is_never_taken_is_left_at_the_deadline(processes: None) -> None:
    async def scenario() -> None:
        with pytest.raises(UnavailableError):
            await content(backend, ROWS)

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        backend = before(f"http://127.0.0.1:{deaf.getsockname()[1]}/sparql", timeout=0.5)
        run(backend, scenario)
