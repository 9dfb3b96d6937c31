# A target with its outcome, and nothing about whether it was met.
# check: shacl
# culprit: https://example.org/outcome
# message: must have one verdict

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX ex: <https://example.org/>

DELETE WHERE { ex:outcome dg:verdict ?verdict }
