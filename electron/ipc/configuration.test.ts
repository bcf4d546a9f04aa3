import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configProcedures } from '../../shared/contract/config.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Engine } from '../../shared/domain/engine.ts'
import { editConfig, formatConfig, lintConfig, parseConfig } from './configuration.ts'

const strictVault: Engine = { product: 'vault', version: '1.21.4' }
const openBao: Engine = { product: 'openbao', version: '2.6.2' }
const canary = 'wJalrXUtnFEMI-canary'

const hcl = `# a seal
seal "AWSKMS" {
  region     = "eu-west-1"
  kms_key_id = "alias/a"
  disabled   = "true"
  priority   = 2
  secret_key = "${canary}"
}
`

function refusalOf(act: () => unknown) {
  try {
    act()
  } catch (error) {
    if (error instanceof DiagnosedError) return error.diagnosis
    throw error
  }
  throw new Error('was not refused')
}

describe('parsing', () => {
  it('shows the blocks as the servers see them, with their places and without their secrets', () => {
    const parsed = parseConfig({ text: hcl })
    expect(configProcedures['config.parse'].output.parse(parsed)).toEqual(parsed)
    expect(parsed).toMatchObject({ format: 'hcl', problems: [] })
    const [seal] = parsed.seals
    expect(seal).toMatchObject({
      block: 'seal',
      type: 'awskms',
      label: 'AWSKMS',
      disabled: true,
      priority: 2,
      line: 2,
      endLine: 8,
    })
    expect(hcl.slice(seal?.start, seal?.end)).toMatch(/^seal "AWSKMS" \{.*\}$/s)
    expect(seal?.entries.map(({ key, line, value, secret }) => [key, line, value, secret])).toEqual([
      ['region', 3, 'eu-west-1', false],
      ['kms_key_id', 4, 'alias/a', false],
      ['disabled', 5, 'true', false],
      ['priority', 6, 2, false],
      ['secret_key', 7, undefined, true],
    ])
    const region = seal?.entries[0]
    expect(hcl.slice(region?.start, region?.end)).toBe('"eu-west-1"')
    expect(JSON.stringify(parsed)).not.toContain(canary)
  })

  it('reads JSON the same way', () => {
    const text = '{"seal": {"awskms": {"region": "r", "disabled": true, "session_token": "env://T"}}}'
    const { format, seals } = parseConfig({ text })
    expect(format).toBe('json')
    expect(seals[0]).toMatchObject({
      type: 'awskms',
      disabled: true,
      entries: [
        { key: 'region', value: 'r' },
        { key: 'disabled', value: true },
        { key: 'session_token', value: 'env://T', secret: false },
      ],
    })
  })

  it('takes a password in an endpoint for a secret', () => {
    const { seals } = parseConfig({ text: `seal "awskms" { endpoint = "https://u:${canary}@kms" }` })
    expect(seals[0]?.entries).toMatchObject([{ key: 'endpoint', secret: true }])
    expect(JSON.stringify(seals)).not.toContain(canary)
  })

  it('keeps a number that JavaScript would change as text', () => {
    const values = parseConfig({ text: 'seal "awskms" { priority = 9223372036854775807 }' }).seals[0]?.entries
    expect(values).toMatchObject([{ value: '9223372036854775807' }])
  })

  it('names the first error of the syntax in the words of the server', () => {
    expect(parseConfig({ text: 'a = 1\nseal "awskms" {\n  region = \n}\n' }).problems[0]).toMatchObject({
      code: 'syntax',
      severity: 'error',
      line: 4,
      evidence: { text: expect.stringMatching(/^At 4:1: /) },
    })
  })

  it.each<[string, Engine | undefined, string, boolean]>([
    ['a release that refuses it', strictVault, 'error', true],
    ['a release that takes the last', openBao, 'warning', false],
    ['no release in particular', undefined, 'warning', false],
  ])('judges a key that is given twice by %s', (_, engine, severity, hasText) => {
    const [problem] = parseConfig({ text: 'seal "awskms" {\n  region = "a"\n  region = "b"\n}\n', engine }).problems
    expect(problem).toMatchObject({ code: 'duplicate-key', severity, line: 3, column: 3, evidence: { firstLine: 2 } })
    expect('text' in (problem?.evidence ?? {})).toBe(hasText)
  })

  it('says for a release what else it refuses, in its own words', () => {
    const text = 'seal "shamirr" { a = "b" }\n'
    expect(parseConfig({ text, engine: openBao }).problems).toEqual([])
    expect(parseConfig({ text, engine: strictVault }).problems).toMatchObject([
      {
        code: 'refused-by-server',
        severity: 'error',
        evidence: { text: expect.stringContaining('unknown seal type') },
      },
    ])
  })
})

