"""The tables, read over a socket by clients that others wrote, against what SPARQL answers."""

import csv
import io
import json
import urllib.request
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas
import pyarrow.parquet
import pytest
import uritemplate
from csvw import CSVW
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

pytestmark = pytest.mark.usefixtures("processes")

QUERY = """
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?claim ?indicator ?value ?lower ?unit ?written ?year ?place ?initiative ?quotes ?starts {
  { SELECT ?claim (GROUP_CONCAT(?quote; separator="|") AS ?quotes)
           (GROUP_CONCAT(STR(?start); separator="|") AS ?starts) {
      { SELECT ?claim ?quote ?start {
          ?claim a dg:Figure ; dg:evidence ?piece .
          ?piece oa:hasSelector/oa:exact ?quote ; oa:hasSelector/oa:start ?start
        } ORDER BY ?claim ?start }
  } GROUP BY ?claim }
  ?claim dg:place/rdfs:label ?place FILTER (lang(?place) = "LANG")
  ?claim dg:asWritten ?written
  OPTIONAL { ?claim dg:indicator/skos:prefLabel ?indicator FILTER (lang(?indicator) = "LANG") }
  OPTIONAL { ?claim dg:unit/rdfs:label ?unit FILTER (lang(?unit) = "LANG") }
  OPTIONAL { ?claim dg:initiative/rdfs:label ?initiative FILTER (lang(?initiative) = "LANG") }
  OPTIONAL { ?claim dg:value ?value }
  OPTIONAL { ?claim dg:lowerBound ?lower }
  OPTIONAL { ?claim dg:period/dg:year ?year }
} ORDER BY ?claim
"""
NAMES = ("claim", "indicator", "value", "lower_bound", "unit", "as_written", "year", "place",
         "initiative", "quotes", "starts")  # fmt: skip
TITLES = {
    "zh": ("论断（IRI）", "指标", "数值", "下限", "单位", "原文表述", "年份", "地区", "举措",
           "引文", "起始位置"),
    "en": ("Claim (IRI)", "Indicator", "Value", "Lower bound", "Unit", "As written", "Year",
           "Place", "Programme or initiative", "Quotes", "Starts"),
}  # fmt: skip
XSD = "http://www.w3.org/2001/XMLSchema#"
FILES = {"zh": "observations-zh.csv", "en": "observations.csv"}


