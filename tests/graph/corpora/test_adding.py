"""Texts become documents, each by itself."""

import os
from pathlib import Path

import pytest

from districtgraph.graph.corpora import corpus_building
from districtgraph.graph.corpora.adding import requests_of
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import BuiltParts, part_lines, read_parts
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.corpus_settings import SETTINGS_FILE, CorpusError
from districtgraph.graph.corpora.described_corpus import with_description
from districtgraph.graph.corpora.document_content import dump_content, read_content
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.errors import SourceFileError
from tests.graph.corpora.conftest import REPORTS, add, texts


def test_documents_are_named_by_place_and_year(three: CorpusFolder) -> None:
    assert three.document_keys() == ("150702-2019", "150702-2020", "210104-2020")


def test_place_and_day_are_read_off_the_text(three: CorpusFolder) -> None:
    record = read_corpus_record(three.document("150702-2019"))
    assert record.document.subject == "place/150702"
    assert str(record.published) == "2019-03-04"


def test_the_texts_are_outside_of_the_documents(three: CorpusFolder) -> None:
    record = read_corpus_record(three.document("210104-2020"))
    assert three.text(record.document.sha256).read_text("utf-8") == REPORTS["c.txt"]
    names = {path.name for path in three.document("210104-2020").iterdir()}
    assert names == {"record.yaml", "claims.jsonl"}


def test_claims_are_read_as_they_were_written(three: CorpusFolder) -> None:
    folder = three.document("150702-2019")
    content = read_content(folder)
    assert len(content.figures) >= 4
    assert dump_content(content) == (folder / "claims.jsonl").read_text("utf-8")


def test_a_figure_has_its_value_period_and_place(three: CorpusFolder) -> None:
    part = read_parts(three.build, three.settings.base).documents["150702-2020"]
    lines = b"".join(part_lines(three.build, part)).decode()
    claim = f"{three.settings.base}id/claim/150702-2020/"
    assert f'<{three.settings.base}ontology#value> "11310000000"' in lines
    assert f"<{three.settings.base}id/period/2019>" in lines
    assert f"<{claim}" in lines


def test_each_graph_of_a_document_is_its_own_and_each_line_is_in_one_part(
    three: CorpusFolder,
) -> None:
    parts = read_parts(three.build, three.settings.base)
    lines = {part.name: part_lines(three.build, part) for part in parts.all()}
    graphs = {name: {line.rsplit(b" ", 2)[1] for line in lines[name]} for name in lines}
    assert len(parts.documents) == 3
    for name in graphs:
        if not name.startswith(("dataset", "places/")):
            others = set().union(*(found for other, found in graphs.items() if other != name))
            assert graphs[name].isdisjoint(others), name
    everything = [line for found in lines.values() for line in found]
    assert len(everything) == len(set(everything))


def test_added_again_nothing_changes(three: CorpusFolder, tmp_path: Path) -> None:
    before = read_parts(three.build, three.settings.base)
    assert {item.state for item in add(three, texts(tmp_path / "t"))} == {"unchanged"}
    assert read_parts(three.build, three.settings.base) == before


