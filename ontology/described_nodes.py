"""Triples by subject and property, for checks that look them up many times."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["DescribedNodes", "Term"]

Term = NamedNode | BlankNode | Literal | Triple
_Properties = dict[NamedNode, list[Term]]
_NOTHING: _Properties = {}


class DescribedNodes:
    """What triples say of each subject; perhaps on top of others.

    Args:
        triples: each of them once.
        below: what is known as well, such as a vocabulary that many documents refer to.

    """

    def __init__(self, triples: Iterable[Triple], below: "DescribedNodes | None" = None) -> None:
        self._below = below
        self._nodes: dict[Term, _Properties] = {}
        self._seen: dict[Term, _Properties] = {}
        for subject, predicate, value in triples:
            self._nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def subjects(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the subjects of its own triples."""
        for node in self._nodes:
            if isinstance(node, NamedNode | BlankNode):
                yield node

    def described(self, node: Term) -> Mapping[NamedNode, Sequence[Term]]:
        """Return the objects of a subject, each once, by property."""
        # A check asks a hundred thousand times, mostly about nodes that it asked about before.
        found = self._seen.get(node)
        if found is None:
            found = self._seen[node] = self._merged(node)
        return found

    def _merged(self, node: Term) -> _Properties:
        own = self._nodes.get(node, _NOTHING)
        below = self._below._merged(node) if self._below else _NOTHING
        if not own or not below:
            return own or below
        merged = {**below, **own}
        for predicate in own.keys() & below.keys():
            merged[predicate] = list(dict.fromkeys((*own[predicate], *below[predicate])))
        return merged

    def values(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """Return the objects of a subject, each once."""
        return self.described(node).get(predicate, ())

    def properties(self, node: Term) -> frozenset[NamedNode]:
        """Return the properties of a subject."""
        return frozenset(self.described(node))

    def own(self) -> Mapping[Term, Mapping[NamedNode, Sequence[Term]]]:
        """Return what its own triples say, by subject and property."""
        return self._nodes

    def triples(self, node: NamedNode | BlankNode) -> Iterator[Triple]:
        """Yield the triples of a subject, perhaps one twice."""
        for predicate, values in self._nodes.get(node, _NOTHING).items():
            for value in values:
                yield Triple(node, predicate, value)
        if self._below:
            yield from self._below.triples(node)
