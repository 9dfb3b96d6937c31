"""What the server promises its clients holds before each engine too, where it is the server's.

An engine that cannot be stopped burns on after the deadline: how soon the others are answered
meanwhile is the engine's, and is not asserted.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.running import ENGINES, Engines, RunningEngine
from tests.faults.catalogue import Hostile, hostile_requests
from tests.faults.exchange import ask, exchange, rows
from tests.faults.health import count_everything
from tests.faults.running_server import RunningServer
from tests.patience import PATIENCE, PATIENT_VARIABLES
from tests.server.counting_listener import CountingListener

pytestmark = pytest.mark.usefixtures("processes")

REFUSED = [
    request
    for request in hostile_requests()
    if all(isinstance(ending, int) and 400 <= ending < 500 for ending in request.expected)
]
"""What no engine is asked: malformed, too large, or a call of another server."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(params=ENGINES)
def engine(engines: Engines, request: pytest.FixtureRequest) -> RunningEngine:
    return engines.empty(str(request.param))


@pytest.fixture
def server(engine: RunningEngine, tmp_path: Path) -> Iterator[RunningServer]:
    settings = PATIENT_VARIABLES | {
        f"DISTRICTGRAPH_{n.upper()}": str(v) for n, v in engine.settings.items()
    }
    running = RunningServer(tmp_path / "store", settings)
    running.start()
    try:
        assert running.load_dense_graph().ending == 204
        yield running
    finally:
        running.stop()


def sent(server: RunningServer, listener: CountingListener, request: Hostile) -> str | None:
    """Send a request; return what is wrong with its answer, or none."""
    outcome = request.send(server.address, listener.url)
    if outcome.ending not in request.expected:
        return f"{request.name}: {outcome}"
    return None


def test_what_is_refused_is_refused_before_every_engine_and_no_other_server_is_called(
    server: RunningServer,
) -> None:
    assert len(REFUSED) >= 29
    assert sum("SERVICE" in (item.text or "") for item in REFUSED) >= 5
    before = count_everything(server)
    with CountingListener() as listener:
        wrong = [found for item in REFUSED if (found := sent(server, listener, item))]
        assert wrong == []
        assert listener.count == 0
    assert count_everything(server) == before


def test_a_query_without_an_end_is_503_at_its_deadline_and_the_next_is_answered(
    server: RunningServer,
) -> None:
    # Neither the engine nor the server's own deadline ends it while it is waited for.
    outcome = ask(server.address, ENDLESS, {"timeout": "1.5"}, patience=PATIENCE / 2)
    assert outcome.ending == 503, str(outcome)
    assert b"deadline" in outcome.body
    assert int(outcome.headers["retry-after"]) >= 1
    found = rows(ask(server.address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert int(found[0]["n"]["value"]) > 1000
    assert exchange(server.address, "GET", "/healthz").ending == 200
