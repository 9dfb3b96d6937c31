"""Cases beyond the W3C's protocol tests: encodings, languages, negotiation, refusals, tokens."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

import pytest
from rdflib import Literal

from .result_sets import RDF_FORMATS, RESULT_FORMATS, Solutions, parse_graph, parse_result
from .servers import N_QUADS, Reply, Server, exchange

pytestmark = pytest.mark.usefixtures("processes")

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values"
CSV = "text/csv"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
G1, G2, G3 = (f"http://example.org/g{n}" for n in (1, 2, 3))
SHARED = "<http://example.org/s> <http://example.org/p> 1 ."


def get(server: Server, query: str, accept: str = JSON, **parameters: Iterable[str]) -> Reply:
    pairs = [
        ("query", query),
        *((k.replace("_", "-"), v) for k in parameters for v in parameters[k]),
    ]
    return server.send("GET", f"{server.query_url}?{urlencode(pairs)}", {"Accept": accept})


def post(server: Server, media_type: str, body: bytes, parameters: str = "") -> Reply:
    update = media_type == UPDATE or b"update" in body
    url = server.update_url if update else server.query_url
    return server.send("POST", url + parameters, {"Content-Type": media_type}, body)


def values(reply: Reply) -> list[str]:
    """Return the first variable's values."""
    result = parse_result(reply.body, reply.media_type)
    assert isinstance(result, Solutions), reply.text
    return sorted(str(row[0]) for row in result.rows)


@pytest.fixture
def three_graphs(server: Server) -> Server:
    """Graphs one and two hold the same triple, graph three another."""
    update = f"""INSERT DATA {{
        GRAPH <{G1}> {{ {SHARED} }} GRAPH <{G2}> {{ {SHARED} }}
        GRAPH <{G3}> {{ <http://example.org/s> <http://example.org/p> 3 }} }}"""
    assert server.update(update).status in (200, 204)
    return server


# Characters


def test_an_iri_written_out_is_another_term_than_its_percent_encoding(server: Server) -> None:
    written, encoded = "http://example.org/浦东新区", "http://example.org/" + quote("浦东新区")
    server.update(f"INSERT DATA {{ <{written}> <urn:p> 1 . <{encoded}> <urn:p> 2 }}")
    assert values(get(server, "SELECT ?s { ?s ?p ?o }")) == sorted([written, encoded])
    assert values(get(server, f"SELECT ?o {{ <{written}> ?p ?o }}")) == ["1"]
    assert values(get(server, f"SELECT ?o {{ <{encoded}> ?p ?o }}")) == ["2"]


def test_percent_encoding_in_an_address_is_decoded_once(server: Server) -> None:
    url = f"{server.query_url}?query=SELECT%20(%22%2531%22%20AS%20%3Fx)%20%7B%7D"
    assert values(server.send("GET", url, {"Accept": JSON})) == ["%31"]


def test_percent_encoding_in_a_form_is_decoded_once(server: Server) -> None:
    body = b"query=SELECT+(%22%2531%2B+1%22+AS+%3Fx)+%7B%7D"
    reply = server.send("POST", server.query_url, {"Content-Type": FORM, "Accept": JSON}, body)
    assert values(reply) == ["%31+ 1"]


def test_percent_encoding_in_a_body_of_sparql_is_not_decoded(server: Server) -> None:
    assert values(server.query('SELECT ("%31+" AS ?x) {}', JSON)) == ["%31+"]


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_language_tags_survive_each_result_format(server: Server, media_type: str) -> None:
    query = 'SELECT ?x { VALUES ?x { "浦东"@zh "浦东"@zh-Hans "Pudong"@en "浦东" } }'
    result = parse_result(server.query(query, media_type).body, media_type)
    assert isinstance(result, Solutions)
    assert tagged(row[0] for row in result.rows) == [
        ("Pudong", "en"),
        ("浦东", ""),
        ("浦东", "zh"),
        ("浦东", "zh-hans"),
    ]


