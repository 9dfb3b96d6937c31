"""The constraints of SHACL Core that our shapes use, as functions of their parameters.

https://www.w3.org/TR/shacl/#core-components
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.ontology.described_nodes import DescribedNodes, Term

__all__ = ["OF_ALL", "OF_EACH", "OF_SHAPES", "SetTest", "Test", "text_of"]

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
Test = Callable[[DescribedNodes, Term], bool]
"""Whether a node is as it should be."""
SetTest = Callable[[DescribedNodes, Term, Sequence[Term]], bool]
"""Whether the values of a focus node are as they should be, all together."""


def text_of(node: Term) -> str:
    """Return the IRI, label or literal of a node."""
    return str(getattr(node, "value", node))


def _count(compare: Callable[[int, int], bool]) -> Callable[[Term], SetTest]:
    def make(item: Term) -> SetTest:
        bound = int(text_of(item))
        return lambda _, __, values: compare(len(values), bound)

    return make


def _same_values(item: Term) -> SetTest:
    assert isinstance(item, NamedNode)
    return lambda graph, node, values: set(values) == set(graph.values(node, item))


def _no_common_value(item: Term) -> SetTest:
    assert isinstance(item, NamedNode)
    return lambda graph, node, values: set(values).isdisjoint(graph.values(node, item))


def _ordered(allowed: Callable[[Decimal, Decimal], bool]) -> Callable[[Term], SetTest]:
    def make(item: Term) -> SetTest:
        assert isinstance(item, NamedNode)
        return lambda graph, node, values: all(
            _compared(value, other, allowed)
            for value in values
            for other in graph.values(node, item)
        )

    return make


def _different_languages(item: Term) -> SetTest:
    def test(_: DescribedNodes, __: Term, values: Sequence[Term]) -> bool:
        tags = [v.language for v in values if isinstance(v, Literal) and v.language]
        return len(tags) == len(set(tags))

    return test if text_of(item) == "true" else lambda _, __, ___: True


OF_ALL: Mapping[str, Callable[[Term], SetTest]] = {
    "minCount": _count(lambda number, bound: number >= bound),
    "maxCount": _count(lambda number, bound: number <= bound),
    "hasValue": lambda item: lambda _, __, values: item in values,
    "equals": _same_values,
    "disjoint": _no_common_value,
    "lessThan": _ordered(lambda one, other: one < other),
    "lessThanOrEquals": _ordered(lambda one, other: one <= other),
    "uniqueLang": _different_languages,
}
OF_SHAPES: Mapping[str, Callable[[list[bool]], bool]] = {
    "not": lambda held: not held[0],
    "or": any,
    "xone": lambda held: sum(held) == 1,
}


def _number(value: Term) -> Decimal | None:
    if isinstance(value, Literal) and value.datatype.value.startswith(_XSD):
        try:
            return Decimal(value.value)
        except InvalidOperation:
            return None
    return None


def _compared(one: Term, other: Term, allowed: Callable[[Decimal, Decimal], bool]) -> bool:
    first, second = _number(one), _number(other)
    return first is not None and second is not None and allowed(first, second)


def _bound(allowed: Callable[[Decimal, Decimal], bool]) -> Callable[[Term], Test]:
    return lambda item: lambda _, value: _compared(value, item, allowed)


def _length(allowed: Callable[[int, int], bool]) -> Callable[[Term], Test]:
    def make(item: Term) -> Test:
        bound = int(text_of(item))
        return lambda _, value: allowed(len(text_of(value)), bound)

    return make


def _pattern(item: Term) -> Test:
    search = re.compile(text_of(item)).search
    return lambda _, value: not isinstance(value, BlankNode) and bool(search(text_of(value)))


_WELL_FORMED = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    f"{_XSD}date": re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?"),
}


def _datatype(item: Term) -> Test:
    form = _WELL_FORMED.get(text_of(item))

    def test(_: DescribedNodes, value: Term) -> bool:
        return (
            isinstance(value, Literal)
            and value.datatype == item
            and (form is None or form.fullmatch(value.value) is not None)
        )

    return test


def _node_kind(item: Term) -> Test:
    kinds = {f"{_SH}IRI": NamedNode, f"{_SH}Literal": Literal, f"{_SH}BlankNode": BlankNode}
    wanted = kinds[text_of(item)]
    return lambda _, value: isinstance(value, wanted)


OF_EACH: Mapping[str, Callable[[Term], Test]] = {
    "hasValue": lambda item: lambda _, value: value == item,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "minInclusive": _bound(lambda value, bound: value >= bound),
    "maxInclusive": _bound(lambda value, bound: value <= bound),
    "minLength": _length(lambda length, bound: length >= bound),
    "maxLength": _length(lambda length, bound: length <= bound),
}
