# Persons counted for an indicator of households.
# check: shacl
# culprit: https://example.org/observation
# message: the counted kind must be the one that the indicator counts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:counts <https://w3id.org/districtgraph/id/counted-kind/household> } ; INSERT DATA { ex:observation dg:counts <https://w3id.org/districtgraph/id/counted-kind/person> }
