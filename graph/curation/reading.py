"""Reads a text into its claims and audit: the rules first, then what curators say."""

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.claims.claim_files import ClaimFile
from districtgraph.graph.curation.audit import audit_document
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import Overlay
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.graph.text.documents import Document
from districtgraph.ontology.loading import load_schemes

__all__ = ["indicator_labels", "read_claims"]


def read_claims(document: Document, overlay: Overlay) -> ClaimFile:
    """Return the claims and the audit of a document.

    Raises:
        SourceFileError: a curated entry does not fit the text; names file and line.
        ClaimError: a claim breaks the rules of its kind.

    """
    extraction = extract(document, load_lexicon(), indicator_labels())
    claims = curate(document, extraction, overlay)
    audit = audit_document(document, extraction, overlay, claims)
    return ClaimFile(document.record.key, document.record.sha256, claims, audit)


_SHORT_LABELS = {
    "城镇新增就业": "indicator/new-urban-employment",
    "零就业家庭": "indicator/zero-employment-households",
}


@cache
def indicator_labels() -> Mapping[str, str]:
    """Return the Chinese labels by which `extract` links → local IRI.

    `extract` takes a head that ends in a label for the indicator, so that these are the preferred
    labels only, and two more; `extraction.indicators.link` goes by all labels, and by the unit.
    """
    prefix = f"{BASE}id/"
    return _SHORT_LABELS | {
        triple.object.value: triple.subject.value.removeprefix(prefix)
        for triple in load_schemes()
        if triple.predicate == expand("skos:prefLabel")
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(f"{prefix}indicator/")
        and isinstance(triple.object, Literal)
        and triple.object.language == "zh"
    }
