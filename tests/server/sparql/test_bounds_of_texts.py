"""Limits on operations whose short texts would cost this server much memory or time."""

import pytest

from districtgraph.server.core.errors import PayloadTooLargeError
from districtgraph.server.http.preconditions import Preconditions
from districtgraph.server.sparql import query_dataset
from districtgraph.server.sparql.call_rewriting import MOST_CALLS
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import is_volatile
from districtgraph.server.sparql.query_dataset import (
    MOST_GRAPHS,
    from_clauses,
    with_merged_using,
    with_using,
)
from districtgraph.server.sparql.sparql_prologue import LONGEST_IRI, MOST_DECLARATIONS

BASE = "http://host/sparql"
LONG = f"<http://x/{'a' * LONGEST_IRI}>"


def test_graphs_of_a_query_are_counted() -> None:
    graphs = "FROM <a:b> " * MOST_GRAPHS
    assert len(from_clauses(f"ASK {graphs} {{}}", BASE).default) == MOST_GRAPHS
    with pytest.raises(PayloadTooLargeError, match="1,000 graphs"):
        from_clauses(f"ASK {graphs} FROM <a:c> {{}}", BASE)


def test_graphs_of_an_update_are_counted() -> None:
    graphs = "USING <a:b> " * MOST_GRAPHS
    with pytest.raises(PayloadTooLargeError, match="1,000 graphs"):
        with_merged_using(f"INSERT {{}} {graphs} USING <a:c> WHERE {{}}", BASE)


@pytest.mark.parametrize("declaration", ["PREFIX a: <b:c> ", "BASE <a:c> "])
def test_declarations_are_counted(declaration: str) -> None:
    query = "ASK FROM <a:b> FROM <a:c> {}"
    assert from_clauses(declaration * MOST_DECLARATIONS + query, BASE).default
    with pytest.raises(PayloadTooLargeError, match="10,000 BASE and PREFIX"):
        from_clauses(declaration * (MOST_DECLARATIONS + 1) + query, BASE)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK FROM {LONG} FROM <a:c> {{}}",
        f"PREFIX a: {LONG} ASK FROM <a:b> FROM <a:c> {{}}",
        f"PREFIX a: <a:b> ASK FROM a:{'a' * LONGEST_IRI} FROM <a:c> {{}}",
        f"PREFIX a: <http://x/{'a' * 5000}> ASK FROM a:{'a' * 5000} FROM <a:c> {{}}",
        f"BASE <http://x/{'a' * 5000}/> ASK FROM <{'a' * 5000}> FROM <a:c> {{}}",
    ],
)
def test_an_iri_that_is_resolved_here_is_not_long(query: str) -> None:
    with pytest.raises(PayloadTooLargeError, match="IRIs of 8,192 characters"):
        from_clauses(query, BASE)


def test_calls_of_other_servers_are_counted() -> None:
    federation = Federation(["a"], "http://127.0.0.1:1")
    calls = "SERVICE <http://a/> {} " * MOST_CALLS
    assert federation.query(f"ASK {{ {calls} }}", None).count("/federation/") == MOST_CALLS
    with pytest.raises(PayloadTooLargeError, match="100 SERVICE and LOAD"):
        federation.query(f"ASK {{ {calls} SERVICE <http://a/> {{}} }}", None)


def test_an_update_with_its_dataset_in_each_pattern_is_not_much_longer_than_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(query_dataset, "LONGEST_REWRITTEN", 10_000)
    update = "DELETE WHERE {} ; " * 100
    assert with_using(update, ["a:b"], [])
    with pytest.raises(PayloadTooLargeError, match="longer than 10,000 characters"):
        with_using(update, ["a:b" * 100], [])


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("DELETE WHERE { ?s ?p ?o", "DELETE { ?s ?p ?o USING <a:b> WHERE { ?s ?p ?o"),
        ("DELETE WHERE ?x", "DELETE  USING <a:b> WHERE ?x"),
        ("DELETE WHERE", "DELETE  USING <a:b> WHERE"),
    ],
)
def test_an_update_that_breaks_off_stays_broken(update: str, expected: str) -> None:
    assert with_using(update, ["a:b"], []) == expected


@pytest.mark.parametrize(
    "text", ["NOW()", "now (", "1NOW\n(", "NOW #x\n (", "NOW#\r(", "SERVICE", "\\"]
)
def test_a_query_with_a_changing_function_is_volatile(text: str) -> None:
    assert is_volatile(f"SELECT * {{ BIND({text}) }}")


@pytest.mark.parametrize("text", ["?now", "e:RAND ?x", "'BNODE'", "_:uuid"])
def test_a_word_that_only_looks_like_such_a_function_is_not_volatile(text: str) -> None:
    assert not is_volatile(f"SELECT * {{ {text} }}")


def test_many_comments_behind_a_word_are_no_work() -> None:
    assert is_volatile("NOW" + "#" * 100_000)


def names(header: str, tag: str) -> bool:
    conditions = Preconditions.of(None, header)
    return conditions.wants_none or conditions.not_modified(tag)


@pytest.mark.parametrize("header", ['"a"', 'W/"a"', '"b", W/"a"', "*", ' "a" ,'])
def test_a_tag_is_found_in_a_header(header: str) -> None:
    assert names(header, "a")
    assert not names(header, "b") or header in ("*", '"b", W/"a"')
