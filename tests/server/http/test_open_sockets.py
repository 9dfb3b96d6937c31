"""The kernel ends connections of those who take nothing; a server that ends, all of them."""

import asyncio
import socket
from pathlib import Path

import pytest

from districtgraph.server.http import open_sockets
from districtgraph.server.http.open_sockets import UNTAKEN, guard_sockets, shut_connections
from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")


def test_an_accepted_connection_ends_if_its_client_reads_nothing() -> None:
    async def scenario(listening: socket.socket) -> int:
        port = listening.getsockname()[1]
        guard = asyncio.ensure_future(guard_sockets(port))
        while not listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT):
            await asyncio.sleep(0.01)
        with socket.create_connection(("127.0.0.1", port)), listening.accept()[0] as accepted:
            guard.cancel()
            return accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert asyncio.run(scenario(listening)) == UNTAKEN * 1000


def test_connections_are_ended_some_time_after_the_listening_socket_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(open_sockets, "ENDING", 0.05)

    async def scenario() -> bytes:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            guard = asyncio.ensure_future(guard_sockets(port))
            client = socket.create_connection(("127.0.0.1", port))
            accepted = listening.accept()[0]
            while not listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT):
                await asyncio.sleep(0.01)
        with client, accepted:
            await guard
            client.settimeout(PATIENCE)
            return client.recv(1)

    assert asyncio.run(scenario()) == b""


def test_connections_at_other_ports_are_left_alone() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as client,
        listening.accept()[0] as accepted,
    ):
        own, other = listening.getsockname()[1], client.getsockname()[1]
        # The client's end is at its own port.
        assert shut_connections(other) == 1
        client.settimeout(PATIENCE)
        assert accepted.recv(1) == b""
        assert shut_connections(own) == 1


def test_where_descriptors_are_not_listed_nothing_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(open_sockets, "_DESCRIPTORS", tmp_path / "none")
    asyncio.run(asyncio.wait_for(guard_sockets(1), PATIENCE))
