/** Reads imports and holds them against the rows: the part of the architecture test that can be proved on a text. */
import { dirname, join } from 'node:path/posix'
import { electronInIpc, type Row, rows, testExtras } from './architecture-rules.ts'

/** Every module that a source text names: static and dynamic imports, re-exports and `require`. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const forms =
    /(?:^|[\s;}])(?:import|export)\b[^'"`;=()]*?\bfrom\s*(['"])([^'"]+)\1|(?:^|[\s;(=])import\s*(['"])([^'"]+)\3|\b(?:import|require)\s*\(\s*(['"`])([^'"`]+)\5/gm
  return [...code.matchAll(forms)].map((m) => m[2] ?? m[4] ?? m[6] ?? '')
}

/** The row that applies to a file: the most specific one that contains it. */
export function rowOf(file: string): Row | undefined {
  return rows.filter(({ from }) => isInside(file, from)).sort((a, b) => b.from.length - a.from.length)[0]
}

const isInside = (path: string, place: string) => path === place || path.startsWith(`${place}/`)
const isTest = (file: string) => /\.(test|spec)\.(tsx?|mjs)$|\/testing\//.test(file)

/** Why `file` may not import `specifier`; undefined when it may. */
export function breach(file: string, specifier: string): string | undefined {
  const row = rowOf(file)
  if (!row) return `no row is about ${file}`
  if (!specifier.startsWith('.')) return packageBreach(row, file, specifier)
  const [, insidePackage] = specifier.split('node_modules/')
  return insidePackage ? packageBreach(row, file, insidePackage) : ownBreach(row, file, specifier)
}

function ownBreach(row: Row, file: string, specifier: string): string | undefined {
  const target = join(dirname(file), specifier)
  const places = [row.from, ...row.may, ...(isTest(file) ? testExtras.may : [])]
  const nearer = rowOf(target)
  const own = isInside(target, row.from) && (nearer === row || nearer === undefined)
  if (own || places.slice(1).some((place) => isInside(target, place))) return undefined
  if (isPortSuite(file) && isInside(target, 'electron/sandbox')) return undefined
  return `${row.from} may not import ${target}`
}

/** The suite that holds the fake and the adapter to one behaviour also sees the sandbox. */
const isPortSuite = (file: string) => isTest(file) && isInside(file, 'electron/aws')

function packageBreach(row: Row, file: string, specifier: string): string | undefined {
  const name = packageOf(specifier)
  const allowed = [...row.packages, ...(isTest(file) ? testExtras.packages : [])]
  const named = allowed.includes(name) || (name.startsWith('node:') && allowed.includes('node:*'))
  const tooWide =
    name === 'electron' && isInside(file, 'electron/ipc') && !electronInIpc.includes(file) && !isTest(file)
  return named && !tooWide ? undefined : `${row.from} may not import ${name}`
}

/** `@scope/name/deep/file` and `name/deep/file` to the package's own name. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/')[0] ?? specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
