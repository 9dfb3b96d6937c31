# A figure that divides a target.
# check: hermit
# culprit: https://example.org/observation
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:denominatorOf ex:target }
