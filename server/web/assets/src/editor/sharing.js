// A short, permanent link to the query in the editor: the server stores the text under its hash.
export function connectSharing (yasgui, settings) {
  const bar = document.getElementById('sharing')
  const field = bar.querySelector('input')
  const said = bar.querySelector('[role=status]')
  bar.hidden = false
  bar.querySelector('button').addEventListener('click', async () => {
    const query = yasgui.getTab().getQuery()
    field.value = new URL(await linkTo(query, settings), location.href).href
    field.hidden = false
    field.select()
    said.textContent = await copied(field.value) ? settings.text.copied : settings.text.copy
  })
}

// If the server stores no queries, the link contains the text itself.
async function linkTo (query, settings) {
  const whole = `${settings.editor}?${new URLSearchParams({ query })}`
  if (!settings.share) return whole
  try {
    const response = await fetch(settings.share, {
      method: 'POST', headers: { 'Content-Type': 'application/sparql-query' }, body: query
    })
    return response.ok ? (await response.json()).link : whole
  } catch {
    return whole
  }
}

async function copied (text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
