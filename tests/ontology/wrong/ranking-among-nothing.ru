# A rank among nothing.
# check: shacl
# culprit: https://example.org/ranking
# message: must name the places or periods

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:ranking dg:rankedWithin ex:district }
