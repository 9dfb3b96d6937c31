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
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer

from districtgraph.server.core.config import ServerConfig, SettingError, Token
from districtgraph.server.http.printable_text import printable_handler
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.corpus_store import corpus_dataset
from districtgraph.server.store.opening import (
    check_engine,
    check_store,
    dataset_of,
    die_with_parent,
)

if TYPE_CHECKING:
    from districtgraph.server.asgi import Application

__all__ = ["PortInUseError", "application", "check_start", "serve"]

_LOG = logging.getLogger(__name__)
_PAUSE = 0.2
"""Seconds before a server whose process keeps ending is started again; then twice as many, …"""
_LONGEST_PAUSE = 2.0
_SOUND = 10.0
"""Seconds that a server has to run for the next pause to be the shortest one again."""
_VARIABLE = "DISTRICTGRAPH_SERVER_CONFIG"
_HEADER_TIMEOUT = 5_000
"""Milliseconds for the head of a request: clients that send it byte by byte are cut off."""


_LONGEST_HEAD = 128 * 1024
"""The approximate limit in bytes for the head of a request; longer ones are answered with 431."""
_BACKLOG = 1024
"""The most connections that wait to be accepted."""
_KILLED_AFTER = 8
"""Seconds after SIGTERM when the process is killed; `open_sockets.ENDING` should suffice."""
_TURN = 0.0005
"""Seconds after which a thread that renders lets others run, if they want to."""
_LOOPBACK = ("127.0.0.1", "::1")
_OTHER_DESCRIPTORS = 256
"""Descriptors that are reserved for files, workers and everything but clients' connections."""


class PortInUseError(OSError):
    """The server cannot listen at the address; the message says what to do."""


def check_start(config: ServerConfig) -> str:
    """Return the address to listen at, after checking that the server can start.

    This is called before a build, which takes long.

    Raises:
        PortInUseError, SettingError: as of `serve`.

    """
    # Otherwise an engine at this address would look like another server that listens there.
    _check_engine_is_another(config)
    address = _address(config.host, config.port)
    _check_logs(config)
    _check_sources(config.sources)
    return address


def serve(config: ServerConfig, store: Path, started: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        config: the settings.
        store: folder of the store, according to the settings.
        started: is called when the server starts.

    Raises:
        PortInUseError: another process listens there already, or the address is not usable.
        SettingError: a log cannot be written, the folder of sources is missing, or a setting of
            the engine is malformed.
        StoreDamagedError, StoreInUseError, StoreUnavailableError: see `check_store`.

    """
    address = check_start(config)
    if config.engine is None:
        check_store(store)
    else:
        check_engine(config)
    # A start that is refused has not waited for this import. A process that granian forks has it.
    import districtgraph.server.asgi  # noqa: F401

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
            # granian ends if a restarted process dies within seconds, as with repeated kill -9;
            # only an operator may end this server.
            if server.interrupt_signal:
                raise
            pause = _PAUSE if time.monotonic() - began > _SOUND else min(2 * pause, _LONGEST_PAUSE)
            _LOG.warning("the server's process ended twice within seconds, and is started again")
            _wait(server, pause)
            server = _server(config, address)


def _wait(server: AbstractServer[Any], seconds: float) -> None:
    """Wait, but return at once if an operator ends the server in the meantime."""
    # The server's signal handler remains after the server has ended.
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
        # Silent connections are closed only if HTTP/1 is the only protocol.
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
    """Raise the limit of descriptors, and return how many connections it allows.

    Without a free descriptor, the HTTP server spins, and files cannot be opened.
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
    """Configure logging so that clients cannot forge log lines or send commands to terminals."""
    log = logging.getLogger("districtgraph")
    log.addHandler(printable_handler())
    log.propagate = False


def application() -> "Application":
    """Return the application that the settings in the environment describe, in its process."""
    from districtgraph.server.asgi import Application

    die_with_parent(os.getppid())
    # Threads render pages while the event loop answers everybody, so it needs frequent turns.
    sys.setswitchinterval(_TURN)
    _log_printable()
    settings = json.loads(os.environ[_VARIABLE])
    settings["tokens"] = tuple(Token(**token) for token in settings["tokens"])
    paths = {name: Path(settings[name]) for name in ("data", "store", "corpus") if settings[name]}
    config = ServerConfig(**{**settings, **paths})
    dataset = _dataset(config)
    made = Application(config, dataset, config.store or dataset.store)
    # Permanent objects are not scanned again and again while requests wait.
    gc.collect()
    gc.freeze()
    return made


def _dataset(config: ServerConfig) -> BuiltDataset:
    if config.corpus:
        return corpus_dataset(config.corpus)
    return dataset_of(config)


def _address(host: str, port: int) -> str:
    """Return the IP address of a host, after checking that it is possible to listen there.

    Raises:
        PortInUseError: it is not possible.

    """
    try:
        found = socket.getaddrinfo(
            host or "0.0.0.0", port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        # IPv4 first, since most people mean that by `localhost`.
        family, *_, address = min(found, key=lambda item: item[0] != socket.AF_INET)
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise PortInUseError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose a --port above 1023"
        ) from error
    except OSError as error:
        other = "--host"
        if error.errno == errno.EADDRINUSE:
            other = f"--port (with make: `make serve PORT={port % 65535 + 1}`)"
        raise PortInUseError(
            f"cannot listen on {host}:{port} ({error.strerror or error}); choose another {other}"
        ) from error
    except ValueError as error:
        raise PortInUseError(f"'{host}' is not a host ({error}); choose another --host") from error
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
            f"--sources: {folder} is not a folder; give that of the source texts, KEY.txt"
        )


def _check_engine_is_another(config: ServerConfig) -> None:
    """Make sure that the engine is not this server itself, since requests would never end."""
    own = {"localhost", urlsplit(config.own_address).hostname, *_LOOPBACK}
    for flag, address in config.engine_addresses.items():
        host, port = _host_and_port(address)
        if host in own and port == config.port:
            raise SettingError(
                f"{flag}: {address} is this server itself, which listens at port "
                f"{config.port}; give the engine's address, or another --port"
            )


def _host_and_port(address: str) -> tuple[str | None, int | None]:
    """Return host and port of a URL; a malformed one has none, and is refused elsewhere."""
    try:
        parts = urlsplit(address)
        return parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None, None
