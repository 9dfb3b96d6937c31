// Reads the rows of the table: the places with the most figures, in the most frequent unit.
const MOST_PLACES = 6

// Returns [{ place, points: [{ year, value, lower, upper, sign, kind, modality }] }], in the rows' order.
export function readSeries (rows) {
  const points = [...rows].map((row) => row.dataset).filter((data) => data.year).map(point)
  const unit = commonest(points.map((point) => point.unit))
  const places = new Map()
  for (const point of points.filter((point) => point.unit === unit)) {
    if (!places.has(point.place)) places.set(point.place, [])
    places.get(point.place).push(point)
  }
  const series = [...places].map(([place, points]) => ({ place, points }))
  const chosen = [...series].sort((one, other) => other.points.length - one.points.length).slice(0, MOST_PLACES)
  return series.filter((item) => chosen.includes(item))
}

function point (data) {
  return {
    place: data.place,
    year: Number(data.year),
    value: number(data.value),
    lower: number(data.lower),
    upper: number(data.upper),
    sign: data.sign,
    kind: data.kind,
    modality: data.modality,
    unit: data.unit
  }
}

function number (text) {
  return text === undefined ? null : Number(text)
}

function commonest (values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0]
}

// Returns the points to join by a line: observations with a single value, if no year has two.
export function joined (points) {
  const observed = points.filter((point) => point.kind === 'observation' && point.value !== null)
  const years = new Set(observed.map((point) => point.year))
  return years.size === observed.length ? observed : []
}
