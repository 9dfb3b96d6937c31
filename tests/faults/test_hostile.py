"""Requests that mean harm: each ends as promised and in time, and the next one is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.counting_listener import CountingListener

from .catalogue import Hostile, hostile_requests
from .exchange import Outcome, ask, rows
from .generators import GENERATORS
from .health import PROMPT, count_everything, fastest_lookup
from .lateness import TooLateError, assert_within
from .process_tree import tree, wait_until_quiet
from .running_server import DEADLINE, GRACE, PUBLISHING, RunningServer, serving_dense_graph

pytestmark = pytest.mark.alone

REQUESTS = hostile_requests()
ERRORS = ("text/plain", "application/problem+json")
CUT_LATE = b"was cut at its deadline"


@pytest.fixture(scope="module")
def listener() -> Iterator[CountingListener]:
    with CountingListener() as counting:
        yield counting


def test_the_catalogue_is_large_and_names_each_request_once() -> None:
    assert len(REQUESTS) >= 100
    assert len({request.name for request in REQUESTS}) == len(REQUESTS)
    assert {request.generator for request in REQUESTS if request.generator} == set(GENERATORS)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.name)
def test_a_hostile_request_ends_as_promised_and_the_next_one_is_answered(
    server: RunningServer, listener: CountingListener, request_: Hostile
) -> None:
    before = count_everything(server)
    top = server.pid

    outcome = request_.send(server.address, listener.url)

    written = outcome.ending in (200, 201, 204) and request_.kind in ("update", "graph")
    if written:
        restored = server.load_dense_graph()
        assert restored.ending == 204, str(restored)
    if outcome.ending == 503 and 503 not in request_.expected and CUT_LATE in outcome.body:
        # A busy machine; a server that is too slow for it is so each time.
        raise TooLateError(str(outcome))
    assert outcome.ending in request_.expected, str(outcome)
    check_the_answer(request_, outcome)
    assert listener.count == 0
    assert count_everything(server) == before, "what failed has left something behind"
    most = request_.deadline + GRACE + (PUBLISHING if written else 0)
    assert_within(most, outcome.seconds, outcome)
    assert_within(PROMPT, fastest_lookup(server), "a lookup afterwards")
    assert top in tree(server.pid)


@pytest.mark.usefixtures("processes")
def test_a_result_that_is_too_large_before_its_first_byte_has_a_status(
    tmp_path: Path,
) -> None:
    """A result that fits into one message is not sent in pieces: here none may be that large."""
    settings = {"DISTRICTGRAPH_MAX_RESULT": "50000"}
    with serving_dense_graph(tmp_path / "store", settings) as bounded:
        outcome = ask(bounded.address, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert outcome.ending == 507, str(outcome)
        assert b"50,000 bytes" in outcome.body
        assert_within(DEADLINE + GRACE, outcome.seconds, outcome)
        assert_within(PROMPT, fastest_lookup(bounded), "a lookup afterwards")


def check_the_answer(request: Hostile, outcome: Outcome) -> None:
    """A complete answer is whole and right; a refusal says why, and gives away nothing inside."""
    if outcome.ending == 200 and request.rows is not None:
        assert len(rows(outcome)) == request.rows
    if isinstance(outcome.ending, int) and outcome.ending >= 400:
        assert outcome.headers.get("content-type", "").startswith(ERRORS), outcome.headers
        assert len(outcome.body) > 10, "no explanation"
        assert len(outcome.body) < 5000, "an explanation that nobody reads"
        assert b"Traceback" not in outcome.body
        assert b"root:" not in outcome.body
    if outcome.ending == 503:
        assert int(outcome.headers["retry-after"]) >= 0


def test_after_all_of_it_no_process_is_busy(server: RunningServer) -> None:
    shares = wait_until_quiet(server.pid)
    assert max(shares.values()) <= 0.1, shares
    assert len(shares) > 1, "the workers are gone"
