"""Connections to other servers: each has one request at a time, and may be left open for the next.

The server may close an idle connection at any time. This is usually, but not always, noticed before
the connection is used again. So requests that must not be repeated use a new connection.
"""

import socket
import ssl
import threading
import time
from collections import deque
from contextlib import suppress
from typing import Any, Protocol, Self

import httpcore

__all__ = ["IdleConnections", "OutgoingConnection", "Shutting", "Watchdog"]


class Shutting(Protocol):
    """A connection, reduced to the method that ends it."""

    def shutdown(self, how: int, /) -> object:
        """End both directions, as `socket.socket.shutdown` does."""


class Watchdog:
    """Shuts a connection when its time is over.

    A timeout of the socket bounds each read, even of a single byte; this bounds the exchange.

    Args:
        seconds: from now on.

    """

    def __init__(self, seconds: float) -> None:
        self.expired = threading.Event()
        self.seconds = seconds
        self._connected: Shutting | None = None
        self._lock = threading.Lock()
        self._end = time.monotonic() + seconds
        self._timer = threading.Timer(max(seconds, 0), self._expire)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._end - time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether the time is over, even if the timer's thread has not had its turn yet."""
        return self.expired.is_set() or self.left <= 0

    def guard(self, connected: Shutting) -> None:
        """Shut this connection, instead of an earlier one, when the time is over, which may be now.

        This needs a duplicate of the socket's descriptor, since TLS takes the original.
        """
        with self._lock:
            self._let_go()
            self._connected = connected.dup() if isinstance(connected, socket.socket) else connected
            if self.expired.is_set():
                self._shut()

    def release(self) -> None:
        """Stop guarding the connection, since others may use it now."""
        with self._lock:
            self._let_go()

    def cancel(self) -> None:
        """Stop guarding the connection, and wait until the timer's thread has ended."""
        self._timer.cancel()
        self._timer.join()
        self.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()

    def join(self) -> None:
        """Wait until the time is over and the connection shut."""
        self._timer.join()

    def _expire(self) -> None:
        # Set the flag first: the reader of the ended connection then checks it for the reason.
        self.expired.set()
        with self._lock:
            self._shut()

    def _shut(self) -> None:
        if self._connected is not None:
            with suppress(OSError):
                self._connected.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        connected, self._connected = self._connected, None
        if isinstance(connected, socket.socket):
            connected.close()


class _Connector(httpcore.NetworkBackend):
    """Connects to a given address instead of looking the name up, under a watchdog.

    TLS and the Host header still use the name.
    """

    def __init__(self, address: str | None) -> None:
        self._tcp = httpcore.SyncBackend()
        self._address = address
        self._socket: socket.socket | None = None
        self.watchdog: Watchdog | None = None

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *options: Any, **named: Any
    ) -> httpcore.NetworkStream:
        stream = self._tcp.connect_tcp(self._address or host, port, timeout, *options, **named)
        # A separate descriptor, since TLS takes the other one: a later watchdog guards it.
        self._socket = stream.get_extra_info("socket").dup()
        self.guarded_by(self.watchdog)
        return stream

    def guarded_by(self, watchdog: Watchdog | None) -> None:
        self.watchdog = watchdog
        if watchdog is not None and self._socket is not None:
            watchdog.guard(self._socket)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()


class OutgoingConnection:
    """A connection to another server, made by the first request.

    Args:
        origin: the server's scheme, name and port.
        address: is connected to; None to look the name up.
        tls: the certificates that are trusted; None for a connection without TLS.

    """

    def __init__(
        self, origin: httpcore.Origin, address: str | None, tls: ssl.SSLContext | None
    ) -> None:
        self.origin = origin
        self._connector = _Connector(address)
        self._http = httpcore.HTTPConnection(origin, tls, network_backend=self._connector)

    @property
    def http(self) -> httpcore.HTTPConnection:
        """The HTTP connection, which sends one request at a time."""
        return self._http

    @property
    def reusable(self) -> bool:
        """Whether its last answer was read to the end, and its server has not closed it."""
        return self._http.is_idle() and not self._http.has_expired()

    def guarded_by(self, watchdog: Watchdog | None) -> None:
        """Let a watchdog shut it when the time is over."""
        self._connector.guarded_by(watchdog)

    def close(self) -> None:
        """Close it, even during a request."""
        self._http.close()
        self._connector.close()


class IdleConnections:
    """Idle connections for later requests; all methods may be called by any thread.

    Args:
        most: the most open connections; of more, the one idle longest is closed.
        seconds: the seconds for which one remains open.

    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._lock = threading.Lock()
        self._idle: deque[tuple[float, OutgoingConnection]] = deque()
        self._timer: threading.Timer | None = None
        self._closed = False
        self._tls: ssl.SSLContext | None = None

    def __len__(self) -> int:
        with self._lock:
            return len(self._idle)

    def tls(self) -> ssl.SSLContext:
        """Return the certificates that this machine trusts, which are read once."""
        with self._lock:
            if self._tls is None:
                self._tls = ssl.create_default_context()
            return self._tls

    def take(self, origin: httpcore.Origin) -> OutgoingConnection | None:
        """Return the connection to a server that was used last; None if there is none."""
        with self._lock:
            found, self._idle = self._idle, deque()
            for since, connection in found:
                if connection.reusable:
                    self._idle.append((since, connection))
                else:
                    connection.close()
            for place in range(len(self._idle) - 1, -1, -1):
                connection = self._idle[place][1]
                if connection.origin == origin:
                    del self._idle[place]
                    return connection
        return None

    def give_back(self, connection: OutgoingConnection) -> None:
        """Leave a connection open for the next request, or close it if it cannot be reused."""
        with self._lock:
            if self._closed or not connection.reusable:
                connection.close()
                return
            self._idle.append((time.monotonic(), connection))
            if len(self._idle) > self._most:
                self._idle.popleft()[1].close()
            self._close_in_time()

    def _close_in_time(self) -> None:
        if self._timer is None and self._idle:
            left = self._idle[0][0] + self._seconds - time.monotonic()
            self._timer = threading.Timer(max(left, 0), self._close_old)
            self._timer.daemon = True
            self._timer.start()

    def _close_old(self) -> None:
        with self._lock:
            self._timer = None
            while self._idle and time.monotonic() - self._idle[0][0] >= self._seconds:
                self._idle.popleft()[1].close()
            self._close_in_time()

    def close(self) -> None:
        """Close all; connections in use are closed when they are given back."""
        with self._lock:
            self._closed = True
            timer, self._timer = self._timer, None
            while self._idle:
                self._idle.popleft()[1].close()
        if timer is not None:
            timer.cancel()
            timer.join()
