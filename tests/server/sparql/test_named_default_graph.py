"""Operations for an engine that has our default graph as a named one, and hidden graphs."""

import pytest

from districtgraph.server.core.errors import BadRequestError, NotOfferedError
from districtgraph.server.sparql.hidden_graphs import check_nesting, graph_terms, without_hidden
from districtgraph.server.sparql.named_default_graph import (
    GraphNames,
    updated_with_named_default,
)
from districtgraph.server.sparql.query_dataset import FromClauses, without_from

GRAPHS = GraphNames(
    "urn:d", "urn:m", "urn:is", ("urn:d", "urn:m"), lambda: ["urn:d", "urn:g"], True, False
)
HIDDEN = "NOT IN (<urn:d>, <urn:m>)"


def written(update: str, graphs: GraphNames = GRAPHS) -> str:
    return " ".join(updated_with_named_default(update, graphs).split())


@pytest.mark.parametrize(("update", "expected"), [
    ("INSERT DATA { <a:s> <a:p> 1 }", "INSERT DATA { GRAPH <urn:d> { <a:s> <a:p> 1 } }"),
    (
        "INSERT DATA { <a:s> <a:p> '}' . GRAPH <a:g> { <a:s> <a:p> 2 } . <a:s> <a:p> 3 . }",
        "INSERT DATA { GRAPH <urn:d> { <a:s> <a:p> '}' . } GRAPH <a:g> { <a:s> <a:p> 2 } "
        "GRAPH <urn:d> { <a:s> <a:p> 3 . } }",
    ),
    ("INSERT DATA { GRAPH <a:g> {} }", "INSERT DATA { }"),
    ("INSERT DATA { _:b <a:p> 1 }", "INSERT { GRAPH <urn:d> { _:b <a:p> 1 } } WHERE {}"),
    ("DELETE DATA { <a:s> <a:p> 1 }", "DELETE DATA { GRAPH <urn:d> { <a:s> <a:p> 1 } }"),
    (
        "DELETE WHERE { ?s ?p 1 }",
        "WITH <urn:d> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
    ),
    (
        "DELETE { ?s ?p 1 } INSERT { GRAPH ?g { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p 1 } }",
        "WITH <urn:d> DELETE { ?s ?p 1 } INSERT { GRAPH ?g { ?s ?p 2 } } "
        f"WHERE {{ {{ GRAPH ?g {{ ?s ?p 1 }} FILTER(?g {HIDDEN}) }} }}",
    ),
    (
        "WITH <a:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
        "WITH <a:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
    ),
    (
        "INSERT { ?s ?p 1 } USING <a:g> WHERE { ?s ?p 2 }",
        "INSERT { GRAPH <urn:d> { ?s ?p 1 } } USING <a:g> "
        "USING NAMED <urn:districtgraph:none> WHERE { ?s ?p 2 }",
    ),
    (
        "WITH <a:t> INSERT { ?s ?p 1 } USING NAMED <a:g> WHERE { GRAPH ?g { ?s ?p 2 } }",
        "INSERT { GRAPH <a:t> { ?s ?p 1 } } USING <urn:districtgraph:none> "
        "USING NAMED <a:g> WHERE { GRAPH ?g { ?s ?p 2 } }",
    ),
    ("CLEAR DEFAULT", "CLEAR GRAPH <urn:d>"),
    ("DROP SILENT DEFAULT", "CLEAR SILENT GRAPH <urn:d>"),
    (
        "DROP GRAPH <a:g>",
        "CLEAR GRAPH <a:g> ; DELETE DATA { GRAPH <urn:m> { <a:g> <urn:is> <a:g> } }",
    ),
    ("CLEAR ALL", "CLEAR GRAPH <urn:d> ; CLEAR GRAPH <urn:g> ; CLEAR GRAPH <urn:m>"),
    ("DROP NAMED", "CLEAR GRAPH <urn:g> ; CLEAR GRAPH <urn:m>"),
    (
        "CREATE GRAPH <a:g>",
        "CREATE GRAPH <a:g> ; INSERT DATA { GRAPH <urn:m> { <a:g> <urn:is> <a:g> } }",
    ),
    ("COPY DEFAULT TO <a:g>", "COPY GRAPH <urn:d> TO GRAPH <a:g>"),
    ("ADD SILENT GRAPH <a:g> TO DEFAULT", "ADD SILENT GRAPH <a:g> TO GRAPH <urn:d>"),
    (
        "PREFIX a: <a:> INSERT DATA { a:s a:p 1 } ; PREFIX b: <b:> CLEAR DEFAULT",
        "PREFIX a: <a:> INSERT DATA { GRAPH <urn:d> { a:s a:p 1 } } ; PREFIX b: <b:> "
        "CLEAR GRAPH <urn:d>",
    ),
])  # fmt: skip
def test_an_update_names_the_default_graph(update: str, expected: str) -> None:
    assert written(update) == expected


