# A year for 今年.
# check: shacl
# culprit: https://example.org/this-year
# message: nothing is guessed

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:this-year dg:year 2021 }
