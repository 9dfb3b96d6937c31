"""Series from all reports of a place are a separate part, which added reports update."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Triple

from districtgraph.graph.corpora.adding import add_texts, requests_of
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import part_lines, read_parts
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.corpora.place_graphs import PlaceDocument, place_graph
from districtgraph.graph.rdf.literals import decimal_literal
from districtgraph.graph.rdf.vocabulary import expand, individual
from tests.graph.corpora.conftest import add, texts

BASE = "https://w3id.org/districtgraph/"


def lines(corpus: CorpusFolder, code: str) -> str:
    part = read_parts(corpus.build, corpus.settings.base).shared[f"place/{code}"]
    return b"".join(part_lines(corpus.build, part)).decode()


def test_two_reports_of_a_place_make_a_series(three: CorpusFolder) -> None:
    found = lines(three, "150702")
    series = f"<{BASE}id/series/150702/gross-domestic-product"
    assert f'{series}> <{BASE}ontology#pointCount> "2"' in found
    assert f"{series}/2019/achieved/growth-computed>" in found
    assert f"<{BASE}graph/series/150702> ." in found


def test_a_target_of_one_report_meets_the_growth_of_the_next(three: CorpusFolder) -> None:
    found = lines(three, "150702")
    outcome = f"{BASE}id/series/150702/gross-domestic-product/2019/target/growth-stated/outcome"
    of_outcome = [line for line in found.splitlines() if line.startswith(f"<{outcome}")]
    assert any(f"<{BASE}id/verdict/missed>" in line for line in of_outcome)
    assert any('outcomeValue> "4.1"' in line for line in of_outcome)


def test_a_place_is_of_its_own(three: CorpusFolder) -> None:
    found = lines(three, "210104")
    assert "series/210104/gross-domestic-product/2019/achieved>" in found
    assert "150702" not in found


def test_another_report_changes_the_series_of_its_place_alone(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "texts")
    add(corpus, folder / "a.txt", folder / "c.txt")
    before = read_parts(corpus.build, corpus.settings.base).shared
    add(corpus, folder / "b.txt")
    after = read_parts(corpus.build, corpus.settings.base).shared
    assert after["place/210104"] == before["place/210104"]
    assert after["place/150702"].sha256 != before["place/150702"].sha256


@pytest.mark.usefixtures("patience")
def test_series_that_are_wrong_are_left_out_and_named(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", ("a.txt", "b.txt", "c.txt"))

    def wrong_in_hailar(code: str, documents: Sequence[PlaceDocument]) -> Iterator[Triple]:
        yield from place_graph(code, documents)
        if code == "150702":
            point = individual(f"series/{code}/gross-domestic-product/2019/achieved")
            yield Triple(point, expand("sdmx-measure:obsValue"), decimal_literal(Decimal(1)))

    with corpus.locked():
        requests = tuple(requests_of([folder], StatedFacts()))
        done = list(
            add_texts(corpus, requests, place_triples=wrong_in_hailar, workplace=Workplace(1))
        )
    (refused,) = [item for item in done if item.state == "refused"]
    assert refused.file == "series of 150702"
    assert "an observation of a series must have one value" in refused.message
    parts = read_parts(corpus.build, corpus.settings.base)
    assert len(parts.documents) == 3
    assert {name for name in parts.shared if name.startswith("place/")} == {"place/210104"}
    # Once they are right again, they are there again.
    add(corpus, folder / "a.txt")
    with corpus.locked():
        _, failures = build_corpus(corpus, workplace=Workplace(1))
    assert failures == ()
    assert "place/150702" in read_parts(corpus.build, corpus.settings.base).shared
