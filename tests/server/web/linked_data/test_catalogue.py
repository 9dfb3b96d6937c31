"""The catalogue lists every file as it is, and the services where this server has them."""

import hashlib
import json
from pathlib import Path

from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.resources.triple_index import TripleIndex
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.linked_data.documents import DATA_FORMATS
from tests.server.web.linked_data.conftest import ApplicationOf

CATALOGUE, DATASET = NamedNode(f"{BASE}catalogue"), NamedNode(f"{BASE}dataset")


def read(client: FlaskClient, path: str) -> TripleIndex:
    quads = parse(client.get(path).data, format=RdfFormat.TURTLE)
    return TripleIndex(sorted((quad.triple for quad in quads), key=str))


def text(index: TripleIndex, subject: NamedNode, name: str) -> str:
    (value,) = index.values(subject, expand(name))
    return value.value


def test_every_file_has_its_type_size_checksum_and_address(
    linked: FlaskClient, built: BuildResult
) -> None:
    index = read(linked, "/catalogue.ttl")
    files = set(json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["files"])
    assert len(files) == 10
    listed = {
        node.value.removeprefix(f"{BASE}dataset#"): node
        for node in index.values(DATASET, expand("dcat:distribution"))
        if isinstance(node, NamedNode)
    }
    assert listed.keys() == files
    for name, node in listed.items():
        data = (built.folder / name).read_bytes()
        assert text(index, node, "dcat:byteSize") == str(len(data))
        checksum = NamedNode(text(index, node, "spdx:checksum"))
        assert text(index, checksum, "spdx:checksumValue") == hashlib.sha256(data).hexdigest()
        addresses = {value.value for value in index.values(node, expand("dcat:downloadURL"))}
        assert addresses == {f"{BASE}download/{name}", f"http://localhost/download/{name}"}
        with linked.get(f"/download/{name}") as download:
            assert download.data == data
            media_type = text(index, node, "dcat:mediaType").partition("media-types/")[2]
            assert download.mimetype == media_type
        assert index.texts(node, expand("dcterms:title")).keys() == {"zh", "en"}


def test_sizes_and_checksums_of_built_files_are_true(built: BuildResult) -> None:
    path = str(built.folder / "dataset.nq")
    graph = NamedNode(f"{BASE}graph/dataset")
    quads = [q for q in parse(path=path, format=RdfFormat.N_QUADS) if q.graph_name == graph]
    index = TripleIndex(quad.triple for quad in quads)
    sizes = {
        quad.subject: quad.object for quad in quads if quad.predicate.value.endswith("byteSize")
    }
    assert len(sizes) == 5
    for node, size in sizes.items():
        assert isinstance(node, NamedNode)
        assert isinstance(size, Literal)
        data = (built.folder / node.value.partition("#")[2]).read_bytes()
        assert size.value == str(len(data))
        checksum = NamedNode(text(index, node, "spdx:checksum"))
        assert text(index, checksum, "spdx:checksumValue") == hashlib.sha256(data).hexdigest()


def test_every_graph_but_claims_has_names_in_both_languages(
    linked: FlaskClient, built: BuildResult
) -> None:
    path = str(built.folder / "dataset.nq")
    graphs = {quad.graph_name for quad in parse(path=path, format=RdfFormat.N_QUADS)}
    names = {graph.value for graph in graphs if isinstance(graph, NamedNode)}
    own = {name for name in names if not name.startswith(f"{BASE}id/claim/")}
    assert len(own) == 8
    index = read(linked, "/dataset.ttl")
    assert {node.value for node in index.values(DATASET, expand("void:subset"))} == own
    for name in own:
        assert index.texts(NamedNode(name), expand("rdfs:label")).keys() == {"zh", "en"}


def test_the_services_are_where_this_server_has_them(application: ApplicationOf) -> None:
    client = application(public_url="https://x/dg").test_client()
    index = read(client, "/catalogue.ttl")
    services = index.values(CATALOGUE, expand("dcat:service"))
    assert len(services) == 4
    endpoints = {
        text(index, service, "dcat:endpointURL")
        for service in services
        if isinstance(service, NamedNode)
    }
    paths = ("sparql", "store", "queries", "reconcile")
    assert endpoints == {f"https://x/dg/{path}" for path in paths}
    flask = {str(rule) for rule in client.application.url_map.iter_rules()}
    assert {"/queries", "/reconcile", "/openapi.json"} <= flask


def test_the_catalogue_says_the_same_in_every_format(linked: FlaskClient) -> None:
    found: list[set[Triple]] = []
    for item in DATA_FORMATS:
        response = linked.get(f"/catalogue.{item.extension}")
        assert (response.status_code, response.mimetype) == (200, item.media_type)
        quads = parse(response.data, format=getattr(RdfFormat, item.engine))
        found.append({quad.triple for quad in quads})
    assert len(found[0]) >= 100
    assert all(triples == found[0] for triples in found)
    assert linked.get("/catalogue.html").status_code == 200
    assert linked.get("/catalogue").headers["Location"] == "/catalogue.ttl"


def test_a_store_without_a_catalogue_has_none(pages: FlaskClient) -> None:
    assert pages.get("/catalogue").status_code == 404
    assert pages.get("/catalogue.ttl").status_code == 404


def test_a_file_leads_back_to_the_dataset(linked: FlaskClient) -> None:
    with linked.get("/download/dataset.nq") as response:
        assert 'rel="collection"' in response.headers["Link"]
        assert "</dataset.html>" in response.headers["Link"]


def test_a_file_of_a_format_that_is_none_of_ours_is_in_the_catalogue(tmp_path: Path) -> None:
    dataset, file = f"<{BASE}dataset>", f"<{BASE}dataset#report>"
    dcat = "http://www.w3.org/ns/dcat#"
    quads = (
        f'<{BASE}catalogue> <http://www.w3.org/2000/01/rdf-schema#label> "Files"@en .\n'
        f"{dataset} <{dcat}distribution> {file} .\n"
        f'{file} <http://purl.org/dc/terms/title> "The report"@en .\n'
        f"{file} <{dcat}mediaType> <https://www.iana.org/assignments/media-types/application/pdf> ."
    )
    app = pages_application(ServerConfig(tmp_path), no_dataset(tmp_path), MemoryBackend(quads))
    response = app.test_client().get("/catalogue.nt")
    assert response.status_code == 200
    index = TripleIndex(quad.triple for quad in parse(response.data, format=RdfFormat.N_TRIPLES))
    node = NamedNode(f"{BASE}dataset#report")
    assert index.values(node, expand("dcterms:format")) == []
    assert index.values(node, expand("dcterms:description")) == [
        Literal("The report", language="en")
    ]
