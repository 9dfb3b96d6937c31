# A place that is under way to lie in another.
# check: shacl
# culprit: https://example.org/statement
# message: a statement that describes must hold

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

DELETE DATA { ex:statement dg:statedProperty dg:runs ; dg:statedObject ex:programme } ; INSERT DATA { ex:statement dg:statedProperty dg:follows ; dg:statedObject ex:standard . ex:district dg:follows ex:standard . ex:standard a dg:Standard ; <http://www.w3.org/2000/01/rdf-schema#label> "标准"@zh , "standard"@en ; dg:initiativeKind <https://w3id.org/districtgraph/id/initiative-kind/standard> }
