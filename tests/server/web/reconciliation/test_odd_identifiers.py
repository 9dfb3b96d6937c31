"""Search and reconciliation work with any characters in an entity's IRI."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

LABEL = '<{0}> <http://www.w3.org/2000/01/rdf-schema#label> "{1}"@en .\n'


@pytest.mark.parametrize("end", ["a,b", ",,", "'a','b'", "%22a%22,%22", "(a;b)"])
def test_a_thing_is_found_and_reconciled(data: Path, end: str) -> None:
    iri = f"http://example.org/{end}"
    quads = LABEL.format(iri, "Odd Place") + LABEL.format("http://example.org/x", "Another")
    pages = pages_application(
        ServerConfig(data), read_dataset(data), MemoryBackend(quads)
    ).test_client()
    found = pages.get("/search?q=Odd+Place&lang=en")
    assert found.status_code == 200
    assert urlencode({"iri": iri}) in found.text
    queries = json.dumps({"q": {"query": "Odd Place"}})
    answer = pages.get(f"/reconcile/en?{urlencode({'queries': queries})}")
    best = json.loads(answer.text)["q"]["result"][0]
    assert (best["id"], best["match"]) == (iri, True)
