# A conflict with one claim on both sides.
# check: shacl
# culprit: https://example.org/conflict
# message: no claim on both sides

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:conflict dg:laterClaim ex:target } ; INSERT DATA { ex:conflict dg:laterClaim ex:observation }
