"""The comparison of results decides which tests pass, so it has tests of its own."""

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from .result_sets import (
    Solutions,
    canonical,
    parse_dataset,
    parse_result,
    same_graph,
    same_result,
)

A, B = URIRef("http://example.org/a"), URIRef("http://example.org/b")


def rows(*values: tuple[URIRef | BNode | Literal | None, ...]) -> Solutions:
    return Solutions(tuple("xyz"[: len(values[0])]), values)


def test_the_order_of_solutions_does_not_matter_but_their_number_does() -> None:
    assert same_result(rows((A,), (B,)), rows((B,), (A,)))
    assert not same_result(rows((A,), (A,)), rows((A,)))
    assert not same_result(rows((A,), (A,), (B,)), rows((A,), (B,), (B,)))


def test_blank_nodes_are_renamed_one_to_one() -> None:
    one, two, other = BNode("one"), BNode("two"), BNode("other")
    assert same_result(rows((one, two), (two, one)), rows((two, other), (other, two)))
    assert not same_result(rows((one, two)), rows((one, one)))
    assert not same_result(rows((one, one)), rows((one, two)))
    assert not same_result(rows((one, A), (one, B)), rows((one, A), (two, B)))


def test_a_blank_node_is_neither_an_iri_nor_unbound() -> None:
    assert not same_result(rows((BNode(),)), rows((A,)))
    assert not same_result(rows((BNode(),)), rows((None,)))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (Literal("1.0", datatype=XSD.decimal), Literal("1", datatype=XSD.decimal), True),
        (Literal("-0.50", datatype=XSD.decimal), Literal("-.5", datatype=XSD.decimal), True),
        (Literal("1.0E6", datatype=XSD.double), Literal("1000000", datatype=XSD.double), True),
        (Literal("0", datatype=XSD.boolean), Literal("false", datatype=XSD.boolean), True),
        (Literal("a"), Literal("a", datatype=XSD.string), True),
        (Literal("a", lang="zh-Hans"), Literal("a", lang="zh-hans"), True),
        (Literal("1", datatype=XSD.decimal), Literal("1", datatype=XSD.integer), False),
        (Literal("10", datatype=XSD.integer), Literal("1", datatype=XSD.integer), False),
        (Literal("a", lang="zh"), Literal("a", lang="en"), False),
        (Literal("a", lang="en"), Literal("a"), False),
        (Literal("a"), URIRef("a"), False),
    ],
)
def test_literals_are_compared_by_value(left: Literal, right: Literal, same: bool) -> None:
    assert same_result(rows((left,)), rows((right,))) is same


def test_an_ill_typed_literal_stays_as_it_is() -> None:
    literal = Literal("one", datatype=XSD.decimal, normalize=False)
    assert str(canonical(literal)) == "one"


def test_a_boolean_is_no_solution() -> None:
    assert same_result(True, True)
    assert not same_result(True, False)
    assert not same_result(True, rows((A,)))


def test_blank_nodes_that_graphs_share_remain_shared() -> None:
    shared = "_:n <urn:p> <urn:o> <urn:g> .\n_:n <urn:p> <urn:o> <urn:h> .\n"
    apart = "_:n <urn:p> <urn:o> <urn:g> .\n_:m <urn:p> <urn:o> <urn:h> .\n"
    assert same_graph(parse_dataset(shared), parse_dataset(shared.replace("_:n", "_:x")))
    assert not same_graph(parse_dataset(shared), parse_dataset(apart))


def test_a_triple_in_another_graph_is_another_quad() -> None:
    quad = "<urn:s> <urn:p> <urn:o> <urn:g> ."
    assert not same_graph(parse_dataset(quad), parse_dataset(quad.replace("urn:g", "urn:h")))
    assert not same_graph(parse_dataset(quad), parse_dataset(quad.replace(" <urn:g>", "")))


def test_columns_of_csv_may_come_in_any_order() -> None:
    left = parse_result(b"x,y\r\n1,_:a\r\n", "text/csv")
    assert same_result(left, parse_result(b"y,x\r\n_:b,1.0\r\n", "text/csv"))
    assert not same_result(left, parse_result(b"y,x\r\n1,_:b\r\n", "text/csv"))
