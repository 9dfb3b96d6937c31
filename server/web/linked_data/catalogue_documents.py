"""The catalogue (https://www.w3.org/TR/vocab-dcat-3/): dataset, files, and services of this server.

What the store says of them, and what it cannot know: the addresses that this server has, and the
size and checksum of files that hold the description themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Quad, Triple

from districtgraph.graph.dataset.distributions import describe_distributions, file_facts
from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.rdf.vocabulary import LICENCE, expand
from districtgraph.server.core.addresses import QUESTIONS
from districtgraph.server.knowledge.resources.description import describe, ordered
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.web.current import (
    current_addresses,
    current_corpus,
    current_dataset,
    current_store,
)
from districtgraph.server.web.dataset_facts import current_dataset_facts
from districtgraph.server.web.linked_data.catalogue_profile import extent, profile
from districtgraph.server.web.linked_data.document_responses import (
    data_document,
    page_document,
    see_best_document,
)
from districtgraph.server.web.linked_data.documents import split_extension
from districtgraph.server.web.linked_data.presence import demand_known
from districtgraph.server.web.pages.navigation import has_page
from districtgraph.server.web.pages.resource_page import resource_page

__all__ = ["catalogue_documents"]

catalogue_documents = Blueprint("catalogue_documents", __name__)

_QUERY = Path(__file__).with_name("catalogue.rq")
_A = expand("rdf:type")


@dataclass(frozen=True, slots=True)
class _Service:
    """A service of this server; `flask` is true if the pages' application serves it."""

    name: str
    path: str
    description: str
    specification: str
    zh: str
    en: str
    flask: bool = True


_SERVICES = (
    _Service(
        "sparql",
        "/sparql",
        "/sparql",
        "https://www.w3.org/TR/sparql11-protocol/",
        "SPARQL 1.1 查询服务",
        "SPARQL 1.1 endpoint",
        flask=False,
    ),
    _Service(
        "store",
        "/store",
        "",
        "https://www.w3.org/TR/sparql11-http-rdf-update/",
        "SPARQL 1.1 图存储服务",
        "SPARQL 1.1 Graph Store",
        flask=False,
    ),
    _Service(
        "queries",
        QUESTIONS,
        "/openapi.json",
        "https://spec.openapis.org/oas/v3.1.1",
        "问题目录接口",
        "The catalogue of questions as an API",
    ),
    _Service(
        "reconciliation",
        "/reconcile",
        "/reconcile",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
        "名称对齐服务",
        "Reconciliation service",
    ),
)


@catalogue_documents.get("/catalogue")
@catalogue_documents.get("/catalogue.<name>")
def catalogue(name: str = "") -> Response:
    """Answer for the catalogue's IRI, and with the documents about it."""
    del name  # The path as a whole is the IRI's.
    path, output = split_extension(request.path)
    iri = demand_known(current_addresses().iri(path))
    if output is None:
        return see_best_document(iri, lambda: _quads(iri))
    if output.engine:
        return data_document(iri, output, lambda: _quads(iri))
    return page_document(iri, resource_page(iri))


def _quads(iri: str) -> Iterable[Quad]:
    store = current_store()
    dataset = NamedNode(f"{store.base}dataset")
    catalogue = NamedNode(iri)
    said = (
        *(quad.triple for quad in describe(store, iri)),
        *store.triples(_QUERY),
        *_files(dataset),
        *_services(catalogue, dataset),
        *extent(store, dataset),
        Triple(dataset, expand("dcterms:conformsTo"), NamedNode(f"{store.base}shapes")),
    )
    home = NamedNode(current_addresses().absolute(current_addresses().local("/")))
    return ordered(map(in_graph, profile(said, catalogue, home, _built_at())), catalogue)


def _built_at() -> datetime | None:
    """Return when the dataset's files were made; None if there are none."""
    try:
        seconds = current_dataset().quads.stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _files(dataset: NamedNode) -> Iterator[Triple]:
    """Yield where this server has each file, and the facts that the manifest has of it."""
    built, addresses = current_dataset(), current_addresses()
    if current_corpus() is not None:
        # A corpus cannot list its built files in its own graph: they appear and disappear.
        licence = current_dataset_facts().licence or LICENCE
        said = describe_distributions({}, built.files, licence)
        yield from (quad.triple for quad in rebase(map(in_graph, said), built.base))
    for name, size in built.files.items():
        node = NamedNode(f"{dataset.value}#{name}")
        address = addresses.absolute(addresses.download(name))
        for prop in ("dcat:downloadURL", "dcat:accessURL"):
            yield Triple(node, expand(prop), NamedNode(address))
        if name in built.checksums:
            yield from file_facts(node, size, built.checksums[name])


def _services(catalogue: NamedNode, dataset: NamedNode) -> Iterator[Triple]:
    addresses = current_addresses()
    for service in _SERVICES:
        if service.flask and not has_page(service.path):
            continue
        node = NamedNode(f"{catalogue.value}#{service.name}")
        endpoint = NamedNode(addresses.absolute(addresses.local(service.path)))
        yield Triple(catalogue, expand("dcat:service"), node)
        yield Triple(node, _A, expand("dcat:DataService"))
        yield Triple(node, expand("dcat:endpointURL"), endpoint)
        yield Triple(node, expand("dcat:servesDataset"), dataset)
        if service.name == "sparql":
            yield Triple(dataset, expand("void:sparqlEndpoint"), endpoint)
        yield Triple(node, expand("dcterms:conformsTo"), NamedNode(service.specification))
        if service.description:
            described = addresses.absolute(addresses.local(service.description))
            yield Triple(node, expand("dcat:endpointDescription"), NamedNode(described))
        for language, title in (("zh", service.zh), ("en", service.en)):
            yield Triple(node, expand("dcterms:title"), Literal(title, language=language))
