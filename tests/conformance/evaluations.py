"""Tests of queries and updates over HTTP.

Data goes in by the Graph Store Protocol, and what an update leaves comes out by it.
"""

from collections.abc import Sequence

from rdflib import URIRef
from rdflib.term import Node

from .manifests import BASE, QT, UT, Case, graph_data, read_bytes, read_text
from .result_sets import (
    CSV,
    as_graph,
    parse_dataset,
    parse_graph,
    parse_result,
    parse_result_graph,
    same_graph,
    same_result,
)
from .servers import GraphFile, Server

DATA_TYPES = {".ttl": "text/turtle", ".nt": "application/n-triples", ".rdf": "application/rdf+xml"}
RESULT_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": CSV,
}
RESULT_SET = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/result-set#ResultSet")
ANY_RESULT = "application/sparql-results+json, text/turtle;q=0.9"


def run_query(case: Case, server: Server) -> None:
    """Evaluate a query; raise AssertionError where its result is another."""
    load(case, case.action, server)
    query = case.manifest.value(case.action, QT.query)
    assert query is not None
    text = f"BASE <{query}>\n{read_text(query)}"
    media_type = RESULT_TYPES.get(suffix(case.result))
    if media_type is None:
        _check_result_in_turtle(case.result, text, server)
        return
    reply = server.query(text, media_type)
    assert (reply.status, reply.media_type) == (200, media_type), f"{reply.status} {reply.text}"
    actual = parse_result(reply.body, media_type)
    expected = parse_result(read_bytes(case.result), media_type)
    assert same_result(actual, expected), f"another result: {reply.text[:1000]}"


def _check_result_in_turtle(file: Node, text: str, server: Server) -> None:
    """The result is a graph, or solutions that are written as one."""
    expected = parse_graph(read_bytes(file), "text/turtle", str(file))
    if (None, None, RESULT_SET) in expected:
        reply = server.query(text, RESULT_TYPES[".srx"])
        assert reply.status == 200, f"{reply.status} {reply.text}"
        actual = parse_result(reply.body, reply.media_type)
        assert same_result(actual, parse_result_graph(expected)), f"another result: {reply.text}"
        return
    reply = server.query(text, "application/n-triples")
    assert reply.status == 200, f"{reply.status} {reply.text}"
    graph = parse_graph(reply.body, reply.media_type, str(file))
    assert same_graph(graph, expected), f"another graph: {reply.text[:1000]}"


def run_update(case: Case, server: Server) -> None:
    """Execute an update; raise AssertionError where the store then holds something else."""
    load(case, case.action, server)
    request = case.manifest.value(case.action, UT.request)
    assert request is not None
    reply = server.update(f"BASE <{request}>\n{read_text(request)}")
    assert 200 <= reply.status < 300, f"{reply.status} {reply.text}"
    expected = as_graph(
        [
            (name, parse_graph(read_bytes(file), DATA_TYPES[suffix(file)], str(file)))
            for name, file in dataset(case, case.result)
        ]
    )
    quads = server.quads()
    assert same_graph(parse_dataset(quads), expected), f"another dataset: {quads[:1000]}"


def run_syntax(case: Case, server: Server) -> None:
    """Send a text that is well-formed or not, unchanged.

    What is malformed must get 400, and a well-formed query a result. A well-formed update may
    fail when it is executed, as the LOAD of a document that cannot be reached does, but that is
    no fault of the client's: it must not get a 4xx.
    """
    server.clear()
    text = read_text(case.action)
    update = suffix(case.action) == ".ru"
    reply = server.update(text) if update else server.query(text, ANY_RESULT)
    if case.kind.startswith("Negative"):
        assert reply.status == 400, f"{reply.status} for a malformed text"
    else:
        assert 200 <= reply.status < 300 or (update and reply.status >= 500), (
            f"{reply.status} for a well-formed text: {reply.text[:200]}"
        )


def load(case: Case, node: Node, server: Server) -> None:
    """Make the store hold a test's dataset and nothing else."""
    server.hold(_merged(dataset(case, node)))


def dataset(case: Case, node: Node) -> list[tuple[str | None, Node]]:
    """Return the files of a dataset with the graphs they fill; None is the default graph."""
    manifest = case.manifest
    default = [*manifest.objects(node, QT.data), *manifest.objects(node, UT.data)]
    return [*((None, file) for file in default), *graph_data(manifest, node)]


def _merged(files: Sequence[tuple[str | None, Node]]) -> list[GraphFile]:
    """PUT replaces, so each graph must come from one file; the suites give no other case."""
    names = [name for name, _ in files]
    assert len(names) == len(set(names)), f"a graph has two files: {names}"
    return [(name, _with_base(file), DATA_TYPES[suffix(file)]) for name, file in files]


def _with_base(file: Node) -> bytes:
    """Relative IRIs are meant relative to the file, which the server cannot know."""
    content = read_bytes(file)
    match suffix(file):
        case ".ttl":
            return f"@base <{file}> .\n".encode() + content
        case ".rdf":
            return content.replace(b"<rdf:RDF", f'<rdf:RDF xml:base="{file}"'.encode(), 1)
        case _:
            return content


def suffix(iri: Node) -> str:
    assert str(iri).startswith(BASE), iri
    return "." + str(iri).rpartition(".")[2]
