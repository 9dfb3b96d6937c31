# A claim without evidence.
# check: shacl
# culprit: https://example.org/statement
# message: must rest on evidence

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:statement dg:evidence ex:evidence }
