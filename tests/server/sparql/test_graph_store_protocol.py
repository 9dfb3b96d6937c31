"""The graph that a Graph Store Protocol request names, and the format of its document."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import BadRequestError, UnsupportedMediaTypeError
from districtgraph.server.sparql.graph_store_protocol import (
    DEFAULT_GRAPH,
    WHOLE_STORE,
    demand_known_parameters,
    document_format,
    graph_of,
    offered_formats,
)

HERE = "http://localhost/store"


@pytest.mark.parametrize(
    ("query_string", "path", "graph"),
    [
        ("", "/store", WHOLE_STORE),
        ("", "/store/", WHOLE_STORE),
        ("other=1", "/store", WHOLE_STORE),
        ("default", "/store", DEFAULT_GRAPH),
        ("default=", "/store", DEFAULT_GRAPH),
        ("default", "/store/g1", DEFAULT_GRAPH),
        ("graph=http://example.org/g", "/store", "http://example.org/g"),
        ("graph=http://example.org/g", "/store/g1", "http://example.org/g"),
        ("graph=http%3A%2F%2Fexample.org%2Fg", "/store", "http://example.org/g"),
        ("graph=http%3A%2F%2Fexample.org%2F%25E5%258C%25BA", "/store", "http://example.org/%E5%8C%BA"),
        ("graph=http%3A%2F%2Fexample.org%2F%E5%8C%BA", "/store", "http://example.org/区"),
        ("graph=http://example.org/区", "/store", "http://example.org/区"),
        ("graph=http://example.org/a%2Bb", "/store", "http://example.org/a+b"),
        ("graph=http://example.org/?a=1%26b=2", "/store", "http://example.org/?a=1&b=2"),
        ("graph=urn:x:区%231", "/store", "urn:x:区#1"),
        ("", "/store/g1", f"{HERE}/g1"),
        ("", "/store/a/b%2Fc", f"{HERE}/a/b%2Fc"),
        ("", "/store/%E5%8C%BA", f"{HERE}/%E5%8C%BA"),
    ],
)  # fmt: skip
def test_the_graph_of_a_request(query_string: str, path: str, graph: str | None) -> None:
    assert graph_of(query_string, path, f"http://localhost{path}") == graph


@given(st.from_regex(r"http://例\.org/(?:[a-z0-9+&=?/区]|%[0-9A-F]{2}){0,12}#?", fullmatch=True))
def test_an_iri_is_decoded_exactly_once(iri: str) -> None:
    assert graph_of(f"graph={quote(iri, safe='')}", "/store", HERE) == iri


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("graph=http://a/&graph=http://b/", "one graph"),
        ("graph=http://a/&graph=http://a/", "one graph"),
        ("default&graph=http://a/", "one graph"),
        ("graph=", "'' is not an absolute IRI"),
        ("graph=relative", "'relative' is not an absolute IRI"),
        ("graph=/store/g", "is not an absolute IRI"),
        ("graph=http://a/b%20c", "is not an absolute IRI"),
        ("graph=http://a/%3E", "is not an absolute IRI"),
        ("graph=http://a/%E5%8C", "cannot be read"),
    ],
)
def test_parameters_that_do_not_name_one_graph_are_refused(query_string: str, message: str) -> None:
    with pytest.raises(BadRequestError, match=message):
        graph_of(query_string, "/store", HERE)


@pytest.mark.parametrize(
    ("content_type", "graph", "engine"),
    [
        ("text/turtle", DEFAULT_GRAPH, "TURTLE"),
        ("text/turtle; charset=utf-8", "http://a/", "TURTLE"),
        ("TEXT/Turtle ;charset=utf-8", "http://a/", "TURTLE"),
        ("application/x-turtle", "http://a/", "TURTLE"),
        ("text/plain", "http://a/", "N_TRIPLES"),
        ("application/rdf+xml", "http://a/", "RDF_XML"),
        ("application/json", "http://a/", "JSON_LD"),
        ("application/n-quads", WHOLE_STORE, "N_QUADS"),
        ("application/trig", WHOLE_STORE, "TRIG"),
        ("application/ld+json", WHOLE_STORE, "JSON_LD"),
    ],
)
def test_the_format_of_a_document(content_type: str, graph: str | None, engine: str) -> None:
    assert document_format(content_type, graph).engine == engine


@pytest.mark.parametrize(
    ("content_type", "graph", "message"),
    [
        (None, WHOLE_STORE, "'missing'"),
        ("", WHOLE_STORE, "'missing'"),
        ("text/html", "http://a/", "'text/html'; this server reads text/turtle"),
        ("application/sparql-update", "http://a/", "'application/sparql-update'"),
        ("text/turtle", WHOLE_STORE, "'text/turtle'; this server reads application/n-quads"),
        ("application/n-triples", WHOLE_STORE, "'application/n-triples'"),
    ],
)
def test_a_document_of_another_type_gets_a_list_of_the_accepted_ones(
    content_type: str | None, graph: str | None, message: str
) -> None:
    with pytest.raises(UnsupportedMediaTypeError) as caught:
        document_format(content_type, graph)
    assert message in str(caught.value)


def test_a_graph_is_offered_in_all_that_the_engine_writes_and_the_store_in_what_has_graphs() -> (
    None
):
    whole = {item.engine for item in offered_formats(WHOLE_STORE)}
    assert whole == {"TRIG", "N_QUADS", "JSON_LD"}
    for graph in (DEFAULT_GRAPH, "http://a/"):
        engines = {item.engine for item in offered_formats(graph)}
        assert engines == {*whole, "TURTLE", "N_TRIPLES", "RDF_XML"}


@pytest.mark.parametrize("content_type", [None, ""])
def test_a_document_without_a_type_is_rdf_xml(content_type: str | None) -> None:
    """SPARQL 1.1 Graph Store HTTP Protocol, section 5.1."""
    assert document_format(content_type, DEFAULT_GRAPH).media_type == "application/rdf+xml"


@pytest.mark.parametrize("query", ["", "default", "graph=urn:a&format=nt&infer=true", "output=nt"])
def test_the_parameters_of_a_write_are_known(query: str) -> None:
    demand_known_parameters(query)


@pytest.mark.parametrize("query", ["grpah=urn:a", "graph=urn:a&x", "Default", "GRAPH=urn:a"])
def test_a_write_with_an_unknown_parameter_is_refused(query: str) -> None:
    with pytest.raises(BadRequestError, match="unknown parameter"):
        demand_known_parameters(query)
