"""Listings are whole, in an order that stays, for people and for programs."""

import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE, expand
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
     (4, {"first", "prev", "last"})],
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
        ("/browse/Claim?page=5", 404),
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
def test_what_cannot_be_listed_is_told(linked: FlaskClient, path: str, status: int) -> None:
    assert linked.get(path).status_code == status


def test_a_class_without_a_prefix_is_listed_by_its_iri(pages: FlaskClient) -> None:
    response = pages.get("/browse/other.ttl", query_string={"class": f"{BASE}ontology#Claim"})
    assert members(response.data) == ["http://example.org/claim"]


def test_a_client_that_has_a_listing_is_told_so(linked: FlaskClient) -> None:
    for path in ("/browse.ttl", "/browse/Claim.nt?page=2", "/browse/Claim.html"):
        etag = linked.get(path).headers["ETag"]
        again = linked.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
