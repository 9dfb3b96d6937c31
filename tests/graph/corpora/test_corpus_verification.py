"""The stored claims of a document are verified against its text."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from districtgraph.cli import main
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.corpus_verification import verify_document
from tests.graph.corpora.conftest import add

KEY = "150702-2019"


@pytest.fixture
def copied(three: CorpusFolder, tmp_path: Path) -> CorpusFolder:
    """A corpus that a test may damage."""
    return CorpusFolder(Path(shutil.copytree(three.path, tmp_path / "copied")))


def text_file(corpus: CorpusFolder) -> Path:
    return corpus.text(read_corpus_record(corpus.document(KEY)).document.sha256)


def edit(corpus: CorpusFolder, old: str, new: str) -> None:
    path = corpus.document(KEY) / "claims.jsonl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_document_as_it_was_read_is_proved(three: CorpusFolder) -> None:
    proof = verify_document(three, KEY)
    assert proof.problems == ()
    assert proof.claims and proof.quotes and proof.covered and proof.excluded


def test_a_quote_that_is_not_in_the_text_has_its_file_line_and_column(copied: CorpusFolder) -> None:
    edit(copied, "109.5亿元", "109.6亿元")
    problems = verify_document(copied, KEY).problems
    assert problems
    assert all(problem.startswith(f"{text_file(copied)}:3:") for problem in problems)
    assert any("where the text has '109.5亿元'" in problem for problem in problems)


def test_a_numeral_that_the_audit_leaves_out_is_a_problem(copied: CorpusFolder) -> None:
    path = copied.document(KEY) / "claims.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    others = [line for line in lines if not ('"numeral"' in line and '"109.5亿"' in line)]
    assert len(others) == len(lines) - 1
    path.write_text("".join(others), encoding="utf-8")
    (problem,) = verify_document(copied, KEY).problems
    assert "numeral '109.5亿' is not in the audit" in problem


def test_a_numeral_of_a_claim_that_is_not_there_is_a_problem(copied: CorpusFolder) -> None:
    edit(copied, '"claims":["at-', '"claims":["gone-')
    assert any("which is none" in problem for problem in verify_document(copied, KEY).problems)


def test_a_text_that_is_another_or_away_is_named(copied: CorpusFolder) -> None:
    path = text_file(copied)
    path.write_text(path.read_text(encoding="utf-8") + "。", encoding="utf-8")
    (problem,) = verify_document(copied, KEY).problems
    assert str(path) in problem and "is not the text" in problem
    path.unlink()
    (problem,) = verify_document(copied, KEY).problems
    assert str(path) in problem and "is missing" in problem


def test_a_malformed_file_is_named_with_its_line(copied: CorpusFolder) -> None:
    edit(copied, '{"numeral":{"start"', '{"numeral":{"begin"')
    (problem,) = verify_document(copied, KEY).problems
    assert "claims.jsonl:" in problem


@pytest.mark.usefixtures("patience")
def test_the_command_ends_with_1_where_a_numeral_is_unexplained(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    text = "政府工作报告\n2019年，大东区新建学校2所。编号甲7乙。\n"
    (tmp_path / "d.txt").write_text(text, encoding="utf-8")
    (added,) = add(corpus, tmp_path / "d.txt")
    assert added.facts is not None
    assert (added.facts["numerals"], added.facts["unexplained"]) == (3, 1)
    result = CliRunner().invoke(main, ["verify", "--corpus", str(corpus.path)])
    assert result.exit_code == 1
    assert ":2:20: numeral '7' has no claim and no reason" in result.output
    status = CliRunner().invoke(main, ["status", "--corpus", str(corpus.path)])
    assert "1 in no claim and without a reason" in status.output


def test_the_command_ends_with_0_where_all_is_proved(three: CorpusFolder) -> None:
    result = CliRunner().invoke(main, ["verify", "--corpus", str(three.path), "--quiet"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("3 documents, ")
