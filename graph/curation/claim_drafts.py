"""An unfinished claim: each value with the rule or curator that supplied it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, Claim, ClaimKind, ClaimSchema, make_claim
from districtgraph.graph.claims.claim_fields import FieldValue
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote

__all__ = ["ClaimDraft", "Supplied"]


@dataclass(frozen=True, slots=True)
class Supplied:
    """A value, and who supplied it: the name of a rule, or ``curator``."""

    value: FieldValue
    by: str


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """The known fields of a claim whose kind and evidence are not yet known.

    Attributes:
        values: by the name of the claim's field.

    """

    values: Mapping[str, Supplied] = field(default_factory=dict)

    def with_values(self, by: str, **values: FieldValue | None) -> "ClaimDraft":
        """Return the draft with values of a supplier; None leaves a field as it is."""
        given = {name: Supplied(value, by) for name, value in values.items() if value is not None}
        return replace(self, values={**self.values, **given})

    def value(self, name: str) -> FieldValue | None:
        """Return the value of a field so far."""
        supplied = self.values.get(name)
        return supplied.value if supplied else None

    def supplier(self, name: str) -> str:
        """Return who supplied a field; KeyError where nobody did."""
        return self.values[name].by

    def words(self) -> Iterator[Quote]:
        """Yield the words that the draft uses as its number and as its periods."""
        written = self.value("written")
        if isinstance(written, Quote):
            yield written
        for supplied in self.values.values():
            if isinstance(supplied.value, ClaimPeriod) and supplied.value.words:
                yield supplied.value.words

    def claim(
        self,
        key: str,
        kind: tuple[ClaimKind, str],
        evidence: tuple[tuple[Quote, ...], str],
        schema: ClaimSchema = CLAIM_SCHEMA,
    ) -> Claim:
        """Return the claim.

        Args:
            key: its name within the document.
            kind: its kind, and who says so.
            evidence: the words that it rests on, and who chose them.
            schema: the kinds of claims, and their fields.

        Raises:
            ClaimError: the draft lacks or has what the kind excludes; names claim and field.

        """
        by = {name: supplied.by for name, supplied in self.values.items()}
        return make_claim(
            schema.by_kind[kind[0]],
            key,
            evidence[0],
            {name: supplied.value for name, supplied in self.values.items()},
            {**by, "kind": kind[1], "evidence": evidence[1]},
        )
