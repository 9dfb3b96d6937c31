"""The engine's error messages say where the error is, and repeat no misleading expectation."""

import pytest
from pyoxigraph import RdfFormat, Store, parse

from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.parsing import syntax_error


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


@pytest.mark.parametrize(
    "query", ["ASK { _:a ?p }", "ASK { ?s ?p _:a . OPTIONAL { ?s ?p _:a } }", "ASK { _:b1 e }"]
)
def test_the_label_of_a_blank_node_is_no_undeclared_prefix(query: str) -> None:
    assert "prefix" not in complaint(query)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "neither in GROUP BY nor within an aggregate"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * cannot be grouped"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "SELECT names a variable twice"),
        ("SELECT * { <not an iri> ?p ?o }", "is not an IRI"),
        ("SELECT * { <http://[> ?p ?o }", "is not an IRI"),
    ],
)
def test_a_reason_that_the_engine_gives_is_repeated(query: str, reason: str) -> None:
    found = complaint(query)
    assert reason in found
    assert "expected" not in found


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ("INSERT DATA { ?s ?p ?o }", "INSERT DATA has no variables"),
        ("DELETE DATA { _:a <urn:b> 1 }", "no variables and no blank nodes"),
    ],
)
def test_a_reason_for_an_update_is_repeated_too(update: str, reason: str) -> None:
    with pytest.raises(SyntaxError) as error:
        Store().update(update)
    assert reason in str(syntax_error(str(error.value), update))


def test_a_reason_that_is_not_known_is_repeated_as_it_is() -> None:
    message = str(
        syntax_error('error at 1:2: expected one of "$", Such things are odd, [_]', "a b")
    )
    assert message.endswith("near `a`: Such things are odd")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<urn:a> <urn:b> ", "line 1, column 17: Unexpected end"),
        (b"e:a e:b 1 .", "line 1, column 1: The prefix e: has not been declared"),
    ],
)
def test_a_document_s_error_names_its_place_and_no_file(content: bytes, message: str) -> None:
    with pytest.raises(SyntaxError) as error:
        list(parse(content, format=RdfFormat.TURTLE))
    error.value.filename, error.value.lineno = "body", 1
    assert document_complaint(str(error.value)) == message


STRING = "the string that begins here has no"
IRI = "the IRI that begins here has no `>`"


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ('SELECT * { ?s ?p "abc }', "line 1, column 18", f'{STRING} `"`'),
        ("SELECT * { ?s ?p 'abc }", "line 1, column 18", f"{STRING} `'`"),
        ('SELECT * {\n ?s ?p "abc .\n ?a ?b "c" }', "line 2, column 8", f'{STRING} `"`'),
        ('SELECT * { ?s ?p "abc\\" }', "line 1, column 18", f'{STRING} `"`'),
        ('SELECT * { ?s ?p "区" . ?s ?q "区 }', "line 1, column 30", f'{STRING} `"`'),
        ('ASK { # "\n ?s ?p """abc }\n\n', "line 2, column 8", f'{STRING} `"""`'),
        ("ASK { ?s ?p '''abc'' }", "line 1, column 13", f"{STRING} `'''`"),
        ("ASK { ?s ?p '''abc''", "line 1, column 13", f"{STRING} `'''`"),
        ('ASK { ?s ?p "abc e:x }', "line 1, column 13", f'{STRING} `"`'),
        ("ASK { ?s ?p <http://e/a }", "line 1, column 13", IRI),
        ("ASK { ?s ?p <http://e/a\n. ?s ?o <http://b> }", "line 1, column 13", IRI),
        ("PREFIX e: <http://e/ ASK {}", "line 1, column 11", IRI),
        ("ASK { ?s ?p ?o", "line 1, column 5", "the `{` that is opened here is never closed"),
        ("ASK {\n { ?s ?p ?o ", "line 2, column 2", "the `{` that is opened here is never"),
        ("ASK { ?s ?p ?o FILTER(?o > 1 }", "line 1, column 22", "is not closed before `}`"),
        ("ASK { ?s ?p [ ?a ?b }", "line 1, column 13", "the `[` that is opened here is not"),
        ("SELECT (COUNT(?s) AS ?n { ?s ?p 1 }", "line 1, column 8", "not closed before `{`"),
        ("ASK { ?s ?p ?o }}", "line 1, column 17", "the `}` here closes nothing"),
        ("ASK { ?s ?p ?o ) }", "line 1, column 16", "the `)` here closes nothing"),
    ],
)
def test_what_is_never_closed_is_named_where_it_begins(
    query: str, place: str, message: str
) -> None:
    found = complaint(query)
    assert found.startswith(f"{place}: ")
    assert message in found


def test_an_update_s_strings_too() -> None:
    text = 'INSERT DATA { <urn:a> <urn:b> "x }'
    with pytest.raises(SyntaxError) as error:
        Store().update(text)
    assert f'line 1, column 31: {STRING} `"`' in str(syntax_error(str(error.value), text))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('SELCT * { ?s ?p "abc }', "near `SELCT *"),
        ("ASK { ?s e:p 'abc }", "the prefix e: is not declared"),
        ("ASK { ?s ?p ?o FILTER(?o <1 && ?o <http) }", "this is not SPARQL here"),
        ("ASK { ?s ?p . ?a ?b ?c", "near `?p . ?a`"),
    ],
)
def test_an_error_before_it_is_reported_first(query: str, message: str) -> None:
    found = complaint(query)
    assert message in found
    assert "begins here" not in found
    assert "opened here" not in found


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


def test_a_bracket_is_not_closed_before_a_whole_word() -> None:
    assert "before `WHERE`" in complaint("SELECT (COUNT(*) AS ?n WHERE { ?s ?p ?o }")
