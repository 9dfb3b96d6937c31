"""Addresses that crawlers and clients try first."""

import json
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from districtgraph.graph.rdf.vocabulary import BASE

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_robots_find_the_site_map_and_leave_queries_alone(linked: FlaskClient) -> None:
    lines = linked.get("/robots.txt").text.splitlines()
    assert "Disallow: /sparql" in lines
    assert "Sitemap: http://localhost/sitemap.xml" in lines


def test_the_site_map_has_every_page_in_both_languages(linked: FlaskClient) -> None:
    root = ElementTree.fromstring(linked.get("/sitemap.xml").data)
    pages = [element.text or "" for element in root.iter(f"{SITEMAP}loc")]
    assert len(pages) >= 750
    assert len(pages) == len(set(pages))
    for path in ("", "id/place/210104.html", "ontology.html", "dataset.html"):
        assert f"http://localhost/{path}" in pages
    assert not [page for page in pages if "#" in page]
    for element in root.iter(f"{SITEMAP}url"):
        languages = {link.get("hreflang") for link in element.iter(f"{XHTML}link")}
        assert languages == {"zh-Hans", "en"}


def test_a_large_site_map_comes_in_files(
    linked: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ElementTree.fromstring(linked.get("/sitemap.xml").data)
    wanted = [element.text for element in whole.iter(f"{SITEMAP}loc")]
    monkeypatch.setattr("districtgraph.server.web.linked_data.sitemap.SITEMAP_SIZE", 300)
    # Another address, since the first one's page is cached.
    index = ElementTree.fromstring(linked.get("/sitemap.xml?files=many").data)
    parts = [str(element.text) for element in index.iter(f"{SITEMAP}loc")]
    assert len(parts) >= 3
    found: list[str | None] = []
    for part in parts:
        root = ElementTree.fromstring(linked.get(part.removeprefix("http://localhost")).data)
        found += [element.text for element in root.iter(f"{SITEMAP}loc")]
    assert found == wanted
    assert linked.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_the_well_known_address_leads_to_the_description(linked: FlaskClient) -> None:
    for accept, extension in (("*/*", "ttl"), ("application/ld+json", "jsonld")):
        response = linked.get("/.well-known/void", headers={"Accept": accept})
        assert response.status_code == 303
        assert response.headers["Location"] == f"/dataset.{extension}"


def test_the_context_gives_our_names_their_meaning(linked: FlaskClient) -> None:
    response = linked.get("/context.jsonld")
    assert response.content_type == "application/ld+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    context = response.get_json(force=True)["@context"]
    assert len(context) >= 150
    document = {
        "@context": context,
        "id": f"{BASE}id/claim/x",
        "type": "Observation",
        "label": {"zh": "论断", "en": "claim"},
        "indicator": f"{BASE}id/indicator/x",
        "value": "10560000",
        "dg:unit": "unit:CCY_CNY",
    }
    text = "\n".join(map(str, parse(json.dumps(document), format=RdfFormat.JSON_LD)))
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for wanted in (
        f"<{BASE}ontology#Observation>",
        '"论断"@zh',
        f"<{BASE}ontology#indicator> <{BASE}id/indicator/x>",
        f'<{BASE}ontology#value> "10560000"^^<{xsd}decimal>',
        f"<{BASE}ontology#unit> <http://qudt.org/vocab/unit/CCY_CNY>",
    ):
        assert wanted in text


def test_a_store_without_a_dataset_has_no_description(pages: FlaskClient) -> None:
    assert pages.get("/.well-known/void").status_code == 404
    assert "dg" in pages.get("/context.jsonld").get_json(force=True)["@context"]
    assert pages.get("/sitemap.xml").status_code == 200
