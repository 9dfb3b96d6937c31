// What the scripts share: the job on standard input, and RDF/JS terms as N-Triples writes them.

import { text } from 'node:stream/consumers'

const STRING = 'http://www.w3.org/2001/XMLSchema#string'

/** The job: operation, query, endpoint, updateEndpoint, and headers to send with updates. */
export async function readJob () {
  return JSON.parse(await text(process.stdin))
}

export function written (term) {
  if (term.termType === 'NamedNode') return `<${term.value}>`
  if (term.termType !== 'Literal') return `_:${term.value}`
  const quoted = JSON.stringify(term.value)
  if (term.language) return `${quoted}@${term.language.toLowerCase()}`
  return term.datatype.value === STRING ? quoted : `${quoted}^^<${term.datatype.value}>`
}

export const writtenQuad = (quad) => [quad.subject, quad.predicate, quad.object].map(written)

/** A row given as entries of variable and term. */
export const writtenRow = (entries) =>
  Object.fromEntries([...entries].map(([name, term]) => [name, written(term)]))

/** Runs the job's operation and prints its result as JSON. */
export async function run (operations) {
  const job = await readJob()
  const result = await operations[job.operation](job)
  console.log(JSON.stringify(result ?? null))
}
