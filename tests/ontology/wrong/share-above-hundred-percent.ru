# A share of 120 percent.
# check: shacl
# culprit: https://example.org/observation
# message: between 0 and 100

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX unit: <http://qudt.org/vocab/unit/>

DELETE DATA { ex:observation dg:unit unit:NUM ; dg:value 5.0 ; dg:lowerBound 5.0 ; dg:counts <https://w3id.org/districtgraph/id/counted-kind/household> ; dg:indicator <https://w3id.org/districtgraph/id/indicator/households-benefiting-from-renovation> } ; INSERT DATA { ex:observation dg:unit unit:PERCENT ; dg:value 120.0 ; dg:lowerBound 120.0 ; dg:indicator <https://w3id.org/districtgraph/id/indicator/share-of-city-industrial-value-added> ; dg:shareOf <https://w3id.org/districtgraph/id/indicator/industrial-value-added> ; dg:shareOfPlace ex:district }
