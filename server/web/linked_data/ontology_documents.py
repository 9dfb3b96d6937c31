"""The ontology and its version: data and documentation, where its terms' IRIs lead."""

from collections.abc import Iterable

from flask import Blueprint, Response, request
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.core.short_names import short_name
from districtgraph.server.knowledge.resources.ontology_terms import OntologyTerms
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_addresses, current_store
from districtgraph.server.web.current_ontology import (
    ONTOLOGY_QUERY,
    current_ontology,
)
from districtgraph.server.web.linked_data.document_responses import (
    data_document,
    page_document,
    see_best_document,
)
from districtgraph.server.web.linked_data.documents import split_extension
from districtgraph.server.web.linked_data.typed_links import page_links
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["ontology_documents"]

ontology_documents = Blueprint("ontology", __name__)


@ontology_documents.get("/ontology")
@ontology_documents.get("/ontology.<name>")
@ontology_documents.get("/ontology/<path:name>")
@cached_page
def ontology(name: str = "") -> Response:
    """Answer for the ontology's IRI and its version's, and with the documents of both."""
    del name  # The path as a whole is the IRI's.
    path, output = split_extension(request.path)
    iri = current_addresses().iri(path)
    terms = current_ontology()
    if iri not in (terms.iri, terms.version_iri) or not terms.sections:
        raise NotFoundError(f"this server's store has no ontology or version <{iri}>")
    if output is None:
        return see_best_document(iri, _current_quads)
    if output.engine:
        return data_document(iri, output, _current_quads)
    return page_document(iri, _page(iri, terms))


def _page(iri: str, terms: OntologyTerms) -> Response:
    return page_response(
        "ontology.html",
        iri=iri,
        ontology=terms,
        labels=terms.labels,
        links=page_links(iri),
        named=_named,
        of_others=request.args.get("of") == "others",
    )


def _named(iri: str) -> str:
    return short_name(iri, current_store().base)


def _current_quads() -> Iterable[Quad]:
    return _QUADS.of(current_store())


def _read_quads(store: StoreReader) -> Iterable[Quad]:
    """Return the ontology in the default graph and in its own, in an order that stays."""
    graph = NamedNode(f"{store.base}graph/ontology")
    triples = sorted(_canonical(store.triples(ONTOLOGY_QUERY)), key=str)
    ontology = f"<{store.base}ontology>"
    triples.sort(key=lambda triple: str(triple.subject) != ontology)
    return [*map(in_graph, triples), *(in_graph(triple, graph) for triple in triples)]


_QUADS = GenerationCache(_read_quads, most=2)


def _canonical(triples: Iterable[Triple]) -> Iterable[Triple]:
    """Return the triples with names of their blank nodes that every load of them gives (RDFC)."""
    dataset = Dataset(map(in_graph, triples))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]
