"""CSV follows RFC 4180 for any IRI, and equals the engine's where that is right."""

import csv
import io
from typing import IO, cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.embedded.engine.csv_results import CsvWriter
from districtgraph.server.store.embedded.engine.evaluation import Evaluator
from districtgraph.server.store.embedded.engine.row_counting import RowCounter

XSD = "http://www.w3.org/2001/XMLSchema#"
Term = NamedNode | Literal | None
texts = st.text(st.sampled_from('ab"\\,<>\n\r\t\0\b\f\v\x7f\x85区😀?@^_:'), max_size=8)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda value: Literal(value, language="en-gb"), texts),
    st.builds(lambda value: Literal(value, datatype=NamedNode("http://e/a,b")), texts),
    st.builds(Literal, st.integers() | st.booleans() | st.floats()),
    st.builds(lambda n: Literal(f"{n}.50", datatype=NamedNode(f"{XSD}decimal")), st.integers(0, 9)),
)
plain_iris = st.builds(
    lambda end: NamedNode(f"http://e/{end}"), st.text(st.sampled_from("ab?'();=&区"), max_size=6)
)
iris = st.builds(
    lambda end: NamedNode(f"http://e/{end}"), st.text(st.sampled_from("ab?'();=&区,,"), max_size=6)
)


def solutions(rows: list[list[Term]]) -> QuerySolutions:
    names = " ".join(f"?v{number}" for number in range(len(rows[0]) if rows else 1))
    lines = " ".join(f"({' '.join('UNDEF' if v is None else str(v) for v in row)})" for row in rows)
    found = Store().query(f"SELECT {names} {{ VALUES ({names}) {{ {lines} }} }}")
    assert isinstance(found, QuerySolutions)
    return found


def tables(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[list[list[Term]]]:
    return st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(terms, min_size=width, max_size=width), max_size=6)
    )


def converted(rows: list[list[Term]], size: int) -> bytes:
    tsv, output = io.BytesIO(), io.BytesIO()
    solutions(rows).serialize(tsv, format=QueryResultsFormat.TSV)
    writer = CsvWriter(output)
    for start in range(0, len(tsv.getvalue()), size):
        writer.write(tsv.getvalue()[start : start + size])
    return output.getvalue()


def answered(query: str) -> bytes:
    output = io.BytesIO()
    Evaluator(Store()).answer(QueryOperation(query), "CSV", output)
    return output.getvalue()


@given(tables(st.none() | plain_iris | literals), st.integers(1, 60))
def test_if_no_iri_has_a_comma_the_csv_equals_the_engine_s(
    rows: list[list[Term]], size: int
) -> None:
    # The engine writes an empty line for a row of one empty field.
    assume(not any(len(row) == 1 and (row[0] is None or not row[0].value) for row in rows))
    own = io.BytesIO()
    solutions(rows).serialize(own, format=QueryResultsFormat.CSV)
    assert converted(rows, size) == own.getvalue()


@given(tables(st.none() | iris | literals), st.integers(1, 60))
def test_any_value_is_read_back_as_it_was(rows: list[list[Term]], size: int) -> None:
    text = converted(rows, size).decode("utf-8")
    read = list(csv.reader(io.StringIO(text, newline="")))
    found = solutions(rows)
    values = [["" if term is None else term.value for term in row] for row in found]
    assert read == [[variable.value for variable in found.variables], *values]


@given(tables(st.none() | iris | literals), st.integers(1, 60))
def test_its_rows_are_counted(rows: list[list[Term]], size: int) -> None:
    counter = RowCounter("CSV")
    body = converted(rows, size)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == len(rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { BIND(<http://e/a,b> AS ?x) }", b'x\r\n"http://e/a,b"\r\n'),
        ("SELECT ?x ?y { BIND(<http://e/?a> AS ?x) }", b"x,y\r\nhttp://e/?a,\r\n"),
        ("SELECT * {}", b"\r\n\r\n"),
        # A row of one empty field would be an empty line, which readers skip.
        (
            'SELECT ?x { VALUES ?x { UNDEF 1 "" UNDEF "a\\n\\nb" ""@en } }',
            b'x\r\n""\r\n1\r\n""\r\n""\r\n"a\n\nb"\r\n""\r\n',
        ),
        ("SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) } }", b"x,y\r\n,\r\n"),
        ("SELECT ?x { VALUES ?x {} }", b"x\r\n"),
        ("ASK {}", b"true"),
        (
            'SELECT ?x { BIND(<<( <http://e/a,b> <http://e/p> "c\\"d" )>> AS ?x) }',
            b'x\r\n"<<( <http://e/a,b> <http://e/p> ""c\\""d"" )>>"\r\n',
        ),
        ('SELECT ?x { BIND("a,b"@en--ltr AS ?x) }', b'x\r\n"a,b"\r\n'),
    ],
)
def test_the_csv_results_of_the_workers_are_exact(query: str, expected: bytes) -> None:
    assert answered(query) == expected


def test_blank_nodes_keep_their_labels() -> None:
    output = io.BytesIO()
    CsvWriter(output).write(f"?x\t?y\n{BlankNode('b1')}\t<http://e/a,b>\n".encode())
    assert output.getvalue() == b'x,y\r\n_:b1,"http://e/a,b"\r\n'


def test_an_exception_of_the_output_ends_the_evaluation() -> None:
    class Full(io.BytesIO):
        def write(self, _piece: object) -> int:
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        Evaluator(Store()).answer(QueryOperation("SELECT * {}"), "CSV", cast(IO[bytes], Full()))
