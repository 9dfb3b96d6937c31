# An observation of nothing.
# check: shacl
# culprit: https://example.org/observation
# message: must have a value, or both bounds

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:value 5.0 ; dg:lowerBound 5.0 } ; DELETE DATA { ex:observation dg:comparator <https://w3id.org/districtgraph/id/comparator/at-least> } ; INSERT DATA { ex:observation dg:comparator <https://w3id.org/districtgraph/id/comparator/equal> }
