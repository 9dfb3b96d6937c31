# A growth rate that is neither stated nor computed.
# check: shacl
# culprit: https://example.org/growth
# message: whether it is stated or computed

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE WHERE { ex:growth dg:growthOrigin ?origin }
