# A programme that is a measure.
# check: hermit
# culprit: https://example.org/programme
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:programme a dg:Measure }
