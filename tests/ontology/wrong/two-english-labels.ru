# A goal with two English labels.
# check: shacl
# culprit: https://example.org/goal
# message: exactly one English label

PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:goal rdfs:label "Another goal"@en }
