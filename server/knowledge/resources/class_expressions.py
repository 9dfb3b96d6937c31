"""OWL expressions as people read them, in the words of the Manchester syntax.

https://www.w3.org/TR/owl2-manchester-syntax/
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.knowledge.resources.triple_index import TripleIndex, Value

__all__ = ["ExpressionWord", "expression"]

_ON_PROPERTY = expand("owl:onProperty")
_JOINED = ((expand("owl:unionOf"), "or"), (expand("owl:intersectionOf"), "and"))
_RESTRICTIONS = (
    (expand("owl:someValuesFrom"), "some"),
    (expand("owl:allValuesFrom"), "only"),
    (expand("owl:hasValue"), "value"),
    (expand("owl:cardinality"), "exactly"),
    (expand("owl:minCardinality"), "min"),
    (expand("owl:maxCardinality"), "max"),
)


@dataclass(frozen=True, slots=True)
class ExpressionWord:
    """A word of an expression; `iri` is what it names, empty where it names nothing."""

    text: str
    iri: str = ""


def expression(value: Value, index: TripleIndex) -> tuple[ExpressionWord, ...]:
    """Return a name, a literal or a class expression, word by word."""
    return tuple(_pieces(value, index))


def _pieces(value: Value, index: TripleIndex) -> Iterator[ExpressionWord]:
    if isinstance(value, NamedNode):
        yield ExpressionWord(value.value, value.value)
    elif isinstance(value, Literal):
        yield ExpressionWord(value.value)
    else:
        yield from _anonymous(value, index)


def _anonymous(node: BlankNode, index: TripleIndex) -> Iterator[ExpressionWord]:
    for prop, word in _JOINED:
        for head in index.values(node, prop):
            yield from _joined(index.members(head), word, index)
    for restricted in index.values(node, _ON_PROPERTY):
        for prop, word in _RESTRICTIONS:
            for value in index.values(node, prop):
                yield from _pieces(restricted, index)
                yield ExpressionWord(word)
                yield from _pieces(value, index)


def _joined(members: Iterable[Value], word: str, index: TripleIndex) -> Iterator[ExpressionWord]:
    for position, member in enumerate(members):
        if position:
            yield ExpressionWord(word)
        nested = isinstance(member, BlankNode)
        if nested:
            yield ExpressionWord("(")
        yield from _pieces(member, index)
        if nested:
            yield ExpressionWord(")")
