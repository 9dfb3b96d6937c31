// Draws the neighbours of a resource: each is a link with its name, the arrows have labels.
// The layout is computed before anything is shown, so that nothing moves.
import { layOut } from './layout.js'

const SVG = 'http://www.w3.org/2000/svg'
const FEWEST_ON_A_PHONE = 10

export function drawNeighbourhood (figure, { nodes, links }) {
  const words = measure(figure)
  let drawn = 0
  const draw = () => {
    const width = Math.floor(figure.clientWidth)
    if (width < 100 || width === drawn) return
    drawn = width
    const shown = fitting(nodes, links, width)
    const plan = layOut(shown.nodes, shown.links, width, words)
    figure.replaceChildren(picture(plan, figure.dataset.label))
  }
  figure.hidden = false
  draw()
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(figure)
}

// On a narrow screen only the nearest: those that the resource itself names come first.
function fitting (nodes, links, width) {
  const most = width < 600 ? FEWEST_ON_A_PHONE + 1 : nodes.length
  return {
    nodes: nodes.slice(0, most),
    links: links.filter(({ source, target }) => source < most && target < most)
  }
}

// Returns a function for the width of a text in the figure's font.
function measure (figure) {
  const context = document.createElement('canvas').getContext('2d')
  const { fontFamily } = getComputedStyle(figure)
  context.font = `14px ${fontFamily}`
  return (text) => context.measureText(text).width
}

function picture ({ nodes, links, width, height }, label) {
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': label })
  svg.append(arrowHead())
  const arrows = links.map((link) => arrow(link))
  // Later elements are on top: arrows, then their labels, then the things.
  svg.append(...arrows.map(({ line }) => line), ...arrows.map(({ text }) => text))
  for (const node of nodes) {
    const link = thing(node)
    const near = arrows.filter(({ of }) => of.source === node || of.target === node)
    const show = (isShown) => near.forEach(({ line, text }) => {
      line.classList.toggle('near', isShown)
      text.classList.toggle('near', isShown)
    })
    for (const event of ['pointerenter', 'focus']) link.addEventListener(event, () => show(true))
    for (const event of ['pointerleave', 'blur']) link.addEventListener(event, () => show(false))
    svg.append(link)
  }
  return svg
}

function arrow (link) {
  const { x1, y1, x2, y2 } = link
  const line = make('line', { x1, y1, x2, y2, class: link.isBetween ? 'between' : '', 'marker-end': 'url(#arrow-head)' })
  const text = make('text', { ...link.words, dy: '.35em', class: link.isNamed ? 'says' : 'says quiet', 'aria-hidden': 'true' })
  text.textContent = link.label
  return { of: link, line, text }
}

function thing (node) {
  const link = make('a', { href: node.link, class: `thing of-${node.group}${node.isCentre ? ' centre' : ''}` })
  const { x, y, width, height } = node
  link.append(make('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: height / 2 }))
  const text = make('text', { x, y, dy: '.35em' })
  if (node.language) text.setAttribute('lang', node.language)
  text.textContent = node.text
  link.append(text)
  if (node.text === node.label) return link
  // The full text is shown on hover, and is the link's name for screen readers.
  const title = make('title', {})
  title.textContent = node.label
  const ellipsis = make('tspan', { 'aria-hidden': 'true' })
  ellipsis.textContent = '…'
  text.append(ellipsis)
  link.prepend(title)
  return link
}

function arrowHead () {
  const marker = make('marker', { id: 'arrow-head', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' })
  marker.append(make('path', { d: 'M0 0 8 4 0 8z' }))
  return marker
}

function make (name, attributes) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
