# Work of which nobody knows whether it is finished.
# check: shacl
# culprit: https://example.org/statement
# message: 'holds' does not say whether the work is finished

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:statement dg:modality <https://w3id.org/districtgraph/id/modality/achieved> } ; INSERT DATA { ex:statement dg:modality <https://w3id.org/districtgraph/id/modality/holds> }
