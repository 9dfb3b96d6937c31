"""The table of observations: all of it is in the graph, and unstated values are empty."""

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.errors import GraphError, SourceFileError
from districtgraph.graph.rdf.vocabulary import BASE, expand, term
from districtgraph.graph.tables.observation_table import ObservationTable, observation_table
from districtgraph.graph.tables.table_columns import CellKind, read_columns
from districtgraph.graph.tables.table_files import table_files
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file
from districtgraph.server.knowledge.citations import citations_of
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from tests.conftest import ROOT

CLAIM = f"{BASE}id/claim/dadong-district/"
FIGURES = """
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
SELECT ?claim { ?claim a dg:Figure }
"""


@pytest.fixture(scope="module")
def quads(built: BuildResult) -> list[Quad]:
    return list(parse(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


@pytest.fixture(scope="module")
def table(quads: list[Quad]) -> ObservationTable:
    return observation_table(quads)


def row(table: ObservationTable, key: str) -> Mapping[str, object]:
    return next(row for row in table.rows if row["claim"] == CLAIM + key)


def test_every_figure_has_one_row(table: ObservationTable, store: Store) -> None:
    found = store.query(FIGURES)
    assert isinstance(found, QuerySolutions)
    claims = [solution["claim"].value for solution in found]
    assert len(claims) == 34
    assert sorted(claims) == [row["claim"] for row in table.rows]


def test_every_cell_is_a_triple_of_the_default_graph(table: ObservationTable, store: Store) -> None:
    """By the columns' own description, which is also what the CSVW metadata says."""
    count = 0
    for cells in table.rows:
        for column in table.columns:
            if column.predicate is None or column.many or column.key not in cells:
                continue
            cell = cells[column.key]
            subject = NamedNode(str(cells[column.of]))
            triples = store.quads_for_pattern(subject, column.predicate, None)
            found = {
                (quad.object.value, getattr(quad.object, "language", None))
                for quad in triples
                if isinstance(quad.object, NamedNode | Literal)
            }
            assert (str(cell), column.language) in found, (column.key, cell)
            count += 1
    assert count > 34 * 20


def test_everything_in_the_graph_is_in_the_table(
    table: ObservationTable, quads: list[Quad]
) -> None:
    """Every property of a figure that says something of the world has its column."""
    columns = {column.predicate.value for column in table.columns if column.predicate}
    elsewhere = {
        expand(name).value
        for name in ("rdfs:label", "prov:wasGeneratedBy", "prov:wasAttributedTo",
                     "prov:qualifiedAttribution", "dg:concernsPlace", "dg:concernsInitiative",
                     "dg:concernsDimension")
    }  # fmt: skip
    figures = {cells["claim"] for cells in table.rows}
    properties = {q.predicate.value for q in quads if getattr(q.subject, "value", "") in figures}
    assert len(properties) >= 25
    assert properties <= columns | elsewhere


def test_quotes_are_those_that_every_interface_gives(
    table: ObservationTable, built: BuildResult
) -> None:
    text = (built.folder / "dataset.nq").read_text(encoding="utf-8")
    found = citations_of(StoreReader(MemoryBackend(text)), [str(r["claim"]) for r in table.rows])
    assert sum(len(citations) for citations in found.values()) == 46
    for cells in table.rows:
        citations = found[str(cells["claim"])]
        assert cells["quotes"] == tuple(citation.quote for citation in citations)
        assert cells["starts"] == tuple(citation.start for citation in citations)
        assert cells["ends"] == tuple(citation.end for citation in citations)
        assert cells["evidence_iri"] == tuple(citation.evidence for citation in citations)
        assert {cells["document_iri"]} == {citation.document for citation in citations}


def test_a_lower_bound_with_words_for_its_period(table: ObservationTable) -> None:
    cells = row(table, "assistance-funds")
    assert cells["value"] == cells["lower_bound"] == Decimal(10560000)
    assert cells["comparator_symbol"] == "≥"
    assert cells["as_written"] == "1056万余元"
    assert cells["period_as_written"] == "目前"
    assert "year" not in cells
    assert "upper_bound" not in cells


def test_a_target_without_a_number_has_a_goal_and_a_year(table: ObservationTable) -> None:
    cells = row(table, "connected-vehicle-commercial-zone-2024")
    assert cells["goal_zh"] == "东北地区第一个智能网联汽车商用区"
    assert cells["year"] == 2024
    assert not {"value", "lower_bound", "upper_bound", "unit_iri", "indicator_iri"} & set(cells)


def test_a_ranking_has_a_rank_and_no_value(table: ObservationTable) -> None:
    cells = row(table, "pm25-lowest-of-city")
    assert (cells["rank"], cells["ranked_within_zh"]) == (1, "沈阳市")
    assert "value" not in cells


def test_a_value_is_zero_only_where_the_text_says_zero(table: ObservationTable) -> None:
    zero = [cells["claim"] for cells in table.rows if cells.get("value") == 0]
    assert zero == [f"{CLAIM}zero-employment-households"]
    assert all(cell not in ("", None, ()) for cells in table.rows for cell in cells.values())


def records(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize(
    ("language", "mark", "kinds"), [("zh", b"\xef\xbb\xbf", "目标值"), ("en", b"", "target")]
)
def test_csv_is_as_rfc_4180_has_it_in_one_language(
    table: ObservationTable, language: str, mark: bytes, kinds: str
) -> None:
    data = table_files(table, "v")[CSV_FILES[language]]
    assert data.startswith(mark + table.columns[0].titles[language].encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 35
    header, *lines = records(data)
    assert header == [column.titles[language] for column in table.in_language(language)]
    assert len(set(header)) == len(header)
    assert {len(line) for line in lines} == {len(header)}
    assert [line[1] for line in lines].count(kinds) == 2


def test_the_metadata_names_each_column_of_its_file(table: ObservationTable) -> None:
    files = table_files(table, "v")
    for language, name in CSV_FILES.items():
        metadata = json.loads(files[metadata_file(name)])
        assert metadata["url"] == name
        columns = metadata["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == records(files[name])[0]
        names = {column["name"] for column in columns}
        assert len(names) == len(columns) == len(table.in_language(language))
        # A template that names no column would expand to nothing.
        templates = [c[key] for c in columns for key in ("aboutUrl", "valueUrl") if key in c]
        assert len(templates) > 40
        assert {template.strip("{+}") for template in templates} <= names


def changed(quads: list[Quad], key: str, property_: str, *values: str) -> list[Quad]:
    claim, name = NamedNode(CLAIM + key), term(property_)
    datatype = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    others = [q for q in quads if not (q.subject == claim and q.predicate == name)]
    return [*others, *(Quad(claim, name, Literal(value, datatype=datatype)) for value in values)]


@pytest.mark.parametrize("text", ["0.1", "-0.0000000001", "1234567890123456789012345678.5", "3"])
def test_decimals_stay_as_they_are(quads: list[Quad], text: str) -> None:
    table = observation_table(changed(quads, "jobs-kept", "value", text))
    assert row(table, "jobs-kept")["value"] == Decimal(text)
    header, *lines = records(table_files(table, "v")["observations.csv"])
    line = next(line for line in lines if line[0] == f"{CLAIM}jobs-kept")
    assert line[header.index("Value")] == text


@pytest.mark.parametrize("text", ["0.12345678901", "1" + "0" * 28])
def test_a_decimal_that_would_be_rounded_is_refused(quads: list[Quad], text: str) -> None:
    table = observation_table(changed(quads, "jobs-kept", "value", text))
    with pytest.raises(GraphError, match="more digits"):
        table_files(table, "v")


def test_two_values_in_one_cell_are_refused(quads: list[Quad]) -> None:
    with pytest.raises(GraphError, match="jobs-kept: the table has place for one value"):
        observation_table(changed(quads, "jobs-kept", "value", "1", "2"))


def test_a_quote_with_the_separator_is_refused(table: ObservationTable) -> None:
    broken = ObservationTable(BASE, table.columns, ({**table.rows[0], "quotes": ("甲|乙",)},))
    with pytest.raises(GraphError, match=r"'甲\|乙' has a \|"):
        table_files(broken, "v")


def test_a_dataset_without_figures_has_a_table_without_rows() -> None:
    table = observation_table([])
    assert table.rows == ()
    files = table_files(table, "v")
    assert files["observations.csv"].count(b"\r\n") == 1
    assert files[PARQUET_FILE].startswith(b"PAR1")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{name: a, property: 'dg:value', kind: number, zh: 甲, en: A}", "not a kind of cell"),
        ("{name: a, property: 'dg:value', kind: decimal, en: A}", "'zh' is missing"),
        ("{name: a, path: 'dg:value', kind: decimal, zh: 甲, en: A}", "unknown key 'path'"),
    ],
)
def test_a_malformed_layout_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "columns.yaml"
    path.write_text(
        f"claim: {{name: claim, zh: 论断, en: Claim}}\ncolumns:\n- {line}\n", encoding="utf-8"
    )
    with pytest.raises(SourceFileError, match=rf"columns\.yaml:3: .*{message}"):
        read_columns(path, BASE)


def test_every_column_is_documented_as_it_is(table: ObservationTable) -> None:
    text = (ROOT / "docs/reference/tables.md").read_text(encoding="utf-8")
    documented = re.findall(
        r"^\| `(\w+)` \| (.*?) \| (.*?) \| (\w+)(, several)? \|", text, re.MULTILINE
    )
    assert documented == [
        (
            column.name,
            column.titles["zh"],
            column.titles["en"],
            column.kind.upper() if column.kind is CellKind.IRI else column.kind,
            ", several" if column.many else "",
        )
        for column in table.in_language("zh")
    ]


def test_every_kind_of_cell_is_used(table: ObservationTable) -> None:
    assert {column.kind for column in table.columns} == set(CellKind)
