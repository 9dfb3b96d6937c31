"""Lists in JSON-LD documents are lists, and the triples remain those of the other formats."""

import json
import math
import time

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    parse,
)
from rdflib import Graph
from rdflib.compare import isomorphic

from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document

ABOUT = "http://a.example/it"
CONTEXT = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "a": "http://a.example/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "members": {"@id": "a:members", "@type": "@id"},
    "amount": {"@id": "a:amount", "@type": "a:number"},
    "label": {"@id": "a:label", "@container": "@language"},
}
PREFIXES = (
    "PREFIX a: <http://a.example/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
)
LISTS = {
    "of things": "a:it a:p (a:one [ a:q 1 ] a:two)",
    "of values": 'a:it a:p ("x" "y"@en 3 "http://a.example/z")',
    "empty": "a:it a:p ()",
    "several": "a:it a:p (1 2), (3), ()",
    "of lists": "a:it a:p (() (1) ((2) 3))",
    "of a term whose values are IRIs": 'a:it a:members (a:one "http://a.example/two" [])',
    "of a term with a type": 'a:it a:amount (1 "2"^^a:number)',
    "of a term by language": 'a:it a:label ("x"@en)',
    "of another thing": "a:it a:p 1 . a:other a:p (a:it)",
    "of what comes after it": "_:b rdf:first 1 ; rdf:rest () . a:it a:p _:b",
}
OTHERS = {
    "of two owners": "a:it a:p _:b ; a:q _:b . _:b rdf:first 1 ; rdf:rest ()",
    "with a shared end": (
        "a:it a:p _:b, _:c . _:b rdf:first 1 ; rdf:rest _:d . _:c rdf:first 2 ; rdf:rest _:d . "
        "_:d rdf:first 3 ; rdf:rest ()"
    ),
    "with more to say": "a:it a:p _:b . _:b rdf:first 1 ; rdf:rest () ; a:q 2",
    "with two items in a cell": "a:it a:p _:b . _:b rdf:first 1, 2 ; rdf:rest ()",
    "with a name": "a:it a:p a:b . a:b rdf:first 1 ; rdf:rest ()",
    "of no owner": "a:it a:p 1 . _:b rdf:first 1 ; rdf:rest _:c . _:c rdf:first 2 ; rdf:rest ()",
    "that begins within a name": "a:b rdf:first 1 ; rdf:rest (2 3) . a:it a:p a:b",
    "in a circle": "a:it a:p _:b . _:b rdf:first 1 ; rdf:rest _:b",
    "without an end": "a:it a:p _:b . _:b rdf:first 1 ; rdf:rest _:c",
    "of itself": "a:it a:p 1 . _:b rdf:first _:b ; rdf:rest ()",
    "of each other": (
        "a:it a:p 1 . _:b rdf:first _:d ; rdf:rest _:c . _:c rdf:first 1 ; rdf:rest () . "
        "_:d rdf:first 2 ; rdf:rest _:e . _:e rdf:first _:b ; rdf:rest ()"
    ),
}


def document(turtle: str) -> str:
    quads = parse(f"{PREFIXES}{turtle} .", format=RdfFormat.TURTLE)
    return json_ld_document((quad.triple for quad in quads), ABOUT, CONTEXT).decode()


def canonical(content: str | bytes, rdf_format: RdfFormat) -> Dataset:
    dataset = Dataset(parse(content, format=rdf_format))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
def test_the_triples_come_back(name: str) -> None:
    turtle = f"{PREFIXES}{(LISTS | OTHERS)[name]} ."
    written = document((LISTS | OTHERS)[name])
    assert canonical(written, RdfFormat.JSON_LD) == canonical(turtle, RdfFormat.TURTLE)
    read = Graph().parse(data=written, format="json-ld")
    assert isomorphic(read, Graph().parse(data=turtle, format="turtle"))


@pytest.mark.parametrize("name", LISTS)
def test_a_well_formed_list_is_a_list(name: str) -> None:
    written = document(LISTS[name])
    assert '"@list": [' in written
    assert "rdf:first" not in written


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_list_of_one_owner_is_none(name: str) -> None:
    assert "rdf:first" in document(OTHERS[name])


def test_the_items_are_in_their_order() -> None:
    assert json.loads(document("a:it a:p (3 1 2)"))["a:p"]["@list"] == [
        {"@value": text, "@type": "http://www.w3.org/2001/XMLSchema#integer"} for text in "312"
    ]


def chained(number: int, nested: bool) -> list[Triple]:
    """Return a list of many items, or of one list of one list and so on."""
    rdf = CONTEXT["rdf"]
    first, rest = NamedNode(f"{rdf}first"), NamedNode(f"{rdf}rest")
    cells = [BlankNode(f"n{at}") for at in range(number)]
    triples = [Triple(NamedNode(ABOUT), NamedNode("http://a.example/p"), cells[0])]
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        end, item = NamedNode(f"{rdf}nil"), Literal("x")
        triples.append(Triple(cell, first, (following or item) if nested else item))
        triples.append(Triple(cell, rest, end if nested else following or end))
    return triples


TRIES = 5
"""The best of them count: a busy machine takes twice the time now and then."""


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("nested", [True, False])
def test_time_and_depth_are_bounded(nested: bool) -> None:
    chains = {number: chained(number, nested) for number in (2_000, 16_000)}
    for triples in chains.values():
        content = json_ld_document(triples, ABOUT, CONTEXT)
        assert len(set(parse(content, format=RdfFormat.JSON_LD))) == len(triples)
    took = dict.fromkeys(chains, math.inf)
    for _ in range(TRIES):
        for number, triples in chains.items():
            started = time.thread_time()
            json_ld_document(triples, ABOUT, CONTEXT)
            took[number] = min(took[number], time.thread_time() - started)
        if took[16_000] < 24 * max(took[2_000], 0.005):
            return
    raise AssertionError(f"not in proportion: {took}")
