import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveConfiguration } from './resolve.ts'

/** Observed by starting OpenBao 2.6.2 with `-config` naming a folder. */
const engine = { product: 'openbao', version: '2.6.2' } as const
const storage = 'storage "file" {\n  path = "/data"\n}\n'
const seal = (key: string, more = '') =>
  `seal "awskms" {\n  kms_key_id = "alias/${key}"\n  access_key = "AK"\n  secret_key = "hidden"\n${more}}\n`

const resolve = (texts: Record<string, string>) =>
  resolveConfiguration(
    {
      config: '',
      configFiles: Object.entries(texts).map(([name, text]) => ({ path: `/etc/vault.d/${name}`, text })),
      engine,
      environment: { HOME: '/home/vault' },
      files: {},
    },
    0,
  )

describe('the files of a folder', () => {
  it('make one configuration, each value at its own file and line', () => {
    const { seals, problems } = resolve({ 'a.hcl': storage, 'b.hcl': `# first\n${seal('one', '  regoin = "x"\n')}` })
    expect(seals).toMatchObject([{ type: 'awskms', active: true, line: 2, file: '/etc/vault.d/b.hcl' }])
    expect(seals[0]?.settings.find(({ name }) => name === 'kms_key_id')?.origin).toEqual({
      kind: 'stanza',
      key: 'kms_key_id',
      line: 3,
      file: '/etc/vault.d/b.hcl',
    })
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'unknown-key', key: 'regoin', line: 6, file: '/etc/vault.d/b.hcl' }),
    )
  })

  it('are refused in the words of the server, with folder, file and the place in it', () => {
    const { error, problems } = resolve({ 'a.hcl': storage, 'b.hcl': 'seal "awskms" {\n regoin = word\n}\n' })
    expect(error).toBe(
      'error loading configuration from /etc/vault.d: error loading "/etc/vault.d/b.hcl": At 2:11: Unknown token: 2:11 IDENT word',
    )
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'configuration-refused', line: 2, file: '/etc/vault.d/b.hcl' }),
    )
  })

  it('may hold two enabled seals no more than one file may', () => {
    expect(resolve({ 'a.hcl': storage, 'b.hcl': seal('one'), 'c.hcl': seal('two') }).error).toBe(
      'error loading configuration from /etc/vault.d: seals: two seals provided but neither is disabled',
    )
  })

  it('are limited in their blocks file by file', () => {
    const names = ['one', 'two', 'three', 'four']
    const texts = Object.fromEntries(
      names.map((name, at) => [`${at}.hcl`, seal(name, at === 0 ? '  disabled = "true"\n' : '')]),
    )
    expect(resolve({ 'a.hcl': storage, ...texts }).error).toBeUndefined()
  })

  it('mix HCL and JSON, and take the plugin’s folder from any of them', () => {
    const json = '{"plugin_directory": "/plugins", "seal": {"awskms": {"kms_key_id": "alias/j"}}}'
    const [found] = resolve({ 'a.hcl': storage, 'b.json': json }).seals
    expect(found).toMatchObject({ line: 1, file: '/etc/vault.d/b.json' })
  })
})

it('says of one file what it says of its text', () => {
  const line = fc.constantFrom(
    'region = "eu-west-1"',
    'regoin = "x"',
    'disabled = "true"',
    '# note',
    'role_arn = "r"',
    '}',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = `seal "awskms" {\n${lines.map((each) => `  ${each}\n`).join('')}}\n`
      const world = { engine, environment: {}, files: {} }
      const one = resolveConfiguration({ ...world, config: text }, 0)
      const file = resolveConfiguration({ ...world, config: '', configFiles: [{ path: '/a/config.hcl', text }] }, 0)
      const withoutFiles = JSON.stringify(file, (key, value) => (key === 'file' ? undefined : value))
        .replaceAll('from /a: error loading \\"/a/config.hcl\\": ', 'from config.hcl: ')
        .replaceAll('from /a: ', 'from config.hcl: ')
      expect(JSON.parse(withoutFiles)).toEqual(JSON.parse(JSON.stringify(one)))
    }),
    { numRuns: 300 },
  )
})
