# Quoted words that are no plain string.
# check: shacl
# culprit: https://example.org/quote
# message: 1 to 40 characters and no language

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:quote oa:exact "惠及五户" } ; INSERT DATA { ex:quote oa:exact "惠及五户"@zh }
