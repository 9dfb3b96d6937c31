# A district in a city of another code.
# check: shacl
# culprit: https://example.org/district
# message: the area code must begin with that of the area in which this one is located

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:city a dg:PrefectureLevelCity ; rdfs:label "某市"@zh , "a city"@en ; dg:areaCode "210100" . ex:district dg:locatedIn ex:city }
