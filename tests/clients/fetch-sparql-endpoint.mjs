import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'
import { run, writtenQuad, writtenRow } from './terms.mjs'

const fetcher = (job) => new SparqlEndpointFetcher({ defaultHeaders: new Headers(job.headers) })

async function all (stream, write) {
  const found = []
  for await (const item of stream) found.push(write(item))
  return found
}

await run({
  select: async (job) =>
    all(await fetcher(job).fetchBindings(job.endpoint, job.query), (row) =>
      writtenRow(Object.entries(row))),
  construct: async (job) =>
    all(await fetcher(job).fetchTriples(job.endpoint, job.query), writtenQuad),
  ask: (job) => fetcher(job).fetchAsk(job.endpoint, job.query),
  update: (job) => fetcher(job).fetchUpdate(job.updateEndpoint, job.query)
})
