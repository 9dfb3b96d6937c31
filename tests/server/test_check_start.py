"""A server that would ask itself for every answer is refused before it starts."""

import socket
from pathlib import Path
from typing import Any

import pytest

from districtgraph.server.core.config import ServerConfig, SettingError
from districtgraph.server.serving import check_start

pytestmark = pytest.mark.usefixtures("processes")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.parametrize("field", ["engine", "engine_update", "engine_graphs"])
def test_an_engine_at_the_own_address_is_refused(host: str, field: str) -> None:
    engine: dict[str, Any] = {field: f"http://{host}:8123/sparql"}
    config = ServerConfig(Path(), port=8123, **engine)
    flag = f"--{field.replace('_', '-')}"
    with pytest.raises(SettingError, match=f"{flag}: .* is this server itself"):
        check_start(config)


@pytest.mark.parametrize(
    "engine", ["http://127.0.0.1:1/sparql", "http://db.example:{port}/", "http://[x", None]
)
def test_an_engine_elsewhere_is_not(engine: str | None) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = engine.format(port=port) if engine else None
    assert check_start(ServerConfig(Path(), port=port, engine=address)) == "127.0.0.1"
