"""Maps a source document, the run that read it and its audit to triples."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import CURATOR, Claim
from districtgraph.graph.mapping.claim_mapping import claim_iri, evidence_iri
from districtgraph.graph.rdf.vocabulary import NAMESPACES, expand, individual, term
from districtgraph.graph.text.documents import DocumentRecord

__all__ = ["audit_triples", "document_triples"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_XSD = NAMESPACES["xsd"]


def document_triples(record: DocumentRecord, version: str) -> Iterator[Triple]:
    """Yield the document's own triples and those of the run that read it.

    Args:
        record: what is known of the document.
        version: of the software that ran.

    """
    node = individual(f"document/{record.key}")
    yield Triple(node, _A, term("SourceDocument"))
    for language, title in (("zh", record.title_zh), ("en", record.title_en)):
        yield Triple(node, _LABEL, Literal(title, language=language))
        yield Triple(node, expand("dcterms:title"), Literal(title, language=language))
    yield Triple(node, expand("dcterms:language"), Literal(record.language))
    yield Triple(node, term("sha256"), Literal(record.sha256))
    yield Triple(node, term("characterCount"), _integer(record.characters))
    yield from _run(record, node, version)


def _run(record: DocumentRecord, document: NamedNode, version: str) -> Iterator[Triple]:
    activity = individual(f"activity/{record.key}/extraction")
    software = individual(f"agent/districtgraph-{version}")
    yield Triple(activity, _A, expand("prov:Activity"))
    yield Triple(activity, _LABEL, Literal(f"抽取：{record.title_zh}", language="zh"))
    yield Triple(activity, _LABEL, Literal(f"extraction: {record.title_en}", language="en"))
    yield Triple(activity, expand("prov:used"), document)
    for agent in (software, individual("agent/extraction-rules"), individual("agent/curators")):
        yield Triple(activity, expand("prov:wasAssociatedWith"), agent)
    yield Triple(software, _A, expand("prov:SoftwareAgent"))
    yield Triple(software, _LABEL, Literal(f"districtgraph {version}", language="en"))
    yield Triple(software, _LABEL, Literal(f"区情图谱 {version}", language="zh"))


def audit_triples(
    record: DocumentRecord, audit: Audit, claims: tuple[Claim, ...]
) -> Iterator[Triple]:
    """Yield the sentences and numerals of a document with their claims or reasons."""
    for sentence in audit.sentences:
        yield from _sentence(record, sentence)
    for numeral in audit.numerals:
        yield from _numeral(record, audit, numeral)
    for quote in sorted({quote for claim in claims for quote in claim.evidence}):
        yield from _in_sentence(record, audit, evidence_iri(record.key, quote), quote.start)


def _sentence(record: DocumentRecord, item: AuditedSentence) -> Iterator[Triple]:
    sentence = item.sentence
    node = _sentence_iri(record, sentence.number)
    zh, en = ("标题", "heading") if sentence.heading else ("语句", "sentence")
    yield Triple(node, _A, term("Sentence"))
    yield Triple(node, _LABEL, Literal(f"{zh} {sentence.number}", language="zh"))
    yield Triple(node, _LABEL, Literal(f"{en} {sentence.number}", language="en"))
    yield from _place(record, node, sentence.start, sentence.end)
    yield from _outcome(record, node, item)


def _numeral(record: DocumentRecord, audit: Audit, item: AuditedNumeral) -> Iterator[Triple]:
    quote = item.quote
    node = individual(f"numeral/{record.key}/{quote.start}-{quote.end}")
    yield Triple(node, _A, term("CoveredNumeral" if item.claims else "ExcludedNumeral"))
    yield Triple(node, _LABEL, Literal(f"数词“{quote.text}”", language="zh"))
    yield Triple(node, _LABEL, Literal(f"numeral “{quote.text}”", language="en"))
    yield Triple(node, term("asWritten"), Literal(quote.text, language="zh"))
    yield from _place(record, node, quote.start, quote.end)
    yield from _in_sentence(record, audit, node, quote.start)
    yield from _outcome(record, node, item)


def _place(record: DocumentRecord, node: NamedNode, start: int, end: int) -> Iterator[Triple]:
    yield Triple(node, term("ofDocument"), individual(f"document/{record.key}"))
    yield Triple(node, term("startOffset"), _integer(start))
    yield Triple(node, term("endOffset"), _integer(end))


def _outcome(
    record: DocumentRecord, node: NamedNode, item: AuditedNumeral | AuditedSentence
) -> Iterator[Triple]:
    for key in item.claims:
        yield Triple(node, term("coveredBy"), claim_iri(record.key, key))
    if item.reason and item.by:
        reason = individual(f"exclusion-reason/{item.reason}")
        agent = "curators" if item.by == CURATOR else "extraction-rules"
        yield Triple(node, term("excludedBecause"), reason)
        yield Triple(node, expand("prov:wasAttributedTo"), individual(f"agent/{agent}"))


def _in_sentence(
    record: DocumentRecord, audit: Audit, node: NamedNode, position: int
) -> Iterator[Triple]:
    for item in audit.sentences:
        if item.sentence.start <= position < item.sentence.end:
            yield Triple(node, term("inSentence"), _sentence_iri(record, item.sentence.number))


def _sentence_iri(record: DocumentRecord, number: int) -> NamedNode:
    return individual(f"sentence/{record.key}/{number}")


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{_XSD}integer"))
