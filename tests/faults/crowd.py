"""Many connections of one misbehaviour, in a process of their own.

Of their own, so that what they cost does not slow the healthy client that is measured beside them;
and that process gives way to the server's, as a client on another machine would.
"""

import os
import select
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.synchronize import Event
from typing import Final
from urllib.parse import urlsplit

from tests.commands import fork_server
from tests.patience import PATIENCE

from .misbehaviours import Misbehaviour
from .routes import RouteRequest

__all__ = ["OTHER_SOURCES", "RATE", "SOURCES", "Crowd", "crowded", "open_connection", "reset"]

OTHER_SOURCES: Final = ("127.0.0.2", "127.0.0.3")
SOURCES: Final = ("127.0.0.1", *OTHER_SOURCES)
"""Addresses that clients come from; the first is the healthy client's."""
_TICK: Final = 0.2
RATE: Final = 40.0
"""Connections of a crowd that are begun in a second, if nothing else is asked for."""
_FIRST_BYTES: Final = 1.0
"""Seconds for which a client waits that leaves within its answer."""
_CONNECT: Final = 2.0
_GONE: Final = select.POLLRDHUP | select.POLLERR | select.POLLHUP
_END: Final = 30.0
_NICENESS: Final = 5
_LINGER_NOT: Final = struct.pack("ii", 1, 0)


def open_connection(
    address: str, receive_buffer: int | None = None, source: str = SOURCES[0]
) -> socket.socket:
    """Connect; with a receive buffer that is set before, as it must be to count.

    Raises:
        OSError: the server takes no connection.

    """
    parts = urlsplit(address)
    connection = socket.socket()
    try:
        if receive_buffer is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        # Else a bind takes one of the ports of this machine for good, and they are soon used up.
        connection.setsockopt(socket.IPPROTO_IP, socket.IP_BIND_ADDRESS_NO_PORT, 1)
        connection.bind((source, 0))
        connection.settimeout(_CONNECT)
        connection.connect((parts.hostname, parts.port))
    except OSError:
        connection.close()
        raise
    return connection


def reset(connection: socket.socket) -> None:
    """Close a connection by RST: data that was sent but not read is lost."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    connection.close()


class Crowd:
    """The connections of one misbehaviour.

    Args:
        address: the server's.
        misbehaviour: the behaviour of each.
        requests: their requests, in turn.
        sources: the addresses that they come from, in turn.
        rate: most connections that are begun in a second by those that ask for something. More
            would only be more than two cores can answer, were all of them proper requests.

    """

    def __init__(
        self,
        address: str,
        misbehaviour: Misbehaviour,
        requests: Sequence[RouteRequest],
        sources: Sequence[str] = SOURCES,
        rate: float = RATE,
    ) -> None:
        self._address = address
        self._misbehaviour = misbehaviour
        self._requests = tuple(requests)
        self._sources = tuple(sources)
        self._open: dict[int, socket.socket] = {}
        self._turn = 0
        self._rate = rate
        self._allowed = 1.0
        self._stepped: float | None = None
        self.begun = 0
        """Connections made so far."""

    @property
    def connected(self) -> int:
        """The number of connections that the server has not closed yet."""
        self._drop_those_closed()
        return len(self._open)

    def step(self) -> None:
        """Open missing connections, drip, leave: one step of the misbehaviour."""
        self._drop_those_closed()
        fresh = []
        wanting = self._misbehaviour.connections - len(self._open)
        for _ in range(min(wanting, self._allowance()) if self._misbehaviour.asks else wanting):
            if (connection := self._begin()) is None:
                break
            self._open[connection.fileno()] = connection
            fresh.append(connection)
        if self._misbehaviour.waits_for != "nothing":
            self._wait_for_answers(fresh)
        if self._misbehaviour.leaving != "stays":
            self.leave()
        self._drip()

    def _allowance(self) -> int:
        """Return how many may begin now; unused ones expire, except for a fraction."""
        now = time.monotonic()
        passed = 0.0 if self._stepped is None else now - self._stepped
        self._stepped = now
        allowed = self._allowed + passed * self._rate
        self._allowed = allowed % 1
        return int(allowed)

    def _begin(self) -> socket.socket | None:
        request = self._requests[self._turn % len(self._requests)]
        # Each request comes from each address: another one after every round of the requests.
        rounds = self._turn // len(self._requests)
        source = self._sources[(self._turn + rounds) % len(self._sources)]
        self._turn += 1
        try:
            connection = open_connection(self._address, self._misbehaviour.receive_buffer, source)
        except OSError:
            return None
        self.begun += 1
        connection.setblocking(False)
        # Data that is not accepted at once is not sent: the pipeline then pauses.
        with suppress(OSError):
            connection.send(self._misbehaviour.says(request))
        return connection

    def _wait_for_answers(self, connections: list[socket.socket]) -> None:
        waiting = select.poll()
        for connection in connections:
            waiting.register(connection, select.POLLIN)
        left = {each.fileno() for each in connections}
        until = time.monotonic() + _FIRST_BYTES
        while left and (seconds := until - time.monotonic()) > 0:
            for number, _event in waiting.poll(seconds * 1000):
                waiting.unregister(number)
                left.discard(number)
                self._read(self._open[number])

    def _read(self, connection: socket.socket) -> None:
        size = 1 if self._misbehaviour.waits_for == "its first bytes" else 65536
        with suppress(OSError):
            connection.recv(size)

    def _drip(self) -> None:
        if self._misbehaviour.drips:
            for connection in self._open.values():
                with suppress(OSError):
                    connection.send(self._misbehaviour.drips)

    def _drop_those_closed(self) -> None:
        """Close what the server has closed, without reading anything."""
        watching = select.poll()
        for number in self._open:
            watching.register(number, _GONE)
        for number, _event in watching.poll(0):
            self._open.pop(number).close()

    def leave(self) -> None:
        """End all connections."""
        for connection in self._open.values():
            if self._misbehaviour.leaving == "resets":
                reset(connection)
            else:
                connection.close()
        self._open.clear()


def _run(crowds: Sequence[Crowd], started: Event, stop: Event) -> None:
    os.nice(_NICENESS)
    parent = os.getppid()
    while not stop.wait(_TICK) and os.getppid() == parent:
        for crowd in crowds:
            crowd.step()
        started.set()
    for crowd in crowds:
        crowd.leave()


@contextmanager
def crowded(*crowds: Crowd) -> Iterator[None]:
    """Let crowds misbehave until the block's end, in a process of their own.

    Raises:
        TimeoutError: they do not start.

    """
    started, stop = fork_server().Event(), fork_server().Event()
    process = fork_server().Process(target=_run, args=(crowds, started, stop), daemon=True)
    process.start()
    try:
        if not started.wait(PATIENCE):
            raise TimeoutError("the clients that misbehave did not start")
        yield
    finally:
        stop.set()
        process.join(_END)
        if process.is_alive():
            process.kill()
            process.join()
