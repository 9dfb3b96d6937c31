// Completion by Ctrl+Space: our prefixes, and the classes and properties in this server's store, by
// their name or by a word of their Chinese or English label.
const MOST = 60

export function completers (Yasqe, settings) {
  const known = new Known(settings)
  const from = (kind) => ({
    ...Yasqe.Autocompleters[kind],
    persistenceId: undefined,
    get: (_yasqe, token) => known.matching(kind, token),
    postProcessSuggestion (yasqe, token, iri) {
      const text = Yasqe.Autocompleters[kind].original(yasqe, token, iri)
      known.remember(text, iri)
      return text
    },
    postprocessHints: (_yasqe, hints) => hints.map((hint) => ({ ...hint, displayText: known.described(hint.text) })),
    original: Yasqe.Autocompleters[kind].postProcessSuggestion
  })
  const prefixes = {
    ...Yasqe.Autocompleters.prefixes,
    persistenceId: undefined,
    get: () => Object.entries(settings.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort()
  }
  return [prefixes, from('class'), from('property')]
}

class Known {
  #terms
  #iris = new Map()

  constructor (settings) {
    this.settings = settings
  }

  async matching (kind, token) {
    this.#terms ??= fetch(this.settings.terms).then((response) => (response.ok ? response.json() : []))
    const terms = await this.#terms.catch(() => [])
    this.byIri = new Map(terms.map((term) => [term.iri, term]))
    const asked = token.autocompletionString ?? token.string
    const word = (token.string.startsWith('<') ? asked : token.string.replace(/^[^:]*:/, '')).toLowerCase()
    const found = terms.filter((term) => term.kind === kind && (
      term.iri.startsWith(asked) ||
      (word && [term.zh, term.en, term.iri.replace(/.*[#/]/, '')].some((text) => text.toLowerCase().includes(word)))
    ))
    return found.slice(0, MOST).map((term) => term.iri)
  }

  remember (text, iri) {
    this.#iris.set(text, iri)
  }

  described (text) {
    const term = this.byIri?.get(this.#iris.get(text))
    const label = term?.[this.settings.language] || term?.zh || term?.en
    return label ? `${text}  ${label}` : text
  }
}
