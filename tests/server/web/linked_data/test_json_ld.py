"""JSON-LD documents: compact by our context, framed, and the same triples as in other formats."""

import json
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from rdflib import Graph

CLAIM = "/id/claim/dadong-district/governance-grids"
DISTRICT = "/id/place/210104"
SUBJECTS = (
    DISTRICT, CLAIM, "/id/claim/dadong-district/210104-follows-resources-to-the-grassroots",
    "/ontology", "/dataset", "/catalogue", "/id/scheme/comparators", "/id/indicator/jobs-kept",
)  # fmt: skip


def document(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(f"{path}.jsonld")
    assert (response.status_code, response.mimetype) == (200, "application/ld+json")
    found: dict[str, Any] = json.loads(response.data)
    whole = context(client)
    assert {name: whole[name] for name in found["@context"]} == found["@context"]
    return found


def context(client: FlaskClient) -> Any:
    return json.loads(client.get("/context.jsonld").data)["@context"]


def canonical(content: bytes, rdf_format: RdfFormat) -> Dataset:
    dataset = Dataset(parse(content, format=rdf_format))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_a_document_without_any_other(linked: FlaskClient) -> None:
    graph = Graph().parse(data=linked.get(f"{CLAIM}.jsonld").data, format="json-ld")
    assert len(graph) == len(Graph().parse(data=linked.get(f"{CLAIM}.nt").data, format="nt"))


@pytest.mark.parametrize("path", SUBJECTS)
def test_a_document_holds_the_triples_of_the_other_formats(linked: FlaskClient, path: str) -> None:
    document(linked, path)
    as_json = canonical(linked.get(f"{path}.jsonld").data, RdfFormat.JSON_LD)
    assert as_json == canonical(linked.get(f"{path}.nt").data, RdfFormat.N_TRIPLES)


def test_a_claim_is_framed_with_its_evidence_and_names(linked: FlaskClient) -> None:
    claim = document(linked, CLAIM)
    assert claim["id"].endswith(CLAIM)
    assert "Observation" in claim["type"]
    assert "rdf:type" not in json.dumps(claim)
    assert set(claim["label"]) == {"zh", "en"}
    assert isinstance(claim["value"], str)
    evidence = claim["evidence"]
    assert any("oa:exact" in selector for selector in evidence["oa:hasSelector"])
    assert set(claim["place"]["label"]) == {"zh", "en"}


def test_a_district_is_framed_with_the_names_of_what_it_mentions(linked: FlaskClient) -> None:
    district = document(linked, DISTRICT)
    assert district["id"].endswith(DISTRICT)
    assert district["areaCode"] == "210104"
    assert set(district["label"]) == {"zh", "en"}
    assert "District" in district["type"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("path", ["/shapes", "/ontology", "/queries"])
def test_lists_are_lists(patience: None, linked: FlaskClient, path: str) -> None:
    content = linked.get(f"{path}.jsonld").data
    assert b"rdf:first" not in content
    assert (b"@list" in content) == (path != "/queries")
    expected = Graph().parse(data=linked.get(f"{path}.nt").data, format="nt")
    assert same_graphs(Graph().parse(data=content, format="json-ld"), expected)


def same_graphs(one: Graph, other: Graph) -> bool:
    """Return whether graphs are isomorphic; rdflib's own comparison takes seconds."""
    lines = [graph.serialize(format="nt", encoding="utf-8") for graph in (one, other)]
    return canonical(lines[0], RdfFormat.N_TRIPLES) == canonical(lines[1], RdfFormat.N_TRIPLES)


def test_long_chains_come_back_whole(linked: FlaskClient) -> None:
    from pyoxigraph import BlankNode, NamedNode, Triple

    from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document

    nodes: list[NamedNode | BlankNode] = [NamedNode("http://example.org/a")]
    nodes += [BlankNode(f"n{n}") for n in range(500)]
    follows = NamedNode("http://example.org/follows")
    triples = [Triple(one, follows, two) for one, two in pairwise(nodes)]
    triples.append(Triple(nodes[-1], follows, nodes[0]))
    content = json_ld_document(triples, "http://example.org/a", context(linked))
    assert len(list(parse(content, format=RdfFormat.JSON_LD))) == len(triples)
