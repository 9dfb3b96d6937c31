"""A served corpus offers the files that are built of it, and its claims say who supplied what."""

import csv
import json
import re
from pathlib import Path

import pytest
from arro3.io import read_parquet
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_dataset import write_dataset
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import part_lines, read_parts
from districtgraph.graph.corpora.corpus_settings import SETTINGS_FILE
from districtgraph.graph.corpora.document_content import read_content
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.graph.mapping.division_mapping import english_name
from districtgraph.graph.places.divisions import by_code
from districtgraph.graph.rdf.serialization import DATASET_FORMATS, NAMED_GRAPHS
from districtgraph.graph.rdf.vocabulary import LICENCE
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.sources.latest_documents import LatestDocument
from districtgraph.server.store.corpus_store import corpus_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from districtgraph.server.web.pages import home
from tests.graph.corpora.conftest import add, empty_corpus, texts

pytestmark = pytest.mark.usefixtures("patience")
KEY = "150702-2019"
TABLES = (metadata_file(CSV_FILES["en"]), metadata_file(CSV_FILES["zh"]), PARQUET_FILE)
LICENSED = (*(f"dataset.{name}" for name in DATASET_FORMATS), NAMED_GRAPHS, *TABLES)
"""The files that say under which licence they are."""
HAILAR = by_code("150702", 2019)
assert HAILAR
HAILAR_IN_ENGLISH = english_name(HAILAR)


@pytest.fixture
def corpus(tmp_path: Path) -> CorpusFolder:
    corpus = empty_corpus(tmp_path / "corpus")
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    return corpus


@pytest.fixture
def pages(corpus: CorpusFolder) -> FlaskClient:
    config = ServerConfig(corpus.build, None, corpus.path)
    dataset = corpus_dataset(corpus.path)
    return pages_application(config, dataset, MemoryBackend("")).test_client()


def build(corpus: CorpusFolder) -> str:
    with corpus.locked():
        parts, _ = build_corpus(corpus, workplace=Workplace(1))
        return write_dataset(corpus, parts).version


def data_page(pages: FlaskClient) -> str:
    return pages.get("/data", headers={"Accept-Language": "en"}).get_data(as_text=True)


def test_before_it_is_built_the_page_says_how_to_build_it(pages: FlaskClient) -> None:
    assert "run `districtgraph build --corpus` to make them" in data_page(pages)
    assert pages.get("/download/dataset.nq").status_code == 404


def test_the_files_are_offered_as_the_last_build_made_them(
    corpus: CorpusFolder, pages: FlaskClient, tmp_path: Path
) -> None:
    seen = set()
    for names in (("a.txt",), ("a.txt", "c.txt")):
        add(corpus, texts(tmp_path / "t", names))
        version = build(corpus)
        files = json.loads((corpus.build / "manifest.json").read_text("utf-8"))["files"]
        assert files.keys() == DOWNLOAD_TYPES.keys()
        for name in files:
            with pages.get(f"/download/{name}") as response:
                assert response.status_code == 200
                assert response.data == (corpus.build / name).read_bytes()
                assert response.headers["ETag"] == f'"{files[name]["sha256"]}"'
        page = data_page(pages)
        assert version in page
        assert "they do not include documents added since" in page
        seen.add(version)
    assert len(seen) == 2


OTHER_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def test_another_licence_is_that_of_every_file_and_of_the_catalogue(corpus: CorpusFolder) -> None:
    build(corpus)
    settings = corpus.path / SETTINGS_FILE
    stated = settings.read_text(encoding="utf-8").replace(LICENCE, OTHER_LICENCE)
    settings.write_text(stated, encoding="utf-8")
    # No claim has changed: the version has not, either.
    build(CorpusFolder(corpus.path))
    content = {name: (corpus.build / name).read_bytes() for name in LICENSED}
    assert [name for name in LICENSED if OTHER_LICENCE.encode() not in content[name]] == []
    assert [name for name in TABLES if LICENCE.encode() in content[name]] == []
    config = ServerConfig(corpus.build, None, corpus.path)
    quads = (corpus.build / "dataset.nq").read_text(encoding="utf-8")
    dataset = corpus_dataset(corpus.path)
    pages = pages_application(config, dataset, MemoryBackend(quads)).test_client()
    catalogue = pages.get("/catalogue.nt").get_data(as_text=True)
    licences = re.findall("terms/license> <([^>]+)>", catalogue)
    assert len(licences) >= 10
    assert set(licences) == {OTHER_LICENCE}


def test_all_files_say_the_same(corpus: CorpusFolder, tmp_path: Path) -> None:
    add(corpus, texts(tmp_path / "t"))
    build(corpus)
    formats = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "ttl": RdfFormat.TURTLE,
               "jsonld": RdfFormat.JSON_LD}  # fmt: skip
    read = {
        name: {without_blank_nodes(q) for q in parse(path=str(path), format=rdf_format)}
        for name, rdf_format in formats.items()
        if (path := corpus.build / f"dataset.{name}").exists()
    }
    default = {quad for quad in read["nq"] if quad[3] == "DEFAULT"}
    assert read["trig"] == read["nq"]
    assert read["ttl"] == read["jsonld"] == default
    named = parse(path=str(corpus.build / "named-graphs.nq"), format=RdfFormat.N_QUADS)
    assert {without_blank_nodes(quad) for quad in named} == read["nq"] - default
    assert len(default) > 10_000


def without_blank_nodes(quad: Quad) -> tuple[str, ...]:
    """A quad whose blank nodes, which each file names anew, are all alike."""
    return tuple("_:" if isinstance(term, BlankNode) else str(term) for term in quad)


