"""Maps a claim to the triples of its graph: its node, fields, evidence and attributions."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.claim import CURATOR, Claim, Mention, Statement, value_fields
from districtgraph.graph.claims.claim_fields import ClaimField, Datatype
from districtgraph.graph.mapping.evidence_mapping import evidence_triples
from districtgraph.graph.mapping.labels import Labels
from districtgraph.graph.mapping.period_mapping import period_iri, period_triples
from districtgraph.graph.rdf.literals import decimal_literal, integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, resolve, term

__all__ = [
    "claim_iri",
    "claim_triples",
    "shared_attributions",
]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")

_ATTRIBUTIONS = 4096
"""How many attributions have cached IRIs; ten reports of one district have about eighty."""
_DIGITS = 12
_AGENTS = {"rules": "agent/extraction-rules", "curation": "agent/curators"}


def claim_iri(document: str, key: str) -> NamedNode:
    """Return the IRI of a claim, which also names its graph."""
    return individual(f"claim/{document}/{key}")


def claim_triples(
    document: str, claim: Claim, labels: Labels, *, shares_attributions: bool = False
) -> tuple[Triple, ...]:
    """Return the triples of a claim's graph.

    Args:
        document: key of the document that the claim was read from.
        claim: the record.
        labels: names of everything that claims refer to.
        shares_attributions: whether it only refers to its attributions, which `shared_attributions`
            describes; otherwise they would be most of its triples.

    """
    node = claim_iri(document, claim.key)
    return tuple(
        [
            *_description(document, claim, node, labels),
            *_fields(document, claim, node),
            *chain(*(evidence_triples(document, quote, node) for quote in claim.evidence)),
            *(_references if shares_attributions else _attributions)(claim, node),
            *_stated(claim, node, labels),
        ]
    )


def _description(document: str, claim: Claim, node: NamedNode, labels: Labels) -> Iterator[Triple]:
    yield Triple(node, _A, term(claim.kind.class_name))
    zh, en = labels.of_claim(claim)
    yield Triple(node, _LABEL, Literal(zh, language="zh"))
    yield Triple(node, _LABEL, Literal(en, language="en"))
    yield Triple(node, expand("prov:wasDerivedFrom"), individual(f"document/{document}"))
    yield Triple(node, expand("prov:wasGeneratedBy"), individual(f"activity/{document}/extraction"))


def _fields(document: str, claim: Claim, node: NamedNode) -> Iterator[Triple]:
    """Yield the triples of a claim's fields, as its record declares them."""
    for field in value_fields(type(claim)):
        value = getattr(claim, field.name)
        if value is None:
            continue
        if field.datatype is not Datatype.PERIOD:
            object_ = _OBJECTS[field.datatype](document, field, value)
            yield Triple(node, expand(field.states.property), object_)
        else:
            period = period_iri(document, value, claim.key)
            yield Triple(node, expand(field.states.property), period)
            yield from period_triples(document, value, claim.key)
            if field.states.words and value.words:
                words = Literal(value.words.text, language="zh")
                yield Triple(node, expand(field.states.words), words)


_Object = Callable[[str, ClaimField, Any], NamedNode | Literal]
_OBJECTS: Mapping[Datatype, _Object] = {
    Datatype.CONCEPT: lambda _, field, value: resolve(field.states.folder + value),
    Datatype.ENTITY: lambda _, field, value: resolve(field.states.folder + value),
    Datatype.CLAIM: lambda document, _, key: claim_iri(document, key),
    Datatype.PROPERTY: lambda _, __, name: term(name),
    Datatype.NUMBER: lambda _, __, number: decimal_literal(number),
    Datatype.COUNT: lambda _, __, count: integer_literal(count),
    Datatype.WORDS: lambda _, __, quote: Literal(quote.text, language="zh"),
}
"""The object of a field's triple, of the document's key, field and value; not of periods."""


def _attributions(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    """Yield a PROV attribution for the rules and one for the curators, with their fields."""
    for source, fields in _suppliers(claim):
        attribution = NamedNode(f"{node.value}#{source}")
        yield from _attributed(node, attribution, source)
        yield from _attribution(attribution, source, fields)


def _suppliers(claim: Claim) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield who supplied something, with the rule by field."""
    by_rules = {field: rule for field, rule in claim.by.items() if rule != CURATOR}
    by_hand = {field: rule for field, rule in claim.by.items() if rule == CURATOR}
    for source, fields in (("rules", by_rules), ("curation", by_hand)):
        if fields:
            yield source, fields


def _attributed(node: NamedNode, attribution: NamedNode, source: str) -> Iterator[Triple]:
    yield Triple(node, expand("prov:qualifiedAttribution"), attribution)
    yield Triple(node, expand("prov:wasAttributedTo"), individual(_AGENTS[source]))


def _attribution(
    attribution: NamedNode, source: str, fields: Mapping[str, str]
) -> Iterator[Triple]:
    yield Triple(attribution, _A, term("FieldAttribution"))
    yield Triple(attribution, expand("prov:agent"), individual(_AGENTS[source]))
    for field, rule in fields.items():
        concept = individual(f"claim-field/{field.replace('_', '-')}")
        yield Triple(attribution, term("suppliesField"), concept)
        if rule != CURATOR:
            yield Triple(attribution, term("appliesRule"), individual(f"rule/{rule}"))


def shared_attributions(claims: Iterable[Claim]) -> Iterator[Triple]:
    """Yield the attributions of claims, once for all claims whose fields are supplied alike."""
    suppliers = ((source, fields) for claim in claims for source, fields in _suppliers(claim))
    found = {(source, tuple(sorted(fields.items()))): fields for source, fields in suppliers}
    for (source, items), fields in sorted(found.items()):
        yield from _attribution(_shared_iri(source, items), source, fields)


def _references(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    for source, fields in _suppliers(claim):
        yield from _attributed(node, _shared_iri(source, tuple(sorted(fields.items()))), source)


@lru_cache(maxsize=_ATTRIBUTIONS)
def _shared_iri(source: str, fields: tuple[tuple[str, str], ...]) -> NamedNode:
    """Return the IRI of an attribution, the same for the same fields by the same rules."""
    said = "\n".join((source, *(f"{field} {rule}" for field, rule in fields)))
    digest = hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
    return individual(f"attribution/{digest}")


def _stated(claim: Claim, node: NamedNode, labels: Labels) -> Iterator[Triple]:
    """Yield what the claim asserts about the world, not about itself."""
    if isinstance(claim, Statement):
        yield Triple(resolve(claim.subject), term(claim.property), resolve(claim.object))
    if isinstance(claim, Mention):
        mentioned = resolve(claim.mentions)
        yield from (Triple(mentioned, _A, kind) for kind in labels.types(claim.mentions))
        label = Literal(labels.of(claim.mentions)[0], language="zh")
        yield Triple(mentioned, labels.property_of(claim.mentions), label)
