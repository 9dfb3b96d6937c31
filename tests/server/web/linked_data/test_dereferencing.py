"""Things lead to documents, documents are what their address says."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, parse

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.addresses import Addresses
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.linked_data.documents import DOCUMENT_FORMATS

DISTRICT = "id/place/210104"
CLAIM = "id/claim/dadong-district/210104-follows-resources-to-the-grassroots"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("application/ld+json", "jsonld"),
        ("application/json;q=0.5, text/turtle;q=0.4", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-quads", "nq"),
        ("text/plain", "nt"),
    ],
)
def test_a_thing_leads_to_the_document_that_accept_likes_best(
    linked: FlaskClient, accept: str | None, extension: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    for path in (DISTRICT, "graph/inferred", "dataset"):
        response = linked.get(f"/{path}", headers=headers)
        assert (response.status_code, response.headers["Location"]) == (303, f"/{path}.{extension}")
        assert response.vary.as_set() == {"accept"}


def test_a_thing_with_no_acceptable_document_is_406(linked: FlaskClient) -> None:
    response = linked.get(f"/{DISTRICT}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "accept" in response.vary.as_set()
    assert "text/turtle" in response.get_json()["detail"]


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png"])
def test_a_document_is_in_its_format_whatever_accept_says(linked: FlaskClient, accept: str) -> None:
    for item in DOCUMENT_FORMATS:
        path = f"/{DISTRICT}.{item.extension}"
        response = linked.get(path, headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (200, item.media_type)
        head = linked.head(path, headers={"Accept": accept})
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == response.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/place/999999",
        "/id/place/999999.ttl",
        "/id/place/210104.txt",
        "/id/place/a<b>.ttl",
        "/graph/none",
        "/dataset.zip",
        "/resource.ttl?iri=http://example.org/unknown",
        "/resource.zip?iri=http://example.org/",
        "/resource.ttl?iri=no+iri",
    ],
)
def test_an_unknown_resource_gives_404(linked: FlaskClient, path: str) -> None:
    response = linked.get(path)
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_scripts_of_other_sites_may_ask_and_read(linked: FlaskClient) -> None:
    response = linked.options(f"/{DISTRICT}.ttl")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response.headers["Access-Control-Allow-Headers"]
    assert "Link" in linked.get(f"/{DISTRICT}.ttl").headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "path",
    ["/queries.json", "/queries/goals", "/compare", "/search.json", "/browse", "/reconcile/zh",
     "/q", "/catalogue", "/ontology", "/shapes.ttl", "/openapi.json"],
)  # fmt: skip
def test_every_page_and_interface_allows_scripts_the_same(linked: FlaskClient, path: str) -> None:
    wanted = {"Access-Control-Request-Headers": "if-none-match, x-my"}
    allowed = linked.options(path, headers=wanted).headers["Access-Control-Allow-Headers"]
    assert {"if-none-match", "x-my", "accept"} <= {name.lower() for name in allowed.split(", ")}
    exposed = linked.get(path).headers["Access-Control-Expose-Headers"]
    assert {"ETag", "Link", "Retry-After"} <= set(exposed.split(", "))


@pytest.mark.parametrize("name", ["format", "output", "_mediatype"])
@pytest.mark.parametrize(
    ("path", "asked", "address"),
    [
        (f"/{DISTRICT}", "jsonld", f"/{DISTRICT}.jsonld"),
        (f"/{DISTRICT}", "application/rdf+xml", f"/{DISTRICT}.rdf"),
        ("/ontology", "nt", "/ontology.nt"),
        ("/catalogue", "ttl", "/catalogue.ttl"),
        ("/shapes", "jsonld", "/shapes.jsonld"),
        ("/.well-known/void", "nt", ".nt"),
    ],
)
def test_a_parameter_leads_to_the_document_of_its_format(
    linked: FlaskClient, path: str, asked: str, address: str, name: str
) -> None:
    response = linked.get(path, query_string={name: asked}, headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.location.endswith(address)


@pytest.mark.parametrize(("asked", "status"), [("nope", 400), ("csv", 406)])
@pytest.mark.parametrize("path", [f"/{DISTRICT}", "/ontology", "/shapes", "/browse"])
def test_a_format_that_a_document_does_not_have_is_refused(
    linked: FlaskClient, path: str, asked: str, status: int
) -> None:
    assert linked.get(path, query_string={"format": asked}).status_code == status


def test_the_language_of_a_page_comes_before_the_part_of_it(linked: FlaskClient) -> None:
    given = {"iri": f"{BASE}ontology#Claim", "lang": "en"}
    response = linked.get("/resource", query_string=given, headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.location.endswith("/ontology.html?lang=en#Claim")


ODD = (
    f"{BASE}id/区", f"{BASE}id/%E5%8C%BA", f"{BASE}id/%E5%BA%82", f"{BASE}id/table.ttl",
    f"{BASE}id/a:b@c(d)", f"{BASE}id/a%20b", f"{BASE}id/x.y.z/",
)  # fmt: skip


@pytest.fixture(scope="module")
def odd(data: Path) -> FlaskClient:
    """Linked data of IRIs that others have written under our base."""
    quads = "".join(f'<{iri}> <http://example.org/p> "x" .\n' for iri in ODD)
    store = MemoryBackend(quads)
    return pages_application(ServerConfig(data), read_dataset(data), store).test_client()


@pytest.mark.parametrize("iri", ODD)
def test_any_iri_under_the_base_has_its_document(odd: FlaskClient, iri: str) -> None:
    link = Addresses(BASE, "http://localhost").document(iri, "nt")
    response = odd.get(link)
    assert response.status_code == 200
    assert {str(quad.subject) for quad in parse(response.data, format=RdfFormat.N_TRIPLES)} == {
        f"<{iri}>"
    }


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/%E5%8C%BA", "/id/%E5%8C%BA.ttl"),
        ("/id/%E5%BA%82", "/id/%25E5%25BA%2582.ttl"),
        ("/id/table.ttl", "/id/table.ttl.ttl"),
        ("/id/x.y.z/", "/id/x.y.z/.ttl"),
    ],
)
def test_a_path_that_could_be_several_iris_is_the_one_that_is_known(
    odd: FlaskClient, path: str, location: str
) -> None:
    response = odd.get(path)
    assert (response.status_code, response.headers["Location"]) == (303, location)
    assert odd.get(location).status_code == 200


def test_a_document_of_whose_parts_alone_something_is_said_answers(data: Path) -> None:
    parts = f"{BASE}id/card#me", f"{BASE}id/card#you"
    quads = "".join(f'<{iri}> <http://example.org/says> "words" .\n' for iri in parts)
    store = MemoryBackend(quads)
    client = pages_application(ServerConfig(data), read_dataset(data), store).test_client()
    response = client.get("/id/card", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["Location"]) == (303, "/id/card.ttl")
    page = client.get("/id/card.html").get_data(as_text=True)
    for name in ("me", "you"):
        assert f'<div class="part" id="{name}">' in page
    assert page.count(">words<") == 2
    document = client.get("/id/card.nq")
    assert document.status_code == 200
    subjects = {quad.subject for quad in parse(document.data, format=RdfFormat.N_QUADS)}
    assert subjects >= {NamedNode(iri) for iri in parts}
    assert client.get("/id/car").status_code == client.get("/id/card2.ttl").status_code == 404


def test_other_methods_are_405(linked: FlaskClient) -> None:
    for path in (f"/{DISTRICT}", f"/{DISTRICT}.ttl", "/dataset", "/resource.ttl"):
        response = linked.post(path)
        assert response.status_code == 405
        assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def test_an_iri_of_others_has_its_documents_too(linked: FlaskClient) -> None:
    iri = "http://www.w3.org/ns/prov#Entity"
    response = linked.get("/resource", query_string={"iri": iri})
    assert response.status_code == 303
    document = linked.get(response.headers["Location"])
    subjects = {quad.subject for quad in parse(document.data, format=RdfFormat.TURTLE)}
    assert NamedNode(iri) in subjects


def test_an_own_iri_at_resource_leads_to_its_own_document(linked: FlaskClient) -> None:
    response = linked.get("/resource.ttl", query_string={"iri": f"{BASE}{DISTRICT}"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/{DISTRICT}.ttl")


@pytest.mark.parametrize("query", ["", "?iri=a:b&iri=a:c"])
def test_resource_needs_one_iri(linked: FlaskClient, query: str) -> None:
    assert linked.get(f"/resource{query}").status_code == 400


def test_a_redirect_to_the_page_preserves_the_chosen_language(linked: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    for lang, wanted in (("en", "?lang=en"), ("fr%0d%0a", "")):
        location = linked.get(f"/{DISTRICT}?lang={lang}", headers=html).headers["Location"]
        assert location == f"/{DISTRICT}.html{wanted}"


def test_a_client_that_has_the_document_gets_a_304(linked: FlaskClient) -> None:
    for extension in ("ttl", "html"):
        path = f"/{DISTRICT}.{extension}"
        etag = linked.get(path).headers["ETag"]
        again = linked.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == "no-cache"
        assert linked.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_document_of_triples_is_about_its_resource_alone(linked: FlaskClient) -> None:
    quads = list(parse(linked.get(f"/{DISTRICT}.ttl").data, format=RdfFormat.TURTLE))
    naming = {"http://www.w3.org/2000/01/rdf-schema#label",
              "http://www.w3.org/2004/02/skos/core#prefLabel"}  # fmt: skip
    others = [quad for quad in quads if quad.subject != NamedNode(f"{BASE}{DISTRICT}")]
    assert {quad.predicate.value for quad in others} <= naming
    names = [quad.object for quad in others if isinstance(quad.object, Literal)]
    assert len(names) == len(others)
    assert {"zh", "en"} <= {name.language for name in names}
    assert len(quads) - len(others) >= 10


def test_a_claim_comes_with_the_words_it_rests_on(linked: FlaskClient) -> None:
    text = linked.get(f"/{CLAIM}.ttl").get_data(as_text=True)
    assert "oa:exact" in text
    assert "oa:start" in text
    assert "dg:suppliesField" in text


def test_documents_with_graphs_name_the_graph_of_each_triple(linked: FlaskClient) -> None:
    graph = NamedNode(BASE + CLAIM)
    for extension, rdf_format in (("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)):
        quads = list(parse(linked.get(f"/{CLAIM}.{extension}").data, format=rdf_format))
        default = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
        own = {quad.triple for quad in quads if quad.graph_name == graph}
        stated = {str(triple.predicate).rpartition("#")[2].strip(">") for triple in own}
        assert {"follows", "evidence", "exact"} <= stated
        assert len(own & default) >= 20


def test_ttl_has_its_resource_first_and_the_same_order_each_time(linked: FlaskClient) -> None:
    text = linked.get(f"/{DISTRICT}.nt").get_data(as_text=True)
    subjects = list(dict.fromkeys(line.split(" ")[0] for line in text.splitlines()))
    assert subjects[0] == f"<{BASE}{DISTRICT}>"
    assert subjects[1:] == sorted(subjects[1:])
    assert linked.get(f"/{DISTRICT}.nt").get_data(as_text=True) == text


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("id/a%20b", "/id/a%20b"),
        ("id/a%2Fb", "/id/a%2Fb"),
        ("id/%E5%8C%BA", "/id/%E5%8C%BA"),
        ("id/a?b=c", "/id/a?b=c"),
        ("id/a%20b?c=%20", "/id/a%20b?c=%20"),
    ],
)
def test_a_stored_iri_with_escapes_or_a_query_has_its_address(
    tmp_path: Path, iri: str, path: str
) -> None:
    quads = f"<{BASE}{iri}> <http://example.org/p> <http://example.org/o> ."
    app = pages_application(ServerConfig(tmp_path), no_dataset(tmp_path), MemoryBackend(quads))
    pages = app.test_client()
    response = pages.get(path, headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    document = pages.get(response.headers["Location"])
    assert document.status_code == 200
    assert iri.removeprefix("id/") in document.get_data(as_text=True)
