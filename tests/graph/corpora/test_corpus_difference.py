"""`diff` between two builds of a corpus reports the claims that changed."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from districtgraph.cli import main
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_dataset import write_dataset
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.parallel_work import Workplace
from tests.graph.corpora.conftest import REPORTS, add, texts

pytestmark = pytest.mark.usefixtures("patience")


def build(corpus: CorpusFolder) -> Path:
    with corpus.locked():
        write_dataset(corpus, build_corpus(corpus, workplace=Workplace(1))[0])
    return corpus.build


def test_two_builds_differ_in_the_claims_of_the_text_that_changed(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "t", ("a.txt", "c.txt"))
    add(corpus, folder)
    old = shutil.copytree(build(corpus), tmp_path / "old")
    changed = REPORTS["a.txt"].replace("109.5", "110.5")
    (folder / "a.txt").write_text(changed, encoding="utf-8")
    add(corpus, folder)
    new = build(corpus)
    command = ["diff", "--exit-code", "--format", "json", str(old), str(new)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1, result.output
    found = json.dumps(json.loads(result.output), ensure_ascii=False)
    assert "10950000000" in found and "11050000000" in found
    assert "210104-2020" not in found
    same = CliRunner().invoke(main, ["diff", "--exit-code", str(new), str(new)])
    assert same.exit_code == 0, same.output
