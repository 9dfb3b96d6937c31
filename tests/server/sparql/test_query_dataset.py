"""The dataset that an operation names in its text, and the one that is written into an update."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from districtgraph.server.core.errors import BadRequestError, NotOfferedError
from districtgraph.server.sparql.query_dataset import (
    FromClauses,
    from_clauses,
    with_merged_using,
    with_using,
)
from districtgraph.server.sparql.staging_graphs import MERGED

BASE = "http://host/sparql"
A, B, C = "http://a/", "http://b/", "http://c/"


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * {}", (), ()),
        (f"SELECT * FROM <{A}> FROM <{B}> {{}}", (A, B), ()),
        (f"SELECT * from<{A}>From\n<{B}>WHERE {{}}", (A, B), ()),
        (f"ASK FROM <{A}> FROM NAMED <{B}> FROM named <{C}> {{}}", (A,), (B, C)),
        (f"ASK FROM # x\n<{A}> FROM NAMED # y\n<{B}> {{}}", (A,), (B,)),
        (f"SELECT ?from FROM <{A}> # FROM <{C}>\n FROM <{B}> {{}}", (A, B), ()),
        (f"SELECT ('FROM <{C}>' AS ?x) FROM <{A}> FROM <{B}> {{}}", (A, B), ()),
        (f"SELECT * FROM <{A}> FROM <{B}> {{ ?s ?p 'FROM <{C}>' }}", (A, B), ()),
        (f"DESCRIBE <http://from/> FROM <{A}> FROM <{B}> WHERE {{}}", (A, B), ()),
        (f"PREFIX a: <{A}> SELECT * FROM a:x FROM a: {{}}", (f"{A}x", A), ()),
        (f"PREFIX : <{A}> PREFIX from: <{B}> ASK FROM :区 FROM from: {{}}", (f"{A}区", B), ()),
        (f"PREFIX a.b: <{A}> SELECT * FROM a.b:c.d FROM <{B}> {{}}", (f"{A}c.d", B), ()),
        (f"BASE <{A}x/y> SELECT * FROM <z> FROM <../w> {{}}", (f"{A}x/z", f"{A}w"), ()),
        (f"BASE <{A}> BASE <x/> PREFIX p: <y/> ASK FROM p:z FROM <{B}> {{}}", (f"{A}x/y/z", B), ()),
        (f"SELECT * FROM <g> FROM <{A}> {{}}", ("http://host/g", A), ()),
        ("ASK FROM <http://a/\\u533A> FROM <http://b/\\U0000533A> {}", (f"{A}区", f"{B}区"), ()),
        (f"SELECT * FR\\u004FM <{A}> FROM <{B}> {{}}", (A, B), ()),
        (f"SELECT * FROM <{A}%E5%8C%BA> FROM <{A}区> {{}}", (f"{A}%E5%8C%BA", f"{A}区"), ()),
        (f"SELECT * FROM <urn:x:a> FROM <{A}x/../y> {{}}", ("urn:x:a", f"{A}x/../y"), ()),
    ],
)  # fmt: skip
def test_the_graphs_of_from(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert from_clauses(query, BASE) == FromClauses(default, named)


@pytest.mark.parametrize("iri", ["http://host/ns#", "http://host/ns?", "http://host/ns;", "urn:x#"])
def test_an_absolute_iri_is_unchanged(iri: str) -> None:
    query = f"SELECT * FROM <{iri}> FROM <{A}> {{}}"
    assert from_clauses(query, BASE).default == (iri, A)
    prefixed = f"PREFIX p: <{iri}> SELECT * FROM p:x FROM <{A}> {{}}"
    assert from_clauses(prefixed, BASE).default == (f"{iri}x", A)


@pytest.mark.parametrize(
    "query",
    [
        f"CONSTRUCT {{ ?s ?p ?o }} FROM <{A}> FROM <{B}> WHERE {{ ?s ?p ?o }}",
        f"SELECT (EXISTS {{ ?s ?p ?o }} AS ?x) FROM <{A}> FROM <{B}> WHERE {{}}",
    ],
)
def test_from_after_braces_is_seen(query: str) -> None:
    assert from_clauses(query, BASE).default == (A, B)


@pytest.mark.parametrize("name", ["undeclared:a", "p:a\\nb"])
def test_an_unresolvable_graph_is_not_guessed(name: str) -> None:
    with pytest.raises(NotOfferedError, match="write <absolute IRIs>"):
        from_clauses(f"PREFIX p: <{A}> SELECT * FROM {name} FROM <{B}> {{}}", BASE)


def test_an_escaped_name_of_a_graph_is_resolved() -> None:
    query = f"PREFIX p: <{A}> SELECT * FROM p:a\\-b\\, FROM <{B}> {{}}"
    assert from_clauses(query, BASE).default == (f"{A}a-b,", B)


USING = f" USING <{A}> USING NAMED <{B}> "


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT DATA { <s:> <p:> 'WHERE' }", "INSERT DATA { <s:> <p:> 'WHERE' }"),
        ("CLEAR ALL; COPY <a:> TO <b:>", "CLEAR ALL; COPY <a:> TO <b:>"),
        ("INSERT{?s ?p ?o}WHERE{?s ?p ?o}", f"INSERT{{?s ?p ?o}}{USING}WHERE{{?s ?p ?o}}"),
        (
            "DELETE { ?s ?p ?o } INSERT {} where { ?s ?p ?o }",
            f"DELETE {{ ?s ?p ?o }} INSERT {{}} {USING}where {{ ?s ?p ?o }}",
        ),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE {{ ?s ?p ?o }}{USING}WHERE {{ ?s ?p ?o }}"),
        (
            "DELETE # WHERE {\n WHERE{?s ?p '}' # }\n }",
            f"DELETE # WHERE {{\n {{?s ?p '}}' # }}\n }}{USING}WHERE{{?s ?p '}}' # }}\n }}",
        ),
        (
            "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }; CLEAR ALL",
            f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }}{USING}WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }};"
            " CLEAR ALL",
        ),
        (
            "INSERT {} WHERE { SELECT * WHERE { FILTER EXISTS { ?s ?p ?o } } }",
            f"INSERT {{}} {USING}WHERE {{ SELECT * WHERE {{ FILTER EXISTS {{ ?s ?p ?o }} }} }}",
        ),
        (
            "PREFIX where: <a:> PREFIX using: <b:> INSERT {} WHERE { ?with using:x where:x }",
            "PREFIX where: <a:> PREFIX using: <b:> INSERT {}"
            f" {USING}WHERE {{ ?with using:x where:x }}",
        ),
        (
            "INSERT {} WHERE {} ; DELETE {} WHERE {}",
            f"INSERT {{}} {USING}WHERE {{}} ; DELETE {{}} {USING}WHERE {{}}",
        ),
    ],
)
def test_each_pattern_gets_its_dataset(update: str, expected: str) -> None:
    assert with_using(update, [A], [B]) == expected


@pytest.mark.parametrize(
    ("update", "word"),
    [
        ("WITH <g:> DELETE {} WHERE {}", "WITH"),
        ("INSERT {} using <g:> WHERE {}", "USING"),
        ("INSERT {} USING NAMED <g:> WHERE {}", "USING"),
        ("CLEAR ALL; W\\u0049TH <g:> DELETE {} WHERE {}", "WITH"),
    ],
)
def test_an_update_with_a_dataset_of_its_own_is_refused(update: str, word: str) -> None:
    with pytest.raises(BadRequestError, match=f"the update itself has {word}"):
        with_using(update, [A], [])


@pytest.mark.parametrize(
    "iri", ["", "g", "g h", "http://a/> WHERE {} #", "http://a/\\u003E", "<g:>"]
)
def test_a_malformed_iri_is_never_written_into_an_update(iri: str) -> None:
    for default, named in (([iri], []), ([], [iri])):
        with pytest.raises(BadRequestError, match="is not an absolute IRI of a graph"):
            with_using("INSERT {} WHERE {}", default, named)


spaces = st.sampled_from([" ", "\n", "\t", " # WHERE { '\n", "#}\n"])
terms = st.sampled_from(
    ["?where", "<urn:x:WHERE>", "'}'", '"""{"\n"""', "'WHERE {'@en", "p:using", "1"]
)
triples = st.tuples(st.just("?s"), st.just("?p"), terms).map(" ".join)
templates = st.tuples(triples, triples).map(
    lambda pair: f"{{ {pair[0]} . GRAPH ?g {{ {pair[1]} }} }}"
)
groups = st.recursive(
    templates,
    lambda inner: inner.map(lambda group: f"{{ ?s ?p ?o FILTER EXISTS {group} {group} }}"),
    max_leaves=3,
)
operations = st.one_of(
    st.tuples(st.just("DELETE"), spaces, st.just("WHERE"), spaces, templates),
    st.tuples(st.just("INSERT"), spaces, templates, spaces, st.just("WHERE"), groups),
    st.tuples(st.just("DELETE"), templates, spaces, st.just("INSERT {}"), st.just("wHERE"), groups),
    st.tuples(st.just("INSERT DATA { <urn:s> <urn:p> 'DELETE WHERE {' }")),
    st.tuples(st.just("CLEAR ALL")),
).map("".join)
updates = st.lists(operations, max_size=4).map(
    lambda parts: "PREFIX p: <urn:p> " + " ;\n".join(parts)
)


def parses(update: str) -> bool:
    try:
        Store().update(update)
    except SyntaxError:
        return False
    return True


@given(updates)
def test_an_update_that_is_sparql_stays_sparql(update: str) -> None:
    assert parses(update)
    assert parses(with_using(update, [A, "http://区/"], [B]))


def test_patterns_are_matched_in_the_dataset_and_templates_written_where_they_say() -> None:
    """The requirement of https://www.w3.org/TR/sparql11-protocol/#update-dataset, by the engine."""
    store = Store()
    for graph in (DefaultGraph(), NamedNode(A), NamedNode(B), NamedNode(C)):
        value = Literal(graph.value if isinstance(graph, NamedNode) else "default")
        store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), value, graph))
    before = {str(quad) for quad in store}
    update = (
        "INSERT { <urn:s> <urn:from> ?x } WHERE { ?s <urn:p> ?x };"
        "INSERT { <urn:s> <urn:named> ?x } WHERE { GRAPH ?g { ?s <urn:p> ?x } }"
    )
    store.update(with_using(update, [A], [B]))
    added = {f'<urn:s> <urn:from> "{A}"', f'<urn:s> <urn:named> "{B}"'}
    assert {str(quad) for quad in store} == before | added


