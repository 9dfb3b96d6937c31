"""Names of everything that a claim can refer to, and the names of claims made from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.claim import Claim, Mention, Statement, Target
from districtgraph.graph.errors import ClaimError
from districtgraph.graph.rdf.vocabulary import expand, resolve, term

__all__ = ["Labels", "read_labels"]

_TYPE = expand("rdf:type")
_RDFS = expand("rdfs:label")
_SKOS = expand("skos:prefLabel")


@dataclass(frozen=True, slots=True)
class Labels:
    """Both labels and the types of every known individual and property.

    Attributes:
        names: IRI → (zh, en).
        kinds: IRI → its asserted classes, sorted.
        labelled_by: IRI → the property that labels it (skos:prefLabel for concepts).

    """

    names: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, tuple[NamedNode, ...]]
    labelled_by: Mapping[str, NamedNode]

    def of(self, reference: str) -> tuple[str, str]:
        """Return (zh, en) of a reference; ClaimError where nothing of that name is known."""
        return self._names(resolve(reference), reference)

    def of_property(self, name: str) -> tuple[str, str]:
        """Return (zh, en) of a property; ClaimError where the ontology does not have it."""
        return self._names(term(name), name)

    def types(self, reference: str) -> tuple[NamedNode, ...]:
        """Return the asserted classes of a reference."""
        return self.kinds.get(resolve(reference).value, ())

    def property_of(self, reference: str) -> NamedNode:
        """Return the property by which a reference is labelled."""
        return self.labelled_by[resolve(reference).value]

    def of_claim(self, claim: Claim) -> tuple[str, str]:
        """Return (zh, en) of a claim: its subject and, for a figure, its words."""
        if isinstance(claim, Mention):
            zh, en = self.of(claim.mentions)
            return f"提及：{zh}", f"mention: {en}"
        if isinstance(claim, Statement):
            return self._of_statement(claim)
        goal = claim.goal if isinstance(claim, Target) else None
        zh, en = self.of(claim.indicator or goal or "")
        return f"{zh}：{claim.written.text}", f"{en}: {claim.written.text}"

    def _of_statement(self, claim: Statement) -> tuple[str, str]:
        subject, object_ = self.of(claim.subject), self.of(claim.object)
        zh, en = zip(subject, self.of_property(claim.property), object_, strict=True)
        return " — ".join(zh), " – ".join(en)

    def _names(self, iri: NamedNode, reference: str) -> tuple[str, str]:
        try:
            return self.names[iri.value]
        except KeyError:
            raise ClaimError(
                f"'{reference}' is unknown: no entity of the article, no concept of a scheme, no "
                "term of the ontology has this name and labels in both languages"
            ) from None


def read_labels(triples: Iterable[Triple]) -> Labels:
    """Return the labels and types that triples give to IRIs, where both languages are there."""
    found: dict[str, dict[str, str]] = {}
    kinds: dict[str, set[NamedNode]] = {}
    labelled_by: dict[str, NamedNode] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if triple.predicate == _TYPE and isinstance(value, NamedNode):
            kinds.setdefault(subject.value, set()).add(value)
        if triple.predicate in (_RDFS, _SKOS) and isinstance(value, Literal):
            found.setdefault(subject.value, {})[value.language or ""] = value.value
            labelled_by[subject.value] = triple.predicate
    names = {iri: (by["zh"], by["en"]) for iri, by in found.items() if {"zh", "en"} <= set(by)}
    ordered = {iri: tuple(sorted(types, key=str)) for iri, types in kinds.items()}
    return Labels(names, ordered, labelled_by)
