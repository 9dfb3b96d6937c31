"""Reads the content of a data document: a resource, its parts, and names of mentioned things."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.knowledge.resources.fragments import fragments_of
from districtgraph.server.knowledge.resources.part_paths import part_paths, patterns
from districtgraph.server.knowledge.resources.triple_index import in_graph, own_term
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["describe", "describe_with_graphs", "ordered"]

_FOLDER = Path(__file__).parent
_DESCRIPTION = _FOLDER / "description.rq"
_LABELS = _FOLDER / "labels.rq"
_STATEMENT_GRAPHS = _FOLDER / "statement-graphs.rq"
_ALL_PARTS = "CONSTRUCT { ?part ?property ?value }"
_MOST = 10_000
"""Triples of parts within parts that a document has at most."""
_STATED_IN_GRAPHS = _FOLDER / "stated-in-graphs.rq"
_MENTIONS = _FOLDER / "mentions.rq"
_GRAPH_CONTENT = _FOLDER / "graph-content.rq"
_A, _CLAIM, _VOID_DATASET = expand("rdf:type"), expand("dg:Claim"), expand("void:Dataset")


def describe(store: StoreReader, iri: str) -> tuple[Quad, ...]:
    """Return what a document says of a resource that a store knows, in the order of writing.

    The resource's own triples come first, then those of its parts and of what belongs to it, then
    the names of what these mention. What other resources say of it is not in, unless it is all that
    is said: their documents say it. A graph of which nothing is said is called a void:Dataset,
    which each is.
    """
    node = NamedNode(iri)
    own = _own(store, node) or {quad.triple for quad in _elsewhere(store, node)}
    return tuple(ordered(map(in_graph, {*own, *_names(store, own)}), node))


def describe_with_graphs(store: StoreReader, iri: str) -> tuple[Quad, ...]:
    """Return the same, with each of its own triples repeated in the named graphs that contain it.

    The graph thus shows which claim states a triple. For a claim, all of its graph is included.
    """
    node = NamedNode(iri)
    own = _own(store, node)
    if not own:
        quads = set(_elsewhere(store, node))
        names = map(in_graph, _names(store, {quad.triple for quad in quads}))
        return tuple(ordered({*quads, *names}, node))
    subjects = {triple.subject for triple in own if isinstance(triple.subject, NamedNode)}
    rows = store.rows(_STATEMENT_GRAPHS, resources=sorted(subjects, key=str))
    # The store may have changed between the queries; the document must still be consistent.
    named = {quad for quad in map(_quad, rows) if quad.triple in own}
    if Triple(node, _A, own_term(_CLAIM, store.base)) in own:
        content = store.rows(_GRAPH_CONTENT, graph=node)
        named |= {_quad({**row, "graph": node}) for row in content}
    plain = ordered(map(in_graph, {*own, *_names(store, own)}), node)
    return (*plain, *ordered(named, node))


def _own(store: StoreReader, node: NamedNode) -> set[Triple]:
    """Return what the default graph says of a resource and of its parts."""
    own = set(store.triples(_DESCRIPTION, iri=node))
    for part in () if own else fragments_of(store, node.value):
        own |= set(store.triples(_DESCRIPTION, iri=NamedNode(part)))
    described = {triple.subject for triple in own}
    if any(
        isinstance(triple.object, BlankNode) and triple.object not in described for triple in own
    ):
        # The one query goes down to the second part within a part.
        ways = part_paths(store, node.value)
        within = patterns(ways.paths, "?part ?property ?value")
        own |= set(store.triples(f"{_ALL_PARTS} {{ {within} }} LIMIT {_MOST}", iri=node))
    return own


def _elsewhere(store: StoreReader, node: NamedNode) -> Sequence[Quad]:
    """Return what there is of a resource of which the default graph says nothing."""
    rows = store.rows(_STATED_IN_GRAPHS, iri=node) or store.rows(_MENTIONS, iri=node)
    return [_quad(row) for row in rows] or [in_graph(Triple(node, _A, _VOID_DATASET))]


def _names(store: StoreReader, triples: Iterable[Triple]) -> Iterator[Triple]:
    described = {triple.subject for triple in triples}
    mentioned = {
        term for triple in triples for term in triple if isinstance(term, NamedNode)
    } - described
    yield from store.triples(_LABELS, resources=sorted(mentioned, key=str))


def _quad(row: Row) -> Quad:
    subject, graph = row["resource"], row.get("graph", DefaultGraph())
    prop = row["property"]
    assert isinstance(subject, NamedNode | BlankNode), "a literal is no subject"
    assert isinstance(prop, NamedNode), "a property has an IRI"
    assert isinstance(graph, NamedNode | BlankNode | DefaultGraph), "a literal is no graph"
    value: NamedNode | BlankNode | Literal = row["value"]
    return Quad(subject, prop, value, graph)


def ordered(quads: Iterable[Quad], resource: NamedNode) -> list[Quad]:
    """Return quads by graph, the resource first, then its parts, then all others by their names."""
    part = f"<{resource.value}#"

    def place(quad: Quad) -> tuple[str, int, str]:
        subject = str(quad.subject)
        rank = 0 if quad.subject == resource else 1 if subject.startswith(part) else 2
        return str(quad.graph_name), rank, str(quad.triple)

    return sorted(quads, key=place)
