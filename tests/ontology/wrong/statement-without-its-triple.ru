# A statement whose triple is missing.
# check: shacl
# culprit: https://example.org/statement
# message: must be in the graph

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:district dg:runs ex:programme }
