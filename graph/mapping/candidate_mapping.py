"""Maps candidate indicators to a concept scheme of their own."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.extraction.indicators.candidate_indicators import CandidateIndicator
from districtgraph.graph.rdf.vocabulary import expand, individual, term

__all__ = ["CANDIDATE_SCHEME", "candidate_triples", "scheme_triples"]

CANDIDATE_SCHEME = individual("scheme/candidate-indicators")


def candidate_triples(candidates: Iterable[CandidateIndicator]) -> Iterator[Triple]:
    """Yield the triples of candidates and, where there are any, of their scheme."""
    empty = True
    for candidate in candidates:
        if empty:
            yield from scheme_triples()
            empty = False
        yield from _candidate(candidate)


def scheme_triples() -> Iterator[Triple]:
    """Yield the triples of the scheme itself."""
    yield Triple(CANDIDATE_SCHEME, expand("rdf:type"), expand("skos:ConceptScheme"))
    yield from _texts(CANDIDATE_SCHEME, "skos:prefLabel", "候选指标", "Candidate indicators")
    yield from _texts(
        CANDIDATE_SCHEME,
        "skos:definition",
        "规则为未能对应已有指标的数据所提出的指标，尚未经人核对。",
        "Indicators that the rules propose for figures whose head names none of the scheme.",
    )


def _candidate(item: CandidateIndicator) -> Iterator[Triple]:
    node = individual(item.iri)
    yield Triple(node, expand("rdf:type"), term("CandidateIndicator"))
    yield Triple(node, expand("rdf:type"), expand("skos:Concept"))
    yield from _texts(node, "skos:prefLabel", item.label, f"“{item.label}” (proposed)")
    units = "、".join(item.units) or "—"
    yield from _texts(
        node,
        "skos:scopeNote",
        f"由规则提出，未经核对：{item.documents} 个文档中的 {item.count} 个数据；单位：{units}。",
        f"Proposed by rule, unchecked: {item.count} figures of {item.documents} documents; "
        f"units: {units}.",
    )
    for example in item.examples:
        yield Triple(node, expand("skos:example"), Literal(example, language="zh"))
    yield Triple(node, term("dimension"), individual("dimension/unclassified"))
    yield Triple(node, term("direction"), individual("direction/neutral"))
    yield Triple(node, expand("skos:notation"), Literal(item.key))
    yield Triple(node, expand("skos:topConceptOf"), CANDIDATE_SCHEME)
    yield Triple(node, expand("skos:inScheme"), CANDIDATE_SCHEME)


def _texts(node: NamedNode, name: str, zh: str, en: str) -> Iterator[Triple]:
    yield Triple(node, expand(name), Literal(zh, language="zh"))
    yield Triple(node, expand(name), Literal(en, language="en"))
