"""Cases beyond the W3C's Graph Store Protocol tests."""

import gzip
from urllib.parse import quote, urljoin, urlsplit

import pytest

from .result_sets import RDF_FORMATS, parse_dataset, parse_graph, same_graph
from .servers import N_QUADS, Server, exchange

TURTLE = "text/turtle"
TRIG = "application/trig"
GRAPH = "http://example.org/graph"
TRIPLE = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
OTHER = b"<http://example.org/s> <http://example.org/p> <http://example.org/o2> .\n"
QUADS = b"<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> <urn:o> <urn:g> .\n"

# The same triple with a Chinese text in each format.
TEXT = "浦东新区"
WRITTEN = {
    "text/turtle": f'<http://example.org/s> <http://example.org/p> "{TEXT}"@zh .',
    "application/n-triples": f'<http://example.org/s> <http://example.org/p> "{TEXT}"@zh .',
    "application/rdf+xml": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:e="http://example.org/"><rdf:Description rdf:about="http://example.org/s">'
        f'<e:p xml:lang="zh">{TEXT}</e:p></rdf:Description></rdf:RDF>'
    ),
    "application/ld+json": (
        '{"@id": "http://example.org/s", '
        f'"http://example.org/p": {{"@value": "{TEXT}", "@language": "zh"}}}}'
    ),
}


def get(server: Server, graph: str | None, accept: str = "application/n-triples") -> bytes:
    reply = server.send("GET", server.graph_url(graph), {"Accept": accept})
    assert (reply.status, reply.media_type) == (200, accept), reply.text
    return reply.body


def test_put_creates_a_graph_and_then_replaces_it(server: Server) -> None:
    assert server.put(GRAPH, TURTLE, TRIPLE).status == 201
    assert server.put(GRAPH, TURTLE, OTHER).status == 204
    assert get(server, GRAPH).strip() == OTHER.strip()


def test_post_creates_a_graph_and_then_adds_to_it(server: Server) -> None:
    for body, statuses in ((TRIPLE, {201}), (OTHER, {200, 204})):
        headers = {"Content-Type": TURTLE}
        assert server.send("POST", server.graph_url(GRAPH), headers, body).status in statuses
    assert sorted(get(server, GRAPH).splitlines()) == sorted([TRIPLE.strip(), OTHER.strip()])


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("graph", [GRAPH, None])
def test_a_malformed_document_leaves_the_graph_as_it_was(
    server: Server, method: str, graph: str | None
) -> None:
    server.put(graph, TURTLE, TRIPLE)
    # The first statement is well-formed: nothing of the document may get in.
    reply = server.send(method, server.graph_url(graph), {"Content-Type": TURTLE}, OTHER + b"<s")
    assert reply.status == 400
    assert get(server, graph).strip() == TRIPLE.strip()


def test_a_malformed_document_creates_no_graph(server: Server) -> None:
    assert server.put(GRAPH, TURTLE, TRIPLE + b"<s").status == 400
    assert server.send("GET", server.graph_url(GRAPH)).status == 404


def test_post_to_the_store_creates_a_graph_and_says_where(server: Server) -> None:
    replies = [
        server.send("POST", server.store_url, {"Content-Type": TURTLE}, body)
        for body in (TRIPLE, OTHER)
    ]
    assert [reply.status for reply in replies] == [201, 201]
    places = [urljoin(server.store_url, reply.headers["location"]) for reply in replies]
    assert len(set(places)) == 2
    for place, body in zip(places, (TRIPLE, OTHER), strict=True):
        reply = server.send("GET", place, {"Accept": "application/n-triples"})
        assert (reply.status, reply.body.strip()) == (200, body.strip())
        assert get(server, place).strip() == body.strip()


def test_each_part_of_a_form_is_added(server: Server) -> None:
    parts = [("a.ttl", TURTLE, TRIPLE), ("b.rdf", "application/rdf+xml", WRITTEN_XML)]
    body, media_type = form(parts)
    headers = {"Content-Type": media_type}
    assert server.send("POST", server.graph_url(GRAPH), headers, body).status == 201
    graph = parse_graph(get(server, GRAPH), "application/n-triples", GRAPH)
    assert len(graph) == 2


