# A figure that holds.
# check: shacl
# culprit: https://example.org/observation
# message: only a statement can have the modality 'holds'

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:modality <https://w3id.org/districtgraph/id/modality/achieved> } ; INSERT DATA { ex:observation dg:modality <https://w3id.org/districtgraph/id/modality/holds> }
