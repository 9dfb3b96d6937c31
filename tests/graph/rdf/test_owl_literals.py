"""Dates become time stamps: the first second of a day, or the last where a period ends."""

from pyoxigraph import RdfFormat, parse, serialize

from districtgraph.graph.rdf.owl_literals import in_owl_datatypes

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <http://a.example/>
"""
GIVEN = """
:year time:hasBeginning :first ; time:hasEnd :last ; :value 3 .
:first time:inXSDDate "2024-01-01"^^xsd:date .
:last time:inXSDDate "2024-12-31"^^xsd:date .
:document dcterms:issued "2025-02-03"^^xsd:date .
"""
MADE = """
:year time:hasBeginning :first ; time:hasEnd :last ; :value 3 .
:first time:inXSDDateTimeStamp "2024-01-01T00:00:00+08:00"^^xsd:dateTimeStamp .
:last time:inXSDDateTimeStamp "2024-12-31T23:59:59+08:00"^^xsd:dateTimeStamp .
:document dcterms:issued "2025-02-03T00:00:00+08:00"^^xsd:dateTimeStamp .
"""


def test_dates_are_stamps_and_nothing_else_changes() -> None:
    given, made = (list(parse(PREFIXES + text, format=RdfFormat.TURTLE)) for text in (GIVEN, MADE))
    assert len(given) == 6
    found = serialize(in_owl_datatypes(given), format=RdfFormat.N_QUADS)
    assert found == serialize(made, format=RdfFormat.N_QUADS)
