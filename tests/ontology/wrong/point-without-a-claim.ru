# A point of a series that rests on no claim.
# check: shacl
# culprit: https://example.org/point
# message: must be derived from claims

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:point prov:wasDerivedFrom ex:observation }
