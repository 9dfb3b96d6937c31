# A document that cannot be recognised.
# check: shacl
# culprit: https://example.org/document
# message: SHA-256

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE WHERE { ex:document dg:sha256 ?sum }
