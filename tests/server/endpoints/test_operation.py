"""The operator's view of a server: its logs, its metrics, and its end."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.live_server import serving_store
from tests.patience import PATIENCE, wait_until
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

TOKEN = "an-operator-s-token"
TEN = "(1) (2) (3) (4) (5) (6) (7) (8) (9) (10)"
ASKED = f"query={quote('ASK { ?s ?p 1 # 区')}%0A}}"
LETTERS = "abcdefghijkl"


def product(of: int) -> str:
    """A query of 10 to some power rows, which takes its time and little memory."""
    values = " ".join(f"VALUES (?{letter}) {{ {TEN} }}" for letter in LETTERS[:of])
    return f"SELECT (COUNT(*) AS ?n) {{ {values} }}"


@dataclass(frozen=True)
class Observed:
    """A server with both logs."""

    client: HttpClient
    access: Path
    queries: Path


def entry(log: Path, **facts: object) -> dict[str, Any]:
    """The last entry with these facts; it is written when its response has been sent."""

    def last() -> dict[str, Any] | None:
        for line in reversed(log.read_text(encoding="utf-8").splitlines()):
            found: dict[str, Any] = json.loads(line)
            if facts.items() <= found.items():
                return found
        return None

    return wait_until(last, f"a line with {facts}")


@pytest.fixture(scope="module")
def observed(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observed]:
    folder = tmp_path_factory.mktemp("observed")
    access, queries = folder / "access.log", folder / "query.log"
    logs = ("--access-log", str(access), "--query-log", str(queries))
    with serving_store(folder / "store", *logs, token=TOKEN) as address:
        yield Observed(HttpClient(address, TOKEN), access, queries)


def test_each_request_is_a_line_of_the_access_log(observed: Observed) -> None:
    reply = observed.client.get("/nothing-of-the-kind")
    observed.client.get(f"/sparql?{ASKED}")
    page = entry(observed.access, method="GET", path="/nothing-of-the-kind")
    assert (page["status"], page["bytes"]) == (404, len(reply.body))
    query = entry(observed.access, path="/sparql", query=ASKED)
    assert (query["status"], query["client"]) == (200, "127.0.0.1")
    assert query["milliseconds"] > 0


def test_each_operation_is_a_line_of_the_query_log(observed: Observed) -> None:
    observed.client.update('INSERT DATA { <http://x/a> <http://x/p> "区", "县" }')
    text = "SELECT * { ?s <http://x/p> ?o }"
    observed.client.get(f"/sparql?query={quote(text)}")
    update = entry(observed.queries, operation="update", status=204)
    assert update["token"] == "DISTRICTGRAPH_WRITE_TOKEN"
    query = entry(observed.queries, operation="query", text=text)
    assert (query["rows"], query["generation"]) == (2, update["generation"])


def test_log_and_metrics_say_which_client_was_cut_off_and_why(observed: Observed) -> None:
    reply = observed.client.get(f"/sparql?timeout=0.3&query={quote(product(12))}")
    assert reply.status == 503
    assert entry(observed.queries, text=product(12))["cut"] == "deadline"
    assert metric(observed, 'districtgraph_cut_total{reason="deadline"}') >= 1


def test_requests_are_counted_by_route_and_status(observed: Observed) -> None:
    name = 'districtgraph_requests_total{route="pages",status="404"}'
    observed.client.get("/no-page")
    entry(observed.access, path="/no-page")
    before = metric(observed, name)
    observed.client.get("/no-other-page")
    entry(observed.access, path="/no-other-page")
    assert metric(observed, name) == before + 1


def test_no_log_holds_the_token(observed: Observed) -> None:
    observed.client.update("CLEAR DEFAULT")
    assert entry(observed.queries, text="CLEAR DEFAULT")["status"] == 204
    assert TOKEN not in observed.access.read_text(encoding="utf-8")
    assert TOKEN not in observed.queries.read_text(encoding="utf-8")


def metric(observed: Observed, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (.+)$", observed.client.get("/metrics").text, re.M)
    assert found, name
    return float(found.group(1))


class Held(BaseHTTPRequestHandler):
    """Another server, which answers a query when it may."""

    asked = threading.Event()
    may_answer = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        Held.asked.set()
        Held.may_answer.wait(PATIENCE)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
        )

    def log_message(self, *_: object) -> None:
        return


def listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.usefixtures("processes")
def test_a_server_that_is_ended_answers_first_what_it_was_asked(tmp_path: Path) -> None:
    """The query ends as soon as the server listens no more, which is long before it must have."""
    with HTTPServer(("127.0.0.1", 0), Held) as other, ThreadPoolExecutor(3) as threads:
        threads.submit(other.handle_request)
        host = f"127.0.0.1:{other.server_port}"
        query = f"SELECT ?x {{ SERVICE <http://{host}/> {{ ?x ?p ?o }} }}"
        try:
            with serving_store(
                tmp_path / "store", "--federation-hosts", host,
                "--federation-timeout", f"{PATIENCE:g}",
            ) as address:  # fmt: skip
                target = f"/sparql?query={quote(query)}"
                running = threads.submit(HttpClient(address).get, target, "text/csv")
                assert Held.asked.wait(PATIENCE)

                def answer_at_the_end() -> None:
                    wait_until(lambda: not listens(address))
                    assert not running.done()
                    Held.may_answer.set()

                ending = threads.submit(answer_at_the_end)
            # The server has been sent SIGTERM while the query ran.
            ending.result()
            reply = running.result()
        finally:
            Held.may_answer.set()
    assert (reply.status, reply.text.split()) == (200, ["x", "1"])
