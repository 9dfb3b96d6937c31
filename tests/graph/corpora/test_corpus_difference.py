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


def test_a_corpus_whose_files_are_older_than_its_documents_is_not_compared(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder)
    advice = f"`districtgraph build --corpus {corpus.path}` makes them"
    never = CliRunner().invoke(main, ["diff", str(corpus.path), str(corpus.build)])
    assert never.exit_code == 2
    assert advice in never.output
    old = shutil.copytree(build(corpus), tmp_path / "old")
    (folder / "a.txt").write_text(REPORTS["a.txt"].replace("109.5", "110.5"), encoding="utf-8")
    add(corpus, folder)
    for new in (corpus.path, corpus.build):
        stale = CliRunner().invoke(main, ["diff", str(old), str(new)])
        assert stale.exit_code == 2, stale.output
        assert advice in stale.output
    copied = shutil.copytree(corpus.build, tmp_path / "stale")
    stale = CliRunner().invoke(main, ["diff", str(old), str(copied)])
    assert "run `districtgraph build` before you copy the folder" in stale.output
    build(corpus)
    found = CliRunner().invoke(main, ["diff", "--exit-code", str(old), str(corpus.path)])
    assert found.exit_code == 1, found.output
    assert "110.5亿元" in found.output
