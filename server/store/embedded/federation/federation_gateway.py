"""Sends requests to other servers: to the endpoints of SERVICE, and for the documents of LOAD."""

import asyncio
import ipaddress
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    BadGatewayError,
    NotFoundError,
    RefusedError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import GRAPH_FORMATS
from districtgraph.server.sparql.call_rewriting import LoadedDocument
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.graph_store_protocol import DEFAULT_GRAPH, document_format
from districtgraph.server.store.embedded.engine.writes import FetchedDocument
from districtgraph.server.store.embedded.federation.call_threads import CallThreads
from districtgraph.server.store.embedded.federation.outgoing_http import (
    OutgoingError,
    OutgoingResponse,
    Room,
    is_public,
    request,
)

__all__ = ["FederationGateway", "is_own_process"]

_AT_ONCE = 8
"""The most calls at the same time, each in a thread."""
_MOST_WAITING = 64
"""The most calls that wait for a thread; further ones are answered with 503."""
_SHARE = 2
"""How many answers of the largest size all calls together may have in memory."""
_GRACE = 1.0
"""Seconds that a thread has to report why its call ended."""
_PROXIED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
_ACCEPT = ", ".join(
    f"{item.media_type};q={1 - 0.1 * n:.1f}" for n, item in enumerate(GRAPH_FORMATS)
)


class FederationGateway:
    """The resource that this server's own processes send their SERVICE calls to.

    Args:
        federation: the servers that are allowed.
        config: the limits.
        incoming: provides a folder for the documents of one write.

    """

    def __init__(
        self,
        federation: Federation,
        config: ServerConfig,
        incoming: Callable[[], AbstractContextManager[Path]],
    ) -> None:
        self._federation = federation
        self._incoming = incoming
        self._config = config
        self._threads: CallThreads[OutgoingResponse] = CallThreads(_AT_ONCE, _MOST_WAITING)
        self._room = Room(_SHARE * config.federation_size * 1024 * 1024)

    async def respond(self, request: Request) -> Response:
        """Forward a query, and return the answer.

        Raises:
            NotFoundError: the request is not from this server's own process with a valid ticket.
            UnavailableError: too many calls wait.
            BadGatewayError: the endpoint could not be reached.

        """
        ticket = request.path.rpartition("/")[2]
        (iri,) = parse_qs(request.query_string).get("iri", ("",))[:1]
        if not (
            request.method == "POST"
            and is_own_process(request.scope, self._config.own_address)
            and self._federation.admits(ticket, iri)
        ):
            raise NotFoundError("there is nothing here")
        names = ("accept", "content-type")
        headers = {name: request.headers[name] for name in names if name in request.headers}
        self._threads.check()
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
    ) -> tuple[FetchedDocument | None, ...]:
        """Return each document in a file; None for one that is missing.

        Args:
            documents: the documents that an update loads.
            files: removes the files when it is closed.

        Raises:
            FederationRefusedError: a document's host is not allowed.
            RefusedError: a document could not be fetched.
            StorageError: a document cannot be stored.

        """
        if not documents:
            return ()
        folder = files.enter_context(self._incoming())
        found: list[FetchedDocument | None] = []
        for number, document in enumerate(documents):
            try:
                answer = await self._ask("GET", document.iri, {"Accept": _ACCEPT}, None)
                rdf_format = document_format(answer.content_type, DEFAULT_GRAPH).engine
            except (OutgoingError, UnsupportedMediaTypeError) as error:
                if not document.silent:
                    raise RefusedError(str(error)) from error
                found.append(None)
                continue
            path = folder / str(number)
            await asyncio.to_thread(path.write_bytes, answer.body)
            found.append(FetchedDocument(str(path), rdf_format, document.iri, document.silent))
        return tuple(found)

    async def _ask(
        self, method: str, iri: str, headers: Mapping[str, str], body: bytes | None
    ) -> OutgoingResponse:
        self._federation.check(iri)
        literal = self._federation.names_address(iri)
        seconds = self._config.federation_timeout
        deadline = time.monotonic() + seconds

        def call() -> OutgoingResponse:
            return request(
                method,
                iri,
                headers,
                body,
                # The time that the call waited for a thread counts, too.
                seconds=deadline - time.monotonic(),
                max_size=self._config.federation_size * 1024 * 1024,
                is_open=(lambda _: True) if literal else is_public,
                room=self._room,
            )

        try:
            return await self._threads.run(call, seconds + _GRACE)
        except TimeoutError as error:
            raise OutgoingError(f"<{iri}> did not answer within {seconds:g} seconds") from error


def is_own_process(scope: Mapping[str, Any], own_address: str) -> bool:
    """Return whether a request comes from a process of this server, judging by its route.

    Such a process calls from the loopback interface, or from the address at which the server
    listens, and without a proxy.
    """
    peer = (scope.get("client") or ("",))[0]
    if any(name in _PROXIED for name, _ in scope["headers"]):
        return False
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or peer == urlsplit(own_address).hostname
