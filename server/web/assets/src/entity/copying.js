// A button after each text that is worth copying, if the browser lets a page copy.
export function addCopyButtons (codes) {
  if (!navigator.clipboard) return
  for (const code of codes) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'plain copy'
    button.textContent = code.dataset.copy
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent)
      button.textContent = code.dataset.copied
      setTimeout(() => { button.textContent = code.dataset.copy }, 2000)
    })
    // The button's text changes; a screen reader announces it.
    button.setAttribute('aria-live', 'polite')
    code.after(' ', button)
  }
}
