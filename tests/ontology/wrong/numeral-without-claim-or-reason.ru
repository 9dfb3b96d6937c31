# A numeral that nothing accounts for.
# check: shacl
# culprit: https://example.org/numeral
# message: must have claims, or a reason

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:numeral dg:coveredBy ex:observation }
