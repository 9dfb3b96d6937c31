// Bundles each script and style sheet of src/ into a folder, under names that change with their
// content, and writes manifest.json with the name of each entry.
//
//     node build.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const here = import.meta.dirname
const folder = process.argv[2]
const entries = readdirSync(join(here, 'src')).filter((name) => /\.(js|css)$/.test(name))

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries.map((name) => join('src', name)),
  outdir: folder,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.svg': 'file', '.woff': 'file', '.woff2': 'file' },
  bundle: true,
  minify: true,
  // Entries are modules (<script type="module">): what import() names is fetched when it is needed.
  format: 'esm',
  splitting: true,
  target: ['es2022'],
  // licences.txt has them whole.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning'
})

const manifest = {}
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (!output.entryPoint) continue
  const entry = basename(output.entryPoint)
  name(entry, path)
  // The styles that a script imports become a style sheet of its name.
  if (output.cssBundle && entry.endsWith('.js')) name(entry.replace(/js$/, 'css'), output.cssBundle)
}
writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, Object.keys(manifest).sort(), 2))
writeFileSync(join(folder, 'licences.txt'), licences())

function name (entry, path) {
  if (entry in manifest) throw new Error(`two sources make ${entry}`)
  manifest[entry] = basename(path)
}

// YASGUI's bundle includes its dependencies, so the bundled packages cannot be distinguished from
// ours. Therefore all packages that the lock file requires at run time are listed.
function licences () {
  const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'))
  const parts = []
  for (const [path, { version, license, dev, optional }] of Object.entries(packages)) {
    if (!path || dev || optional || !existsSync(join(here, path))) continue
    const files = readdirSync(join(here, path)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    const texts = files.map((file) => readFileSync(join(here, path, file), 'utf8').trim())
    parts.push([`${path.split('node_modules/').pop()} ${version} (${license})`, ...texts].join('\n\n'))
  }
  return parts.join(`\n\n${'-'.repeat(72)}\n\n`) + '\n'
}
