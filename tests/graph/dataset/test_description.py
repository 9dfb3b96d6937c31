"""The dataset's description of itself: computed, and of what is there."""

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.dataset.assembly import load_vocabulary
from districtgraph.graph.dataset.description import describe_dataset
from districtgraph.graph.dataset.shared_description import DATASET, VOCABULARIES
from districtgraph.graph.rdf.vocabulary import NAMESPACES, expand, graph_name

A, LABEL = expand("rdf:type"), expand("rdfs:label")
CLASS, OTHER = expand("dg:Claim"), expand("dg:Place")
FIRST, SECOND = NamedNode("urn:first"), NamedNode("urn:second")
ASSERTED = (
    Triple(FIRST, A, CLASS),
    Triple(SECOND, A, OTHER),
    Triple(FIRST, expand("rdfs:label"), Literal("第一", language="zh")),
)
INFERRED = (Triple(FIRST, A, OTHER),)
MERGED = (*ASSERTED, *INFERRED)


def described(**made: bytes) -> tuple[Triple, ...]:
    graphs: dict[NamedNode, Sequence[Triple]] = {
        graph_name("entities"): ASSERTED,
        graph_name("inferred"): INFERRED,
    }
    return describe_dataset(graphs, MERGED, "v1", {k.replace("_", "."): v for k, v in made.items()})


def value(triples: Sequence[Triple], subject: NamedNode, name: str) -> str:
    (found,) = [t.object for t in triples if t.subject == subject and t.predicate == expand(name)]
    assert isinstance(found, Literal)
    return found.value


def test_counts_are_those_of_the_default_graph_without_the_description() -> None:
    triples = described()
    numbers = {
        name: int(value(triples, DATASET, f"void:{name}"))
        for name in ("triples", "distinctSubjects", "distinctObjects", "properties", "classes")
    }
    assert numbers == {
        "triples": 4, "distinctSubjects": 2, "distinctObjects": 3, "properties": 2, "classes": 2,
    }  # fmt: skip


def test_each_named_graph_has_counts_of_its_own() -> None:
    triples = described()
    assert value(triples, graph_name("entities"), "void:triples") == "3"
    assert value(triples, graph_name("inferred"), "void:triples") == "1"


def test_the_graph_of_a_place_s_series_is_a_part_too() -> None:
    name = graph_name("series/990301")
    triples = describe_dataset({name: ASSERTED}, MERGED, "v1", {})
    assert Triple(DATASET, expand("void:subset"), name) in triples
    assert value(triples, name, "void:triples") == "3"
    labels = {str(t.object) for t in triples if (t.subject, t.predicate) == (name, LABEL)}
    assert labels == {'"序列图：990301"@zh', '"Graph of the series of 990301"@en'}


def test_the_vocabularies_of_the_reference_data_are_named() -> None:
    used = {
        term.value
        for triple in load_vocabulary().reference
        for term in (triple.predicate, triple.object if triple.predicate == A else A)
        if isinstance(term, NamedNode)
    }
    named = [item.value for item in VOCABULARIES]
    logic = tuple(NAMESPACES[prefix] for prefix in ("rdf", "rdfs"))
    assert len(used) >= 20
    assert [iri for iri in sorted(used) if not iri.startswith((*named, *logic))] == []


def test_partitions_count_the_uses_of_each_class_and_property() -> None:
    triples = described()
    partitions = {
        t.object: value(triples, t.subject, "void:entities")
        for t in triples
        if t.predicate == expand("void:class") and isinstance(t.subject, NamedNode)
    }
    assert partitions == {CLASS: "1", OTHER: "2"}
    properties = {
        t.object: value(triples, t.subject, "void:triples")
        for t in triples
        if t.predicate == expand("void:property") and isinstance(t.subject, NamedNode)
    }
    assert properties == {A: "3", expand("rdfs:label"): "1"}


def test_titles_are_in_both_languages_and_the_version_is_the_dataset_s() -> None:
    triples = described()
    titles = {
        t.object.language
        for t in triples
        if t.subject == DATASET
        and t.predicate == expand("dcterms:title")
        and isinstance(t.object, Literal)
    }
    assert titles == {"zh", "en"}
    assert value(triples, DATASET, "dcat:version") == "v1"


def test_only_existing_files_are_described_with_a_size() -> None:
    sizes = [t.object for t in described() if t.predicate == expand("dcat:byteSize")]
    assert sizes == []
    sizes = [
        t.object
        for t in described(observations_csv=b"12345")
        if t.predicate == expand("dcat:byteSize")
    ]
    assert [size.value for size in sizes if isinstance(size, Literal)] == ["5"]


def test_the_same_in_another_order_is_described_the_same() -> None:
    graphs: dict[NamedNode, Sequence[Triple]] = {graph_name("entities"): ASSERTED}
    backwards: dict[NamedNode, Sequence[Triple]] = {graph_name("entities"): ASSERTED[::-1]}
    assert describe_dataset(graphs, MERGED, "v1", {}) == describe_dataset(
        backwards, MERGED[::-1], "v1", {}
    )
