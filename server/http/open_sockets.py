"""Finds this process's sockets, and limits how long a client may refuse to read.

The HTTP server opens its listening socket itself, and buffers what a client does not read for as
long as the client likes. The kernel ends such a connection if a socket option says so, and accepted
connections inherit the options of the listening socket.
"""

import asyncio
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["ENDING", "UNTAKEN", "guard_sockets", "shut_connections"]

UNTAKEN = 30
"""Seconds for which a client may read nothing before its connection is ended."""
ENDING = 3
"""Seconds that running requests have to finish when the server shuts down."""
_LOOK = 0.01
_LOOK_AGAIN = 0.1
_DESCRIPTORS = Path("/proc/self/fd")


async def guard_sockets(port: int) -> None:
    """Set the options of the socket that listens at a port; end all connections when it closes.

    When it shuts down, the HTTP server closes that socket and waits for its connections, however
    long they take. Here they get `ENDING` seconds. Where a process has no list of its descriptors,
    nothing is guarded.
    """
    if not _DESCRIPTORS.is_dir():
        return
    while not (guarded := [number for number, each in _sockets(port, True) if _guard(each)]):
        await asyncio.sleep(_LOOK)
    while any(_listens(number) for number in guarded):
        await asyncio.sleep(_LOOK_AGAIN)
    await asyncio.sleep(ENDING)
    shut_connections(port)


def shut_connections(port: int) -> int:
    """End all connections that came in at a port; return how many."""
    return sum(1 for _, each in _sockets(port, False) if _shut(each))


def _guard(listening: socket.socket) -> bool:
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # A window of zero counts as not reading (tcp(7)).
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNTAKEN * 1000)
    return True


def _shut(connection: socket.socket) -> bool:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
        return True
    return False


def _listens(descriptor: int) -> bool:
    with suppress(OSError), _duplicate(descriptor) as each:
        return each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
    return False


def _sockets(port: int, listening: bool) -> Iterator[tuple[int, socket.socket]]:
    """Yield this process's sockets of TCP at a port, each open for as long as it is looked at."""
    for path in list(_DESCRIPTORS.iterdir()):
        number = int(path.name)
        with suppress(OSError), _duplicate(number) as each:
            if _listens(number) is listening and _is_at(each, port):
                yield number, each


def _is_at(each: socket.socket, port: int) -> bool:
    internet = each.family in (socket.AF_INET, socket.AF_INET6)
    return internet and each.getsockname()[1] == port


def _duplicate(descriptor: int) -> socket.socket:
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        raise OSError("no socket")
    return socket.socket(fileno=os.dup(descriptor))
