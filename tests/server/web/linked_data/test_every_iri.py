"""Every IRI of the graph under the base resolves: as triples, and in another format in turn.

`test_all_formats_say_the_same` holds the formats of a sample to one another.
"""

from collections.abc import Mapping
from functools import partial

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.http.media_types import Format
from districtgraph.server.web.linked_data.documents import DATA_FORMATS, DOCUMENT_FORMATS
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("patience")

NOT_DESCRIBED = {f"{BASE}ontology#", f"{BASE}ontology/0.1.0"}
"""The namespace and the version, which only the ontology's own description names."""
SAMPLE = 45
"""One in so many documents is fetched over a socket too."""
FEW, PAGES = 60, 4
"""Of a kind of which there are more than `FEW` things, one in `PAGES` is shown."""
PLAIN, *IN_TURN = sorted(DATA_FORMATS, key=lambda item: item.extension != "nt")


@pytest.fixture(scope="module")
def documents(built: BuildResult) -> Mapping[str, set[str]]:
    """The IRIs of the graph by the path of the document that must describe them."""
    path = str(built.folder / "dataset.nq")
    found: dict[str, set[str]] = {}
    for quad in parse(path=path, format=RdfFormat.N_QUADS):
        for term in quad:
            if isinstance(term, NamedNode) and term.value.startswith(BASE):
                document = term.value.removeprefix(BASE).partition("#")[0]
                found.setdefault(document, set()).add(term.value)
    return {path: iris for path, iris in found.items() if not path.startswith("download/")}


def test_there_are_as_many_as_there_should_be(documents: Mapping[str, set[str]]) -> None:
    assert len(documents) >= 1_030
    assert sum(map(len, documents.values())) >= 2_300
    for part in ("id/claim", "id/evidence", "id/place", "id/indicator", "graph", "ontology",
                 "id/rule", "id/activity", "id/numeral", "id/scheme", "dataset"):  # fmt: skip
        assert [path for path in documents if path.startswith(part)], part


def described_in(body: bytes, output: Format) -> set[str]:
    """Parse a document; return the IRIs that it describes."""
    rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
    subjects = {quad.subject for quad in parse(body, format=rdf_format)}
    return {node.value for node in subjects if isinstance(node, NamedNode)}


def assert_described(linked: FlaskClient, path: str, iris: set[str], output: Format) -> None:
    response = linked.get(f"/{path}.{output.extension}", headers={"Accept": "image/png"})
    assert (response.status_code, response.mimetype) == (200, output.media_type), path
    assert iris - NOT_DESCRIBED <= described_in(response.data, output), path


def test_every_iri_is_described_by_its_document(
    linked: FlaskClient, documents: Mapping[str, set[str]]
) -> None:
    for path, iris in documents.items():
        assert_described(linked, path, iris, PLAIN)


@pytest.mark.parametrize("output", IN_TURN, ids=lambda item: item.extension)
def test_every_iri_is_described_in_another_format_too(
    linked: FlaskClient, documents: Mapping[str, set[str]], output: Format
) -> None:
    sample = sorted(documents)[IN_TURN.index(output) :: len(IN_TURN)]
    assert len(sample) >= 200
    for path in sample:
        assert_described(linked, path, documents[path], output)


def test_pages_of_every_kind_answer(linked: FlaskClient, documents: Mapping[str, set[str]]) -> None:
    kinds: dict[str, list[str]] = {}
    for path in sorted(documents):
        kinds.setdefault("/".join(path.split("/")[:2]), []).append(path)
    shown = [
        path for paths in kinds.values() for path in paths[:: PAGES if len(paths) > FEW else 1]
    ]
    assert len(shown) >= 900
    for path in shown:
        response = linked.get(f"/{path}.html")
        assert (response.status_code, response.mimetype) == (200, "text/html"), path


def test_every_thing_leads_to_its_document(
    linked: FlaskClient, documents: Mapping[str, set[str]]
) -> None:
    for path in documents:
        response = linked.get(f"/{path}")
        assert (response.status_code, response.headers["Location"]) == (303, f"/{path}.ttl")


def test_all_formats_say_the_same(linked: FlaskClient, documents: Mapping[str, set[str]]) -> None:
    def triples(path: str, output: Format) -> set[Triple]:
        rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
        body = linked.get(f"/{path}.{output.extension}").data
        return {quad.triple for quad in parse(body, format=rdf_format)}

    sample = [path for path in sorted(documents)[::SAMPLE] if not path.startswith("ontology")]
    assert len(sample) >= 20
    for path in sample:
        plain, *others = map(partial(triples, path), DATA_FORMATS)
        for other, output in zip(others, DATA_FORMATS[1:], strict=True):
            # Only formats with graphs show what a claim's graph contains about other things.
            assert plain <= other if output.extension in ("trig", "nq") else plain == other


def test_a_sample_answers_over_a_socket(address: str, documents: Mapping[str, set[str]]) -> None:
    client = HttpClient(address)
    sample = sorted(documents)[::SAMPLE]
    assert len(sample) >= 20
    for path in sample:
        for output in DOCUMENT_FORMATS:
            thing = client.get(f"/{path}", output.media_type)
            assert (thing.status, thing.headers["location"]) == (303, f"/{path}.{output.extension}")
            reply = client.get(thing.headers["location"])
            assert (reply.status, reply.content_type.partition(";")[0]) == (200, output.media_type)
            head = client.send("HEAD", thing.headers["location"])
            assert (head.status, head.body) == (200, b"")
            assert head.headers["etag"] == reply.headers["etag"]
            if output.engine:
                assert documents[path] - NOT_DESCRIBED <= described_in(reply.body, output)
