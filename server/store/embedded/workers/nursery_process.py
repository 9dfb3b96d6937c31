"""A process that has loaded what a query worker needs, and forks workers on request.

`worker_nursery` starts it. It opens no store and starts no thread, so that forking it is safe: an
engine that is open while a process forks loses writes, and a lock that a thread holds at that
moment remains locked in the child.
"""

import errno
import gc
import os
import signal
import socket
import sys

# Workers need these rarely, but loading them takes a third of a process's start.
import districtgraph.server.sparql.preparation  # noqa: F401
from districtgraph.server.store.embedded.processes.child_process import (
    die_with_parent,
    limit_memory,
    set_name,
)
from districtgraph.server.store.embedded.workers.query_worker import serve
from districtgraph.server.store.embedded.workers.worker_nursery import REPLY, REQUEST

__all__ = ["NAME", "main"]

NAME = "worker-nursery"
"""The name of this process in the kernel; a worker's is `query_worker.NAME`."""


def main() -> None:
    """Serve the file descriptor on the command line, and die with the process named there."""
    descriptor, parent, memory, limit, counting = map(int, sys.argv[1:6])
    base = sys.argv[6]
    die_with_parent(parent)
    limit_memory(memory)
    set_name(NAME)
    requests = socket.socket(fileno=descriptor)
    # The kernel reaps workers: the server has a descriptor of each, and needs no exit code.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Objects that exist now are permanent; a child that examined them would copy their pages.
    gc.collect()
    gc.disable()
    gc.freeze()
    worker = _fork_until_worker(requests)
    if worker is not None:
        gc.enable()
        serve(worker, limit, bool(counting), base)


def _fork_until_worker(requests: socket.socket) -> socket.socket | None:
    """Fork once per request; return a worker's connection in each child, None at the end."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(
            requests, len(REQUEST), 1, socket.MSG_CMSG_CLOEXEC
        )
        if not message:
            return None
        if not descriptors:
            requests.send(REPLY.pack(-errno.EMFILE))
            continue
        with socket.socket(fileno=descriptors[0]) as connection:
            nursery = os.getpid()
            try:
                child = os.fork()
            except OSError as error:
                requests.send(REPLY.pack(-(error.errno or 0)))
                continue
            if child == 0:
                requests.close()
                die_with_parent(nursery)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                return socket.socket(fileno=connection.detach())
        _introduce(requests, child)


def _introduce(requests: socket.socket, child: int) -> None:
    """Hand a new child to the server, by a descriptor that no later process can have."""
    try:
        # With its own group, as in `child_process.start`, all threads get one priority.
        os.setpgid(child, child)
        descriptor = os.pidfd_open(child)
    except OSError as error:
        # It has ended already, or there is no descriptor left, so that nobody could end it.
        _kill(child)
        requests.send(REPLY.pack(-(error.errno or 0)))
        return
    try:
        socket.send_fds(requests, [REPLY.pack(child)], [descriptor])
    finally:
        os.close(descriptor)


def _kill(child: int) -> None:
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main()