def test_a_changed_text_replaces_that_document_alone(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt", "c.txt"))
    add(corpus, folder)
    before = read_parts(corpus.build, corpus.settings.base)
    changed = REPORTS["a.txt"].replace("109.5", "110.5")
    (folder / "a.txt").write_text(changed, encoding="utf-8")
    states = {item.key: item.state for item in add(corpus, folder)}
    assert states == {"150702-2019": "replaced", "210104-2020": "unchanged"}
    after = read_parts(corpus.build, corpus.settings.base)
    assert after.documents["210104-2020"] == before.documents["210104-2020"]
    assert after.version != before.version
    assert corpus.document_keys() == ("150702-2019", "210104-2020")


def test_broken_texts_are_named_and_the_others_go_in(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "english.txt").write_text("Nothing in Chinese here.", encoding="utf-8")
    (folder / "nowhere.txt").write_text("去年生产总值完成3亿元。", encoding="utf-8")
    (folder / "packed.docx").write_bytes(b"PK\x03\x04 broken")
    found = add(corpus, folder)
    refused = {Path(item.file).name: item.message for item in found if item.state == "refused"}
    assert set(refused) == {"empty.txt", "english.txt", "nowhere.txt", "packed.docx"}
    assert "is empty" in refused["empty.txt"]
    assert "--place" in refused["nowhere.txt"]
    assert all(str(folder) in message for message in refused.values())
    assert len(corpus.document_keys()) == 3


def test_the_same_text_under_another_name_is_there_already(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder)
    (folder / "copy.txt").write_text(REPORTS["a.txt"], encoding="utf-8")
    assert [item.state for item in add(corpus, folder / "copy.txt")] == ["unchanged"]


def test_two_reports_of_one_place_and_year_are_two(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    (folder / "d.txt").write_text(REPORTS["a.txt"] + "财政收入3亿元。\n", encoding="utf-8")
    add(corpus, folder)
    assert corpus.document_keys() == ("150702-2019", "150702-2019-2")


def test_another_report_of_one_place_and_day_is_named(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt", "b.txt"))
    assert [item.beside for item in add(corpus, folder)] == ["", ""]
    (folder / "corrected.txt").write_text(
        REPORTS["a.txt"].replace("109.5", "110.5"), encoding="utf-8"
    )
    (found,) = add(corpus, folder / "corrected.txt")
    assert (found.key, found.state, found.beside) == ("150702-2019-2", "added", "150702-2019")
    (folder / "a.txt").write_text(REPORTS["a.txt"].replace("109.5", "111.5"), encoding="utf-8")
    (found,) = add(corpus, folder / "a.txt")
    assert (found.state, found.beside) == ("replaced", "")


@pytest.mark.parametrize(
    ("column", "value", "attribute"),
    [("title", "海拉尔区2019年报告", "title"), ("year", "2018", "year")],
)
def test_what_a_table_says_anew_of_a_known_text_is_taken(
    corpus: CorpusFolder, tmp_path: Path, column: str, value: str, attribute: str
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder)
    table = folder / "all.csv"
    table.write_text(f"file,{column}\na.txt,{value}\n", encoding="utf-8")
    assert [item.state for item in add(corpus, table)] == ["replaced"]
    record = read_corpus_record(corpus.document("150702-2019"))
    said = {"title": record.document.title_zh, "year": str(record.year)}
    assert said[attribute] == value
    assert [item.state for item in add(corpus, table)] == ["unchanged"]
    assert [item.state for item in add(corpus, folder / "a.txt")] == ["unchanged"]


def test_where_a_text_is_from_stays_known(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder, facts=StatedFacts(source="https://example.org/a"))
    found = add(corpus, folder, facts=StatedFacts(title="海拉尔区2019年报告"))
    assert [item.state for item in found] == ["replaced"]
    record = read_corpus_record(corpus.document("150702-2019"))
    assert record.source == "https://example.org/a"


def test_a_folder_s_pipes_and_folders_are_not_read(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    found = {Path(item.file).name: item for item in add(corpus, folder)}
    assert found.keys() == {"a.txt", "pipe.txt"}
    assert found["pipe.txt"].state == "refused"
    assert found["pipe.txt"].message.endswith("pipe.txt: is not a regular file")


def test_a_place_that_is_given_goes_before_the_text(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder, facts=StatedFacts(place="大东区"))
    assert corpus.document_keys() == ("210104-2019",)


def test_a_name_of_several_places_is_asked_about(corpus: CorpusFolder, tmp_path: Path) -> None:
    found = add(corpus, texts(tmp_path / "t", ("a.txt",)), facts=StatedFacts(place="鼓楼区"))
    assert "give the code" in found[0].message
    assert "320106" in found[0].message


def test_a_table_says_more_of_each_file(corpus: CorpusFolder, tmp_path: Path) -> None:
    folder = texts(tmp_path / "t")
    table = folder / "all.csv"
    table.write_text(
        "file,place,published,source\na.txt,210104,2018-05-06,https://example.org/a\nb.txt,,,\n",
        encoding="utf-8",
    )
    assert [item.key for item in add(corpus, table)] == ["210104-2018", "150702-2020"]
    record = read_corpus_record(corpus.document("210104-2018"))
    assert record.source == "https://example.org/a"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name\na.txt\n", ":1: 'name' is not a column"),
        ("place\n210104\n", ":1: there is no column 'file'"),
        ("file,published\na.txt,yesterday\n", ":2: 'yesterday' is not a date; write it as 2026-01"),
        ("file,year\na.txt,last\n", ":2: 'last' is not a year; write it as 2026"),
        ('file\n""\n', ":2: the column 'file' is empty"),
        ("file\n", ": has no row"),
        ("file,place\na.txt,b,c\n", ":2: has more values than columns"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        list(requests_of([table], StatedFacts()))


def test_what_documents_share_is_made_once_for_an_addition(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def noted(corpus: CorpusFolder, parts: BuiltParts, workplace: Workplace) -> BuiltParts:
        made.append(len(parts.documents))
        return with_description(corpus, parts, workplace)

    monkeypatch.setattr(corpus_building, "with_description", noted)
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    assert made == [1]


def test_one_process_and_two_give_the_same_parts(three: CorpusFolder) -> None:
    before = read_parts(three.build, three.settings.base)
    with three.locked():
        made, failures = build_corpus(three)
    assert made == before
    assert failures == ()


def test_a_broken_line_of_claims_is_named(corpus: CorpusFolder, tmp_path: Path) -> None:
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    path = corpus.document("150702-2019") / "claims.jsonl"
    lines = path.read_text("utf-8").splitlines()
    lines[3] = '{"claim": {"key": "x"}}'
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SourceFileError, match=r"claims\.jsonl:4: "):
        read_content(path.parent)
    with corpus.locked():
        made, failures = build_corpus(corpus)
    assert [item.name for item in failures] == ["150702-2019"]
    assert "150702-2019" in made.documents


def test_documents_have_the_language_that_the_corpus_states(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    settings = corpus.path / SETTINGS_FILE
    stated = settings.read_text(encoding="utf-8").replace('["zh-Hans"]', '["zh-Hant"]')
    settings.write_text(stated, encoding="utf-8")
    add(CorpusFolder(corpus.path), texts(tmp_path / "t", ("a.txt",)))
    record = read_corpus_record(corpus.document("150702-2019"))
    assert record.document.language == "zh-Hant"
