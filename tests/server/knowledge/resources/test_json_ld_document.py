"""Documents in compact JSON-LD have the triples that they are made of, whatever their literals."""

import json

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document

CONTEXT = {
    "@version": 1.1,
    "e": "http://e/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "one": {"@id": "e:one", "@container": "@language"},
    "many": {"@id": "e:many", "@container": ["@language", "@set"]},
    "number": {"@id": "e:number", "@type": "xsd:integer"},
    "link": {"@id": "e:link", "@type": "@id"},
}


def dataset(content: str | bytes, rdf_format: RdfFormat) -> Dataset:
    found = Dataset(parse(content, format=rdf_format))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.mark.parametrize(
    "objects",
    [
        'e:one "a"@ar , "b"@en',
        'e:one "a"@ar--rtl , "b"@en',
        'e:one "a"@ar--rtl , "a"@ar--ltr , "a"@ar , "a"',
        'e:many "a"@ar--rtl , "a"@ar , "b"@ar',
        'e:other "a"@ar--ltr , "" , "1"^^xsd:integer , "01"^^xsd:token , true , 1.0 , 1e0',
        'e:number 1 , "a" , "1"^^xsd:int ; e:link e:a , "e:a" , [ e:one "c"@en--ltr ]',
        'e:list ( "a"@ar--rtl 1 ( ) ( "b"@en ) )',
        'e:other "{\\"a\\":1}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>',
    ],
)
def test_the_triples_come_back(objects: str) -> None:
    turtle = f"PREFIX e: <http://e/> PREFIX xsd: <{CONTEXT['xsd']}> e:it {objects} ."
    triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    written = json_ld_document(triples, "http://e/it", CONTEXT)
    assert dataset(written, RdfFormat.JSON_LD) == dataset(turtle, RdfFormat.TURTLE)
    assert json.loads(written)["id"] == "e:it"
