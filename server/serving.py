"""Runs the server under granian, on a socket."""

import json
import logging
import os
import resource
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer

from districtgraph.server.asgi import Application
from districtgraph.server.config import ServerConfig, Token
from districtgraph.server.http.printable_text import PrintableFormatter
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.store_lock import locked
from districtgraph.server.workers.child_process import die_with_parent

__all__ = ["PortInUseError", "application", "serve"]

_LOG = logging.getLogger(__name__)
_PAUSE = 0.2
_VARIABLE = "DISTRICTGRAPH_SERVER_CONFIG"
_ENDING = 2.0
"""Seconds that a server which was just killed may take to let go of its store."""
_HEADER_TIMEOUT = 5_000
"""Milliseconds for the head of a request: who sends it byte by byte is cut off."""


_LONGEST_HEAD = 128 * 1024
"""Bytes of the head of a request, about; a longer one is answered with 431."""
_BACKLOG = 1024
"""Connections that wait to be accepted."""
_KILLED_AFTER = 8
"""Seconds from SIGTERM after which the process is killed; `open_sockets.ENDING` are to suffice."""
_TURN = 0.0005
"""Seconds after which a thread that renders lets others run, where they want to."""
_OTHER_DESCRIPTORS = 256
"""Descriptors that are kept for files, workers and what else is no client's connection."""


class PortInUseError(OSError):
    """The address cannot be listened at; the message tells what to do."""


def serve(config: ServerConfig, store: Path, started: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        config: the settings.
        store: folder of the store that the settings lead to.
        started: called once the server is being started.

    Raises:
        PortInUseError: something else listens there already.
        StoreInUseError: another server has the store.

    """
    _check_port(config.host, config.port)
    if store.is_dir():
        # Only to tell at once if another server has it; the writer takes the lock for good.
        with locked(store, _ENDING):
            pass
    # granian starts a process that imports the application by name, and starts it again if it dies.
    os.environ[_VARIABLE] = json.dumps(asdict(config), default=lambda path: str(path.resolve()))
    first = True
    while True:
        server = _server(config)
        if first:
            server.on_startup(started)
        try:
            server.serve()
            return
        except SystemExit:
            # granian ends where a process that it started again dies within seconds, as under a
            # rain of kill -9; nobody but an operator ends this server.
            if server.interrupt_signal:
                raise
            first = False
            _LOG.warning("the server's process ended twice within seconds, and is started again")
            time.sleep(_PAUSE)


def _server(config: ServerConfig) -> AbstractServer[Any]:
    return Server(
        "districtgraph.server.serving:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=1,
        respawn_failed_workers=True,
        respawn_interval=0.05,
        # A connection that never says anything is closed in HTTP/1 alone.
        http=HTTPModes.http1,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_most_connections(config.connections),
        http1_settings=HTTP1Settings(
            header_read_timeout=_HEADER_TIMEOUT, max_buffer_size=_LONGEST_HEAD
        ),
        workers_kill_timeout=_KILLED_AFTER,
        factory=True,
        log_level=LogLevels.error,
    )


def _most_connections(wanted: int) -> int:
    """Return how many connections there may be, having raised the bound of descriptors for them.

    Without a descriptor for the next one, the HTTP server spins, and files cannot be opened.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _OTHER_DESCRIPTORS
    most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    _LOG.warning(
        "of %d connections only %d may be open: raise the limit of descriptors (ulimit -n) to %d",
        wanted, max(soft - _OTHER_DESCRIPTORS, soft // 2), needed,
    )  # fmt: skip
    return int(max(soft - _OTHER_DESCRIPTORS, soft // 2))


def _log_printable() -> None:
    """Have no line of the log forged, and no terminal commanded, by what strangers sent."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter("%(levelname)s: %(message)s"))
    log = logging.getLogger("districtgraph")
    log.addHandler(handler)
    log.propagate = False


def application() -> Application:
    """Return the application that the settings in the environment describe, in its process."""
    die_with_parent(os.getppid())
    # Threads render pages while the event loop answers everybody: it soon gets its turn.
    sys.setswitchinterval(_TURN)
    _log_printable()
    settings = json.loads(os.environ[_VARIABLE])
    settings["tokens"] = tuple(Token(**token) for token in settings["tokens"])
    paths = {name: Path(settings[name]) for name in ("data", "store") if settings[name]}
    config = ServerConfig(**{**settings, **paths})
    if config.store is not None:
        return Application(config, no_dataset(config.store), config.store)
    dataset = read_dataset(config.data)
    return Application(config, dataset, dataset.store)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUseError(
                f"{host}:{port} cannot be listened at ({error.strerror}); take another --port"
            ) from error