def test_csv_gives_texts_without_their_languages(server: Server) -> None:
    reply = server.query('SELECT ?x { VALUES ?x { "浦东"@zh "Pudong, 1"@en } }', CSV)
    assert reply.body.decode("utf-8") == 'x\r\n浦东\r\n"Pudong, 1"\r\n'


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", N_QUADS]
)
def test_language_tags_survive_each_graph_format(server: Server, media_type: str) -> None:
    query = 'CONSTRUCT { <urn:s> <urn:p> ?x } { VALUES ?x { "浦东"@zh "浦东"@zh-Hans "P"@en } }'
    reply = server.query(query, media_type)
    assert reply.media_type == media_type
    data = reply.body
    graph = parse_graph(data, "application/n-triples" if media_type == N_QUADS else media_type, "")
    assert tagged(graph.objects()) == [("P", "en"), ("浦东", "zh"), ("浦东", "zh-hans")]


def tagged(terms: Iterable[object]) -> list[tuple[str, str]]:
    """Return texts with their tags in lower case, as RDF 1.1 lets a store write them."""
    return sorted((str(t), (t.language or "").lower()) for t in terms if isinstance(t, Literal))


def test_codepoint_escapes_may_be_anywhere_in_a_query(server: Server) -> None:
    query = (
        r"PREFIX \u03B1: <urn:a:> SEL\u0045CT ?\u0078 "
        r"""{ VALUES ?x { \u03B1\u003Ab <urn:a:\u533A> "\u0022" } }"""
    )
    assert values(server.query(query, JSON)) == ['"', "urn:a:b", "urn:a:区"]


# Negotiation


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (f"{CSV};q=0.5, {JSON};q=0.9", JSON),
        (f"{JSON};q=0.5, {CSV};q=0.9", CSV),
        (f"{XML};q=0, {TSV}", TSV),
        (f"text/html;q=0.1, {TSV};charset=utf-8", TSV),
        (f"*/*;q=0.1, {XML}", XML),
        (f"{XML.upper()}", XML),
        (f"text/*;q=0.2, {CSV};q=0", TSV),
    ],
)
def test_the_preferred_format_is_chosen(server: Server, accept: str, media_type: str) -> None:
    reply = get(server, "SELECT (1 AS ?x) {}", accept)
    assert (reply.status, reply.media_type) == (200, media_type)


def test_a_format_with_quality_zero_is_not_sent(server: Server) -> None:
    reply = get(server, "SELECT (1 AS ?x) {}", f"*/*, {JSON};q=0")
    assert reply.status == 200
    assert reply.media_type != JSON


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("SELECT (1 AS ?x) {}", [*RESULT_FORMATS, CSV]),
        ("ASK {}", [JSON, XML]),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", ["text/turtle", "application/rdf+xml"]),
    ],
)
def test_an_impossible_accept_is_answered_with_what_is_possible(
    server: Server, query: str, offered: list[str]
) -> None:
    reply = get(server, query, "image/png")
    assert reply.status == 406
    assert [name for name in offered if name not in reply.text] == []


def test_head_gives_what_get_gives_but_the_content(server: Server) -> None:
    url = f"{server.query_url}?{urlencode({'query': 'SELECT (1 AS ?x) {}'})}"
    head, whole = (server.send(method, url, {"Accept": CSV}) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    ignored = {"date", "transfer-encoding", "content-length"}
    assert {k: v for k, v in head.headers.items() if k not in ignored} == {
        k: v for k, v in whole.headers.items() if k not in ignored
    }
    # A HEAD response may leave the length out, but must not state another one.
    assert head.headers.get("content-length", str(len(whole.body))) == str(len(whole.body))


def test_responses_vary_by_accept(server: Server) -> None:
    description = server.send("GET", server.query_url, {"Accept": "text/turtle"})
    for reply in (get(server, "ASK {}"), description, get(server, "ASK {}", "image/png")):
        assert "accept" in [name.strip().lower() for name in reply.headers["vary"].split(",")]


# Refusals


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused_with_those_that_are_allowed(server: Server, method: str) -> None:
    reply = server.send(method, server.query_url)
    assert reply.status == 405
    assert {"GET", "POST"} <= {name.strip() for name in reply.headers["allow"].split(",")}


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (QUERY, b'ASK { FILTER("\xff" = "") }'),
        (UPDATE, b'INSERT DATA { <urn:s> <urn:p> "\xc3\x28" }'),
        (FORM, b"query=ASK+%7B+FILTER(%22%FF%22+%3D+%22%22)+%7D"),
    ],
)
def test_text_that_is_not_utf_8_is_refused(server: Server, media_type: str, body: bytes) -> None:
    assert post(server, media_type, body).status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"query=ASK%7B%7D&query=ASK%7B%7D",
        b"update=CLEAR+ALL&update=CLEAR+ALL",
        b"query=ASK%7B%7D&update=CLEAR+ALL",
        b"query=",
        b"query=+",
        b"default-graph-uri=urn:g",
        b"",
    ],
)
def test_a_form_must_have_one_operation(server: Server, body: bytes) -> None:
    assert post(server, FORM, body).status == 400


