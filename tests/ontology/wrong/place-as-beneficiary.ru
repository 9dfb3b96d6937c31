# A district as the group that benefits.
# check: hermit
# culprit: https://example.org/observation
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:beneficiary ex:district }
