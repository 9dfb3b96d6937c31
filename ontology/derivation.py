"""Derives what follows from the assertions of one document, on top of what is known already.

Most assertions give types alone, by the domain and the range of their property. These are gathered
first, for all individuals at once; only properties that lead to further assertions (inverses,
chains, definitions of classes) are followed one assertion at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from districtgraph.ontology.rule_tables import Definition, RuleTables

__all__ = ["Derivation", "DerivationRules", "Fact", "Facts"]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NONE: frozenset[NamedNode] = frozenset()
_NOWHERE: dict[NamedNode, set[NamedNode]] = {}

Fact = tuple[NamedNode, NamedNode, NamedNode]
_ByNode = dict[NamedNode, set[NamedNode]]


class Facts:
    """Triples between named nodes: of each property, by subject and by object."""

    def __init__(self) -> None:
        self.out: dict[NamedNode, _ByNode] = {}
        self.into: dict[NamedNode, _ByNode] = {}

    def add(self, fact: Fact) -> None:
        """Add a fact."""
        subject, predicate, value = fact
        self.out.setdefault(predicate, {}).setdefault(subject, set()).add(value)
        self.into.setdefault(predicate, {}).setdefault(value, set()).add(subject)

    def has(self, fact: Fact) -> bool:
        """Return whether a fact is there."""
        subject, predicate, value = fact
        return value in self.out.get(predicate, _NOWHERE).get(subject, _NONE)


class DerivationRules:
    """Tables in the form in which derivations look into them.

    Args:
        tables: the axioms.

    """

    def __init__(self, tables: RuleTables) -> None:
        self.tables = tables

    def closed(self, kinds: Iterable[NamedNode]) -> frozenset[NamedNode]:
        """Return classes with all that are above them."""
        found = set(kinds)
        for kind in tuple(found):
            found |= self.tables.superclasses.get(kind, _NONE)
        return frozenset(found)

    @cached_property
    def domains(self) -> dict[NamedNode, frozenset[NamedNode]]:
        """The classes of the subjects of each property, those above included."""
        return {prop: self.closed(kinds) for prop, kinds in self.tables.domains.items()}

    @cached_property
    def ranges(self) -> dict[NamedNode, frozenset[NamedNode]]:
        """The classes of the objects of each property, those above included."""
        return {prop: self.closed(kinds) for prop, kinds in self.tables.ranges.items()}

    @cached_property
    def by_kind(self) -> dict[NamedNode, list[Definition]]:
        """The definitions that ask for a class."""
        found: dict[NamedNode, list[Definition]] = defaultdict(list)
        for item in self.tables.definitions:
            for kind in {kind for kinds in item.any_of for kind in kinds}:
                found[kind].append(item)
        return found

    @cached_property
    def by_property(self) -> dict[NamedNode, list[Definition]]:
        """The definitions that ask for a value of a property."""
        found: dict[NamedNode, list[Definition]] = defaultdict(list)
        for item in self.tables.definitions:
            for prop in {prop for prop, _ in (*item.some, *item.values)}:
                found[prop].append(item)
        return found

    @cached_property
    def by_value(self) -> dict[NamedNode, list[tuple[NamedNode, Definition]]]:
        """The property and the definition that ask for a value of a class, by the class."""
        found: dict[NamedNode, list[tuple[NamedNode, Definition]]] = defaultdict(list)
        for item in self.tables.definitions:
            for prop, kind in item.some:
                found[kind].append((prop, item))
        return found

    @cached_property
    def leading_kinds(self) -> frozenset[NamedNode]:
        """The classes from whose individuals more follows than the classes above."""
        return frozenset((*self.tables.values, *self.by_kind, *self.by_value))

    @cached_property
    def leading_properties(self) -> frozenset[NamedNode]:
        """The properties from which more follows than types by domain and range."""
        tables = self.tables
        return frozenset(
            (
                *tables.superproperties,
                *tables.inverses,
                *tables.transitive,
                *tables.chains_from,
                *tables.chains_to,
                *self.by_property,
            )
        )


class Derivation:
    """One derivation; use it once.

    Args:
        rules: the tables.
        known: what is known already, with all that follows from it.

    """

    def __init__(self, rules: DerivationRules, known: Facts) -> None:
        self._rules = rules
        self._known = known
        self._own = Facts()
        self._types: dict[NamedNode, set[NamedNode]] = {}
        self._waiting: list[Fact] = []
        self._gained: list[tuple[NamedNode, frozenset[NamedNode]]] = []
        self._related: list[Fact] = []

    def run(self, given: Iterable[Triple]) -> Iterator[Fact]:
        """Yield each fact that follows, once; neither those given nor those known.

        Args:
            given: the assertions; those with literals or blank nodes are passed over.

        """
        asserted = self._assert(given)
        while self._waiting:
            fact = self._waiting.pop()
            if fact[1] == _TYPE:
                self._of_type(fact[0], fact[2])
            else:
                self._of_relation(fact)
        for node, kinds in self._gained:
            yield from ((node, _TYPE, kind) for kind in kinds - asserted.get(node, _NONE))
        yield from self._related

    # Asserted triples, all at once

    def _assert(self, given: Iterable[Triple]) -> _ByNode:
        """Take up assertions; return the types that are asserted."""
        own = self._own.out
        for triple in given:
            value = triple.object
            if isinstance(value, NamedNode):
                subject = triple.subject
                if isinstance(subject, NamedNode):
                    by_subject = own.setdefault(triple.predicate, {})
                    by_subject.setdefault(subject, set()).add(value)
        asserted = own.pop(_TYPE, {})
        self._take_up_relations()
        self._gain_asserted(asserted)
        return asserted

    def _take_up_relations(self) -> None:
        for prop, by_subject in self._own.out.items():
            if prop in self._rules.leading_properties:
                into = self._own.into.setdefault(prop, {})
                for subject, values in by_subject.items():
                    for value in values:
                        into.setdefault(value, set()).add(subject)
                        self._waiting.append((subject, prop, value))

    def _gain_asserted(self, asserted: _ByNode) -> None:
        """Give the nodes the types that are asserted, and those by domain and range."""
        given: dict[NamedNode, list[frozenset[NamedNode]]] = {}
        closed: dict[NamedNode, frozenset[NamedNode]] = {}
        for node, kinds in asserted.items():
            for kind in kinds:
                if kind not in closed:
                    closed[kind] = self._rules.closed((kind,))
                given.setdefault(node, []).append(closed[kind])
        for nodes, implied in self._implied():
            for node in nodes:
                given.setdefault(node, []).append(implied)
        for node, groups in given.items():
            self._gain(node, _NONE.union(*groups) if len(groups) > 1 else groups[0])

    def _implied(self) -> Iterator[tuple[Iterable[NamedNode], frozenset[NamedNode]]]:
        """Yield nodes with the types that the domain or the range of a property gives them."""
        domains, ranges = self._rules.domains, self._rules.ranges
        for prop, by_subject in self._own.out.items():
            if prop in domains:
                yield by_subject, domains[prop]
            if prop in ranges:
                yield set().union(*by_subject.values()), ranges[prop]

    # Consequences, one after the other

    def _gain(self, node: NamedNode, kinds: frozenset[NamedNode]) -> None:
        """Give a node classes, of which all above them are part."""
        types = self._types.get(node)
        if types is None:
            types = set(self._known.out.get(_TYPE, _NOWHERE).get(node, _NONE))
            self._types[node] = types
        new = kinds - types
        if new:
            types |= new
            self._gained.append((node, new))
            leading = new & self._rules.leading_kinds
            self._waiting += [(node, _TYPE, kind) for kind in leading]

    def _relate(self, fact: Fact) -> None:
        if not self._own.has(fact) and not self._known.has(fact):
            self._own.add(fact)
            self._related.append(fact)
            self._waiting.append(fact)
            subject, prop, value = fact
            if prop in self._rules.domains:
                self._gain(subject, self._rules.domains[prop])
            if prop in self._rules.ranges:
                self._gain(value, self._rules.ranges[prop])

    def _of_type(self, node: NamedNode, kind: NamedNode) -> None:
        for prop, value in self._rules.tables.values.get(kind, ()):
            self._relate((node, prop, value))
        self._define(node, self._rules.by_kind.get(kind, ()))
        for prop, item in self._rules.by_value.get(kind, ()):
            for other in tuple(self._into(node, prop)):
                self._define(other, (item,))

    def _of_relation(self, fact: Fact) -> None:
        tables, (subject, prop, value) = self._rules.tables, fact
        for above in tables.superproperties.get(prop, ()):
            self._relate((subject, above, value))
        for inverse in tables.inverses.get(prop, ()):
            self._relate((value, inverse, subject))
        self._join(fact)
        self._define(subject, self._rules.by_property.get(prop, ()))

    def _join(self, fact: Fact) -> None:
        tables, (subject, prop, value) = self._rules.tables, fact
        after, before = tables.chains_from.get(prop, ()), tables.chains_to.get(prop, ())
        if prop in tables.transitive:
            after, before = [*after, (prop, prop)], [*before, (prop, prop)]
        for second, result in after:
            for end in tuple(self._out(value, second)):
                self._relate((subject, result, end))
        for first, result in before:
            for begin in tuple(self._into(subject, first)):
                self._relate((begin, result, value))

    def _define(self, node: NamedNode, definitions: Sequence[Definition]) -> None:
        for item in definitions:
            if self._meets(node, item):
                self._gain(node, self._rules.closed((item.name,)))

    def _meets(self, node: NamedNode, item: Definition) -> bool:
        types = self._types_of(node)
        return (
            all(types & kinds for kinds in item.any_of)
            and all(value in self._out(node, prop) for prop, value in item.values)
            and all(
                any(kind in self._types_of(value) for value in self._out(node, prop))
                for prop, kind in item.some
            )
        )

    # Looking up

    def _types_of(self, node: NamedNode) -> set[NamedNode] | frozenset[NamedNode]:
        return self._types.get(node) or self._known.out.get(_TYPE, _NOWHERE).get(node) or _NONE

    def _out(self, node: NamedNode, prop: NamedNode) -> set[NamedNode] | frozenset[NamedNode]:
        return _both(self._own.out, self._known.out, node, prop)

    def _into(self, node: NamedNode, prop: NamedNode) -> set[NamedNode] | frozenset[NamedNode]:
        return _both(self._own.into, self._known.into, node, prop)


def _both(
    own: dict[NamedNode, _ByNode], known: dict[NamedNode, _ByNode], node: NamedNode, prop: NamedNode
) -> set[NamedNode] | frozenset[NamedNode]:
    ours, theirs = own.get(prop, _NOWHERE).get(node), known.get(prop, _NOWHERE).get(node)
    return ours | theirs if ours and theirs else ours or theirs or _NONE
