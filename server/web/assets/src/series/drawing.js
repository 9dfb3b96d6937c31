// Draws figures over the years. A bound is an arrow, a range a line; a line from or to a bound is dashed.
import { axisBottom, axisLeft } from 'd3-axis'
import { scaleLinear } from 'd3-scale'
import { create } from 'd3-selection'
import { joined } from './reading.js'

const HEIGHT = 320
const MARGIN = { top: 16, right: 110, bottom: 28, left: 56 }
const ARROW = 22
const YEAR_LABEL = 40 // pixels that a label of four digits needs, with a gap
const EXACT = ['', '=']
const DIAMOND = 'M0 -7L7 0L0 7L-7 0z'

export function drawSeries (figure, series, width) {
  const points = series.flatMap((item) => item.points)
  const years = points.map((point) => point.year)
  const largest = Math.max(...points.map((point) => Math.max(point.value ?? 0, point.lower ?? 0, point.upper ?? 0)))
  const x = scaleLinear([Math.min(...years) - 0.3, Math.max(...years) + 0.3], [MARGIN.left, width - MARGIN.right])
  const y = scaleLinear([0, largest * 1.1 || 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice()
  const svg = create('svg').attr('viewBox', `0 0 ${width} ${HEIGHT}`).attr('width', width).attr('height', HEIGHT)
    .attr('role', 'img').attr('aria-label', figure.dataset.label)
  drawAxes(svg, x, y, [...new Set(years)].sort(), width)
  series.forEach((item, index) => drawPlace(svg, x, y, item, index))
  figure.querySelector('svg')?.remove()
  figure.prepend(svg.node())
}

function drawAxes (svg, x, y, years, width) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact' })
  svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${HEIGHT - MARGIN.bottom})`)
    .call(axisBottom(x).tickValues(labelled(years, x)).tickFormat(String))
  svg.append('g').attr('class', 'axis').attr('transform', `translate(${MARGIN.left},0)`)
    .call(axisLeft(y).ticks(5).tickFormat((number) => numbers.format(number)).tickSizeInner(-(width - MARGIN.left - MARGIN.right)))
}

// Returns the years that have room for a label: the last one, and those before it that are far enough from the next.
function labelled (years, x) {
  const shown = []
  for (const year of [...years].reverse()) {
    if (shown.length === 0 || x(shown[0]) - x(year) >= YEAR_LABEL) shown.unshift(year)
  }
  return shown
}

function drawPlace (svg, x, y, { place, points }, index) {
  const group = svg.append('g').attr('class', `place place-${index}`)
  const line = joined(points)
  for (let next = 1; next < line.length; next++) {
    const [from, to] = [line[next - 1], line[next]]
    const exact = EXACT.includes(from.sign) && EXACT.includes(to.sign)
    group.append('path').attr('class', exact ? 'joined' : 'joined loose')
      .attr('d', `M${x(from.year)} ${y(from.value)}L${x(to.year)} ${y(to.value)}`)
  }
  for (const point of points) drawPoint(group, x(point.year), y, point)
  const last = points.filter((point) => point.kind === 'observation').at(-1) ?? points.at(-1)
  group.append('text').attr('class', 'name').attr('x', x(last.year) + 12).attr('y', y(last.value ?? last.upper ?? last.lower) + 4).text(place)
}

function drawPoint (group, left, y, point) {
  if (point.value === null) {
    const [top, bottom] = [y(point.upper ?? point.lower), y(point.lower ?? point.upper)]
    group.append('path').attr('class', 'range').attr('d', `M${left - 5} ${top}h10M${left} ${top}V${bottom}M${left - 5} ${bottom}h10`)
    return
  }
  const height = y(point.value)
  const up = ['≥', '>'].includes(point.sign) ? -1 : ['≤', '<'].includes(point.sign) ? 1 : 0
  if (up) group.append('path').attr('class', 'bound').attr('d', `M${left} ${height}v${up * ARROW}m-5 ${up * -7}l5 ${up * 7}l5 ${up * -7}`)
  if (point.sign === '≈') group.append('text').attr('class', 'about').attr('x', left - 18).attr('y', height + 4).text('≈')
  const mark = point.kind === 'target'
    ? group.append('path').attr('d', DIAMOND).attr('transform', `translate(${left},${height})`)
    : group.append('circle').attr('cx', left).attr('cy', height).attr('r', 5)
  mark.attr('class', point.modality === 'achieved' ? 'mark' : 'mark open')
}
