"""What the descriptions of articles and of corpora share: IRIs, languages and vocabularies."""

from pyoxigraph import NamedNode

from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES

__all__ = ["CATALOGUE", "DATASET", "LANGUAGES", "VOCABULARIES"]

DATASET = NamedNode(f"{BASE}dataset")
CATALOGUE = NamedNode(f"{BASE}catalogue")
LANGUAGES = tuple(
    NamedNode(f"http://publications.europa.eu/resource/authority/language/{code}")
    for code in ("ZHO", "ENG")
)
"""The languages of labels."""
VOCABULARIES = tuple(
    NamedNode(NAMESPACES[prefix])
    for prefix in ("dg", "skos", "prov", "oa", "org", "time", "qudt", "qb", "dcterms")
)
"""The vocabularies that the data use, beside those that describe datasets."""
