# A number of things for an indicator that is given in yuan.
# check: shacl
# culprit: https://example.org/observation
# message: the unit must be the usual unit of the indicator

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:observation dg:indicator <https://w3id.org/districtgraph/id/indicator/households-benefiting-from-renovation> } ; INSERT DATA { ex:observation dg:indicator <https://w3id.org/districtgraph/id/indicator/job-support-funds> }