@pytest.mark.parametrize(
    ("update", "expected", "merged"),
    [
        ("INSERT {} USING <a:> USING <a:> WHERE {}", "INSERT {} USING <a:>  WHERE {}", ()),
        (
            "INSERT {} USING NAMED <a:> USING <a:> USING NAMED <a:> WHERE {}",
            "INSERT {} USING NAMED <a:> USING <a:>  WHERE {}",
            (),
        ),
        # Two operations may each name it.
        (
            "INSERT {} USING <a:> WHERE {} ; INSERT {} USING <a:> USING <a:> WHERE {}",
            "INSERT {} USING <a:> WHERE {} ; INSERT {} USING <a:>  WHERE {}",
            (),
        ),
        (
            "INSERT {} USING <a:> USING <b:> USING <a:> USING NAMED <c:> USING NAMED <c:> WHERE {}",
            f"INSERT {{}} USING <{MERGED}>  USING NAMED <c:>  WHERE {{}}",
            ("a:", "b:"),
        ),
    ],
)
def test_a_graph_that_an_operation_names_twice_counts_once(
    update: str, expected: str, merged: tuple[str, ...]
) -> None:
    rewritten, graphs = with_merged_using(update, BASE)
    assert (re.sub(" {2,}", "  ", rewritten), graphs) == (expected, merged)
    assert parses(rewritten)


def test_a_graph_that_the_parameters_name_twice_is_written_once() -> None:
    update = with_using("INSERT {} WHERE {}", [A, A], [B, B])
    assert update == f"INSERT {{}} {USING}WHERE {{}}"


def test_an_escaped_quotation_mark_stays_within_its_string() -> None:
    update = 'INSERT { <a:> <b:> "\\u0022" } WHERE {}'
    assert '"\\u0022"' in with_using(update, [A], [])
