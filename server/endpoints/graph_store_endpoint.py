"""The resource /store: SPARQL 1.1 Graph Store HTTP Protocol."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from werkzeug.datastructures import FileStorage
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import (
    BadRequestError,
    MethodNotAllowedError,
    RequestError,
)
from districtgraph.server.endpoints.authorization import authorize_write
from districtgraph.server.endpoints.dump_files import Dump, DumpFiles
from districtgraph.server.endpoints.graph_dumps import GraphDumps
from districtgraph.server.endpoints.site import Site
from districtgraph.server.http.compression import CompressedPieces, choose_encoding
from districtgraph.server.http.cross_origin import preflight
from districtgraph.server.http.http_exchange import Headers, Request, Response
from districtgraph.server.http.media_types import GRAPH_FORMATS, Format, bare_type
from districtgraph.server.http.negotiation import Choice, choose_formats, first_expressible
from districtgraph.server.http.preconditions import Preconditions, Validators
from districtgraph.server.sparql.graph_store_protocol import (
    WHOLE_STORE,
    asked_format,
    demand_known_parameters,
    document_format,
    graph_of,
    offered_formats,
)
from districtgraph.server.store.backend import Condition, GraphWrite, ReceivedDocument

__all__ = ["GraphStoreEndpoint"]

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_MULTIPART = "multipart/form-data"


class GraphStoreEndpoint:
    """Answers requests to /store and to paths below it.

    Args:
        site: the parts of the server.
        dumps: the dumps of graphs.

    """

    def __init__(self, site: Site, dumps: DumpFiles) -> None:
        self._site = site
        self._dumps = GraphDumps(dumps, site.config.max_timeout)

    async def respond(self, request: Request) -> Response:
        """Return the response to a request; errors are raised as RequestError."""
        if request.method == "OPTIONS":
            return preflight(METHODS, request.headers.get("access-control-request-headers", ""))
        if request.method not in METHODS:
            raise MethodNotAllowedError(METHODS)
        # Beyond ASCII a path should be percent-encoded; one that is not is read as an IRI's.
        sent = request.scope.get("raw_path", b"").decode("utf-8", "replace") or request.path
        path = sent.partition("?")[0]
        graph = graph_of(request.ascii_query, path, self._site.public_url(request) + path)
        request.operation |= {"operation": f"graph {request.method}", "text": graph}
        if request.method in ("GET", "HEAD"):
            return await self._read(request, graph)
        token = authorize_write(request.headers.get("authorization"), self._site.config.tokens)
        request.operation["token"] = token
        demand_known_parameters(request.query_string)
        condition = self._condition(request, graph)
        if request.method == "DELETE":
            return await self._delete(graph, condition)
        return await self._load(request, graph, condition)

    async def _read(self, request: Request, graph: str | None) -> Response:
        accept = asked_format(request.ascii_query) or request.headers.get("accept")

        async def answer(choice: Choice) -> Response:
            wanted = self._wanted(request, graph, choice)
            if wanted.conditions.match is None and wanted.conditions.not_modified(wanted.tag):
                return _not_modified(wanted.headers)
            found = self._from_file(request, wanted)
            return found or await self._from_backend(request, graph, wanted)

        return await first_expressible(choose_formats(accept, offered_formats(graph)), answer)

    def _wanted(self, request: Request, graph: str | None, choice: Choice) -> "_Wanted":
        coding = choose_encoding(request.headers.get("accept-encoding", ""))
        # Computed before the graph is read: a tag may be of an older state, never of a newer one.
        validators = self._validators(graph)
        tag = validators and validators.tag(choice.media_type, coding)
        return _Wanted(
            choice.format,
            coding,
            tag,
            _headers(choice, tag),
            Preconditions.of_headers(request.headers),
            validators and Dump(validators.version, graph, choice.media_type),
        )

    def _from_file(self, request: Request, wanted: "_Wanted") -> Response | None:
        conditions = wanted.conditions
        if wanted.dump is None or conditions.has_found(wanted.tag):
            return None
        if not conditions.hold_for_read(wanted.tag):
            return None
        return self._dumps.from_file(
            request, wanted.dump, wanted.coding, wanted.headers, wanted.tag
        )

    async def _from_backend(
        self, request: Request, graph: str | None, wanted: "_Wanted"
    ) -> Response:
        request.operation["answer"] = None
        asker = Asker(self._site.client(request), request.receive)
        try:
            answer = await self._site.backend.read_graph(graph, wanted.format, asker)
        finally:
            asker.close()
        request.operation["answer"] = answer
        body = answer.body
        conditions = wanted.conditions
        if conditions.has_found(wanted.tag) or not conditions.hold_for_read(wanted.tag):
            if not isinstance(body, bytes):
                await cast(AsyncGenerator[bytes], body).aclose()
            conditions.demand_for_read(wanted.tag)
            return _not_modified(wanted.headers)
        response = Response(200, wanted.headers, body, answer.deadline)
        if not isinstance(body, bytes):
            self._send_pieces(response, body, wanted)
        return response

    def _send_pieces(
        self, response: Response, pieces: AsyncIterator[bytes], wanted: "_Wanted"
    ) -> None:
        # A result evaluated while the content changed may be of either version.
        if wanted.dump is not None and wanted.dump.version == self._site.backend.version:
            pieces = self._dumps.recorded(wanted.dump, pieces)
        if wanted.coding:
            pieces = CompressedPieces(pieces, wanted.coding)
            response.add("content-encoding", wanted.coding)
        response.body = pieces

    def _validators(self, graph: str | None) -> Validators | None:
        version = self._site.backend.version
        return None if version is None else Validators(version, f"{graph is None} {graph}")

    def _condition(self, request: Request, graph: str | None) -> Condition:
        """Return what must hold for a write.

        Raises:
            PreconditionFailedError: it does not hold now.

        """
        conditions = Preconditions.of_headers(request.headers)
        return Condition(
            conditions.version_to_write(self._validators(graph)),
            # The default graph and the store itself always exist, though they may be empty.
            conditions.existence_to_write(always=not graph),
        )

    async def _delete(self, graph: str | None, condition: Condition) -> Response:
        await self._site.backend.delete_graph(graph, condition)
        return Response(204)

    async def _load(self, request: Request, graph: str | None, condition: Condition) -> Response:
        if request.method == "PUT" and "content-range" in request.headers:
            raise BadRequestError(
                "a PUT with Content-Range is refused: it would replace everything by a part"
            )
        location = None
        if request.method == "POST" and graph is WHOLE_STORE and not _is_dataset(request):
            graph = location = f"{self._site.public_url(request)}/store/{uuid.uuid4()}"
        with ExitStack() as files:
            folder = files.enter_context(self._site.backend.incoming())
            documents = await self._documents(request, folder, graph)
            if request.method == "POST" and condition.exists is None and _is_empty(documents):
                return Response(204)
            base = graph or f"{self._site.public_url(request)}/store"
            write = GraphWrite(graph, documents, base, request.method == "PUT", condition)
            created = await self._written(request, write)
        response = Response(201 if created else 204)
        if location:
            response.add("location", location)
        return response

    async def _written(self, request: Request, write: GraphWrite) -> bool:
        try:
            return await self._site.backend.write_graph(write)
        except RequestError as error:
            if error.status != BadRequestError.status or "content-type" in request.headers:
                raise
            raise BadRequestError(
                f"{error} (it has no Content-Type, and is read as RDF/XML)"
            ) from error

    async def _documents(
        self, request: Request, folder: Path, graph: str | None
    ) -> tuple[ReceivedDocument, ...]:
        content_type = request.headers.get("content-type")
        is_form = bare_type(content_type) == _MULTIPART and request.method == "POST"
        # Refused before it is read.
        found = None if is_form else document_format(content_type, graph)
        path = folder / "body"
        with path.open("wb") as file:
            async for piece in request.body_pieces(self._site.config.max_document):
                await _write(file, piece)
        if found is None:
            _, options = parse_options_header(content_type)
            return await asyncio.to_thread(_parts, path, options, folder, graph)
        return (ReceivedDocument(path, found),)


class _Wanted(NamedTuple):
    """The representation of a graph that a client requests, and its conditions."""

    format: Format
    coding: str | None
    tag: str | None
    headers: Headers
    conditions: Preconditions
    dump: Dump | None


def _headers(choice: Choice, tag: str | None) -> Headers:
    headers = [
        (b"content-type", choice.content_type.encode("ascii")),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"cache-control", b"no-cache"),
    ]
    return headers if tag is None else [*headers, (b"etag", f'"{tag}"'.encode("ascii"))]


def _not_modified(headers: Headers) -> Response:
    return Response(304, [item for item in headers if item[0] != b"content-type"])


async def _write(file: BinaryIO, piece: bytes) -> None:
    if len(piece) < 64 * 1024:
        file.write(piece)
    else:
        await asyncio.to_thread(file.write, piece)


def _is_dataset(request: Request) -> bool:
    media_type = bare_type(request.headers.get("content-type"))
    return media_type in ("application/n-quads", "application/trig")


def _is_empty(documents: Sequence[ReceivedDocument]) -> bool:
    return all(document.path.stat().st_size == 0 for document in documents)


def _parts(
    path: Path, options: dict[str, str], folder: Path, graph: str | None
) -> tuple[ReceivedDocument, ...]:
    """Return the documents of a form; a part's media type or file name gives the format."""
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
            if (content_type := _part_type(part)) is None:
                raise BadRequestError(
                    f"part {number + 1} of the form has no media type, and its file name no "
                    "extension of a format"
                )
            documents.append(ReceivedDocument(target, document_format(content_type, graph)))
    if not documents:
        raise BadRequestError("the form has no file with an RDF document")
    return tuple(documents)


def _part_type(part: FileStorage) -> str | None:
    if part.mimetype and part.mimetype != "application/octet-stream":
        return part.content_type
    extension = (part.filename or "").rpartition(".")[2].lower()
    return next((f.media_type for f in GRAPH_FORMATS if f.extension == extension), None)
