"""The axioms of an ontology that apply to individuals, as tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Triple

__all__ = ["Definition", "Many", "Node", "RuleTables", "rule_tables"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_NIL = NamedNode(f"{_RDF}nil")

Node = NamedNode | BlankNode
Many = dict[NamedNode, set[NamedNode]]


@dataclass(frozen=True, slots=True)
class Definition:
    """A class that is defined: whatever meets all conditions is of it, and the reverse.

    Attributes:
        any_of: for each part that is a class or a union of classes, the classes.
        some: property and class of each part that asks for a value of a class.
        values: property and value of each part that asks for a value.

    """

    name: NamedNode
    any_of: tuple[frozenset[NamedNode], ...]
    some: tuple[tuple[NamedNode, NamedNode], ...]
    values: tuple[tuple[NamedNode, NamedNode], ...]


@dataclass(slots=True)
class RuleTables:
    """The axioms that say something of individuals.

    Attributes:
        superclasses, superproperties: all that are above each, not itself.
        domains, ranges, inverses: as the ontology states them.
        transitive: properties.
        values: property and value that each individual of a class has.
        chains_from: the second property and the result of each chain, by its first property.
        chains_to: the first property and the result, by the second.
        definitions: the classes that are defined.

    """

    superclasses: Many = field(default_factory=lambda: defaultdict(set))
    superproperties: Many = field(default_factory=lambda: defaultdict(set))
    domains: Many = field(default_factory=lambda: defaultdict(set))
    ranges: Many = field(default_factory=lambda: defaultdict(set))
    inverses: Many = field(default_factory=lambda: defaultdict(set))
    transitive: set[NamedNode] = field(default_factory=set)
    values: dict[NamedNode, set[tuple[NamedNode, NamedNode]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    chains_from: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    chains_to: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    definitions: list[Definition] = field(default_factory=list)


def rule_tables(axioms: Iterable[Triple]) -> RuleTables:
    """Return the tables of an ontology's axioms."""
    return _Compiler(axioms).tables()


class _Compiler:
    """Reads axioms into tables."""

    def __init__(self, axioms: Iterable[Triple]) -> None:
        self._by: dict[tuple[object, str], list[Node]] = defaultdict(list)
        self._axioms = [t for t in axioms if isinstance(t.object, NamedNode | BlankNode)]
        for triple in self._axioms:
            assert isinstance(triple.object, NamedNode | BlankNode)
            self._by[triple.subject, triple.predicate.value].append(triple.object)

    def tables(self) -> RuleTables:
        tables = RuleTables()
        for triple in self._axioms:
            subject, value = triple.subject, triple.object
            read = self._READ.get(triple.predicate.value)
            if read and isinstance(subject, NamedNode):
                assert isinstance(value, NamedNode | BlankNode)
                read(self, tables, subject, value)
        _close(tables.superclasses)
        _close(tables.superproperties)
        return tables

    def _subclass(self, tables: RuleTables, kind: NamedNode, above: Node) -> None:
        if isinstance(above, NamedNode):
            tables.superclasses[kind].add(above)
        else:
            tables.values[kind].update(self._value_asked(above))

    def _equivalent(self, tables: RuleTables, kind: NamedNode, other: Node) -> None:
        if isinstance(other, NamedNode):
            tables.superclasses[kind].add(other)
            tables.superclasses[other].add(kind)
            return
        parts = [part for head in self._get(other, "intersectionOf") for part in self._list(head)]
        named = [frozenset([part]) for part in parts if isinstance(part, NamedNode)]
        unions = [
            frozenset(item for item in self._list(head) if isinstance(item, NamedNode))
            for part in parts
            for head in self._get(part, "unionOf")
        ]
        values = [pair for part in parts for pair in self._value_asked(part)]
        tables.superclasses[kind].update(name for group in named for name in group)
        tables.values[kind].update(values)
        some = [pair for part in parts for pair in self._asked(part, "someValuesFrom")]
        tables.definitions.append(Definition(kind, (*named, *unions), tuple(some), tuple(values)))

    def _chain(self, tables: RuleTables, result: NamedNode, head: Node) -> None:
        first, second = (item for item in self._list(head) if isinstance(item, NamedNode))
        tables.chains_from[first].append((second, result))
        tables.chains_to[second].append((first, result))

    def _inverse(self, tables: RuleTables, one: NamedNode, other: Node) -> None:
        if isinstance(other, NamedNode):
            tables.inverses[one].add(other)
            tables.inverses[other].add(one)

    def _kind(self, tables: RuleTables, prop: NamedNode, kind: Node) -> None:
        if isinstance(kind, NamedNode) and kind.value == f"{_OWL}TransitiveProperty":
            tables.transitive.add(prop)

    def _simple(name: str) -> "Callable[[_Compiler, RuleTables, NamedNode, Node], None]":  # type: ignore[misc]
        def read(_: "_Compiler", tables: RuleTables, subject: NamedNode, value: Node) -> None:
            if isinstance(value, NamedNode):
                getattr(tables, name)[subject].add(value)

        return read

    _READ: Mapping[str, "Callable[[_Compiler, RuleTables, NamedNode, Node], None]"] = {
        f"{_RDFS}subClassOf": _subclass,
        f"{_OWL}equivalentClass": _equivalent,
        f"{_OWL}propertyChainAxiom": _chain,
        f"{_OWL}inverseOf": _inverse,
        f"{_RDF}type": _kind,
        f"{_RDFS}domain": _simple("domains"),
        f"{_RDFS}range": _simple("ranges"),
        f"{_RDFS}subPropertyOf": _simple("superproperties"),
    }

    def _get(self, node: object, name: str) -> list[Node]:
        return self._by.get((node, f"{_OWL}{name}"), [])

    def _asked(self, node: Node, name: str) -> list[tuple[NamedNode, NamedNode]]:
        return [
            (prop, value)
            for prop in self._get(node, "onProperty")
            for value in self._get(node, name)
            if isinstance(prop, NamedNode) and isinstance(value, NamedNode)
        ]

    def _value_asked(self, node: Node) -> list[tuple[NamedNode, NamedNode]]:
        return self._asked(node, "hasValue")

    def _list(self, head: Node) -> Iterator[Node]:
        while head != _NIL:
            (first,) = self._by[head, f"{_RDF}first"]
            yield first
            (head,) = self._by[head, f"{_RDF}rest"]


def _close(above: Many) -> None:
    """Make a relation transitive."""
    for start in list(above):
        found: set[NamedNode] = set()
        waiting = list(above[start])
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += above.get(node, ())
        above[start] = found - {start}