def test_all_has_to_be_the_only_operation() -> None:
    with pytest.raises(NotOfferedError):
        written("INSERT DATA { <a:s> <a:p> 1 } ; DROP ALL")


def test_before_an_engine_with_a_default_graph_only_patterns_change() -> None:
    own = GraphNames(None, "urn:m", None, ("urn:m",), list)
    same = "WITH <a:g> INSERT { ?s ?p 1 } WHERE { GRAPH <a:h> { ?s ?p 2 } } ; CLEAR DEFAULT"
    assert written(same, own) == same
    changed = written("INSERT { ?s ?p 1 } WHERE { GRAPH ?g { ?s ?p 2 } }", own)
    assert changed == (
        "INSERT { ?s ?p 1 } WHERE { { GRAPH ?g { ?s ?p 2 } "
        "FILTER(COALESCE(?g NOT IN (<urn:m>), true)) } }"
    )


def test_a_variable_of_graph_finds_no_hidden_one() -> None:
    text = (
        "SELECT * { GRAPH ?g { ?s ?p '}' . { ?a ?b ?c } } graph $h { } GRAPH <a:g> { ?x ?y ?z } }"
    )
    assert without_hidden(text, ("urn:m",)) == (
        "SELECT * { { GRAPH ?g { ?s ?p '}' . { ?a ?b ?c } } "
        "FILTER(COALESCE(?g NOT IN (<urn:m>), true)) } "
        "{ graph $h { } FILTER(COALESCE($h NOT IN (<urn:m>), true)) } GRAPH <a:g> { ?x ?y ?z } }"
    )
    assert without_hidden("SELECT ?graph { ?s ?p ?graph }", ("urn:m",)).endswith("?graph }")


def test_a_graph_that_is_named_becomes_a_variable_with_a_filter() -> None:
    found = without_hidden("ASK { GRAPH <a:g> { ?s ?p ?o } }", (), constants=True)
    assert " ".join(found.split()) == (
        "ASK { { GRAPH ?districtgraph_graph_0 { ?s ?p ?o } "
        "FILTER(?districtgraph_graph_0 = <a:g>) } }"
    )


def test_an_empty_group_of_graph_asks_for_a_triple() -> None:
    found = without_hidden("ASK { FILTER EXISTS { GRAPH <a:g> {} } GRAPH ?g { } }", (), empty=True)
    assert "EXISTS { GRAPH <a:g> { ?districtgraph_graph_s " in found
    assert "GRAPH ?g { { SELECT DISTINCT" in found


def test_the_terms_after_graph_are_found() -> None:
    text = "PREFIX a: <a:> SELECT DISTINCT * { GRAPH a:g { } GRAPH ?g { } GRAPH <a:h> {} }"
    assert graph_terms(text, None) == (True, ("a:g", "a:h"), True)
    assert graph_terms("SELECT ?graph { ?graph ?p 'GRAPH ?g' }", None) == (False, (), False)


def test_from_is_taken_out_of_a_query() -> None:
    text = "PREFIX a: <a:> SELECT * FROM a:g FROM NAMED <h> WHERE { ?s ?p 'FROM' }"
    assert without_from(text, "http://b/") == (
        "PREFIX a: <a:> SELECT *   WHERE { ?s ?p 'FROM' }",
        FromClauses(("a:g",), ("http://b/h",)),
    )


def test_deep_nesting_is_refused() -> None:
    check_nesting("SELECT * { FILTER(" + "(" * 400 + "1" + ")" * 400 + ") }")
    with pytest.raises(BadRequestError):
        check_nesting("SELECT * { FILTER(" + "(" * 600 + "1" + ")" * 600 + ") }")
