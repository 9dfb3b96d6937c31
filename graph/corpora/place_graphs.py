"""The graph of a place's series, made from all documents of a corpus about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.corpus_vocabulary import described_divisions
from districtgraph.graph.corpora.document_content import read_content
from districtgraph.graph.mapping.labels import read_labels
from districtgraph.graph.rdf.vocabulary import resolve
from districtgraph.graph.series.likely_matches import NamedIndividual
from districtgraph.graph.series.place_series import place_series
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.graph.series.series_mapping import PlaceLabels

__all__ = ["PlaceDocument", "place_document", "place_graph"]


@dataclass(frozen=True, slots=True)
class PlaceDocument:
    """What the series of a place need to know about one of its documents.

    Attributes:
        subject: local IRI of the place.
        claims: the document's claims.
        individuals: the things that it names.

    """

    subject: str
    claims: DocumentClaims
    individuals: tuple[NamedIndividual, ...]


def place_document(corpus: CorpusFolder, key: str) -> PlaceDocument:
    """Read a document's claims from its folder; SourceFileError if they are malformed."""
    folder = corpus.document(key)
    record, content = read_corpus_record(folder), read_content(folder)
    return PlaceDocument(
        record.document.subject,
        DocumentClaims(key, record.published, content.claims),
        tuple(NamedIndividual(item.id, item.zh, item.type) for item in content.entities),
    )


def place_graph(code: str, documents: Sequence[PlaceDocument]) -> Iterable[Triple]:
    """Return the triples of the graph of a place, given its documents."""
    places = read_labels(described_divisions([code]))
    subjects = {document.subject for document in documents}
    found: set[Triple] = set()
    for subject in sorted(subjects):
        own = [document for document in documents if document.subject == subject]
        names = places.names.get(resolve(subject).value, ("", ""))
        named = {item for document in own for item in document.individuals}
        found.update(
            place_series(subject, (item.claims for item in own), PlaceLabels(*names), named)
        )
    return sorted(found, key=str)
