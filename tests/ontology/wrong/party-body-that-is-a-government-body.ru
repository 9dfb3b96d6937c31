# A party body that is a government body.
# check: hermit
# culprit: https://example.org/office
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:office a dg:GovernmentBody }
