"""The resource /sparql: SPARQL 1.1 Protocol, Service Description and CORS, as values."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Hashable
from functools import lru_cache
from typing import NamedTuple, cast

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import PreconditionFailedError
from districtgraph.server.endpoints.authorization import authorize_write, token_of
from districtgraph.server.endpoints.result_pages import (
    ON_A_PAGE,
    ResultRenderer,
    ShownEndpoint,
    ShownResult,
)
from districtgraph.server.endpoints.site import Site
from districtgraph.server.http.compression import (
    CompressedPieces,
    choose_encoding,
    compressed,
    worth_packing,
)
from districtgraph.server.http.cross_origin import preflight
from districtgraph.server.http.http_exchange import Headers, Request, Response
from districtgraph.server.http.media_types import (
    GRAPH_FORMATS,
    N_TRIPLES,
    RESULT_FORMATS,
    TSV,
    Format,
    bare_type,
)
from districtgraph.server.http.negotiation import (
    LONGEST_CACHED,
    Choice,
    choose_format,
    choose_formats,
    first_expressible,
)
from districtgraph.server.http.preconditions import Preconditions, Validators
from districtgraph.server.sparql.preparation import PreparedQuery
from districtgraph.server.sparql.protocol import (
    METHODS,
    SPARQL_UPDATE,
    HttpRequest,
    QueryOperation,
    ServiceDescriptionRequest,
    Update,
    parse_request,
)
from districtgraph.server.sparql.result_cache import ResultCache
from districtgraph.server.sparql.service_description import describe_service
from districtgraph.server.store.backend import Answer, Condition, PagePart

__all__ = ["SparqlEndpoint", "offered_formats"]

_DESCRIBED_GRAPHS = """SELECT DISTINCT ?graph WHERE {
  { ?dataset <http://rdfs.org/ns/void#subset> ?graph } UNION { BIND(<graph/inferred> AS ?graph) }
  FILTER EXISTS { GRAPH ?graph {} }
} ORDER BY ?graph LIMIT 1000"""
"""The named graphs that the dataset's own VoID description names, and that of the inferences."""
_ALL_DESCRIBED = PagePart(rows=1000, cells=1000, size=1024 * 1024)
_SHAPING = frozenset({
    b"accept", b"accept-encoding", b"host", b"if-match", b"if-none-match",
    b"x-forwarded-host", b"x-forwarded-prefix", b"x-forwarded-proto",
})  # fmt: skip
"""Headers that an answer depends on."""
_LONGEST_HEADERS = 1024
"""Bytes of these headers up to which an answer is cached."""
_CACHING = ((b"vary", b"Accept, Accept-Encoding"), (b"cache-control", b"no-cache"))


class _Key(NamedTuple):
    """All of a GET that its answer depends on, as it came; and how many bytes that is."""

    parts: Hashable
    size: int


class SparqlEndpoint:
    """Answers requests to /sparql.

    Args:
        site: the parts of the server.
        render: renders results as pages.

    """

    def __init__(self, site: Site, render: ResultRenderer) -> None:
        self._site = site
        self._render = render
        self._cache = ResultCache(site.config.cache_size * 1024 * 1024)
        site.backend.on_change(self._cache.clear)

    async def respond(self, request: Request) -> Response:
        """Return the response to a request; errors are raised as RequestError."""
        key = _cache_key(request) if request.method == "GET" else None
        if key is not None and (cached := self._cache.get(key.parts)) is not None:
            self._site.metrics.cache_hits.inc()
            return Response(200, cached[0], cached[1])
        if request.method == "OPTIONS":
            return preflight(METHODS, request.headers.get("access-control-request-headers", ""))
        base = f"{self._site.public_url(request)}/sparql"
        operation = parse_request(await self._http_request(request, base))
        if isinstance(operation, ServiceDescriptionRequest):
            return await self._service_description(request, base, operation.accept)
        kind = "update" if isinstance(operation, Update) else "query"
        request.operation |= {"operation": kind, "text": operation.text}
        asker = Asker(self._site.client(request), request.receive, since=request.received_at)
        try:
            if isinstance(operation, Update):
                return await self._update(request, operation, asker)
            return await self._query(request, operation, key, asker)
        finally:
            asker.close()

    async def _http_request(self, request: Request, base: str) -> HttpRequest:
        body = b""
        if request.method == "POST":
            authorization = request.headers.get("authorization")
            if _says_update(request):
                authorize_write(authorization, self._site.config.tokens)
            known = token_of(authorization, self._site.config.tokens) is not None
            config = self._site.config
            body = await request.body(config.max_body if known else config.max_query)
        return HttpRequest(
            request.method, request.query_string, request.headers.get("content-type"), body, base
        )

    async def _query(
        self, request: Request, query: QueryOperation, key: _Key | None, asker: Asker
    ) -> Response:
        request.operation["answer"] = None
        prepared = await self._site.backend.prepare(query, asker)
        choices = _choices(query.accept or request.headers.get("accept"), prepared.graph)

        async def answer(choice: Choice) -> Response:
            if not choice.format.engine:
                return await self._page(request, query, prepared, asker)
            return await self._result(request, prepared, query, choice, key, asker)

        return await first_expressible(choices, answer)

    async def _result(
        self,
        request: Request,
        prepared: PreparedQuery,
        query: QueryOperation,
        choice: Choice,
        key: _Key | None,
        asker: Asker,
    ) -> Response:
        backend = self._site.backend
        headers = _headers(choice)
        version = backend.version
        codings = request.headers.get("accept-encoding", "")
        coding = choose_encoding(codings)
        lasts = not prepared.volatile
        tag = _tag(query, choice, coding, version) if version is not None and lasts else None
        conditions = Preconditions.of_headers(request.headers)
        if tag is not None:
            headers.append((b"etag", f'"{tag}"'.encode("ascii")))
            # A tag is only of an answer that there was; whether there is one, * leaves open.
            if conditions.match is None and conditions.not_modified(tag):
                return _not_done(request, headers)
        answer = await backend.query(prepared, choice.format, asker)
        request.operation["answer"] = answer
        body = answer.body
        if conditions.has_found(tag) or not conditions.hold_for_read(tag):
            await _dropped(body)
            conditions.demand_for_read(tag)
            return _not_done(request, headers)
        return self._sent(answer, codings, headers, key if tag is not None else None, version)

    def _sent(
        self,
        answer: Answer,
        codings: str,
        headers: Headers,
        key: _Key | None,
        version: str | None,
    ) -> Response:
        """Return a result, compressed if the client decompresses it, and cache it under a key."""
        body, coding = answer.body, choose_encoding(codings)
        if isinstance(body, bytes):
            if coding and worth_packing(len(body), codings):
                body = compressed(body, coding)
                headers.append((b"content-encoding", coding.encode("ascii")))
            # An answer of another version would be cached as one of this version.
            if key is not None and version == self._site.backend.version:
                self._cache.put(key.parts, key.size, headers, body)
        elif coding:
            body = CompressedPieces(body, coding)
            headers.append((b"content-encoding", coding.encode("ascii")))
        return Response(200, headers, body, answer.deadline)

    async def _page(
        self, request: Request, query: QueryOperation, prepared: PreparedQuery, asker: Asker
    ) -> Response:
        output = N_TRIPLES if prepared.graph else TSV
        answer = await self._site.backend.query(prepared, output, asker, ON_A_PAGE)
        request.operation["answer"] = answer
        assert isinstance(answer.body, bytes), "what a page shows comes whole"
        asker.deadline = answer.deadline
        shown = ShownResult(query, prepared.graph, answer.body, answer.partial)
        return await self._render(request, shown, asker)

    async def _update(self, request: Request, update: Update, asker: Asker) -> Response:
        token = authorize_write(request.headers.get("authorization"), self._site.config.tokens)
        request.operation["token"] = token
        await self._site.backend.update(update, asker, self._condition(request))
        return Response(204)

    def _condition(self, request: Request) -> Condition:
        """Return what must hold for an update, of the whole store.

        Raises:
            PreconditionFailedError: it does not hold now.

        """
        conditions, version = Preconditions.of_headers(request.headers), self._site.backend.version
        # The store always exists, though it may be empty.
        conditions.existence_to_write(always=True)
        return Condition(
            conditions.version_to_write(None if version is None else Validators(version))
        )

    async def _service_description(
        self, request: Request, address: str, asked: str | None
    ) -> Response:
        choice = choose_format(asked or request.headers.get("accept"), GRAPH_FORMATS)
        config = self._site.config
        if not choice.format.engine:
            return await self._description_page(request, address)
        description = describe_service(
            address,
            self._site.dataset.base,
            updates=bool(config.tokens),
            federated=config.engine is None and bool(config.federation_hosts.strip()),
            graphs=await self._described_graphs(request),
        )
        return _conditional(request, choice, description.serialise(choice.format))

    async def _description_page(self, request: Request, address: str) -> Response:
        asker = Asker(self._site.client(request), request.receive)
        try:
            shown = ShownEndpoint(address, updates=bool(self._site.config.tokens))
            return await self._render(request, shown, asker)
        finally:
            asker.close()

    async def _described_graphs(self, request: Request) -> list[str]:
        backend, asker = self._site.backend, Asker(self._site.client(request), request.receive)
        try:
            query = QueryOperation(_DESCRIBED_GRAPHS, base=self._site.dataset.base)
            prepared = await backend.prepare(query, asker)
            answer = await backend.query(prepared, TSV, asker, _ALL_DESCRIBED)
        finally:
            asker.close()
        assert isinstance(answer.body, bytes), "a part comes whole"
        return [line.strip("<>") for line in answer.body.decode("utf-8").split("\n")[1:] if line]


def _cache_key(request: Request) -> _Key | None:
    """Return the key of a GET; None if one of its headers is too long to cache."""
    scope = request.scope
    shaping = [header for header in scope["headers"] if header[0] in _SHAPING]
    size = sum([len(value) for _, value in shaping])
    if size > _LONGEST_HEADERS:
        return None
    query = scope["query_string"]
    return _Key((query, scope["scheme"], *shaping), len(query) + size)


def _says_update(request: Request) -> bool:
    """Return whether an update is sent as a whole body: nobody unknown may have one read."""
    return bare_type(request.headers.get("content-type")) == SPARQL_UPDATE


def offered_formats(graph: bool) -> tuple[Format, ...]:
    """Return what a result can be had as."""
    return GRAPH_FORMATS if graph else RESULT_FORMATS


def _tag(query: QueryOperation, choice: Choice, coding: str | None, version: str) -> str:
    dataset = f"{query.default_graphs}{query.named_graphs}{query.base}{query.explicit}"
    return Validators(version).tag(dataset, choice.media_type, coding, query.text)


def _choices(accept: str | None, graph: bool) -> tuple[Choice, ...]:
    if accept is not None and len(accept) > LONGEST_CACHED:
        return choose_formats(accept, offered_formats(graph))
    return _known_choices(accept, graph)


@lru_cache(maxsize=1024)
def _known_choices(accept: str | None, graph: bool) -> tuple[Choice, ...]:
    return choose_formats(accept, offered_formats(graph))


def _headers(choice: Choice) -> Headers:
    return [(b"content-type", choice.content_type.encode("ascii")), *_CACHING]


def _conditional(request: Request, choice: Choice, body: bytes) -> Response:
    """Return a body with a tag of its content, or 304 if the client has it.

    Raises:
        PreconditionFailedError: the client demands another.

    """
    conditions = Preconditions.of_headers(request.headers)
    tag = hashlib.blake2b(body, digest_size=9).hexdigest()
    headers = [*_headers(choice), (b"etag", f'"{tag}"'.encode("ascii"))]
    conditions.demand_for_read(tag)
    if conditions.has_found(tag):
        return _not_done(request, headers)
    return Response(200, headers, body)


async def _dropped(body: bytes | AsyncIterator[bytes]) -> None:
    """End a result that is not sent."""
    if not isinstance(body, bytes):
        await cast(AsyncGenerator[bytes], body).aclose()


def _not_done(request: Request, headers: Headers) -> Response:
    """Return the answer to If-None-Match where it does not hold (RFC 9110 §13.1.2)."""
    if request.method not in ("GET", "HEAD"):
        raise PreconditionFailedError("If-None-Match: the result still has the tag in the header")
    return Response(304, [item for item in headers if item[0] != b"content-type"])
