# An indicator that nothing explains.
# check: shacl
# culprit: https://example.org/indicator
# message: must have a definition or scope note

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { ex:indicator a dg:Indicator , skos:Concept ; skos:prefLabel "某指标"@zh , "an indicator"@en ; skos:definition "某指标。"@zh ;
  skos:notation "an-indicator" ; skos:inScheme <https://w3id.org/districtgraph/id/scheme/indicators> ;
  dg:dimension <https://w3id.org/districtgraph/id/dimension/economy> ; dg:direction <https://w3id.org/districtgraph/id/direction/increase> }