interface Verdicts {
  id: string
  config: string
  allowDuplicates?: boolean
  expect: { engines: string[]; refusal: string | null }[]
}
const verdicts: Verdicts[] = JSON.parse(
  readFileSync(new URL('../hcl/testdata/server-verdicts.json', import.meta.url), 'utf8'),
)

/** `openbao-2.6.2+plugin-2.5.0`; the release candidate of 2.7 counts as 2.7. */
function engineOf(name: string): Engine {
  const [server = '', plugin] = name.split('+plugin-')
  const [product, version = ''] = server.split(/-(.*)/)
  const engine = { version: version.replace('-rc', '.0'), ...(plugin !== undefined && { plugin }) }
  return { product: product === 'vault' ? 'vault' : 'openbao', ...engine }
}

it.each(verdicts.filter(({ allowDuplicates }) => !allowDuplicates).map((each) => [each.id, each] as const))(
  'judges %s as the real servers did, in their words',
  (_, { config, expect: expected }) => {
    for (const { engines, refusal } of expected) {
      for (const engine of engines.map(engineOf)) {
        const errors = parseConfig({ text: config, engine }).problems.filter(({ severity }) => severity === 'error')
        const texts = errors.flatMap(({ evidence }) => evidence.text ?? [])
        if (refusal === null) expect(errors).toEqual([])
        else expect(texts).toEqual([expect.stringContaining(refusal)])
        if (refusal !== null) {
          const { problems } = lintConfig({ text: config, engine })
          expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
        }
      }
    }
  },
)

describe('lint', () => {
  it('carries the place and the fix of each finding', () => {
    const text = 'seal "awskms" {\n  regoin = "a"\n  kms_key_id = "k"\n}\n'
    const { problems } = lintConfig({ text, engine: strictVault })
    const misspelt = problems.find(({ code }) => code === 'misspelt-key')
    expect(misspelt).toMatchObject({ line: 2, column: 3, suggestion: 'region', fix: [{ text: 'region' }] })
    expect(text.slice(misspelt?.start, misspelt?.end)).toBe('regoin')
  })

  it('still says what to write in the place of a secret', () => {
    const text = 'seal "awskms" {\n  secret_key = "AWS_SECRET"\n  access_key = "A"\n}\n'
    expect(lintConfig({ text, engine: strictVault }).problems).toContainEqual(
      expect.objectContaining({ code: 'secret-in-file', suggestion: 'env://AWS_SECRET_ACCESS_KEY' }),
    )
  })
})

const texts: [string, string][] = [
  ['a stanza', `seal "awskms" {\n secret_key = "${canary}"\n session_token = " ${canary} "\n}\n`],
  ['a reference that is none', `seal "awskms" {\n secret_key = "env:${canary}"\n}\n`],
  ['a missing equals sign', `seal "awskms" {\n  secret_key "${canary}"\n}\n`],
  ['a missing equals sign and another label', `seal "awskms" {\n  secret_key "${canary}" "x"\n}\n`],
  ['a missing quote', `seal "awskms" {\n  secret_key = "${canary}\n}\n`],
  ['no quotes', `seal "awskms" {\n  secret_key = ${canary}\n}\n`],
  ['a colon', `seal "awskms" {\n  secret_key: "${canary}"\n}\n`],
  ['JSON', `{"seal": {"awskms": {"secret_key": "${canary}", "session_token": " ${canary}"}}}`],
  ['broken JSON', `{"seal": {"awskms": {"secret_key" "${canary}"}}}`],
  ['a list', `seal "awskms" {\n  secret_key = ["${canary}"]\n}\n`],
  ['a heredoc', `seal "awskms" {\n  secret_key = <<E\n${canary}\nE\n}\n`],
  ['another seal', `seal "transit" {\n  token = "${canary}"\n  disabled = "${canary}"\n}\n`],
]

