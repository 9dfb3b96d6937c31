"""Documents lead to one another, to their IRI, to the licence and to the dataset."""

import json
import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.rdf.vocabulary import BASE, LICENCE
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from districtgraph.server.web.linked_data.documents import DOCUMENT_FORMATS
from tests.server.http_client import HttpClient

DISTRICT = "id/place/210104"
CLAIM = "id/claim/dadong-district/210104-follows-resources-to-the-grassroots"
_LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?')


def links(client: FlaskClient, path: str) -> Mapping[str, list[tuple[str, str]]]:
    """Return target and type of a document's links, by relation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, rel, media_type in _LINK.findall(client.get(path).headers["Link"]):
        found.setdefault(rel, []).append((target.replace("http://localhost/", "/"), media_type))
    return found


@pytest.mark.parametrize("extension", [item.extension for item in DOCUMENT_FORMATS])
def test_every_document_has_its_links(linked: FlaskClient, extension: str) -> None:
    found = links(linked, f"/{DISTRICT}.{extension}")
    assert found["alternate"] == [
        (f"/{DISTRICT}.{item.extension}", item.media_type) for item in DOCUMENT_FORMATS
    ]
    assert found["canonical"] == found["cite-as"] == [(BASE + DISTRICT, "")]
    assert found["license"] == [(LICENCE, "")]
    assert found["collection"] == [("/dataset.html", "text/html")]
    assert (f"/{DISTRICT}.ttl", "text/turtle") in found["describedby"]


def test_a_thing_has_the_links_of_its_documents(linked: FlaskClient) -> None:
    thing = links(linked, f"/{DISTRICT}")
    assert thing["alternate"] == links(linked, f"/{DISTRICT}.ttl")["alternate"]


def test_pages_say_what_they_are_and_data_what_it_describes(linked: FlaskClient) -> None:
    page, data = links(linked, f"/{DISTRICT}.html"), links(linked, f"/{DISTRICT}.ttl")
    assert page["type"] == [("https://schema.org/AboutPage", "")]
    assert "describes" not in page
    assert data["describes"] == [(BASE + DISTRICT, "")]
    kinds = links(linked, "/dataset.html")["type"]
    assert ("https://schema.org/Dataset", "") in kinds


def test_the_dataset_leads_to_every_file(linked: FlaskClient) -> None:
    items = dict(links(linked, "/dataset.html")["item"])
    assert items.keys() == {f"/download/{name}" for name in DOWNLOAD_TYPES}
    assert items["/download/observations.csv"] == "text/csv"
    for address in items:
        with linked.head(address) as response:
            assert response.status_code == 200


def test_graphs_and_claims_lead_to_what_their_graphs_hold(
    linked: FlaskClient, address: str
) -> None:
    for path in ("graph/audit", CLAIM):
        ((target, media_type),) = links(linked, f"/{path}.html")["item"]
        assert target.startswith("/store?graph=")
        reply = HttpClient(address).get(target, media_type)
        assert (reply.status, reply.content_type) == (200, "text/turtle; charset=utf-8")
        assert len(reply.body) > 1_000
    assert "item" not in links(linked, f"/{DISTRICT}.html")


def test_every_link_of_a_page_to_this_server_answers(linked: FlaskClient) -> None:
    for path in (DISTRICT, "ontology", "dataset", "catalogue", "browse", "browse/Claim"):
        found = links(linked, f"/{path}.html")
        own = {target for targets in found.values() for target, _ in targets if target[0] == "/"}
        assert len(own) >= 7
        for target in own:
            with linked.get(target) as response:
                assert response.status_code == 200, target


def test_pages_have_the_same_links_in_their_heads(linked: FlaskClient) -> None:
    for path in (DISTRICT, "ontology", "dataset", CLAIM):
        text = linked.get(f"/{path}.html").text
        head = text[: text.index("</head>")]
        for rel, targets in links(linked, f"/{path}.html").items():
            for target, _ in targets:
                shown = target.replace("&", "&amp;")
                assert f'<link rel="{rel}" href="{shown}"' in head, (path, rel)


@pytest.mark.parametrize("path", ["/", "/dataset.html", "/catalogue.html"])
def test_pages_about_the_dataset_say_so_in_schema_org_s_words(
    linked: FlaskClient, path: str
) -> None:
    text = linked.get(path).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    content = json.loads(block)
    assert content["@type"] == "Dataset"
    assert content["license"] == LICENCE
    assert {name["@language"] for name in content["name"]} == {"zh", "en"}
    files = {item["contentUrl"] for item in content["distribution"]}
    assert files == {f"http://localhost/download/{name}" for name in DOWNLOAD_TYPES}
    assert all(len(text["@value"]) >= 30 for text in content["description"])


def test_no_other_page_says_it(linked: FlaskClient) -> None:
    assert "<script type=" not in linked.get("/browse.html").text


def test_an_iri_in_chinese_is_ascii_in_the_header(pages: FlaskClient) -> None:
    response = pages.get("/resource.ttl", query_string={"iri": "http://example.org/区"})
    assert '<http://example.org/%E5%8C%BA>; rel="canonical"' in response.headers["Link"]
    assert 'rel="license"' not in response.headers["Link"]
