// What is aimed at, by when, and on which words that rests. With Comunica, which finds out from the
// address alone that there is a SPARQL endpoint.

import { QueryEngine } from '@comunica/query-sparql'
import { DataFactory } from 'rdf-data-factory'

const server = process.env.DISTRICTGRAPH ?? 'http://127.0.0.1:8000'

const query = `
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?claim ?label ?year ?quote ?start ?end WHERE {
  ?claim a dg:Target ; rdfs:label ?label ; dg:period/dg:year ?year ; dg:evidence ?evidence .
  FILTER (LANG(?label) = "zh")
  ?evidence oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
}
ORDER BY ?year ?claim ?start`

const rows = await new QueryEngine().queryBindings(query, {
  sources: [`${server}/sparql`],
  // The factory that Comunica 4.5 brings loses the language tags of results.
  dataFactory: new DataFactory()
})

let last
for (const row of await rows.toArray()) {
  const value = (name) => row.get(name).value
  if (value('claim') !== last) console.log(`${value('year')}  ${value('label')}`)
  console.log(`    「${value('quote')}」 [${value('start')}–${value('end')}]`)
  last = value('claim')
}
