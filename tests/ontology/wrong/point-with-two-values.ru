# Two values in one cell of the cube.
# check: shacl
# culprit: https://example.org/point
# message: must have one value

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:point sdmx-measure:obsValue 6.0 }
