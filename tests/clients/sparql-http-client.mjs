import SparqlClient from 'sparql-http-client'
import { run, writtenQuad, writtenRow } from './terms.mjs'

const client = (job) => new SparqlClient({
  endpointUrl: job.endpoint,
  updateUrl: job.updateEndpoint,
  headers: job.headers
})

async function all (stream, write) {
  const found = []
  for await (const item of stream) found.push(write(item))
  return found
}

await run({
  select: (job) =>
    all(client(job).query.select(job.query), (row) => writtenRow(Object.entries(row))),
  construct: (job) => all(client(job).query.construct(job.query), writtenQuad),
  ask: (job) => client(job).query.ask(job.query),
  update: (job) => client(job).query.update(job.query)
})
