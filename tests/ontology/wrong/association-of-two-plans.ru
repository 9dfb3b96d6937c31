# An association with two rules: PROV has one plan for each.
# check: shacl
# culprit: https://example.org/association
# message: must name one rule

PREFIX ex: <https://example.org/>
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

INSERT DATA {
  ex:run prov:qualifiedAssociation ex:association .
  ex:association a prov:Association ; prov:agent ex:rules ; prov:hadPlan ex:one , ex:two .
  ex:one a dg:Rule . ex:two a dg:Rule .
}
