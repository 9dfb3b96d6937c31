# A target of nothing.
# check: shacl
# culprit: https://example.org/target
# message: either a goal, or indicator, value

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:target dg:goal ex:goal }
