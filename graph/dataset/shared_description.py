"""What the descriptions of articles and of corpora share: titles, licence, vocabularies."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES, expand

__all__ = [
    "CATALOGUE",
    "DATASET",
    "VOCABULARIES",
    "catalogue_triples",
    "dataset_triples",
    "texts_of",
]

DATASET = NamedNode(f"{BASE}dataset")
CATALOGUE = NamedNode(f"{BASE}catalogue")
_LANGUAGES = tuple(
    NamedNode(f"http://publications.europa.eu/resource/authority/language/{code}")
    for code in ("ZHO", "ENG")
)
"""The languages of labels."""
VOCABULARIES = tuple(
    NamedNode(NAMESPACES[prefix])
    for prefix in ("dg", "skos", "prov", "oa", "org", "time", "qudt", "qb", "dcterms")
)
"""The vocabularies that the data use, beside those that describe datasets."""
_A = expand("rdf:type")


def dataset_triples(
    titles: Mapping[str, str], descriptions: Mapping[str, str], licence: str, version: str
) -> Iterator[Triple]:
    """Yield what a description says of its dataset as a whole.

    Args:
        titles: by language.
        descriptions: by language.
        licence: its IRI.
        version: of the dataset.

    """
    yield Triple(DATASET, _A, expand("void:Dataset"))
    yield Triple(DATASET, _A, expand("dcat:Dataset"))
    yield from texts_of(DATASET, titles, "dcterms:title", "rdfs:label")
    yield from texts_of(DATASET, descriptions, "dcterms:description")
    yield Triple(DATASET, expand("dcterms:license"), NamedNode(licence))
    yield Triple(DATASET, expand("dcat:version"), Literal(version))
    for language in _LANGUAGES:
        yield Triple(DATASET, expand("dcterms:language"), language)
    yield Triple(DATASET, expand("dcterms:conformsTo"), NamedNode(f"{BASE}ontology"))
    yield Triple(DATASET, expand("void:uriSpace"), Literal(f"{BASE}id/"))
    for vocabulary in VOCABULARIES:
        yield Triple(DATASET, expand("void:vocabulary"), vocabulary)


def catalogue_triples(
    titles: Mapping[str, str], descriptions: Mapping[str, str], licence: str
) -> Iterator[Triple]:
    """Yield the catalogue that has the dataset; arguments as of `dataset_triples`."""
    yield Triple(CATALOGUE, _A, expand("dcat:Catalog"))
    yield Triple(CATALOGUE, expand("dcat:dataset"), DATASET)
    yield Triple(CATALOGUE, expand("dcterms:license"), NamedNode(licence))
    yield from texts_of(CATALOGUE, titles, "dcterms:title", "rdfs:label")
    yield from texts_of(CATALOGUE, descriptions, "dcterms:description")


def texts_of(node: NamedNode, texts: Mapping[str, str], *properties: str) -> Iterator[Triple]:
    """Yield texts by their languages as values of properties of a node."""
    for name in properties:
        for language, text in texts.items():
            yield Triple(node, expand(name), Literal(text, language=language))
