"""A proper request for every route that the server has, and whether one is missing here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from .exchange import AUTHORIZATION

__all__ = ["FLOOD", "ROUTE_REQUESTS", "RouteRequest", "requests_of", "route_requests"]

FLOOD: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""Its result is endless; clients that read nothing request it."""
_ENTITY: Final = "/id/place/210104"
_SCRATCH: Final = "/store?graph=http%3A%2F%2Fexample.org%2Fscratch"
_TRIPLE: Final = b'<http://example.org/s> <http://example.org/p> "o" .\n'
_FORM: Final = "application/x-www-form-urlencoded"
_HTML: Final = "text/html"
_ENGLISH: Final = "/reconcile/en"
_QUERIES: Final = urlencode({"queries": '{"q0": {"query": "大东区"}}'}).encode()


@dataclass(frozen=True, slots=True)
class RouteRequest:
    """A request as a proper client sends it.

    Attributes:
        route: as the application writes it.
        path: an address of the route, percent-encoded.
        method: in upper case.
        headers: those apart from Host and Content-Length.
        body: None where the request has none.

    """

    route: str
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def name(self) -> str:
        """Its name in tables."""
        form = self.headers.get("Content-Type") or self.headers.get("Accept") or ""
        path = self.path if len(self.path) < 50 else self.route
        return " ".join(word for word in (self.method, path, form) if word)

    def head(self, length: int | None = None) -> bytes:
        """Return the request's head.

        Args:
            length: bytes of the body that the head announces, in place of the body's own.

        """
        announced = len(self.body) if length is None and self.body is not None else length
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: x"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if announced is not None:
            lines.append(f"Content-Length: {announced}")
        return "\r\n".join([*lines, "", ""]).encode()

    def encoded(self) -> bytes:
        """Return the whole request."""
        return self.head() + (self.body or b"")


def _get(route: str, *paths: str, accept: str = "") -> Iterator[RouteRequest]:
    headers = {"Accept": accept} if accept else {}
    for path in paths or (route,):
        yield RouteRequest(route, path, headers=headers)


def _post(
    route: str, path: str, content_type: str, body: bytes, **headers: str
) -> Iterator[RouteRequest]:
    yield RouteRequest(route, path, "POST", {"Content-Type": content_type, **headers}, body)


def _protocols() -> Iterator[RouteRequest]:
    csv = {"Accept": "text/csv"}
    yield RouteRequest("/sparql", f"/sparql?query={quote(FLOOD)}", headers=csv)
    yield from _post("/sparql", "/sparql", "application/sparql-query", FLOOD.encode())
    insert = b"INSERT DATA { GRAPH <http://example.org/scratch> { <http://e.org/s> <p:p> 1 } }"
    yield from _post("/sparql", "/sparql", "application/sparql-update", insert, **AUTHORIZATION)
    html = {"Accept": _HTML}
    yield RouteRequest("/sparql", f"/sparql?query={quote(FLOOD + ' LIMIT 2000')}", headers=html)
    document = {"Content-Type": "application/n-triples", **AUTHORIZATION}
    yield from _get("/store", "/store?default", accept="application/n-triples")
    yield RouteRequest("/store", _SCRATCH, "PUT", document, _TRIPLE * 100)
    yield RouteRequest("/store", "/store/one/graph", "POST", document, _TRIPLE * 100)
    yield from _post("/federation", "/federation/none", "application/sparql-query", b"ASK {}")
    yield from _get("/healthz")
    yield from _get("/readyz")
    yield from _get("/metrics")


