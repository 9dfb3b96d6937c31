# A count below zero.
# check: shacl
# culprit: https://example.org/observation
# message: a count must not be below zero

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:value 5.0 ; dg:lowerBound 5.0 } ; INSERT DATA { ex:observation dg:value -5.0 ; dg:lowerBound -5.0 }
