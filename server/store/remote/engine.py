"""The engine's client: its addresses, the protocol's requests, and the answers as values."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from districtgraph.server.core.config import ServerConfig, SettingError
from districtgraph.server.http.outgoing import OutgoingError, as_uri
from districtgraph.server.sparql.protocol import FORM, SPARQL_UPDATE
from districtgraph.server.store.remote.answers import (
    ROWS,
    TRIPLES,
    Row,
    read_boolean,
    read_rows,
)
from districtgraph.server.store.remote.credentials import read_credentials
from districtgraph.server.store.remote.engine_http import (
    Attempt,
    Body,
    EngineHttp,
    EngineRequest,
)
from districtgraph.server.store.remote.engine_kinds import EngineKind, engine_kind

__all__ = ["ANY", "Dataset", "Engine", "UpdateBody", "engine_of"]

_PIECE = 256 * 1024
"""The bytes of a document that are sent at a time."""
_ENGINE_LATER = 2000
"""Milliseconds that the engine's timeout is longer than this server's: Virtuoso answers a timeout
with a partial result, which this server no longer waits for."""
_NONE = "urn:districtgraph:none"
"""A graph that does not exist; it means no graph where the protocol takes an empty list for all."""


ANY = ("*",)
"""All graphs, for the named graphs of a dataset."""


class Dataset(NamedTuple):
    """The graphs of a query's dataset; both empty for the engine's own dataset."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class UpdateBody(NamedTuple):
    """An update whose data is in a file.

    Attributes:
        before, after: the text before and after the data.
        data: the file; None for no data.

    """

    before: str
    data: Path | None = None
    after: str = ""

    @property
    def size(self) -> int:
        """The bytes of the whole update."""
        data = 0 if self.data is None else self.data.stat().st_size
        return len(self.before.encode()) + data + len(self.after.encode())

    def pieces(self) -> Iterator[bytes]:
        """Yield the whole update."""
        yield self.before.encode()
        if self.data is not None:
            with self.data.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        yield self.after.encode()


class Engine:
    """Sends requests to an engine; all methods are called in threads.

    Args:
        kind: the kind of engine.
        query_url, update_url: the addresses of the protocol.
        graphs_url: the address of the Graph Store Protocol; None if it has none.
        http: sends the requests.

    """

    def __init__(
        self,
        kind: EngineKind,
        query_url: str,
        update_url: str,
        graphs_url: str | None,
        http: EngineHttp,
    ) -> None:
        self.kind = kind
        self.graphs_url = graphs_url
        self._query_url = query_url
        self._update_url = update_url
        self._http = http

    def query(
        self, text: str, dataset: Dataset, accept: str, attempt: Attempt
    ) -> AbstractContextManager[Body]:
        """Provide the engine's answer to a query; see `EngineHttp.answer`."""
        form = [("query", text), *self._graphs(dataset)]
        if self.kind.timeout is not None:
            milliseconds = max(attempt.left, 0) * 1000 + _ENGINE_LATER
            form.append((self.kind.timeout, f"{milliseconds:.0f}"))
        request = EngineRequest(
            "POST", self._query_url, {"Content-Type": FORM}, urlencode(form).encode(), accept, True
        )
        return self._http.answer(request, attempt)

    def _graphs(self, dataset: Dataset) -> Iterator[tuple[str, str]]:
        default, named = dataset
        if not default and not named:
            return
        # If only one of the two is given, the other is empty, not everything (Protocol, 2.1.4).
        yield from (("default-graph-uri", iri) for iri in default or [_NONE])
        if named != ANY:
            yield from (("named-graph-uri", iri) for iri in named or [_NONE])

    @property
    def whole(self) -> Dataset:
        """The dataset with our default graph and all named graphs."""
        return (
            Dataset()
            if self.kind.default_graph is None
            else Dataset((self.kind.default_graph,), ANY)
        )

    def ask(self, text: str, attempt: Attempt, dataset: Dataset | None = None) -> bool:
        """Return the answer to an ASK, by default over all graphs."""
        with self.query(text, dataset or self.whole, ROWS, attempt) as body:
            return read_boolean(body)

    def rows(self, text: str, attempt: Attempt, dataset: Dataset | None = None) -> Iterator[Row]:
        """Yield the solutions of a SELECT, by default over all graphs."""
        with self.query(text, dataset or self.whole, ROWS, attempt) as body:
            yield from read_rows(body)

    def triples(
        self, text: str, dataset: Dataset, attempt: Attempt
    ) -> AbstractContextManager[Body]:
        """Provide the triples of a CONSTRUCT, in N-Triples."""
        return self.query(text, dataset, TRIPLES, attempt)

    def update(self, update: UpdateBody, attempt: Attempt) -> None:
        """Apply an update; returns when the engine confirms it."""
        headers = {"Content-Type": SPARQL_UPDATE, "Content-Length": str(update.size)}
        self._done(EngineRequest("POST", self._update_url, headers, update.pieces), attempt)

    def send_graph(self, method: str, iri: str, data: Path, attempt: Attempt) -> None:
        """Put or post a document of N-Triples by the Graph Store Protocol."""
        assert self.graphs_url is not None, "this is asked only where there is one"
        name = iri or self.kind.default_graph
        selected = "default" if name is None else f"graph={quote(name, safe='')}"
        mark = "&" if urlsplit(self.graphs_url).query else "?"
        document = UpdateBody("", data)
        headers = {
            "Content-Type": "application/n-triples",
            "Content-Length": str(document.size),
        }
        url = f"{self.graphs_url}{mark}{selected}"
        self._done(EngineRequest(method, url, headers, document.pieces), attempt)

    def close(self) -> None:
        """Close the idle connections to it."""
        self._http.close()

    def _done(self, request: EngineRequest, attempt: Attempt) -> None:
        with self._http.answer(request, attempt) as body:
            body.drain()


def engine_of(config: ServerConfig) -> Engine:
    """Return the engine that the settings name.

    Raises:
        SettingError: an address, the kind or the credentials are malformed.

    """
    assert config.engine is not None, "there is a setting for it"
    for flag, address in config.engine_addresses.items():
        _check_address(flag, address)
    return Engine(
        engine_kind(config.engine_kind),
        config.engine,
        config.engine_update or config.engine,
        config.engine_graphs,
        EngineHttp(read_credentials(config)),
    )


def _check_address(flag: str, address: str) -> None:
    try:
        as_uri(address)
        user = urlsplit(address).username
    except (OutgoingError, ValueError) as error:
        raise SettingError(f"{flag}: {error}") from error
    if user is not None:
        raise SettingError(f"{flag}: name the user by --engine-user, not in the address")
