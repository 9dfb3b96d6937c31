# An observation of two indicators.
# check: hermit
# culprit: https://example.org/observation
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:indicator <https://w3id.org/districtgraph/id/indicator/jobs-kept> }
