"""The messages of the corpus commands to a first-time user."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from districtgraph import corpus_commands
from districtgraph.cli import main
from districtgraph.graph.corpora import document_building, fingerprints
from districtgraph.graph.corpora.claimed_things import entity_of_name
from districtgraph.graph.corpora.corpus_building import build_corpus, stale_documents
from districtgraph.graph.corpora.corpus_folder import CorpusFolder, new_corpus
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.document_content import read_content
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.machine_claims import machine_claims
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.knowledge.entity.names import foreign_names
from tests.graph.corpora.conftest import add, empty_corpus, texts


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path: Path) -> CorpusFolder:
    corpus = empty_corpus(tmp_path / "corpus")
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    return corpus


def test_status_lists_the_keys_that_remove_takes(corpus: CorpusFolder) -> None:
    said = run("status", "--corpus", corpus.path).stdout
    assert "1 document of 1 place\n" in said
    assert "150702-2019" in said


def test_a_refused_place_names_the_file(corpus: CorpusFolder, tmp_path: Path) -> None:
    texts(tmp_path / "t", ("b.txt",))
    (outcome,) = add(corpus, tmp_path / "t" / "b.txt", facts=StatedFacts("999999"))
    assert "b.txt: no division '999999' is known; give the code" in outcome.message


def test_of_many_texts_the_refused_ones_are_listed_at_the_end(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_commands, "_LISTED", 1)
    folder = texts(tmp_path / "t", ("a.txt",))
    (folder / "0.txt").write_bytes(b"")
    (folder / "1.txt").write_bytes(b"")
    said = run("add", folder, "--corpus", corpus.path, "--jobs", "1")
    end = said.output.partition("0 added, 0 replaced, 1 unchanged, 2 refused.\n")[2]
    first, second = end.splitlines()[:2]
    assert first.startswith("  refused: ")
    assert "0.txt" in first
    assert second == "  … and 1 more"
    assert said.exit_code == 1


def test_of_many_texts_the_unchanged_ones_are_only_counted(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    assert "unchanged  150702-2019" in run("add", folder, "--corpus", corpus.path).output
    (folder / "0.txt").write_bytes(b"")
    monkeypatch.setattr(corpus_commands, "_LISTED", 1)
    said = run("add", folder, "--corpus", corpus.path, "--jobs", "1").output
    assert "unchanged  " not in said
    assert "0 added, 0 replaced, 1 unchanged, 1 refused." in said


def test_a_corpus_may_begin_in_an_empty_repository(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    new_corpus(tmp_path / "repository", "试验", BASE)
    assert CorpusFolder(tmp_path / "repository").document_keys() == ()


def test_within_a_corpus_build_builds_it(
    corpus: CorpusFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.path)
    assert "documents: 1\n" in run("build").stdout


def test_reports_read_by_older_rules_are_read_again_with_their_owner_s_settings(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = StatedFacts("210104", source="https://example.org/a")
    with monkeypatch.context() as before:
        before.setattr(document_building, "rules_version", lambda: "older")
        add(corpus, tmp_path / "t" / "a.txt", facts=facts)
    parts, _ = build_corpus(corpus, workplace=Workplace(1))
    (key,) = stale_documents(parts)
    assert (
        f"districtgraph build --corpus {corpus.path} --reread"
        in run("status", "--corpus", corpus.path).stdout
    )
    parts, failures = build_corpus(corpus, workplace=Workplace(1), reread=True)
    assert not failures and not stale_documents(parts)
    record = read_corpus_record(corpus.document(key))
    assert (record.place_code, record.source) == ("210104", "https://example.org/a")


def test_quotation_marks_within_a_name_are_single_ones() -> None:
    named = entity_of_name("“十二五”规划", "document", "150702")
    assert named.en == "“‘十二五’规划” (document)"


def test_the_kinds_of_what_rules_name_have_chinese_names() -> None:
    kinds = {entity_of_name("名", kind, "150702").type for kind in ("event", "product", "document")}
    borrowed = {kind for kind in kinds if ":" in kind}
    assert len(borrowed) == 3
    assert borrowed <= set(foreign_names())


def test_verify_finds_a_quote_that_is_not_in_the_text(corpus: CorpusFolder) -> None:
    assert run("verify", "--corpus", corpus.path).stdout.endswith(", 0 problems\n")
    claims = corpus.document("150702-2019") / "claims.jsonl"
    changed = claims.read_text("utf-8").replace('"quote":"3.2%"', '"quote":"9.2%"')
    claims.write_text(changed, encoding="utf-8")
    result = run("verify", "--corpus", corpus.path)
    assert result.exit_code == 1
    assert "quotes '9.2%', where the text has '3.2%'" in result.stdout


def test_a_claim_may_quote_a_line_separator(corpus: CorpusFolder) -> None:
    folder = corpus.document("150702-2019")
    claims = folder / "claims.jsonl"
    changed = claims.read_text("utf-8").replace('"quote":"3.2%"', '"quote":"3.\u2028%"')
    claims.write_text(changed, encoding="utf-8")
    quotes = {quote.text for claim in read_content(folder).claims for quote in claim.evidence}
    assert "3.\u2028%" in quotes


def test_what_makes_claims_of_what_rules_find_is_among_the_rules() -> None:
    # `verify` would otherwise call claims wrong that a newer program would make.
    assert Path(machine_claims.__code__.co_filename).parent.name in fingerprints._READING
