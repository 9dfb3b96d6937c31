// The layout of a neighbourhood's picture. Neighbours by the same property are placed together around
// the resource; d3-force separates boxes and draws connected things towards each other.
import { forceLink, forceSimulation, forceX, forceY } from 'd3-force'

const HEIGHT_OF_THING = 28
const MARGIN = 8
const STEPS = 300
const HEIGHT_OF_WORDS = 15
// The size of an arrow's label relative to a thing's name.
const SIZE_OF_WORDS = 12 / 14
// The positions of a label on its arrow.
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]
const GROUPS = {
  place: 'place',
  organisation: 'actor',
  cluster: 'actor',
  agent: 'actor',
  programme: 'initiative',
  project: 'initiative',
  measure: 'initiative',
  policy: 'initiative',
  method: 'initiative',
  standard: 'initiative',
  principle: 'initiative',
  goal: 'goal',
  outcome: 'goal',
  claim: 'claim',
  evidence: 'claim'
}

// `words` returns the width of a text.
export function layOut (nodes, links, width, words) {
  const height = Math.round(Math.max(320, Math.min(640, nodes.length * (width < 600 ? 48 : 26))))
  const longest = width < 600 ? width * 0.36 : width * 0.22
  const things = nodes.map((node, index) => thingOf(node, index === 0, longest, words))
  const arrows = merged(links).map(({ source, target, label }) => ({
    source: things[source], target: things[target], label, isBetween: source !== 0 && target !== 0
  }))
  placeAround(things, arrows, width, height)
  const simulation = forceSimulation(things)
    .force('link', forceLink(arrows.filter(({ isBetween }) => isBetween)).distance(120).strength(0.05))
    .force('x', forceX((thing) => thing.anchor.x).strength(0.12))
    .force('y', forceY((thing) => thing.anchor.y).strength(0.12))
    .stop()
  const part = apart(things, width, height)
  simulation.force('apart', part).tick(STEPS)
  // Without the other forces now, boxes that still overlap move apart.
  for (let step = 0; step < STEPS && part(); step++);
  for (const arrow of arrows) Object.assign(arrow, ends(arrow), { isNamed: false })
  nameArrows(arrows, things, words)
  return { nodes: things, links: arrows, width, height }
}

// Of several arrows with the same label, one shows it, if there is room; the others show it when they
// are pointed at.
function nameArrows (arrows, things, words) {
  const taken = [...things]
  const named = new Set()
  for (const arrow of arrows) {
    const size = { width: words(arrow.label) * SIZE_OF_WORDS, height: HEIGHT_OF_WORDS }
    const spots = ALONG.map((part) => ({
      ...size, x: arrow.x1 + (arrow.x2 - arrow.x1) * part, y: arrow.y1 + (arrow.y2 - arrow.y1) * part
    }))
    const free = spots.find((spot) => !taken.some((box) => overlap(spot, box)))
    const { x, y } = free ?? spots[0]
    arrow.words = { x: round(x), y: round(y) }
    if (!free || arrow.isBetween || named.has(arrow.label)) continue
    arrow.isNamed = true
    named.add(arrow.label)
    taken.push(free)
  }
}

function overlap (one, other) {
  return Math.abs(one.x - other.x) < (one.width + other.width) / 2 + 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2 + 1
}

// One arrow from each thing to another, with all properties in that direction as its label.
function merged (links) {
  const found = new Map()
  for (const { source, target, label } of links) {
    const key = `${source} ${target}`
    const known = found.get(key)
    if (known) known.label += ` · ${label}`
    else found.set(key, { source, target, label })
  }
  return [...found.values()]
}

function thingOf (node, isCentre, longest, words) {
  const text = shortened(node.label, longest, words)
  return {
    ...node,
    text,
    isCentre,
    group: GROUPS[node.kind] ?? 'other',
    // The resource's own name is bold.
    width: Math.ceil(words(text === node.label ? text : `${text}…`) * (isCentre ? 1.12 : 1)) + 22,
    height: HEIGHT_OF_THING
  }
}

function shortened (text, longest, words) {
  if (words(text) <= longest) return text
  const characters = [...text]
  while (characters.length > 1 && words(characters.join('') + '…') > longest) characters.pop()
  return characters.join('').trimEnd()
}

// Places the things on an ellipse, property by property, and the resource in the middle.
function placeAround (things, arrows, width, height) {
  const [centre, ...others] = things
  const says = (thing) => arrows.find(({ isBetween, source, target }) =>
    !isBetween && (source === thing || target === thing))?.label ?? ''
  const order = [...others].sort((one, other) => says(one).localeCompare(says(other)))
  order.forEach((thing, index) => {
    const angle = 2 * Math.PI * (index + 0.5) / order.length - Math.PI / 2
    thing.anchor = {
      x: width / 2 + Math.cos(angle) * width * 0.38,
      y: height / 2 + Math.sin(angle) * height * 0.42
    }
  })
  centre.anchor = { x: width / 2, y: height / 2 }
  for (const thing of things) Object.assign(thing, thing.anchor)
  Object.assign(centre, { fx: width / 2, fy: height / 2 })
}

// A force that separates boxes and keeps them within the picture. It returns whether something had to
// move.
function apart (things, width, height) {
  // If there is no room at the side, boxes move up or down.
  const isNarrow = width < 600
  return () => {
    let hasMoved = false
    for (const [index, one] of things.entries()) {
      for (const other of things.slice(index + 1)) hasMoved = push(one, other, isNarrow) || hasMoved
    }
    for (const thing of things) {
      thing.x = within(thing.x, thing.width / 2 + 1, width - thing.width / 2 - 1)
      thing.y = within(thing.y, thing.height / 2 + 1, height - thing.height / 2 - 1)
    }
    return hasMoved
  }
}

function push (one, other, isNarrow) {
  const dx = other.x - one.x
  const dy = other.y - one.y
  const overX = (one.width + other.width) / 2 + MARGIN - Math.abs(dx)
  const overY = (one.height + other.height) / 2 + MARGIN - Math.abs(dy)
  if (overX <= 0.5 || overY <= 0.5) return false
  const isFlat = isNarrow || overY <= overX
  const by = isFlat ? { x: 0, y: (dy < 0 ? -overY : overY) / 2 } : { x: (dx < 0 ? -overX : overX) / 2, y: 0 }
  const share = one.fx === undefined && other.fx === undefined ? 1 : 2
  if (one.fx === undefined) { one.x -= by.x * share; one.y -= by.y * share }
  if (other.fx === undefined) { other.x += by.x * share; other.y += by.y * share }
  return true
}

// The points where an arrow meets the boxes at its ends.
function ends ({ source, target }) {
  const [x1, y1] = edge(source, target)
  const [x2, y2] = edge(target, source)
  return { x1, y1, x2, y2 }
}

function edge (box, towards) {
  const dx = towards.x - box.x
  const dy = towards.y - box.y
  const part = Math.min((box.width / 2 + 2) / Math.abs(dx || 1e-9), (box.height / 2 + 2) / Math.abs(dy || 1e-9), 1)
  return [round(box.x + dx * part), round(box.y + dy * part)]
}

const within = (value, least, most) => Math.max(least, Math.min(most, value))
const round = (value) => Math.round(value * 10) / 10
