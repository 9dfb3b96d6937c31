# A conflict between a value and itself.
# check: shacl
# culprit: https://example.org/conflict
# message: which is not the later one

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:conflict dg:laterValue 6.0 } ; INSERT DATA { ex:conflict dg:laterValue 5.0 }
