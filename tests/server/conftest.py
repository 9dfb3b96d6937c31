"""A small dataset with Chinese labels and IRIs, the pages over it, and servers of its quads."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.embedded.folder.loading import load_files
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from tests.live_server import serving_store
from tests.patience import PATIENCE

from .http_client import HttpClient

TOKEN = "the-secret-of-the-tests"
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


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name in DOWNLOAD_TYPES:
        (folder / name).write_text(QUADS if name == "dataset.nq" else name, encoding="utf-8")
    manifest = {
        "version": "v" * 64,
        "base_iri": "https://w3id.org/districtgraph/",
        "counts": COUNTS,
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": name}
            for name in DOWNLOAD_TYPES
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def real_store(built: BuildResult) -> MemoryBackend:
    """The graph of the first article, which no test changes."""
    return MemoryBackend((built.folder / "dataset.nq").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def names(real_store: MemoryBackend, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the names of `real_store`.

    Applications over this store that are given the folder find the index there, as that of an
    earlier process: each would make the same one for itself.
    """
    folder = tmp_path_factory.mktemp("names")
    LabelIndexes(StoreReader(real_store), patience=PATIENCE, folder=folder).current()
    return folder


@pytest.fixture(scope="session")
def pages(data: Path) -> FlaskClient:
    """The pages and downloads, without a server."""
    return pages_application(
        ServerConfig(data), read_dataset(data), MemoryBackend(QUADS)
    ).test_client()


@pytest.fixture(scope="session")
def client(
    processes: None, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HttpClient]:
    """A client of a server of the quads that nobody may write."""
    store = tmp_path_factory.mktemp("read-only-store")
    load_files(store, [data / "dataset.nq"])
    with serving_store(store, "--max-body", "2000000") as address:
        yield HttpClient(address)


@pytest.fixture(scope="session")
def writable(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpClient]:
    """A client, with the token, of a server whose store is empty at first."""
    store = tmp_path_factory.mktemp("writable-store")
    with serving_store(store, "--workers", "4", token=TOKEN) as address:
        yield HttpClient(address, TOKEN)
