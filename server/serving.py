"""Runs the application under granian, on a socket."""

import json
import os
import socket
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from districtgraph.server.app import create_app
from districtgraph.server.config import ServerConfig

__all__ = ["PortInUseError", "application", "serve"]

_VARIABLE = "DISTRICTGRAPH_SERVER_CONFIG"


class PortInUseError(OSError):
    """The address cannot be listened at; the message tells what to do."""


def serve(config: ServerConfig, started: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        config: the settings.
        started: called once the workers are being started.

    Raises:
        PortInUseError: something else listens there already.

    """
    _check_port(config.host, config.port)
    # granian starts workers as processes that import the application by name.
    os.environ[_VARIABLE] = json.dumps({**asdict(config), "data": str(config.data.resolve())})
    server = Server(
        "districtgraph.server.serving:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=config.threads,
        factory=True,
        log_level=LogLevels.error,
    )
    server.on_startup(started)
    server.serve()


def application() -> Flask:
    """Return the application that the settings in the environment describe, in a worker."""
    settings = json.loads(os.environ[_VARIABLE])
    settings["data"] = Path(settings["data"])
    return create_app(ServerConfig(**settings))


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
