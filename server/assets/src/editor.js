// The SPARQL editor of /editor.
import Yasgui from '@zazuko/yasgui'

console.debug(typeof Yasgui)
