# A claim of at least so much without the bound.
# check: shacl
# culprit: https://example.org/observation
# message: must have its value as its lower bound

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:lowerBound 5.0 }
