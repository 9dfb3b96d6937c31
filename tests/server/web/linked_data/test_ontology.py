"""The ontology's IRI serves it and its documentation, its version's IRI the version."""

import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.ontology.loading import load_ontology
from districtgraph.server.web.linked_data.documents import DATA_FORMATS

LARGEST_PAGE = 150 * 1024
"""Bytes of a page, as `benchmarks/corpus/pages.py` has it."""
OWN = {
    triple.subject.value.removeprefix(f"{BASE}ontology#")
    for triple in load_ontology()
    if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(f"{BASE}ontology#")
}


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0"])
def test_the_ontology_and_its_version_lead_to_documents(linked: FlaskClient, path: str) -> None:
    for accept, extension in (("text/html", "html"), ("text/turtle", "ttl"), ("*/*", "ttl")):
        response = linked.get(path, headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (303, f"{path}.{extension}")
    assert linked.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_its_data_is_the_ontology_s_source_in_every_format(linked: FlaskClient) -> None:
    assert len(DATA_FORMATS) == 6
    for path in ("/ontology", "/ontology/0.1.0"):
        for item in DATA_FORMATS:
            response = linked.get(f"{path}.{item.extension}")
            assert response.mimetype == item.media_type
            found = parse(response.data, format=getattr(RdfFormat, item.engine))
            triples = {quad.triple for quad in found}
            assert len(triples) == len(set(load_ontology()))


def test_the_same_ontology_gives_the_same_bytes(linked: FlaskClient) -> None:
    assert linked.get("/ontology.ttl").data == linked.get("/ontology/0.1.0.ttl").data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_has_an_anchor_labels_and_a_definition(
    linked: FlaskClient, language: str
) -> None:
    text = linked.get(f"/ontology.html?lang={language}").get_data(as_text=True)
    anchors = re.findall(r'<h3 id="(\w+)"', text)
    assert len(OWN) >= 135
    assert sorted(anchors) == sorted(OWN)
    linked_to = set(re.findall(r'href="#(\w+)"', text))
    assert linked_to >= OWN
    ids = re.findall(r'id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for words in (
        ("区情图谱本体", "论断") if language == "zh" else ("districtgraph ontology", "claim")
    ):
        assert words in text
    for definition in (
        "设市建制的地级行政区。",
        "A second-level administrative area governed as a city.",
    ):
        assert definition in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_of_it_is_larger_than_a_page_may_be(linked: FlaskClient, language: str) -> None:
    own = linked.get(f"/ontology.html?lang={language}")
    others = linked.get(f"/ontology.html?of=others&lang={language}")
    assert len(own.data) <= LARGEST_PAGE
    assert len(others.data) <= LARGEST_PAGE
    assert f"/ontology.html?lang={language}&amp;of=others" in own.text
    assert "prov:wasDerivedFrom</a>" in others.text
    assert '<h3 id="Target"' not in others.text


def test_the_page_obeys_the_content_security_policy(linked: FlaskClient) -> None:
    text = linked.get("/ontology.html").get_data(as_text=True)
    assert "<style" not in text
    assert not re.search(r"<script(?! type=\"application/ld\+json\")(?![^>]* src=)", text)
    assert not re.search(r"\s(style|on\w+)=", text)


def test_restrictions_are_written_in_words(linked: FlaskClient) -> None:
    text = linked.get("/ontology.html?lang=en").get_data(as_text=True)
    target = text[text.index('<h3 id="Target"') : text.index('<h3 id="UnresolvedFigure"')]
    plain = " ".join(re.sub(r"<[^>]+>", " ", target).split())
    assert "modality value" in plain
    assert "( measures indicator exactly 1 ) or ( is for goal exactly 1 )" in plain


@pytest.mark.parametrize("path", ["/ontology/0.2.0", "/ontology/0.2.0.ttl", "/ontology/x/y"])
def test_another_version_is_404(linked: FlaskClient, path: str) -> None:
    assert linked.get(path).status_code == 404


def test_a_store_without_an_ontology_has_none(pages: FlaskClient) -> None:
    assert pages.get("/ontology").status_code == 404
