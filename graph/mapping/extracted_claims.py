"""Maps what the rules found in a report to triples, for the report's owner, before any curation.

Heads that are no indicator's label become candidates, each a concept with the words as its label;
each name becomes a node. The IRIs of both are made from the words, so that reports share them.
"""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    ExtractedClaims,
    Reading,
    Side,
    SpanText,
)
from districtgraph.graph.mapping.candidate_mapping import CANDIDATE_SCHEME
from districtgraph.graph.mapping.evidence_mapping import evidence_triples
from districtgraph.graph.rdf.literals import date_literal, decimal_literal, integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.graph.text.pinyin import PINYIN, in_pinyin
from districtgraph.graph.text.titles import printed_title

__all__ = ["all_quads", "extracted_quads"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_CLASSES = {"name": "Mention", "statement": "Statement", "rank": "Ranking"}
_NAMED = {
    "organisation": "Organisation",
    "programme": "Programme",
    "document": "foaf:Document",
    "place": "Place",
    "facility": "Facility",
    "event": "schema:Event",
    "product": "schema:Product",
    "slogan": "Principle",
}


def extracted_quads(extracted: ExtractedClaims) -> tuple[Quad, ...]:
    """Return the quads of a report's claims: each in the default graph and in its claim's own.

    They are sorted, none twice: the same claims give the same quads.
    """
    reading = extracted.reading
    quads = {_default(triple) for triple in _document(reading)}
    for claim in extracted.claims:
        if claim.statement and claim.statement.is_of_a_figure():
            # The claim of the figure says it; dg:targets is for those whom an initiative serves.
            continue
        graph = individual(f"claim/{claim.id}")
        for triple in _claim(reading, claim, graph):
            quads.add(_default(triple))
            quads.add(Quad(triple.subject, triple.predicate, triple.object, graph))
    return tuple(sorted(quads, key=str))


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())


def _document(reading: Reading) -> Iterator[Triple]:
    node = _document_iri(reading)
    title = printed_title(reading.source.text)
    yield Triple(node, _A, term("SourceDocument"))
    yield Triple(node, _LABEL, _zh(title))
    yield Triple(node, expand("dcterms:title"), _zh(title))
    yield Triple(node, expand("dcterms:language"), Literal("zh"))
    yield Triple(node, term("sha256"), Literal(reading.source.sha256))
    yield Triple(node, term("characterCount"), integer_literal(len(reading.source.text)))
    if reading.stated.published:
        yield Triple(node, expand("dcterms:issued"), date_literal(reading.stated.published))


def _document_iri(reading: Reading) -> NamedNode:
    return individual(f"document/{reading.key}")


def _claim(reading: Reading, claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    yield Triple(node, _A, term(_class(claim)))
    yield Triple(node, _LABEL, _zh(claim.quote))
    yield Triple(node, expand("prov:wasDerivedFrom"), _document_iri(reading))
    yield Triple(node, expand("prov:wasAttributedTo"), individual("agent/extraction-rules"))
    if claim.modality:
        yield Triple(node, term("modality"), individual(f"modality/{claim.modality}"))
    quote = Quote(claim.start, claim.end, claim.quote)
    yield from evidence_triples(reading.key, quote, node)
    yield from _figure(claim, node)
    yield from _context(claim, node)
    yield from _named(claim, node)
    yield from _stated(claim, node)


def _class(claim: ClaimObject) -> str:
    default = "Target" if claim.modality == "target" else "Observation"
    return _CLASSES.get(claim.kind, default)


def _figure(claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    if claim.number is None:
        return
    yield Triple(node, term("asWritten"), _zh(claim.number.text))
    if claim.kind == "rank":
        if claim.value is not None:
            yield Triple(node, term("rank"), integer_literal(int(claim.value)))
        return
    yield from _numbers(claim, node)
    if claim.comparator:
        yield Triple(node, term("comparator"), individual(f"comparator/{claim.comparator}"))
    if claim.base_unit_iri:
        yield Triple(node, term("unit"), NamedNode(claim.base_unit_iri))
    if claim.unit_iri and claim.unit_iri != claim.base_unit_iri:
        yield Triple(node, term("writtenUnit"), NamedNode(claim.unit_iri))


def _numbers(claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    """Yield the numbers in the base unit, like those of all figures of the graph."""
    for name, value in (
        ("value", claim.value),
        ("lowerBound", claim.lower),
        ("upperBound", claim.upper),
    ):
        if value is not None:
            yield Triple(node, term(name), decimal_literal(value * claim.factor))


def _context(claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    if claim.indicator:
        yield Triple(node, term("indicator"), NamedNode(claim.indicator))
    elif claim.indicator_text:
        yield from _candidate(claim.indicator_text, node)
    if claim.change_base:
        yield Triple(node, term("changeBasis"), _zh(claim.change_base.text))
    if claim.time:
        yield Triple(node, term("periodAsWritten"), _zh(claim.time.text))
    # A statement has its own subject, and a name has none.
    if claim.number and claim.subject and claim.subject.code:
        yield Triple(node, term("place"), individual(f"place/{claim.subject.code}"))


def _candidate(words: SpanText, node: NamedNode) -> Iterator[Triple]:
    candidate = individual(f"candidate-indicator/{_digest(words.text)}")
    yield Triple(node, term("indicator"), candidate)
    yield Triple(candidate, _A, term("CandidateIndicator"))
    yield Triple(candidate, _A, expand("skos:Concept"))
    yield Triple(candidate, expand("skos:prefLabel"), _zh(words.text))
    yield Triple(candidate, expand("skos:inScheme"), CANDIDATE_SCHEME)
    yield from _pinyin(candidate, words.text)


def _named(claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    if claim.name is None:
        return
    full = claim.name.canonical or claim.quote
    thing = _thing(full, claim.name.type)
    yield Triple(node, term("mentions"), thing)
    yield Triple(thing, _A, term(_NAMED[claim.name.type]))
    yield Triple(thing, _LABEL, _zh(full))
    yield from _pinyin(thing, full)


def _pinyin(node: NamedNode, name: str) -> Iterator[Triple]:
    """Yield the pinyin of a name, since the rules do not translate."""
    if spelt := in_pinyin(name):
        yield Triple(node, expand("skos:altLabel"), Literal(spelt, language=PINYIN))


def _stated(claim: ClaimObject, node: NamedNode) -> Iterator[Triple]:
    """Yield what a statement says; one about an area of unknown code has no subject."""
    if claim.statement is None:
        return
    property_ = term(claim.statement.property)
    yield Triple(node, term("statedProperty"), property_)
    sides = [_side(claim, side) for side in (claim.statement.subject, claim.statement.object)]
    for name, side in zip(("statedSubject", "statedObject"), sides, strict=True):
        if side is not None:
            yield Triple(node, term(name), side)
    if sides[0] is not None and sides[1] is not None:
        yield Triple(sides[0], property_, sides[1])


def _side(claim: ClaimObject, side: Side) -> NamedNode | None:
    if side.type is not None:
        return _thing(side.text, side.type)
    if claim.subject and claim.subject.code:
        return individual(f"place/{claim.subject.code}")
    return None


def _thing(name: str, kind: str) -> NamedNode:
    return individual(f"{kind}/{_digest(name)}")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def all_quads(found: Iterable[ExtractedClaims]) -> tuple[Quad, ...]:
    """Return the quads of several reports, sorted, none twice."""
    return tuple(sorted({quad for item in found for quad in extracted_quads(item)}, key=str))
