"""The difference of two datasets by claims: which are added, removed or changed, and how.

A dataset is read several times and never held in memory: only the claims that differ, and the names
of the things that they mention, are looked up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.comparison.quad_difference import QuadDifference
from districtgraph.graph.rdf.rebase import rebased_iri
from districtgraph.graph.rdf.vocabulary import expand, term

__all__ = ["ChangeKind", "ClaimChange", "FieldChange", "Value", "claim_changes"]

Read = Callable[[], Iterable[Quad]]
"""Reads a dataset from its beginning."""
Labels = Mapping[str, str]
"""A name by language."""
_Object = NamedNode | BlankNode | Literal | Triple

_TYPE, _SELECTOR, _EXACT = expand("rdf:type"), expand("oa:hasSelector"), expand("oa:exact")
_START, _END = expand("oa:start"), expand("oa:end")
_LABELS = (expand("rdfs:label"), expand("skos:prefLabel"))
_KINDS = ("Observation", "Target", "Ranking", "Comparison", "Statement", "Mention")


class ChangeKind(StrEnum):
    """The kind of change of a claim."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its term as SPARQL writes it, and its names where it is an IRI that has some."""

    term: str
    text: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The removed and added values of a property.

    Attributes:
        subject: the subject of the property: the claim, or something that the claim mentions.
        property: the property.
        old: values that only the old dataset has.
        new: values that only the new one has.

    """

    subject: Value
    property: Value
    old: tuple[Value, ...]
    new: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that differs between the datasets.

    Attributes:
        claim: its IRI.
        change: the kind of change.
        labels: its names, preferably the new ones.
        kind: its class.
        quotes: its evidence, in the order of the text.
        fields: the values that differ.

    """

    claim: str
    change: ChangeKind
    labels: Labels
    kind: Value | None
    quotes: tuple[Quote, ...]
    fields: tuple[FieldChange, ...]


def claim_changes(
    old: Read, new: Read, base: str, difference: QuadDifference
) -> tuple[ClaimChange, ...]:
    """Return the claims that differ, sorted by IRI.

    Args:
        old: reads the old dataset.
        new: reads the new one.
        base: base IRI of both.
        difference: their difference by quads. Where it has named graphs, a claim differs where its
            own graph does, else if something is said of it.

    """
    removed, added = _grouped(difference)
    candidates = {*removed, *added}
    before, after = _Side(old), _Side(new)
    for side in (before, after):
        side.learn(candidates)
    comparison = _Comparison(before, after, base)
    claims = [claim for claim in sorted(candidates) if comparison.is_claim(claim)]
    quads = [quad for claim in claims for quad in (*removed.get(claim, ()), *added.get(claim, ()))]
    for side in (before, after):
        side.learn({iri for quad in quads for iri in _iris(quad)})
        side.learn(comparison.evidence(claims) | {kind.value for kind in comparison.kinds})
        side.learn(side.selectors())
    return tuple(
        comparison.change(claim, removed.get(claim, ()), added.get(claim, ())) for claim in claims
    )


_Groups = dict[str, list[Quad]]


def _grouped(difference: QuadDifference) -> tuple[_Groups, _Groups]:
    """Return the removed and the added quads, grouped by IRIs that may be claims."""
    sides = (difference.removed, difference.added)
    has_graphs = any(isinstance(quad.graph_name, NamedNode) for side in sides for quad in side)
    groups: tuple[_Groups, _Groups] = ({}, {})
    for side, group in zip(sides, groups, strict=True):
        for quad in side:
            name = quad.graph_name if has_graphs else quad.subject
            if isinstance(name, NamedNode):
                group.setdefault(name.value, []).append(quad)
    return groups


def _iris(quad: Quad) -> Iterator[str]:
    for item in (quad.subject, quad.predicate, quad.object):
        if isinstance(item, NamedNode):
            yield item.value


