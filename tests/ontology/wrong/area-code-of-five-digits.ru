# An area code that is none.
# check: shacl
# culprit: https://example.org/district
# message: six digits

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:district dg:areaCode "999999" } ; INSERT DATA { ex:district dg:areaCode "99999" }
