"""The catalogue over another base IRI, behind a proxy, and over a store without our data."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

OTHER = "https://data.example.org/大东/"


@pytest.fixture(scope="module")
def rebased(built: BuildResult) -> FlaskClient:
    dataset = replace(read_dataset(built.folder), base=OTHER)
    quads = dataset.quads.read_text(encoding="utf-8").replace(BASE, OTHER)
    config = ServerConfig(built.folder, public_url="https://proxy.example.org/graph")
    return pages_application(config, dataset, MemoryBackend(quads)).test_client()


@pytest.mark.parametrize(
    "claim",
    [
        "claim/dadong-district/assistance-funds",
        f"{OTHER}id/claim/dadong-district/assistance-funds",
    ],
)
def test_the_dataset_s_own_base_counts(rebased: FlaskClient, claim: str) -> None:
    parameters = {"claim": claim, "place": "place/210104", "evidence": "true"}
    content = rebased.get("/queries/money.json", query_string=parameters).get_json()
    (row,) = content["rows"]
    assert row["claim"] == f"{OTHER}id/claim/dadong-district/assistance-funds"
    assert [item["start"] for item in row["evidence"]] == [1942, 1945]


def test_an_iri_under_the_default_base_is_nobody_s(rebased: FlaskClient) -> None:
    response = rebased.get("/queries/money", query_string={"place": f"{BASE}id/place/210104"})
    assert response.status_code == 400


@pytest.mark.usefixtures("patience")
def test_links_lead_through_the_proxy(rebased: FlaskClient) -> None:
    content = rebased.get("/queries/money.json?limit=1").get_json()
    assert content["next"] == "https://proxy.example.org/graph/queries/money.json?limit=1&offset=1"
    document = rebased.get("/openapi.json").get_json()
    assert document["servers"] == [{"url": "https://proxy.example.org/graph"}]
    listed = rebased.get("/queries").get_json()["questions"][0]
    assert listed["links"]["self"].startswith("https://proxy.example.org/graph/queries/")
    assert BASE not in listed["query"]
    page = rebased.get("/queries/money.html").get_data(as_text=True)
    assert 'action="/graph/queries/money"' in page
    assert 'href="/graph/queries/money.csv?' in page


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("bare")
    store = MemoryBackend('<http://example.org/区> <http://example.org/p> "别的数据"@zh .')
    return pages_application(ServerConfig(folder), no_dataset(folder), store).test_client()


def test_a_store_without_our_data_has_no_rows_and_no_names(bare: FlaskClient) -> None:
    assert bare.get("/queries/money.json?evidence=true").get_json()["rows"] == []
    (error,) = bare.get("/queries/money?place=大东区").get_json()["errors"]
    assert error["allowed"] == []
    schemas = bare.get("/openapi.json").get_json()["components"]["schemas"]
    assert schemas["parameter-place"]["not"] == {}
    for address in ("/queries/money.html", "/queries.html", "/api"):
        assert bare.get(address).status_code == 200
