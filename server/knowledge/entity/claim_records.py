"""Claims as pages show them: kind, fields, who supplied them, the words they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.claim_fields import (
    claim_classes,
    figure_classes,
    property_nodes,
    with_property_list,
)
from districtgraph.server.knowledge.entity.answer_cache import answer_cache
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["StoredClaim", "read_claim_records"]

_QUERY = Path(__file__).with_name("claim_records.rq")


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the store has it.

    Attributes:
        iri: the claim's.
        kind: prefixed name of its class, such as ``dg:Observation``; empty if it has none.
        fields: values by the prefixed name of their property.
        citations: the words that it rests on.

    """

    iri: str
    kind: str
    fields: Mapping[str, tuple[Term, ...]]
    citations: tuple[Citation, ...]

    @property
    def is_figure(self) -> bool:
        """Whether the claim is a figure: an amount, a rank or a comparison."""
        return self.kind in figure_classes()

    def one(self, field: str) -> Term | None:
        """Return the value of a field that has one at most."""
        return next(iter(self.fields.get(field, ())), None)

    def value(self, field: str) -> str:
        """Return the IRI or the words of a field; empty if it has none."""
        term = self.one(field)
        return "" if term is None else term.value

    def mentioned(self) -> Iterable[str]:
        """Yield the IRIs that it refers to."""
        yield self.iri
        yield from (citation.document for citation in self.citations)
        for terms in self.fields.values():
            yield from (term.value for term in terms if isinstance(term, NamedNode))


def read_claim_records(
    store: StoreReader, claims: Iterable[str], short: ShortNames
) -> dict[str, StoredClaim]:
    """Return the records of claims by IRI; IRIs that are no claims are left out."""
    found = answer_cache(store, "claims").get(claims, lambda missing: _read(store, missing, short))
    return {iri: record for iri, record in found.items() if record.kind}


def _read(store: StoreReader, iris: list[str], short: ShortNames) -> dict[str, StoredClaim]:
    fields: dict[str, dict[str, set[Term]]] = {iri: {} for iri in iris}
    rows = store.rows(
        with_property_list(_QUERY),
        claims=[NamedNode(iri) for iri in iris],
        kinds=property_nodes(claim_classes(), store.base),
    )
    for row in rows:
        name = short.of(row["property"].value) or row["property"].value
        fields[row["claim"].value].setdefault(name, set()).add(row["value"])
    citations = citations_of(store, (iri for iri in iris if fields[iri]))
    return {iri: _record(iri, fields[iri], citations.get(iri, []), short) for iri in iris}


def _record(
    iri: str, fields: dict[str, set[Term]], citations: list[Citation], short: ShortNames
) -> StoredClaim:
    kinds = sorted(short.of(kind.value) or "" for kind in fields.pop("rdf:type", ()))
    ordered = {name: tuple(sorted(terms, key=str)) for name, terms in fields.items()}
    return StoredClaim(iri, kinds[0] if kinds else "", ordered, tuple(citations))
