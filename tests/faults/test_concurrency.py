"""Many at once: runaways beside lookups, more than the queue holds, a runaway update."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from statistics import median

import pytest

from .exchange import Outcome, ask, rows, update
from .generators import in_list, insert_data
from .health import PROMPT, fastest_lookup, lookup
from .lateness import assert_within
from .process_tree import wait_until_quiet
from .raw_requests import connect, query_request
from .running_server import DEADLINE, GRACE, LONGEST, RunningServer, serving_dense_graph

pytestmark = [pytest.mark.alone, pytest.mark.usefixtures("processes")]

RUNAWAYS = 8
EVERYBODY = 24


def runaway(number: int) -> str:
    """An endless query, different from the others so that none shares an answer."""
    return f"SELECT (COUNT(*) AS ?n{number}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"


def memory_bomb(number: int) -> str:
    return f"SELECT ?a{number} ?b ?f ?i {{ ?a{number} ?b ?c . ?d ?e ?f . ?g ?h ?i }} ORDER BY ?i ?f"


@pytest.fixture(scope="module")
def narrow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Two workers, and two places to wait for them."""
    settings = {"DISTRICTGRAPH_WORKERS": "2", "DISTRICTGRAPH_QUEUE": "2"}
    with serving_dense_graph(tmp_path_factory.mktemp("narrow") / "store", settings) as running:
        yield running


@pytest.mark.parametrize("make", [runaway, memory_bomb])
def test_eight_runaways_at_once_and_lookups_are_answered(
    server: RunningServer, make: Callable[[int], str]
) -> None:
    with ThreadPoolExecutor(RUNAWAYS) as clients:
        asked = [clients.submit(ask, server.address, make(n)) for n in range(RUNAWAYS)]
        seconds = [lookup(server).seconds for _ in until_done(asked)]
    for outcome in (future.result() for future in asked):
        assert outcome.ending == 503, str(outcome)
        assert_within(DEADLINE + GRACE, outcome.seconds, outcome)
    # One may have to wait for a new worker's start, beside eight processes at work; not most.
    assert_within(PROMPT, median(seconds), "most lookups")
    assert_within(DEADLINE, max(seconds), "the slowest lookup")


@pytest.mark.parametrize(
    ("send", "text"),
    [(ask, in_list(500_000)), (update, insert_data(200_000))],
    ids=["query", "update"],
)
def test_megabytes_of_text_stop_nobody(
    server: RunningServer, send: Callable[[str, str], Outcome], text: str
) -> None:
    with ThreadPoolExecutor(1) as clients:
        asked = [clients.submit(send, server.address, text)]
        seconds = [lookup(server).seconds for _ in until_done(asked)]
    assert asked[0].result().ending in (200, 204, 503)
    update(server.address, "CLEAR SILENT GRAPH <http://example.org/scratch>")
    assert_within(DEADLINE / 2, max(seconds), "the slowest lookup")


def until_done(asked: list["Future[Outcome]"]) -> Iterator[None]:
    while not all(future.done() for future in asked):
        time.sleep(0.02)
        yield


def test_requests_beyond_the_queue_get_a_503_at_once(
    narrow_server: RunningServer,
) -> None:
    with ThreadPoolExecutor(EVERYBODY) as clients:
        asked = [clients.submit(ask, narrow_server.address, runaway(n)) for n in range(EVERYBODY)]
    outcomes = [future.result() for future in asked]
    assert {outcome.ending for outcome in outcomes} == {503}, [str(o) for o in outcomes]
    assert all(int(outcome.headers["retry-after"]) >= 0 for outcome in outcomes)
    seconds = sorted(outcome.seconds for outcome in outcomes)
    assert_within(DEADLINE / 2, seconds[EVERYBODY - 5], "a refusal for which there is no place")
    # The time for which a query waits is part of its own.
    assert_within(DEADLINE + GRACE, seconds[-1], "the latest refusal")
    assert_within(PROMPT, fastest_lookup(narrow_server), "a lookup afterwards")


def test_hang_ups_leave_room_for_others(narrow_server: RunningServer) -> None:
    for number in range(10):
        with connect(narrow_server.address) as connection:
            connection.sendall(query_request(runaway(number), timeout=f"{LONGEST:g}"))
            time.sleep(0.1)
    begun = time.monotonic()
    assert max(wait_until_quiet(narrow_server.pid).values()) <= 0.1
    # Before the first of them would have come to its own deadline.
    assert_within(LONGEST - 2, time.monotonic() - begun, "the end of what nobody waits for")
    assert_within(PROMPT, fastest_lookup(narrow_server), "a lookup afterwards")


def test_a_runaway_update_stops_no_reader_and_the_next_update_is_taken(
    server: RunningServer,
) -> None:
    endless = (
        "INSERT { GRAPH <http://example.org/scratch> { ?a ?b ?l } } WHERE { "
        "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l "
        "FILTER(STRLEN(CONCAT(STR(?a), STR(?f), STR(?i), STR(?l))) > 1000) }"
    )
    with ThreadPoolExecutor(1) as clients:
        asked = [clients.submit(update, server.address, endless)]
        seconds = [lookup(server).seconds for _ in until_done(asked)]
    outcome = asked[0].result()
    assert outcome.ending == 503, str(outcome)
    assert_within(DEADLINE + GRACE, outcome.seconds, outcome)
    assert_within(DEADLINE, max(seconds), "the slowest lookup")

    triple = "<http://example.org/after> <http://example.org/p> 1"
    taken = update(server.address, f"INSERT DATA {{ {triple} }}")
    assert taken.ending in (200, 204), str(taken)
    seen = ask(server.address, "SELECT ?o { <http://example.org/after> ?p ?o }")
    assert len(rows(seen)) == 1
    update(server.address, f"DELETE DATA {{ {triple} }}")
