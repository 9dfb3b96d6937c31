"""Connections that are left open for the next request: few, for a short time, each used by one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import httpcore
import pytest

from districtgraph.server.http.outgoing import OutgoingError, ask
from districtgraph.server.http.outgoing_connections import IdleConnections, Watchdog
from tests.patience import PATIENCE, wait_until

pytestmark = pytest.mark.usefixtures("processes")

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Listener:
    """Answers every request, and counts the connections that are open."""

    def __init__(self, listening: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        self.made = 0
        self.open: set[socket.socket] = set()
        self.listening = listening
        self.threads: list[threading.Thread] = []

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                connected, _ = self.listening.accept()
                self.made += 1
                self.open.add(connected)
                thread = threading.Thread(target=self.serve, args=(connected,), daemon=True)
                thread.start()
                self.threads.append(thread)

    def serve(self, connected: socket.socket) -> None:
        with connected, suppress(OSError):
            while connected.recv(65536):
                connected.sendall(ANSWER)
        self.open.discard(connected)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Listener(listening)
        accepting = threading.Thread(target=made.accept, daemon=True)
        accepting.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join(PATIENCE)
        for thread in made.threads:
            thread.join(PATIENCE)


def get(address: str, idle: IdleConnections, watchdog: Watchdog | None = None) -> bytes:
    with ask(
        "GET", address, {}, wait=PATIENCE, idle=idle, fresh=False, watchdog=watchdog
    ) as response:
        return response.read()


def test_only_the_permitted_number_of_connections_stays_open(listener: Listener) -> None:
    idle = IdleConnections(2, PATIENCE)

    def several(depth: int) -> None:
        with ask("GET", listener.address, {}, wait=PATIENCE, idle=idle, fresh=False) as response:
            if depth:
                several(depth - 1)
            assert response.read() == b"ok"

    several(4)
    assert listener.made == 5
    assert len(idle) == 2
    wait_until(lambda: len(listener.open) == 2)
    idle.close()
    wait_until(lambda: not listener.open)


def test_an_idle_one_is_closed_when_its_time_is_over(listener: Listener) -> None:
    idle = IdleConnections(2, 0.05)
    assert get(listener.address, idle) == b"ok"
    wait_until(lambda: not len(idle) and not listener.open)
    assert get(listener.address, idle) == b"ok"
    assert listener.made == 2
    idle.close()


def test_a_connection_that_the_server_closed_is_not_reused(listener: Listener) -> None:
    idle = IdleConnections(2, PATIENCE)
    assert get(listener.address, idle) == b"ok"
    for connected in list(listener.open):
        connected.shutdown(socket.SHUT_RDWR)
    wait_until(lambda: not listener.open)
    assert get(listener.address, idle) == b"ok"
    assert listener.made == 2
    idle.close()


def test_another_server_gets_a_connection_of_its_own(listener: Listener) -> None:
    idle = IdleConnections(4, PATIENCE)
    assert get(listener.address, idle) == b"ok"
    assert idle.take(httpcore.URL("http://127.0.0.1:9/").origin) is None
    assert len(idle) == 1
    idle.close()


def test_the_end_of_a_request_s_time_is_nothing_to_the_next_on_its_connection(
    listener: Listener,
) -> None:
    idle = IdleConnections(2, PATIENCE)
    with Watchdog(PATIENCE) as watchdog:
        assert get(listener.address, idle, watchdog) == b"ok"
        watchdog.seconds = 0
        watchdog._expire()
        assert len(idle) == 1
        assert get(listener.address, idle) == b"ok"
    assert listener.made == 1
    idle.close()


def test_an_expired_connection_is_closed(listener: Listener) -> None:
    idle = IdleConnections(2, PATIENCE)
    with (
        Watchdog(PATIENCE) as watchdog,
        pytest.raises(OutgoingError),
        ask("GET", listener.address, {}, wait=PATIENCE, idle=idle, watchdog=watchdog) as response,
    ):
        assert response.read() == b"ok"
        watchdog._expire()
    assert len(idle) == 0
    idle.close()


def test_a_connection_returned_after_closing_is_closed(listener: Listener) -> None:
    idle = IdleConnections(2, PATIENCE)
    with ask("GET", listener.address, {}, wait=PATIENCE, idle=idle) as response:
        idle.close()
        assert response.read() == b"ok"
    wait_until(lambda: not listener.open)
    assert len(idle) == 0
