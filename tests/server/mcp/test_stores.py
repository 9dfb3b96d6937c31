"""A store on this machine and an endpoint: both bound what a question may take."""

import asyncio
import http.server
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.errors import (
    FederationRefusedError,
    RequestError,
    ResultTooLargeError,
    UnavailableError,
)
from districtgraph.server.mcp import stores
from districtgraph.server.mcp.stores import LONGEST, MOST_BYTES, EndpointStore
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.embedded.workers.worker_pool import WorkerPool
from districtgraph.server.store.opening import (
    LocalStore,
    ensure_store,
    load_files,
    local_store,
)
from districtgraph.server.store.store_reader import StoreReader
from tests.leaping_clock import LeapingLoop, leap
from tests.patience import PATIENCE, until

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LABEL = 'SELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> "大东区"@zh }'


@pytest.fixture(scope="module")
def folder(built: BuildResult) -> Path:
    dataset = read_dataset(built.folder)
    ensure_store(dataset)
    return dataset.store


@pytest.fixture(scope="module")
def local(folder: Path) -> Iterator[LocalStore]:
    with local_store(folder, seconds=PATIENCE, max_result=MOST_BYTES) as store:
        yield store


def test_a_local_store_answers(local: LocalStore) -> None:
    (row,) = StoreReader(local).rows(LABEL)
    assert row["s"].value.endswith("/place/210104")


@pytest.mark.usefixtures("processes")
def test_a_runaway_query_ends_and_the_next_is_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asyncio, "new_event_loop", LeapingLoop)

    async def leap_to_the_deadline(pool: WorkerPool) -> None:
        # No process is being started then, which would seem to take too long for it.
        await until(lambda: pool.busy and pool._workers.complete)
        await leap(PATIENCE)

    with (
        local_store(folder, seconds=PATIENCE, max_result=MOST_BYTES) as local,
        ThreadPoolExecutor(1) as threads,
    ):
        running = threads.submit(StoreReader(local).rows, RUNAWAY)
        leaping = leap_to_the_deadline(local._pool)
        asyncio.run_coroutine_threadsafe(leaping, local._loop).result(PATIENCE)
        with pytest.raises(UnavailableError, match="deadline"):
            running.result(PATIENCE)
        assert StoreReader(local).rows(LABEL)


def test_a_local_store_calls_no_other_server(local: LocalStore) -> None:
    with pytest.raises(FederationRefusedError):
        StoreReader(local).rows("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_large_result_is_refused(local: LocalStore) -> None:
    with pytest.raises(RequestError, match="the result is larger than 4,194,304 bytes"):
        StoreReader(local).rows("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000")


@pytest.mark.usefixtures("processes")
def test_a_changed_store_is_read_again(tmp_path: Path) -> None:
    first, second = (tmp_path / f"{name}.nt" for name in ("first", "second"))
    first.write_text("<http://e/一> <http://e/p> 1 .".replace(" 1 ", ' "1" '), encoding="utf-8")
    second.write_text('<http://e/二> <http://e/p> "2" .', encoding="utf-8")
    load_files(tmp_path / "store", [first])
    folder = tmp_path / "store"
    with local_store(folder, seconds=LONGEST, max_result=MOST_BYTES) as store:
        before = store.version
        assert len(StoreReader(store).rows("SELECT * { ?s ?p ?o }")) == 1
        load_files(tmp_path / "store", [second])
        assert len(StoreReader(store).rows("SELECT * { ?s ?p ?o }")) == 2
        assert store.version != before


def test_an_endpoint_answers(address: str) -> None:
    (row,) = StoreReader(EndpointStore(f"{address}/sparql")).rows(LABEL)
    assert row["s"].value.endswith("/place/210104")


def test_an_endpoint_s_complaint_is_handed_on(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However late the server is with its complaint.
    monkeypatch.setattr(stores, "_GRACE", PATIENCE)
    with pytest.raises(RequestError, match="line 1, column"):
        StoreReader(EndpointStore(f"{address}/sparql", seconds=PATIENCE)).rows("SELECT * {")
    with pytest.raises(RequestError, match="deadline"):
        StoreReader(EndpointStore(f"{address}/sparql", seconds=1)).rows(RUNAWAY)


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9/sparql", "no address"])
@pytest.mark.usefixtures("processes")
def test_an_unreachable_endpoint_gives_an_error(endpoint: str) -> None:
    with pytest.raises(RequestError, match="cannot be reached"):
        StoreReader(EndpointStore(endpoint)).rows(LABEL)


class _Endless(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        # A connection that is closed with an unread body is reset, and loses the sent data.
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"?s\n" + b"<http://e/s>\n" * (MOST_BYTES // 13 + 1))

    def log_message(self, *_: object) -> None:
        pass


class _Site(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "Text/HTML; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.usefixtures("processes")
def test_a_page_is_no_result_of_an_endpoint() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        store = StoreReader(EndpointStore(f"http://127.0.0.1:{server.server_port}/"))
        with pytest.raises(RequestError, match="answered with text/html instead of text/tab-sep"):
            store.rows(LABEL)


@pytest.mark.usefixtures("processes")
def test_an_endpoint_s_result_is_bounded() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Endless) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(ResultTooLargeError):
            StoreReader(EndpointStore(f"http://127.0.0.1:{server.server_port}/")).rows(LABEL)
