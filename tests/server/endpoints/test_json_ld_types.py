"""JSON-LD of /sparql and /store has @type, and holds what the other formats hold."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, parse

from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
QUADS = f"""
<urn:a> <{TYPE}> <urn:Kind> .
<urn:a> <{TYPE}> <urn:Other> .
<urn:a> <urn:p> "{TYPE}" .
<urn:b> <{TYPE}> <urn:Kind> <urn:g> .
<urn:b> <{TYPE}> "no node" <urn:h> .
"""
CONSTRUCT = "CONSTRUCT { ?s a ?kind ; ?p ?o } { ?s a ?kind ; ?p ?o }"


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application(QUADS) as found:
        yield found


@pytest.mark.parametrize(
    ("target", "types"),
    [
        (f"/sparql?{urlencode({'query': CONSTRUCT})}", {"urn:Kind", "urn:Other"}),
        (f"/sparql?{urlencode({'query': 'DESCRIBE <urn:a>'})}", {"urn:Kind", "urn:Other"}),
        ("/store?default", {"urn:Kind", "urn:Other"}),
        ("/store?graph=urn:g", {"urn:Kind"}),
    ],
)
def test_types_have_the_keyword(client: HttpClient, target: str, types: set[str]) -> None:
    reply = client.get(target, "application/ld+json")
    assert (reply.status, reply.content_type) == (200, "application/ld+json")
    nodes = json.loads(reply.body)
    assert {kind for node in nodes for kind in node.get("@type", ())} == types
    assert all(TYPE not in node for node in nodes)
    plain = client.get(target, "application/n-triples")
    assert set(parse(reply.body, format=RdfFormat.JSON_LD)) == set(
        parse(plain.body, format=RdfFormat.N_TRIPLES)
    )


def test_a_dump_of_the_store_and_the_description_have_it_too(client: HttpClient) -> None:
    dump = client.get("/store", "application/ld+json")
    assert dump.text.count(f'"{TYPE}":[{{"@value"') == 1
    assert dump.text.count('"@type":[') == 2
    quads = client.get("/store", "application/n-quads")
    assert set(parse(dump.body, format=RdfFormat.JSON_LD)) == set(
        parse(quads.body, format=RdfFormat.N_QUADS)
    )
    described = client.get("/sparql", "application/ld+json")
    assert '"@type"' in described.text
    assert TYPE not in described.text
