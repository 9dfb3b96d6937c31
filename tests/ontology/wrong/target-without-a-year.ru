# A target that is due at no resolved time.
# check: shacl
# culprit: https://example.org/target
# message: without a year there is no target

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:target dg:period ex:year } ; INSERT DATA { ex:target dg:period ex:this-year }
