"""Runs the server under granian, on a socket."""

import json
import os
import socket
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from districtgraph.server.asgi import Application
from districtgraph.server.built_dataset import no_dataset, read_dataset
from districtgraph.server.config import ServerConfig, Token

__all__ = ["PortInUseError", "application", "serve"]

_VARIABLE = "DISTRICTGRAPH_SERVER_CONFIG"
_HEADER_TIMEOUT = 5_000
"""Milliseconds for the head of a request: who sends it byte by byte is cut off."""


class PortInUseError(OSError):
    """The address cannot be listened at; the message tells what to do."""


def serve(config: ServerConfig, started: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        config: the settings.
        started: called once the server is being started.

    Raises:
        PortInUseError: something else listens there already.

    """
    _check_port(config.host, config.port)
    # granian starts a process that imports the application by name, and starts it again if it dies.
    os.environ[_VARIABLE] = json.dumps(asdict(config), default=lambda path: str(path.resolve()))
    server = Server(
        "districtgraph.server.serving:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=1,
        respawn_failed_workers=True,
        respawn_interval=0.05,
        backlog=1024,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_TIMEOUT),
        factory=True,
        log_level=LogLevels.error,
    )
    server.on_startup(started)
    server.serve()


def application() -> Application:
    """Return the application that the settings in the environment describe, in its process."""
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
