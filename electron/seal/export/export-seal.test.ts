import { describe, expect, it } from 'vitest'
import { exportForms } from '../../../shared/domain/export-form.ts'
import { type ExportInput, exportSeal } from './export-seal.ts'

const vault = { product: 'vault', version: '1.21.4' } as const
const oldVault = { product: 'vault', version: '1.14.10' } as const
const bao = { product: 'openbao', version: '2.6.2' } as const
const newBao = { product: 'openbao', version: '2.7.2' } as const

const seal = { region: 'eu-west-1', kms_key_id: 'alias/vault-unseal' }
const canary = 'wJalrXUtnFEMI-canary'

const exported = (input: Partial<ExportInput>) => exportSeal({ parameters: seal, engine: vault, form: 'hcl', ...input })

/** The text without the comment on its head. */
const body = (input: Partial<ExportInput>) => exported(input).text.replace(/^(?:# .*\n)+\n?/, '')

/** The lines inside the seal's block. */
const lines = (input: Partial<ExportInput>) =>
  exported(input)
    .text.split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim().replace(/ += /, ' = '))

const codes = (input: Partial<ExportInput>) =>
  exported(input).warnings.map(({ code, key }) => (key ? `${key} ${code}` : code))

describe('the stanza in HCL', () => {
  it('is what the server would have printed itself, without a word of warning', () => {
    const { filename, warnings } = exported({})
    expect(body({})).toBe('seal "awskms" {\n  region     = "eu-west-1"\n  kms_key_id = "alias/vault-unseal"\n}\n')
    expect({ filename, warnings }).toEqual({ filename: 'seal-awskms.hcl', warnings: [] })
  })

  it('keeps the documented order and leaves out what is empty', () => {
    const parameters = { kms_key_id: 'k', disabled: 'true', endpoint: 'https://kms', region: 'r', role_arn: '' }
    expect(lines({ parameters })).toEqual([
      'region = "r"',
      'kms_key_id = "k"',
      'endpoint = "https://kms"',
      'disabled = true',
    ])
  })

  it('keeps blanks, which count for the server', () => {
    expect(lines({ parameters: { ...seal, kms_key_id: ' alias/a ' } })).toContain('kms_key_id = " alias/a "')
  })

  it('writes name and priority only where they are read', () => {
    const parameters = { ...seal, name: 'west', priority: '2' }
    expect(lines({ parameters })).toEqual(expect.arrayContaining(['name = "west"', 'priority = 2']))
    for (const engine of [oldVault, bao]) {
      expect(lines({ parameters, engine })).toHaveLength(2)
      expect(codes({ parameters, engine })).toEqual(['name parameter-not-read', 'priority parameter-not-read'])
    }
  })

  it('writes disallow_env_vars only where it has an effect', () => {
    const parameters = { ...seal, disallow_env_vars: 'true' }
    expect(lines({ parameters, engine: oldVault })).toContain('disallow_env_vars = true')
    expect(lines({ parameters, engine: { product: 'openbao', version: '2.5.1' } })).toContain(
      'disallow_env_vars = true',
    )
    for (const engine of [vault, bao, newBao]) {
      expect(codes({ parameters, engine })).toContain('disallow_env_vars parameter-not-read')
    }
  })

  it('names values that stop a server, and writes them as they are', () => {
    const parameters = { ...seal, disabled: 'yes', key_not_required: 'no', name: 'a b', priority: 0 }
    expect(codes({ parameters })).toEqual([
      'disabled not-a-boolean',
      'key_not_required not-a-boolean',
      'name invalid-name',
      'priority invalid-priority',
    ])
    expect(lines({ parameters })).toContain('disabled = "yes"')
  })

  it.each([
    ['1', '1'],
    ['+7', '7'],
    ['007', '7'],
    ['1000000000', '1000000000'],
    ['9223372036854775807', '"9223372036854775807"'],
  ])('takes the priority %s, as a server does', (priority, written) => {
    expect(codes({ parameters: { ...seal, priority } })).toEqual([])
    expect(lines({ parameters: { ...seal, priority } })).toContain(`priority = ${written}`)
  })

  it.each(['0', '-1', '1.5', '1e3', ' 1', 'first', '9223372036854775808'])('refuses the priority %j', (priority) => {
    expect(codes({ parameters: { ...seal, priority } })).toEqual(['priority invalid-priority'])
  })

  it.each([
    ['1', true],
    ['t', true],
    ['T', true],
    ['TRUE', true],
    ['true', true],
    ['True', true],
    ['0', false],
    ['f', false],
    ['F', false],
    ['FALSE', false],
    ['false', false],
    ['False', false],
  ])('writes the boolean %s as %s', (word, value) => {
    expect(lines({ parameters: { ...seal, disabled: word } })).toContain(`disabled = ${value}`)
  })
})

describe('secrets', () => {
  const literal = { ...seal, access_key: 'AKIAEXAMPLE', secret_key: canary, session_token: `${canary}-token` }
  const referring = { ...seal, access_key: 'env://ID', secret_key: 'file:///run/secret', session_token: 'env://TOKEN' }

  it('are in no form and no warning of any release, when they are literal', () => {
    for (const engine of [vault, oldVault, bao, newBao]) {
      for (const form of exportForms) {
        expect(JSON.stringify(exportSeal({ parameters: literal, engine, form }))).not.toContain(canary)
      }
    }
  })

  it('are refused in every disguise that servers would read as the value itself', () => {
    for (const disguise of [
      `string://${canary}`,
      `ENV://${canary}`,
      `env:${canary}`,
      `x env://${canary}`,
      'env://',
      'file://',
    ]) {
      const { text, warnings } = exported({ parameters: { ...seal, access_key: 'A', secret_key: disguise } })
      expect(text).not.toContain(disguise)
      expect(warnings).toContainEqual(
        expect.objectContaining({ code: 'secret-left-out', key: 'secret_key', suggestion: 'AWS_SECRET_ACCESS_KEY' }),
      )
    }
  })

  it('take the access key with them, because half a pair stops the server', () => {
    expect(lines({ parameters: literal })).toEqual(lines({}))
    expect(codes({ parameters: literal })).toEqual([
      'secret_key secret-left-out',
      'session_token secret-left-out',
      'access_key half-key-pair',
    ])
  })

  it('are written as references where the release resolves them', () => {
    for (const engine of [vault, bao, newBao]) {
      expect(lines({ parameters: referring, engine })).toEqual(
        expect.arrayContaining([
          'access_key = "env://ID"',
          'secret_key = "file:///run/secret"',
          'session_token = "env://TOKEN"',
        ]),
      )
    }
    expect(codes({ parameters: referring })).toEqual(['secret_key reference-keeps-line-end'])
  })

  it('are left out as references where the release takes those literally', () => {
    for (const engine of [oldVault, { product: 'openbao', version: '2.1.1' } as const]) {
      expect(lines({ parameters: referring, engine })).toEqual(lines({}))
      expect(
        exported({ parameters: referring, engine }).warnings.map(({ code, suggestion }) => [code, suggestion]),
      ).toEqual([
        ['reference-not-supported', 'AWS_ACCESS_KEY_ID'],
        ['reference-not-supported', 'AWS_SECRET_ACCESS_KEY'],
        ['reference-not-supported', 'AWS_SESSION_TOKEN'],
      ])
    }
  })

  it('come trimmed as references, which the server does anyway', () => {
    const parameters = { ...seal, access_key: 'AKIAEXAMPLE', secret_key: ' env://SECRET\n' }
    expect(lines({ parameters })).toEqual(
      expect.arrayContaining(['access_key = "AKIAEXAMPLE"', 'secret_key = "env://SECRET"']),
    )
  })

  it('do not come alone: a token or half a pair is left out', () => {
    expect(codes({ parameters: { ...seal, session_token: 'env://T' } })).toEqual(['session_token token-without-pair'])
    expect(codes({ parameters: { ...seal, secret_key: 'file:///s' } })).toEqual(['secret_key half-key-pair'])
  })

  it('are not hidden behind a reference in another parameter', () => {
    expect(codes({ parameters: { ...seal, endpoint: 'env://ENDPOINT' } })).toEqual([
      'endpoint reference-taken-literally',
    ])
  })
})

describe('the plugin of OpenBao', () => {
  const plugin = { directory: '/opt/bao', command: 'awskms', sha256sum: 'ab'.repeat(32) }

  it('comes with the seal from 2.7 on, marked where it has to be filled in', () => {
    const { warnings } = exported({ engine: newBao })
    expect(body({ engine: newBao })).toBe(
      [
        'plugin_directory = "/REPLACE/with/the/plugin/directory"',
        '',
        'plugin "kms" "awskms" {',
        '  command   = "openbao-plugin-kms-awskms"',
        '  sha256sum = "REPLACE_with_the_64_hex_digits_of_sha256sum"',
        '}',
        '',
        'seal "awskms" {',
        '  region     = "eu-west-1"',
        '  kms_key_id = "alias/vault-unseal"',
        '}',
        '',
      ].join('\n'),
    )
    expect(warnings.map(({ code }) => code)).toEqual(['plugin-placeholders'])
  })

  it('is written as given', () => {
    const { text, warnings } = exported({ engine: newBao, plugin })
    expect(text).toContain(`plugin_directory = "/opt/bao"\n\nplugin "kms" "awskms" {\n  command   = "awskms"\n`)
    expect(warnings).toEqual([])
  })

  it('comes on 2.6 only when the engine names one or a plugin is given', () => {
    expect(exported({ engine: bao }).text).not.toContain('plugin')
    expect(codes({ engine: { ...bao, plugin: '2.5.0' } })).toEqual(['plugin-placeholders'])
    expect(exported({ engine: bao, plugin }).text).toContain('plugin "kms" "awskms"')
  })

  it('is left out where no release reads it', () => {
    for (const engine of [vault, { product: 'openbao', version: '2.5.1' } as const]) {
      expect(exported({ engine, plugin }).text).toBe(exported({ engine }).text)
      expect(codes({ engine, plugin })).toEqual(['plugin-not-supported'])
    }
  })

  it('cannot be said in the environment', () => {
    expect(codes({ engine: newBao, form: 'env' })).toEqual(['plugin-block-needed'])
  })
})

describe('JSON', () => {
  it('nests blocks by their labels and types its values', () => {
    const { text, filename } = exported({ form: 'json', engine: newBao, parameters: { ...seal, disabled: 'TRUE' } })
    expect(filename).toBe('seal-awskms.json')
    expect(JSON.parse(text)).toEqual({
      plugin_directory: '/REPLACE/with/the/plugin/directory',
      plugin: {
        kms: {
          awskms: { command: 'openbao-plugin-kms-awskms', sha256sum: 'REPLACE_with_the_64_hex_digits_of_sha256sum' },
        },
      },
      seal: { awskms: { region: 'eu-west-1', kms_key_id: 'alias/vault-unseal', disabled: true } },
    })
  })

  it('keeps a dollar sign before a brace from being read as an interpolation', () => {
    const { text } = exported({ form: 'json', parameters: { ...seal, kms_key_id: 'a${b' } })
    expect(text).toContain('a\\u0024{b')
    expect(JSON.parse(text).seal.awskms.kms_key_id).toBe('a${b')
  })
})

describe('the environment', () => {
  it('is a file of assignments, in the names that the product reads', () => {
    const parameters = { ...seal, endpoint: 'http://127.0.0.1:4566', access_key: 'AKIAEXAMPLE', secret_key: 'env://S' }
    const { filename } = exported({ form: 'env', engine: bao, parameters })
    expect(body({ form: 'env', engine: bao, parameters })).toBe(
      [
        'BAO_SEAL_TYPE=awskms',
        'AWS_REGION=eu-west-1',
        'AWS_ACCESS_KEY_ID=AKIAEXAMPLE',
        'VAULT_AWSKMS_SEAL_KEY_ID=alias/vault-unseal',
        'AWS_KMS_ENDPOINT=http://127.0.0.1:4566',
        '',
      ].join('\n'),
    )
    expect(filename).toBe('seal-awskms.env')
    expect(codes({ form: 'env', engine: bao, parameters })).toEqual([
      'secret_key reference-not-supported',
      'secret_key half-key-pair',
    ])
    const [notSupported] = exported({ form: 'env', engine: bao, parameters }).warnings
    expect(notSupported?.evidence).toEqual({ form: 'environment' })
    expect(body({ form: 'env' })).toMatch(/^VAULT_SEAL_TYPE=awskms\n/)
  })

  it('has an access key wait for its secret', () => {
    const parameters = { ...seal, access_key: 'AKIAEXAMPLE' }
    expect(exported({ form: 'env', parameters }).text).toContain('AWS_ACCESS_KEY_ID=AKIAEXAMPLE')
    expect(codes({ form: 'env', parameters })).toEqual(['secret_key half-key-pair'])
  })

  it('says that the access key is alone whenever its secret was not written, and only then', () => {
    const secrets = [undefined, canary, 'env://S', 'file:///s']
    for (const engine of [vault, oldVault, bao, newBao]) {
      for (const form of ['env', 'systemd'] as const) {
        for (const secret_key of secrets) {
          const parameters = { ...seal, access_key: 'AKIAEXAMPLE', ...(secret_key && { secret_key }) }
          expect(codes({ form, engine, parameters })).toContain('secret_key half-key-pair')
        }
        for (const access_key of ['', 'env://ID', 'a\0b']) {
          const parameters = { ...seal, access_key, secret_key: canary }
          expect(exported({ form, engine, parameters }).text).not.toContain('AWS_ACCESS_KEY_ID')
          expect(codes({ form, engine, parameters })).not.toContain('secret_key half-key-pair')
        }
      }
    }
  })

  it('quotes what a shell would take apart', () => {
    const parameters = { ...seal, kms_key_id: 'a b"c\\d$e`f\'#' }
    expect(exported({ form: 'env', parameters }).text).toContain('VAULT_AWSKMS_SEAL_KEY_ID="a b\\"c\\\\d\\$e\\`f\'#"\n')
  })

  it('is a drop-in with the escapes of systemd', () => {
    const parameters = { ...seal, kms_key_id: 'a b"c\\d$e%f\tg' }
    const { filename } = exported({ form: 'systemd', parameters })
    expect(body({ form: 'systemd', parameters })).toBe(
      [
        '[Service]',
        'Environment="VAULT_SEAL_TYPE=awskms"',
        'Environment="AWS_REGION=eu-west-1"',
        'Environment="VAULT_AWSKMS_SEAL_KEY_ID=a b\\"c\\\\d$e%%f\\tg"',
        '',
      ].join('\n'),
    )
    expect(filename).toBe('seal-awskms.conf')
  })

  it('says what it cannot say', () => {
    const parameters = { ...seal, disabled: true, key_not_required: 'true', name: 'west', role_session_name: 'a\0b' }
    expect(codes({ form: 'env', parameters })).toEqual([
      'disabled disabled-not-expressible',
      'role_session_name value-not-expressible',
      'key_not_required no-environment-name',
      'name no-environment-name',
    ])
    expect(exported({ form: 'env', parameters }).text).not.toContain('\0')
  })

  it('names variables that do more than the parameter, and those that a generation does not read', () => {
    const parameters = { ...seal, shared_creds_filename: '/c', shared_creds_profile: 'ops' }
    expect(exported({ form: 'env', parameters }).text).toContain('AWS_SHARED_CREDENTIALS_FILE=/c\nAWS_PROFILE=ops\n')
    expect(codes({ form: 'env', parameters })).toEqual([
      'shared_creds_filename environment-name-wider',
      'shared_creds_profile environment-name-wider',
    ])
    const second = { product: 'vault', version: '2.2.0' } as const
    expect(codes({ form: 'env', parameters, engine: second })).toContain('shared_creds_filename no-environment-name')
  })
})

describe('a seal as a whole', () => {
  it('misses a key id unless none is required, and a region', () => {
    expect(codes({ parameters: {} })).toEqual(['kms_key_id key-id-missing', 'region region-missing'])
    expect(codes({ parameters: { key_not_required: '1', region: 'r' } })).toEqual([])
    for (const word of ['tomato', 'tRUE', '1st']) {
      expect(codes({ parameters: { key_not_required: word, region: 'r' } })).toEqual([
        'kms_key_id key-id-missing',
        'key_not_required not-a-boolean',
      ])
    }
    expect(body({ parameters: {} })).toBe('seal "awskms" {}\n')
  })

  it('has a key whose ARN names another region than the requests go to', () => {
    const kms_key_id = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    const { warnings } = exported({ parameters: { ...seal, kms_key_id } })
    expect(warnings).toMatchObject([{ code: 'region-differs-from-key', suggestion: 'us-east-1' }])
  })

  it('is written by assumed rules for releases that nobody could examine', () => {
    expect(codes({ engine: { product: 'vault', version: '2.2.0' } })).toEqual(['release-assumed'])
  })

  it('leaves out what UTF-8 cannot carry, in every form', () => {
    const parameters = { ...seal, endpoint: 'a\ud800' }
    for (const form of exportForms) expect(exported({ form, parameters }).text).toBe(exported({ form }).text)
    for (const form of ['hcl', 'json', 'env', 'systemd', 'kubernetes', 'helm'] as const)
      expect(codes({ form, parameters })).toContain('endpoint value-not-expressible')
  })

  it('names the releases that it fits in a comment, or among the warnings of a form without comments', () => {
    for (const form of exportForms) {
      for (const [engine, range, from] of [
        [vault, 'HashiCorp Vault 1.21.0 to 1.21.4', '1.21.0'],
        [oldVault, 'HashiCorp Vault 1.14.0 to 1.14', '1.14.0'],
        [newBao, 'OpenBao 2.7.0 to 2.7.2', '2.7.0'],
        [{ product: 'openbao', version: '2.5.0' }, 'OpenBao 2.5.0', '2.5.0'],
        [{ product: 'openbao', version: '2.8.0' }, 'OpenBao 2.7.3 and newer', '2.7.3'],
      ] as const) {
        const { text, warnings } = exported({ form, engine })
        const remark = warnings.find(({ code }) => code === 'fits-releases')
        if (/json|policy/.test(form)) expect(remark?.evidence.from).toBe(from)
        else expect(text).toMatch(new RegExp(`^# .*${range}[.,]`))
      }
    }
  })
})
