// The SPARQL editor of /editor: YASGUI, only for this server's endpoint.
import Yasgui from '@zazuko/yasgui'
import { ChartView } from './editor/chart_view.js'
import { completers } from './editor/completion.js'
import { connectExamples } from './editor/examples.js'
import { moveNewTab, nameControls } from './editor/names.js'
import { connectSharing } from './editor/sharing.js'
import { connectStopping } from './editor/stopping.js'
import { TableView } from './editor/table_view.js'
import { Terms } from './editor/terms.js'

const settings = JSON.parse(document.getElementById('editor-settings').textContent)
const form = document.getElementById('plain-query')
const place = document.getElementById('yasgui')
const endpoint = new URL(settings.endpoint, location.href).href
const { Yasqe, Yasr } = Yasgui
const terms = new Terms(settings)

Yasr.registerPlugin('table', TableView.of(terms, settings))
Yasr.registerPlugin('chart', ChartView.of(terms, settings))
// The only settings that a tab passes to YASR.
Yasr.defaults.pluginOrder = ['table', 'chart', 'response']
for (const completer of completers(Yasqe, settings)) Yasqe.registerAutocompleter(completer)

form.hidden = true
place.hidden = false
const yasgui = new Yasgui(place, {
  // What was typed is stored in this browser, separately for each endpoint.
  persistenceId: `districtgraph ${endpoint}`,
  requestConfig: { endpoint, method: 'POST' },
  copyEndpointOnNewTab: false,
  populateFromUrl: false,
  autoAddOnInit: false,
  autofocus: false,
  endpointCatalogueOptions: { getData: () => [] },
  tabName: settings.text.query,
  yasqe: {
    value: form.elements.query.value,
    // Tab leaves the editor, as in any field; Ctrl+] and Ctrl+[ indent.
    extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, 'Shift-Tab': false },
    // The editor is as high as its text, so that it needs no scrolling of its own.
    viewportMargin: Infinity,
    resizeable: false
  },
  yasr: { prefixes: settings.prefixes }
})
document.getElementById('editor-keys').hidden = false
moveNewTab(yasgui, settings)
nameControls(place, settings)
connectStopping(yasgui)
const examples = connectExamples(yasgui, settings)
connectSharing(yasgui, settings)
if (settings.asked || !yasgui.getTab()) {
  examples.open(settings.title || settings.text.query, form.elements.query.value)
  if (settings.runs) examples.run()
}
