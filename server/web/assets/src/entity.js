// The page about one resource: its picture, and a button that copies its IRI.
import { addCopyButtons } from './entity/copying.js'
import { drawNeighbourhood } from './entity/neighbourhood.js'

addCopyButtons(document.querySelectorAll('code[data-copy]'))

const figure = document.querySelector('figure.neighbourhood')
const data = document.querySelector('script.neighbourhood-data')
if (figure && data) drawNeighbourhood(figure, JSON.parse(data.textContent))
