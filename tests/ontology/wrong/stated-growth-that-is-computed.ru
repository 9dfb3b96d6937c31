# A growth rate that is both stated and computed.
# check: hermit
# culprit: https://example.org/growth
# message: what texts state and what follows from levels are told apart

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:growth a dg:ComputedGrowth }
