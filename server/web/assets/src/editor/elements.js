// Small functions that make elements.
export function element (name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

export function icon (path) {
  const place = element('div', { className: 'svgImg' })
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  drawn.setAttribute('d', path)
  drawn.setAttribute('fill', 'currentColor')
  svg.append(drawn)
  place.append(svg)
  return place
}

export function labelled (words, control) {
  return element('label', { className: 'view-control' }, element('span', { textContent: words }), control)
}

export function choice (options, chosen, changed) {
  const select = element('select')
  for (const [value, words] of options) select.append(element('option', { value, textContent: words, selected: value === chosen }))
  select.addEventListener('change', () => changed(select.value))
  return select
}
