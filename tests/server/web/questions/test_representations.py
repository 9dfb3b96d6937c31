"""Terms as values of JSON: exact, or as their digits."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.server.knowledge.questions.representations import json_value

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10560000", "decimal", 10560000),
        ("59.15", "decimal", 59.15),
        ("0.10", "decimal", 0.1),
        ("9007199254740993", "integer", "9007199254740993"),
        ("0.12345678901234567890", "decimal", "0.12345678901234567890"),
        ("1.5E3", "double", 1500),
        ("INF", "double", "INF"),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("nonsense", "integer", "nonsense"),
        ("2021-01-01", "date", "2021-01-01"),
    ],
)
def test_a_literal(text: str, kind: str, value: object) -> None:
    assert json_value(Literal(text, datatype=NamedNode(f"{XSD}{kind}"))) == value


def test_other_terms() -> None:
    assert json_value(Literal("区", language="zh")) == "区"
    assert json_value(NamedNode("http://e/x")) == "http://e/x"
    assert json_value(BlankNode("b")) == "b"
    assert json_value(None) is None
