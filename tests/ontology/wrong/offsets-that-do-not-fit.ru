# Offsets that do not span the quote.
# check: shacl
# culprit: https://example.org/evidence
# message: end minus start must be the length

PREFIX ex: <https://example.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE DATA { ex:position oa:end 7 } ; INSERT DATA { ex:position oa:end 9 }
