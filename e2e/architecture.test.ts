/**
 * The dependency rule, proved: every row by imports that break it, both in our own reading and in the linter's; then the
 * whole tree against all rows, and every dependency against docs/decisions/dependencies.md.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breach, importsOf, packageOf } from './architecture.ts'
import { rows } from './architecture-rules.ts'

const root = join(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const sources = tracked
  .split('\n')
  .filter((file) => /^(shared|electron|renderer|e2e)\/.*\.(ts|tsx|mjs)$/.test(file) && existsSync(join(root, file)))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const violations = rows.flatMap(({ from, violations }) =>
  violations.map(([file, specifier]) => ({ from, file, specifier })),
)

describe('the reading of imports', () => {
  it.each([
    ["import { a } from './a.ts'", './a.ts'],
    ["import type {\n  A,\n} from '../a.ts'", '../a.ts'],
    ["import './side.css'", './side.css'],
    ["export * from 'pkg'", 'pkg'],
    ["export type { A } from 'pkg/deep'", 'pkg/deep'],
    ["const load = () => import('pkg')", 'pkg'],
    ['const a = await import(`pkg`)', 'pkg'],
    ["const a = require('pkg')", 'pkg'],
    ["import a, { b as c } from 'pkg'", 'pkg'],
  ])('finds the module of %j', (text, specifier) => {
    expect(importsOf(text)).toEqual([specifier])
  })

  it.each(["// import 'pkg'", "/* import 'pkg' */", "const a = 'import'", 'important(x)'])(
    'finds none in %j',
    (text) => {
      expect(importsOf(text)).toEqual([])
    },
  )
})

describe('every row', () => {
  it.each(violations)('$file may not import $specifier', ({ file, specifier }) => {
    const [found] = importsOf(`import x from '${specifier}'`)
    expect(breach(file, found ?? '')).toBeTypeOf('string')
  })

  it('has violations to prove it', () => {
    expect(rows.filter((row) => row.violations.length === 0)).toEqual([])
  })
})

describe('the linter', () => {
  const tree = mkdtempSync(join(tmpdir(), 'fence-'))
  const refused = new Set<string>()

  beforeAll(() => {
    cpSync(join(root, 'biome.json'), join(tree, 'biome.json'))
    for (const [index, { file, specifier }] of violations.entries()) {
      const place = join(tree, specimen(file, index))
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, `import x from '${specifier}'\n\nx()\n`)
    }
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const { stdout } = spawnSync(
      process.execPath,
      [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
      {
        cwd: tree,
        encoding: 'utf8',
        maxBuffer: 1e8,
      },
    )
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string | { file: string } } }[]
    }
    for (const { category, location } of diagnostics) {
      const path = typeof location.path === 'string' ? location.path : location.path.file
      if (category === 'lint/style/noRestrictedImports') refused.add(path.replace(/^\.\//, ''))
    }
  }, 60_000)
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  /** A file of its own for each violation, in the same folder; files that a row names keep their name. */
  const specimen = (file: string, index: number) => {
    const named = rows.some(({ from }) => from === file) || file.startsWith('electron/ipc/')
    return named ? `case-${index}/${file}` : file.replace(/(\.\w+)$/, `${index}$1`)
  }

  it.each(violations.map((violation, index) => ({ ...violation, index })))(
    'refuses $specifier in $file',
    ({ file, index }) => {
      expect([...refused]).toContain(specimen(file, index))
    },
  )

  it('names the rule in a sentence wherever it restricts', () => {
    const { overrides } = JSON.parse(read('biome.json')) as {
      overrides: {
        linter?: { rules: { style?: { noRestrictedImports?: { options: { patterns: { message: string }[] } } } } }
      }[]
    }
    const messages = overrides.flatMap(
      ({ linter }) => linter?.rules.style?.noRestrictedImports?.options.patterns.map(({ message }) => message) ?? [],
    )
    expect(messages.length).toBeGreaterThan(10)
    for (const message of messages) expect(message).toMatch(/^[A-Z].{20,}\.$/)
  })
})

/** This file quotes imports as specimens. */
const quoting = 'e2e/architecture.test.ts'

describe('the tree', () => {
  it.each(sources.filter((file) => file !== quoting))('%s keeps its row', (file) => {
    const breaches = importsOf(read(file)).flatMap((specifier) => breach(file, specifier) ?? [])
    expect(breaches).toEqual([])
  })

  it('has no file at the top level that the design does not name', () => {
    const top = new Set(
      tracked
        .split('\n')
        .filter(Boolean)
        .map((file) => file.split('/')[0] ?? ''),
    )
    const named = [
      'shared',
      'electron',
      'renderer',
      'e2e',
      'docs',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'electron-builder.yml',
      'README.md',
      'LICENSE',
      'biome.json',
    ]
    expect([...top].filter((name) => !name.startsWith('.') && !named.includes(name))).toEqual([])
  })
})

describe('the dependencies', () => {
  const { dependencies = {}, devDependencies } = JSON.parse(read('package.json')) as {
    dependencies?: Record<string, string>
    devDependencies: Record<string, string>
  }
  const declared = { ...dependencies, ...devDependencies }
  const [, inApp = '', tools = ''] = read('docs/decisions/dependencies.md').split(/^## .*$/m)
  const cells = (table: string) =>
    table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
  const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '')
  const places = new Map(cells(inApp).flatMap(([, name, from]) => names(name).map((n) => [n, names(from)] as const)))
  const toolNames = cells(tools).flatMap(([, name]) => names(name))

  it.each(Object.entries(declared))('%s is pinned exactly and explained', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect([...places.keys(), ...toolNames]).toContain(name)
  })

  it.each([...places.keys(), ...toolNames])('%s, which is explained, is declared', (name) => {
    expect(Object.keys(declared)).toContain(name)
  })

  it.each([...places])('%s is imported only from where it is named', (name, from) => {
    const strays = sources
      .filter(
        (file) =>
          !/\.(test|spec)\.tsx?$/.test(file) &&
          importsOf(read(file)).some((specifier) => packageOf(specifier) === name),
      )
      .filter((file) => !from.some((place) => file === place || file.startsWith(`${place}/`)))
    expect(strays).toEqual([])
  })
})
