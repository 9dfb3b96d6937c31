"""Compiles the shapes to functions that find faults of a graph within milliseconds.

pySHACL needs seconds for the report on one graph, mostly for SPARQL constraints in pure Python.
The functions find the nodes that break a core constraint, and Oxigraph the culprits of the SPARQL
constraints; pySHACL writes the report only if there are any. A constraint component that is not
supported here is an error when the shapes are read, so that no constraint is ignored.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from districtgraph.ontology.described_nodes import DescribedNodes, Term
from districtgraph.ontology.loading import load_ontology, load_shapes
from districtgraph.ontology.shape_constraints import (
    OF_ALL,
    OF_EACH,
    OF_SHAPES,
    SetTest,
    Test,
    text_of,
)

__all__ = ["CompiledShapes", "compiled_shapes"]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode(f"{_RDF}type")
_NIL = NamedNode(f"{_RDF}nil")
_PREFIXED = re.compile(r"\b([a-z]+):([A-Za-z]*)")
_STATED_PROPERTY = NamedNode("https://w3id.org/districtgraph/ontology#statedProperty")
"""A constraint asks whether what a statement states is there, whatever its property is."""
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")

Values = Callable[[DescribedNodes, Term], Sequence[Term]]
"""What a path leads to."""


class CompiledShapes:
    """Shapes as functions.

    Args:
        shapes: triples of the shapes graph.
        ontology: has the hierarchy of classes.

    Raises:
        ValueError: a shape uses what is not known here.

    """

    def __init__(self, shapes: Iterable[Triple], ontology: Iterable[Triple]) -> None:
        compiler = _Compiler(shapes, ontology)
        self._by_class, self._by_property = compiler.targets()
        self._selects = compiler.selects()
        self._asked = compiler.asked()
        self._of_kinds: dict[frozenset[Term], tuple[Test, ...]] = {}

    def broken(
        self, graph: DescribedNodes, focus: Iterable[NamedNode | BlankNode]
    ) -> Iterator[str]:
        """Yield the focus nodes that break a core constraint.

        Args:
            graph: the data with what follows from it, and all that it refers to.
            focus: the nodes that are looked at.

        """
        for node in focus:
            for test in self._tests(graph.described(node)):
                if not test(graph, node):
                    yield node.value
                    break

    def _tests(self, described: Mapping[NamedNode, Sequence[Term]]) -> Iterable[Test]:
        """Return the tests of a node, by its classes and by the properties that it has."""
        kinds = frozenset(described.get(_TYPE, ()))
        tests = self._of_kinds.get(kinds)
        if tests is None:
            found = dict.fromkeys(t for kind in kinds for t in self._by_class.get(kind, ()))
            tests = self._of_kinds[kinds] = tuple(found)
        targeted = [prop for prop in self._by_property if prop in described]
        if not targeted:
            return tests
        return dict.fromkeys((*tests, *(t for prop in targeted for t in self._by_property[prop])))

    @property
    def asked(self) -> frozenset[Term]:
        """The properties that the SPARQL constraints name."""
        return self._asked

    def selected(self, graph: DescribedNodes, context: Iterable[Triple] = ()) -> Iterator[str]:
        """Yield the culprits of the constraints in SPARQL, which look at a graph as a whole.

        Args:
            graph: the data; what is below it is left out.
            context: what the constraints need of it.

        """
        described = graph.own()
        asked = self._asked.union(
            value
            for properties in described.values()
            for value in properties.get(_STATED_PROPERTY, ())
        )
        store = Store()
        store.bulk_extend(
            Quad(node, predicate, value)  # type: ignore[arg-type]
            for node, properties in described.items()
            for predicate in properties
            if predicate in asked
            for value in properties[predicate]
        )
        store.extend(Quad(*triple) for triple in context if triple.predicate in asked)
        for select in self._selects:
            found = store.query(select)
            assert isinstance(found, QuerySolutions)
            for row in found:
                yield str(getattr(row["value"], "value", row["value"]))


@cache
def compiled_shapes() -> CompiledShapes:
    """Return our shapes; compiled once."""
    return CompiledShapes(load_shapes(), load_ontology())


class _Compiler:
    """Reads the shapes graph."""

    def __init__(self, shapes: Iterable[Triple], ontology: Iterable[Triple]) -> None:
        self._shapes = DescribedNodes(shapes)
        self._below = _subclasses(ontology)

    def targets(self) -> tuple[Mapping[Term, list[Test]], Mapping[NamedNode, list[Test]]]:
        """Return the tests by the class of the focus node, and by a property that it has."""
        by_class: dict[Term, list[Test]] = {}
        by_property: dict[NamedNode, list[Test]] = {}
        for shape in self._shapes.subjects():
            classes = self._get(shape, "targetClass")
            properties = self._get(shape, "targetSubjectsOf")
            if not classes and not properties:
                continue
            tests = self._node_tests(shape)
            for kind in {below for item in classes for below in self._kinds(item)}:
                by_class.setdefault(kind, []).extend(tests)
            for prop in properties:
                assert isinstance(prop, NamedNode)
                by_property.setdefault(prop, []).extend(tests)
        return by_class, by_property

    def selects(self) -> tuple[str, ...]:
        """Return the queries of the SPARQL constraints, with their prefixes."""
        prefixes = "".join(
            f"PREFIX {text_of(self._one(item, 'prefix'))}: "
            f"<{text_of(self._one(item, 'namespace'))}>\n"
            for shape in self._shapes.subjects()
            for item in self._get(shape, "declare")
        )
        constraints = [
            item for shape in self._shapes.subjects() for item in self._get(shape, "sparql")
        ]
        return tuple(sorted(prefixes + text_of(self._one(item, "select")) for item in constraints))

    def asked(self) -> frozenset[Term]:
        """Return the properties that the SPARQL constraints name."""
        prefixes = {
            text_of(self._one(item, "prefix")): text_of(self._one(item, "namespace"))
            for shape in self._shapes.subjects()
            for item in self._get(shape, "declare")
        }
        names = {name for select in self.selects() for name in _PREFIXED.findall(select)}
        named = {NamedNode(prefixes[one] + local) for one, local in names if one in prefixes}
        return frozenset((_TYPE, *named))

    # Shapes on a node

    def _node_tests(self, shape: Term) -> list[Test]:
        tests: list[Test] = []
        for name in self._names(shape):
            if name in ("targetClass", "targetSubjectsOf", "targetNode", "sparql", *_IGNORED):
                continue
            if name == "closed":
                tests.append(self._closed(shape))
            elif name == "property":
                tests += [self._property(item) for item in self._get(shape, "property")]
            else:
                tests += [self._value_test(name, item) for item in self._get(shape, name)]
        return tests

    def _all(self, shape: Term) -> Test:
        """Return the test of a shape that another one refers to."""
        tests = tuple(self._node_tests(shape))

        def test(graph: DescribedNodes, node: Term) -> bool:
            # A loop: a generator costs more than most tests do. The same below.
            for each in tests:  # noqa: SIM110
                if not each(graph, node):
                    return False
            return True

        return test

    def _closed(self, shape: Term) -> Test:
        listed = self._list(self._one(shape, "ignoredProperties"))
        paths = [self._one(item, "path") for item in self._get(shape, "property")]
        allowed = frozenset((*listed, *paths))
        return lambda graph, node: graph.described(node).keys() <= allowed

    # Shapes on a property

    def _property(self, shape: Term) -> Test:
        values = self._path(self._one(shape, "path"))
        of_each, of_all = self._value_tests(shape)

        def test(graph: DescribedNodes, node: Term) -> bool:
            found = values(graph, node)
            for check in of_all:
                if not check(graph, node, found):
                    return False
            for each in of_each:
                for value in found:
                    if not each(graph, value):
                        return False
            return True

        return test

    def _value_tests(self, shape: Term) -> tuple[list[Test], list[SetTest]]:
        """Return the tests of each value, and those of all values together."""
        of_each: list[Test] = []
        of_all: list[SetTest] = []
        for name in self._names(shape):
            if name in ("path", "qualifiedMinCount", "qualifiedMaxCount", *_IGNORED):
                continue
            for item in self._get(shape, name):
                if name in OF_ALL:
                    of_all.append(OF_ALL[name](item))
                elif name == "qualifiedValueShape":
                    of_all.append(self._qualified(shape, self._all(item)))
                else:
                    of_each.append(self._value_test(name, item))
        return of_each, of_all

    def _path(self, path: Term) -> Values:
        if isinstance(path, NamedNode):
            return lambda graph, node: graph.described(node).get(path, ())
        ways = [
            self._path(item)
            for found in self._get(path, "alternativePath")
            for item in self._list(found)
        ]
        if ways:
            return lambda graph, node: [value for way in ways for value in way(graph, node)]
        return self._sequence([self._path(step) for step in self._list(path)])

    @staticmethod
    def _sequence(steps: Sequence[Values]) -> Values:
        def values(graph: DescribedNodes, node: Term) -> Sequence[Term]:
            reached: Sequence[Term] = [node]
            for step in steps:
                reached = [value for each in reached for value in step(graph, each)]
            return list(dict.fromkeys(reached))

        return values

    def _qualified(self, shape: Term, test: Test) -> SetTest:
        least = self._get(shape, "qualifiedMinCount")
        most = self._get(shape, "qualifiedMaxCount")
        lowest = int(text_of(least[0])) if least else 0
        highest = int(text_of(most[0])) if most else None

        def counted(graph: DescribedNodes, _: Term, values: Sequence[Term]) -> bool:
            number = sum(test(graph, value) for value in values)
            return lowest <= number and (highest is None or number <= highest)

        return counted

    # Constraints on one value

    def _value_test(self, name: str, item: Term) -> Test:
        if name == "class":
            kinds = self._kinds(item)
            return lambda graph, value: not kinds.isdisjoint(graph.described(value).get(_TYPE, ()))
        if name == "in":
            allowed = frozenset(self._list(item))
            return lambda _, value: value in allowed
        if name == "languageIn":
            languages = {text_of(language) for language in self._list(item)}
            return lambda _, value: isinstance(value, Literal) and value.language in languages
        if name in OF_SHAPES:
            parts = [item] if name == "not" else list(self._list(item))
            tests, combine = [self._all(part) for part in parts], OF_SHAPES[name]
            return lambda graph, value: combine([test(graph, value) for test in tests])
        if name not in OF_EACH:
            raise ValueError(f"the shapes use sh:{name}, which compiled_shapes.py does not know")
        return OF_EACH[name](item)

    # The shapes graph

    def _kinds(self, kind: Term) -> frozenset[Term]:
        return frozenset((kind, *self._below.get(kind, ())))

    def _names(self, node: Term) -> Iterator[str]:
        for prop in sorted(self._shapes.properties(node), key=str):
            if prop.value.startswith(_SH):
                yield prop.value.removeprefix(_SH)

    def _get(self, node: Term, name: str) -> Sequence[Term]:
        return self._shapes.values(node, NamedNode(_SH + name))

    def _one(self, node: Term, name: str) -> Term:
        (value,) = self._get(node, name)
        return value

    def _list(self, head: Term) -> Iterator[Term]:
        while head != _NIL:
            (first,) = self._shapes.values(head, NamedNode(f"{_RDF}first"))
            yield first
            (head,) = self._shapes.values(head, NamedNode(f"{_RDF}rest"))


_IGNORED = ("message", "severity", "ignoredProperties", "declare")


def _subclasses(ontology: Iterable[Triple]) -> Mapping[Term, set[Term]]:
    """Return each class with all classes below it."""
    below: dict[Term, set[Term]] = {}
    for triple in ontology:
        if triple.predicate == _SUBCLASS:
            below.setdefault(triple.object, set()).add(triple.subject)
    for kind in list(below):
        waiting = list(below[kind])
        while waiting:
            for lower in below.get(waiting.pop(), set()) - below[kind]:
                below[kind].add(lower)
                waiting.append(lower)
    return below