@pytest.mark.parametrize("query", ["query=ASK%7B%7D&query=ASK%7B%7D", "query=", "query=%20"])
def test_an_address_must_have_one_query(server: Server, query: str) -> None:
    assert server.send("GET", f"{server.query_url}?{query}").status == 400


def test_an_empty_body_is_no_query(server: Server) -> None:
    assert post(server, QUERY, b"").status == 400


def test_an_update_by_get_is_refused_and_not_executed(server: Server) -> None:
    text = urlencode({"update": "INSERT DATA { <urn:s> <urn:p> 1 }"})
    assert server.send("GET", f"{server.update_url}?{text}").status == 400
    assert server.quads() == ""


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "text/turtle"])
def test_another_media_type_is_refused(server: Server, media_type: str) -> None:
    assert post(server, media_type, b"ASK {}").status == 415


def test_a_missing_media_type_is_refused(server: Server) -> None:
    assert server.send("POST", server.query_url, {}, b"ASK {}").status in (400, 415)


def test_a_media_type_may_have_parameters_and_capitals(server: Server) -> None:
    assert post(server, "Application/SPARQL-Query; charset=UTF-8", b"ASK {}").status == 200


def test_each_operation_of_an_update_has_its_own_prologue(server: Server) -> None:
    update = b"""PREFIX e: <http://example.org/> INSERT DATA { e:s e:p 1 } ;
        PREFIX e: <http://example.org/> PREFIX f: <urn:f:> INSERT DATA { e:s e:p 2, f:o } ;
        BASE <http://example.org/other/> PREFIX e: <urn:e:>
        DELETE { ?s ?p 1 } INSERT { e:s ?p <o> } WHERE { ?s ?p 1 } ; PREFIX g: <urn:g:>"""
    assert post(server, UPDATE, update).status in (200, 204)
    found = values(get(server, "SELECT ?o { ?s <http://example.org/p> ?o }"))
    assert found == ["2", "http://example.org/other/o", "urn:f:o"]


# Datasets


