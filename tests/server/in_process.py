"""The whole application in this process, over a store in memory, asked as a server would be."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from districtgraph.server.app import application
from districtgraph.server.core.config import ServerConfig, Token
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend

from .http_client import HttpClient, Reply

ADDRESS = "http://localhost"


class InProcessClient(HttpClient):
    """Sends requests to an application, without a server and without a socket."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        super().__init__(ADDRESS, token)
        self.app = app
        self._client = app.test_client(use_cookies=False)

    def send(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        given = {**self._own, **(headers or {})}
        with self._client.open(target, method=method, headers=given, data=body) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, found, response.data)


@contextmanager
def whole_application(
    quads: str = "", token: str | None = None, **settings: Any
) -> Iterator[InProcessClient]:
    """Give a client of the application over some quads, to be written with a token."""
    tokens = () if token is None else (Token.of("test", "write", token),)
    with TemporaryDirectory() as folder:
        config = ServerConfig(Path(folder), tokens=tokens, **settings)
        backend = MemoryBackend(quads, timeout=config.timeout, max_result=config.max_result)
        app = application(config, no_dataset(Path(folder)), backend, folder=Path(folder))
        try:
            yield InProcessClient(app, token)
        finally:
            app.extensions["districtgraph"]["running"].close()
