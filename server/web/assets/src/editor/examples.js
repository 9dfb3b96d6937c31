// Examples open in a new tab of the editor, without reloading the page, and run at once.
export function connectExamples (yasgui, settings) {
  const links = document.querySelectorAll('[data-example]')

  function open (name, value) {
    yasgui.addTab(true, { name, yasqe: { value } }, { avoidDuplicateTabs: true })
  }

  // Only our own examples run at once: a query from a link waits until its reader has read it.
  function run () {
    yasgui.getTab().query().catch(() => {})
  }

  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      open(link.textContent, settings.examples[link.dataset.example])
      history.replaceState(null, '', link.href)
      for (const other of links) other.removeAttribute('aria-current')
      link.setAttribute('aria-current', 'true')
      document.getElementById('yasgui').scrollIntoView({ block: 'start' })
      yasgui.getTab().getYasqe().focus()
      run()
    })
  }
  const filter = document.getElementById('example-filter')
  filter.closest('[hidden]')?.removeAttribute('hidden')
  filter.addEventListener('input', () => {
    const words = filter.value.trim().toLowerCase()
    for (const link of links) {
      const known = `${link.textContent} ${link.title} ${link.dataset.example}`
      link.closest('li').hidden = !known.toLowerCase().includes(words)
    }
    for (const group of document.querySelectorAll('.example-group')) {
      group.hidden = !group.querySelector('li:not([hidden])')
    }
  })
  return { open, run }
}
