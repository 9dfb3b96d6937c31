# A household count with a currency unit.
# check: shacl
# culprit: https://example.org/observation
# message: must have the unit unit:NUM

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX unit: <http://qudt.org/vocab/unit/>

DELETE DATA { ex:observation dg:unit unit:NUM } ; INSERT DATA { ex:observation dg:unit unit:CCY_CNY }
