"""Listings are whole, in an order that stays, for people and for programs."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.linked_data.documents import DATA_FORMATS

HYDRA = "http://www.w3.org/ns/hydra/core#"


@pytest.fixture(scope="module")
def claims(built: BuildResult) -> list[str]:
    store = Store()
    store.bulk_load(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS)
    quads = store.quads_for_pattern(None, expand("rdf:type"), expand("dg:Claim"))
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})


def members(data: bytes) -> list[str]:
    quads = parse(data, format=RdfFormat.TURTLE)
    found = [quad.object for quad in quads if quad.predicate.value == f"{HYDRA}member"]
    return [node.value for node in found if isinstance(node, NamedNode)]


def test_the_pages_of_a_class_hold_every_individual_once_by_iri(
    linked: FlaskClient, claims: list[str]
) -> None:
    found: list[str] = []
    link: str | None = "/browse/Claim.ttl"
    while link:
        response = linked.get(link, headers={"Accept": "text/turtle"})
        assert response.status_code == 200
        page = members(response.data)
        assert len(page) <= 100
        found += page
        match = re.search(r'<http://localhost([^>]+)>; rel="next"', response.headers["Link"])
        link = match.group(1) if match else None
    assert found == claims
    assert len(found) > 300


@pytest.mark.parametrize(
    ("page", "relations"),
    [(1, {"first", "next", "last"}), (2, {"first", "prev", "next", "last"}),
     (5, {"first", "prev", "last"})],
)  # fmt: skip
def test_pages_lead_to_one_another(linked: FlaskClient, page: int, relations: set[str]) -> None:
    for extension in ("ttl", "html"):
        header = linked.get(f"/browse/Claim.{extension}?page={page}").headers["Link"]
        found = set(re.findall(r'rel="([^"]+)"', header))
        assert found - {"alternate"} == relations
    text = linked.get(f"/browse/Claim?page={page}", headers={"Accept": "text/html"}).text
    assert {rel for rel in relations if f'<link rel="{rel}"' in text} == relations


def test_every_class_is_listed_with_its_count(linked: FlaskClient, claims: list[str]) -> None:
    for item in DATA_FORMATS:
        data = linked.get(f"/browse.{item.extension}").data
        triples = [quad.triple for quad in parse(data, format=getattr(RdfFormat, item.engine))]
        counts = {
            triple.subject: triple.object
            for triple in triples
            if triple.predicate.value == f"{HYDRA}totalItems"
        }
        assert len(counts) >= 90
        number = counts[NamedNode("http://localhost/browse/Claim")]
        assert isinstance(number, Literal)
        assert number.value == str(len(claims))


def test_every_listing_that_is_linked_answers(linked: FlaskClient) -> None:
    text = linked.get("/browse", headers={"Accept": "text/html"}).text
    links = re.findall(r'href="(/browse/[^"]+)"', text)
    assert len(links) >= 85
    for link in links:
        response = linked.get(link.replace("&amp;", "&"), headers={"Accept": "text/html"})
        assert response.status_code == 200, link
        assert '<a href="/' in response.text


def test_a_listing_has_names_in_both_languages(linked: FlaskClient) -> None:
    for language in ("zh", "en"):
        text = linked.get(f"/browse/Programme.html?lang={language}").text
        assert "大气污染防治" in text
        assert "Prevention and control of air pollution" in text


def test_listings_are_negotiated_in_place(linked: FlaskClient) -> None:
    for accept, media_type in (("text/html", "text/html"), ("*/*", "text/turtle")):
        response = linked.get("/browse/Programme", headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert "accept" in response.vary.as_set()
    assert linked.get("/browse", headers={"Accept": "image/png"}).status_code == 406
    assert linked.post("/browse/Programme").status_code == 405


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/browse/Claim?page=0", 404),
        ("/browse/Claim?page=6", 404),
        ("/browse/Claim?page=x", 400),
        ("/browse/Claim?page=²", 400),
        ("/browse/Claim?page=-1", 400),
        ("/browse/unknown:Claim", 404),
        ("/browse/NoClass", 404),
        ("/browse/a<b", 404),
        ("/browse/other", 400),
        ("/browse/other?class=no+iri", 400),
        ("/browse/other?class=http://example.org/None", 404),
        ("/browse.zip", 404),
    ],
)
def test_an_address_that_lists_no_class_gets_an_error(
    linked: FlaskClient, path: str, status: int
) -> None:
    assert linked.get(path).status_code == status


def test_a_class_without_a_prefix_is_listed_by_its_iri(pages: FlaskClient) -> None:
    response = pages.get("/browse/other.ttl", query_string={"class": f"{BASE}ontology#Claim"})
    assert members(response.data) == ["http://example.org/claim"]


def test_a_client_that_has_a_listing_gets_a_304(linked: FlaskClient) -> None:
    for path in ("/browse.ttl", "/browse/Claim.nt?page=2", "/browse/Claim.html"):
        etag = linked.get(path).headers["ETag"]
        again = linked.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


def test_a_listing_as_json_ld_is_compact_and_says_what_turtle_says(linked: FlaskClient) -> None:
    for path in ("/browse", "/browse/Claim"):
        response = linked.get(path, headers={"Accept": "application/ld+json"})
        assert response.content_type == "application/ld+json"
        content = response.get_json(force=True)
        assert content["type"] == "hydra:Collection"
        assert content["@context"]["hydra"] == "http://www.w3.org/ns/hydra/core#"
        triples = {q.triple for q in parse(response.data, format=RdfFormat.JSON_LD)}
        turtle = {q.triple for q in parse(linked.get(f"{path}.ttl").data, format=RdfFormat.TURTLE)}
        assert triples == turtle
        assert len(triples) >= 100


def test_the_etag_of_a_listing_is_that_of_its_content(tmp_path: Path) -> None:
    claim = f"<http://example.org/{{}}> <{expand('rdf:type').value}> <{BASE}ontology#Claim> .\n"
    quads = (
        claim.format("a"),
        claim.format("a") + "<http://example.org/a> <http://example.org/says> 'more' .\n",
        claim.format("a") + claim.format("b"),
    )
    tags = []
    for text in quads:
        pages = pages_application(
            ServerConfig(tmp_path), no_dataset(tmp_path), MemoryBackend(text.replace("'", '"'))
        )
        tags.append(pages.test_client().get("/browse/Claim.ttl").headers["ETag"])
    assert tags[0] == tags[1]
    assert tags[2] != tags[0]


LARGE = f"""
<{BASE}dataset> <http://rdfs.org/ns/void#triples> 47000000 .
<{BASE}dataset> <http://rdfs.org/ns/void#classPartition> <{BASE}dataset#class-1> .
<{BASE}dataset#class-1> <http://rdfs.org/ns/void#class> <{BASE}ontology#SourceDocument> .
<{BASE}dataset#class-1> <http://rdfs.org/ns/void#entities> 1 .
<{BASE}dataset> <http://rdfs.org/ns/void#classPartition> <{BASE}dataset#class-2> .
<{BASE}dataset#class-2> <http://rdfs.org/ns/void#class> <{BASE}ontology#Claim> .
<{BASE}dataset#class-2> <http://rdfs.org/ns/void#entities> 113000 .
<{BASE}id/document/d1> a <{BASE}ontology#SourceDocument> .
<{BASE}id/document/d2> a <{BASE}ontology#SourceDocument> .
<{BASE}id/claim/c1> a <{BASE}ontology#Claim> .
<urn:mine> a <{BASE}ontology#Mine> .
"""
"""A store that says that it is large: nothing of it is counted as a whole."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("large")
    lines = parse(LARGE.encode(), format=RdfFormat.TURTLE)
    backend = MemoryBackend((serialize(lines, format=RdfFormat.N_QUADS) or b"").decode())
    return pages_application(ServerConfig(folder), no_dataset(folder), backend).test_client()


def test_what_a_large_store_says_of_its_classes_is_listed(large: FlaskClient) -> None:
    text = large.get("/browse.html?lang=en").text
    assert "113,000" in text
    assert "/browse/SourceDocument" in text


def test_a_class_with_few_individuals_is_counted_in_a_large_store_too(large: FlaskClient) -> None:
    for name, expected in (("SourceDocument", {"d1", "d2"}), ("Mine", {"urn:mine"})):
        found = members(large.get(f"/browse/{name}.ttl").data)
        assert {iri.rpartition("/")[2] for iri in found} == expected
    many = large.get("/browse/Claim.ttl")
    assert members(many.data) == [f"{BASE}id/claim/c1"]
    assert "page=1130" in many.headers["Link"]


def test_the_site_map_of_a_large_store_has_what_readers_look_for(large: FlaskClient) -> None:
    text = large.get("/sitemap.xml").text
    assert "/id/document/d2" in text
    assert "/id/claim/" not in text
