"""Describes the concept scheme of candidate indicators, which the rules propose."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import expand, individual

__all__ = ["CANDIDATE_SCHEME", "scheme_triples"]

CANDIDATE_SCHEME = individual("scheme/candidate-indicators")


def scheme_triples() -> Iterator[Triple]:
    """Yield the triples of the scheme."""
    yield Triple(CANDIDATE_SCHEME, expand("rdf:type"), expand("skos:ConceptScheme"))
    yield from _texts(CANDIDATE_SCHEME, "skos:prefLabel", "候选指标", "Candidate indicators")
    yield from _texts(
        CANDIDATE_SCHEME,
        "skos:definition",
        "规则为未能对应已有指标的数据所提出的指标，尚未经人核对。",
        "Indicators that the rules propose for figures whose head names none of the scheme.",
    )


def _texts(node: NamedNode, name: str, zh: str, en: str) -> Iterator[Triple]:
    yield Triple(node, expand(name), Literal(zh, language="zh"))
    yield Triple(node, expand(name), Literal(en, language="en"))
