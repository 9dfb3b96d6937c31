"""Every article of the repository, however many there are."""

from pathlib import Path

import pytest

from districtgraph.graph.curation.articles import read_article, read_articles
from districtgraph.graph.curation.verification import verify
from districtgraph.graph.dataset.assembly import assemble
from districtgraph.graph.dataset.checking import check_graphs
from districtgraph.graph.text.documents import article_folders, read_document
from tests import COMMITTED_ARTICLES, THE_ARTICLE

FOLDERS = article_folders(COMMITTED_ARTICLES)


def test_the_first_article_is_among_them() -> None:
    assert THE_ARTICLE in {folder.name for folder in FOLDERS}


@pytest.mark.source
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_claims_are_proved_by_its_text(folder: Path, sources: Path) -> None:
    article = read_article(folder)
    result = verify(article, read_document(article.record, sources / article.record.file))
    assert result.problems == ()


@pytest.mark.skipif(
    len(FOLDERS) == 1, reason="tests/graph/dataset/test_build.py builds the only one, and checks it"
)
@pytest.mark.usefixtures("processes")
def test_together_they_are_a_dataset_that_nothing_is_wrong_with() -> None:
    check_graphs(assemble(read_articles(COMMITTED_ARTICLES))).raise_for_errors()
