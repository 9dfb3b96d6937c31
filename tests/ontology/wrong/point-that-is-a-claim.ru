# A point of a series that is taken for a claim.
# check: hermit
# culprit: https://example.org/point
# message: a point is derived from claims and is none

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:point a dg:Claim }
