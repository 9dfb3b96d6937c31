# A statement that says what a period is to it and has none.
# check: shacl
# culprit: https://example.org/statement
# message: a claim without a period must not have a role

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:statement dg:periodRole <https://w3id.org/districtgraph/id/period-role/since> }
