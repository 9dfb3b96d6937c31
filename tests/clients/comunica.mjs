import { QueryEngine } from '@comunica/query-sparql'
import { DataFactory } from 'rdf-data-factory'
import { run, writtenQuad, writtenRow } from './terms.mjs'

// Comunica has no setting for headers; its own means is a function that fetches. Its 4.5 allows a
// parser of results (sparqljson-parse 3.3) that does not fit the factory of terms that it brings
// (rdf-data-factory 1): every language tag is lost. So it is given a factory that fits.
const context = (job) => ({
  sources: [{ type: 'sparql', value: job.endpoint }],
  destination: { type: 'sparql', value: job.updateEndpoint },
  dataFactory: new DataFactory(),
  fetch: (address, options) => {
    const headers = new Headers(options?.headers)
    for (const [name, value] of Object.entries(job.headers)) headers.set(name, value)
    return fetch(address, { ...options, headers })
  }
})

// By its address alone, so that it reads the service description and finds out for itself.
const discovered = (job) => ({ ...context(job), sources: [job.endpoint] })

const engine = new QueryEngine()

async function select (job, how) {
  const rows = await (await engine.queryBindings(job.query, how)).toArray()
  return rows.map((row) =>
    writtenRow([...row].map(([variable, term]) => [variable.value, term])))
}

await run({
  select: (job) => select(job, context(job)),
  discover: (job) => select(job, discovered(job)),
  construct: async (job) =>
    (await (await engine.queryQuads(job.query, context(job))).toArray()).map(writtenQuad),
  ask: (job) => engine.queryBoolean(job.query, context(job)),
  update: (job) => engine.queryVoid(job.query, context(job))
})
