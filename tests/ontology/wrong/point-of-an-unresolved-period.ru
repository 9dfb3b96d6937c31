# A point whose period is not known.
# check: shacl
# culprit: https://example.org/point
# message: must be about one resolved period

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:point sdmx-dimension:refPeriod ex:year } ; INSERT DATA { ex:point sdmx-dimension:refPeriod ex:this-year }
