"""A small dataset with Chinese labels and IRIs, and the application over it."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.server.app import create_app
from districtgraph.server.config import ServerConfig

DG = "https://w3id.org/districtgraph/ontology#"
QUADS = """\
<http://example.org/区> <http://www.w3.org/2000/01/rdf-schema#label> "样板区"@zh .
<http://example.org/区> <http://www.w3.org/2000/01/rdf-schema#label> "Sample"@en .
<http://example.org/区> <http://example.org/p> <http://example.org/%E5%8C%BA> .
<http://example.org/%E5%8C%BA> <http://www.w3.org/2000/01/rdf-schema#label> "percent-encoded" .
<http://example.org/区> <http://example.org/p> <http://example.org/%E5%8C%BA> <http://example.org/claim> .
<http://example.org/区> <http://example.org/p> <http://example.org/%E5%8C%BA> <http://example.org/other> .
<http://example.org/claim> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <DGClaim> .
<http://example.org/claim> <http://www.w3.org/2000/01/rdf-schema#label> "the claim"@en .
<http://example.org/claim> <DGevidence> <http://example.org/evidence> .
<http://example.org/evidence> <http://www.w3.org/ns/oa#hasSource> <http://example.org/text> .
<http://example.org/evidence> <http://www.w3.org/ns/oa#hasSelector> <http://example.org/quote> .
<http://example.org/text> <http://www.w3.org/2000/01/rdf-schema#label> "the text"@en .
<http://example.org/quote> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/oa#TextQuoteSelector> .
<http://example.org/quote> <http://www.w3.org/ns/oa#exact> "样板区在区里"@zh .
""".replace("<DG", f"<{DG}")  # noqa: E501
COUNTS = dict.fromkeys(
    (
        "triples", "claims", "observations", "targets", "rankings", "comparisons",
        "numerals_covered", "numerals_excluded",
    ),
    1,
)  # fmt: skip
FILES = ("dataset.nq", "dataset.trig", "dataset.ttl", "dataset.jsonld")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name in FILES:
        (folder / name).write_text(QUADS if name == "dataset.nq" else name, encoding="utf-8")
    manifest = {
        "version": "v" * 64,
        "base_iri": "https://w3id.org/districtgraph/",
        "counts": COUNTS,
        "files": {name: {"bytes": (folder / name).stat().st_size} for name in FILES},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def client(data: Path) -> FlaskClient:
    return create_app(ServerConfig(data, max_body=2_000_000)).test_client()
