"""Generated reports: the same seed gives the same bytes, and the rules read their values right."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from benchmarks.corpus.correctness import compared, of_folder, of_store, read_key
from benchmarks.corpus.generate import ExpectedValue, Report, generated_reports, write_corpus
from districtgraph.graph.curation.figure_curation import rule_figure
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.series.place_series import place_series
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.graph.text.documents import Document, DocumentRecord

REPORTS = 4
SEED = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("generated")
    write_corpus(made, REPORTS, SEED)
    return made


def claims_of(report: Report) -> DocumentClaims:
    record = DocumentRecord(
        key=f"d{report.name}",
        file=f"{report.name}.txt",
        title_zh=report.title,
        title_en=report.title,
        language="zh-Hans",
        sha256="0" * 64,
        characters=len(report.text),
        subject=f"place/{report.place}",
    )
    document = Document(record, report.text)
    found = extract(report.text, load_lexicon(), load_index(), DocumentDate(report.published))
    claims = [rule_figure(document, item) for item in found.figures if item.indicator]
    return DocumentClaims(record.key, report.published, claims)


def store_of(reports: list[Report]) -> Store:
    sources: dict[str, list[DocumentClaims]] = {}
    for report in reports:
        sources.setdefault(f"place/{report.place}", []).append(claims_of(report))
    store = Store()
    for place, documents in sources.items():
        for t in place_series(place, documents):
            store.add(Quad(t.subject, t.predicate, t.object, DefaultGraph()))
    return store


def test_the_same_seed_gives_the_same_reports() -> None:
    first, again = (list(generated_reports(3, SEED)) for _ in range(2))
    assert first == again
    assert [item.text for item in generated_reports(3, SEED + 1)] != [item.text for item in first]


def test_a_report_has_the_length_of_the_genre_and_says_that_it_is_invented() -> None:
    for report in generated_reports(3, SEED):
        assert 11_500 <= len(report.text) <= 14_500
        assert "虚构" in report.text


def test_a_short_report_has_the_same_kinds_of_values_as_a_long_one() -> None:
    (long,), (short,) = (list(generated_reports(1, SEED, length)) for length in (13_000, 1_300))
    assert len(short.text) < 1_900
    values = [{(item.indicator, item.kind) for item in one.expected} for one in (long, short)]
    assert values[0] == values[1]


def test_ten_years_of_a_district_come_before_the_next() -> None:
    places = [item.place for item in generated_reports(11, SEED)]
    assert len(set(places[:10])) == 1
    assert places[10] != places[0]


def test_the_folder_has_a_row_for_each_text(folder: Path) -> None:
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == REPORTS
    assert all((folder / row["file"]).is_file() for row in rows)
    assert len(read_key(folder / "key.jsonl")) >= REPORTS * 20


def test_the_rules_read_the_values_of_generated_reports(folder: Path) -> None:
    store = store_of(list(generated_reports(REPORTS, SEED)))
    found = compared(read_key(folder / "key.jsonl"), of_store(store))
    assert (found.missing, found.wrong, found.unexpected_conflicts) == ((), (), 0)
    assert found.share == 100


def test_a_value_that_is_not_there_is_missing_and_another_is_wrong(tmp_path: Path) -> None:
    series = "https://w3id.org/districtgraph/id/series/110101/gross-domestic-product/2020/achieved"
    dg, qb = "https://w3id.org/districtgraph/ontology#", "http://purl.org/linked-data/sdmx/2009/"
    base = "https://w3id.org/districtgraph/id/"
    (tmp_path / "dataset.nq").write_text(
        f"<{series}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{dg}Point> .\n"
        f"<{series}> <{qb}dimension#refArea> <{base}place/110101> .\n"
        f"<{series}> <{dg}ofIndicator> <{base}indicator/gross-domestic-product> .\n"
        f"<{series}> <{dg}ofModality> <{base}modality/achieved> .\n"
        f"<{series}> <{qb}dimension#refPeriod> <{base}period/2020> .\n"
        f'<{base}period/2020> <{dg}year> "2020"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        f'<{series}> <{qb}measure#obsValue> "5.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n',
        encoding="utf-8",
    )

    def expected(year: int, value: str) -> ExpectedValue:
        return ExpectedValue("110101", "gross-domestic-product", year, "achieved", "level", value)

    key = [expected(2020, "5"), expected(2020, "6"), expected(2021, "5")]
    found = compared(key, of_folder(tmp_path))
    assert (found.right, found.missing, found.wrong) == (1, (key[2],), ((key[1], "5"),))
