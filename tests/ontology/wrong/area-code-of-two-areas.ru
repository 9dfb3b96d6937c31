# Two districts that exist with one code.
# check: shacl
# culprit: https://example.org/district
# message: two areas that exist must not have the same area code

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:another a dg:District ; rdfs:label "某区"@zh , "a district"@en ; dg:areaCode "999999" }
