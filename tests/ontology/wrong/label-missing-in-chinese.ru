# A programme without a Chinese label.
# check: shacl
# culprit: https://example.org/programme
# message: exactly one Chinese label

PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE DATA { ex:programme rdfs:label "样板计划"@zh }
