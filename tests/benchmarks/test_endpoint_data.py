"""The data that the endpoint benchmarks generate."""

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from benchmarks.endpoint.answers import graph_answer, rows_of
from benchmarks.endpoint.generated_data import generate, write_data
from benchmarks.endpoint.lookups import write_lookups
from benchmarks.endpoint.query_texts import query_text

_SIZE = 50_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("generated")


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    found = Store()
    found.bulk_load(path=str(write_data(folder, _SIZE, 1).path), format=RdfFormat.N_TRIPLES)
    return found


@settings(max_examples=20, deadline=None)
@given(size=st.integers(5_000, 60_000), seed=st.integers(0, 2**32))
@pytest.mark.usefixtures("patience")
def test_the_size_is_met_within_one_percent_and_every_line_is_a_triple(
    size: int, seed: int
) -> None:
    text = "".join(generate(size, seed))
    triples = list(parse(text.encode(), format=RdfFormat.N_TRIPLES))
    assert len(triples) == text.count("\n")
    assert abs(len(triples) - size) <= size / 100


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_seed_always_gives_the_same_bytes_and_another_one_others(seed: int) -> None:
    text = "".join(generate(10_000, seed))
    assert "".join(generate(10_000, seed)) == text
    assert "".join(generate(10_000, seed + 1)) != text


def test_no_triple_is_there_twice(folder: Path, store: Store) -> None:
    data = write_data(folder, _SIZE, 1)
    assert len(store) == data.triples


def test_names_are_in_chinese_and_in_english(store: Store) -> None:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    languages: dict[str, Counter[str]] = {}
    for quad in store.quads_for_pattern(None, label, None):
        assert isinstance(quad.object, Literal) and quad.object.language
        languages.setdefault(str(quad.subject), Counter())[quad.object.language] += 1
    assert languages
    assert all(found == {"zh": 1, "en": 1} for found in languages.values())


def test_all_terms_are_of_the_ontology(store: Store) -> None:
    ontology = Store()
    source = Path(__file__).parents[2] / "ontology" / "districtgraph.ttl"
    ontology.load(path=str(source), format=RdfFormat.TURTLE)
    declared = {quad.subject for quad in ontology}
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    used: set[object] = {quad.predicate for quad in store}
    used |= {quad.object for quad in store.quads_for_pattern(None, rdf_type, None)}
    own = {term for term in used if "districtgraph/ontology#" in str(term)}
    assert len(own) > 20
    assert own <= declared


def test_existing_data_is_not_written_again(folder: Path) -> None:
    first = write_data(folder, 6_000, 3)
    changed = first.path.stat().st_mtime_ns
    assert write_data(folder, 6_000, 3) == first
    assert first.path.stat().st_mtime_ns == changed


def test_every_lookup_has_one_row_and_none_is_there_twice(folder: Path, store: Store) -> None:
    lookups = write_lookups(write_data(folder, _SIZE, 1))
    pairs = list(lookups.sample(lookups.count))
    assert len(set(pairs)) == lookups.count > 10_000
    for subject, predicate in pairs[:: lookups.count // 200]:
        query = unquote(query_text("lookup", subject=subject, predicate=predicate))
        assert len(list(store.query(query))) == 1  # type: ignore[arg-type]


def test_a_lookup_begins_where_its_offset_says(folder: Path) -> None:
    lookups = write_lookups(write_data(folder, _SIZE, 1))
    for number in (0, 1, 999, lookups.count - 1, lookups.count + 7):
        with lookups.path.open("rb") as file:
            file.seek(lookups.offset(number))
            line = file.readline().decode().rstrip()
        ((subject, predicate),) = lookups.sample(1, number % lookups.count)
        assert line == f"{subject} {predicate}"


@pytest.mark.parametrize("name", ["rows", "rows-joined"])
def test_a_whole_document_has_a_thousand_rows(store: Store, name: str) -> None:
    rows = list(store.query(query_text(name, document=0)))  # type: ignore[arg-type]
    assert len(rows) == 1_000


@pytest.mark.parametrize("name", ["count-by-indicator", "sum-by-indicator", "join-by-city", "path"])
def test_aggregates_and_paths_find_something(store: Store, name: str) -> None:
    assert list(store.query(query_text(name)))  # type: ignore[arg-type]


def test_answers_are_the_same_whatever_their_order_and_their_numbers_types(tmp_path: Path) -> None:
    def result(*rows: str) -> bytes:
        return ('{"results": {"bindings": [' + ",".join(rows) + "]}}").encode()

    xsd = "http://www.w3.org/2001/XMLSchema#"
    one = f'{{"n": {{"type": "literal", "value": "10.0", "datatype": "{xsd}decimal"}}}}'
    same = f'{{"n": {{"type": "typed-literal", "value": "1E1", "datatype": "{xsd}double"}}}}'
    other = '{"n": {"type": "literal", "value": "沈阳", "xml:lang": "zh"}}'
    assert rows_of(result(one, other)) == rows_of(result(other, same))
    assert rows_of(result(one)) != rows_of(result(other))
    first, second = tmp_path / "first.nt", tmp_path / "second.nt"
    first.write_text('<urn:a> <urn:b> "区"@zh .\n<urn:a> <urn:b> "1" .\n', encoding="utf-8")
    second.write_text('<urn:a> <urn:b> "1" .\n<urn:a> <urn:b> "\\u533A"@zh .\n', encoding="ascii")
    assert graph_answer(first) == graph_answer(second)
