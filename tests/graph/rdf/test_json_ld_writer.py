"""Expanded JSON-LD has its types by the keyword, and no other byte is changed."""

import json
from io import BytesIO
from itertools import count
from typing import IO, cast

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from districtgraph.graph.rdf.json_ld_writer import JsonLdWriter, expanded_json_ld

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
A = NamedNode(TYPE)
S, T, U, P = (NamedNode(f"http://example.org/{name}") for name in "STUP")
TEXT = Literal(f'"{TYPE}":[{{"@id":"x"}}]')


def in_pieces(content: bytes, size: int) -> bytes:
    output = BytesIO()
    writer = JsonLdWriter(output)
    for start in range(0, len(content), size):
        writer.write(content[start : start + size])
        writer._pass_on(ended=False)
    writer.flush()
    return output.getvalue()


CONTENTS: dict[str, list[Triple]] = {
    "one type": [Triple(S, A, T)],
    "several": [Triple(S, A, T), Triple(S, A, U), Triple(S, P, TEXT)],
    "a blank node": [Triple(BlankNode("b"), A, BlankNode("c")), Triple(S, P, BlankNode("b"))],
    "a literal first": [Triple(S, A, TEXT), Triple(S, A, T)],
    "a literal last": [Triple(S, A, T), Triple(S, A, TEXT), Triple(S, A, U), Triple(S, P, T)],
    "none": [Triple(S, P, TEXT)],
    "nothing": [],
    "the property as a value": [Triple(S, P, A), Triple(A, A, A)],
}


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_types_have_the_keyword_however_the_bytes_come(name: str, size: int) -> None:
    triples = CONTENTS[name]
    plain = serialize(triples, format=RdfFormat.JSON_LD) or b""
    found = in_pieces(plain, size)
    assert found == expanded_json_ld(triples)
    read = {str(quad.triple) for quad in parse(found, format=RdfFormat.JSON_LD)}
    assert len(read) == len(set(triples))
    json.loads(found, object_pairs_hook=_without_repeated_names)


def _without_repeated_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_only_what_is_no_node_remains_a_value_of_the_property() -> None:
    (node,) = json.loads(expanded_json_ld(CONTENTS["a literal last"]))
    assert node["@type"] == [T.value]
    assert node[TYPE] == [{"@value": TEXT.value}, {"@id": U.value}]
    (node,) = json.loads(expanded_json_ld(CONTENTS["several"]))
    assert node["@type"] == [T.value, U.value]
    assert TYPE not in node


def test_graphs_and_long_content_come_whole() -> None:
    numbers = count()
    quads = [
        Quad(NamedNode(f"http://example.org/{n // 3}"), A, NamedNode(f"http://example.org/{n}"), g)
        for g in (S, T)
        for n in (next(numbers) for _ in range(3000))
    ]
    buffer = BytesIO()
    writer = JsonLdWriter(buffer)
    serialize(quads, cast(IO[bytes], writer), format=RdfFormat.JSON_LD)
    writer.flush()
    assert TYPE.encode() not in buffer.getvalue()
    assert set(parse(buffer.getvalue(), format=RdfFormat.JSON_LD)) == set(quads)
