# A goal that has come about.
# check: hermit
# culprit: https://example.org/goal
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:goal a dg:Outcome }
