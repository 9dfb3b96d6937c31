# An observation with two values.
# check: shacl
# culprit: https://example.org/observation
# message: at most one value

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:value 6.0 }
