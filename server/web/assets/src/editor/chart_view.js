// Results as bars: the numbers of one column, labelled by another. A column whose numbers are all
// years can be the labels if there are several such numbers; the bars are then in its order.
import { axisTop } from 'd3-axis'
import { scaleBand, scaleLinear } from 'd3-scale'
import { create } from 'd3-selection'
import { choice, element, icon, labelled } from './elements.js'

const MOST = 200
const ROW = 28
const NAME_WIDTH = 0.38
const ICON = 'M1 14V2h1v11h13v1zM4 12V7h2v5zm3 0V4h2v8zm3 0V9h2v3z'

export class ChartView {
  priority = 5

  static of (terms, settings) {
    return class extends ChartView {
      constructor (yasr) {
        super()
        Object.assign(this, { yasr, terms, text: settings.text, language: settings.language, label: settings.text.chart })
      }
    }
  }

  getIcon () { return icon(ICON) }

  canHandleResults () { return this.#numeric().length > 0 }

  draw () {
    const [numeric, names] = [this.#numeric(), this.#names()]
    this.value = numeric.includes(this.value) ? this.value : numeric[0]
    this.name = names.includes(this.name) ? this.name : this.#bestName(names)
    const pick = (property, columns) => choice(columns.map((name) => [name, name]), this[property], (chosen) => {
      this[property] = chosen
      this.#drawBars()
    })
    this.yasr.pluginControls.replaceChildren(
      labelled(this.text.chart_value, pick('value', numeric)), labelled(this.text.chart_name, pick('name', names)))
    this.place = element('div', { className: 'chart' })
    this.yasr.resultsEl.replaceChildren(this.place)
    this.#drawBars()
    this.watch = new ResizeObserver(() => this.#drawBars())
    this.watch.observe(this.place)
  }

  destroy () { this.watch?.disconnect() }

  download (name) {
    return {
      contentType: 'image/svg+xml',
      getData: () => new XMLSerializer().serializeToString(this.place.querySelector('svg')),
      filename: `${name || 'result'}.svg`,
      title: this.text.download_svg
    }
  }

  #bindings () { return this.yasr.results?.getBindings() ?? [] }

  #columns () { return this.yasr.results?.getVariables() ?? [] }

  #numeric () {
    return this.#columns().filter((column) => this.#bindings().some((row) => this.terms.number(row[column]) !== undefined))
  }

  #names () { return this.#columns().filter((column) => column !== this.value || this.#columns().length === 1) }

  // The best labels are words in the reader's language, then any words, then IRIs.
  #bestName (columns) {
    const worth = (column) => {
      const term = this.#bindings().find((row) => row[column])?.[column]
      if (!term || this.terms.number(term) !== undefined) return 0
      if (term['xml:lang']?.startsWith(this.language)) return 3
      return term.type === 'uri' ? 1 : 2
    }
    return [...columns].sort((one, other) => worth(other) - worth(one))[0]
  }

  #drawBars () {
    const width = this.place.clientWidth
    if (!width || width === this.place.drawnWidth && this.place.drawn === `${this.value} ${this.name}`) return
    Object.assign(this.place, { drawnWidth: width, drawn: `${this.value} ${this.name}` })
    const rows = this.#bindings().map((row, index) => ({
      key: index, name: this.terms.text(row[this.name]), value: this.terms.number(row[this.value])
    })).filter((row) => row.value !== undefined)
    const shown = rows.slice(0, MOST)
    const more = rows.length > MOST ? [element('p', { className: 'quiet', textContent: `${MOST} / ${rows.length}` })] : []
    this.place.replaceChildren(bars(shown, width, `${this.value} – ${this.name}`, this.language), ...more)
  }
}

function bars (rows, width, title, language) {
  const left = Math.round(width * NAME_WIDTH)
  const right = 28 // half a number of the axis
  const top = 28
  const height = top + rows.length * ROW + 8
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const short = new Intl.NumberFormat(language, { notation: 'compact' })
  const values = rows.map((row) => row.value)
  const x = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [left, width - right]).nice(4)
  const y = scaleBand(rows.map((row) => row.key), [top, height - 8]).padding(0.25)
  const svg = create('svg').attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img').attr('aria-label', title).attr('font-size', 13)
  svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${top})`)
    .call(axisTop(x).ticks(Math.max(2, Math.floor((width - left) / 90))).tickFormat((value) => short.format(value)).tickSizeInner(-(height - top)))
  for (const row of rows) {
    const middle = y(row.key) + y.bandwidth() / 2
    const [from, to] = [Math.min(x(0), x(row.value)), Math.max(x(0), x(row.value))]
    const bar = svg.append('g')
    bar.append('title').text(`${row.name}: ${format.format(row.value)}`)
    bar.append('rect').attr('class', 'bar').attr('x', from).attr('y', y(row.key)).attr('width', Math.max(1, to - from)).attr('height', y.bandwidth())
    bar.append('text').attr('x', left - 8).attr('y', middle).attr('dy', '.35em').attr('text-anchor', 'end').text(fitted(row.name, left - 12))
    const inside = to - from > 90
    bar.append('text').attr('class', inside ? 'inside' : '').attr('x', inside ? to - 6 : to + 4).attr('y', middle).attr('dy', '.35em')
      .attr('text-anchor', inside ? 'end' : 'start').text(format.format(row.value))
  }
  return svg.node()
}

// Chinese characters are about as wide as the font is high, Latin ones half of that.
function fitted (text, width) {
  let room = width
  let shown = ''
  for (const character of text) {
    room -= /[^\u0000-\u00ff]/.test(character) ? 13 : 7.2
    if (room < 0) return `${shown.slice(0, -1)}…`
    shown += character
  }
  return shown
}
