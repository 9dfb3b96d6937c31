"""The resource /store: SPARQL 1.1 Graph Store HTTP Protocol."""

import asyncio
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from werkzeug.datastructures import FileStorage
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import BadRequestError, MethodNotAllowedError
from districtgraph.server.endpoints.authorization import authorize_write
from districtgraph.server.endpoints.site import Site
from districtgraph.server.http.compression import PackedPieces, choose_encoding
from districtgraph.server.http.cross_origin import preflight
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import GRAPH_FORMATS
from districtgraph.server.http.negotiation import choose_format
from districtgraph.server.sparql.graph_store_protocol import (
    WHOLE_STORE,
    document_format,
    graph_of,
    offered_formats,
)
from districtgraph.server.store.backend import Document, GraphWrite

__all__ = ["GraphStoreEndpoint"]

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_MULTIPART = "multipart/form-data"


class GraphStoreEndpoint:
    """Answers the requests of /store and what is below it.

    Args:
        site: what the server has.

    """

    def __init__(self, site: Site) -> None:
        self._site = site

    async def respond(self, request: Request) -> Response:
        """Return the response to a request; errors are raised as RequestError."""
        if request.method == "OPTIONS":
            return preflight(METHODS, request.headers.get("access-control-request-headers", ""))
        if request.method not in METHODS:
            raise MethodNotAllowedError(METHODS)
        # Beyond ASCII a path should be percent-encoded; as it stands, it is an IRI's.
        path = request.scope.get("raw_path", b"").decode("utf-8", "replace") or request.path
        own_iri = self._site.public_url(request) + path.partition("?")[0]
        graph = graph_of(request.query_string, path.partition("?")[0], own_iri)
        request.operation |= {"operation": f"graph {request.method}", "text": graph}
        if request.method in ("GET", "HEAD"):
            return await self._read(request, graph)
        token = authorize_write(request.headers.get("authorization"), self._site.config.tokens)
        request.operation["token"] = token
        if request.method == "DELETE":
            return await self._delete(graph)
        return await self._load(request, graph)

    async def _read(self, request: Request, graph: str | None) -> Response:
        choice = choose_format(request.headers.get("accept"), offered_formats(graph))
        request.operation["answer"] = None
        asker = Asker(self._site.client(request), request.receive)
        try:
            answer = await self._site.backend.read_graph(graph, choice.format, asker)
        finally:
            asker.close()
        request.operation["answer"] = answer
        body = answer.body
        response = Response(200, body=body, deadline=answer.deadline)
        response.add("content-type", choice.content_type)
        response.add("vary", "Accept, Accept-Encoding")
        response.add("cache-control", "no-cache")
        coding = choose_encoding(request.headers.get("accept-encoding", ""))
        if coding and not isinstance(body, bytes):
            response.body = PackedPieces(body, coding)
            response.add("content-encoding", coding)
        return response

    async def _delete(self, graph: str | None) -> Response:
        await self._site.backend.delete_graph(graph)
        return Response(204)

    async def _load(self, request: Request, graph: str | None) -> Response:
        location = None
        if request.method == "POST" and graph is WHOLE_STORE and not _is_dataset(request):
            graph = location = f"{self._site.public_url(request)}/store/{uuid.uuid4()}"
        with ExitStack() as files:
            folder = files.enter_context(self._site.backend.incoming())
            documents = await self._documents(request, folder, graph)
            base = graph or f"{self._site.public_url(request)}/store"
            write = GraphWrite(graph, documents, base, replace=request.method == "PUT")
            created = await self._site.backend.write_graph(write)
        response = Response(201 if created else 204)
        if location:
            response.add("location", location)
        return response

    async def _documents(
        self, request: Request, folder: Path, graph: str | None
    ) -> tuple[Document, ...]:
        content_type = request.headers.get("content-type")
        media_type, options = parse_options_header(content_type)
        if media_type != _MULTIPART or request.method != "POST":
            found = document_format(content_type, graph)
        path = folder / "body"
        with path.open("wb") as file:
            async for piece in request.body_pieces(self._site.config.max_document):
                await _write(file, piece)
        if media_type != _MULTIPART or request.method != "POST":
            return (Document(path, found),)
        return await asyncio.to_thread(_parts, path, options, folder, graph)


async def _write(file: BinaryIO, piece: bytes) -> None:
    if len(piece) < 64 * 1024:
        file.write(piece)
    else:
        await asyncio.to_thread(file.write, piece)


def _is_dataset(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type in ("application/n-quads", "application/trig")


def _parts(
    path: Path, options: dict[str, str], folder: Path, graph: str | None
) -> tuple[Document, ...]:
    """Return the documents of a form; a part's media type, or its file's name, tells the format."""
    with path.open("rb") as stream:
        try:
            _, _, files = FormDataParser(silent=False).parse(
                stream, _MULTIPART, path.stat().st_size, options
            )
        except ValueError as error:
            raise BadRequestError(f"the form cannot be read: {error}") from error
        documents = []
        for number, part in enumerate(item for _, item in files.items(multi=True)):
            target = folder / f"part-{number}"
            part.save(target)
            documents.append(Document(target, document_format(_part_type(part), graph)))
    if not documents:
        raise BadRequestError("the form has no file with an RDF document")
    return tuple(documents)


def _part_type(part: FileStorage) -> str | None:
    if part.mimetype and part.mimetype != "application/octet-stream":
        return part.content_type
    extension = (part.filename or "").rpartition(".")[2].lower()
    return next((f.media_type for f in GRAPH_FORMATS if f.extension == extension), None)
