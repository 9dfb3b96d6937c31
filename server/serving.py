"""Runs the server under granian, on a socket."""

import errno
import gc
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
from districtgraph.server.core.config import ServerConfig, SettingError, Token
from districtgraph.server.http.printable_text import printable_handler
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.opening import check_store, die_with_parent

__all__ = ["PortInUseError", "application", "serve"]

_LOG = logging.getLogger(__name__)
_PAUSE = 0.2
"""Seconds before a server whose process cannot stay up is started again; then twice as many, …"""
_LONGEST_PAUSE = 2.0
_SOUND = 10.0
"""Seconds that a server has to run for the next pause to be the shortest again."""
_VARIABLE = "DISTRICTGRAPH_SERVER_CONFIG"
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
        PortInUseError: something else listens there already, or nobody can.
        SettingError: a log cannot be written, or the folder of sources is not there.
        StoreDamagedError, StoreInUseError, StoreUnavailableError: see `check_store`.

    """
    address = _address(config.host, config.port)
    _check_logs(config)
    _check_sources(config.sources)
    check_store(store)
    # granian starts a process that imports the application by name, and starts it again if it dies.
    os.environ[_VARIABLE] = json.dumps(asdict(config), default=lambda path: str(path.resolve()))
    server = _server(config, address)
    server.on_startup(started)
    pause = _PAUSE
    while True:
        began = time.monotonic()
        try:
            server.serve()
            return
        except SystemExit:
            # granian ends where a process that it started again dies within seconds, as under a
            # rain of kill -9; nobody but an operator ends this server.
            if server.interrupt_signal:
                raise
            pause = _PAUSE if time.monotonic() - began > _SOUND else min(2 * pause, _LONGEST_PAUSE)
            _LOG.warning("the server's process ended twice within seconds, and is started again")
            _wait(server, pause)
            server = _server(config, address)


def _wait(server: AbstractServer[Any], seconds: float) -> None:
    """Wait, but end at once where an operator ends the server meanwhile."""
    # The signal's handler is the server's also after it has ended.
    give_up = time.monotonic() + seconds
    while not server.interrupt_signal and time.monotonic() < give_up:
        time.sleep(0.02)
    if server.interrupt_signal:
        raise SystemExit(0)


def _server(config: ServerConfig, address: str) -> AbstractServer[Any]:
    return Server(
        "districtgraph.server.serving:application",
        address=address,
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
    log = logging.getLogger("districtgraph")
    log.addHandler(printable_handler())
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
    dataset = no_dataset(config.store) if config.store else read_dataset(config.data)
    made = Application(config, dataset, config.store or dataset.store)
    # What is there for good is not looked through again and again while requests wait.
    gc.collect()
    gc.freeze()
    return made


def _address(host: str, port: int) -> str:
    """Return the IP address of a host, which can be listened at.

    Raises:
        PortInUseError: it cannot.

    """
    try:
        found = socket.getaddrinfo(
            host or "0.0.0.0", port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        # IPv4 first, as `localhost` is meant by most.
        family, *_, address = min(found, key=lambda item: item[0] != socket.AF_INET)
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise PortInUseError(
            f"{host}:{port} cannot be listened at ({error.strerror}); take a --port above 1023"
        ) from error
    except OSError as error:
        other = "--host"
        if error.errno == errno.EADDRINUSE:
            other = f"--port (with make: `make serve PORT={port % 65535 + 1}`)"
        raise PortInUseError(
            f"{host}:{port} cannot be listened at ({error.strerror or error}); take another {other}"
        ) from error
    except ValueError as error:
        raise PortInUseError(f"'{host}' is no host ({error}); take another --host") from error
    return str(address[0])


def _check_logs(config: ServerConfig) -> None:
    for flag, name in (("--access-log", config.access_log), ("--query-log", config.query_log)):
        if name not in (None, "-"):
            try:
                Path(name).open("ab").close()
            except (OSError, ValueError) as error:
                raise SettingError(f"{flag}: this file cannot be written: {error}") from error


def _check_sources(folder: str | None) -> None:
    if folder is not None and not Path(folder).is_dir():
        raise SettingError(
            f"--sources: {folder} is no folder; it is that of the source texts, KEY.txt"
        )