def answer(address: str, language: str) -> list[list[str]]:
    """Return the rows of SPARQL's own CSV."""
    query = urlencode({"query": QUERY.replace("LANG", language)})
    request = urllib.request.Request(f"{address}/sparql?{query}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request) as response:
        text = response.read().decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert len(rows) == 34
    return rows


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pandas_reads_what_sparql_answers(address: str, language: str) -> None:
    frame = pandas.read_csv(
        f"{address}/download/{FILES[language]}", dtype=str, keep_default_na=False
    )
    found = frame[list(TITLES[language])].to_numpy().tolist()
    assert found == answer(address, language)


def written(cell: object) -> str:
    if isinstance(cell, list):
        return "|".join(map(written, cell))
    # csvw gives addresses as rfc3986's references.
    return "" if cell is None else cell.unsplit() if hasattr(cell, "unsplit") else str(cell)


def check_by_csvw(where: str, answer: list[list[str]]) -> None:
    group = CSVW(where, validate=True)
    assert group.is_valid, group.warnings
    (table,) = group.tables
    rows = list(table)
    assert [[written(row[name]) for name in NAMES] for row in rows] == answer
    assert {type(row["value"]) for row in rows} == {Decimal, type(None)}
    assert {type(start) for row in rows for start in row["starts"]} == {int}


def test_csvw_finds_the_metadata_by_the_link_and_reads_by_it(address: str) -> None:
    check_by_csvw(f"{address}/download/observations.csv", answer(address, "en"))


def test_csvw_finds_the_metadata_beside_the_file_and_reads_by_it(
    address: str, tmp_path: Path
) -> None:
    """Chinese titles, from files that were downloaded: over HTTP csvw does not know the mark."""
    for name in (FILES["zh"], f"{FILES['zh']}-metadata.json"):
        urllib.request.urlretrieve(f"{address}/download/{name}", tmp_path / name)
    check_by_csvw(str(tmp_path / FILES["zh"]), answer(address, "zh"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_conversion_by_the_metadata_gives_triples_of_the_dataset(
    address: str, language: str
) -> None:
    """By the steps of https://www.w3.org/TR/csv2rdf/ in minimal mode, as the metadata says."""

    def fetched(name: str) -> str:
        with urllib.request.urlopen(f"{address}/download/{name}") as response:
            body: bytes = response.read()
            return body.decode("utf-8-sig")

    schema = json.loads(fetched(f"{FILES[language]}-metadata.json"))["tableSchema"]
    names = [column["name"] for column in schema["columns"]]
    lines = list(csv.reader(io.StringIO(fetched(FILES[language]), newline="")))[1:]
    triples = {str(triple) for triple in parse(fetched("dataset.ttl"), format=RdfFormat.TURTLE)}
    converted = set()
    for line in lines:
        cells: dict[str, Any] = dict(zip(names, line, strict=True))
        for column in schema["columns"]:
            if cells[column["name"]] and not column.get("suppressOutput"):
                about = uritemplate.expand(column.get("aboutUrl", schema["aboutUrl"]), cells)
                converted.add(f"<{about}> <{column['propertyUrl']}> {_object(column, cells)}")
    assert len(converted) > 500
    assert converted <= triples


def _object(column: dict[str, str], cells: dict[str, Any]) -> str:
    if "valueUrl" in column:
        return f"<{uritemplate.expand(column['valueUrl'], cells)}>"
    text = cells[column["name"]]
    if "lang" in column:
        return str(Literal(text, language=column["lang"]))
    return str(Literal(text, datatype=NamedNode(XSD + column["datatype"])))


def test_parquet_has_types_and_both_languages(address: str) -> None:
    frame = pandas.read_parquet(f"{address}/download/observations.parquet")
    for language in ("zh", "en"):
        names = [f"{name}_{language}" if f"{name}_{language}" in frame else name for name in NAMES]
        found = [
            [_text(name, cell) for name, cell in zip(names, row, strict=True)]
            for row in frame[names].to_numpy(dtype=object)
        ]
        assert found == answer(address, language)


def _text(name: str, cell: object) -> str:
    if hasattr(cell, "tolist"):
        return written(cell.tolist())
    if cell is None or cell != cell:  # a float that is no number represents a missing integer
        return ""
    if name == "year":
        return str(int(str(cell).removesuffix(".0")))
    return format(cell.normalize(), "f") if isinstance(cell, Decimal) else str(cell)


def test_parquet_says_what_its_columns_are(address: str) -> None:
    with urllib.request.urlopen(f"{address}/download/observations.parquet") as response:
        assert response.headers["Content-Type"] == "application/vnd.apache.parquet"
        file = pyarrow.parquet.ParquetFile(io.BytesIO(response.read()))
    schema = file.schema_arrow
    assert str(schema.field("value").type) == "decimal128(38, 10)"
    assert str(schema.field("year").type) == "int64"
    assert str(schema.field("starts").type.value_type) == "int64"
    assert json.loads(schema.field("value").metadata[b"column"])["titles"]["zh"] == "数值"
    about = json.loads(file.metadata.metadata[b"dataset"])
    assert about["source"] == "https://w3id.org/districtgraph/dataset"
    assert len(about["version"]) == 64


@pytest.mark.parametrize("name", FILES.values())
def test_a_csv_file_links_to_its_metadata(address: str, name: str) -> None:
    with urllib.request.urlopen(f"{address}/download/{name}") as response:
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
        link = f'<{name}-metadata.json>; rel="describedby"; type="application/csvm+json"'
        collection = '</dataset.html>; rel="collection"; type="text/html"'
        assert response.headers.get_all("Link") == [link, collection]
    with urllib.request.urlopen(f"{address}/download/{name}-metadata.json") as response:
        assert response.headers["Content-Type"] == "application/csvm+json"
        assert response.headers.get_all("Link") == [collection]
