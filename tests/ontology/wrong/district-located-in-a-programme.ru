# A district that is located in a programme.
# check: hermit
# culprit: https://example.org/district
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:district dg:locatedIn ex:programme }
