# A numeral that is covered and excluded.
# check: hermit
# culprit: https://example.org/numeral
# message: contradicts

PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX ex: <https://example.org/>

INSERT DATA { ex:numeral a dg:ExcludedNumeral }
