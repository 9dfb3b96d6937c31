# A label without a language.
# check: shacl
# culprit: https://example.org/district
# message: a label must have a language

PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:district rdfs:label "Sample" }
