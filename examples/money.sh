#!/bin/sh
# Which sums of money does Dadong District tell of, and on which words does each rest?
set -eu
server=${DISTRICTGRAPH:-http://127.0.0.1:8000}

echo "# By the catalogue: a line for each quote, places by their Chinese names"
curl --fail --silent --show-error --get "$server/queries/money.csv" \
  --data-urlencode 'place=大东区' \
  --data-urlencode 'words=万' \
  --data 'evidence=true'

echo "# What is wrong is told: there is no such place"
curl --silent --show-error --get "$server/queries/money.csv" --data-urlencode 'place=大东'
echo

echo "# By SPARQL, as CSV"
curl --fail --silent --show-error "$server/sparql" --header 'Accept: text/csv' --data-urlencode 'query=
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?written ?quote ?start ?end WHERE {
  ?claim a dg:MonetaryClaim ; dg:asWritten ?written ; dg:evidence/oa:hasSelector ?words , ?position .
  ?evidence oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
  FILTER (CONTAINS(?written, "万"))
}
ORDER BY ?start'
