"""Rows counted from bytes are the rows that there are, however the bytes are cut."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, Store

from districtgraph.server.store.embedded.engine.row_counting import RowCounter

values = st.text(st.sampled_from('ab"\\,{}[]<>\n\r\t区:result'), max_size=8)


def serialised(rows: list[list[str]], engine_format: str) -> bytes:
    names = [f"?v{number}" for number in range(len(rows[0]) if rows else 1)]
    lines = " ".join("({})".format(" ".join(str(Literal(v)) for v in row)) for row in rows)
    query = f"SELECT {' '.join(names)} {{ VALUES ({' '.join(names)}) {{ {lines} }} }}"
    solutions = Store().query(query)
    assert isinstance(solutions, QuerySolutions)
    output = io.BytesIO()
    solutions.serialize(output, format=getattr(QueryResultsFormat, engine_format))
    return output.getvalue()


@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(values, min_size=width, max_size=width), max_size=6)
    ),
    st.integers(1, 40),
    st.sampled_from(["JSON", "XML", "CSV", "TSV"]),
)
def test_solutions_are_counted(rows: list[list[str]], size: int, engine_format: str) -> None:
    body = serialised(rows, engine_format)
    counter = RowCounter(engine_format)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == len(rows)


def test_triples_are_counted_by_their_lines() -> None:
    counter = RowCounter("N_TRIPLES")
    counter.feed(b'<a:a> <a:a> "a\\nb" .\n<a:a> ')
    counter.feed(b"<a:a> <a:b> .\n")
    assert counter.rows == 2


@pytest.mark.parametrize("engine_format", ["TURTLE", "RDF_XML", "JSON_LD", "TRIG"])
def test_rows_are_not_counted_if_the_bytes_do_not_show_them(engine_format: str) -> None:
    counter = RowCounter(engine_format)
    counter.feed(b"<a:a> <a:a> <a:a> , <a:b> .")
    assert counter.rows is None


@given(
    st.lists(st.sampled_from(['"', "\\", '\\"', "a", "[{", ",{", "}"]), max_size=12),
    st.integers(1, 9),
)
def test_strings_are_passed_over_wherever_the_bytes_are_cut(parts: list[str], size: int) -> None:
    text = "".join(parts)
    body = ('{"results":{"bindings":[{"a":{"value":' + json.dumps(text) + "}}]}}").encode()
    counter = RowCounter("JSON")
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows == 1