def test_a_form_with_a_malformed_part_adds_nothing(server: Server) -> None:
    server.put(GRAPH, TURTLE, TRIPLE)
    body, media_type = form([("a.ttl", TURTLE, OTHER), ("b.ttl", TURTLE, b"<s")])
    headers = {"Content-Type": media_type}
    assert server.send("POST", server.graph_url(GRAPH), headers, body).status == 400
    assert get(server, GRAPH).strip() == TRIPLE.strip()


WRITTEN_XML = WRITTEN["application/rdf+xml"].encode()


def form(parts: list[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    chunks = [
        f'--limit\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, media_type, content in parts
    ]
    return b"".join(chunks) + b"--limit--\r\n", "multipart/form-data; boundary=limit"


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
@pytest.mark.parametrize("direct", [True, False])
def test_a_graph_that_is_not_there_is_not_found(server: Server, method: str, direct: bool) -> None:
    url = f"{server.store_url}/absent" if direct else server.graph_url("http://example.org/absent")
    assert server.send(method, url).status == 404


def test_the_default_graph_is_always_there(server: Server) -> None:
    assert get(server, None).strip() == b""
    server.put(None, TURTLE, TRIPLE)
    assert server.send("DELETE", server.graph_url(None)).status in (200, 204)
    assert get(server, None).strip() == b""


def test_a_deleted_graph_is_gone(server: Server) -> None:
    server.put(GRAPH, TURTLE, TRIPLE)
    assert server.send("DELETE", server.graph_url(GRAPH)).status in (200, 204)
    assert server.send("GET", server.graph_url(GRAPH)).status == 404
    assert server.send("DELETE", server.graph_url(GRAPH)).status == 404


@pytest.mark.parametrize("graph", [GRAPH, None])
def test_head_gives_what_get_gives_but_the_content(server: Server, graph: str | None) -> None:
    server.put(graph, TURTLE, TRIPLE)
    url = server.graph_url(graph)
    head, whole = (server.send(method, url, {"Accept": TURTLE}) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "vary", "etag", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_a_compressed_body_is_read(server: Server) -> None:
    headers = {"Content-Type": TURTLE, "Content-Encoding": "gzip"}
    reply = server.send("PUT", server.graph_url(GRAPH), headers, gzip.compress(TRIPLE))
    assert reply.status == 201
    assert get(server, GRAPH).strip() == TRIPLE.strip()


@pytest.mark.parametrize(("encoding", "status"), [("gzip", 400), ("unheard-of", 415)])
def test_a_body_that_cannot_be_decompressed_is_refused(
    server: Server, encoding: str, status: int
) -> None:
    headers = {"Content-Type": TURTLE, "Content-Encoding": encoding}
    assert server.send("PUT", server.graph_url(GRAPH), headers, TRIPLE).status == status


@pytest.mark.parametrize("sent", WRITTEN)
@pytest.mark.parametrize("asked", WRITTEN)
def test_a_graph_goes_in_and_out_in_each_format(server: Server, sent: str, asked: str) -> None:
    assert server.put(GRAPH, sent, WRITTEN[sent].encode()).status == 201
    expected = parse_graph(WRITTEN[TURTLE].encode(), TURTLE, GRAPH)
    assert same_graph(parse_graph(get(server, GRAPH, asked), asked, GRAPH), expected)


@pytest.mark.parametrize("sent", [N_QUADS, TRIG])
@pytest.mark.parametrize("asked", [N_QUADS, TRIG])
def test_the_whole_store_goes_in_and_out(server: Server, sent: str, asked: str) -> None:
    body = (
        QUADS
        if sent == N_QUADS
        else b"<urn:s> <urn:p> <urn:o> . <urn:g> { <urn:s> <urn:p> <urn:o> }"
    )
    server.put("http://example.org/replaced", TURTLE, TRIPLE)
    reply = server.send("PUT", server.store_url, {"Content-Type": sent}, body)
    assert reply.status in (200, 201, 204)
    out = server.send("GET", server.store_url, {"Accept": asked})
    assert (out.status, out.media_type) == (200, asked)
    assert same_graph(parse_dataset(out.text, asked), parse_dataset(QUADS.decode()))


def test_quads_posted_to_the_store_are_added(server: Server) -> None:
    server.put(None, TURTLE, TRIPLE)
    reply = server.send("POST", server.store_url, {"Content-Type": N_QUADS}, QUADS)
    assert reply.status in (200, 204)
    assert same_graph(parse_dataset(server.quads()), parse_dataset((TRIPLE + QUADS).decode()))


def test_a_graph_named_in_chinese_is_another_than_its_percent_encoding(server: Server) -> None:
    written, encoded = f"http://example.org/{TEXT}", f"http://example.org/{quote(TEXT)}"
    server.put(written, TURTLE, TRIPLE)
    assert server.send("GET", server.graph_url(encoded)).status == 404
    server.put(encoded, TURTLE, OTHER)
    assert get(server, written).strip() == TRIPLE.strip()
    assert f"<{written}>" in server.quads()


def test_relative_iris_are_resolved_against_the_graph(server: Server) -> None:
    server.put("http://example.org/a/b", TURTLE, b"<c> <urn:p> <> .")
    expected = b"<http://example.org/a/c> <urn:p> <http://example.org/a/b> ."
    assert get(server, "http://example.org/a/b").strip() == expected


@pytest.mark.parametrize(
    "parameters",
    ["graph=urn:a&graph=urn:b", "default&graph=urn:a", "graph=relative", "graph=", "graph=%FF"],
)
def test_one_graph_must_be_named_by_an_absolute_iri(server: Server, parameters: str) -> None:
    url = f"{server.store_url}?{parameters}"
    assert server.send("GET", url).status == 400
    assert server.send("PUT", url, {"Content-Type": TURTLE}, TRIPLE).status == 400


@pytest.mark.parametrize("media_type", ["text/csv", "application/sparql-query", "image/png"])
def test_a_body_that_is_not_rdf_is_refused(server: Server, media_type: str) -> None:
    assert server.put(GRAPH, media_type, TRIPLE).status == 415


def test_a_missing_media_type_is_refused(server: Server) -> None:
    assert server.send("PUT", server.graph_url(GRAPH), {}, TRIPLE).status in (400, 415)


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_document_without_a_media_type_is_read_as_rdf_xml(server: Server, method: str) -> None:
    url = server.graph_url(GRAPH)
    assert server.send(method, url, {}, WRITTEN_XML).status == 201
    assert TEXT.encode() in get(server, GRAPH)
    reply = server.send(method, url, {}, OTHER)
    assert (reply.status, "read as RDF/XML" in reply.text) == (400, True)


@pytest.mark.parametrize("media_type", [TURTLE, "application/rdf+xml", None])
def test_an_empty_body_that_is_posted_adds_nothing(server: Server, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    for url in (server.store_url, server.graph_url(GRAPH)):
        assert server.send("POST", url, headers, b"").status == 204
    assert server.send("GET", server.graph_url(GRAPH)).status == 404
    assert "GRAPH" not in server.query("SELECT ?g { GRAPH ?g {} }", "text/csv").text
    server.put(GRAPH, TURTLE, TRIPLE)
    assert server.send("POST", server.graph_url(GRAPH), headers, b"").status == 204
    assert get(server, GRAPH).strip() == TRIPLE.strip()


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (N_QUADS, QUADS),
        (TRIG, b"<urn:g> { <urn:s> <urn:p> <urn:o> }"),
        ("application/ld+json", b'{"@id": "urn:g", "@graph": [{"@id": "urn:s", "urn:p": 1}]}'),
    ],
)
def test_a_document_with_named_graphs_is_for_no_single_graph(
    server: Server, media_type: str, body: bytes
) -> None:
    reply = server.put(GRAPH, media_type, body)
    assert (reply.status, "it has named graphs" in reply.text) == (400, True)
    assert server.send("GET", server.graph_url(GRAPH)).status == 404


def test_an_empty_body_that_is_put_makes_an_empty_graph(server: Server) -> None:
    assert server.put(GRAPH, TURTLE, b"").status == 201
    assert get(server, GRAPH) == b""


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("query", ["grpah=http://example.org/graph", "graph=urn:g&x=1", "Default"])
def test_a_misspelt_parameter_changes_nothing(server: Server, method: str, query: str) -> None:
    server.put(GRAPH, TURTLE, TRIPLE)
    body = None if method == "DELETE" else QUADS
    headers = {"Content-Type": N_QUADS} if body else {}
    assert server.send(method, f"{server.store_url}?{query}", headers, body).status == 400
    assert get(server, GRAPH).strip() == TRIPLE.strip()


def test_a_part_of_a_document_replaces_nothing(server: Server) -> None:
    server.put(GRAPH, TURTLE, TRIPLE)
    headers = {"Content-Type": TURTLE, "Content-Range": "bytes 0-9/100"}
    assert server.send("PUT", server.graph_url(GRAPH), headers, OTHER).status == 400
    assert get(server, GRAPH).strip() == TRIPLE.strip()


def test_the_media_type_of_a_form_may_have_capitals(server: Server) -> None:
    body, media_type = form([("a.ttl", TURTLE, TRIPLE)])
    headers = {"Content-Type": media_type.replace("multipart/form-data", "Multipart/Form-Data")}
    assert server.send("POST", server.graph_url(GRAPH), headers, body).status == 201


@pytest.mark.parametrize(("name", "status"), [("a.ttl", 201), ("a.doc", 400), ("a", 400)])
def test_a_part_without_a_media_type_is_known_by_its_name(
    server: Server, name: str, status: int
) -> None:
    body, media_type = form([(name, TURTLE, TRIPLE)])
    body = body.replace(f"Content-Type: {TURTLE}\r\n".encode(), b"")
    headers = {"Content-Type": media_type}
    assert server.send("POST", server.graph_url(GRAPH), headers, body).status == status


def test_who_compresses_in_another_way_hears_which_is_read(server: Server) -> None:
    headers = {"Content-Type": TURTLE, "Content-Encoding": "br"}
    reply = server.send("PUT", server.graph_url(GRAPH), headers, TRIPLE)
    assert (reply.status, reply.headers["accept-encoding"]) == (415, "gzip")


def test_a_graph_in_no_acceptable_format_is_answered_with_what_is_possible(server: Server) -> None:
    server.put(GRAPH, TURTLE, TRIPLE)
    reply = server.send("GET", server.graph_url(GRAPH), {"Accept": "image/png"})
    assert reply.status == 406
    assert [name for name in WRITTEN if name not in reply.text] == []


def test_another_method_is_refused_with_those_that_are_allowed(server: Server) -> None:
    reply = server.send("PATCH", server.graph_url(GRAPH))
    assert reply.status == 405
    allowed = {name.strip() for name in reply.headers["allow"].split(",")}
    assert {"GET", "HEAD", "PUT", "POST", "DELETE"} <= allowed


def test_a_graph_is_the_same_whichever_way_it_is_named(server: Server) -> None:
    direct = f"{server.store_url}/named/directly.ttl"
    server.send("PUT", direct, {"Content-Type": TURTLE}, TRIPLE)
    assert get(server, direct).strip() == TRIPLE.strip()
    # Without a token too, and by the host that the request names.
    host = urlsplit(direct).netloc
    reply = exchange("GET", direct, {"Host": host, "Accept": TURTLE})
    assert (reply.status, "accept" in reply.headers["vary"].lower()) == (200, True)


def test_each_format_of_the_protocol_is_tried() -> None:
    assert WRITTEN.keys() | {N_QUADS, TRIG} == RDF_FORMATS.keys()
