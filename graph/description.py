"""Describes the dataset in VoID and DCAT, with computed counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.vocabulary import BASE, NAMESPACES, expand

__all__ = ["DISTRIBUTIONS", "LICENCE", "Distribution", "describe_dataset"]

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_A = expand("rdf:type")
_DATASET = NamedNode(f"{BASE}dataset")
_TITLES = {
    "zh": "区情图谱：城区报告的引证知识图谱",
    "en": "districtgraph: district reports as a cited knowledge graph",
}
_DESCRIPTIONS = {
    "zh": "由中国城区报告抽取的论断，每条附原文引文与位置，并有数词审计。",
    "en": "Claims read from reports of Chinese city districts, each with its exact quote and "
    "position, and an audit of every numeral.",
}
_VOCABULARIES = ("dg", "skos", "prov", "oa", "org", "time", "qudt", "dcterms")


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that holds the dataset, or its default graph."""

    file: str
    media_type: str
    zh: str
    en: str


DISTRIBUTIONS = (
    Distribution("dataset.nq", "application/n-quads", "N-Quads（全部图）", "N-Quads, all graphs"),
    Distribution("dataset.trig", "application/trig", "TriG（全部图）", "TriG, all graphs"),
    Distribution("dataset.ttl", "text/turtle", "Turtle（默认图）", "Turtle, the default graph"),
    Distribution(
        "dataset.jsonld", "application/ld+json", "JSON-LD（默认图）", "JSON-LD, the default graph"
    ),
)


def describe_dataset(
    graphs: dict[NamedNode, Sequence[Triple]], merged: Sequence[Triple], version: str
) -> tuple[Triple, ...]:
    """Return the triples that describe a dataset.

    Args:
        graphs: its named graphs.
        merged: its default graph, without the description itself.
        version: its version.

    The counts are of the dataset without its description, so that they do not count themselves.

    """
    return tuple(
        [
            *_general(version),
            *_counts(_DATASET, merged),
            *_partitions(merged),
            *_named_graphs(graphs),
            *_distributions(),
        ]
    )


def _general(version: str) -> Iterator[Triple]:
    yield Triple(_DATASET, _A, expand("void:Dataset"))
    yield Triple(_DATASET, _A, expand("dcat:Dataset"))
    for language, title in _TITLES.items():
        yield Triple(_DATASET, expand("dcterms:title"), Literal(title, language=language))
        yield Triple(_DATASET, expand("rdfs:label"), Literal(title, language=language))
    for language, text in _DESCRIPTIONS.items():
        yield Triple(_DATASET, expand("dcterms:description"), Literal(text, language=language))
    yield Triple(_DATASET, expand("dcterms:license"), NamedNode(LICENCE))
    yield Triple(_DATASET, expand("dcat:version"), Literal(version))
    yield Triple(_DATASET, expand("dcterms:conformsTo"), NamedNode(f"{BASE}ontology"))
    yield Triple(_DATASET, expand("void:uriSpace"), Literal(f"{BASE}id/"))
    for prefix in _VOCABULARIES:
        vocabulary = NamedNode(NAMESPACES[prefix])
        yield Triple(_DATASET, expand("void:vocabulary"), vocabulary)


def _counts(node: NamedNode, triples: Sequence[Triple]) -> Iterator[Triple]:
    classes = {triple.object for triple in triples if triple.predicate == _A}
    numbers = {
        "void:triples": len(triples),
        "void:distinctSubjects": len({triple.subject for triple in triples}),
        "void:distinctObjects": len({triple.object for triple in triples}),
        "void:properties": len({triple.predicate for triple in triples}),
        "void:classes": len(classes),
    }
    for name, number in numbers.items():
        yield Triple(node, expand(name), _integer(number))


def _partitions(triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield how many entities each class and how many triples each property has."""
    classes = Counter(
        triple.object
        for triple in triples
        if triple.predicate == _A and isinstance(triple.object, NamedNode)
    )
    properties = Counter(triple.predicate for triple in triples)
    for kind, counts, link, number in (
        ("class", classes, "void:class", "void:entities"),
        ("property", properties, "void:property", "void:triples"),
    ):
        for position, (name, count) in enumerate(sorted(counts.items(), key=str), start=1):
            node = NamedNode(f"{BASE}dataset#{kind}-{position}")
            yield Triple(_DATASET, expand(f"void:{kind}Partition"), node)
            yield Triple(node, expand(link), name)
            yield Triple(node, expand(number), _integer(count))


def _named_graphs(graphs: dict[NamedNode, Sequence[Triple]]) -> Iterator[Triple]:
    """Yield a subset for each graph but those of single claims: the claims name these."""
    claims = f"{BASE}id/claim/"
    for graph, triples in graphs.items():
        if not graph.value.startswith(claims):
            yield Triple(_DATASET, expand("void:subset"), graph)
            yield Triple(graph, _A, expand("void:Dataset"))
            yield from _counts(graph, triples)


def _distributions() -> Iterator[Triple]:
    for item in DISTRIBUTIONS:
        node = NamedNode(f"{BASE}dataset#{item.file}")
        yield Triple(_DATASET, expand("dcat:distribution"), node)
        yield Triple(node, _A, expand("dcat:Distribution"))
        yield Triple(node, expand("dcat:mediaType"), Literal(item.media_type))
        download = NamedNode(f"{BASE}download/{item.file}")
        yield Triple(node, expand("dcat:downloadURL"), download)
        for language, title in (("zh", item.zh), ("en", item.en)):
            yield Triple(node, expand("dcterms:title"), Literal(title, language=language))


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{NAMESPACES['xsd']}integer"))
