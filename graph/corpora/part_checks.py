"""Checks whether a part may be published; each is checked alone, with what all parts share.

Documents and the series of places are checked with SHACL and for disjoint classes. A curator's
entries may contradict the ontology in more ways, such as a second value where one is allowed, so
HermiT checks documents with an overlay.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain, combinations

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.corpora.corpus_vocabulary import CorpusVocabulary, DescribedPlaces
from districtgraph.graph.corpora.document_graph import DocumentGraph
from districtgraph.graph.dataset.check_report import CheckReport, GraphRejectedError
from districtgraph.graph.mapping.claim_mapping import claim_iri
from districtgraph.graph.rdf.vocabulary import expand, term
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.ontology.compiled_shapes import compiled_shapes
from districtgraph.ontology.described_nodes import DescribedNodes, Term
from districtgraph.ontology.disjointness import disjoint_classes
from districtgraph.ontology.reasoning import Classification, refute
from districtgraph.ontology.validation import undefined_terms, validate

__all__ = ["check_document", "check_series"]

_TYPE = expand("rdf:type")
_REACH = 3
"""How many steps from a part the SPARQL constraints look into the vocabulary."""
_COMBINATIONS = 4096
"""How many combinations of classes are cached; a document has about a hundred."""


def check_document(graph: DocumentGraph, vocabulary: CorpusVocabulary) -> None:
    """Refuse a document that is wrong.

    Args:
        graph: its graphs.
        vocabulary: what it may refer to.

    Raises:
        GraphRejectedError: names the culprits.
        ReasonerError: Java or HermiT failed.

    """
    _check(graph.triples, graph.places, (), vocabulary)
    if graph.is_curated:
        _ask_reasoner(graph, vocabulary)


def check_series(
    triples: Iterable[Triple],
    places: DescribedPlaces,
    sources: Iterable[DocumentClaims],
    vocabulary: CorpusVocabulary,
) -> None:
    """Refuse the graph of a place's series if it is wrong.

    Args:
        triples: the graph.
        places: the place, and those that contain it.
        sources: the documents about it, with the claims that the series use.
        vocabulary: what the graph may refer to.

    Raises:
        GraphRejectedError: names the culprits.

    """
    claims = (
        Triple(claim_iri(source.document, claim.key), _TYPE, term(claim.kind.class_name))
        for source in sources
        for claim in source.claims
    )
    _check(tuple(dict.fromkeys(triples)), places, tuple(claims), vocabulary)


def _check(
    own: tuple[Triple, ...],
    places: DescribedPlaces,
    others: tuple[Triple, ...],
    vocabulary: CorpusVocabulary,
) -> None:
    """Refuse wrong triples; `others` has the types of things that other parts describe."""
    below = DescribedNodes(others, places.nodes) if others else places.nodes
    nodes = DescribedNodes(own, below)
    if not _conforms(nodes, places, vocabulary):
        known = (*vocabulary.ontology, *vocabulary.concepts, *vocabulary.reference)
        everything = {*known, *vocabulary.inferred, *places.triples, *places.inferred, *others}
        ours = {str(getattr(node, "value", node)) for node in nodes.own()}
        report = validate(everything.union(own))
        wrong = tuple(item for item in report if item.focus in ours)
        CheckReport(wrong, Classification(True)).raise_for_errors()
    _refuse_disjoint(nodes)


def _conforms(nodes: DescribedNodes, places: DescribedPlaces, vocabulary: CorpusVocabulary) -> bool:
    shapes = compiled_shapes()
    wrong = chain(
        shapes.broken(nodes, nodes.subjects()),
        shapes.selected(nodes, _context(nodes, places, vocabulary)),
        undefined_terms(nodes, vocabulary.nodes),
    )
    return next(wrong, None) is None


def _context(
    own: DescribedNodes, places: DescribedPlaces, vocabulary: CorpusVocabulary
) -> Iterator[Triple]:
    """Yield the vocabulary's descriptions of everything that a part refers to, directly or not."""
    yield from places.triples
    described = _asked_of(vocabulary)
    waiting = {
        value
        for properties in own.own().values()
        for values in properties.values()
        for value in values
        if value in described
    }
    seen = set(waiting)
    for _ in range(_REACH):
        reached = set[Term]()
        for node in waiting:
            yield from described[node]
            reached.update(triple.object for triple in described[node])
        waiting = {node for node in reached if node in described and node not in seen}
        seen |= waiting


@cache
def _asked_of(vocabulary: CorpusVocabulary) -> Mapping[Term, tuple[Triple, ...]]:
    """Return the vocabulary's triples that the SPARQL constraints need, read once."""
    asked = compiled_shapes().asked - {_TYPE}
    found: dict[Term, tuple[Triple, ...]] = {}
    for node, properties in vocabulary.nodes.own().items():
        if not isinstance(node, NamedNode):
            continue
        triples = tuple(
            Triple(node, predicate, value)
            for predicate in properties
            if predicate in asked
            for value in properties[predicate]
        )
        if triples:
            found[node] = triples
    return found


def _refuse_disjoint(nodes: DescribedNodes) -> None:
    for node in nodes.subjects():
        if found := _disjoint(frozenset(nodes.values(node, _TYPE))):
            one, other = found
            raise GraphRejectedError(
                f"{node}: nothing can be both {one} and {other} / 不能同属互斥的两类"
            )


@lru_cache(maxsize=_COMBINATIONS)
def _disjoint(kinds: frozenset[Term]) -> tuple[Term, Term] | None:
    """Return two disjoint classes of a set; None if all are compatible."""
    pairs = combinations(sorted(kinds, key=str), 2)
    return next((pair for pair in pairs if frozenset(pair) in disjoint_classes()), None)


def _ask_reasoner(graph: DocumentGraph, vocabulary: CorpusVocabulary) -> None:
    inferred = next(name for name in graph.graphs if "/graph/inferred/" in name.value)
    asserted = {t for name, ts in graph.graphs.items() if name != inferred for t in ts}
    shared = (*vocabulary.concepts, *vocabulary.reference, *graph.places.triples)
    data = [t for t in (*shared, *sorted(asserted, key=str)) if isinstance(t.subject, NamedNode)]
    CheckReport((), refute(vocabulary.ontology, data)).raise_for_errors()
