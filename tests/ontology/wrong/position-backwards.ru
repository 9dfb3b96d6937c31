# A position that ends before it begins.
# check: shacl
# culprit: https://example.org/position
# message: must begin before it ends

PREFIX ex: <https://example.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE DATA { ex:position oa:start 3 } ; INSERT DATA { ex:position oa:start 11 }
