# A match that is exact and broad.
# check: shacl
# culprit: https://w3id.org/districtgraph/id/beneficiary-group/older-people
# message: SKOS S46

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ex: <https://example.org/>

INSERT DATA { <https://w3id.org/districtgraph/id/beneficiary-group/older-people> skos:exactMatch ex:old ; skos:broadMatch ex:old }