def _pages() -> Iterator[RouteRequest]:
    yield from _get("/", accept=_HTML)
    yield from _get("/data", accept=_HTML)
    yield from _get("/district/<key>", "/district/210104")
    yield from _get("/compare")
    yield from _get("/compare.csv")
    yield from _get("/source")
    yield from _get("/source/<key>", "/source/dadong-district")
    yield from _get("/editor")
    yield from _get("/editor/terms")
    yield from _get("/search", f"/search?q={quote('养老')}")
    yield from _get("/search.json", f"/search.json?q={quote('养老')}")
    yield from _get("/opensearch.xml")
    yield from _get("/static/<path:filename>", "/static/style.css")
    yield from _post("/q", "/q", _FORM, urlencode({"query": "ASK {}"}).encode())
    yield from _get("/q/<name>", "/q/none")
    yield from _get("/q/<name>.rq", "/q/none.rq")
    # Without its body a page's POST occupies its reader; with a wrong method it must not.
    yield from _post("/", "/", _FORM, b"a=b")


def _linked_data() -> Iterator[RouteRequest]:
    iri = quote("http://example.org/n/1", safe="")
    yield from _get("/id/<path:name>", _ENTITY, f"{_ENTITY}.ttl", accept=_HTML)
    yield from _get("/graph/<path:name>", "/graph/inferred")
    yield from _get("/dataset", accept=_HTML)
    yield from _get("/dataset.<name>", "/dataset.ttl")
    yield from _get("/ontology", accept=_HTML)
    yield from _get("/ontology.<name>", "/ontology.ttl")
    yield from _get("/shapes")
    yield from _get("/shapes.<name>", "/shapes.ttl")
    yield from _get("/ontology/<path:name>", "/ontology/0.1.0")
    yield from _get("/catalogue", accept="text/turtle")
    yield from _get("/catalogue.<name>", "/catalogue.jsonld")
    yield from _get("/resource", f"/resource?iri={iri}", accept=_HTML)
    yield from _get("/resource.<extension>", f"/resource.ttl?iri={iri}")
    yield from _get("/browse", accept=_HTML)
    yield from _get("/browse.<extension>", "/browse.ttl")
    yield from _get("/browse/<path:kind>", "/browse/Claim", accept=_HTML)
    yield from _get("/.well-known/void")
    yield from _get("/context.jsonld")
    yield from _get("/sitemap.xml")
    yield from _get("/sitemap-<int:number>.xml", "/sitemap-1.xml")
    yield from _get("/robots.txt")
    yield from _get("/download/<name>", "/download/dataset.nq")
    yield from _get("/download/documents/<key>.<extension>", "/download/documents/none.nq")


def _interfaces() -> Iterator[RouteRequest]:
    language = "/reconcile/<any(zh, en):language>"
    yield from _get("/queries.<any(ttl, nt, jsonld, rdf):extension>", "/queries.ttl")
    yield from _get("/queries", accept=_HTML)
    yield from _get("/queries.<any(json, html):extension>", "/queries.json")
    yield from _get("/queries/<name>", "/queries/targets-and-their-years.csv")
    yield from _get("/openapi.json")
    yield from _get("/openapi.yaml")
    yield from _get("/api", accept=_HTML)
    yield from _get("/reconcile")
    yield from _post("/reconcile", "/reconcile", _FORM, _QUERIES)
    yield from _post(language, _ENGLISH, _FORM, _QUERIES)
    suggest = f"{language}/suggest/<any(entity, type, property):kind>"
    yield from _get(suggest, f"{_ENGLISH}/suggest/entity?prefix={quote('大东')}")
    yield from _get(f"{language}/properties", f"{_ENGLISH}/properties?limit=3")
    yield from _get(f"{language}/preview", f"{_ENGLISH}/preview?id=place%2F210104")
    yield from _get(f"{language}/view", f"{_ENGLISH}/view?id=place%2F210104")


def route_requests() -> Iterator[RouteRequest]:
    """Yield the requests, at least one for each route."""
    yield from _protocols()
    yield from _pages()
    yield from _linked_data()
    yield from _interfaces()


ROUTE_REQUESTS: Final = tuple(route_requests())


def requests_of(*routes: str) -> tuple[RouteRequest, ...]:
    """Return the requests of some routes.

    Raises:
        KeyError: there is no request for one of them.

    """
    found = tuple(request for request in ROUTE_REQUESTS if request.route in routes)
    if missing := set(routes) - {request.route for request in found}:
        raise KeyError(missing)
    return found