it.each(texts)('lets no secret out that stands in %s', (_, text) => {
  for (const engine of [strictVault, openBao]) {
    expect(JSON.stringify(parseConfig({ text, engine }).problems)).not.toContain(canary)
    expect(JSON.stringify(lintConfig({ text, engine }))).not.toContain(canary)
  }
  const [first] = parseConfig({ text }).seals
  expect(JSON.stringify(first?.entries.filter(({ key }) => key !== 'disabled') ?? [])).not.toContain(canary)
})

describe('formatting', () => {
  it('is that of the server', () => {
    expect(formatConfig('seal "awskms" {\nregion="a"\n kms_key_id  =  "b" }\n')).toBe(
      'seal "awskms" {\n  region     = "a"\n  kms_key_id = "b"\n}\n',
    )
  })

  it('is refused with the place and the words of the server', () => {
    expect(refusalOf(() => formatConfig('a = 1\nb = = 2\n'))).toMatchObject({
      code: 'config-syntax',
      evidence: { line: 2, column: expect.any(Number), serverText: expect.stringMatching(/^At 2:/) },
    })
    expect(refusalOf(() => formatConfig('{"a": 1}'))).toMatchObject({
      code: 'config-invalid',
      evidence: { reason: 'json-has-no-format' },
    })
  })
})

describe('edits', () => {
  const text = 'seal "awskms" {\n  region = "a" # here\n}\n'

  it('set and remove keys and leave every other byte', () => {
    const edited = editConfig(text, [
      { stanza: 0, key: 'region', value: 'b' },
      { stanza: 0, key: 'disabled', value: true },
    ])
    expect(edited).toBe('seal "awskms" {\n  region = "b" # here\n  disabled = true\n}\n')
    expect(editConfig(edited, [{ stanza: 0, key: 'disabled', value: null }])).toBe(text.replace('"a"', '"b"'))
  })

  it('reach whole blocks', () => {
    const added = editConfig(text, [
      { kind: 'add', label: 'awskms', attributes: [{ key: 'region', value: 'c' }] },
      { kind: 'move', stanza: 1, to: 0 },
      { kind: 'disable', stanza: 1 },
    ])
    expect(parseConfig({ text: added }).seals).toMatchObject([
      { disabled: false, entries: [{ value: 'c' }] },
      { disabled: true },
    ])
  })

  it.each<[string, Parameters<typeof editConfig>[1]]>([
    ['a stanza that is not there', [{ stanza: 1, key: 'region', value: 'b' }]],
    ['a value that UTF-8 cannot carry', [{ stanza: 0, key: 'region', value: '\ud800' }]],
  ])('are refused for %s', (_, edits) => {
    expect(refusalOf(() => editConfig(text, edits))).toMatchObject({
      code: 'bad-request',
      evidence: { reason: 'edit-not-possible' },
    })
  })
})

it('answers within its contract whatever the text is', () => {
  const piece = fc.constantFrom(
    ...`seal "awskms" { } [ ] , = : secret_key region "a" 1 true <<E \nE\n /* */ # . - é "\\`.split(' '),
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseConfig({ text, engine: strictVault })
      expect(configProcedures['config.parse'].output.parse(parsed)).toEqual(parsed)
      const linted = lintConfig({ text, engine: strictVault })
      expect(configProcedures['config.lint'].output.parse(linted)).toEqual(linted)
    }),
    { numRuns: 1000 },
  )
})

it.each([
  ['blanks behind the key of a secret', `token${' '.repeat(200_000)}\n`],
  [
    'more secrets than any server has',
    Array.from({ length: 20_000 }, (_, n) => `secret_key = "${canary}${n}"\n`).join(''),
  ],
])('does not get stuck in %s', (_, inner) => {
  const text = `seal "awskms" {\n${inner}}\n`
  expect(JSON.stringify(lintConfig({ text, engine: openBao }))).not.toContain(canary)
  expect(JSON.stringify(parseConfig({ text, engine: strictVault }))).not.toContain(canary)
})
