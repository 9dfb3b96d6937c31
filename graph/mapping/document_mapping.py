"""Maps a source document, the run that read it and its audit to triples."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import CURATOR, Claim
from districtgraph.graph.mapping.claim_mapping import claim_iri
from districtgraph.graph.mapping.evidence_mapping import evidence_iri
from districtgraph.graph.rdf.literals import date_literal, integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import DocumentRecord

__all__ = ["audit_triples", "document_triples", "source_triple"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")


def document_triples(
    record: DocumentRecord, version: str, rules: Collection[str] = (), *, is_curated: bool = True
) -> Iterator[Triple]:
    """Yield the document's own triples and those of the run that read it.

    Args:
        record: the document's record.
        version: the version of the software that ran.
        rules: names of the rules that contributed to its claims.
        is_curated: whether a person has contributed to them.

    """
    node = individual(f"document/{record.key}")
    yield Triple(node, _A, term("SourceDocument"))
    for language, title in (("zh", record.title_zh), ("en", record.title_en)):
        yield Triple(node, _LABEL, Literal(title, language=language))
        yield Triple(node, expand("dcterms:title"), Literal(title, language=language))
    yield Triple(node, expand("dcterms:language"), Literal(record.language))
    yield Triple(node, term("sha256"), Literal(record.sha256))
    yield Triple(node, term("characterCount"), integer_literal(record.characters))
    if record.published:
        yield Triple(node, expand("dcterms:issued"), date_literal(record.published))
    if record.address:
        yield source_triple(record.key, record.address)
    yield from _run(record, node, version, is_curated)
    yield from _plans(individual(f"activity/{record.key}/extraction"), rules)


def source_triple(document: str, source: str) -> Triple:
    """Return where a document is from: the IRI of its address, or words that are no address."""
    node, property_ = individual(f"document/{document}"), expand("dcterms:source")
    try:
        return Triple(node, property_, NamedNode(source))
    except ValueError:
        return Triple(node, property_, Literal(source))


def _plans(activity: NamedNode, rules: Collection[str]) -> Iterator[Triple]:
    """Yield the rules that the run used.

    Each has an association of its own, since one has at most one plan
    (the constraint key-properties of https://www.w3.org/TR/prov-constraints/).
    """
    for rule in sorted(rules):
        association = NamedNode(f"{activity.value}#{rule}")
        yield Triple(activity, expand("prov:qualifiedAssociation"), association)
        yield Triple(association, _A, expand("prov:Association"))
        yield Triple(association, expand("prov:agent"), individual("agent/extraction-rules"))
        yield Triple(association, expand("prov:hadPlan"), individual(f"rule/{rule}"))


def _run(
    record: DocumentRecord, document: NamedNode, version: str, is_curated: bool
) -> Iterator[Triple]:
    activity = individual(f"activity/{record.key}/extraction")
    software = individual(f"agent/districtgraph-{version}")
    yield Triple(activity, _A, expand("prov:Activity"))
    yield Triple(activity, _LABEL, Literal(f"抽取：{record.title_zh}", language="zh"))
    yield Triple(activity, _LABEL, Literal(f"extraction: {record.title_en}", language="en"))
    yield Triple(activity, expand("prov:used"), document)
    if record.read:
        # The day on which a person last compared the claims with the text.
        end = Literal(f"{record.read.isoformat()}T00:00:00Z", datatype=expand("xsd:dateTime"))
        yield Triple(activity, expand("prov:endedAtTime"), end)
    agents = [software, individual("agent/extraction-rules")]
    if is_curated:
        agents.append(individual("agent/curators"))
    for agent in agents:
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
    sentences = sorted((item.sentence for item in audit.sentences), key=lambda item: item.start)
    for numeral in audit.numerals:
        yield from _numeral(record, sentences, numeral)
    for quote in sorted({quote for claim in claims for quote in claim.evidence}):
        yield from _in_sentence(record, sentences, evidence_iri(record.key, quote), quote.start)


def _sentence(record: DocumentRecord, item: AuditedSentence) -> Iterator[Triple]:
    sentence = item.sentence
    node = _sentence_iri(record, sentence.number)
    zh, en = ("标题", "heading") if sentence.heading else ("语句", "sentence")
    yield Triple(node, _A, term("Sentence"))
    yield Triple(node, _LABEL, Literal(f"{zh} {sentence.number}", language="zh"))
    yield Triple(node, _LABEL, Literal(f"{en} {sentence.number}", language="en"))
    yield from _place(record, node, sentence.start, sentence.end)
    yield from _outcome(record, node, item)


def _numeral(
    record: DocumentRecord, sentences: Sequence[Sentence], item: AuditedNumeral
) -> Iterator[Triple]:
    quote = item.quote
    node = individual(f"numeral/{record.key}/{quote.start}-{quote.end}")
    yield Triple(node, _A, term("CoveredNumeral" if item.claims else "ExcludedNumeral"))
    yield Triple(node, _LABEL, Literal(f"数词“{quote.text}”", language="zh"))
    yield Triple(node, _LABEL, Literal(f"numeral “{quote.text}”", language="en"))
    yield Triple(node, term("asWritten"), Literal(quote.text, language="zh"))
    yield from _place(record, node, quote.start, quote.end)
    yield from _in_sentence(record, sentences, node, quote.start)
    yield from _outcome(record, node, item)


def _place(record: DocumentRecord, node: NamedNode, start: int, end: int) -> Iterator[Triple]:
    yield Triple(node, term("ofDocument"), individual(f"document/{record.key}"))
    yield Triple(node, term("startOffset"), integer_literal(start))
    yield Triple(node, term("endOffset"), integer_literal(end))


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
    record: DocumentRecord, sentences: Sequence[Sentence], node: NamedNode, position: int
) -> Iterator[Triple]:
    """Yield the sentence of a place; the sentences are in order and do not overlap."""
    number = bisect_right(sentences, position, key=lambda item: item.start) - 1
    if number >= 0 and position < sentences[number].end:
        yield Triple(node, term("inSentence"), _sentence_iri(record, sentences[number].number))


def _sentence_iri(record: DocumentRecord, number: int) -> NamedNode:
    return individual(f"sentence/{record.key}/{number}")
