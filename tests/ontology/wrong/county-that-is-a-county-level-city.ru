# A county cannot be a county-level city: the one replaces the other.
# check: hermit
# culprit: https://example.org/district
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:district a dg:CountyLevelCity }
