"""A document as named graphs: what its claims say, and what is inferred from that.

Everything is computed from the document, the vocabulary and the divisions that it refers to, so
that no other document has to be read.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode, Triple

from districtgraph import __version__
from districtgraph.graph.claims.claim import CURATOR
from districtgraph.graph.corpora.corpus_record import CorpusRecord
from districtgraph.graph.corpora.corpus_vocabulary import CorpusVocabulary, DescribedPlaces
from districtgraph.graph.corpora.document_content import DocumentContent
from districtgraph.graph.mapping.candidate_mapping import scheme_triples
from districtgraph.graph.mapping.claim_mapping import (
    claim_iri,
    claim_triples,
    shared_attributions,
)
from districtgraph.graph.mapping.document_mapping import (
    audit_triples,
    document_triples,
    source_triple,
)
from districtgraph.graph.mapping.entity_mapping import entity_triples
from districtgraph.graph.mapping.labels import Labels, read_labels
from districtgraph.graph.rdf.literals import date_literal
from districtgraph.graph.rdf.vocabulary import expand, graph_name, individual

__all__ = ["DocumentGraph", "document_graph"]


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """A document's named graphs.

    Attributes:
        graphs: the triples of each graph; together they are the document's part of the dataset.
        places: the divisions that it refers to, which are described elsewhere.
        is_curated: whether a person has contributed to it.

    """

    graphs: Mapping[NamedNode, tuple[Triple, ...]]
    places: DescribedPlaces
    is_curated: bool

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All triples, once, in a fixed order."""
        return _once(*self.graphs.values())


def document_graph(
    record: CorpusRecord, content: DocumentContent, vocabulary: CorpusVocabulary
) -> DocumentGraph:
    """Return the graphs of a document, with what is inferred from it.

    Args:
        record: its record.
        content: its claims.
        vocabulary: what the claims may refer to, and the rules of inference.

    Raises:
        ClaimError: a claim refers to something that nothing describes.

    """
    places = vocabulary.places({record.place_code[:6], *content.places})
    named = tuple(_named(record, content))
    labels = _labels(vocabulary, (*places.triples, *named))
    key = record.key
    graphs = {
        graph_name(f"document/{key}"): _once(named, _audited(record, content)),
        **{
            claim_iri(key, claim.key): _once(
                claim_triples(key, claim, labels, shares_attributions=True)
            )
            for claim in content.claims
        },
    }
    known = dict.fromkeys((*places.triples, *places.inferred))
    follows = vocabulary.rules.follow(chain(known, *graphs.values()))
    inferred = tuple(t for t in follows if t not in known)
    graphs[graph_name(f"inferred/document/{key}")] = inferred
    return DocumentGraph(graphs, places, _is_curated(content))


def _once(*groups: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys(chain(*groups)))


def _is_curated(content: DocumentContent) -> bool:
    """Return whether a person supplied a field of a claim, or the reason why there is none."""
    return (
        any(CURATOR in claim.by.values() for claim in content.claims)
        or any(item.by == CURATOR for item in content.audit.numerals)
        or any(item.by == CURATOR for item in content.audit.sentences)
    )


def _named(record: CorpusRecord, content: DocumentContent) -> Iterator[Triple]:
    """Yield the document, and the things that claims may name."""
    node = individual(f"document/{record.key}")
    yield from document_triples(record.document, __version__, is_curated=_is_curated(content))
    if record.published:
        yield Triple(node, expand("dcterms:issued"), date_literal(record.published))
    if record.source:
        yield source_triple(record.key, record.source)
    yield from entity_triples(content.entities)
    if content.indicators:
        yield from scheme_triples()
    for indicator in content.indicators:
        yield from indicator.triples()


def _audited(record: CorpusRecord, content: DocumentContent) -> Iterator[Triple]:
    """Yield the sentences and numerals, and who supplied what."""
    yield from audit_triples(record.document, content.audit, content.claims)
    yield from shared_attributions(content.claims)


def _labels(vocabulary: CorpusVocabulary, triples: Iterable[Triple]) -> Labels:
    own, shared = read_labels(triples), vocabulary.labels
    return Labels(
        ChainMap(dict(own.names), dict(shared.names)),
        ChainMap(dict(own.kinds), dict(shared.kinds)),
        ChainMap(dict(own.labelled_by), dict(shared.labelled_by)),
    )
