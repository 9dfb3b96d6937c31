"""Assembles the dataset: every triple is in the default graph and in its named graph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from districtgraph import __version__
from districtgraph.graph.claims.claim import CURATOR
from districtgraph.graph.curation.articles import Article
from districtgraph.graph.mapping.claim_mapping import claim_iri, claim_triples
from districtgraph.graph.mapping.document_mapping import audit_triples, document_triples
from districtgraph.graph.mapping.entity_mapping import entity_triples
from districtgraph.graph.mapping.labels import Labels, read_labels
from districtgraph.graph.mapping.used_divisions import used_division_triples
from districtgraph.graph.rdf.vocabulary import graph_name
from districtgraph.graph.series.likely_matches import NamedIndividual
from districtgraph.graph.series.place_series import place_series, series_graph
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.graph.series.series_mapping import PlaceLabels
from districtgraph.ontology.loading import load_ontology, load_schemes, load_turtle
from districtgraph.ontology.materialisation import materialise

__all__ = ["GraphContents", "assemble", "assert_graphs", "load_vocabulary", "merge", "to_quads"]

_REFERENCE = Path(__file__).parents[1] / "reference"
GraphContents = Mapping[NamedNode, Sequence[Triple]]
"""The triples of each named graph."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The parts that do not depend on any article."""

    ontology: tuple[Triple, ...]
    concepts: tuple[Triple, ...]
    reference: tuple[Triple, ...]


def load_vocabulary() -> Vocabulary:
    """Return ontology, schemes and reference data; OntologyFileError if a file is malformed."""
    return Vocabulary(
        load_ontology(), load_schemes(), load_turtle(sorted(_REFERENCE.glob("*.ttl")))
    )


def assemble(articles: Sequence[Article]) -> GraphContents:
    """Return all named graphs of the dataset except its description, with inferred triples.

    Raises:
        ClaimError: a claim refers to something that nothing in the dataset describes.

    """
    graphs = assert_graphs(articles, load_vocabulary())
    return {**graphs, graph_name("inferred"): materialise(merge(graphs))}


def assert_graphs(articles: Sequence[Article], vocabulary: Vocabulary) -> GraphContents:
    """Return the named graphs of asserted triples."""
    entities = [triple for item in articles for triple in entity_triples(item.overlay.entities)]
    documents = [
        triple
        for item in articles
        for triple in document_triples(item.record, __version__, _rules(item))
    ]
    labels = read_labels(
        [*vocabulary.ontology, *vocabulary.concepts, *vocabulary.reference, *entities, *documents]
    )
    graphs: dict[NamedNode, Sequence[Triple]] = {
        graph_name("ontology"): vocabulary.ontology,
        graph_name("concepts"): vocabulary.concepts,
        graph_name("reference"): [*vocabulary.reference, *_divisions(articles)],
        graph_name("entities"): entities,
        graph_name("provenance"): documents,
        graph_name("audit"): [triple for item in articles for triple in _audit(item)],
    }
    for article in articles:
        graphs.update(_claims(article, labels))
    return {**graphs, **_series(articles, labels)}


def _divisions(articles: Sequence[Article]) -> Iterable[Triple]:
    return used_division_triples(entity for item in articles for entity in item.overlay.entities)


def _series(articles: Sequence[Article], labels: Labels) -> dict[NamedNode, Sequence[Triple]]:
    """Return the graph of each place that has series."""
    sources: dict[str, list[DocumentClaims]] = {}
    named: dict[str, set[NamedIndividual]] = {}
    for item in articles:
        document = DocumentClaims(item.record.key, item.record.published, item.content.claims)
        sources.setdefault(item.record.subject, []).append(document)
        named.setdefault(item.record.subject, set()).update(
            NamedIndividual(entity.id, entity.zh, entity.type)
            for entity in item.overlay.entities
            if not entity.id.startswith("place/")
        )
    graphs = {
        series_graph(place): place_series(
            place, sources[place], PlaceLabels(*labels.of(place)), named[place]
        )
        for place in sorted(sources)
    }
    return {name: triples for name, triples in graphs.items() if triples}


def _rules(article: Article) -> set[str]:
    """Return the rules that contributed to an article's claims."""
    return {name for claim in article.content.claims for name in claim.by.values()} - {CURATOR}


def _audit(article: Article) -> Iterable[Triple]:
    return audit_triples(article.record, article.content.audit, article.content.claims)


def _claims(article: Article, labels: Labels) -> dict[NamedNode, Sequence[Triple]]:
    key = article.record.key
    return {
        claim_iri(key, claim.key): claim_triples(key, claim, labels)
        for claim in article.content.claims
    }


def merge(graphs: GraphContents) -> tuple[Triple, ...]:
    """Return the merge of all graphs: each triple once, sorted."""
    return tuple(sorted({triple for triples in graphs.values() for triple in triples}, key=str))


def to_quads(graphs: GraphContents) -> tuple[Quad, ...]:
    """Return the dataset as sorted quads, default graph first.

    The default graph is the merge of all named ones, so that a plain SPARQL 1.1 client needs no
    GRAPH clause.
    """
    default = (_quad(triple, DefaultGraph()) for triple in merge(graphs))
    named = {_quad(triple, graph) for graph, triples in graphs.items() for triple in triples}
    return (*default, *sorted(named, key=lambda quad: (str(quad.graph_name), str(quad.triple))))


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
