"""Describes the dataset of a corpus in VoID and DCAT: its title, its counts, its documents.

`describe_dataset` does the same for articles; this uses stored counts, so that adding a report does
not require reading all others again. The counts cover the default graph without the description
itself. Distinct objects are not counted: that would need all literals of all documents.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.dataset.shared_description import (
    DATASET,
    catalogue_triples,
    dataset_triples,
    texts_of,
)
from districtgraph.graph.rdf.literals import integer_literal
from districtgraph.graph.rdf.vocabulary import BASE, expand, graph_name, individual

__all__ = [
    "CorpusAbout",
    "DatasetCounts",
    "DescribedDocument",
    "describe_corpus",
    "describe_document",
]

_A = expand("rdf:type")
_GRAPH_TITLES = {
    "concepts": ("概念图：概念体系", "Graph of the concepts: concept schemes"),
    "dataset": ("数据集说明图", "Graph of the dataset's description"),
    "inferred": ("推理图：由词汇推出的三元组", "Graph of what is inferred of the vocabulary"),
    "inferred/places": ("推理图：由区划推出的三元组", "Graph of what is inferred of places"),
    "ontology": ("本体图", "Graph of the ontology"),
    "places": ("区划图：所涉及的行政区划", "Graph of the administrative divisions"),
    "reference": ("参考图：规则与来源", "Graph of references: rules and agents"),
}
_CATALOGUE_TITLES = {"zh": "{}：数据目录", "en": "{}: catalogue of its data"}
_DESCRIPTIONS = {
    "zh": "由{places:,}个地区的{documents:,}份报告抽取的{claims:,}条论断，每条附原文引文与位置。"
    "报告中共有{numerals:,}个数词：{explained:,}个有论断或附不作论断的理由，{open:,}个尚无解释。",
    "en": "{claims:,} {noun_claims} read from {documents:,} {noun_documents} of {places:,} "
    "{noun_places}, each with its exact quote and position. Of {numerals:,} numerals in the "
    "reports, {explained:,} are in a claim or excluded for a reason, and {open:,} not explained "
    "yet.",
}
_NOUNS = {"claims": "claim", "documents": "report", "places": "place"}
"""The English nouns that are counted in the description, in the singular."""


@dataclass(frozen=True, slots=True)
class DatasetCounts:
    """The counts of the default graph.

    Attributes:
        triples, subjects: their numbers.
        classes: individuals by the class's IRI.
        properties: triples by the property's IRI.

    """

    triples: int
    subjects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DescribedDocument:
    """A document: the code of its place, and its counts."""

    place: str
    claims: int
    numerals: int
    unexplained: int


@dataclass(frozen=True, slots=True)
class CorpusAbout:
    """The description of a corpus, and the version of its dataset."""

    titles: Mapping[str, str]
    licence: str
    version: str


def describe_corpus(
    about: CorpusAbout, counts: DatasetCounts, documents: Iterable[DescribedDocument]
) -> Iterator[Triple]:
    """Yield the triples that describe a corpus as a whole, under the default base IRI.

    Args:
        about: title, licence, version.
        counts: those of its default graph.
        documents: all of it; `describe_document` describes each.

    """
    known = tuple(documents)
    words = _words(known)
    yield from dataset_triples(about.titles, words, about.licence, about.version)
    yield from _counts(counts)
    yield Triple(DATASET, expand("void:documents"), integer_literal(len(known)))
    for name, titles in _GRAPH_TITLES.items():
        graph = graph_name(name)
        yield Triple(DATASET, expand("void:subset"), graph)
        yield Triple(graph, _A, expand("void:Dataset"))
        yield from texts_of(graph, dict(zip(("zh", "en"), titles, strict=True)), "rdfs:label")
    titles_of = {key: _CATALOGUE_TITLES[key].format(title) for key, title in about.titles.items()}
    yield from catalogue_triples(titles_of, words, about.licence)


def _words(documents: tuple[DescribedDocument, ...]) -> Mapping[str, str]:
    numerals = sum(document.numerals for document in documents)
    unexplained = sum(document.unexplained for document in documents)
    numbers = {
        "places": len({document.place for document in documents}),
        "documents": len(documents),
        "claims": sum(document.claims for document in documents),
        "numerals": numerals,
        "explained": numerals - unexplained,
        "open": unexplained,
    }
    nouns = {
        f"noun_{name}": singular if numbers[name] == 1 else f"{singular}s"
        for name, singular in _NOUNS.items()
    }
    return {language: text.format(**numbers, **nouns) for language, text in _DESCRIPTIONS.items()}


def _counts(counts: DatasetCounts) -> Iterator[Triple]:
    numbers = {
        "void:triples": counts.triples,
        "void:distinctSubjects": counts.subjects,
        "void:properties": len(counts.properties),
        "void:classes": len(counts.classes),
    }
    for name, number in numbers.items():
        yield Triple(DATASET, expand(name), integer_literal(number))
    for kind, found, link, name in (
        ("class", counts.classes, "void:class", "void:entities"),
        ("property", counts.properties, "void:property", "void:triples"),
    ):
        for position, (iri, number) in enumerate(sorted(found.items()), start=1):
            node = NamedNode(f"{BASE}dataset#{kind}-{position}")
            yield Triple(DATASET, expand(f"void:{kind}Partition"), node)
            yield Triple(node, expand(link), NamedNode(iri))
            yield Triple(node, expand(name), integer_literal(number))


def describe_document(key: str, title: str) -> Iterator[Triple]:
    """Yield a document as a subset of the corpus, with the file of its part of the dataset."""
    node = NamedNode(f"{BASE}dataset#document-{key}")
    yield Triple(DATASET, expand("void:subset"), node)
    yield Triple(node, _A, expand("void:Dataset"))
    yield Triple(node, expand("rdfs:label"), Literal(title, language="zh"))
    yield Triple(node, expand("dcterms:source"), individual(f"document/{key}"))
    yield Triple(node, expand("void:dataDump"), NamedNode(f"{BASE}download/documents/{key}.nq"))