class _Side:
    """The statements of one dataset about some subjects."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[str, dict[str, dict[_Object, None]]] = {}

    def learn(self, subjects: set[str]) -> None:
        """Read the statements about subjects, once."""
        wanted = subjects - self._known.keys()
        if not wanted:
            return
        self._known |= {subject: {} for subject in wanted}
        for quad in self._read():
            subject = quad.subject
            if isinstance(subject, NamedNode) and subject.value in wanted:
                values = self._known[subject.value].setdefault(quad.predicate.value, {})
                values[quad.object] = None

    def values(self, subject: str, property_: NamedNode) -> tuple[_Object, ...]:
        """Return the values of a property, sorted."""
        found = self._known.get(subject, {}).get(property_.value, {})
        return tuple(sorted(found, key=str))

    def things(self, subject: str, property_: NamedNode) -> list[str]:
        """Return the IRIs among the values of a property, sorted."""
        found = self.values(subject, property_)
        return [value.value for value in found if isinstance(value, NamedNode)]

    def selectors(self) -> set[str]:
        """Return the selectors of the evidence that is known."""
        return {selector for known in self._known for selector in self.things(known, _SELECTOR)}

    def quoted(self, evidence: str) -> Quote | None:
        """Return the words of a piece of evidence; None of something else."""
        selectors = self.things(evidence, _SELECTOR)
        words, starts, ends = (
            [
                value.value
                for selector in selectors
                for value in self.values(selector, property_)
                if isinstance(value, Literal)
            ]
            for property_ in (_EXACT, _START, _END)
        )
        if not (words and starts and ends):
            return None
        return Quote(int(starts[0]), int(ends[0]), words[0])


class _Comparison:
    """Describes the changes of claims by what both sides say."""

    def __init__(self, before: _Side, after: _Side, base: str) -> None:
        self._before, self._after = before, after
        self._evidence = rebased_iri(term("evidence"), base)
        self.kinds = [rebased_iri(term(kind), base) for kind in _KINDS]

    def is_claim(self, iri: str) -> bool:
        """Return whether one of the datasets has a claim of this IRI."""
        return any(side.values(iri, self._evidence) for side in (self._before, self._after))

    def evidence(self, claims: Iterable[str]) -> set[str]:
        """Return the evidence of claims in both datasets."""
        return {
            piece
            for claim in claims
            for side in (self._before, self._after)
            for piece in side.things(claim, self._evidence)
        }

    def change(self, claim: str, removed: Iterable[Quad], added: Iterable[Quad]) -> ClaimChange:
        """Return how a claim changed."""
        was = self._before.things(claim, self._evidence)
        evidence = self._after.things(claim, self._evidence)
        side = self._after if evidence else self._before
        kinds = [value for value in side.values(claim, _TYPE) if value in self.kinds]
        quotes = (side.quoted(piece) for piece in evidence or was)
        return ClaimChange(
            claim,
            ChangeKind.CHANGED
            if was and evidence
            else ChangeKind.ADDED
            if evidence
            else ChangeKind.REMOVED,
            self._labels(claim),
            self._value(kinds[0]) if kinds else None,
            tuple(sorted(quote for quote in quotes if quote)),
            tuple(self._fields(removed, added)),
        )

    def _fields(self, removed: Iterable[Quad], added: Iterable[Quad]) -> Iterator[FieldChange]:
        fields: dict[tuple[str, str], tuple[list[Quad], list[Quad]]] = {}
        for side, quads in enumerate((removed, added)):
            for quad in quads:
                key = (str(quad.subject), str(quad.predicate))
                fields.setdefault(key, ([], []))[side].append(quad)
        for _, (old, new) in sorted(fields.items()):
            quad = (old or new)[0]
            yield FieldChange(
                self._value(quad.subject),
                self._value(quad.predicate),
                tuple(self._value(quad.object) for quad in old),
                tuple(self._value(quad.object) for quad in new),
            )

    def _value(self, item: _Object) -> Value:
        text = item.value if isinstance(item, NamedNode | BlankNode | Literal) else str(item)
        if not isinstance(item, NamedNode):
            return Value(str(item), text, {})
        for side in (self._after, self._before):
            if quoted := side.quoted(item.value):
                words = f"“{quoted.text}” {quoted.start}–{quoted.end}"
                return Value(str(item), text, {"zh": words, "en": words})
        return Value(str(item), text, self._labels(item.value))

    def _labels(self, iri: str) -> Labels:
        """Return the names of something, those of the new dataset first."""
        return {
            value.language: value.value
            for side in (self._before, self._after)
            for property_ in _LABELS
            for value in side.values(iri, property_)
            if isinstance(value, Literal) and value.language
        }
