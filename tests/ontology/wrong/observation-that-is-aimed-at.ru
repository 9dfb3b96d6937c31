# An aim that calls itself an observation.
# check: shacl
# culprit: https://example.org/observation
# message: must be in a target, not in an observation

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:modality <https://w3id.org/districtgraph/id/modality/achieved> } ; INSERT DATA { ex:observation dg:modality <https://w3id.org/districtgraph/id/modality/target> }
