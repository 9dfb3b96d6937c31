"""Every IRI of a store under the base has documents, wherever it occurs and whatever its path."""

from functools import partial
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.linked_data.documents import DATA_FORMATS

GRAPH = NamedNode("http://example.org/graph")
P = NamedNode("http://example.org/p")
ELSEWHERE = NamedNode("http://example.org/elsewhere")


def own(path: str) -> NamedNode:
    return NamedNode(BASE + path)


QUADS = (
    Quad(own("top"), expand("rdfs:label"), Literal("top")),
    Quad(own("a/b/c"), P, Literal("deep")),
    Quad(own("compare"), P, Literal("a path of a page")),
    Quad(own("queries/of-mine"), P, Literal("below a path of pages")),
    Quad(own("download/of-mine"), P, Literal("below a path of files")),
    Quad(own("store/of-mine"), P, Literal("below a path of a protocol")),
    Quad(own(""), P, Literal("the base itself")),
    Quad(own("named"), P, Literal("in a graph"), GRAPH),
    Quad(own("id/named"), P, BlankNode("part"), GRAPH),
    Quad(BlankNode("part"), P, Literal("of a part"), GRAPH),
    Quad(ELSEWHERE, own("property"), own("value")),
    Quad(ELSEWHERE, own("id/property-in-a-graph"), own("id/value-in-a-graph"), GRAPH),
    Quad(BlankNode("nameless"), P, own("of-nobody")),
    Quad(ELSEWHERE, P, Literal("x"), own("graph-of-mine")),
    Quad(own("card#me"), P, Literal("only a fragment")),
)  # fmt: skip
PATHS = {
    "top": "/top",
    "a/b/c": "/a/b/c",
    "queries/of-mine": "/queries/of-mine",
    "download/of-mine": "/download/of-mine",
    "named": "/named",
    "id/named": "/id/named",
    "property": "/property",
    "value": "/value",
    "id/property-in-a-graph": "/id/property-in-a-graph",
    "id/value-in-a-graph": "/id/value-in-a-graph",
    "of-nobody": "/of-nobody",
    "graph-of-mine": "/graph-of-mine",
    "card": "/card",
}
"""The paths of IRIs that lead to documents."""
ALL = [*PATHS, "compare", ""]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("bare")
    backend = MemoryBackend("".join(f"{quad} .\n" for quad in QUADS))
    return pages_application(ServerConfig(folder), no_dataset(folder), backend).test_client()


def named_in(quads: set[Quad], iri: str) -> bool:
    terms = {term for quad in quads for term in quad if isinstance(term, NamedNode)}
    return any(term.value.partition("#")[0] == iri for term in terms)


@pytest.mark.parametrize("path", PATHS)
def test_an_address_leads_to_the_document(client: FlaskClient, path: str) -> None:
    reply = client.get(PATHS[path])
    assert (reply.status_code, reply.location) == (303, f"{PATHS[path]}.ttl")
    assert client.head(PATHS[path]).status_code == 303
    page = client.get(PATHS[path], headers={"Accept": "text/html"})
    assert (page.status_code, page.location) == (303, f"{PATHS[path]}.html")


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("output", DATA_FORMATS, ids=lambda item: item.extension)
def test_every_document_says_something_of_it(
    client: FlaskClient, path: str, output: Format
) -> None:
    reply = client.get(f"/{path}.{output.extension}")
    assert (reply.status_code, reply.mimetype) == (200, output.media_type)
    rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
    assert named_in(set(parse(reply.data, format=rdf_format)), BASE + path)


@pytest.mark.parametrize("path", ALL)
def test_every_one_has_a_page_with_its_documents(client: FlaskClient, path: str) -> None:
    reply = client.get(f"/{path}.html?lang=en")
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    assert f'href="/{path}.ttl"' in reply.get_data(as_text=True)


def test_only_formats_with_graphs_say_in_which_a_triple_is(client: FlaskClient) -> None:
    triples = partial(parse, format=RdfFormat.N_TRIPLES)
    quads = partial(parse, format=RdfFormat.N_QUADS)
    stated = Triple(own("named"), P, Literal("in a graph"))
    assert {quad.triple for quad in triples(client.get("/named.nt").data)} == {stated}
    assert set(quads(client.get("/named.nq").data)) == {in_graph(stated, GRAPH)}
    whole = list(quads(client.get("/id/named.nq").data))
    assert {str(quad.graph_name) for quad in whole} == {str(GRAPH)}
    assert Literal("of a part") in {quad.object for quad in whole}
    mention = Quad(ELSEWHERE, own("property"), own("value"))
    assert set(quads(client.get("/value.nq").data)) == {mention}
    assert set(quads(client.get("/property.nq").data)) == {mention}


def test_what_is_below_a_protocol_s_path_has_documents_too(client: FlaskClient) -> None:
    iri = quote(f"{BASE}store/of-mine", safe="")
    reply = client.get(f"/resource?iri={iri}")
    assert (reply.status_code, reply.location) == (303, f"/resource.ttl?iri={iri}")
    assert b"below a path of a protocol" in client.get(reply.location).data
    assert client.get(f"/resource.html?iri={iri}").status_code == 200
    assert client.get(f"/resource.ttl?iri={quote(BASE + 'top', safe='')}").location == "/top.ttl"


@pytest.mark.parametrize("path", ["/unknown", "/unknown.ttl", "/id/unknown", "/queries/unknown"])
def test_an_address_of_nothing_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.head(path).status_code == 404


def test_other_methods_find_nothing_there(client: FlaskClient) -> None:
    assert client.post("/top").status_code in (404, 405)
    assert client.delete("/top").status_code in (404, 405)


def test_what_is_only_mentioned_elsewhere_has_no_data_here(client: FlaskClient) -> None:
    for iri in (P.value, "http://example.org/unknown"):
        assert client.get("/resource.ttl", query_string={"iri": iri}).status_code == 404


def test_a_format_that_nobody_accepts_is_406(client: FlaskClient) -> None:
    assert client.get("/top", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/top.ttl?format=nt").status_code == 400
