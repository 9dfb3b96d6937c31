"""Maps the words on which claims rest to triples, as W3C Web Annotation selectors.

https://www.w3.org/TR/annotation-model/#selectors
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.rdf.literals import integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, term

__all__ = ["evidence_iri", "evidence_triples"]

_A = expand("rdf:type")


def evidence_iri(document: str, quote: Quote) -> NamedNode:
    """Return the IRI of a piece of evidence: claims that rest on the same words share it."""
    return individual(f"evidence/{document}/{quote.start}-{quote.end}")


def evidence_triples(document: str, quote: Quote, claim: NamedNode) -> Iterator[Triple]:
    """Yield the triples of a piece of a claim's evidence.

    The words are a plain string, as the range of oa:exact has it; their language is that of the
    document, which has it as dcterms:language.

    Args:
        document: key of the document.
        quote: the words.
        claim: the claim that rests on them.

    """
    evidence = evidence_iri(document, quote)
    words, position = (NamedNode(f"{evidence.value}#{part}") for part in ("quote", "position"))
    yield Triple(claim, term("evidence"), evidence)
    yield Triple(evidence, _A, expand("oa:SpecificResource"))
    yield Triple(evidence, expand("oa:hasSource"), individual(f"document/{document}"))
    yield Triple(evidence, expand("oa:hasSelector"), words)
    yield Triple(evidence, expand("oa:hasSelector"), position)
    yield Triple(words, _A, expand("oa:TextQuoteSelector"))
    yield Triple(words, expand("oa:exact"), Literal(quote.text))
    yield Triple(position, _A, expand("oa:TextPositionSelector"))
    yield Triple(position, expand("oa:start"), integer_literal(quote.start))
    yield Triple(position, expand("oa:end"), integer_literal(quote.end))
