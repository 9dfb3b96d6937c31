"""The server in front of each engine: suites, two servers, an engine that dies, a dataset."""

import re
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.opening import publish
from tests.conformance.servers import Server, before_engine
from tests.engines.comparison import KNOWN, fetched, resources, wait_until_indexed
from tests.engines.comparison import differences as differing
from tests.engines.conformance import BOTH, DIFFERENCES, differences
from tests.engines.running import ENGINES, Engines, RunningEngine
from tests.live_server import free_port, serving
from tests.patience import PATIENCE
from tests.server.mcp.test_mcp import question_to_evidence, with_client

pytestmark = pytest.mark.usefixtures("processes")

ROOT = Path(__file__).parent.parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"
EVERY = 81
"""One in so many resources is compared; `python -m tests.engines.comparison` compares all.

An odd number, as triples and pages take turns: an even one would compare only one of the two.
"""


@pytest.fixture(params=ENGINES)
def engine(engines: Engines, request: pytest.FixtureRequest) -> RunningEngine:
    return engines.empty(str(request.param))


@pytest.fixture
def pair(engine: RunningEngine, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two servers before one engine."""
    with ExitStack() as stack:
        yield (
            stack.enter_context(before_engine(engine, tmp_path / "one")),
            stack.enter_context(before_engine(engine, tmp_path / "other")),
        )


def count(server: Server) -> int:
    reply = server.query(COUNT, "text/csv")
    assert reply.status == 200, reply.text
    return int(reply.text.split()[1])


def ready(server: Server) -> int:
    return server.send("GET", server.query_url.replace("sparql", "readyz")).status


def test_the_suites_of_protocol_graph_store_and_description_pass_whole(
    rdf_tests: Path, engine: RunningEngine
) -> None:
    assert differences(engine, BOTH) == {}


def test_known_differences_of_engines_are_only_in_the_other_suites(rdf_tests: Path) -> None:
    known = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    assert set(known) == set(ENGINES)
    folders = {name.partition("/")[0] for found in known.values() for name in found}
    assert folders.isdisjoint({"protocol", "graph-store-protocol", "service-description"})


def test_a_server_reads_another_server_s_writes_at_once(pair: tuple[Server, Server]) -> None:
    for number in range(1, 21):
        writer, reader = pair[number % 2], pair[1 - number % 2]
        assert writer.update(f"INSERT DATA {{ <urn:s{number}> <urn:p> {number} }}").status == 204
        assert count(reader) == number
        assert count(writer) == number
    reply = pair[0].query(COUNT, "text/csv")
    assert "etag" not in reply.headers


def test_an_engine_that_is_killed_and_comes_back_gives_no_wrong_answer(
    engine: RunningEngine, tmp_path: Path
) -> None:
    seen: list[tuple[int, str]] = []
    stop = threading.Event()

    def read(server: Server) -> None:
        while not stop.is_set():
            reply = server.query(COUNT, "text/csv")
            seen.append((reply.status, reply.text if reply.status == 200 else ""))
            if reply.status != 200:
                assert int(reply.headers["retry-after"]) >= 1
                time.sleep(0.02)

    with before_engine(engine, tmp_path) as server:
        written = 0
        reader = threading.Thread(target=read, args=(server,))
        reader.start()
        try:
            for _ in range(2):
                before = len(seen)
                for _ in range(10):
                    text = f"INSERT DATA {{ <urn:s{written}> <urn:p> {written} }}"
                    assert server.update(text).status == 204
                    written += 1
                engine.stop(kill=True)
                reply = server.update("INSERT DATA { <urn:lost> <urn:q> 1 }")
                assert reply.status == 503, reply.text
                assert "has not happened" in reply.text
                assert (
                    server.send("GET", server.query_url.replace("sparql", "readyz")).status == 503
                )
                engine.start()
                assert count(server) == written
                assert (
                    server.send("GET", server.query_url.replace("sparql", "readyz")).status == 200
                )
                assert len(seen) > before
        finally:
            stop.set()
            reader.join(PATIENCE)
    statuses = {status for status, _ in seen}
    assert statuses == {200, 503}
    counts = [int(text.split()[1]) for status, text in seen if status == 200]
    assert counts == sorted(counts)
    assert counts[-1] <= written


def test_a_published_dataset_is_answered_as_by_the_embedded_store(
    engine: RunningEngine, built: BuildResult, address: str, tmp_path: Path
) -> None:
    config = ServerConfig(built.folder, **engine.settings)
    lines: list[str] = []
    quads = built.folder / "dataset.nq"
    first = publish(config, [quads], lines.append)
    assert first.written > 300
    assert re.search(r"of \d+ graphs that differ", lines[-1])
    assert publish(config, [quads], lines.append).written == 0
    options = [
        text
        for name, value in engine.settings.items()
        for text in (f"--{name.replace('_', '-')}", str(value))
    ]
    asked = list(resources(quads, ROOT / "queries"))
    some = [item for n, item in enumerate(asked) if n % EVERY == 0 or item[1] == "text/csv"]
    kinds = Counter(media_type for _, media_type in some)
    assert len(some) > 150
    assert min(kinds["text/html"], kinds["application/n-triples"]) > 30
    with serving(built.folder, *options) as other:
        wait_until_indexed(address)
        wait_until_indexed(other)
        found = dict(differing(address, other, some))
        assert found.keys() <= KNOWN.get(engine.kind, frozenset()), found
        for path in ("/search?q=%E6%8A%95%E8%B5%84", "/reconcile?query=%E6%B2%88%E9%98%B3"):
            assert fetched(other, path, "*/*") == fetched(address, path, "*/*")
        with_client(["--endpoint", f"{other}/sparql"], question_to_evidence)


def test_publishing_goes_on_where_it_was_interrupted(engine: RunningEngine, tmp_path: Path) -> None:
    file = tmp_path / "some.nq"
    graphs = [
        f"<urn:s> <urn:p> {n} <urn:g{n}> .\n".replace(f" {n} <", f' "{n}" <') for n in range(9)
    ]
    file.write_text("".join(graphs) + '<urn:s> <urn:p> "d" .\n', encoding="utf-8")
    config = ServerConfig(tmp_path, **engine.settings)
    lines: list[str] = []
    assert publish(config, [file], lines.append).written == 10
    # As an interruption leaves it: a graph without its hash, and one half written.
    engine.update(
        "DELETE WHERE { GRAPH <urn:districtgraph:metadata> "
        "{ <urn:g3> <urn:districtgraph:hash> ?hash } } ;"
        'INSERT DATA { GRAPH <urn:g3> { <urn:half> <urn:p> "x" } '
        'GRAPH <urn:mine> { <a:a> <a:b> "c" } }'
    )
    file.write_text("".join(graphs[:8]) + '<urn:s> <urn:p> "d" .\n', encoding="utf-8")
    assert publish(config, [file], lines.append) == (1, 1, 8)
    with before_engine(engine, tmp_path / "server") as server:
        text = server.query("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "text/csv").text
        rows = text.split()[1:]
    assert rows == [*(f"urn:g{n},urn:s" for n in range(8)), "urn:mine,a:a"]


def test_a_server_whose_engine_is_not_there_yet_begins_and_says_so(
    processes: None, tmp_path: Path
) -> None:
    settings = {"engine": f"http://127.0.0.1:{free_port()}/sparql"}
    away = RunningEngine("sparql", "", [], tmp_path, settings)
    with before_engine(away, tmp_path) as server:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(server.query_url.replace("sparql", "readyz"), timeout=PATIENCE)
        with caught.value as error:
            assert error.code == 503
        assert server.query(COUNT, "text/csv").status == 503
