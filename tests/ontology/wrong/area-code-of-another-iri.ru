# A place whose IRI bears another code than it has.
# check: shacl
# culprit: https://w3id.org/districtgraph/id/place/210105
# message: the area code must be the one in the place's IRI

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { <https://w3id.org/districtgraph/id/place/210105> a dg:District ; rdfs:label "某区"@zh , "a district"@en ; dg:areaCode "210104" }
