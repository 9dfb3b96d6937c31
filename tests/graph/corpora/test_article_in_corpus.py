"""An article that is curated by hand goes into a corpus as it is, and says the same there."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_dataset import write_dataset
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES

from .conftest import empty_corpus

KEY = "dadong-district"
THINGS = tuple(
    f"{BASE}id/{kind}/"
    for kind in ("claim", "evidence", "programme", "organisation", "goal", "measure", "project")
)
SHARED = ("qualifiedAttribution", "suppliesField", "appliesRule", "agent", "type", "label")
"""What a corpus says with nodes that claims share, or with the table of divisions' names."""


@pytest.fixture(scope="module")
def corpus(processes: None, tmp_path_factory: pytest.TempPathFactory) -> CorpusFolder:
    corpus = empty_corpus(tmp_path_factory.mktemp("article") / "corpus")
    shutil.copytree(ARTICLES / KEY, corpus.documents / KEY)
    with corpus.locked():
        parts, failures = build_corpus(corpus, workplace=Workplace(1))
        assert not failures
        write_dataset(corpus, parts)
    return corpus


def _facts(path: Path) -> set[tuple[str, str, str]]:
    quads: Iterable[Quad] = parse(path=str(path), format=RdfFormat.N_QUADS)
    return {
        (subject, quad.predicate.value, str(quad.object))
        for quad in quads
        if not isinstance(quad.subject, BlankNode)
        and not isinstance(quad.object, BlankNode)
        and (subject := str(quad.subject).strip("<>")).startswith(THINGS)
        and not quad.predicate.value.endswith(SHARED)
    }


def test_a_corpus_has_every_fact_of_the_article(corpus: CorpusFolder, built: BuildResult) -> None:
    facts = _facts(built.folder / "dataset.nq")
    assert len(facts) > 5_000
    assert facts - _facts(corpus.build / "dataset.nq") == set()


def test_divisions_that_the_article_names_are_described_once(corpus: CorpusFolder) -> None:
    place = f"{BASE}id/place/210100"
    labels = [
        quad.object.value
        for quad in parse(path=str(corpus.build / "dataset.nq"), format=RdfFormat.N_QUADS)
        if str(quad.subject) == f"<{place}>" and quad.predicate.value.endswith("rdf-schema#label")
    ]
    assert len(set(labels)) == 2


def test_a_corpus_of_which_nothing_could_be_built_is_written(tmp_path: Path) -> None:
    corpus = empty_corpus(tmp_path / "corpus")
    shutil.copytree(ARTICLES / KEY, corpus.documents / KEY)
    (corpus.documents / KEY / "claims.yaml").write_text("- no claims\n", encoding="utf-8")
    with corpus.locked():
        parts, failures = build_corpus(corpus, workplace=Workplace(1))
        assert write_dataset(corpus, parts).counts["documents"] == 0
    assert [failure.name for failure in failures] == [KEY]
