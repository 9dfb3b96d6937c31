"""The servers that the suites run against, each in a process of its own with an empty store."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.commands import RunningCommand
from tests.engines.running import RunningEngine
from tests.http_reply import HttpReply
from tests.live_server import free_port
from tests.patience import PATIENCE, PATIENT_VARIABLES

TOKEN = "secret"
N_QUADS = "application/n-quads"


class Reply(HttpReply):
    """A response, whose body may be anything."""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


_Process = RunningCommand | subprocess.Popen[bytes]
GraphFile = tuple[str | None, bytes, str]
"""A graph's name, None for the default graph, its content and its media type."""


@dataclass
class _Held:
    """The graphs that a store is known to hold and nothing else; None after any other write."""

    graphs: tuple[GraphFile, ...] | None = None


@dataclass(frozen=True)
class Server:
    """A server's addresses, and the headers that each request to it needs."""

    name: str
    query_url: str
    update_url: str
    store_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    _held: _Held = field(default_factory=_Held)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Send a request with the server's own headers (the token) added."""
        if method not in ("GET", "HEAD"):
            self._held.graphs = None
        return self._exchange(method, url, headers, body)

    def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        body: bytes | None = None,
    ) -> Reply:
        return exchange(method, url, {**self.headers, **(headers or {})}, body)

    def query(self, text: str, accept: str) -> Reply:
        """Send a query by POST."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self._exchange("POST", self.query_url, headers, text.encode())

    def update(self, text: str) -> Reply:
        """Send an update by POST."""
        headers = {"Content-Type": "application/sparql-update"}
        return self.send("POST", self.update_url, headers, text.encode())

    def graph_url(self, graph: str | None) -> str:
        """Return the Graph Store address of a graph; None is the default graph."""
        parameters = "default" if graph is None else urlencode({"graph": graph})
        return f"{self.store_url}?{parameters}"

    def put(self, graph: str | None, media_type: str, body: bytes) -> Reply:
        """Replace a graph."""
        return self.send("PUT", self.graph_url(graph), {"Content-Type": media_type}, body)

    def hold(self, graphs: Sequence[GraphFile]) -> None:
        """Make the store hold these graphs and nothing else, unless it does so already."""
        wanted = tuple(graphs)
        if self._held.graphs == wanted:
            return
        self._drop_all()
        for name, content, media_type in wanted:
            reply = self.put(name, media_type, content)
            assert reply.status in (200, 201, 204), (
                f"data refused: {reply.status} {reply.text[:200]}"
            )
        self._held.graphs = wanted

    def clear(self) -> None:
        """Empty the store."""
        self.hold(())

    def _drop_all(self) -> None:
        reply = self.update("DROP ALL")
        if not 200 <= reply.status < 300:
            raise RuntimeError(f"{self.name} does not empty its store: {reply.status} {reply.text}")

    def quads(self) -> str:
        """Return the whole store in N-Quads."""
        reply = self.send("GET", self.store_url, {"Accept": N_QUADS})
        if (reply.status, reply.media_type) != (200, N_QUADS):
            raise AssertionError(f"the store is not given out in N-Quads: {reply.status}")
        return reply.text


def exchange(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Reply:
    """Send exactly these headers: urllib would add a media type that a test leaves out."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(method, target, body, dict(headers or {}))
        response = connection.getresponse()
        content = response.read()
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, fields, content)
    finally:
        connection.close()


@contextmanager
def districtgraph(folder: Path) -> Iterator[Server]:
    """Run our server over an empty store."""
    with _ours("districtgraph", _serve, folder, free_port()) as server:
        yield server


@contextmanager
def under_gunicorn(folder: Path) -> Iterator[Server]:
    """Run the Flask application over an empty store."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "1", "--threads", "8", "districtgraph.server:create_app()"),
    ]
    with _ours("gunicorn", partial(_started, command), folder, port) as server:
        yield server


@contextmanager
def before_engine(engine: RunningEngine, folder: Path) -> Iterator[Server]:
    """Run our server in front of an engine that runs."""
    variables = {
        f"DISTRICTGRAPH_{name.upper()}": str(value) for name, value in engine.settings.items()
    }
    with _ours(engine.kind, _serve, folder, free_port(), variables) as server:
        yield server


@contextmanager
def _ours(
    name: str,
    start: Callable[[Mapping[str, str], Path], _Process],
    folder: Path,
    port: int,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    address = f"http://127.0.0.1:{port}"
    # The suites' texts call these; none has to answer, but a refusal would hide the text's syntax.
    hosts = [f"{name}.org" for name in ("example", "example1", "example2", "invalid.endpoint")]
    environment = {
        **os.environ,
        **PATIENT_VARIABLES,
        "DISTRICTGRAPH_STORE": str(folder),
        "DISTRICTGRAPH_PORT": str(port),
        "DISTRICTGRAPH_FEDERATION_HOSTS": ",".join([*hosts, f"127.0.0.1:{port}"]),
        "DISTRICTGRAPH_WRITE_TOKEN": TOKEN,
        **(variables or {}),
    }
    server = Server(
        name,
        f"{address}/sparql",
        f"{address}/sparql",
        f"{address}/store",
        {"Authorization": f"Bearer {TOKEN}"},
    )
    with _running(partial(start, environment), f"{address}/healthz"):
        yield server


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run Oxigraph's own server, the measure for ours."""
    binary = oxigraph_binary()
    if binary is None:
        raise FileNotFoundError("no oxigraph command: install the PyPI package oxigraph")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [binary, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    server = Server("oxigraph", f"{address}/query", f"{address}/update", f"{address}/store")
    with _running(partial(_started, command, os.environ), f"{address}/query"):
        yield server


def oxigraph_binary() -> str | None:
    """Return the command that the PyPI package brings, wherever it is installed."""
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def _serve(environment: Mapping[str, str], log: Path) -> _Process:
    return RunningCommand("serve", errors=log, environment=environment)


def _started(command: Sequence[str], environment: Mapping[str, str], log: Path) -> _Process:
    with log.open("wb") as errors:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)


@contextmanager
def _running(start: Callable[[Path], _Process], ready: str) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        # Into a file: a pipe that nobody reads stops who writes into it.
        log = Path(folder) / "log"
        process = start(log)
        try:
            _wait(ready, process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _wait(url: str, process: _Process, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text("utf-8", "replace"))
        try:
            if exchange("GET", url).status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(url)
