"""Mistakes in the word lists of names and statements are refused with file and line."""

import shutil
from pathlib import Path

import pytest

from districtgraph.graph import extraction
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.names.name_lexicon import WordIndex, load_name_lexicon
from districtgraph.graph.extraction.statements.statement_words import load_statement_words

EXTRACTION = Path(extraction.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("name_suffixes.yaml", "name_words.yaml", "statement_words.yaml"):
        (path,) = EXTRACTION.rglob(name)
        shutil.copy(path, tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_word_given_twice_is_refused(folder: Path) -> None:
    change(folder / "name_words.yaml", "generic:\n  [", "generic:\n  [新建, ")
    with pytest.raises(SourceFileError, match=r"name_words\.yaml:\d+: '新建' is given twice"):
        load_name_lexicon(folder)


def test_a_suffix_of_two_kinds_is_refused(folder: Path) -> None:
    change(folder / "name_suffixes.yaml", "  facility:\n    [", "  facility:\n    [医院, ")
    with pytest.raises(SourceFileError, match="'医院' is given as organisation and as facility"):
        load_name_lexicon(folder)


def test_an_unknown_key_is_refused(folder: Path) -> None:
    change(folder / "name_words.yaml", "verbal-nouns:", "verbal-noun:")
    with pytest.raises(SourceFileError, match="unknown key 'verbal-noun'"):
        load_name_lexicon(folder)


def test_an_unknown_property_is_refused(folder: Path) -> None:
    change(folder / "statement_words.yaml", "property: runs", "property: run")
    with pytest.raises(SourceFileError, match=r"statement_words\.yaml:\d+: 'property' is one of"):
        load_statement_words(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nadverbs: [", "\nadverbs: [为, ", "'为' is given twice in 'adverbs'"),
        ("  meetings: [会议, 全会]", "  meetings: []", "'meetings' is missing or empty"),
        ("  banks:", "  bank:", "unknown key 'bank'"),
    ],
)
def test_mistakes_in_the_words_of_statements_are_refused(
    folder: Path, old: str, new: str, message: str
) -> None:
    change(folder / "statement_words.yaml", old, new)
    with pytest.raises(SourceFileError, match=message):
        load_statement_words(folder)


def test_the_longest_word_is_found_and_a_text_of_words_is_covered() -> None:
    index = WordIndex(dict.fromkeys(("重点", "重点实验室", "工程")))
    assert index.longest("国家重点实验室", 2) == "重点实验室"
    assert index.longest("国家", 0) is None
    assert index.covers("重点工程")
    assert not index.covers("重点大工程")
