"""Reports the difference between two datasets: as text for people, as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from pyoxigraph import NamedNode

from districtgraph.graph.comparison.claim_difference import (
    ChangeKind,
    ClaimChange,
    FieldChange,
    Value,
)
from districtgraph.graph.comparison.quad_difference import QuadDifference
from districtgraph.graph.rdf.vocabulary import NAMESPACES, expand

__all__ = ["difference_json", "difference_lines"]

_MARKS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~"}
_ABOUT_ITSELF = {expand(name).value for name in (
    "rdf:type", "rdfs:label", "prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:wasAttributedTo",
    "prov:qualifiedAttribution",
)}  # fmt: skip


def difference_lines(
    changes: Iterable[ClaimChange], difference: QuadDifference, language: str
) -> Iterator[str]:
    """Yield the lines of a report.

    Args:
        changes: the claims that differ.
        difference: all that differs.
        language: of the names, zh or en.

    """
    held = list(changes)
    if not difference:
        yield "no difference"
        return
    numbers = Counter(change.change for change in held)
    claims = ", ".join(f"{numbers[kind]} {kind}" for kind in ChangeKind)
    removed, added = _numbers(difference)
    yield f"claims: {claims}; quads: {added} added, {removed} removed"
    for change in held:
        yield ""
        yield from _claim(change, language)
    if others := list(_graphs(difference, {change.claim for change in held})):
        yield from ("", *others)


def _numbers(difference: QuadDifference) -> tuple[int, int]:
    """Return the numbers of removed and added quads, including those with blank nodes."""
    removed = len(difference.removed) + sum(map(len, difference.removed_components))
    return removed, len(difference.added) + sum(map(len, difference.added_components))


def _claim(change: ClaimChange, language: str) -> Iterator[str]:
    name = change.labels.get(language) or change.claim
    kind = f" ({_name(change.kind, language)})" if change.kind else ""
    yield f"{_MARKS[change.change]} {name}{kind}"
    yield f"    {change.claim}"
    for quote in change.quotes:
        yield f"    “{quote.text}” {quote.start}–{quote.end}"
    for field in change.fields:
        if change.change is ChangeKind.CHANGED or _is_content(field, change):
            yield f"    {_field(field, change, language)}"


def _is_content(field: FieldChange, change: ClaimChange) -> bool:
    """Return whether a field of an added or removed claim says more than its heading."""
    evidence = field.property.text.endswith("#evidence")
    own = field.subject.text == change.claim
    return own and not evidence and field.property.text not in _ABOUT_ITSELF


def _field(field: FieldChange, change: ClaimChange, language: str) -> str:
    subject = "" if field.subject.text == change.claim else f"{_name(field.subject, language)} · "
    old, new = (
        ", ".join(_name(item, language) for item in side) for side in (field.old, field.new)
    )
    values = f"{old} → {new}" if old and new else f"+ {new}" if new else f"- {old}"
    if change.change is not ChangeKind.CHANGED:
        values = old or new
    return f"{subject}{_name(field.property, language)}: {values}"


def _name(value: Value, language: str) -> str:
    """Return a value's name in a language, or its text: with a prefix that everybody knows."""
    if name := value.labels.get(language):
        return name
    for prefix, iri in NAMESPACES.items():
        if value.text.startswith(iri):
            return f"{prefix}:{value.text.removeprefix(iri)}"
    return value.text


def _graphs(difference: QuadDifference, claims: set[str]) -> Iterator[str]:
    """Yield the numbers of removed and added quads in graphs other than those of claims."""
    counts: dict[str, list[int]] = {}
    sides = (
        (0, (*difference.added, *(q for item in difference.added_components for q in item))),
        (1, (*difference.removed, *(q for item in difference.removed_components for q in item))),
    )
    for side, quads in sides:
        for quad in quads:
            graph = quad.graph_name
            name = graph.value if isinstance(graph, NamedNode) else "default graph"
            if name not in claims:
                counts.setdefault(name, [0, 0])[side] += 1
    for name, (added, removed) in sorted(counts.items()):
        yield f"{name}: +{added} -{removed}"


def difference_json(changes: Iterable[ClaimChange], difference: QuadDifference) -> str:
    """Return the report in JSON: each claim with its differences, and the numbers of quads."""
    removed, added = _numbers(difference)
    content: Mapping[str, object] = {
        "quads": {"added": added, "removed": removed},
        "claims": [asdict(change) for change in changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
