"""A corpus of three invented reports, added once."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from districtgraph.graph.corpora.adding import Added, add_texts, requests_of
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder, new_corpus
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.rdf.vocabulary import BASE

REPORTS = {
    "a.txt": (
        "政府工作报告\n——2019年3月4日在呼伦贝尔市海拉尔区第十五届人民代表大会第三次会议上\n"
        "2018年，全区地区生产总值完成109.5亿元，增长3.2%。新建学校2所。\n"
        "2019年，力争地区生产总值增长6%左右。\n"
    ),
    "b.txt": (
        "政府工作报告\n——2020年1月9日在呼伦贝尔市海拉尔区第十五届人民代表大会第四次会议上\n"
        "2019年，全区地区生产总值完成113.1亿元，增长4.1%。城镇新增就业3200人。\n"
    ),
    "c.txt": (
        "政府工作报告\n——2020年1月12日在沈阳市大东区第十八届人民代表大会第四次会议上\n"
        "2019年，全区地区生产总值完成950亿元，增长5.0%。改造老旧小区12个。\n"
    ),
}


def texts(folder: Path, names: tuple[str, ...] = tuple(REPORTS)) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(REPORTS[name], encoding="utf-8")
    return folder


@cache
def _built_without_documents() -> "TemporaryDirectory[str]":
    """A corpus with no documents in which the vocabulary, the same in all, is built and counted."""
    holder = TemporaryDirectory()
    new_corpus(Path(holder.name) / "corpus", "试验", BASE)
    corpus = CorpusFolder(Path(holder.name) / "corpus")
    with corpus.locked():
        build_corpus(corpus)
    return holder


def empty_corpus(folder: Path) -> CorpusFolder:
    shutil.copytree(Path(_built_without_documents().name) / "corpus", folder)
    return CorpusFolder(folder)


def add(corpus: CorpusFolder, *paths: Path, facts: StatedFacts | None = None) -> list[Added]:
    with corpus.locked():
        requests = tuple(requests_of(paths, facts or StatedFacts()))
        return list(add_texts(corpus, requests, workplace=Workplace(1)))


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CorpusFolder]:
    """Nobody changes it."""
    folder = tmp_path_factory.mktemp("corpora")
    corpus = empty_corpus(folder / "three")
    add(corpus, texts(folder / "texts"))
    yield corpus


@pytest.fixture
def corpus(tmp_path: Path) -> CorpusFolder:
    return empty_corpus(tmp_path / "corpus")
