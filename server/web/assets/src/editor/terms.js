// RDF terms as people read them: short names, links to this server's pages, the language of texts.
export class Terms {
  constructor (settings) {
    this.settings = settings
    this.byLength = Object.entries(settings.prefixes).sort((one, other) => other[1].length - one[1].length)
  }

  shortName (iri) {
    const individuals = `${this.settings.base}id/`
    if (iri.startsWith(individuals)) return iri.slice(individuals.length)
    for (const [prefix, namespace] of this.byLength) {
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`
    }
    return iri
  }

  // The same rule as districtgraph.server.core.addresses.Addresses.document.
  link (iri) {
    const { base, root } = this.settings
    if (!iri.startsWith(base)) return `${root}/resource.html?iri=${encodeURIComponent(iri)}`
    const [path, fragment] = iri.slice(base.length).split('#', 2)
    // A link that begins with two slashes would lead to another host.
    return `${root}${path.startsWith('/') ? '/./' : '/'}${encodeURI(path)}.html${fragment === undefined ? '' : `#${fragment}`}`
  }

  text (term) {
    if (!term) return ''
    return term.type === 'uri' ? this.shortName(term.value) : term.value
  }

  number (term) {
    return NUMERIC.has(term?.datatype) && Number.isFinite(Number(term.value)) ? Number(term.value) : undefined
  }

  // The node to show for a term.
  node (term) {
    const text = this.text(term)
    if (!term) return document.createTextNode('')
    if (term.type === 'uri') {
      const link = document.createElement('a')
      link.href = this.link(term.value)
      link.title = term.value
      link.textContent = text
      return link
    }
    const span = document.createElement('span')
    span.textContent = text
    if (term['xml:lang']) span.lang = term['xml:lang']
    if (term.datatype) span.title = this.shortName(term.datatype)
    return span
  }
}

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const NUMERIC = new Set(['integer', 'decimal', 'double', 'float', 'int', 'long', 'nonNegativeInteger', 'positiveInteger']
  .map((name) => XSD + name))
