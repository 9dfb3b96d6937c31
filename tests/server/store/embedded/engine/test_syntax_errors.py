"""The engine's error messages say where the error is, and repeat no misleading expectation."""

import pytest
from pyoxigraph import Store

from districtgraph.server.store.embedded.engine.evaluation import syntax_error


def complaint(query: str) -> str:
    with pytest.raises(SyntaxError) as error:
        Store().query(query)
    return str(syntax_error(str(error.value), query))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?s ?p }", "this is not SPARQL here, near `?s ?p }`"),
        ("SELECT * {\n  ?s a }", "this is not SPARQL here, near `?s a }`"),
        ("SELCT * { ?s ?p ?o }", "this is not SPARQL here, near `SELCT * {`"),
        ("SELECT * { OPTIONAL ?s ?p ?o }", "near `{ OPTIONAL ?s`; expected `{`"),
    ],
)
def test_a_complaint_repeats_the_words_before_the_error(query: str, message: str) -> None:
    found = complaint(query)
    assert message in found
    assert found.startswith("line ")


def test_a_query_that_is_cut_off_names_the_signs_that_may_follow() -> None:
    found = complaint("SELECT * { ?s ?p ?o")
    assert "near `?s ?p ?o`; expected `,` or `.` or `;`" in found
    assert "\\u{" not in found
    assert "['0'" not in found


@pytest.mark.parametrize("keywords", ["LATERAL, SERVICE, [_]", "CONSTRUCT", "one of BIND, [_]", ""])
def test_keywords_that_mislead_are_left_out(keywords: str) -> None:
    message = syntax_error(f"error at 1:2: expected {keywords}", "a b")
    assert str(message) == "line 1, column 2: this is not SPARQL here, near `a`"


def test_long_words_are_cut() -> None:
    message = str(syntax_error("error at 1:90: expected [_]", "x" * 100))
    assert message == f"line 1, column 90: this is not SPARQL here, near `{'x' * 60}`"


@pytest.mark.parametrize("message", ["", "error", "error at 1: x"])
def test_a_message_without_a_place_is_unchanged(message: str) -> None:
    assert str(syntax_error(message)) == message
