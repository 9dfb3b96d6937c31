# A claim that nobody answers for.
# check: shacl
# culprit: https://example.org/target
# message: must state who supplied its fields

PREFIX ex: <https://example.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE DATA { ex:target prov:qualifiedAttribution ex:attribution }
