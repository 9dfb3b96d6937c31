# A likely match that is more than certain.
# check: shacl
# culprit: https://example.org/match
# message: a likely match must have one confidence, from 0 to 1
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE { ex:match dg:confidence ?before }
INSERT { ex:match dg:confidence 1.5 }
WHERE { ex:match dg:confidence ?before }
