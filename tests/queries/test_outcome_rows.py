"""An outcome that several claims state is one row of the question on targets and outcomes."""

from pyoxigraph import QuerySolutions, RdfFormat, Store

from tests.conftest import ROOT

QUESTION = ROOT / "queries/targets-against-outcomes.rq"
DATA = """
@prefix : <https://example.org/> .
@prefix dg: <https://w3id.org/districtgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .
@prefix sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#> .
:outcome a dg:TargetOutcome ; sdmx-dimension:refArea :place ; dg:ofIndicator :indicator ;
  sdmx-dimension:refPeriod :year ; dg:targetComparator [ skos:notation "=" ] ;
  dg:targetValue 8.0 ; dg:outcomeValue 4.9 ; dg:difference -3.1 ; sdmx-attribute:unitMeasure :unit ;
  dg:verdict :missed ; dg:targetClaim :aim ;
  dg:outcomeClaim :claim-2015 , :claim-2016 , :claim-2014 .
:year dg:year 2015 ; rdfs:label "2015年"@zh , "2015"@en .
:place rdfs:label "某区"@zh , "A district"@en .
:indicator skos:prefLabel "生产总值"@zh , "Product"@en .
:missed skos:prefLabel "未达到"@zh , "missed"@en .
"""


def test_an_outcome_of_three_claims_is_one_row_with_the_last_of_them() -> None:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TURTLE)
    found = store.query(QUESTION.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    rows = [(str(row["outcome"]), str(row["outcomeClaim"])) for row in found]
    assert rows == [("<https://example.org/outcome>", "<https://example.org/claim-2016>")]
