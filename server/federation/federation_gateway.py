"""Asks other servers for this one: the endpoints of SERVICE, the documents of LOAD."""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from urllib.parse import parse_qs

from districtgraph.server.config import ServerConfig
from districtgraph.server.errors import (
    BadGatewayError,
    NotFoundError,
    RefusedError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.federation.federation import Federation, LoadedDocument
from districtgraph.server.federation.outgoing_http import (
    OutgoingError,
    OutgoingResponse,
    is_public,
    request,
)
from districtgraph.server.graph_store.graph_store_protocol import DEFAULT_GRAPH, document_format
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import GRAPH_FORMATS

__all__ = ["FederationGateway"]

_AT_ONCE = 8
_ACCEPT = ", ".join(
    f"{item.media_type};q={1 - 0.1 * n:.1f}" for n, item in enumerate(GRAPH_FORMATS)
)


class FederationGateway:
    """The resource that this server's own processes send their SERVICE calls to.

    Args:
        federation: says what is allowed.
        config: the bounds.
        incoming: gives a folder for the documents of one write.

    """

    def __init__(
        self,
        federation: Federation,
        config: ServerConfig,
        incoming: Callable[[], AbstractContextManager[str]],
    ) -> None:
        self._federation = federation
        self._incoming = incoming
        self._config = config
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="federation")

    async def respond(self, request: Request) -> Response:
        """Pass a query on, and the answer back."""
        key = request.path.rpartition("/")[2]
        if request.method != "POST" or not hmac.compare_digest(key, self._federation.key):
            raise NotFoundError("there is nothing here")
        (iri,) = parse_qs(request.query_string).get("iri", ("",))
        names = ("accept", "content-type")
        headers = {name: request.headers[name] for name in names if name in request.headers}
        body = await request.body(self._config.max_body)
        try:
            answer = await self._ask("POST", iri, headers, body)
        except OutgoingError as error:
            raise BadGatewayError(str(error)) from error
        response = Response(200, body=answer.body)
        response.add("content-type", answer.content_type)
        return response

    async def fetch(
        self, documents: tuple[LoadedDocument, ...], files: ExitStack
    ) -> list[tuple[str, str, str, bool] | None]:
        """Return path, format, IRI and "silent" of each document; None for one that is missing.

        Args:
            documents: what an update loads.
            files: keeps the files until it is closed.

        Raises:
            FederationRefusedError: a document's host is not allowed.
            RefusedError: a document could not be had.
            StorageError: a document cannot be kept.

        """
        if not documents:
            return []
        folder = files.enter_context(self._incoming())
        found: list[tuple[str, str, str, bool] | None] = []
        for number, document in enumerate(documents):
            try:
                answer = await self._ask("GET", document.iri, {"Accept": _ACCEPT}, None)
                rdf_format = document_format(answer.content_type, DEFAULT_GRAPH).engine
            except (OutgoingError, UnsupportedMediaTypeError) as error:
                if not document.silent:
                    raise RefusedError(str(error)) from error
                found.append(None)
                continue
            path = Path(folder) / str(number)
            await asyncio.to_thread(path.write_bytes, answer.body)
            found.append((str(path), rdf_format, document.iri, document.silent))
        return found

    async def _ask(
        self, method: str, iri: str, headers: Mapping[str, str], body: bytes | None
    ) -> OutgoingResponse:
        self._federation.check(iri)
        literal = self._federation.names_address(iri)
        return await asyncio.get_running_loop().run_in_executor(
            self._threads,
            lambda: request(
                method,
                iri,
                headers,
                body,
                seconds=self._config.federation_timeout,
                max_size=self._config.federation_size * 1024 * 1024,
                is_open=(lambda _: True) if literal else is_public,
            ),
        )
