"""Given terms are terms in a query's text, whatever they contain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from districtgraph.server.sparql.prebinding import prebound

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT, st.sampled_from(["en", "zh-Hans", None]))
def test_a_literal_comes_back_as_it_was_given(text: str, language: str | None) -> None:
    literal = Literal(text, language=language) if language else Literal(text)
    query = prebound("SELECT (?sought AS ?got) { BIND($text AS ?sought) }", {"text": literal})
    solutions = Store().query(query)
    assert isinstance(solutions, QuerySolutions)
    assert [solution["got"] for solution in solutions] == [literal]


def test_only_variables_are_replaced() -> None:
    query = 'SELECT ?iri { # $iri\n <http://example.org/$iri> ?p "$iri" . $iri ?p ?iri }'
    assert prebound(query, {"iri": NamedNode("http://example.org/x")}) == (
        'SELECT ?iri { # $iri\n <http://example.org/$iri> ?p "$iri" . '
        "<http://example.org/x> ?p ?iri }"
    )


def test_several_terms_make_the_rows_of_values() -> None:
    terms: list[NamedNode | Literal] = [NamedNode("http://example.org/a"), Literal("b")]
    assert prebound("VALUES ?x { $x }", {"x": terms}) == 'VALUES ?x { <http://example.org/a> "b" }'


def test_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError, match="iri"):
        prebound("SELECT * { $iri ?p ?o }", {})
