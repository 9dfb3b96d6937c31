// Redirects a link to words of a long text, #START-END without ?at=START, to the page with the words.
const place = /^#(\d+)-\d+$/.exec(location.hash)
const asked = new URLSearchParams(location.search)
if (place && !asked.has('at') && !document.getElementById(location.hash.slice(1))) {
  asked.delete('page')
  asked.set('at', place[1])
  location.replace(`${location.pathname}?${asked}${location.hash}`)
}
