"""The description of the service (https://www.w3.org/TR/sparql11-service-description/)."""

from collections.abc import Iterator

import pytest
from rdflib import Graph, URIRef

from districtgraph.server.http.media_types import GRAPH_FORMATS
from districtgraph.server.sparql.service_description import describe_service
from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

SD = "http://www.w3.org/ns/sparql-service-description#"
ADDRESS = "http://localhost/sparql"


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application("") as found:
        yield found


def described(*, federated: bool) -> Graph:
    description = describe_service(
        ADDRESS,
        "http://base.example/",
        updates=True,
        federated=federated,
        graphs=["urn:a", "urn:b"],
    )
    return Graph().parse(data=description.serialise(GRAPH_FORMATS[0]), format="turtle")


@pytest.mark.parametrize("federated", [True, False])
def test_federation_is_described_where_it_is_possible(federated: bool) -> None:
    features = set(described(federated=federated).objects(None, URIRef(f"{SD}feature")))
    assert (URIRef(f"{SD}BasicFederatedQuery") in features) is federated
    assert URIRef(f"{SD}EmptyGraphs") in features


def test_a_store_without_inferences_claims_none(client: HttpClient) -> None:
    assert "entailment" not in client.get("/sparql", "text/turtle").text


@pytest.mark.parametrize("item", GRAPH_FORMATS[:-1], ids=lambda item: item.extension)
def test_a_description_of_the_same_is_the_same(item: object) -> None:
    made = [
        describe_service(ADDRESS, "urn:", updates=True, graphs=["urn:a", "urn:b"]).serialise(item)  # type: ignore[arg-type]
        for _ in range(2)
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_its_conditions_are_evaluated(client: HttpClient, method: str) -> None:
    def status(**conditions: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in conditions.items()}
        return client.send(method, "/sparql", {"Accept": "text/turtle", **headers}).status

    tag = client.get("/sparql", "text/turtle").headers["etag"]
    assert status(If_None_Match=tag) == status(If_None_Match="*") == 304
    assert status(If_Match=tag) == status(If_Match="*") == 200
    assert status(If_Match='"other"') == status(If_Match=f"W/{tag}") == 412
    assert status(If_Match=tag, If_None_Match=tag) == 304


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_operators_read_is_only_read(client: HttpClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        refused = client.send(method, path)
        assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.send("OPTIONS", path).headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.send("HEAD", path).status == 200
