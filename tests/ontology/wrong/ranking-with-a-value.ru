# A ranking with a value.
# check: shacl
# culprit: https://example.org/ranking
# message: a ranking must not have a value

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:ranking dg:value 35.0 }
