# A claim of at least so much without value and bound.
# check: shacl
# culprit: https://example.org/observation
# message: must have a lower bound

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:lowerBound 5.0 ; dg:value 5.0 }
