"""Clients that mean harm: bytes out of order, slow senders, readers of nothing, hang-ups."""

import selectors
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from .exchange import BROKEN, CUT
from .health import (
    PROMPT,
    busy_workers,
    fastest_lookup,
    lookup,
    seconds_until_no_worker_is_busy,
)
from .lateness import assert_within
from .process_tree import busy_share, memory_bytes, wait_until_quiet
from .raw_requests import RAW_REQUESTS, connect, query_request, read_outcome, send_raw
from .running_server import DEADLINE, GRACE, LONGEST, RunningServer

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.alone]

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATIENCE_WITH_THE_SLOW = 20.0
IDLE = 0.1
TOLD_TO_GO = (408, CUT)
AT_ONCE = 1.0
"""Seconds in which a worker is freed whose client has gone: long before its query's own end."""
MEBIBYTE = 1024 * 1024


@contextmanager
def connections(server: RunningServer, number: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(connect(server.address)) for _ in range(number)]


@pytest.mark.parametrize("name", RAW_REQUESTS)
def test_bytes_that_no_client_sends_are_refused(server: RunningServer, name: str) -> None:
    make, expected = RAW_REQUESTS[name]
    outcome = send_raw(server.address, make())
    assert outcome.ending in expected, str(outcome)
    assert b"root:" not in outcome.body
    assert_within(PROMPT, fastest_lookup(server), "a lookup")


SLOW_SENDERS = {
    "header": (b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"x"),
    "query": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 1000\r\n\r\nSELECT",
        b" ",
    ),
    "document": (
        b"PUT /store?graph=http://example.org/slow HTTP/1.1\r\nHost: x\r\n"
        b"Authorization: Bearer secret\r\nContent-Type: application/n-triples\r\n"
        b"Content-Length: 1000\r\n\r\n#",
        b"#",
    ),
}
"""By what they send slowly: the bytes that they send at once, and the one that they repeat."""


def drip(
    server: RunningServer, slow: list[tuple[socket.socket, bytes]]
) -> tuple[list[socket.socket], float]:
    """Send a byte a time; return who is still waited for at last, and the slowest lookup."""
    selector = selectors.DefaultSelector()
    for connection, _ in slow:
        selector.register(connection, selectors.EVENT_READ)
    waited_for, slowest = slow, 0.0
    give_up = time.monotonic() + PATIENCE_WITH_THE_SLOW
    while waited_for and time.monotonic() < give_up:
        # Readable is who has an answer, or a connection that was closed: both are the end.
        answered = {key.fd for key, _ in selector.select(timeout=0.2)}
        for number in answered:
            # Who has ended would end each pause at once, and the others would send quickly.
            selector.unregister(number)
        waited_for = [each for each in waited_for if each[0].fileno() not in answered]
        waited_for = [each for each in waited_for if takes(*each)]
        slowest = max(slowest, fastest_lookup(server))
    return [connection for connection, _ in waited_for], slowest


def takes(connection: socket.socket, byte: bytes) -> bool:
    try:
        connection.sendall(byte)
    except OSError:
        return False
    return True


def test_those_who_send_a_byte_at_a_time_are_dropped_and_slow_nobody(
    server: RunningServer,
) -> None:
    """All kinds at once, each on many connections: what is waited for is the same time."""
    with ExitStack() as stack:
        groups = {name: stack.enter_context(connections(server, 40)) for name in SLOW_SENDERS}
        slow = []
        for name, (start, endless) in SLOW_SENDERS.items():
            for connection in groups[name]:
                connection.sendall(start)
                slow.append((connection, endless))
        left, slowest = drip(server, slow)
        for name, group in groups.items():
            late = set(group).intersection(left)
            assert not late, f"{name}: {len(late)} of {len(group)} are waited for still"
            endings = {read_outcome(connection, patience=2).ending for connection in group}
            assert endings <= set(TOLD_TO_GO), name
    assert_within(PROMPT, slowest, "the slowest lookup")


def test_hundreds_who_connect_and_say_nothing_slow_nobody(server: RunningServer) -> None:
    with connections(server, 300):
        assert_within(PROMPT, fastest_lookup(server), "a lookup")
    assert_within(PROMPT, fastest_lookup(server), "a lookup")


def test_a_client_that_hangs_up_within_its_body_leaves_nothing_behind(
    server: RunningServer,
) -> None:
    for _ in range(50):
        with connect(server.address) as connection:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                b"Content-Type: application/sparql-query\r\n\r\nSELECT"
            )
    assert_within(PROMPT, fastest_lookup(server), "a lookup")
    assert max(busy_share(server.pid).values()) <= IDLE


def test_a_client_that_hangs_up_during_a_query_frees_its_worker(server: RunningServer) -> None:
    with connections(server, 12) as hasty:
        for connection in hasty:
            connection.sendall(query_request(RUNAWAY, timeout=f"{LONGEST:g}"))
        give_up = time.monotonic() + LONGEST
        while busy_workers(server) <= 1:
            assert time.monotonic() < give_up, "nothing ran"
    freed = seconds_until_no_worker_is_busy(server, LONGEST)
    assert_within(AT_ONCE, freed, "the end of all work")
    assert_within(PROMPT, fastest_lookup(server), "a lookup")
    # Nor does a process go on that the server has forgotten.
    assert max(wait_until_quiet(server.pid, patience=2).values()) <= IDLE


def test_a_client_that_hangs_up_during_a_result_frees_its_worker(server: RunningServer) -> None:
    with connections(server, 8) as hasty:
        for connection in hasty:
            connection.sendall(query_request(FLOOD, timeout=f"{LONGEST:g}"))
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        assert busy_workers(server) > 1, "nothing ran"
    freed = seconds_until_no_worker_is_busy(server, LONGEST)
    assert_within(AT_ONCE, freed, "the end of all work")
    assert_within(PROMPT, fastest_lookup(server), "a lookup")


def test_a_client_that_reads_nothing_of_a_large_result_is_cut_off_and_costs_little(
    server: RunningServer,
) -> None:
    before = memory_bytes(server.pid)
    with connections(server, 8) as idle:
        for connection in idle:
            connection.sendall(query_request(FLOOD))
        started = time.monotonic()
        while time.monotonic() < started + DEADLINE:
            assert_within(DEADLINE, lookup(server).seconds, "a lookup")
            assert memory_bytes(server.pid) - before < 600 * MEBIBYTE
        freed = seconds_until_no_worker_is_busy(server, LONGEST)
        assert_within(GRACE, freed, "the end of all work")
        with ThreadPoolExecutor(len(idle)) as readers:
            read = [readers.submit(read_outcome, connection, 10) for connection in idle]
        endings = {future.result().ending for future in read}
    assert endings <= {BROKEN, CUT, 503}
    assert_within(PROMPT, fastest_lookup(server), "a lookup")