def test_the_tables_have_a_row_a_figure_with_names_and_quotes(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    add(corpus, texts(tmp_path / "t"))
    build(corpus)
    figures = [
        figure
        for key in corpus.document_keys()
        for figure in read_content(corpus.document(key)).figures
    ]
    for name, encoding, place in (
        ("observations.csv", "utf-8", HAILAR_IN_ENGLISH),
        ("observations-zh.csv", "utf-8-sig", "海拉尔区"),
    ):
        with (corpus.build / name).open(encoding=encoding, newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == len(figures) + 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert any(place in row for row in rows)
        assert any("109.5亿元" in cell for row in rows for cell in row)
    table = read_parquet(str(corpus.build / "observations.parquet")).read_all()
    assert table.num_rows == len(figures)


def test_only_what_has_changed_is_read_again_for_the_tables(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    build(corpus)
    before = {path.name: path.stat().st_mtime_ns for path in (corpus.build / "tables").iterdir()}
    add(corpus, texts(tmp_path / "t", ("a.txt", "c.txt")))
    build(corpus)
    after = {path.name: path.stat().st_mtime_ns for path in (corpus.build / "tables").iterdir()}
    assert len(before) == 1
    assert len(after) == 2
    assert before.items() <= after.items()


def test_each_document_can_be_downloaded_alone(corpus: CorpusFolder, pages: FlaskClient) -> None:
    part = read_parts(corpus.build, corpus.settings.base).documents[KEY]
    lines = pages.get(f"/download/documents/{KEY}.nq")
    assert lines.data == b"".join(part_lines(corpus.build, part))
    assert lines.headers["Content-Disposition"].endswith(f'"{KEY}.nq"')
    again = pages.get(
        f"/download/documents/{KEY}.nq", headers={"If-None-Match": lines.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    quads = {without_blank_nodes(q) for q in parse(lines.data, format=RdfFormat.N_QUADS)}
    trig = pages.get(f"/download/documents/{KEY}.trig")
    assert {without_blank_nodes(q) for q in parse(trig.data, format=RdfFormat.TRIG)} == quads
    triples = {quad[:3] for quad in quads}
    for name, rdf_format in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
        found = pages.get(f"/download/documents/{KEY}.{name}")
        assert {without_blank_nodes(q)[:3] for q in parse(found.data, format=rdf_format)} == triples
    assert pages.get(f"/download/documents/{KEY}.csv").status_code == 404
    build(corpus)
    table = pages.get(f"/download/documents/{KEY}.csv?lang=zh").get_data(as_text=True)
    assert "海拉尔区" in table


@pytest.mark.parametrize("name", [f"{KEY}.zip", "nothing.nq", "..%2Fparts.json", "x"])
def test_another_document_or_format_is_not_found(pages: FlaskClient, name: str) -> None:
    assert pages.get(f"/download/documents/{name}").status_code == 404


def test_a_corpus_shows_its_own_texts_title_and_numbers(
    corpus: CorpusFolder, full_pages: FlaskClient
) -> None:
    page = full_pages.get(f"/source/{KEY}?lang=zh").get_data(as_text=True)
    words = re.sub(r"<[^>]+>", "", page)
    assert "全区地区生产总值完成109.5亿元" in words
    assert f'href="/download/documents/{KEY}.nq"' in page
    first = full_pages.get("/?lang=zh").get_data(as_text=True)
    assert "<h1>试验</h1>" in first
    part = read_parts(corpus.build, corpus.settings.base).documents[KEY]
    assert f"{part.facts['numerals']}个数词" in first
    assert 'href="/queries/numeral-audit"' in first
    assert "大东" not in first + page


def test_of_several_texts_the_first_page_leads_to_the_audit_of_the_latest(
    full_pages: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [LatestDocument(f"urn:document:{year}", "", f"{year}") for year in (2025, 2024)]
    monkeypatch.setattr(home, "latest_documents", lambda *_: documents)
    page = full_pages.get("/?lang=en").get_data(as_text=True)
    assert 'href="/queries/numeral-audit?document=urn%3Adocument%3A2025"' in page


def test_a_text_that_is_not_at_hand_is_not_shown(
    corpus: CorpusFolder, full_pages: FlaskClient
) -> None:
    part = read_parts(corpus.build, corpus.settings.base).documents[KEY]
    corpus.text(part.facts["sha256"]).unlink()
    page = full_pages.get(f"/source/{KEY}?lang=en").get_data(as_text=True)
    assert "folder does not contain this text" in page


@pytest.fixture
def full_pages(corpus: CorpusFolder) -> FlaskClient:
    """Pages over what the corpus is built into."""
    parts = read_parts(corpus.build, corpus.settings.base)
    lines = [line for part in parts.all() for line in part_lines(corpus.build, part)]
    store = MemoryBackend(b"".join((*lines, *default_lines(lines))).decode())
    config = ServerConfig(corpus.build, None, corpus.path)
    return pages_application(config, corpus_dataset(corpus.path), store).test_client()


def test_a_claim_s_page_says_who_supplied_its_fields(
    corpus: CorpusFolder, full_pages: FlaskClient
) -> None:
    figure = read_content(corpus.document("150702-2019")).figures[0]
    page = full_pages.get(
        f"/id/claim/150702-2019/{figure.key}.html", headers={"Accept-Language": "en"}
    ).get_data(as_text=True)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    assert len(rows) >= 5
    assert all("extraction rules" in row for row in rows), rows
