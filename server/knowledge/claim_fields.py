"""The fields and kinds of claims as queries and pages need them, from their one declaration.

The declaration is `graph/claims/claim.py`; docs/decisions/0035 says how it is used.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema, FigureClaim
from districtgraph.graph.claims.claim_fields import ClaimField
from districtgraph.graph.rdf.rebase import rebased_iri
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.sparql.prebinding import query_text

__all__ = [
    "claim_classes",
    "figure_classes",
    "figure_fields",
    "ordered_fields",
    "property_nodes",
    "value_fields",
    "with_optional_fields",
    "with_property_list",
]

SCHEMA = CLAIM_SCHEMA
"""The schema that everything here reads."""
_OPTIONAL_FIELDS = "  # fields: an OPTIONAL for each"
_PROPERTY_LIST = "      # properties: those of all fields"
# The lines of queries that the fields replace.
_MOST_QUERIES = 256
"""Queries that are cached, one for each choice of fields that clients made."""


def value_fields() -> tuple[ClaimField, ...]:
    """Return the fields of claims but kind and evidence."""
    return tuple(field for field in SCHEMA.fields if field.is_value)


def figure_fields() -> tuple[ClaimField, ...]:
    """Return the fields of figures but kind and evidence."""
    return SCHEMA.figure_fields


def claim_classes() -> tuple[str, ...]:
    """Return the prefixed names of the classes of claims, figures first."""
    return tuple(record.kind.class_name for record in SCHEMA.records)


def figure_classes() -> tuple[str, ...]:
    """Return the prefixed names of the classes of figures."""
    figures = (record for record in SCHEMA.records if issubclass(record, FigureClaim))
    return tuple(record.kind.class_name for record in figures)


def ordered_fields(first: Iterable[str]) -> tuple[ClaimField, ...]:
    """Return all fields, those that are named in their order, and then the others."""
    known = {field.name: field for field in SCHEMA.fields}
    return tuple({name: known[name] for name in (*first, *known)}.values())


def property_nodes(names: Iterable[str], base: str) -> list[NamedNode]:
    """Return properties or classes as they are given to a query.

    Args:
        names: prefixed names.
        base: base IRI of the dataset.

    """
    return [rebased_iri(expand(name), base) for name in names]


def with_optional_fields(query: Path, left_out: Collection[str] = ()) -> str:
    """Return a query that asks a figure, `?claim`, for each of its fields.

    A field's value is in the variable of its name, the words for a period in `?NAME_words`.

    Args:
        query: a file with the line ``# fields: an OPTIONAL for each``.
        left_out: names of the fields that the query does not need.

    """
    return _with_optional_fields(query, tuple(sorted(left_out)), SCHEMA)


@lru_cache(maxsize=_MOST_QUERIES)
def _with_optional_fields(query: Path, left_out: tuple[str, ...], schema: ClaimSchema) -> str:
    lines = [
        f"  OPTIONAL {{ ?claim {expand(property_)} ?{name} }}"
        for field in schema.figure_fields
        if field.name not in left_out
        for property_, name in zip(
            field.properties, (field.name, f"{field.name}_words"), strict=False
        )
    ]
    return _filled(query, _OPTIONAL_FIELDS, lines)


def with_property_list(query: Path) -> str:
    """Return a query with the properties of all fields of claims in a list between commas.

    Args:
        query: a file with the line ``# properties: those of all fields``.

    """
    return _with_property_list(query, SCHEMA)


@lru_cache(maxsize=_MOST_QUERIES)
def _with_property_list(query: Path, schema: ClaimSchema) -> str:
    lines = [
        f"      {expand(name)},"
        for field in schema.fields
        if field.is_value
        for name in field.properties
    ]
    return _filled(query, _PROPERTY_LIST, lines)


def _filled(query: Path, line: str, lines: Iterable[str]) -> str:
    text = query_text(query)
    assert line in text, f"{query} has no line '{line.strip()}'"
    return text.replace(line, "\n".join(lines))
