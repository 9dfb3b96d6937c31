"""Maps a claim to the triples of its graph: the node, what it holds, its evidence, who says so."""

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.claim import CURATOR, Claim, ClaimKind, Quote
from districtgraph.graph.mapping.labels import Labels
from districtgraph.graph.mapping.period_mapping import period_iri, period_triples
from districtgraph.graph.rdf.vocabulary import NAMESPACES, expand, individual, resolve, term

__all__ = ["claim_iri", "claim_triples", "decimal_literal", "evidence_iri"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_XSD = NAMESPACES["xsd"]

# Field of the record → property of the ontology, and the folder that a bare key stands in.
_REFERENCES = {
    "modality": ("modality", "modality/"),
    "indicator": ("indicator", ""),
    "place": ("place", ""),
    "initiative": ("initiative", ""),
    "beneficiary": ("beneficiary", ""),
    "industry": ("industry", ""),
    "comparator": ("comparator", "comparator/"),
    "unit": ("unit", ""),
    "written_unit": ("writtenUnit", ""),
    "counts": ("counts", ""),
    "share_of": ("shareOf", ""),
    "share_of_place": ("shareOfPlace", ""),
    "rank_order": ("rankOrder", "rank-order/"),
    "ranked_within": ("rankedWithin", ""),
    "goal": ("goal", ""),
    "subject": ("statedSubject", ""),
    "object": ("statedObject", ""),
    "mentions": ("mentions", ""),
}
_PERIODS = {"period": "period", "ranked_among": "rankedAmong", "compares_with": "comparesWith"}
_DECIMALS = {"value": "value", "lower": "lowerBound", "upper": "upperBound"}
_WORDS = {"written": "asWritten", "change_basis": "changeBasis"}

_AGENTS = {"rules": "agent/extraction-rules", "curation": "agent/curators"}


def claim_iri(document: str, key: str) -> NamedNode:
    """Return the IRI of a claim, which also names its graph."""
    return individual(f"claim/{document}/{key}")


def evidence_iri(document: str, quote: Quote) -> NamedNode:
    """Return the IRI of a piece of evidence: claims that rest on the same words share it."""
    return individual(f"evidence/{document}/{quote.start}-{quote.end}")


def decimal_literal(value: Decimal) -> Literal:
    """Return an xsd:decimal without exponent and without trailing zeros."""
    text = format(value.normalize(), "f")
    return Literal(text, datatype=NamedNode(f"{_XSD}decimal"))


def claim_triples(document: str, claim: Claim, labels: Labels) -> tuple[Triple, ...]:
    """Return the triples of a claim's graph.

    Args:
        document: key of the document that the claim was read from.
        claim: the record.
        labels: names of everything that claims refer to.

    """
    node = claim_iri(document, claim.key)
    return tuple(
        [
            *_description(document, claim, node, labels),
            *_references(claim, node),
            *_numbers(claim, node),
            *_words(claim, node),
            *_periods(document, claim, node),
            *_comparison(document, claim, node),
            *_evidence(document, claim, node),
            *_attributions(claim, node),
            *_stated(claim, node, labels),
        ]
    )


def _description(document: str, claim: Claim, node: NamedNode, labels: Labels) -> Iterator[Triple]:
    yield Triple(node, _A, term(claim.kind.value.capitalize()))
    zh, en = labels.of_claim(claim)
    yield Triple(node, _LABEL, Literal(zh, language="zh"))
    yield Triple(node, _LABEL, Literal(en, language="en"))
    yield Triple(node, expand("prov:wasDerivedFrom"), individual(f"document/{document}"))
    yield Triple(node, expand("prov:wasGeneratedBy"), individual(f"activity/{document}/extraction"))


def _references(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    for field, (property_, folder) in _REFERENCES.items():
        reference = getattr(claim, field)
        if reference is not None:
            yield Triple(node, term(property_), resolve(folder + reference))


def _numbers(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    for field, property_ in _DECIMALS.items():
        value = getattr(claim, field)
        if value is not None:
            yield Triple(node, term(property_), decimal_literal(value))
    if claim.rank is not None:
        rank = Literal(str(claim.rank), datatype=NamedNode(f"{_XSD}integer"))
        yield Triple(node, term("rank"), rank)


def _words(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    for field, property_ in _WORDS.items():
        quote = getattr(claim, field)
        if quote is not None:
            yield Triple(node, term(property_), Literal(quote.text, language="zh"))
    if claim.period and claim.period.words:
        words = Literal(claim.period.words.text, language="zh")
        yield Triple(node, term("periodAsWritten"), words)


def _periods(document: str, claim: Claim, node: NamedNode) -> Iterator[Triple]:
    for field, property_ in _PERIODS.items():
        period = getattr(claim, field)
        if period is not None:
            yield Triple(node, term(property_), period_iri(document, period))
            yield from period_triples(document, period)


def _comparison(document: str, claim: Claim, node: NamedNode) -> Iterator[Triple]:
    if claim.comparison_of:
        yield Triple(node, term("comparisonOf"), claim_iri(document, claim.comparison_of))


def _evidence(document: str, claim: Claim, node: NamedNode) -> Iterator[Triple]:
    """Yield W3C Web Annotation selectors (https://www.w3.org/TR/annotation-model/#selectors)."""
    for quote in claim.evidence:
        evidence = evidence_iri(document, quote)
        words = NamedNode(f"{evidence.value}#quote")
        position = NamedNode(f"{evidence.value}#position")
        yield Triple(node, term("evidence"), evidence)
        yield Triple(evidence, _A, expand("oa:SpecificResource"))
        yield Triple(evidence, expand("oa:hasSource"), individual(f"document/{document}"))
        yield Triple(evidence, expand("oa:hasSelector"), words)
        yield Triple(evidence, expand("oa:hasSelector"), position)
        yield Triple(words, _A, expand("oa:TextQuoteSelector"))
        yield Triple(words, expand("oa:exact"), Literal(quote.text, language="zh"))
        yield Triple(position, _A, expand("oa:TextPositionSelector"))
        yield Triple(position, expand("oa:start"), _offset(quote.start))
        yield Triple(position, expand("oa:end"), _offset(quote.end))


def _offset(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{_XSD}integer"))


def _attributions(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    """Yield a PROV attribution for the rules and one for the curators, with their fields."""
    by_rules = {field: rule for field, rule in claim.by.items() if rule != CURATOR}
    by_hand = {field: rule for field, rule in claim.by.items() if rule == CURATOR}
    for source, fields in (("rules", by_rules), ("curation", by_hand)):
        if not fields:
            continue
        attribution = NamedNode(f"{node.value}#{source}")
        yield Triple(node, expand("prov:qualifiedAttribution"), attribution)
        yield Triple(attribution, _A, term("FieldAttribution"))
        yield Triple(attribution, expand("prov:agent"), individual(_AGENTS[source]))
        yield Triple(node, expand("prov:wasAttributedTo"), individual(_AGENTS[source]))
        for field, rule in fields.items():
            concept = individual(f"claim-field/{field.replace('_', '-')}")
            yield Triple(attribution, term("suppliesField"), concept)
            if rule != CURATOR:
                yield Triple(attribution, term("appliesRule"), individual(f"rule/{rule}"))


def _stated(claim: Claim, node: NamedNode, labels: Labels) -> Iterator[Triple]:
    """Yield what the claim asserts of the world, beyond itself."""
    if claim.kind is ClaimKind.STATEMENT and claim.subject and claim.property and claim.object:
        property_ = term(claim.property)
        yield Triple(node, term("statedProperty"), property_)
        yield Triple(resolve(claim.subject), property_, resolve(claim.object))
    if claim.kind is ClaimKind.MENTION and claim.mentions:
        mentioned = resolve(claim.mentions)
        yield from (Triple(mentioned, _A, kind) for kind in labels.types(claim.mentions))
        label = Literal(labels.of(claim.mentions)[0], language="zh")
        yield Triple(mentioned, labels.property_of(claim.mentions), label)
