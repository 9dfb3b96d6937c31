# Two concepts of one scheme with one notation.
# check: shacl
# culprit: https://example.org/concept
# message: two concepts of one scheme must not have the same notation

PREFIX ex: <https://example.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  ex:concept a skos:Concept ; skos:prefLabel "某概念"@zh , "a concept"@en ; skos:inScheme ex:scheme ; skos:notation "one" .
  ex:other a skos:Concept ; skos:prefLabel "另一概念"@zh , "another concept"@en ; skos:inScheme ex:scheme ; skos:notation "one" .
  ex:scheme a skos:ConceptScheme ; skos:prefLabel "概念表"@zh , "a scheme"@en .
}
