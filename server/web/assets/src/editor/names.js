// YASGUI is in English only and has controls without a name: both are corrected as it draws.
import { element } from './elements.js'
import chinese from './yasgui-zh.json'

const ATTRIBUTES = ['title', 'aria-label', 'placeholder']

export function nameControls (root, settings) {
  const words = settings.language === 'zh' ? chinese : {}
  const mend = () => {
    for (const [selector, name] of [
      ['.yasqe .CodeMirror textarea', settings.text.query],
      ['.yasr .CodeMirror textarea', settings.text.response]
    ]) {
      for (const control of root.querySelectorAll(selector)) put(control, 'aria-label', name)
    }
    // What the button downloads depends on the view, which only its title says.
    for (const button of root.querySelectorAll('.yasr_downloadIcon[title]:not([title=""])')) {
      put(button, 'aria-label', button.title)
    }
    for (const node of root.querySelectorAll('[title], [aria-label], [placeholder]')) {
      for (const attribute of ATTRIBUTES) {
        const said = words[node.getAttribute(attribute)]
        if (said) put(node, attribute, said)
      }
    }
    for (const node of root.querySelectorAll('button, span, .yasr_response_chip, .context-menu-item')) {
      if (node.childElementCount === 0) translate(node, words)
    }
  }
  mend()
  new MutationObserver(mend).observe(root, { childList: true, subtree: true, attributeFilter: ATTRIBUTES })
}

// YASGUI's own button for a new tab is in the list of tabs, where only tabs are allowed.
export function moveNewTab (yasgui, settings) {
  const tabs = yasgui.rootEl.querySelector('.tabsList')
  const button = element('button', { type: 'button', className: 'new-tab', textContent: '+', title: settings.text.new_tab, ariaLabel: settings.text.new_tab })
  button.addEventListener('click', () => yasgui.addTab(true))
  const bar = element('div', { className: 'tabs-bar' })
  tabs.replaceWith(bar)
  bar.append(tabs, button)
}

function put (node, attribute, value) {
  if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value)
}

function translate (node, words) {
  const text = node.textContent
  if (words[text]) node.textContent = words[text]
  const counted = words.results && /^(\d+) results? in ([\d.]+) seconds?$/.exec(text)
  if (counted) node.textContent = words.results.replace('{rows}', counted[1]).replace('{seconds}', counted[2])
}
