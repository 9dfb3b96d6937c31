# A figure that is a sum so far and of one moment.
# check: shacl
# culprit: https://example.org/observation
# message: at most one way of accumulating

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:observation dg:accumulation <https://w3id.org/districtgraph/id/accumulation/cumulative> , <https://w3id.org/districtgraph/id/accumulation/stock> }
