"""A corpus describes itself as a dataset, with counts that are those of its triples, always."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from districtgraph.graph.corpora import described_corpus
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    BuiltParts,
    is_description,
    part_lines,
    read_parts,
)
from districtgraph.graph.corpora.corpus_settings import SETTINGS_FILE
from districtgraph.graph.corpora.corpus_statistics import STATISTICS_FILE, corpus_counts
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.ontology.validation import validate

from .conftest import add, texts

DATASET = NamedNode("https://w3id.org/districtgraph/dataset")


def parts_of(corpus: CorpusFolder) -> BuiltParts:
    return read_parts(corpus.build, corpus.settings.base)


def described(corpus: CorpusFolder) -> set[Triple]:
    parts = [part for part in parts_of(corpus).all() if is_description(part.name)]
    lines = b"".join(line for part in parts for line in part_lines(corpus.build, part))
    return {quad.triple for quad in parse(lines, format=RdfFormat.N_QUADS)}


def value(triples: set[Triple], name: str) -> str:
    found = [t.object for t in triples if t.subject == DATASET and t.predicate == expand(name)]
    assert len(found) == 1
    assert isinstance(found[0], Literal)
    return found[0].value


def all_triples(corpus: CorpusFolder) -> set[Triple]:
    """The default graph without the description, read anew from all parts."""
    parts = [part for part in parts_of(corpus).all() if not is_description(part.name)]
    lines = {line for part in parts for line in default_lines(part_lines(corpus.build, part))}
    # Blank nodes of two files with one name would be one: lines are counted as they are.
    return {quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS)}


def assert_counted(corpus: CorpusFolder) -> None:
    triples, about = all_triples(corpus), described(corpus)
    assert int(value(about, "void:triples")) == len(triples)
    assert int(value(about, "void:distinctSubjects")) == len({t.subject for t in triples})
    assert int(value(about, "void:properties")) == len({t.predicate for t in triples})
    counts = corpus_counts(corpus.build, parts_of(corpus))
    assert counts.properties == Counter(t.predicate.value for t in triples)
    assert counts.classes == Counter(
        t.object.value
        for t in triples
        if t.predicate == expand("rdf:type") and isinstance(t.object, NamedNode)
    )


def test_the_counts_are_those_of_the_triples(three: CorpusFolder) -> None:
    assert_counted(three)


def test_the_description_is_valid_and_names_each_document(three: CorpusFolder) -> None:
    about = described(three)
    assert not validate(about)
    assert value(about, "dcat:version") == parts_of(three).version
    sources = {t.object for t in about if t.predicate == expand("dcterms:source")}
    documents = parts_of(three).documents
    assert {str(iri).rpartition("/")[2].rstrip(">") for iri in sources} == documents.keys()
    words = {str(t.object) for t in about if t.predicate == expand("dcterms:description")}
    assert any("3 reports of 2 places" in text for text in words)
    numerals = sum(part.facts["numerals"] for part in documents.values())
    assert any(f"{numerals} numerals" in text for text in words)


def test_one_report_of_one_place_is_counted_in_the_singular(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    words = {
        str(t.object) for t in described(corpus) if t.predicate == expand("dcterms:description")
    }
    assert any("claims read from 1 report of 1 place, each" in text for text in words)


def test_the_version_is_that_of_what_is_described(three: CorpusFolder) -> None:
    parts = parts_of(three)
    shared = {name: part for name, part in parts.shared.items() if not is_description(name)}
    assert BuiltParts(parts.base, shared, parts.documents).version == parts.version


@pytest.mark.usefixtures("patience")
def test_the_counts_follow_what_is_added_and_removed(three: CorpusFolder, tmp_path: Path) -> None:
    shutil.copytree(three.path, tmp_path / "corpus")
    corpus = CorpusFolder(tmp_path / "corpus")
    before, known = described(corpus), parts_of(corpus)
    corpus.remove(next(iter(known.documents)))
    build_corpus(corpus, workplace=Workplace(1))
    assert_counted(corpus)
    assert "2 reports" in " ".join(
        t.object.value for t in described(corpus) if isinstance(t.object, Literal)
    )
    add(corpus, texts(tmp_path / "t"))
    assert_counted(corpus)
    assert described(corpus) == before


def test_a_new_document_changes_the_list_of_its_province_alone(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    add(corpus, texts(tmp_path / "1", ("a.txt",)))
    before = parts_of(corpus).shared
    add(corpus, texts(tmp_path / "2", ("c.txt",)))
    after = parts_of(corpus).shared
    assert after["dataset/15"] == before["dataset/15"]
    assert after["dataset/21"].quads == before["dataset/15"].quads
    assert after["dataset"].sha256 != before["dataset"].sha256


def test_what_has_not_changed_is_not_counted_again(
    three: CorpusFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    monkeypatch.setattr(described_corpus, "corpus_counts", lambda *_: counted.append("again"))
    before = parts_of(three)
    with three.locked():
        made, _ = build_corpus(three)
    assert made == before
    assert counted == []


def test_lost_or_damaged_counts_are_made_anew(three: CorpusFolder, tmp_path: Path) -> None:
    shutil.copytree(three.path, tmp_path / "corpus")
    corpus = CorpusFolder(tmp_path / "corpus")
    parts, path = parts_of(corpus), corpus.build / STATISTICS_FILE
    counts = corpus_counts(corpus.build, parts)
    path.unlink()
    assert corpus_counts(corpus.build, parts) == counts
    path.write_bytes(b"this is no database" * 1000)
    assert corpus_counts(corpus.build, parts) == counts


def test_another_title_is_described(three: CorpusFolder, tmp_path: Path) -> None:
    shutil.copytree(three.path, tmp_path / "corpus")
    path = tmp_path / "corpus" / SETTINGS_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("试验", "别的"), encoding="utf-8")
    corpus = CorpusFolder(tmp_path / "corpus")
    build_corpus(corpus, workplace=Workplace(1))
    titles = {t.object for t in described(corpus) if t.predicate == expand("dcterms:title")}
    assert Literal("别的", language="zh") in titles
