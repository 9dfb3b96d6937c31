"""What the measures of a corpus compute: ratios of loaders, and when a report is seen."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from itertools import islice

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from benchmarks.corpus.measure_adding import fresh_reports, when_seen
from benchmarks.corpus.measure_build import BuildCost, numbers
from benchmarks.corpus.measure_loading import OWN, Loaded, best_ratio, quad_documents
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from tests.graph.corpora.conftest import add, empty_corpus, texts


def test_the_quickest_round_of_each_loader_counts() -> None:
    rounds = [
        Loaded(OWN, 12.0, 20.0),
        Loaded("ours", 40.0, 20.0),
        Loaded(OWN, 10.0, 20.0),
        Loaded("ours", 20.0, 20.0),
    ]
    assert best_ratio(rounds, "ours") == 0.5
    assert best_ratio(rounds, OWN) == 1.0
    assert best_ratio(rounds, "ours", processor=True) == 1.0


def test_fresh_reports_are_of_other_places() -> None:
    first = [report.place for report in islice(fresh_reports(frozenset()), 3)]
    assert len(set(first)) == 3
    others = [report.place for report in islice(fresh_reports(frozenset(first[:2])), 2)]
    assert others[0] == first[2]
    assert others[1] not in first


class Clock:
    """A time that only goes on while one rests."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def rest(self, seconds: float) -> None:
        self.seconds += seconds


def test_each_way_has_the_time_when_it_had_the_report_first() -> None:
    clock = Clock()
    checks = {"soon": lambda: clock.seconds >= 1, "late": lambda: clock.seconds >= 3}
    found, over = when_seen(checks, lambda: clock.seconds >= 2, clock.now, clock.rest)
    assert found == {"soon": pytest.approx(1, abs=0.1), "late": pytest.approx(3, abs=0.1)}
    assert over == pytest.approx(2, abs=0.1)


def test_what_is_never_seen_is_named() -> None:
    clock = Clock()
    with pytest.raises(TimeoutError, match="never"):
        when_seen({"never": lambda: False}, lambda: True, clock.now, clock.rest)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CorpusFolder]:
    folder = tmp_path_factory.mktemp("loaded")
    made = empty_corpus(folder / "corpus")
    add(made, texts(folder / "t", ("a.txt",)))
    yield made


@pytest.mark.usefixtures("patience")
def test_all_quads_of_a_corpus_are_loaded_in_both_graphs(corpus: CorpusFolder) -> None:
    quads = list(parse(b"".join(quad_documents(corpus.path)), format=RdfFormat.N_QUADS))
    named = [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]
    rest = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    assert len(named) > 1000
    assert {quad.triple for quad in named} == rest


def test_costs_are_scaled_to_a_report_of_usual_length() -> None:
    cost = BuildCost(100, 650_000, 40.0, 25.0, 180, 12.34)
    assert cost.row() == "| 100 | 650,000 | 40.0 | 0.400 | 0.800 | 25.0 | 180 | 12.3 |"


@pytest.mark.parametrize("text", ["", "1,", "a", "0", "3,-1"])
def test_numbers_of_reports_are_positive(text: str) -> None:
    assert numbers("100,1000") == [100, 1000]
    with pytest.raises(ArgumentTypeError):
        numbers(text)
