// The chart over the years, drawn from the table that the page has.
import { readSeries } from './series/reading.js'
import { drawSeries } from './series/drawing.js'

for (const figure of document.querySelectorAll('figure.series-chart')) {
  const series = readSeries(document.querySelectorAll(`#${figure.dataset.table} tbody tr`))
  if (series.length === 0) continue
  figure.hidden = false
  let width = 0
  const draw = () => {
    if (figure.clientWidth === width) return
    width = figure.clientWidth
    drawSeries(figure, series, width)
  }
  draw()
  addEventListener('resize', draw)
}
