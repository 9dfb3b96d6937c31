"""The update from one build to the next leaves a store as if only the next had been loaded."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple
from zstandard import ZstdCompressor

from districtgraph.graph.corpora.corpus_parts import CorpusPart, part_lines, write_part
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.part_changes import default_lines, part_update
from districtgraph.graph.rdf.vocabulary import BASE

PROPERTY = NamedNode("urn:p")
GRAPHS = [NamedNode(f"urn:graph:{name}") for name in "gh"]
TRIPLES = [Triple(NamedNode(f"urn:{name}"), PROPERTY, Literal(name)) for name in "abcd"]
ANONYMOUS = {
    graph: [Triple(BlankNode(f"{name}{number}"), PROPERTY, Literal(name)) for name in "xy"]
    for number, graph in enumerate(GRAPHS)
}
"""Triples with blank nodes, of which none is in two graphs."""
Content = dict[NamedNode, frozenset[Triple]]


def part(build: Path, content: Content) -> CorpusPart:
    return write_part(build, CorpusPart("series/1", "", "", 0), content, BASE)


def loaded(build: Path, made: CorpusPart) -> Store:
    lines = part_lines(build, made)
    store = Store()
    store.load(b"".join([*lines, *default_lines(lines)]), format=RdfFormat.N_QUADS)
    return store


def written(store: Store) -> list[str]:
    """Return the quads; blank nodes, of which each has one triple, by that."""
    quads = (
        (str(quad.graph_name), "_" if isinstance(quad.subject, BlankNode) else str(quad.subject),
         str(quad.object))
        for quad in store
    )  # fmt: skip
    return sorted(" ".join(quad) for quad in quads)


CONTENT = st.fixed_dictionaries(
    {},
    optional={
        graph: st.frozensets(st.sampled_from([*TRIPLES, *ANONYMOUS[graph]]), min_size=1)
        for graph in GRAPHS
    },
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.mark.parametrize("damaged", [b"", b"<urn:s> <urn:p> <urn:o> <urn:g> .\n", None])
def test_a_part_with_other_lines_than_were_written_is_refused(
    tmp_path: Path, damaged: bytes | None
) -> None:
    made = part(tmp_path, {GRAPHS[0]: frozenset(TRIPLES)})
    path = tmp_path / "parts" / made.file
    path.write_bytes(b"no zstd" if damaged is None else ZstdCompressor().compress(damaged))
    with pytest.raises(CorpusError, match="build again"):
        part_lines(tmp_path, made)


@given(before=CONTENT, after=CONTENT)
def test_an_updated_store_has_what_a_fresh_one_has(
    build: Path, before: Content, after: Content
) -> None:
    one, other = part(build, before), part(build, after)
    store = loaded(build, one)
    if text := part_update(build, [(one, other)]).text:
        store.update(text)
    assert written(store) == written(loaded(build, other))


def test_what_is_new_is_given_for_both_graphs_and_nothing_is_copied(build: Path) -> None:
    one = part(build, {GRAPHS[0]: frozenset(TRIPLES[:2])})
    other = part(build, {GRAPHS[0]: frozenset(TRIPLES[:3])})
    text = part_update(build, [(one, other)]).text
    assert "WHERE" not in text
    assert text.count("<urn:c>") == 2
    text = part_update(build, [(None, other)]).text
    assert "WHERE" not in text
    assert text.count("<urn:a>") == 2


def test_lines_that_go_from_one_part_to_another_stay(build: Path) -> None:
    """As the divisions of one part, which became a part for each province."""
    one = part(build, {GRAPHS[0]: frozenset(TRIPLES[:3])})
    parts = [
        part(build, {GRAPHS[0]: frozenset(TRIPLES[:1])}),
        *[part(build, {GRAPHS[0]: frozenset([triple])}) for triple in TRIPLES[1:3]],
    ]
    store = loaded(build, one)
    before = written(store)
    store.update(part_update(build, [(one, parts[0]), (None, parts[1]), (None, parts[2])]).text)
    assert written(store) == before
