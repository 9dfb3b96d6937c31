"""XML holds only what it can express; everything else is refused before it is sent."""

from collections.abc import Sequence
from io import BytesIO
from typing import IO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from districtgraph.server.core.errors import NotExpressibleError
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.xml_results import XmlWriter, xml_document
from districtgraph.server.store.embedded.engine.evaluation import Evaluator

SUBJECT, PROPERTY = NamedNode("urn:s"), NamedNode("http://example.com/p")
XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=["Cc"])
    | st.sampled_from("\t\n\r")
)
FOREIGN = ["\x01", "\x1f", "\ufffe", "\uffff"]


def evaluator(*texts: str) -> Evaluator:
    store = Store()
    store.extend(Quad(SUBJECT, PROPERTY, Literal(text)) for text in texts)
    return Evaluator(store)


def answer(of: Evaluator, query: str, engine_format: str) -> bytes:
    output = BytesIO()
    of.answer(QueryOperation(query), engine_format, output)
    return output.getvalue()


@given(XML_TEXT)
def test_every_text_of_xml_comes_back_as_it_is(text: str) -> None:
    xml = answer(evaluator(text), "SELECT ?o { ?s ?p ?o }", "XML")
    solutions = parse_query_results(xml, format=QueryResultsFormat.XML)
    assert isinstance(solutions, QuerySolutions)
    assert [row["o"] for row in solutions] == [Literal(text)]
    document = answer(evaluator(text), "CONSTRUCT WHERE { ?s ?p ?o }", "RDF_XML")
    assert [q.object for q in parse(document, format=RdfFormat.RDF_XML)] == [Literal(text)]


@pytest.mark.parametrize("character", FOREIGN)
@pytest.mark.parametrize(
    ("query", "engine_format"),
    [
        ("SELECT ?o { ?s ?p ?o }", "XML"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "RDF_XML"),
        ("DESCRIBE <urn:s>", "RDF_XML"),
    ],
)
def test_a_character_that_xml_does_not_allow_is_refused(
    character: str, query: str, engine_format: str
) -> None:
    with pytest.raises(NotExpressibleError, match=rf"U\+{ord(character):04X}"):
        answer(evaluator(f"a{character}b"), query, engine_format)
    assert answer(
        evaluator(f"a{character}b"), query, "JSON" if engine_format == "XML" else "TURTLE"
    )


@given(st.lists(st.binary(max_size=4), max_size=8), st.sampled_from(FOREIGN))
def test_a_character_is_found_wherever_pieces_end(around: Sequence[bytes], character: str) -> None:
    output = BytesIO()
    writer = XmlWriter(cast(IO[bytes], output))
    with pytest.raises(NotExpressibleError):
        for byte in "".join(("北", character)).encode():
            writer.write(bytes([byte]))
        writer.flush()
    plain = BytesIO()
    writer = XmlWriter(cast(IO[bytes], plain))
    text = ["é北\ufffd", *(piece.hex() for piece in around)]
    for byte in "".join(text).encode():
        writer.write(bytes([byte]))
    writer.flush()
    assert plain.getvalue().decode() == "".join(text)


@pytest.mark.parametrize(
    "iri", ["http://example.com/123", "urn:x:1", "http://e/%41", "http://e/", "http://e/²"]
)
def test_a_property_or_class_without_an_xml_name_is_refused(iri: str) -> None:
    term = NamedNode(iri)
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for triple in (Triple(SUBJECT, term, Literal("x")), Triple(SUBJECT, rdf_type, term)):
        with pytest.raises(NotExpressibleError, match="Turtle"):
            xml_document([triple], {})


@pytest.mark.parametrize("iri", ["http://e/1a", "http://e/a%20b", "http://e/区", "urn:x:a-1.b"])
def test_a_name_may_begin_anywhere(iri: str) -> None:
    triple = Triple(SUBJECT, NamedNode(iri), Literal("x"))
    document = xml_document([triple], {"e": "http://e/"})
    assert [quad.triple for quad in parse(document, format=RdfFormat.RDF_XML)] == [triple]


def test_a_graph_is_held_to_the_same() -> None:
    store = Store()
    store.add(Quad(SUBJECT, NamedNode("urn:x:1"), Literal("x"), NamedNode("urn:g")))
    store.add(Quad(SUBJECT, PROPERTY, Literal("a\rb"), NamedNode("urn:h")))
    with pytest.raises(NotExpressibleError):
        Evaluator(store).write_graph("urn:g", "RDF_XML", BytesIO())
    output = BytesIO()
    Evaluator(store).write_graph("urn:h", "RDF_XML", output)
    assert [q.object for q in parse(output.getvalue(), format=RdfFormat.RDF_XML)] == [
        Literal("a\rb")
    ]
