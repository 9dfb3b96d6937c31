"""Reads the statements about a resource, each with the graphs that contain it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import is_inferred_graph
from districtgraph.server.knowledge.resources.part_paths import part_paths, patterns
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import Row, StoreReader, Term

__all__ = [
    "NO_PARTS",
    "VALUES_SHOWN",
    "Parts",
    "ResourceTriple",
    "Statements",
    "ValuesPage",
    "read_parts",
    "read_said",
    "read_statements",
    "read_values_page",
]

_FOLDER = Path(__file__).parent
VALUES_SHOWN = 20
"""Values of one property that a page shows at once; a page of their own has all."""
_MOST = 6000
"""Statements that statements.rq gives at most."""
_PAGE = 50
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PART_ROWS = 2000
"""Statements about its parts that a page shows at most."""
_PARTS = f"SELECT DISTINCT ?part ?property ?object {{ PATTERN }} LIMIT {_PART_ROWS}"


@dataclass(frozen=True, slots=True)
class ResourceTriple:
    """A triple about the page's resource.

    Attributes:
        property: IRI.
        object: the term.
        graphs: IRIs of the named graphs that contain it.

    """

    property: str
    object: Term
    graphs: tuple[str, ...]

    def is_inferred(self, base: str) -> bool:
        """Return whether it follows by reasoning and is asserted nowhere."""
        return bool(self.graphs) and all(is_inferred_graph(graph, base) for graph in self.graphs)

    def claims(self, base: str) -> tuple[str, ...]:
        """Return the graphs that are those of claims."""
        return tuple(graph for graph in self.graphs if graph.startswith(f"{base}id/claim/"))


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements about a resource.

    Attributes:
        shown: some of each property.
        more: there are others that were not even counted.
        counts: how many there are by property.

    """

    shown: tuple[ResourceTriple, ...]
    more: bool
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """One page of what a resource has by one property.

    Attributes:
        property: IRI.
        statements: of this page.
        after: where the next page begins; empty where this is the last.

    """

    property: str
    statements: tuple[ResourceTriple, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The statements about a resource's parts; `more` is true if there are others.

    Attributes:
        said: property and object by part.

    """

    said: Mapping[Term, Sequence[tuple[str, Term]]]
    more: bool = False


NO_PARTS = Parts({})
"""Those of a resource that has none."""


def read_statements(store: StoreReader, iri: str) -> Statements:
    """Return the statements about a resource, in the order of property and object.

    Blank nodes come last and have no page of values: those that are not shown are not counted. What
    is said of them is among the parts.
    """
    rows = store.rows(_FOLDER / "statements.rq", iri=NamedNode(iri))
    found = sorted(((row["property"].value, row["object"]) for row in rows), key=_place)
    shown = list(_first_of_each(found))
    counts = Counter(property_ for property_, object_ in found if not _is_blank(object_))
    counts.update(property_ for property_, object_ in shown if _is_blank(object_))
    return Statements(_in_graphs(store, iri, shown), len(rows) >= _MOST, counts)


def _place(statement: tuple[str, Term]) -> tuple[str, bool, str]:
    property_, object_ = statement
    return property_, _is_blank(object_), str(object_)


def _is_blank(term: Term) -> bool:
    return isinstance(term, BlankNode)


def read_values_page(store: StoreReader, iri: str, property_: str, after: str) -> ValuesPage:
    """Return a page of what a resource has by a property, in the order of the values.

    Args:
        store: the store.
        iri: the resource.
        property_: IRI.
        after: the last value of the page before; empty for the first page.

    """
    rows = store.rows(
        _FOLDER / "values_by_property.rq",
        iri=NamedNode(iri),
        property=NamedNode(property_),
        after=Literal(after),
    )
    values = [row["object"] for row in rows]
    more = len(values) > _PAGE
    if more:
        # Values that differ in language or datatype alone are on one page: the next begins after
        # their text.
        values = [value for value in values if value.value != values[_PAGE].value] or values
    shown = [(property_, value) for value in values[:_PAGE]]
    last = shown[-1][1].value if more else ""
    return ValuesPage(property_, _in_graphs(store, iri, shown), last)


def _first_of_each(found: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, Term]]:
    """Yield as many statements of each property as a page shows, and all classes."""
    met: Counter[str] = Counter()
    for property_, object_ in found:
        met[property_] += 1
        if met[property_] <= VALUES_SHOWN or property_ == _RDF_TYPE:
            yield property_, object_


def _in_graphs(
    store: StoreReader, iri: str, found: Sequence[tuple[str, Term]]
) -> tuple[ResourceTriple, ...]:
    """Return statements with the named graphs that they are in."""
    if not found:
        return ()
    graphs: dict[tuple[str, Term], set[str]] = {statement: set() for statement in found}
    asked = query_text(_FOLDER / "statement_graphs.rq")
    for pattern in _patterns_of(found):
        query = asked.replace("# statements: these", pattern)
        for row in store.rows(query, iri=NamedNode(iri)):
            statement = row["property"].value, row["object"]
            if statement in graphs:
                graphs[statement].add(row["graph"].value)
    return tuple(
        ResourceTriple(property_, object_, tuple(sorted(graphs[property_, object_])))
        for property_, object_ in found
    )


def _patterns_of(found: Sequence[tuple[str, Term]]) -> Iterator[str]:
    """Yield patterns that together match some statements about ?iri, and few others."""
    named = [f"(<{p}> {o})" for p, o in found if isinstance(o, NamedNode)]
    if named:
        yield f"VALUES (?property ?object) {{ {' '.join(named)} }}"
    # An engine may write a literal in another form, and then not find it by ours: Virtuoso 7.2.5
    # does so with decimals, and now and then with long texts.
    literal = sorted({f"<{p}>" for p, o in found if isinstance(o, Literal)})
    if literal:
        yield f"VALUES ?property {{ {' '.join(literal)} }} FILTER (isLiteral(?object))"
    if any(isinstance(o, BlankNode) for _, o in found):
        # Blank nodes have no name that a query could use.
        yield "FILTER (isBlank(?object))"


def read_parts(store: StoreReader, iri: str, statements: Iterable[ResourceTriple]) -> Parts:
    """Return what the store says of the parts of a resource, and of theirs in turn."""
    if not any(_is_part(statement.object, iri) for statement in statements):
        return NO_PARTS
    ways = part_paths(store, iri)
    if not ways.paths:
        return NO_PARTS
    said = patterns(ways.paths, "?part ?property ?object")
    rows = store.rows(_PARTS.replace("PATTERN", said), iri=NamedNode(iri))
    return _as_parts(rows, ways.more)


def read_said(store: StoreReader, iris: Sequence[str]) -> Parts:
    """Return what the store says of IRIs that are parts of a document of which it says nothing."""
    given = f"VALUES ?part {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"
    said = "{ ?part ?property ?object } UNION { GRAPH ?graph { ?part ?property ?object } }"
    return _as_parts(store.rows(_PARTS.replace("PATTERN", f"{given} {said}")), False)


def _as_parts(rows: Sequence[Row], more: bool) -> Parts:
    found: dict[Term, set[tuple[str, Term]]] = {}
    for row in rows:
        found.setdefault(row["part"], set()).add((row["property"].value, row["object"]))
    parts = {part: sorted(about, key=str) for part, about in sorted(found.items(), key=str)}
    return Parts(parts, more or len(rows) >= _PART_ROWS)


def _is_part(term: Term, iri: str) -> bool:
    return isinstance(term, BlankNode) or (
        isinstance(term, NamedNode) and term.value.startswith(f"{iri}#")
    )
