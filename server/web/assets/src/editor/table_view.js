// Results as a table: IRIs link to their pages on this server, columns sort, rows can be filtered.
//
// It replaces YASR's own table, which needs inline styles (our pages allow none), links to other
// servers, and cannot be used with the keyboard alone.
import { element, icon, labelled } from './elements.js'

const PAGE = 100
const ICON = 'M1 2h14v12H1zm1 3v2h5V5zm6 0v2h6V5zM2 8v2h5V8zm6 0v2h6V8zm-6 3v2h5v-2zm6 0v2h6v-2z'

export class TableView {
  priority = 10
  sorted = { column: undefined, descending: false }
  filter = ''
  page = 0

  static of (terms, settings) {
    return class extends TableView {
      constructor (yasr) {
        super()
        Object.assign(this, { yasr, terms, columns: settings.columns, text: settings.text, language: settings.language, label: settings.text.table })
      }
    }
  }

  getIcon () { return icon(ICON) }

  canHandleResults () { return Boolean(this.yasr.results?.getVariables()?.length) }

  draw () {
    this.sorted = { column: undefined, descending: false }
    this.filter = ''
    this.page = 0
    this.yasr.pluginControls.replaceChildren(this.#filterControl())
    this.rows = element('div')
    this.yasr.resultsEl.replaceChildren(this.rows)
    this.#drawRows()
  }

  download (name) {
    return {
      contentType: 'text/csv;charset=utf-8',
      getData: () => this.yasr.results.asCsv(),
      filename: `${name || 'result'}.csv`,
      title: this.text.download_csv
    }
  }

  #filterControl () {
    const input = element('input', { type: 'search' })
    input.addEventListener('input', () => {
      this.filter = input.value.trim().toLowerCase()
      this.page = 0
      this.#drawRows()
    })
    return labelled(this.text.filter, input)
  }

  #drawRows () {
    const rows = this.#shownRows()
    const last = Math.max(0, Math.ceil(rows.length / PAGE) - 1)
    this.page = Math.min(this.page, last)
    const shown = rows.slice(this.page * PAGE, (this.page + 1) * PAGE)
    const table = element('table', {}, this.#head(), element('tbody', {}, ...shown.map((row) => this.#row(row))))
    const scroll = element('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: this.text.table }, table)
    this.rows.replaceChildren(scroll, ...(last ? [this.#pager(rows.length, last)] : []))
  }

  #shownRows () {
    let rows = this.yasr.results.getBindings() ?? []
    if (this.filter) {
      rows = rows.filter((row) => Object.values(row).some((term) => this.terms.text(term).toLowerCase().includes(this.filter)))
    }
    const { column, descending } = this.sorted
    if (column === undefined) return rows
    const sorted = [...rows].sort((one, other) => this.#compare(one[column], other[column]))
    return descending ? sorted.reverse() : sorted
  }

  #compare (one, other) {
    const [first, second] = [this.terms.number(one), this.terms.number(other)]
    if (first !== undefined && second !== undefined) return first - second
    return this.terms.text(one).localeCompare(this.terms.text(other), this.language)
  }

  #head () {
    const cells = this.yasr.results.getVariables().map((name) => {
      const button = element('button', { type: 'button', className: 'sort', textContent: this.columns[name] ?? name, title: `?${name} – ${this.text.sort}` })
      button.dataset.variable = name
      const { column, descending } = this.sorted
      const cell = element('th', { scope: 'col' }, button)
      if (column === name) cell.ariaSort = descending ? 'descending' : 'ascending'
      button.addEventListener('click', () => {
        this.sorted = { column: name, descending: column === name && !descending }
        this.#drawRows()
        this.rows.querySelectorAll('.sort').forEach((made) => { if (made.dataset.variable === name) made.focus() })
      })
      return cell
    })
    return element('thead', {}, element('tr', {}, ...cells))
  }

  #row (row) {
    return element('tr', {}, ...this.yasr.results.getVariables().map((name) => {
      const numeric = this.terms.number(row[name]) !== undefined
      return element('td', { className: numeric ? 'number' : '' }, this.terms.node(row[name]))
    }))
  }

  #pager (count, last) {
    const from = this.page * PAGE + 1
    const to = Math.min(count, from + PAGE - 1)
    const step = (words, by) => {
      const button = element('button', { type: 'button', className: 'plain', textContent: words })
      button.disabled = this.page + by < 0 || this.page + by > last
      button.addEventListener('click', () => {
        this.page += by
        this.#drawRows()
        this.rows.querySelector('.scroll').focus()
      })
      return button
    }
    return element('p', { className: 'toolbar' }, step(this.text.previous, -1),
      element('span', { textContent: `${from}–${to} / ${count}` }), step(this.text.next, 1))
  }
}
