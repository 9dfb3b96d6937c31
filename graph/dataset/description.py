"""Describes the dataset in VoID and DCAT, with computed counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from districtgraph.graph.dataset.distributions import describe_distributions
from districtgraph.graph.dataset.shared_description import (
    DATASET,
    catalogue_triples,
    dataset_triples,
)
from districtgraph.graph.rdf.literals import integer_literal
from districtgraph.graph.rdf.vocabulary import BASE, LICENCE, expand, graph_name

__all__ = ["describe_dataset"]

Value = NamedNode | BlankNode | Literal | Triple
_A = expand("rdf:type")
_TITLES = {
    "zh": "区情图谱：城区报告的引证知识图谱",
    "en": "districtgraph: district reports as a cited knowledge graph",
}
_DESCRIPTIONS = {
    "zh": "由中国城区报告抽取的论断，每条附原文引文与位置，并有数词审计。",
    "en": "Claims read from reports of Chinese city districts, each with its exact quote and "
    "position, and an audit of every numeral.",
}
_CATALOGUE_TITLES = {"zh": "区情图谱数据目录", "en": "Catalogue of districtgraph's data"}
_GRAPH_TITLES = {
    "audit": ("审计图：句子与数词", "Graph of the audit: sentences and numerals"),
    "concepts": ("概念图：概念体系", "Graph of the concepts: concept schemes"),
    "dataset": ("数据集说明图", "Graph of the dataset's description"),
    "entities": ("实体图：类、类别与名称", "Graph of the entities: classes, kinds and names"),
    "inferred": ("推理图：由断言推出的三元组", "Graph of what is inferred"),
    "ontology": ("本体图", "Graph of the ontology"),
    "provenance": ("来源图：文档与处理过程", "Graph of the provenance: documents and runs"),
    "reference": ("参考图：区划代码与规则", "Graph of references: area codes and rules"),
}


def describe_dataset(
    graphs: dict[NamedNode, Sequence[Triple]],
    merged: Sequence[Triple],
    version: str,
    made: Mapping[str, bytes],
) -> tuple[Triple, ...]:
    """Return the triples that describe a dataset.

    Args:
        graphs: its named graphs.
        merged: its default graph, without the description itself.
        version: its version.
        made: files that exist already, whose sizes and checksums are described.

    The counts exclude the description, so that they do not count themselves.

    """
    return tuple(
        [
            *dataset_triples(_TITLES, _DESCRIPTIONS, LICENCE, version),
            *_counts(DATASET, merged),
            *_partitions(merged),
            *_named_graphs(graphs),
            *describe_distributions(made),
            *catalogue_triples(_CATALOGUE_TITLES, _DESCRIPTIONS, LICENCE),
        ]
    )


def _counts(node: NamedNode, triples: Sequence[Triple]) -> Iterator[Triple]:
    classes = {triple.object for triple in triples if triple.predicate == _A}
    numbers = {
        "void:triples": len(triples),
        "void:distinctSubjects": len({triple.subject for triple in triples}),
        "void:distinctObjects": len(_as_stored({triple.object for triple in triples})),
        "void:properties": len({triple.predicate for triple in triples}),
        "void:classes": len(classes),
    }
    for name, number in numbers.items():
        yield Triple(node, expand(name), integer_literal(number))


def _as_stored(terms: Iterable[Value]) -> set[Value]:
    """Return terms as a store has them; it treats literals of some derived types as equal."""
    node = NamedNode(f"{BASE}dataset")
    store = Store()
    store.bulk_extend(Quad(node, node, term) for term in terms)
    return {quad.object for quad in store}


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
            yield Triple(DATASET, expand(f"void:{kind}Partition"), node)
            yield Triple(node, expand(link), name)
            yield Triple(node, expand(number), integer_literal(count))


def _named_graphs(graphs: dict[NamedNode, Sequence[Triple]]) -> Iterator[Triple]:
    """Yield a subset for each graph except those of single claims, which the claims name."""
    for name, (zh, en) in {**_GRAPH_TITLES, **_series_titles(graphs)}.items():
        graph = graph_name(name)
        yield Triple(DATASET, expand("void:subset"), graph)
        yield Triple(graph, _A, expand("void:Dataset"))
        yield Triple(graph, expand("rdfs:label"), Literal(zh, language="zh"))
        yield Triple(graph, expand("rdfs:label"), Literal(en, language="en"))
        # The graph of the description does not exist yet: counts do not count themselves.
        if graph in graphs:
            yield from _counts(graph, graphs[graph])


def _series_titles(graphs: Iterable[NamedNode]) -> Mapping[str, tuple[str, str]]:
    """Return the titles of the graphs of places, by name."""
    every = graph_name("series/").value
    codes = (name.value.removeprefix(every) for name in graphs if name.value.startswith(every))
    return {
        f"series/{code}": (f"序列图：{code}", f"Graph of the series of {code}")
        for code in sorted(codes)
    }
