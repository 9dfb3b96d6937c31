"""The resource /sparql: SPARQL 1.1 Protocol, Service Description and CORS, as values."""

import asyncio
import hashlib
import re
from collections.abc import Hashable
from functools import lru_cache

from flask import Flask

from districtgraph.server.http.compression import PackedPieces, choose_encoding, packed
from districtgraph.server.http.cross_origin import preflight
from districtgraph.server.http.http_exchange import Headers, Request, Response
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format
from districtgraph.server.http.negotiation import LONGEST_KEPT, Choice, choose_format
from districtgraph.server.pages.result_page import render_graph_page, render_result_page
from districtgraph.server.site import Site
from districtgraph.server.sparql.authorization import authorize_write
from districtgraph.server.sparql.protocol import (
    METHODS,
    SPARQL_UPDATE,
    HttpRequest,
    Query,
    ServiceDescriptionRequest,
    Update,
    parse_request,
)
from districtgraph.server.sparql.result_cache import ResultCache
from districtgraph.server.sparql.service_description import describe_service
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.workers.off_loop import off_loop
from districtgraph.server.workers.worker_pool import Answer, Task

__all__ = ["SparqlEndpoint", "has_etag", "is_volatile", "offered_formats"]

_JSON = RESULT_FORMATS[0]
_N_TRIPLES = GRAPH_FORMATS[1]
_DESCRIPTION_FORMATS = tuple(item for item in GRAPH_FORMATS if item.engine)
_CSV = RESULT_FORMATS[2]
_DESCRIBED_GRAPHS = """SELECT DISTINCT ?graph WHERE {
  ?dataset <http://rdfs.org/ns/void#subset> ?graph . FILTER EXISTS { GRAPH ?graph {} }
} ORDER BY ?graph LIMIT 1000"""
"""The named graphs that the dataset's own VoID description names."""
_CHANGING = ("NOW", "RAND", "UUID", "BNODE", "SERVICE", "\\")
# Whatever stands before it: the engine takes `1NOW()` for two tokens. A comment between is not
# looked through, since each word in it would look through the rest again: it counts as a bracket.
_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*+[(\#]|SERVICE|\\", re.IGNORECASE)
_WORTH_PACKING = 1024
_SHAPING = frozenset({
    b"accept", b"accept-encoding", b"host", b"if-none-match",
    b"x-forwarded-host", b"x-forwarded-prefix", b"x-forwarded-proto",
})  # fmt: skip
"""Headers that an answer depends on."""
_CACHING = ((b"vary", b"Accept, Accept-Encoding"), (b"cache-control", b"no-cache"))


class SparqlEndpoint:
    """Answers the requests of /sparql.

    Args:
        site: what the server has.
        pages: the application whose templates render results for people.

    """

    def __init__(self, site: Site, pages: Flask) -> None:
        self._site = site
        self._pages = pages
        self._cache = ResultCache(site.config.cache_size * 1024 * 1024)
        site.service.on_change = self._cache.clear

    async def respond(self, request: Request) -> Response:
        """Return the response to a request; errors are raised as RequestError."""
        key = None
        if request.method == "GET":
            key = _cache_key(request)
            if (kept := self._cache.get(key)) is not None:
                self._site.metrics.cache_hits.inc()
                return Response(200, kept[0], kept[1])
        if request.method == "OPTIONS":
            return preflight(METHODS)
        base = f"{self._site.public_url(request)}/sparql"
        operation = parse_request(await self._http_request(request, base))
        if isinstance(operation, ServiceDescriptionRequest):
            return await self._service_description(request, base)
        kind = "update" if isinstance(operation, Update) else "query"
        request.operation |= {"operation": kind, "text": operation.text}
        if isinstance(operation, Update):
            return await self._update(request, operation)
        return await self._query(request, operation, key)

    async def _http_request(self, request: Request, base: str) -> HttpRequest:
        body = b""
        if request.method == "POST":
            if _says_update(request):
                authorize_write(request.headers.get("authorization"), self._site.config.tokens)
            body = await request.body(self._site.config.max_body)
        return HttpRequest(
            request.method, request.query_string, request.headers.get("content-type"), body, base
        )

    async def _query(self, request: Request, query: Query, key: object) -> Response:
        graph, volatile = await off_loop(_character, query.text)
        choice = _choice(request.headers.get("accept"), graph)
        if not choice.format.engine:
            return await self._page(request, query, graph, choice)
        headers = _headers(choice)
        generation = self._site.service.generation
        coding = choose_encoding(request.headers.get("accept-encoding", ""))
        if not volatile:
            headers.append((b"etag", _etag(query, choice, coding, generation)))
            if (response := _not_modified(request, headers)) is not None:
                return response
        task = await self._site.service.query(query, choice.format, request.received_at)
        body = await self._answer(request, task)
        if isinstance(body, bytes):
            if coding and len(body) >= _WORTH_PACKING:
                body = packed(body, coding)
                headers.append((b"content-encoding", coding.encode("ascii")))
            # Of another generation, it would be kept as an answer of this one.
            if key is not None and not volatile and generation == self._site.service.generation:
                self._cache.put(key, headers, body)
        elif coding:
            body = PackedPieces(body, coding)
            headers.append((b"content-encoding", coding.encode("ascii")))
        return Response(200, headers, body, task.deadline)

    async def _answer(self, request: Request, task: Task) -> Answer:
        watch: list[asyncio.Task[None]] = []
        # Most queries are over before it would pay to look whether their client is still there.
        task.on_slow = lambda: watch.append(
            asyncio.get_running_loop().create_task(self._watch(request, task))
        )
        request.operation["task"] = task
        try:
            return await self._site.service.answer(task)
        finally:
            for item in watch:
                item.cancel()

    async def _watch(self, request: Request, task: Task) -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self._site.service.pool.cancel(task)

    async def _page(self, request: Request, query: Query, graph: bool, choice: Choice) -> Response:
        output = _N_TRIPLES if graph else _JSON
        task = await self._site.service.query(query, output, request.received_at)
        answer = await self._answer(request, task)
        result = (
            answer if isinstance(answer, bytes) else b"".join([piece async for piece in answer])
        )
        render = render_graph_page if graph else render_result_page

        def rendered() -> bytes:
            target = f"/sparql?{request.query_string}"
            names = ("accept-language", "cookie")
            headers = {name: request.headers.get(name, "") for name in names}
            # With the prefix of a proxy that the links of the page need.
            root = self._site.public_url(request)
            with self._pages.test_request_context(target, root, headers=headers):
                return render(query, result)

        return Response(200, _headers(choice), await asyncio.to_thread(rendered))

    async def _update(self, request: Request, update: Update) -> Response:
        token = authorize_write(request.headers.get("authorization"), self._site.config.tokens)
        request.operation["token"] = token
        await self._site.service.update(update, request.received_at)
        return Response(204)

    async def _service_description(self, request: Request, address: str) -> Response:
        choice = choose_format(request.headers.get("accept"), _DESCRIPTION_FORMATS)
        config = self._site.config
        description = describe_service(
            address,
            self._site.dataset.base,
            updates=bool(config.tokens),
            graphs=await self._described_graphs(request),
        )
        headers = _headers(choice)
        return Response(200, headers, description.serialise(choice.format))

    async def _described_graphs(self, request: Request) -> list[str]:
        task = await self._site.service.query(Query(_DESCRIBED_GRAPHS), _CSV)
        answer = await self._answer(request, task)
        assert isinstance(answer, bytes), "1,000 IRIs fit into one message"
        return answer.decode("utf-8").split()[1:]


def _cache_key(request: Request) -> Hashable:
    """Return all of a GET that its answer depends on, as it came."""
    scope = request.scope
    return (
        scope["query_string"],
        scope["scheme"],
        *[header for header in scope["headers"] if header[0] in _SHAPING],
    )


def _says_update(request: Request) -> bool:
    """Return whether an update is sent as a whole body: nobody unknown may have one read."""
    media_type = request.headers.get("content-type", "").partition(";")[0]
    return media_type.strip().lower() == SPARQL_UPDATE


def _character(text: str) -> tuple[bool, bool]:
    """Return whether a query's form gives a graph, and whether its answer is volatile."""
    return query_form(text) in ("CONSTRUCT", "DESCRIBE"), is_volatile(text)


def offered_formats(graph: bool) -> tuple[Format, ...]:
    """Return what a result can be had as."""
    return GRAPH_FORMATS if graph else RESULT_FORMATS


def is_volatile(text: str) -> bool:
    """Return whether a query's answer changes from one time to the next over the same store."""
    capitals = text.upper()
    return any([word in capitals for word in _CHANGING]) and bool(_VOLATILE.search(text))


def _etag(query: Query, choice: Choice, coding: str | None, generation: str | None) -> bytes:
    what = f"{query.default_graphs}{query.named_graphs}{query.base}{choice.media_type}{coding}"
    digest = hashlib.blake2b((what + query.text).encode(), digest_size=9).hexdigest()
    return f'"{generation}-{digest}"'.encode("ascii")


def _choice(accept: str | None, graph: bool) -> Choice:
    if accept is not None and len(accept) > LONGEST_KEPT:
        return choose_format(accept, offered_formats(graph))
    return _known_choice(accept, graph)


@lru_cache(maxsize=1024)
def _known_choice(accept: str | None, graph: bool) -> Choice:
    return choose_format(accept, offered_formats(graph))


def _headers(choice: Choice) -> Headers:
    return [(b"content-type", choice.content_type.encode("ascii")), *_CACHING]


def _not_modified(request: Request, headers: Headers) -> Response | None:
    asked = request.headers.get("if-none-match")
    if asked is None:
        return None
    etag = dict(headers).get(b"etag", b"").decode("ascii")
    if not has_etag(asked, etag):
        return None
    return Response(304, [item for item in headers if item[0] != b"content-type"])


def has_etag(header: str, etag: str) -> bool:
    """Return whether an If-None-Match header names a tag, by weak comparison (RFC 9110 §13.1.2)."""
    return any([item.strip().removeprefix("W/") in (etag, "*") for item in header.split(",")])
