# A figure of two places.
# check: hermit
# culprit: https://example.org/observation
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { ex:observation dg:place ex:park . ex:park a dg:Park ; rdfs:label "样板园"@zh , "Sample Park"@en }
