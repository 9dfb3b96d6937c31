# A lower bound above the upper bound.
# check: shacl
# culprit: https://example.org/observation
# message: not above the upper bound

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:upperBound 4.0 }
