import contextlib
import itertools

import pytest

from districtgraph.server.sparql.sparql_lexer import (
    decode_escaped_names,
    query_form,
    service_calls,
)
from tests.server.counting_listener import CountingListener

CALLS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT*{FILTER(?a<?b)service silent<http://x/>{?s ?p ?o}FILTER(1>0)}",
    "SELECT * { #'\n SERVICE ?x { } }",
    "SELECT * { \\u0053ERVICE <http://x/> { } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?a ?b trueSERVICE<http://x/> { ?s ?p ?o } }",
    "SELECT * { ?a ?b e:.SERVICE<http://x/> { } }",
    "SELECT * { ?a ?b e:a\\' . SERVICE <http://x/> { } . ?x ?y 'z' }",
    "SELECT * { ?a ?b <http://x/a'> . SERVICE <http://x/> { } . ?x ?y 'z' }",
]
NO_CALLS = [
    "SELECT ?service { ?service :service <http://x/SERVICE> } # SERVICE",
    "SELECT * { ?s ?p 'SERVICE', \"SERVICE <x>\", '''a ' SERVICE ''' }",
    'SELECT * { ?s ?p "\\"SERVICE" }',
    "SELECT * { ?s e:SERVICE ?o }",
    "SELECT * { ?s ?p <http://x/?SERVICE=1> }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_is_seen(query: str) -> None:
    assert service_calls(query)


@pytest.mark.parametrize("query", NO_CALLS)
def test_words_that_look_like_a_service_call_are_not_taken_for_one(query: str) -> None:
    assert not service_calls(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("BASE <http://x/SELECT> # DESCRIBE\nCONSTRUCT WHERE {}", "CONSTRUCT"),
        ("describe <http://x/>", "DESCRIBE"),
        ("nonsense", None),
        ("", None),
    ],
)
def test_form(query: str, form: str | None) -> None:
    assert query_form(query) == form


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        (r"PREFIX \u03B1: <urn:x> ASK { \u03B1:a a\u003Ab ?\U00000078 }",
         "PREFIX α: <urn:x> ASK { α:a a:b ?x }"),
        (r"SEL\u0045CT * { ?s e:\u533A ?o }", "SELECT * { ?s e:区 ?o }"),
        # The engine decodes these, and a quotation mark must not end its string.
        (r"""ASK { <urn:\u0061> ?p "a\u0022b", 'c\\u0041' } # \u000A""",
         r"""ASK { <urn:\u0061> ?p "a\u0022b", 'c\\u0041' } # \u000A"""),
        # These are no characters.
        (r"ASK { ?\uD800 \U00110000 \u12 }", r"ASK { ?\uD800 \U00110000 \u12 }"),
    ],
)  # fmt: skip
def test_escapes_are_decoded_where_the_engine_does_not(text: str, decoded: str) -> None:
    assert decode_escaped_names(text) == decoded


BEFORE = [
    "", "?a ?b true", "?a ?b 1", "?a ?b 1.0e1", "?a ?b ?c.", "?a ?b 'x'@en", "?a ?b _:x",
    "?a ?b e:p.", "?a ?b e:.", "?a ?b e:a·\\' . ", "?a ?b e:a\\# . ", "?a ?b '\\'' . ",
    "?a ?b '''a'''. ", "FILTER(?a<?b)", "{}UNION{} ", "?a ?b <x'>.", "#'\n", "?a e:p?",
    "BIND(1 AS?y)", "VALUES?y{1}", "?a ?b ?c·.", "?a ?b 'a'^^e:x",
]  # fmt: skip
KEYWORDS = ["SERVICE", "service ", "SERVICESILENT", "SERVICE#x\n", "\\u0053ERVICE "]
TARGETS = ["<{url}>", "?z", ":x", "SILENT:x", "é:x"]
AFTER = ["{?s ?p ?o}", "{?s ?p ?o} ?x ?y 'z'", "{?s ?p ?o} FILTER(1>0)"]


@pytest.mark.usefixtures("processes")
def test_nothing_that_reaches_the_network_is_missed() -> None:
    """Append calls to every text that can precede them, and let the engine parse the result."""
    from pyoxigraph import Literal, NamedNode, Quad, Store

    store = Store()
    for name in ("p", ""):
        store.add(Quad(NamedNode("http://a"), NamedNode(f"http://e/{name}"), Literal("x")))
    reached = 0
    with CountingListener() as listener:
        prefixes = (
            "".join(f"PREFIX {name}: <{listener.url}> " for name in ("", "é", "SILENT"))
            + "PREFIX e: <http://e/> "
        )
        for parts in itertools.product(BEFORE, KEYWORDS, TARGETS, AFTER):
            body = "".join(parts).replace("{url}", listener.url)
            query = f"{prefixes} SELECT * {{ BIND(<{listener.url}> AS ?z) {body} }}"
            before = listener.count
            with contextlib.suppress(SyntaxError, OSError, RuntimeError, ValueError):
                list(store.query(query))  # type: ignore[arg-type]
            if listener.count > before:
                reached += 1
                assert service_calls(query), query
    assert reached >= 50