@pytest.mark.parametrize("parameter", ["using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize(
    "update",
    [
        f"WITH <{G1}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"INSERT {{ <urn:s> <urn:p> 1 }} USING <{G1}> WHERE {{}}",
        f"INSERT {{ <urn:s> <urn:p> 1 }} USING NAMED <{G1}> WHERE {{}}",
        f"CLEAR DEFAULT ; WITH <{G1}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    ],
)
def test_a_dataset_is_given_in_the_update_or_in_the_parameters(
    three_graphs: Server, parameter: str, update: str
) -> None:
    before = three_graphs.quads()
    reply = post(three_graphs, UPDATE, update.encode(), f"?{urlencode({parameter: G1})}")
    assert reply.status == 400
    assert sorted(three_graphs.quads()) == sorted(before)


def test_the_dataset_of_the_protocol_beats_that_of_the_query(three_graphs: Server) -> None:
    query = f"SELECT ?o FROM <{G1}> FROM NAMED <{G1}> {{ ?s ?p ?o }}"
    assert values(get(three_graphs, query, default_graph_uri=[G3])) == ["3"]
    named = f"SELECT ?g FROM <{G1}> FROM NAMED <{G1}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert values(get(three_graphs, named, named_graph_uri=[G2, G3])) == [G2, G3]


def test_several_default_graphs_of_the_protocol_are_merged(three_graphs: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert values(get(three_graphs, query, default_graph_uri=[G1, G2])) == ["1"]
    assert values(get(three_graphs, query, default_graph_uri=[G1, G2, G3])) == ["2"]


def test_several_default_graphs_of_the_query_are_merged(three_graphs: Server) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{G1}> FROM <{G2}> {{ ?s ?p ?o }}"
    assert values(get(three_graphs, query)) == ["1"]


def test_several_default_graphs_of_an_update_are_merged(three_graphs: Server) -> None:
    update = "INSERT { <urn:n> <urn:n> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
    parameters = urlencode([("using-graph-uri", G1), ("using-graph-uri", G2)])
    reply = post(three_graphs, UPDATE, update.encode(), f"?{parameters}")
    assert reply.status in (200, 204)
    assert values(get(three_graphs, "SELECT ?n { <urn:n> <urn:n> ?n }")) == ["1"]


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (f"SELECT ?o FROM <{G1}> FROM <{G1}> {{ ?s ?p ?o }}", {}),
        (f"SELECT ?o FROM NAMED <{G1}> FROM NAMED <{G1}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        ("SELECT ?o { ?s ?p ?o }", {"default_graph_uri": [G1, G1]}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {"named_graph_uri": [G1, G1]}),
    ],
)
def test_a_graph_that_is_named_twice_is_in_the_dataset_once(
    three_graphs: Server, query: str, parameters: dict[str, list[str]]
) -> None:
    assert values(get(three_graphs, query, JSON, **parameters)) == ["1"]


@pytest.mark.parametrize(
    ("clauses", "parameters"),
    [(f"USING <{G1}> USING <{G1}>", ""), ("", urlencode([("using-graph-uri", G1)] * 2))],
)
def test_a_graph_that_an_update_names_twice_is_in_its_dataset_once(
    three_graphs: Server, clauses: str, parameters: str
) -> None:
    update = (
        f"INSERT {{ <urn:n> <urn:n> ?n }} {clauses} WHERE "
        "{ SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } }"
    )
    reply = post(three_graphs, UPDATE, update.encode(), f"?{parameters}")
    assert reply.status in (200, 204)
    assert values(get(three_graphs, "SELECT ?n { <urn:n> <urn:n> ?n }")) == ["1"]


def test_a_graph_that_is_not_there_is_empty(server: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert values(get(server, query, default_graph_uri=["http://example.org/absent"])) == ["0"]


# Tokens


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer wrong", "Bearer", "Basic c2VjcmV0Og=="],
    ids=["absent", "wrong", "empty", "basic"],
)
@pytest.mark.parametrize(
    ("method", "path", "media_type", "body"),
    [
        ("POST", "update", UPDATE, b"INSERT DATA { <urn:s> <urn:p> 2 }"),
        ("POST", "update", FORM, b"update=CLEAR+ALL"),
        ("PUT", "store?default", "text/turtle", b"<urn:s> <urn:p> 2 ."),
        ("POST", "store?default", "text/turtle", b"<urn:s> <urn:p> 2 ."),
        ("POST", "store", "text/turtle", b"<urn:s> <urn:p> 2 ."),
        ("DELETE", "store?default", None, None),
    ],
    ids=["update", "update-form", "put", "post", "create", "delete"],
)
def test_writing_needs_the_token(
    server: Server,
    authorization: str | None,
    method: str,
    path: str,
    media_type: str | None,
    body: bytes | None,
) -> None:
    server.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    before = server.quads()
    url = server.update_url if path == "update" else path.replace("store", server.store_url)
    given = {"Authorization": authorization, "Content-Type": media_type}
    reply = exchange(method, url, {k: v for k, v in given.items() if v}, body)
    assert reply.status == 401
    assert reply.headers["www-authenticate"].startswith("Bearer")
    assert server.quads() == before


def test_reading_needs_no_token(server: Server) -> None:
    for url in (f"{server.query_url}?query=ASK%7B%7D", f"{server.store_url}?default"):
        assert exchange("GET", url).status == 200


def test_the_graph_formats_are_all_sent(server: Server) -> None:
    for media_type in RDF_FORMATS:
        reply = server.query("CONSTRUCT { <urn:s> <urn:p> 1 } {}", media_type)
        assert (reply.status, reply.media_type) == (200, media_type)
